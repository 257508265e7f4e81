"""What a measurement is made of: counts that add up, and numbers that stand alone.

`rows` are the parts of the population; disclosure control decides on each of them. What
hangs together otherwise is an `Item`: it is shown in every group of a split, or in none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import attrs

from brukermedvirkning.rules.indicators.measurement import (
    CohortMeasurement,
    ContinuousMeasurement,
    DistributionMeasurement,
    Measurement,
    ProportionMeasurement,
    RateMeasurement,
    RatioMeasurement,
    StockMeasurement,
    TimeToEventMeasurement,
)

__all__ = ["CATEGORY", "MAYBE_UNASKED", "REST", "Item", "items", "rows", "two_sided"]

CATEGORY = "category."
"""What the rows of a distribution begin with."""
REST = "rest"
"""What the parts leave of the population; it stands nowhere, and can be worked out."""

_INSIDE = ("excluded", "not_mature", "not_recorded", "cannot_tell")
_SIDE_PARTS = (*_INSIDE, "unplaced", "blind")

MAYBE_UNASKED = frozenset({*_INSIDE, "exception", "numerator_excluded", REST})
"""Parts that most definitions do not ask for: nobody in any of them is no secret."""

_ROWS: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        ProportionMeasurement: (
            *_INSIDE,
            "numerator",
            "numerator_excluded",
            "exception",
            "negative",
        ),
        ContinuousMeasurement: (*_INSIDE, "observed"),
        DistributionMeasurement: _INSIDE,
        CohortMeasurement: (*_INSIDE, "count"),
        StockMeasurement: (*_INSIDE, "count"),
        TimeToEventMeasurement: (*_INSIDE, "ended", "censored"),
    }
)


@attrs.frozen(kw_only=True)
class Item:
    """Numbers that are shown in every group of a split, or in none.

    `counts` are those that may not be small; `guarded` says that a small one refuses all
    of the group, so that a reader does not see why it is missing. `zero_tells` says whether nobody is an
    answer, too. `rows` and `items` must be shown in every group for it to be shown.
    `adds_up` says whether the counts of groups add up to that of all.
    """

    counts: tuple[int, ...] = ()
    guarded: bool = False
    zero_tells: bool = False
    rows: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    adds_up: bool = True


def two_sided(one: Measurement) -> bool:
    """Whether it sets one sum beside another, each with rows of its own."""
    return isinstance(one, (RateMeasurement, RatioMeasurement))


def rows(one: Measurement) -> dict[str, int]:
    """The parts that add up to the population, `REST` included."""
    found: dict[str, int] = {name: getattr(one, name) or 0 for name in _ROWS[type(one)]}
    if isinstance(one, DistributionMeasurement):
        found |= {f"{CATEGORY}{row.category}": row.count or 0 for row in one.categories}
    return {**found, REST: (one.population or 0) - sum(found.values())}


def items(one: Measurement) -> dict[str, Item]:
    """What is shown as a whole or not at all, each after what it needs."""
    return {**_ITEMS.get(type(one), _none)(one), **_common(one)}


def _none(_: Any) -> dict[str, Item]:
    return {}


def _common(one: Measurement) -> dict[str, Item]:
    if two_sided(one):
        parts = tuple(getattr(one, name) or 0 for name in _SIDE_PARTS)
        inside = sum(getattr(one, name) or 0 for name in _INSIDE)
        known = (one.population or 0) - inside
        return {
            "sides": Item(
                counts=(*parts, known, one.people or 0),
                items=("main",),
                adds_up=False,
            )
        }
    return {
        "people": Item(counts=(one.people or 0,), guarded=True, adds_up=False),
        "unplaced": Item(counts=(one.unplaced or 0,)),
        "blind": Item(counts=(one.blind or 0,), adds_up=False),
    }


def _proportion(one: ProportionMeasurement) -> dict[str, Item]:
    if one.by_staff is None:
        return {}
    unknown = one.by_unknown_hand or 0
    rest = (one.numerator or 0) - one.by_staff - unknown
    return {
        "hands": Item(
            counts=(one.by_staff, unknown, rest), zero_tells=True, rows=("numerator",)
        )
    }


def _continuous(one: ContinuousMeasurement) -> dict[str, Item]:
    found = {"mean": Item(rows=("observed",))}
    if one.above is not None:
        rest = (one.observed or 0) - one.above
        found["above"] = Item(
            counts=(one.above, rest), zero_tells=True, rows=("observed",)
        )
    return found


def _time_to_event(one: TimeToEventMeasurement) -> dict[str, Item]:
    """A curve is shown whole; what lies between two of its points is a count, too."""
    never, unnamed = one.never_at_risk or 0, one.unnamed or 0
    return {
        "never_at_risk": Item(
            counts=(never, (one.excluded or 0) - never), rows=("excluded",)
        ),
        "unnamed": Item(
            counts=(unnamed, (one.not_recorded or 0) - unnamed), rows=("not_recorded",)
        ),
        "curve": Item(
            counts=(*one.inner, *_of_curve(one)),
            rows=("ended", "censored", "not_recorded"),
            items=("unnamed",),
        ),
    }


def _of_curve(one: TimeToEventMeasurement) -> Iterator[int]:
    """What follows from the points: who left between two, and what came after the last.

    Of those who left between two points, also how many did so without an event; and of
    each category, how often it came later than the last day asked about.
    """
    points = one.curve or ()
    for before, after in pairwise(points):
        left = before.at_risk - after.at_risk
        yield left
        yield left - after.unnamed - sum(row.count for row in after.categories)
    later = Counter({row.category: row.count for row in one.events or ()})
    for point in points:
        later.subtract({row.category: row.count for row in point.categories})
    yield from later.values()
    yield (one.unnamed or 0) - sum(point.unnamed for point in points)


def _rate(one: RateMeasurement) -> dict[str, Item]:
    return {"main": Item(counts=(one.events or 0,), zero_tells=True)}


def _ratio(one: RatioMeasurement) -> dict[str, Item]:
    sums = (one.numerator or 0, one.denominator or 0)
    return {"main": Item(counts=sums, zero_tells=True)}


_ITEMS: Mapping[type, Callable[[Any], dict[str, Item]]] = MappingProxyType(
    {
        ProportionMeasurement: _proportion,
        ContinuousMeasurement: _continuous,
        RateMeasurement: _rate,
        RatioMeasurement: _ratio,
        TimeToEventMeasurement: _time_to_event,
    }
)
