"""Instants and days as NAV's systems write them.

Four spellings occur: with `Z`, with an offset, with an offset and a zone in brackets and
up to nine decimals, and without any of these, which means local time in Norway. A day
is sometimes written as local midnight in UTC. Source: veilarbaktivitet:
aktivitetskort contract ("tolket som vår lokale tidssone, altså Europe/Oslo").
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

__all__ = ["civil_day", "day", "instant", "local", "written"]

_INSTANT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[T ](?P<time>\d{2}:\d{2}(:\d{2})?)"
    r"(\.(?P<fraction>\d{1,9}))?"
    r"(?P<offset>Z|[+-]\d{2}(:?\d{2})?)?(\[(?P<zone>[A-Za-z_/+-]+)\])?"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@cache
def _oslo() -> ZoneInfo:
    return ZoneInfo("Europe/Oslo")


def instant(text: str) -> datetime | None:
    """The instant that a text says, with a fixed offset, or None where it says none.

    Decimals after the sixth are left out: no clock of a person's course needs them.
    """
    found = _INSTANT.fullmatch(text)
    if found is None:
        return None
    fraction = (found["fraction"] or "0")[:6].ljust(6, "0")
    clock = found["time"] if found[3] else f"{found['time']}:00"
    try:
        local = datetime.fromisoformat(f"{found['day']}T{clock}.{fraction}")
        if found["offset"] is None:
            return _fixed(local.replace(tzinfo=_oslo()))
        offset = "+00:00" if found["offset"] == "Z" else found["offset"]
        return _fixed(datetime.fromisoformat(f"{local.isoformat()}{offset}"))
    except (ValueError, OverflowError):
        return None


def _fixed(at: datetime) -> datetime:
    """The same instant with an offset and no zone, as the domain keeps it."""
    offset = at.utcoffset() or timedelta()
    return at.replace(tzinfo=UTC if not offset else timezone(offset))


def day(text: str) -> date | None:
    """The civil day that a text says: a date, or the Norwegian day of an instant."""
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    at = instant(text)
    return None if at is None else civil_day(at)


def civil_day(at: datetime) -> date:
    """The day on Norwegian calendars at an instant."""
    return at.astimezone(_oslo()).date()


def local(at: datetime) -> datetime:
    """The time on Norwegian clocks at an instant, without an offset."""
    return at.astimezone(_oslo()).replace(tzinfo=None)


def written(at: datetime) -> str:
    """An instant as the contracts write it."""
    return at.isoformat().replace("+00:00", "Z")
