"""Pieces of SQL that the language needs and SQL has otherwise, or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, TypeAlias

import ibis

from brukermedvirkning.domain.concept import Concept

__all__ = [
    "FOREVER",
    "Dialect",
    "Value",
    "either",
    "greatest",
    "least",
    "literal",
    "on_calendar",
    "plain",
]

Value: TypeAlias = Any
"""An Ibis expression; Ibis' own types are not strict enough to help here."""

Dialect: TypeAlias = Literal["duckdb", "pyspark"]
"""The SQL that is written, by Ibis' own names."""

_LAST_DAY = date.max.toordinal()
FOREVER = 2**40
"""A day after all days."""
_BEYOND = 2**62
"""A number that no expression comes to."""


def either(*branches: tuple[Value, Value], otherwise: Value = None) -> Value:
    """The value of the first branch whose test is true, else NULL or what is given."""
    if otherwise is None:
        return ibis.cases(*branches)
    return ibis.cases(*branches, else_=otherwise)


def plain(value: Any) -> Any:
    """A Python value as SQL has it: days as numbers, codes as their text."""
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if isinstance(value, date):
        return value.toordinal()
    return value.value if isinstance(value, Concept) else value


def literal(value: Any) -> Value:
    """A Python value as a literal."""
    found = plain(value)
    if isinstance(found, bool):
        return ibis.literal(found, "boolean")
    return ibis.literal(found, "int64" if isinstance(found, int) else "string")


def least(one: Value, other: Value) -> Value:
    """The lesser of two; unknown where one is. Each stands once, or SQL would double."""
    below = ibis.literal(-_BEYOND, "int64")
    return ibis.least(ibis.coalesce(one, below), ibis.coalesce(other, below)).nullif(
        below
    )


def greatest(one: Value, other: Value) -> Value:
    """The greater of two; unknown where one is."""
    above = ibis.literal(_BEYOND, "int64")
    return ibis.greatest(ibis.coalesce(one, above), ibis.coalesce(other, above)).nullif(
        above
    )


def on_calendar(day: Value) -> Value:
    """The day; unknown where it lies outside the calendar."""
    before, after = ibis.literal(0, "int64"), ibis.literal(_LAST_DAY + 1, "int64")
    inside = ibis.least(ibis.greatest(day, before), after)
    return inside.nullif(before).nullif(after)
