"""Definitions as one function that counts them all in one pass over the cases."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import Any

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions.nodes import Node, Ref
from brukermedvirkning.rules.expressions.types import Kind, Schema
from brukermedvirkning.rules.generated.chains import (
    is_late_chain,
    with_parameters_of,
    write_chain,
)
from brukermedvirkning.rules.generated.counters import Counted, Counters
from brukermedvirkning.rules.generated.loops import Loops, More, write_node
from brukermedvirkning.rules.generated.pieces import (
    assign,
    attribute,
    call,
    constant,
    function,
    loop,
    module,
    name,
    unpack,
    when,
)
from brukermedvirkning.rules.generated.scopes import Plan, Scope, outermost
from brukermedvirkning.rules.generated.writer import Writer, parameter_name
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.lowering import lower

__all__ = ["Program", "forget", "is_ready", "program", "refuse_twice", "told"]


@attrs.frozen(kw_only=True)
class Program:
    """A generated function, and what its counters count.

    `run(cases, window, parameters, places_of, wrong_of)` gives for each of `counted` a
    whole number, or a mapping from (group, number) to how often. It is handed the values
    of `parameters`, and what tells of a case which of `places` its source has and which
    of its enrolments were registered in error. `asked` are the definitions and the split.
    """

    run: Callable[..., tuple[Any, ...]]
    counted: tuple[Counted, ...]
    places: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]
    asked: tuple[Sequence[Definition], Sequence[str]] = attrs.field(repr=False)

    @property
    def source(self) -> str:
        """How the function reads; written anew, for what is kept must be small."""
        return ast.unparse(_Writing(*self.asked).tree)


def program(definitions: Sequence[Definition], by: Sequence[str] = ()) -> Program:
    """The program that counts some definitions, split by the paths given.

    Made once for definitions and split: the window and the parameters are handed to it.
    Raises `DefinitionError` for a split that one of the definitions does not allow.
    """
    key = _key(definitions, by)
    if key not in _made:
        if len(_made) >= _KEPT:
            _made.clear()
        _made[key] = _Writing(definitions, by).program()
    return _made[key]


def refuse_twice(definitions: Iterable[Definition]) -> None:
    """Refuses two definitions of one id: what they count could not be told apart."""
    for one, often in Counter(one.id for one in definitions).items():
        if often > 1:
            raise DefinitionError(f"{one} is counted together with itself")


def is_ready(definitions: Sequence[Definition], by: Sequence[str] = ()) -> bool:
    """Whether the program of these definitions and this split was made before."""
    return _key(definitions, by) in _made


def forget() -> None:
    """Lets go of all programs that were made."""
    _made.clear()


_KEPT = 64
_made: dict[Hashable, Program] = {}


def _key(definitions: Sequence[Definition], by: Sequence[str]) -> Hashable:
    # Equal definitions over other classes of cases are other programs.
    return tuple((one, one.schema.case) for one in definitions), tuple(by)


def _schema(definitions: Iterable[Definition]) -> Schema:
    """One schema for all, in which a parameter bears the id of its definition."""
    classes = {one.schema.case for one in definitions}
    if len(classes) != 1:
        names = ", ".join(sorted(each.__name__ for each in classes))
        raise DefinitionError(
            f"what is counted together is asked of one class of cases, not of {names}"
        )
    return Schema(classes.pop()).with_parameters(
        {
            f"{one.id}:{parameter}": found
            for one in definitions
            for parameter, found in (one.typed.parameters or {}).items()
        }
    )


class _Writing:
    """The two passes over definitions: the first finds out what the second writes."""

    def __init__(self, definitions: Sequence[Definition], by: Sequence[str]) -> None:
        refuse_twice(definitions)
        self._asked = tuple(definitions), tuple(by)
        self._schema = _schema(definitions)
        self._parameters = tuple(
            (one.id, parameter.name)
            for one in definitions
            for parameter in one.parameters
        )
        same: dict[Node, Node] = {}
        self._chains = [
            with_parameters_of(one.id, chain, same)
            for one in definitions
            for chain in lower(one, tuple(by))
        ]
        plan = Plan()
        self._function(Writer(self._schema, plan, write_node, planning=True))
        # What more there is of plan and writer is large, and not needed to compile.
        writer = Writer(self._schema, plan, write_node)
        counters, whole = self._function(writer)
        self._globals = writer.globals
        self._places = tuple(writer.places)
        self._counted = tuple(counters.variables)
        self.tree = module(whole)

    def program(self) -> Program:
        """The function, ready to run."""
        names = {
            **self._globals,
            "add_row": _add_row,
            "numbers": partial(defaultdict, int),
            "told": told,
        }
        # What is run was built here, node by node, of checked definitions.
        exec(compile(self.tree, "<indicators>", "exec"), names)  # noqa: S102
        return Program(
            run=names["count"],
            counted=self._counted,
            places=self._places,
            parameters=self._parameters,
            asked=self._asked,
        )

    def _function(self, writer: Writer) -> tuple[Counters, ast.stmt]:
        counters = Counters(writer)
        outer = outermost()
        of_case = Scope(outer=outer, names={"case": "case"})
        loops = Loops(writer=writer, of_case=of_case)
        of_cases: list[More] = []
        for number, chain in enumerate(self._chains):
            more: More = partial(write_chain, writer, counters, number, chain)
            if chain.rows:
                turn = loops.late if is_late_chain(chain) else loops.early
                turn.setdefault(chain.rows, []).append(more)
            else:
                of_cases.append(more)
        if writer.planning:
            loops.plan()
        else:
            loops.write()
        for write in of_cases:
            of_case.before += write(of_case)
        return counters, self._whole(writer, counters, outer, of_case)

    def _whole(
        self, writer: Writer, counters: Counters, outer: Scope, of_case: Scope
    ) -> ast.stmt:
        """The loop over the cases, with what stands before and after it."""
        each = when(attribute(name("case"), "registered_in_error"), [ast.Continue()])
        if writer.knows_wrong:
            each.append(assign("wrong", call(name("wrong_of"), name("case"))))
        if writer.places:
            there = call(name("places_of"), name("case"))
            each.append(unpack(tuple(writer.places.values()), there))
        each += [*counters.begin, *of_case.before, *counters.end]
        results = list(counters.variables.items())
        return function(
            "count",
            ("cases", "window", "parameters", "places_of", "wrong_of"),
            [
                *self._unpacked(writer),
                *(
                    assign(one, call(name("numbers")) if of.several else constant(0))
                    for of, one in results
                ),
                *outer.before,
                loop(("case",), name("cases"), each),
                ast.Return(ast.Tuple([name(one) for _, one in results], ast.Load())),
            ],
        )

    def _unpacked(self, writer: Writer) -> list[ast.stmt]:
        """The parameters as variables; of codes those that say something."""
        if not self._parameters:
            return []
        names = [parameter_name(f"{of}:{one}") for of, one in self._parameters]
        found = [unpack(names, name("parameters"))]
        for one, (of, parameter) in zip(names, self._parameters, strict=True):
            type_ = writer.type_of(Ref(("param", f"{of}:{parameter}")))
            if type_.kind is Kind.MANY and type_.of.kind is Kind.CODE:
                told = call(name("told"), name(one))
                found.append(unpack([one, f"{one}_lost"], told))
        return found


def told(codes: tuple[Concept, ...]) -> tuple[tuple[Concept, ...], bool]:
    """The codes that say something, and whether there are others among them."""
    told = tuple(one for one in codes if not one.is_unknown)
    return told, len(told) < len(codes)


def _add_row(
    clusters: dict[Any, tuple[int, int]], group: tuple[str | None, ...], met: bool
) -> None:
    """One more row of a case in a group."""
    rows, numerator = clusters.get(group, (0, 0))
    clusters[group] = (rows + 1, numerator + met)
