"""A measurement with what was decided of it taken out, each by name and with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from brukermedvirkning.rules.disclosure.table import Limits
from brukermedvirkning.rules.indicators.measurement import (
    CohortMeasurement,
    ContinuousMeasurement,
    DistributionMeasurement,
    Measurement,
    ProportionMeasurement,
    StockMeasurement,
    TimeToEventMeasurement,
    Withheld,
)
from brukermedvirkning.rules.indicators.publishing.parts import (
    CATEGORY,
    rows,
    two_sided,
)
from brukermedvirkning.rules.indicators.publishing.verdict import Verdict

__all__ = ["show"]

_OUTCOMES = ("numerator", "numerator_excluded", "negative", "not_recorded")
_ITEMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "hands": ("by_staff", "by_unknown_hand"),
        "above": ("above", "above_share"),
        "sides": (
            "people",
            "population",
            "excluded",
            "not_mature",
            "not_recorded",
            "cannot_tell",
            "unplaced",
            "blind",
        ),
        "curve": ("value", "median", "p90", "events", "curve"),
        "main": ("value", "events", "time", "numerator", "denominator"),
    }
)
"""The numbers that an item stands for, where they do not have its name."""
_FROM: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "value": _OUTCOMES,
        "denominator": _OUTCOMES,
        "interval": _OUTCOMES,
        "low": (*_OUTCOMES, "cannot_tell"),
        "high": (*_OUTCOMES, "cannot_tell"),
    }
)
"""What the numbers of a proportion are computed from."""


def show(one: Measurement, verdict: Verdict, limits: Limits) -> Measurement:
    """The measurement as it may be shown.

    What is withheld is None, and its name is in `withheld`. Which names are there does
    not depend on what was withheld.
    """
    names = {*one.CELLS, *one.TOTALS, *one.DERIVED}
    shown = {*_shown(one, verdict, limits)}.difference(_days_of_few(one, limits))
    held = names - shown
    if not held and not one.withheld:
        return one
    because = (
        Withheld.SMALL_CELLS if held.difference(one.OF_ONE) else Withheld.SINGLE_PERSON
    )
    taken: dict[str, Any] = dict.fromkeys(held)
    if "value" in held:
        taken["undefined"] = None
    if isinstance(one, ProportionMeasurement) and "interval" in held:
        # Why there is no interval tells how few there are.
        taken["no_interval"] = None
    if isinstance(one, ContinuousMeasurement) and "above" in held:
        # Nothing is above a limit where nothing was observed.
        taken["threshold"] = None
    if isinstance(one, DistributionMeasurement):
        taken["categories"] = tuple(
            attrs.evolve(
                row,
                count=row.count if f"{CATEGORY}{row.category}" in shown else None,
                share=row.share
                if shown.issuperset({f"{CATEGORY}{row.category}", "total"})
                else None,
            )
            for row in one.categories
        )
    return attrs.evolve(
        one,
        withheld=tuple(sorted(held.union(one.withheld))),
        withheld_because=because,
        **taken,
    )


def _shown(one: Measurement, verdict: Verdict, limits: Limits) -> Iterator[str]:
    """The names of all that may be seen."""
    if verdict.whole or one.group in verdict.refused:
        return
    for item in verdict.items:
        yield from _ITEMS.get(item, (item,))
    if two_sided(one):
        if "sides" in verdict.items:
            yield "coverage"
        return
    seen = {row for row in rows(one) if (row, one.group) not in verdict.hidden}
    yield from seen
    yield "population"
    if seen.issuperset(rows(one)) and verdict.items >= {"unplaced", "blind"}:
        yield "coverage"
    yield from _SHOWN[type(one)](one, seen, limits)


def _of_proportion(one: Any, seen: set[str], _: Limits) -> Iterator[str]:
    if one.by_staff is None:
        yield from _ITEMS["hands"]
    for name, needed in _FROM.items():
        if seen.issuperset(needed):
            yield name


def _of_observations(one: Any, seen: set[str], limits: Limits) -> Iterator[str]:
    if "observed" in seen:
        if one.above is None:
            yield from _ITEMS["above"]
        yield from _quantiles("value", one, one.observed, limits)


def _of_stock(one: Any, seen: set[str], limits: Limits) -> Iterator[str]:
    if "count" in seen:
        yield "value"
        yield from _quantiles("median", one, one.count, limits)


def _quantiles(
    median: str, one: Measurement, size: int, limits: Limits
) -> Iterator[str]:
    """A quantile needs enough rows on either side of it; the ends have one each."""
    if not size or size >= 2 * limits.threshold:
        yield median
    if not size or size >= 10 * limits.threshold:
        yield "p90"
    if not size:
        yield from one.OF_ONE


def _of_categories(one: Any, seen: set[str], _: Limits) -> Iterator[str]:
    """The total can be computed from the categories, and from all other parts."""
    every = set(rows(one))
    categories = {name for name in every if name.startswith(CATEGORY)}
    if seen >= categories or seen >= every - categories:
        yield "total"


def _of_count(_: Any, seen: set[str], __: Limits) -> Iterator[str]:
    if "count" in seen:
        yield "value"


def _of_spells(one: Any, seen: set[str], _: Limits) -> Iterator[str]:
    """The last day on which somebody was followed is that of one person."""
    if seen.issuperset(("ended", "censored")) and one.observed_until is None:
        yield "observed_until"


def _days_of_few(one: Measurement, limits: Limits) -> Iterator[str]:
    """The days by which it had happened to half, or to nine tenths, that are one of few."""
    if isinstance(one, TimeToEventMeasurement):
        wanted = sum(row.count for row in one.events or () if row.wanted)
        if one.median is not None and wanted < 2 * limits.threshold:
            yield "median"
        if one.p90 is not None and wanted < 10 * limits.threshold:
            yield "p90"


_SHOWN: Mapping[type, Callable[[Any, set[str], Limits], Iterable[str]]] = (
    MappingProxyType(
        {
            ProportionMeasurement: _of_proportion,
            ContinuousMeasurement: _of_observations,
            DistributionMeasurement: _of_categories,
            CohortMeasurement: _of_count,
            StockMeasurement: _of_stock,
            TimeToEventMeasurement: _of_spells,
        }
    )
)
