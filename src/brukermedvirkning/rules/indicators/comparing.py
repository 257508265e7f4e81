"""A measurement beside what a programme set itself or promised.

Unknown is not no: where what nobody wrote down decides whether a target was reached, it
cannot be told. Without a direction there is no target. Source: H6, H15, H19;
definitions 2.1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from typing import TypeAlias

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.decisions import Degree
from brukermedvirkning.domain.programme import Target
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.measurement import (
    DistributionMeasurement,
    Measurement,
    ProportionMeasurement,
    TimeToEventMeasurement,
)
from brukermedvirkning.rules.participation_degree import RUNGS

__all__ = [
    "Comparison",
    "Outcome",
    "WhyNot",
    "compare_with_degree",
    "compare_with_target",
    "compare_with_targets",
]

_HALF = Fraction(1, 2)

Told: TypeAlias = tuple[Fraction | None, Fraction | None, Fraction | None]
"""A value with its lower and upper bound."""


class Outcome(Concept):
    """Whether it was reached."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    CANNOT_TELL = "cannot_tell"


class WhyNot(Concept):
    """Why it cannot be told."""

    WITHHELD = "withheld"
    NO_VALUE = "no_value"
    TOO_LITTLE_KNOWN = "too_little_known"
    THE_UNKNOWN_DECIDE = "the_unknown_decide"
    ANOTHER_LADDER = "another_ladder"


@attrs.frozen(kw_only=True)
class Comparison:
    """A value beside the share that was aimed at, and what comes of it.

    `low` and `high` take every unknown as no and as yes. `may_be_chance` says that the
    share aimed at lies in the value's interval; None where there is no interval.
    """

    measurement: Measurement
    aim: Fraction
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    outcome: Outcome
    why_not: WhyNot | None = None
    may_be_chance: bool | None = None


def compare_with_targets(
    measurements: Iterable[Measurement], targets: Iterable[Target]
) -> Iterator[Comparison]:
    """Each measurement beside each target that was set for it in its period.

    Of an indicator without a direction nothing is compared.
    """
    of_programme = tuple(targets)
    for one in measurements:
        for target in of_programme:
            if (
                target.indicator == one.indicator
                and one.direction is not Direction.NONE
                and _lasts(target, one)
            ):
                yield compare_with_target(one, target)


def _lasts(target: Target, one: Measurement) -> bool:
    """Whether the target holds in the whole window; a day that is open is no limit."""
    start, end = target.period.start, target.period.end
    begun = start is None or start <= one.window.start
    return begun and (end is None or one.window.end <= end)


def compare_with_target(one: Measurement, target: Target) -> Comparison:
    """A share beside the target of a programme.

    With direction up it is reached by a share of at least the target, with direction
    down by one of at most that. Raises `DefinitionError` for a target of another
    indicator, one without a direction, and what is no share.
    """
    if target.indicator != one.indicator:
        raise DefinitionError(
            f"a target for {target.indicator} says nothing of {one.indicator}"
        )
    if one.direction is Direction.NONE:
        raise DefinitionError(f"{one.indicator} has no direction: it has no target")
    low, high = _bounds(one)
    up = one.direction is Direction.UP
    found = _judged(one, target.share, (one.value, low, high), up=up)
    interval = one.interval if isinstance(one, ProportionMeasurement) else None
    if interval is None:
        return found
    chance = interval.lower <= target.share <= interval.upper
    return attrs.evolve(found, may_be_chance=chance)


def _bounds(one: Measurement) -> tuple[Fraction | None, Fraction | None]:
    if isinstance(one, ProportionMeasurement):
        return one.low, one.high
    if isinstance(one, TimeToEventMeasurement):
        return one.value, one.curve[-1].high if one.curve else None
    raise DefinitionError(f"{one.indicator} is no share: a target is one")


def _judged(one: Measurement, aim: Fraction, told: Told, *, up: bool) -> Comparison:
    value, low, high = told
    outcome, why_not = Outcome.CANNOT_TELL, None
    if one.undefined is not None:
        why_not = WhyNot.NO_VALUE
    elif low is None or high is None or "coverage" in one.withheld:
        why_not = WhyNot.WITHHELD
    elif one.not_for_comparison:
        why_not = WhyNot.TOO_LITTLE_KNOWN
    elif low >= aim if up else high <= aim:
        outcome = Outcome.REACHED
    elif high < aim if up else low > aim:
        outcome = Outcome.NOT_REACHED
    else:
        why_not = WhyNot.THE_UNKNOWN_DECIDE
    return Comparison(
        measurement=one,
        aim=aim,
        value=value,
        low=low,
        high=high,
        outcome=outcome,
        why_not=why_not,
    )


def compare_with_degree(one: DistributionMeasurement, promised: Degree) -> Comparison:
    """The degrees reached in decisions beside the degree that a programme promises.

    `one` counts decisions by how much of a say the participant had. The promise is kept
    where half of the decisions or more reached it; there is no mean of degrees, and no
    comparison across ladders. `value` is the share that reached it.
    """
    rungs = RUNGS.get(promised.ladder)
    if rungs is None:
        return Comparison(
            measurement=one,
            aim=_HALF,
            value=None,
            low=None,
            high=None,
            outcome=Outcome.CANNOT_TELL,
            why_not=WhyNot.ANOTHER_LADDER,
        )
    enough = {str(say) for say, rung in rungs.items() if rung >= promised.rung}
    return _judged(one, _HALF, _reached(one, enough), up=True)


def _reached(one: DistributionMeasurement, enough: Collection[str]) -> Told:
    """The share of some categories, and its bounds; nothing where a count is withheld."""
    counts = {row.category: row.count for row in one.categories}
    lost = (one.not_recorded, one.cannot_tell)
    shown = [count for count in (*counts.values(), *lost) if count is not None]
    if len(shown) < len(counts) + len(lost) or not one.total:
        return None, None, None
    here = sum(count or 0 for name, count in counts.items() if name in enough)
    whole = sum(shown)
    return (
        Fraction(here, one.total),
        Fraction(here, whole),
        Fraction(here + whole - one.total, whole),
    )
