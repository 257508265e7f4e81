"""What generated records are made of: days, texts, ids, codes.

Small pools make ties, shared units and returning people likely; free text beside them
finds what nobody thought of.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache

import attrs
from hypothesis import strategies as st

from brukermedvirkning.domain.coded import Code

__all__ = ["DAYS", "EXTREME_DAYS", "POOLS", "Pools", "ids", "instants", "texts"]

DAYS: tuple[date, ...] = (
    date(2014, 8, 5),
    *(date(2014, 10, 1) + timedelta(days=step) for step in range(0, 70, 7)),
    date(2014, 12, 31),
    date(2015, 1, 1),
    *(date(2016, 2, 26) + timedelta(days=step) for step in range(6)),
    date(2016, 4, 26),
    date(2000, 2, 29),
    date(2024, 2, 29),
    date(1999, 12, 31),
    date(2026, 3, 29),
    date(2026, 10, 25),
)
"""Days close together, so that ties happen, with leap days, year ends, clock changes."""

EXTREME_DAYS: tuple[date, ...] = (*DAYS[:6], date.min, date(9999, 12, 30), date.max)
"""The ends of the calendar too: some systems write 9999-12-31 for *never*."""

_IDS = (
    "a", "b", "c", "B", "1", "10", "2", "unit-1", "unit 2", "nav:0301", "Ålesund",
    "naïve", "ø", "日本", "𝛼", "x.y[0]", "it's", '"quoted"', "a/b", "%", "İ", "ß",
)  # fmt: skip
_TEXTS = (
    "a", " ", "\n", "Jeg vil bli kokk", "Jeg vil gerne arbejde med børn.", "æøåÆØÅ",
    "Čáhppes", "e\u0301", "\u00e9", "🙂", "👩🏽‍🌾", "\u200f\u05d0", "\ufeff", "\x00", "\x1f",
    "\u2028", '"', "\\", "\\ud800", "</script>", "null", "2014-08-05", "{}", "0", "=1+1",
    "'; drop table cases; --", "%s", "long " * 60,
)  # fmt: skip
_OFFSETS = (
    UTC,
    timezone(timedelta(hours=1)),
    timezone(timedelta(hours=2)),
    timezone(timedelta(hours=-9, minutes=-30)),
    timezone(timedelta(hours=5, minutes=45)),
)
_CODES = (
    Code(scheme="dk.star.log", code="Løntilskud", label="Løntilskud, offentlig"),
    Code(scheme="dk.star.log", code="LAE § 2.3"),
    Code(scheme="nav.tiltak", code="AFT"),
    Code(scheme="x", code="\n", label="0"),
)
_ZONES = ("Europe/Copenhagen", "Europe/Oslo", "UTC", "America/St_Johns")


@attrs.frozen(kw_only=True)
class Pools:
    """The days, programmes, codes and zones that generated records draw from."""

    days: tuple[date, ...] = attrs.field(default=DAYS, repr=False)
    programmes: tuple[str, ...] = attrs.field(
        default=("empowerment", "aft"), repr=False
    )
    codes: tuple[Code, ...] = attrs.field(default=_CODES, repr=False)
    zones: tuple[str, ...] = attrs.field(default=_ZONES, repr=False)


POOLS = Pools()


@cache
def ids() -> st.SearchStrategy[str]:
    """Ids: a few that return often, of many scripts."""
    return st.sampled_from(_IDS)


@cache
def texts() -> st.SearchStrategy[str]:
    """Texts that have broken programs before, and any other text."""
    free = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
    return st.one_of(st.sampled_from(_TEXTS), st.sampled_from(_TEXTS), free)


@cache
def instants(pools: Pools = POOLS) -> st.SearchStrategy[datetime]:
    """Instants with an offset in whole minutes, on the days of the pool."""

    def instant(day: date, second: int, offset: timezone) -> datetime:
        # The ends of the calendar have instants without a date in UTC.
        safe = min(max(day, date(1, 1, 3)), date(9999, 12, 29))
        start = datetime(safe.year, safe.month, safe.day, tzinfo=offset)
        return start + timedelta(seconds=second // 7, microseconds=second % 7)

    return st.builds(
        instant,
        st.sampled_from(pools.days),
        st.integers(0, 7 * 86_400 - 1),
        st.sampled_from(_OFFSETS),
    )
