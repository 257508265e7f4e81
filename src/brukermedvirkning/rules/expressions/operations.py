"""What the operations come to whose parts are all known; None is unknown.

Source: the design of indicators, "Unknown".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.period import Period

__all__ = ["PLAIN", "known"]


def known(value: Any) -> Any:
    """The value; None for a member of a list that says nothing."""
    return None if isinstance(value, Concept) and value.is_unknown else value


def _plus(left: Any, right: int) -> Any:
    """A sum; a day outside the calendar is unknown."""
    if not isinstance(left, date):
        return left + right
    try:
        return left + timedelta(days=right)
    except OverflowError:
        return None


def _days_within(period: Period, since: date, until: date) -> int | None:
    """Where the first day is not known, only a period that ended before is surely out."""
    if period.start is None:
        return 0 if period.end is not None and period.end <= since else None
    return period.days_within(since, until)


def _contains(period: Period, day: date) -> bool | None:
    """Where the first day is not known, only a day after the end is surely outside."""
    if period.start is None:
        return False if period.end is not None and day >= period.end else None
    return period.contains(day)


def _has(many: tuple[Any, ...], entry: Any) -> bool | None:
    """Whether an entry is there; an unknown one among the others may be it."""
    values = [
        known(value.concept if isinstance(value, Coded) else value) for value in many
    ]
    if entry in values:
        return True
    return None if None in values else False


def _spans_between(first: date, day: date, length: int) -> int | None:
    """Spans without a day are none."""
    return (day - first).days // length if length > 0 else None


def _span_start(first: date, day: date, length: int) -> date | None:
    """Spans without a day have no start; a day outside the calendar is unknown."""
    if length < 1:
        return None
    start: date | None = _plus(day, -((day - first).days % length))
    return start


def _weekdays_until(day: date) -> int:
    """How many days from Monday to Friday there are from the calendar's first, a Monday."""
    days = day.toordinal()
    saturdays, sundays = (days + 1) // 7, days // 7
    return days - saturdays - sundays


PLAIN: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "not": lambda a: not a,
        "==": lambda a, b: a == b,
        "!=": lambda a, b: a != b,
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
        ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b,
        "+": _plus,
        "-": lambda a, b: _plus(a, -b),
        "neg": lambda a: -a,
        "days_between": lambda a, b: (b - a).days,
        "weekdays_between": lambda a, b: _weekdays_until(b) - _weekdays_until(a),
        "days_within": _days_within,
        "span_start": _span_start,
        "spans_between": _spans_between,
        "contains": _contains,
        "least": min,
        "greatest": max,
        "in": lambda a, many: _has(many, a),
        "has": _has,
        "size": len,
    }
)
"""Each operation by its name."""
