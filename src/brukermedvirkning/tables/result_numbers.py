"""Every number of a measurement by its name, as the rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from brukermedvirkning.rules.indicators.measurement import (
    DistributionMeasurement,
    Measurement,
    ProportionMeasurement,
    TimeToEventMeasurement,
)

__all__ = ["Number", "numbers"]

_IN_ANOTHER_SHAPE = ("interval", "events", "curve")


class Number(NamedTuple):
    """A number with its name; None is *undefined*, or withheld."""

    number: str
    value: Fraction | float | None
    category: str | None = None
    day: int | None = None
    withheld: bool = False


def numbers(one: Measurement) -> Iterator[Number]:
    """The value, the parts, and what is made of them; what was not asked is left out."""
    names = dict.fromkeys(("value", *one.CELLS, *one.TOTALS, "blind", *one.DERIVED))
    for name in names:
        if name not in _IN_ANOTHER_SHAPE:
            found, held = getattr(one, name, None), name in one.withheld
            if found is not None or held or (name == "value" and one.undefined):
                yield Number(name, found, withheld=held)
    if isinstance(one, ProportionMeasurement):
        yield from _interval(one)
    if isinstance(one, DistributionMeasurement):
        yield from _categories(one)
    if isinstance(one, TimeToEventMeasurement):
        yield from _curve(one)


def _interval(one: ProportionMeasurement) -> Iterator[Number]:
    held = "interval" in one.withheld
    for name in ("lower", "upper"):
        if held or one.interval is not None:
            found = None if held else getattr(one.interval, name)
            yield Number(f"interval.{name}", found, withheld=held)


def _categories(one: DistributionMeasurement) -> Iterator[Number]:
    for row in one.rows(zero_rows=True):
        yield Number("count", row.count, row.category, withheld=row.count is None)
        held = row.share is None and bool(one.withheld)
        yield Number("share", row.share, row.category, withheld=held)


def _curve(one: TimeToEventMeasurement) -> Iterator[Number]:
    for name in ("events", "curve"):
        if name in one.withheld:
            yield Number(name, None, withheld=True)
    for event in one.events or ():
        yield Number("events", event.count, event.category)
    for point in one.curve or ():
        yield Number("at_risk", point.at_risk, day=point.day)
        yield Number("unnamed", point.unnamed, day=point.day)
        yield Number("incidence", point.value, day=point.day)
        yield Number("incidence.high", point.high, day=point.day)
        for share in point.categories:
            yield Number("count", share.count, share.category, point.day)
            yield Number("incidence", share.share, share.category, point.day)
