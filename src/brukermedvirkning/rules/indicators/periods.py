"""A trend: the same indicators for one calendar period after another, in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, TypeAlias

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import finish
from brukermedvirkning.rules.indicators.measurement import Measurement
from brukermedvirkning.rules.indicators.tally import Key, Settings, tally

__all__ = ["Every", "Plan", "count_each", "measure_each", "windows"]

Plan: TypeAlias = tuple[Sequence[Definition], Sequence[str]]
"""Definitions that are counted together, and the paths that they are split by."""

_AT_ONCE = 1_000
"""Cases that are held while they are counted for one period after another."""


class Every(Concept):
    """A calendar period; the value of a member is what a command calls it."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}


def windows(every: Every, first: date, last: date, as_of: date) -> tuple[Window, ...]:
    """The whole calendar periods from that of the first day to that of the last.

    All are as known on `as_of`; one that has not ended by then is there, and holds what
    has happened so far. Raises `DefinitionError` where the last day lies before the
    first.
    """
    if last < first:
        raise DefinitionError(f"a trend ends on {first} or later, not on {last}")
    months = _MONTHS[every]
    number = first.year * 12 + first.month - 1
    starts = []
    at = number - number % months
    while (start := date(at // 12, at % 12 + 1, 1)) <= last:
        starts.append(start)
        at += months
    ends = (*starts[1:], date(at // 12, at % 12 + 1, 1))
    return tuple(
        Window(start=start, end=end, as_of=as_of)
        for start, end in zip(starts, ends, strict=True)
    )


def count_each(
    plans: Sequence[Plan],
    cases: Iterable[Any],
    periods: Sequence[Window],
    parameters: Settings | None = None,
    count: Callable[..., Mapping[Key, int]] = tally,
    at_once: int | None = None,
) -> tuple[tuple[Mapping[Key, int], ...], ...]:
    """For each plan the counts of each period, in one pass over the cases.

    A plan is some definitions and what they are split by; `count` is how an engine
    counts. Of one plan in one period all cases are counted in one call, and otherwise
    `at_once` of them.
    """
    if len(plans) == len(periods) == 1:
        ((definitions, by),) = plans
        return ((count(definitions, cases, periods[0], parameters, by),),)
    size = at_once or _AT_ONCE
    totals: list[list[Counter[Key]]] = [[Counter() for _ in periods] for _ in plans]
    ahead = iter(cases)
    # At least once: an engine over tables counts what it was not given.
    some = list(islice(ahead, size))
    while True:
        for of_plan, (definitions, by) in zip(totals, plans, strict=True):
            for total, window in zip(of_plan, periods, strict=True):
                total.update(count(definitions, some, window, parameters, by))
        some = list(islice(ahead, size))
        if not some:
            return tuple(map(tuple, totals))


def measure_each(
    definitions: Sequence[Definition],
    cases: Iterable[Any],
    periods: Sequence[Window],
    parameters: Settings | None = None,
    by: Sequence[str] = (),
    count: Callable[..., Mapping[Key, int]] = tally,
) -> tuple[tuple[Measurement, ...], ...]:
    """The measurements of each period, in one pass over the cases.

    `count` is how an engine counts; the reference one where none is given. What is
    given back is for those who may see everything.
    """
    ((*counts,),) = count_each([(definitions, by)], cases, periods, parameters, count)
    return tuple(
        tuple(
            measurement
            for definition in definitions
            for measurement in finish(definition, total, window, parameters, by)
        )
        for total, window in zip(counts, periods, strict=True)
    )
