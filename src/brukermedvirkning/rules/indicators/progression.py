"""How assessments moved between two times: worse, the same, better; never a target.

Who was not measured again is shown, for leavers are not like those who stay. A step
smaller than the instrument's least one is no change. Only answers of one respondent to
the same instrument, version and dimension are set beside each other.
Source: D57-84, D134; definitions 2.2 "progression.change".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.by_function import CHANGE, FunctionIndicator
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    DistributionMeasurement,
    Undefined,
)

__all__ = ["Change", "Scale", "last_points", "moved", "progression", "told_on"]


class Change(Concept):
    """Which way somebody's points on a dimension moved."""

    WORSE = "worse"
    SAME = "same"
    BETTER = "better"


@attrs.frozen(kw_only=True)
class Scale:
    """One dimension of one version of an instrument, as one side answers it.

    `least_step` is the smallest difference that the instrument counts as one;
    `more_is_better` what more points mean.
    """

    instrument: Code
    instrument_version: str | None
    dimension: str
    respondent: Party
    least_step: int
    more_is_better: bool = True

    def change(self, points: int) -> Change:
        """What a difference in points means."""
        gained = points if self.more_is_better else -points
        step = max(self.least_step, 1)
        if gained >= step:
            return Change.BETTER
        return Change.WORSE if gained <= -step else Change.SAME


def progression(
    cases: Iterable[Case], scale: Scale, window: Window
) -> DistributionMeasurement:
    """From the first answer to the last one in the window, for all with a first one.

    Not measured again is *not recorded*. A case whose source has no place for
    assessments is blind, and lowers the coverage.
    """
    moves: Counter[Change] = Counter()
    first_only = blind = 0
    for case in cases:
        if case.registered_in_error:
            continue
        if not case.origin.carries.can("assessment"):
            blind += 1
            continue
        change = moved(case, scale, window)
        if change is not None:
            moves[change] += 1
        elif _points(case, scale, window):
            first_only += 1
    return told_on(
        CHANGE,
        scale,
        {change: moves[change] for change in Change},
        window,
        not_recorded=first_only,
        blind=blind,
    )


def told_on(
    one: FunctionIndicator,
    scale: Scale,
    counts: Mapping[Concept, int],
    window: Window,
    *,
    not_recorded: int,
    blind: int,
) -> DistributionMeasurement:
    """Participants by what became of them on a scale: each of the counts has a row.

    `not_recorded` are those with too few answers, `blind` those whose source has no
    place for assessments.
    """
    total = sum(counts.values())
    everybody = total + not_recorded
    looked_at = everybody + blind
    return DistributionMeasurement(
        **one.heading,
        window=window,
        by=one.by,
        group=(scale.instrument.code, scale.dimension, str(scale.respondent)),
        undefined=None if total else Undefined.NOTHING_OBSERVED,
        people=everybody,
        population=everybody,
        not_recorded=not_recorded,
        blind=blind,
        total=total,
        coverage=Fraction(total, looked_at) if looked_at else None,
        categories=tuple(
            CategoryRow(
                category=str(category),
                declared=True,
                count=count,
                share=Fraction(count, total) if total else None,
            )
            for category, count in counts.items()
        ),
    )


def moved(case: Case, scale: Scale, window: Window) -> Change | None:
    """Which way somebody moved; None where there are not two answers to compare."""
    found = _points(case, scale, window)
    if len(found) < 2:
        return None
    first, last = found
    return scale.change(last - first)


def last_points(case: Case, scale: Scale, window: Window) -> int | None:
    """The points of the last answer in the window; None where there is none."""
    by_day = _by_day(case, scale, window)
    last = max(by_day, default=None)
    return None if last is None or last < window.start else by_day[last]


def _points(case: Case, scale: Scale, window: Window) -> list[int]:
    """The points that count: the first, and the last where there is one.

    The last one lies in the window; the first one may lie before it.
    """
    by_day = _by_day(case, scale, window)
    days = sorted(by_day)
    if len(days) > 1 and window.start <= days[-1]:
        return [by_day[days[0]], by_day[days[-1]]]
    return [by_day[day] for day in days[:1]]


def _by_day(case: Case, scale: Scale, window: Window) -> dict[date, int]:
    """The points of each day up to the end of the window.

    Two answers of one day count as one, the later by its id.
    """
    return {
        row.on: score.points
        for row in case.assessments
        for score in row.scores
        if not row.registered_in_error
        and (row.respondent, row.instrument, row.instrument_version)
        == (scale.respondent, scale.instrument, scale.instrument_version)
        and score.dimension == scale.dimension
        and score.points is not None
        and (row.on < window.end and row.on <= window.as_of)
    }
