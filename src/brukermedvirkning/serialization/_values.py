"""The values of a document that JSON has no kind for, and what does not fit."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.serialization._text import kind_of

__all__ = ["DAY", "INSTANT", "MAP", "MisfitError", "day_of", "instant_of", "map_of"]

DAY = "a date such as 2026-01-31"
INSTANT = "an instant such as 2026-01-31T12:00:00+01:00"
MAP = (
    "an object of what every JSON reader keeps: whole characters, finite numbers,"
    " whole numbers to 2^53 - 1, at most 32 deep"
)
_INSTANT_PATTERN = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII
)
# The days of some twenty years, which stand in document after document.
_DAYS = 8_192
_LENGTH = len("2026-01-31")


class MisfitError(ValueError):
    """Raised for a value of the wrong kind; it never holds the value."""

    def __init__(self, value: Any, expected: str) -> None:
        self.found = kind_of(value)
        self.expected = expected
        super().__init__(expected)


def day_of(value: Any) -> date:
    """A day as the format writes it."""
    # Nothing longer is kept: in its place somebody may have written anything.
    day = _day(value) if type(value) is str and len(value) == _LENGTH else None
    if day is None:
        raise MisfitError(value, DAY)
    return day


@lru_cache(_DAYS)
def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # Python reads 20260131 and 2026-W05-6 too; the format has one way.
    return day if day.isoformat() == text else None


def instant_of(value: Any) -> datetime:
    """An instant as the format writes it."""
    if type(value) is str and _INSTANT_PATTERN.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    raise MisfitError(value, INSTANT)


def map_of(value: Any) -> FrozenMap:
    """An object of whatever JSON can say and every reader keeps."""
    if isinstance(value, dict):
        try:
            return FrozenMap(value)
        except TypeError:
            pass
    raise MisfitError(value, MAP)
