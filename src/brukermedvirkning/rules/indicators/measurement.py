"""Results: never a bare number, but a value or *undefined*, with all its parts.

One class per scoring. Counts are whole numbers, shares exact fractions. `withhold` may
take numbers out; they are then None and named in `withheld`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Direction, IntervalMethod

__all__ = [
    "CategoryRow",
    "CohortMeasurement",
    "ContinuousMeasurement",
    "DistributionMeasurement",
    "Interval",
    "Measurement",
    "NoInterval",
    "ProportionMeasurement",
    "RateMeasurement",
    "RatioMeasurement",
    "Undefined",
    "Withheld",
]


class Undefined(Concept):
    """Why there is no value. An empty denominator is undefined, never 0."""

    EMPTY_DENOMINATOR = "empty_denominator"
    NOTHING_OBSERVED = "nothing_observed"


class NoInterval(Concept):
    """Why there is no interval."""

    NO_VALUE = "no_value"
    ONE_CASE = "one_case"
    ROWS_OF_ONE_CASE_HANG_TOGETHER = "rows_of_one_case_hang_together"
    NOT_A_SHARE = "not_a_share"


class Withheld(Concept):
    """Why numbers of a measurement are not published."""

    SINGLE_PERSON = "single_person"
    SMALL_CELLS = "small_cells"


@attrs.frozen(kw_only=True)
class Interval:
    """An interval of a share at a level of confidence."""

    lower: float
    upper: float
    method: IntervalMethod
    level: float = 0.95


@attrs.frozen(kw_only=True)
class Measurement:
    """What every result has.

    `by` and `group` say what was split and which part this is; None in a group is
    *unknown*. `people` is the number of cases with a row in the population. `unplaced`
    are rows of which nobody wrote whether they belong, `blind` rows or cases whose
    source has no place for that; both lower `coverage` and nothing else.
    """

    CELLS: ClassVar[tuple[str, ...]] = ()
    TOTALS: ClassVar[tuple[str, ...]] = ()
    DERIVED: ClassVar[tuple[str, ...]] = ()

    indicator: str
    version: int
    question: str
    counts: str
    direction: Direction
    duty_holder: DutyHolder
    companion: str | None = None
    window: Window
    by: tuple[str, ...] = ()
    group: tuple[str | None, ...] = ()
    value: Fraction | None = None
    undefined: Undefined | None = None
    people: int | None = 0
    population: int | None = 0
    excluded: int | None = 0
    not_mature: int | None = 0
    not_recorded: int | None = 0
    cannot_tell: int | None = 0
    unplaced: int | None = 0
    blind: int | None = 0
    coverage: Fraction | None = None
    comparable_from: Fraction = Fraction(7, 10)
    withheld: tuple[str, ...] = ()
    withheld_because: Withheld | None = None

    @property
    def not_for_comparison(self) -> bool:
        """Whether too little is known, or shown, to set it beside another."""
        return self.coverage is None or self.coverage < self.comparable_from


_PARTS = (
    "excluded",
    "not_mature",
    "not_recorded",
    "cannot_tell",
    "unplaced",
    "blind",
)


@attrs.frozen(kw_only=True)
class ProportionMeasurement(Measurement):
    """A share. The parts are disjoint and add up to the population.

    `value` is numerator / (numerator + numerator excluded + negative + not recorded);
    `low` and `high` take every unknown as no and as yes. `by_staff` and
    `by_unknown_hand` tell of the numerator who wrote it down, where that is asked.
    """

    CELLS = (
        *_PARTS,
        "numerator",
        "numerator_excluded",
        "exception",
        "negative",
        "by_staff",
        "by_unknown_hand",
    )
    TOTALS = ("people", "population", "denominator")
    DERIVED = ("value", "low", "high", "interval", "coverage")

    numerator: int | None = 0
    numerator_excluded: int | None = 0
    exception: int | None = 0
    negative: int | None = 0
    denominator: int | None = 0
    by_staff: int | None = None
    by_unknown_hand: int | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    interval: Interval | None = None
    no_interval: NoInterval | None = None

    @property
    def recorded_by_staff(self) -> Fraction | None:
        """The share of the numerator that staff wrote down; None where not asked."""
        if self.by_staff is None or not self.numerator:
            return None
        return Fraction(self.by_staff, self.numerator)


@attrs.frozen(kw_only=True)
class ContinuousMeasurement(Measurement):
    """What the observations look like, in printed units; `value` is the median.

    `above` is how many observations lie above `threshold`, both in printed units.
    """

    CELLS = (*_PARTS, "observed", "above")
    TOTALS = ("people", "population")
    DERIVED = ("value", "p90", "mean", "minimum", "maximum", "above_share", "coverage")

    unit: str
    observed: int | None = 0
    p90: Fraction | None = None
    mean: Fraction | None = None
    minimum: Fraction | None = None
    maximum: Fraction | None = None
    threshold: Fraction | None = None
    above: int | None = None
    above_share: Fraction | None = None
    no_interval: NoInterval = NoInterval.NOT_A_SHARE


@attrs.frozen(kw_only=True)
class CategoryRow:
    """One row of a distribution; `declared` rows stand in a table even when empty."""

    category: str
    declared: bool
    count: int | None
    share: Fraction | None


@attrs.frozen(kw_only=True)
class DistributionMeasurement(Measurement):
    """How many rows fall into each category. The total is computed, never copied."""

    CELLS = _PARTS
    TOTALS = ("people", "population", "total")
    DERIVED = ("coverage",)

    categories: tuple[CategoryRow, ...] = ()
    total: int | None = 0
    total_is_computed: bool = True
    no_interval: NoInterval = NoInterval.NOT_A_SHARE

    def rows(self, *, zero_rows: bool = False) -> tuple[CategoryRow, ...]:
        """The rows of the table: all that occur, and on request declared empty ones."""
        return tuple(
            row
            for row in self.categories
            if row.count != 0 or (zero_rows and row.declared)
        )


@attrs.frozen(kw_only=True)
class RateMeasurement(Measurement):
    """Events over time at risk; `time` is in whole units, `value` per printed unit."""

    CELLS = (*_PARTS, "events")
    TOTALS = ("people", "population", "time")
    DERIVED = ("value", "coverage")

    unit: str
    events: int | None = 0
    time: int | None = 0
    no_interval: NoInterval = NoInterval.ROWS_OF_ONE_CASE_HANG_TOGETHER


@attrs.frozen(kw_only=True)
class RatioMeasurement(Measurement):
    """One sum over another."""

    CELLS = (*_PARTS, "numerator", "denominator")
    TOTALS = ("people", "population")
    DERIVED = ("value", "coverage")

    numerator: int | None = 0
    denominator: int | None = 0
    no_interval: NoInterval = NoInterval.ROWS_OF_ONE_CASE_HANG_TOGETHER


@attrs.frozen(kw_only=True)
class CohortMeasurement(Measurement):
    """How many there are; `value` is the count."""

    CELLS = (*_PARTS, "count")
    TOTALS = ("people", "population")
    DERIVED = ("value", "coverage")

    count: int | None = 0
    no_interval: NoInterval = NoInterval.NOT_A_SHARE
