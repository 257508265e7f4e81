"""Chains without what is known beforehand: what is left is less for SQL to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import attrs

from brukermedvirkning.rules.expressions.nodes import Fold, Lit, Node, Op
from brukermedvirkning.rules.indicators.chain import Chain, Step

__all__ = ["simplified"]

_YES, _NO = Lit(True), Lit(False)


def simplified(
    chains: Iterable[Chain], true: Collection[Node] = (), *, complete: bool = False
) -> Iterator[Chain]:
    """The chains where some nodes are true, and complete sources have a place for all.

    A step that never holds is left out, and with it what comes after one that always
    does; a chain without steps counts nothing.
    """
    known = _Known(frozenset(true), complete)
    for chain in chains:
        steps = tuple(known.steps(chain.steps))
        if steps:
            yield attrs.evolve(chain, steps=steps)


@attrs.frozen
class _Known:
    true: frozenset[Node]
    complete: bool

    def steps(self, steps: Iterable[Step]) -> Iterator[Step]:
        for step in steps:
            test = self.of(step.test)
            if test != _NO:
                yield attrs.evolve(step, test=test, value=self.of(step.value))
            if test == _YES:
                return

    def of(self, node: Node) -> Node:
        """The node, simpler where something in it is known."""
        if node in self.true:
            return _YES
        match node:
            case Op("carried") if self.complete:
                return _YES
            case Op(name, args):
                return _folded(Op(name, tuple(map(self.of, args))))
            case Fold(where=where):
                return attrs.evolve(
                    node,
                    where=None if where is None else self.of(where),
                    args=tuple(map(self.of, node.args)),
                    bounds=tuple(map(self.of, node.bounds)),
                )
            case _:
                return node


def _folded(node: Op) -> Node:
    """Kleene's logic with what is surely true or surely false."""
    match node:
        case Op("and", (one, other)):
            return _first(one, other, nothing=_YES, whole=_NO) or node
        case Op("or", (one, other)):
            return _first(one, other, nothing=_NO, whole=_YES) or node
        case Op("not", (Lit(bool(value)),)):
            return Lit(not value)
        case _:
            return node


def _first(one: Node, other: Node, *, nothing: Node, whole: Node) -> Node | None:
    if whole in (one, other):
        return whole
    if one == nothing:
        return other
    return one if other == nothing else None
