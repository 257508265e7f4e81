"""Days, instants and texts as Momentum writes them, and what a fault may show of them.

Each function gives the value or raises `Unreadable`, which says what would be right and
shows nothing of what stood there: in a journal any text may be somebody's words.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

import attrs

from brukermedvirkning_denmark.identifiers import why_malformed
from brukermedvirkning_denmark.log.values import Unreadable, digest

__all__ = [
    "Moment",
    "Unreadable",
    "code",
    "digest",
    "key",
    "kind_of",
    "moment",
    "words",
]

_YEARS = range(1900, 2101)
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")
_LONGEST_KEY = 80
_DATE_AND_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}.*")
_MIDNIGHT = time()


@cache
def _zone() -> ZoneInfo:
    """Where the jobcentres are; the civil day is the day there."""
    return ZoneInfo("Europe/Copenhagen")


@attrs.frozen
class Moment:
    """The civil day in Denmark, and the instant where the text says which one it is.

    `at` is None for a time without an offset, and for midnight, by which a day is meant.
    """

    day: date
    at: datetime | None


def kind_of(value: object) -> str:
    """What a fault may say of a value: its kind and length, never the value."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"text of length {len(value)}" if value else "an empty text"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list) else "an object"


def moment(value: object) -> Moment:
    """A date and time in ISO 8601. Raises `Unreadable`."""
    expected = "a date and time such as 2026-03-02T09:30:00Z"
    if not isinstance(value, str) or not _DATE_AND_TIME.fullmatch(value):
        raise Unreadable(expected)
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        raise Unreadable(expected) from None
    if read.year not in _YEARS:
        raise Unreadable(f"a year from {_YEARS[0]} to {_YEARS[-1]}")
    if read.tzinfo is None:
        return Moment(read.date(), None)
    there = read.astimezone(_zone())
    if there.time() == _MIDNIGHT:
        return Moment(there.date(), None)
    # A fixed offset, which every place that keeps it understands.
    fixed = timezone(there.utcoffset() or timedelta())
    return Moment(there.date(), there.astimezone(fixed).replace(microsecond=0))


def words(value: object) -> str | None:
    """A text, or None where there is none. Raises `Unreadable`."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise Unreadable("a text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Unreadable("a text of whole characters") from None
    return value.strip() or None


def code(value: object) -> str | None:
    """A code: a whole number or a short text without blanks. Raises `Unreadable`."""
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        raise Unreadable("a code: at most 40 letters, digits, dots and hyphens")
    if why_malformed(value) is None:
        raise Unreadable("a code, no personal number")
    return value


def key(value: object) -> str | None:
    """What Momentum calls something by; None where there is nothing.

    Raises `Unreadable`, and so for a personal number: the interface has put one where
    a note's own key should be.
    """
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if (
        not isinstance(value, str)
        or len(value) > _LONGEST_KEY
        or not value.isprintable()
        or value.strip() != value
    ):
        raise Unreadable(f"a key of at most {_LONGEST_KEY} characters")
    if why_malformed(value) is None:
        raise Unreadable("a key of Momentum's own, no personal number")
    return value
