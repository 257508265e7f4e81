"""The chain of an indicator written as Python: the first step that holds is counted."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import reduce

import attrs

from brukermedvirkning.rules.expressions.nodes import Fold, Node, Op, Ref
from brukermedvirkning.rules.expressions.text import COMPARISONS
from brukermedvirkning.rules.generated.counters import Counters
from brukermedvirkning.rules.generated.loops import is_late
from brukermedvirkning.rules.generated.pieces import (
    NOTHING,
    TRUE,
    assign,
    call,
    choose,
    constant,
    is_none,
    name,
    negate,
    when,
)
from brukermedvirkning.rules.generated.scopes import (
    Block,
    Scope,
    conjuncts,
    rests_on_rows,
)
from brukermedvirkning.rules.generated.writer import Writer
from brukermedvirkning.rules.indicators.chain import OUTSIDE, Chain, Step

__all__ = ["is_late_chain", "with_parameters_of", "write_chain"]


def is_late_chain(chain: Chain) -> bool:
    """Whether a chain rests on what folds of the case came to."""
    return any(is_late(one) for step in chain.steps for one in (step.test, step.value))


def with_parameters_of(definition: str, chain: Chain, same: dict[Node, Node]) -> Chain:
    """The same chain, each parameter bearing the id of its definition.

    Equal nodes become one, kept in `same`, so that they are found without comparing.
    """
    steps = tuple(
        Step(
            step.label,
            _renamed(step.test, definition, same),
            _renamed(step.value, definition, same),
        )
        for step in chain.steps
    )
    return attrs.evolve(chain, steps=steps)


def _renamed(node: Node, of: str, same: dict[Node, Node]) -> Node:
    found = node
    match node:
        case Ref(path=("param", parameter, *_)):
            found = Ref(("param", f"{of}:{parameter}"))
        case Op():
            found = Op(node.name, tuple(_renamed(one, of, same) for one in node.args))
        case Fold():
            found = Fold(
                node.name,
                node.rows,
                node.row,
                node.where and _renamed(node.where, of, same),
                tuple(_renamed(one, of, same) for one in node.args),
                tuple(_renamed(one, of, same) for one in node.bounds),
            )
    return same.setdefault(found, found)


def _window_first(member: Node) -> Node:
    """The same test with the days of the window first, as one part that chains share."""
    parts = list(conjuncts(member))
    first = [part for part in parts if _is_of_window(part)]
    rest = [part for part in parts if part not in first]
    joined = [reduce(_and, some) for some in (first, rest) if some]
    return reduce(_and, joined)


def _and(one: Node, other: Node) -> Node:
    return Op("and", (one, other))


def _is_of_window(node: Node) -> bool:
    """Whether a test is one comparison with a day of the window."""
    return (
        isinstance(node, Op)
        and node.name in COMPARISONS
        and not rests_on_rows(node)
        and any(isinstance(one, Ref) and one.path[0] == "window" for one in node.args)
    )


def write_chain(
    writer: Writer, counters: Counters, number: int, chain: Chain, scope: Scope
) -> list[ast.stmt]:
    """The steps of a chain for one row, or for the case; `number` tells it from others."""
    return _Steps(writer, counters, number, chain).write(scope)


@attrs.frozen
class _Steps:
    writer: Writer
    counters: Counters
    number: int
    chain: Chain

    def write(self, scope: Scope) -> list[ast.stmt]:
        first, *_ = self.chain.steps
        if first.label == OUTSIDE:
            assert isinstance(first.test, Op)
            return self._placed(first.test.args[0], scope)
        return self._further(self.chain.steps, scope)

    def _placed(self, member: Node, scope: Scope) -> list[ast.stmt]:
        """Rows that belong go on; of the others those that nobody can place count.

        `lowering` asks "is it false?" first and then "is it unknown?": asked the other
        way round, a row that belongs is asked once.
        """
        _, blind, unplaced, *further = self.chain.steps
        belongs = scope.branch((Block.BELONGS, self.number))
        lost = scope.branch((Block.LOST, self.number))
        member = _window_first(member)
        test = self.writer.yes(member, scope)
        then = self._further(further, belongs)
        otherwise: list[ast.stmt] = []
        if self.writer.type_of(member).nullable:
            unknown = negate(self.writer.no(member, lost))
            otherwise = when(
                unknown,
                when(
                    self._able(blind, lost),
                    self._count(unplaced, lost),
                    self._count(blind, lost),
                ),
            )
        return when(test, [*belongs.before, *then], [*lost.before, *otherwise])

    def _able(self, blind: Step, scope: Scope) -> ast.expr:
        """The second half of *blind*: that the source has a place for what is needed."""
        assert isinstance(blind.test, Op)
        _lost, unable = blind.test.args
        return self.writer.no(unable, scope)

    def _further(self, steps: Sequence[Step], scope: Scope) -> list[ast.stmt]:
        if not steps:
            return []
        step, *rest = steps
        test = self.writer.yes(step.test, scope)
        return when(
            test,
            self._count(step, scope),
            [] if test is TRUE else self._further(rest, scope),
        )

    def _count(self, step: Step, scope: Scope) -> list[ast.stmt]:
        group = None
        found: list[ast.stmt] = []
        if self.chain.group:
            group = name("group")
            parts = [self._part(one, scope) for one in self.chain.group]
            found.append(assign("group", ast.Tuple(parts, ast.Load())))
        value = self.writer.value(step.value, scope)
        return [*found, *self.counters.count(self.chain, step.label, group, value)]

    def _part(self, one: Ref | str, scope: Scope) -> ast.expr:
        """One of the names of a group; None is unknown."""
        if isinstance(one, str):
            return constant(one)
        value, tested = self.writer.kept(self.writer.value(one, scope))
        return choose(is_none(tested), NOTHING, call(name("str"), value))
