"""Who came out better, and how far two respondents are apart; never a target.

The same answers as in `progression`: a share of all with a first one, and beside it
whether another respondent, such as staff, places the participant higher or lower than
they do themselves. Source: D57-84, D134; definitions 2.2 "progression.improved".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.by_function import GAP, IMPROVED
from brukermedvirkning.rules.indicators.definition import IntervalMethod
from brukermedvirkning.rules.indicators.measurement import (
    DistributionMeasurement,
    NoInterval,
    ProportionMeasurement,
    Undefined,
)
from brukermedvirkning.rules.indicators.progression import (
    Change,
    Scale,
    last_points,
    progression,
    told_on,
)
from brukermedvirkning.rules.indicators.statistics import wilson

__all__ = ["Gap", "gap_between", "improved"]


class Gap(Concept):
    """Where another respondent places somebody, beside where they do themselves."""

    LOWER = "lower"
    SAME = "same"
    HIGHER = "higher"


def improved(
    cases: Iterable[Case], scale: Scale, window: Window
) -> ProportionMeasurement:
    """The share of those with a first answer who came out better, by the least step.

    Who was not measured again is not recorded and stays in: whoever asks again only
    those who do well gains nothing.
    """
    moves = progression(cases, scale, window)
    counts = {row.category: row.count or 0 for row in moves.categories}
    better = counts[str(Change.BETTER)]
    everybody, lost = moves.population or 0, moves.not_recorded or 0
    value = Fraction(better, everybody) if everybody else None
    return ProportionMeasurement(
        **IMPROVED.heading,
        window=window,
        by=moves.by,
        group=moves.group,
        value=value,
        undefined=Undefined.EMPTY_DENOMINATOR if value is None else None,
        people=everybody,
        population=everybody,
        numerator=better,
        negative=everybody - better - lost,
        not_recorded=lost,
        blind=moves.blind,
        denominator=everybody,
        coverage=moves.coverage,
        low=value,
        high=None if value is None else Fraction(better + lost, everybody),
        interval=None
        if value is None
        else wilson(value, everybody, IntervalMethod.WILSON),
        no_interval=NoInterval.NO_VALUE if value is None else None,
    )


def gap_between(
    cases: Iterable[Case], own: Scale, other: Scale, window: Window
) -> DistributionMeasurement:
    """How many another respondent places lower, the same or higher than they do.

    The last answers of both in the window; a difference smaller than the least step is
    none. Who has no answer of the other one is not recorded. Raises `DefinitionError`
    where the two scales are not of one dimension of one instrument and version.
    """
    if _measures(own) != _measures(other):
        raise DefinitionError("a gap is between two respondents to the same dimension")
    gaps: Counter[Gap] = Counter()
    alone = blind = 0
    for case in cases:
        if case.registered_in_error:
            continue
        if not case.origin.carries.can("assessment"):
            blind += 1
            continue
        mine, theirs = (last_points(case, scale, window) for scale in (own, other))
        if mine is not None and theirs is not None:
            gaps[_gap(own, theirs - mine)] += 1
        elif mine is not None:
            alone += 1
    return told_on(
        GAP,
        other,
        {gap: gaps[gap] for gap in Gap},
        window,
        not_recorded=alone,
        blind=blind,
    )


def _measures(scale: Scale) -> tuple[object, ...]:
    """What a scale measures, whoever answers."""
    return (
        scale.instrument,
        scale.instrument_version,
        scale.dimension,
        scale.least_step,
        scale.more_is_better,
    )


_GAPS = {Change.WORSE: Gap.LOWER, Change.SAME: Gap.SAME, Change.BETTER: Gap.HIGHER}


def _gap(scale: Scale, points: int) -> Gap:
    """A difference as one: higher is what the instrument counts as better."""
    return _GAPS[scale.change(points)]
