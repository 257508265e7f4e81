"""Counting by generated Python: the same tallies as the interpreter gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.rules.expressions.interpret import carrying
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.generated.program import is_ready, program, refuse_twice
from brukermedvirkning.rules.indicators import tally as interpreter
from brukermedvirkning.rules.indicators.chain import CLUSTER
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.tally import Key, Settings, pair

__all__ = ["generated_tally", "tally"]

_FEW = 2_000
"""For cases and rows of so much weight to compile takes longer than to interpret."""
_A_CASE = 5
"""What a case weighs beside one of its rows."""


def tally(
    definitions: Sequence[Definition],
    cases: Iterable[Any],
    window: Window,
    parameters: Settings | None = None,
    by: Sequence[str] = (),
) -> Counter[Key]:
    """How often each key occurs among the cases; one pass, in constant memory.

    The arguments are those of `indicators.tally.tally`, and so is the answer. For a few
    cases nothing is compiled that was not compiled before. Raises `DefinitionError`
    where two definitions have one id.
    """
    refuse_twice(definitions)
    rest = iter(cases)
    first: list[Any] = []
    collections = {name for one in definitions for name in one.schema.collections}
    weight = _FEW if is_ready(definitions, by) else 0
    while weight < _FEW:
        case = next(rest, None)
        if case is None:
            return interpreter.tally(definitions, first, window, parameters, by)
        first.append(case)
        weight += _A_CASE + sum(len(getattr(case, name)) for name in collections)
    return generated_tally(definitions, chain(first, rest), window, parameters, by)


def generated_tally(
    definitions: Sequence[Definition],
    cases: Iterable[Any],
    window: Window,
    parameters: Settings | None = None,
    by: Sequence[str] = (),
) -> Counter[Key]:
    """The same by generated Python, however few the cases are."""
    if not definitions:
        return Counter()
    made = program(definitions, by)
    given = {
        one.id: one.settings((parameters or {}).get(one.id)) for one in definitions
    }
    values = [given[indicator][name] for indicator, name in made.parameters]
    found = made.run(cases, window, values, places_of(made.places), wrong_of)
    counts: Counter[Key] = Counter()
    for one, result in zip(made.counted, found, strict=True):
        if one.several:
            for (group, value), times in result.items():
                number = pair(*value) if one.label == CLUSTER else value
                counts.update({Key(one.indicator, group, one.label, number): times})
        elif result:
            counts.update({Key(one.indicator, (), one.label, one.number): result})
    return counts


def wrong_of(case: Any) -> set[str]:
    """The enrolments of a case that were registered in error."""
    return {
        row.id for row in getattr(case, "enrolments", ()) if row.registered_in_error
    }


def places_of(paths: tuple[str, ...]) -> Callable[[Any], tuple[bool, ...]]:
    """For a case, which of the paths its source has a place for."""
    everything = (True,) * len(paths)
    known: dict[tuple[str, ...], tuple[bool, ...]] = {}

    def found(case: Any) -> tuple[bool, ...]:
        carries = carrying(case)
        if not isinstance(carries, Carries):
            return tuple(map(carries.can, paths))
        if carries.everything:
            return everything
        if carries.paths not in known:
            known[carries.paths] = tuple(map(carries.can, paths))
        return known[carries.paths]

    return found
