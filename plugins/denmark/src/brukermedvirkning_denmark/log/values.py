"""Days, hours and bands as the log prints them, and what a fault may show of them.

Each function gives the value or raises `Unreadable`, which says what would be right.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from decimal import Decimal

from brukermedvirkning.domain.period import Duration

__all__ = ["Unreadable", "band", "day", "digest", "minutes", "shown"]

_DAY = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})")
_HOURS = re.compile(r"[0-9]{1,5}(?:,[0-9]{1,4})?")
_BAND = re.compile(r"([0-9]{1,4}) ?[-–] ?([0-9]{1,4}) minutter")
_YEARS = range(1900, 2101)
_HOURS_A_WEEK = 168

_SHOWN = re.compile(
    r"[0-9]{1,4}(?:[-./][0-9]{1,5}){1,2}"  # a day, or nearly one
    r"|[-+]?[0-9]{1,5}(?:[.,:][0-9]{1,4})?(?: timer)?"  # hours
    r"|[-+]?[0-9]{1,4} ?[-–] ?[0-9]{1,4} minutter"  # a band
)


class Unreadable(Exception):  # noqa: N818 - never leaves the package
    """Raised when a printed value cannot be read; says what would be right.

    `found` is given where something else than the text itself is to be shown.
    """

    def __init__(self, expected: str, found: str | None = None) -> None:
        self.expected = expected
        self.found = found
        super().__init__(expected)


def shown(text: str) -> str:
    """What a fault may show: days, hours and bands; of anything else kind and length.

    A free text where a day should be may be somebody's words, and a long number
    somebody's.
    """
    if not text:
        return "nothing"
    return repr(text) if _SHOWN.fullmatch(text) else f"text of length {len(text)}"


def day(text: str) -> date:
    """A day printed as dd-mm-yyyy. Raises `Unreadable`."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise Unreadable("a day as dd-mm-yyyy")
    number, month, year = map(int, match.groups())
    if year not in _YEARS:
        raise Unreadable(f"a year from {_YEARS[0]} to {_YEARS[-1]}")
    try:
        return date(year, month, number)
    except ValueError:
        raise Unreadable("a day that exists, as dd-mm-yyyy") from None


def minutes(text: str) -> int:
    """Hours a week, with a decimal comma, as whole minutes. Raises `Unreadable`."""
    if not _HOURS.fullmatch(text):
        raise Unreadable("hours a week such as 15 or 7,5")
    hours = Decimal(text.replace(",", "."))
    if hours > _HOURS_A_WEEK:
        raise Unreadable(f"at most {_HOURS_A_WEEK} hours, a whole week")
    whole = int(hours * 60)
    if whole != hours * 60:
        raise Unreadable("hours that come to whole minutes")
    return whole


def band(text: str) -> Duration:
    """A duration printed as a band, "31-60 minutter". Raises `Unreadable`."""
    match = _BAND.fullmatch(text)
    if match is None:
        raise Unreadable("a band such as 31-60 minutter")
    least, most = map(int, match.groups())
    if most < least:
        raise Unreadable(f"an upper bound of {least} minutes or more")
    return Duration(at_least=least, at_most=most)


def digest(*parts: str, length: int = 12) -> str:
    """A digest of some texts in hex digits, for ids that do not show them."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]
