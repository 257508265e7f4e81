"""Results: never a bare number, but a value or *undefined*, with all its parts.

One class per scoring. Counts are whole numbers, shares exact fractions. `withhold` may
take numbers out; they are then None and named in `withheld`.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import ClassVar

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Direction, IntervalMethod
from brukermedvirkning.rules.indicators.parameter import Setting

__all__ = [
    "CategoryRow",
    "CategoryShare",
    "CohortMeasurement",
    "ContinuousMeasurement",
    "CurvePoint",
    "DistributionMeasurement",
    "EventRow",
    "Interval",
    "Measurement",
    "NoInterval",
    "ProportionMeasurement",
    "RateMeasurement",
    "RatioMeasurement",
    "StockMeasurement",
    "TimeToEventMeasurement",
    "Undefined",
    "Withheld",
]


class Undefined(Concept):
    """Why there is no value. An empty denominator is undefined, never 0."""

    EMPTY_DENOMINATOR = "empty_denominator"
    NOTHING_OBSERVED = "nothing_observed"
    NOT_FOLLOWED = "not_followed"


class NoInterval(Concept):
    """Why there is no interval."""

    NO_VALUE = "no_value"
    ONE_CASE = "one_case"
    ROWS_OF_ONE_CASE_HANG_TOGETHER = "rows_of_one_case_hang_together"
    NOT_A_SHARE = "not_a_share"
    FOLLOWED_FOR_DIFFERENT_TIMES = "followed_for_different_times"


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

    `parameters` are those that it was asked with, by name. `by` and `group` say what was
    split and which part this is; None in a group is *unknown*. `people` is the number of
    cases with a row in the population. `unplaced` are rows of which nobody wrote whether
    they belong, `blind` rows or cases whose source has no place for that; both lower
    `coverage` and nothing else.
    """

    CELLS: ClassVar[tuple[str, ...]] = ()
    TOTALS: ClassVar[tuple[str, ...]] = ()
    DERIVED: ClassVar[tuple[str, ...]] = ()
    OF_ONE: ClassVar[tuple[str, ...]] = ()
    """Numbers that are one person's own, however many people stand around."""

    indicator: str
    version: int
    question: str
    counts: str
    direction: Direction
    duty_holder: DutyHolder
    companion: str | None = None
    printed_with: tuple[str, ...] = ()
    parameters: tuple[tuple[str, Setting], ...] = ()
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
    OF_ONE = ("minimum", "maximum")

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


@attrs.frozen(kw_only=True)
class EventRow:
    """How many rows ended by one category of event, whenever they did."""

    category: str
    wanted: bool
    count: int


@attrs.frozen(kw_only=True)
class CategoryShare:
    """The incidence of a category on a day; `count` is how many since the day before it.

    The day before is the one asked about before, and belongs to that one.
    """

    category: str
    count: int
    share: Fraction | None


@attrs.frozen(kw_only=True)
class CurvePoint:
    """What had happened up to and including a day after the origin.

    `unnamed` events of unknown category lie between the day asked about before and this
    one. `value` is the joint incidence of the wanted categories, `high` what it would be if
    every event of unknown category were wanted, `categories` the incidence of each. All
    are None on a day that lies beyond those on which somebody was followed: the last
    value known is not carried on.
    """

    day: int
    at_risk: int
    unnamed: int
    value: Fraction | None
    high: Fraction | None
    categories: tuple[CategoryShare, ...]

    @property
    def inner(self) -> tuple[int, ...]:
        """The counts that stand in it, or follow from it and the point before."""
        counts = (one.count for one in self.categories)
        return (self.at_risk, self.unnamed, *counts)


@attrs.frozen(kw_only=True)
class TimeToEventMeasurement(Measurement):
    """How soon it happens; `value` is the joint incidence on the last day asked about.

    `median` is the first day by which it had happened to half, `p90` to nine tenths, None
    where it has not yet. `observed_until` is the last day up to which somebody was followed on every day.
    `never_at_risk` of the excluded ended before anybody could see. Of events of unknown
    category, `unnamed` of those not recorded, the day is known.
    """

    CELLS = (*_PARTS, "ended", "censored", "never_at_risk", "unnamed")
    TOTALS = ("people", "population")
    DERIVED = (
        "value",
        "median",
        "p90",
        "coverage",
        "events",
        "curve",
        "observed_until",
    )
    OF_ONE = ("observed_until",)

    unit: str = "days"
    ended: int | None = 0
    censored: int | None = 0
    never_at_risk: int | None = 0
    unnamed: int | None = 0
    median: Fraction | None = None
    p90: Fraction | None = None
    observed_until: int | None = None
    events: tuple[EventRow, ...] | None = ()
    curve: tuple[CurvePoint, ...] | None = ()
    no_interval: NoInterval = NoInterval.FOLLOWED_FOR_DIFFERENT_TIMES

    @property
    def inner(self) -> tuple[int, ...]:
        """The counts of the events, and those of each point of the curve."""
        rows, points = self.events or (), self.curve or ()
        counts = (count for point in points for count in point.inner)
        return (*(row.count for row in rows), *counts)


@attrs.frozen(kw_only=True)
class StockMeasurement(Measurement):
    """How many are open on a day; the durations are in days, `value` is the count."""

    CELLS = (*_PARTS, "count")
    TOTALS = ("people", "population")
    DERIVED = ("value", "median", "p90", "maximum", "coverage")
    OF_ONE = ("maximum",)

    on: date
    unit: str = "days"
    count: int | None = 0
    median: Fraction | None = None
    p90: Fraction | None = None
    maximum: Fraction | None = None
    no_interval: NoInterval = NoInterval.NOT_A_SHARE
