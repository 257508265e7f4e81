"""An expression as a check: one generated function that says yes, no or unknown.

What it says is what `expressions.interpret.evaluate` says, at the speed of a function
written by hand. Beside the answer it can give the facts that it rests on.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any, TypeAlias

import attrs

from brukermedvirkning.domain.carries import Origin
from brukermedvirkning.domain.record import field_types
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions.check import infer
from brukermedvirkning.rules.expressions.interpret import carrying
from brukermedvirkning.rules.expressions.nodes import (
    Fold,
    Node,
    Op,
    Raw,
    Ref,
    inside,
    roots,
)
from brukermedvirkning.rules.expressions.signatures import expect
from brukermedvirkning.rules.expressions.surface import Expr
from brukermedvirkning.rules.expressions.text import text
from brukermedvirkning.rules.expressions.types import Kind, Schema
from brukermedvirkning.rules.generated.engine import wrong_of
from brukermedvirkning.rules.generated.loops import Loops, write_node
from brukermedvirkning.rules.generated.pieces import (
    FALSE,
    NOTHING,
    TRUE,
    any_of,
    assign,
    attribute,
    call,
    choose,
    constant,
    function,
    module,
    name,
    when,
)
from brukermedvirkning.rules.generated.program import told
from brukermedvirkning.rules.generated.scopes import (
    OF_CASE,
    Plan,
    Scope,
    needs,
    outermost,
)
from brukermedvirkning.rules.generated.writer import Writer, parameter_name
from brukermedvirkning.rules.indicators.parameter import Setting, type_of

__all__ = ["Answer", "Check", "as_test", "check_of"]

Answer: TypeAlias = bool | None

_TOLD = (Kind.BOOL, Kind.CODE, Kind.DATE, Kind.INT)
"""The kinds of facts that are given beside an answer: never a text."""


@attrs.frozen(kw_only=True)
class Check:
    """An expression made into functions.

    `ask(case, window)`, with the row as a third argument where one is counted, gives
    True, False, or None for unknown. `ask_with_facts` gives the answer and the value of
    each of `facts`, in their order. `source` is how both read.
    """

    ask: Callable[..., Answer]
    ask_with_facts: Callable[..., tuple[Answer, tuple[Any, ...]]]
    facts: tuple[Node, ...]
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """The facts as they are written."""
        return tuple(map(text, self.facts))


def as_test(
    expression: Expr,
    *,
    counts: str = "case",
    parameters: Mapping[str, Setting] | None = None,
) -> Callable[..., Answer]:
    """A test as a function: `test(case, window)`, or `test(case, window, row)`.

    `counts` is the kind of the row that it sees beside the case; `parameters` are the
    values of `param`. Raises `DefinitionError` for what is no test, or sees more.
    """
    return check_of(expression, counts=counts, parameters=parameters).ask


def check_of(
    expression: Expr,
    *,
    counts: str = "case",
    parameters: Mapping[str, Setting] | None = None,
    until_as_of: bool = False,
) -> Check:
    """A test as functions that also give the facts it rests on.

    With `until_as_of` folds leave out rows after the last day of the window. The other
    arguments and errors are those of `as_test`.
    """
    values = tuple(sorted((parameters or {}).items()))
    case = expression.schema_.case
    return _made(expression.node_, case, counts, values, until_as_of)


@lru_cache(maxsize=512)
def _made(
    node: Node,
    case: type,
    counts: str,
    values: tuple[tuple[str, Setting], ...],
    until_as_of: bool,
) -> Check:
    declared = {one: type_of(value) for one, value in values}
    schema = Schema(case).with_parameters(declared)
    expect(Kind.BOOL, (node, infer(node, schema)))
    for root in sorted(roots(node) - OF_CASE - {counts}):
        raise DefinitionError(f"{root} cannot be seen here: this is asked of {counts}")
    facts = tuple(dict.fromkeys(_facts(node, schema)))
    bare, with_facts = (
        _Writing(schema, node, counts, shown, until_as_of) for shown in (None, facts)
    )
    given = dict(values)
    return Check(
        ask=bare.function(given),
        ask_with_facts=with_facts.function(given),
        facts=facts,
        source=f"{ast.unparse(bare.tree)}\n\n\n{ast.unparse(with_facts.tree)}",
    )


def _facts(node: Node, schema: Schema) -> Iterator[Node]:
    """What an expression rests on: fields, and folds of the case as a whole."""
    match node:
        case Ref() | Raw() | Fold():
            found = infer(node, schema)
            seen = needs(node) - {"param", "window"}
            if seen and found.kind in _TOLD and not found.personal:
                yield node
        case _:
            for part in inside(node):
                yield from _facts(part, schema)
    if isinstance(node, Op) and node.name == "contains":
        (period, _day) = node.args
        assert isinstance(period, Ref)
        yield Ref((*period.path, "start"))
        yield Ref((*period.path, "end"))


class _Writing:
    """The two passes over one expression."""

    def __init__(
        self,
        schema: Schema,
        node: Node,
        counts: str,
        facts: tuple[Node, ...] | None,
        until_as_of: bool,
    ) -> None:
        self._schema = schema
        self._node = node
        self._counts = counts
        self._facts = facts
        new = partial(Writer, schema, Plan(), write_node, until_as_of=until_as_of)
        self._function(new(planning=True))
        self._writer = new()
        whole = self._function(self._writer)
        self.tree = module(whole)

    def function(self, values: Mapping[str, Setting]) -> Callable[..., Any]:
        """The function, with the values of its parameters."""
        names = {
            **self._writer.globals,
            "carrying": carrying,
            "wrong_of": wrong_of,
        }
        for one, value in values.items():
            names[parameter_name(one)] = value
            if isinstance(value, tuple) and type_of(value).of.kind is Kind.CODE:
                codes, lost = told(value)
                names[parameter_name(one)] = codes
                names[f"{parameter_name(one)}_lost"] = lost
        # What is run was built here, node by node, of a checked expression.
        exec(compile(self.tree, "<check>", "exec"), names)  # noqa: S102
        made: Callable[..., Any] = names["check"]
        return made

    def _function(self, writer: Writer) -> ast.stmt:
        outer = outermost()
        of_case = Scope(outer=outer, names={"case": "case"})
        here = of_case
        arguments = ["case", "window"]
        if self._counts != "case":
            here = Scope(outer=of_case, names={self._counts: "row"})
            arguments.append("row")
        if not writer.planning:
            Loops(writer=writer, of_case=of_case).write()
        facts = [writer.value(one, here) for one in self._facts or ()]
        answer = self._answer(writer, here, facts)
        known = [*outer.before, *of_case.before]
        if here is not of_case:
            known += here.before
        return function("check", arguments, [*self._begin(writer), *known, *answer])

    def _answer(
        self, writer: Writer, here: Scope, facts: list[ast.expr]
    ) -> list[ast.stmt]:
        def give(value: ast.expr) -> ast.stmt:
            if self._facts is None:
                return ast.Return(value)
            both = [value, ast.Tuple(facts, ast.Load())]
            return ast.Return(ast.Tuple(both, ast.Load()))

        yes = writer.yes(self._node, here)
        if not writer.type_of(self._node).nullable:
            return [give(yes)]
        otherwise = Scope(outer=here, names={})
        no = writer.no(self._node, otherwise)
        return [
            *when(yes, [give(TRUE)]),
            *otherwise.before,
            give(choose(no, FALSE, NOTHING)),
        ]

    def _begin(self, writer: Writer) -> Iterator[ast.stmt]:
        """What the source has a place for, and which enrolments are errors."""
        if writer.knows_wrong:
            yield assign("wrong", call(name("wrong_of"), name("case")))
        if not writer.places:
            return
        everything: ast.expr = FALSE
        if field_types(self._schema.case).get("origin") is Origin:
            origin = attribute(name("case"), "origin")
            yield assign("carries", attribute(origin, "carries"))
            everything = attribute(name("carries"), "everything")
        else:
            yield assign("carries", call(name("carrying"), name("case")))
        for path, place in writer.places.items():
            can = call(attribute(name("carries"), "can"), constant(path))
            yield assign(place, any_of((everything, can)))
