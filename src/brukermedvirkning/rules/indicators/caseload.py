"""How many cases a coordinator has, for units with several: never by name.

It tells of the conditions of work and watches nobody: only the median and nine tenths of
a unit with enough coordinators are told. Source: D143, D152, D20; definitions 2.2
"caseload".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta
from fractions import Fraction

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import Role
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.by_function import CASELOAD
from brukermedvirkning.rules.indicators.measurement import (
    ContinuousMeasurement,
    Undefined,
    Withheld,
)
from brukermedvirkning.rules.indicators.statistics import quantile

__all__ = ["LEAST_COORDINATORS", "caseloads"]

LEAST_COORDINATORS = 5
"""Of a unit with fewer nothing is told, whatever is asked."""

_SHOWN = ("above", "mean", "maximum", "minimum", "p90", "value")


def caseloads(
    cases: Iterable[Case], window: Window, least: int = LEAST_COORDINATORS
) -> tuple[ContinuousMeasurement, ...]:
    """For each unit, the cases that a coordinator had at a time, weighted by days.

    A coordinator counts with the days on which they had a case in the window, over all
    of its days. Assignments without a known coordinator or first day are not recorded;
    a case whose source has no place for a team is blind.
    """
    days: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    lost: Counter[str | None] = Counter()
    blind: Counter[str | None] = Counter()
    until = min(window.end, window.as_of + timedelta(days=1))
    for case in cases:
        if case.registered_in_error:
            continue
        if not case.origin.carries.can("team_member"):
            blind[case.unit] += 1
            continue
        for row in case.team:
            if (
                row.registered_in_error
                or row.role.concept is not Role.COORDINATING_CASEWORKER
            ):
                continue
            if row.actor.id is None or row.period.start is None:
                lost[case.unit] += 1
            elif here := row.period.days_within(window.start, until):
                days[case.unit][row.actor.id] += here
    length = (until - window.start).days
    units = sorted({*days, *lost, *blind}, key=lambda unit: (unit is not None, unit))
    return tuple(
        _measured(unit, days[unit], lost[unit], blind[unit], window, length, least)
        for unit in units
    )


def _measured(
    unit: str | None,
    days: Counter[str],
    lost: int,
    blind: int,
    window: Window,
    length: int,
    least: int,
) -> ContinuousMeasurement:
    shown = len(days) >= max(least, LEAST_COORDINATORS)
    counts = Counter(days.values())
    looked_at = len(days) + lost + blind

    def at(share: Fraction) -> Fraction | None:
        return quantile(counts, share) / length if shown else None

    return ContinuousMeasurement(
        **CASELOAD.heading,
        window=window,
        by=CASELOAD.by,
        group=(unit,),
        unit="cases at a time",
        value=at(Fraction(1, 2)),
        p90=at(Fraction(9, 10)),
        undefined=None if days else Undefined.NOTHING_OBSERVED,
        people=len(days) if shown else None,
        population=len(days) if shown else None,
        observed=len(days) if shown else None,
        not_recorded=lost,
        blind=blind,
        coverage=Fraction(len(days), looked_at) if shown else None,
        withheld=() if shown else (*_SHOWN, "observed", "people", "population"),
        withheld_because=None if shown else Withheld.SMALL_CELLS,
    )
