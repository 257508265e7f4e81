"""What may leave: the simple withholding of the first version, at one seam.

Small cells are withheld, and with them every total and everything computed from them.
That hides more than is needed; disclosure control that hides less takes this place.
Nothing is published of a single person.
Source: definitions 2.1 "Not for single persons", 3.2 "Small groups".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.indicators.measurement import (
    ContinuousMeasurement,
    DistributionMeasurement,
    Measurement,
    ProportionMeasurement,
    Withheld,
)

__all__ = ["THRESHOLD", "publish"]

THRESHOLD = 5
"""The smallest count that is shown where the caller names no other."""

_ONE_PERSONS = ("minimum", "maximum")


def publish(
    measurements: Iterable[Measurement],
    *,
    threshold: int = THRESHOLD,
    internal: bool = False,
) -> tuple[Measurement, ...]:
    """The measurements as they may be shown, in the same order.

    A cell of 1 up to `threshold` - 1 is withheld; where one is, so are the totals and
    what is computed from them, and in a grouped table the totals of every group. Of a
    group of fewer people than `threshold` every number is withheld. `internal` shows
    all, and is never the default. Raises `DefinitionError` for a threshold below 2.
    """
    if threshold < 2:
        raise DefinitionError("a threshold below 2 hides nobody")
    if internal:
        return tuple(measurements)
    shown = [_shown(one, threshold) for one in measurements]
    cut = {(one.indicator, one.by) for one in shown if "population" in one.withheld}
    return tuple(
        _without(one, one.TOTALS, Withheld.SMALL_CELLS)
        if (one.indicator, one.by) in cut
        else one
        for one in shown
    )


def _shown(one: Measurement, threshold: int) -> Measurement:
    if one.people is None or 0 < one.people < threshold:
        because = Withheld.SINGLE_PERSON if one.people == 1 else Withheld.SMALL_CELLS
        names = (*one.CELLS, *one.TOTALS, *one.DERIVED)
        return _without_rows(_without(one, names, because), None)
    small = tuple(
        name for name in one.CELLS if 0 < (getattr(one, name) or 0) < threshold
    )
    few_rows = isinstance(one, DistributionMeasurement) and any(
        0 < (row.count or 0) < threshold for row in one.categories
    )
    if small or few_rows or _nearly_all(one, threshold):
        names = (*small, *one.TOTALS, *one.DERIVED)
        return _without_rows(_without(one, names, Withheld.SMALL_CELLS), threshold)
    if isinstance(one, ContinuousMeasurement) and one.observed:
        return _without(one, _ONE_PERSONS, Withheld.SINGLE_PERSON)
    return one


def _nearly_all(one: Measurement, threshold: int) -> bool:
    """Whether the observations that are not above a limit are few, and not none."""
    if not isinstance(one, ContinuousMeasurement) or one.above is None:
        return False
    return 0 < (one.observed or 0) - one.above < threshold


def _without(
    one: Measurement, names: tuple[str, ...], because: Withheld
) -> Measurement:
    """The measurement without the named numbers."""
    shown = {name for name in names if getattr(one, name) is not None}
    held = tuple(sorted(shown.union(one.withheld)))
    taken: dict[str, Any] = dict.fromkeys(held)
    if isinstance(one, ProportionMeasurement) and "interval" in names:
        # Why there is no interval tells how few there are.
        taken["no_interval"] = None
    return attrs.evolve(
        one,
        withheld=held,
        withheld_because=one.withheld_because or because,
        **taken,
    )


def _without_rows(one: Measurement, threshold: int | None) -> Measurement:
    """The measurement without its shares and small rows; with None, without any row."""
    if not isinstance(one, DistributionMeasurement):
        return one
    return attrs.evolve(
        one,
        categories=tuple(
            attrs.evolve(row, count=_large(row.count, threshold), share=None)
            for row in one.categories
        ),
    )


def _large(count: int | None, threshold: int | None) -> int | None:
    small = threshold is None or 0 < (count or 0) < threshold
    return None if small else count
