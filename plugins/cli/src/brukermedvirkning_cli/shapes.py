"""How small values stand in documents and on pages: periods, minutes, shares."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from brukermedvirkning.domain.period import Period

__all__ = [
    "day",
    "hours",
    "last_day",
    "minute",
    "period",
    "period_text",
    "plain",
    "short_hours",
]


def day(value: date | None) -> str | None:
    """A day as ISO 8601 has it."""
    return None if value is None else value.isoformat()


def minute(value: datetime) -> str:
    """An instant to the minute, on the clock that it was read from."""
    return value.strftime("%Y-%m-%d %H:%M")


def period(value: Period) -> dict[str, str | None]:
    """A half-open period; `end` is the first day after it."""
    return {"start": day(value.start), "end": day(value.end)}


def last_day(end: str | None) -> str | None:
    """The last day of a period of a document, as people write it."""
    if end is None:
        return None
    return (date.fromisoformat(end) - timedelta(days=1)).isoformat()


def period_text(value: Mapping[str, Any]) -> str:
    """A period of a document from its first to its last day; `…` where there is none."""
    return f"{value['start'] or '…'} – {last_day(value['end']) or '…'}"


def hours(minutes: int) -> str:
    """Minutes a week as hours."""
    if minutes % 60 == 0:
        return f"{minutes // 60} h"
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"


def short_hours(minutes: int) -> str:
    """Minutes a week as hours in six characters at most."""
    whole, rest = divmod(minutes, 60)
    return f"{whole}h{rest:02}" if rest else f"{whole} h"


def plain(value: Any) -> Any:
    """A value as JSON can say it: days as text, exact shares as numbers."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value
