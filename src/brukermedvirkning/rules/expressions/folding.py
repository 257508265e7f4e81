"""What the values of many rows come to: one value, in which an unknown one may matter.

Source: the design of indicators, "Unknown".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from brukermedvirkning.domain.period import Period

__all__ = ["FOLDS", "covered_days", "longest_gap", "peak_load"]


def _kleene_any(values: list[Any]) -> bool | None:
    if True in values:
        return True
    return None if None in values else False


def _kleene_all(values: list[Any]) -> bool | None:
    if False in values:
        return False
    return None if None in values else True


def _there(values: list[Any]) -> list[Any]:
    return [value for value in values if value is not None]


FOLDS: Mapping[str, Callable[[list[Any]], Any]] = MappingProxyType(
    {
        "any": _kleene_any,
        "all": _kleene_all,
        "sum": lambda values: sum(_there(values)),
        "min": lambda values: min(_there(values), default=None),
        "max": lambda values: max(_there(values), default=None),
        "first": lambda values: values[0] if values else None,
        "last": lambda values: values[-1] if values else None,
        "distinct": lambda values: len(set(_there(values))),
    }
)
"""The folds that need nothing but the values, by name."""


def longest_gap(days: Iterable[date | None], since: date, until: date) -> int:
    """The days between one day and the next, at most; both ends count as days."""
    end = max(since, until)
    inside = (min(max(day, since), end) for day in days if day is not None)
    reached = sorted((since, *inside, end))
    return max((after - before).days for before, after in pairwise(reached))


def peak_load(
    loads: Iterable[list[Any]], since: date = date.min, until: date | None = None
) -> int:
    """Each stretch of a period adds its load on its first day and takes it off at its end."""
    changes: Counter[date] = Counter()
    window = Period(start=since, end=until and max(since, until))
    for period, load, *pauses in (one for one in loads if None not in one[:2]):
        for stretch in Period.uncovered(period, (pauses and pauses[0]) or ()):
            inside = stretch.overlap(window)
            if inside is not None and inside.start is not None:
                changes[inside.start] += load
                if inside.end is not None:
                    changes[inside.end] -= load
    highest = running = 0
    for day in sorted(changes):
        running += changes[day]
        highest = max(highest, running)
    return highest


def covered_days(
    periods: Iterable[Period | None], since: date, until: date
) -> int | None:
    """Counted once however many periods hold a day."""
    reached, total = since, 0
    for period in sorted(map(_from_known, periods), key=lambda one: one.start or since):
        if period.start is not None:
            total += period.days_within(reached, until)
            reached = max(reached, period.end or until)
        elif period.end is None or period.end > since:
            return None
    return total


def _from_known(period: Period | None) -> Period:
    return Period() if period is None else period
