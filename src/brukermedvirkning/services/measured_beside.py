"""The functions that measure what no definition says, each over one period of a store.

`beside` calls them and sees to what may be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

import attrs

from brukermedvirkning.domain.assessments import SurveyResult, SurveyWave
from brukermedvirkning.domain.bases import BreakGlass
from brukermedvirkning.domain.ladders import LADDERS
from brukermedvirkning.domain.organisation import StaffMember, Unit
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.ports import UnitOfWork
from brukermedvirkning.rules.disclosure import Limits
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.beliefs import health_and_work_belief
from brukermedvirkning.rules.indicators.by_function import (
    ARENA,
    CASELOAD,
    CHANGE,
    EXPERIENCE,
    GAP,
    IMPROVED,
    MOVED_TOGETHER,
    ON_LADDER,
)
from brukermedvirkning.rules.indicators.caseload import caseloads
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.experience import survey_experience
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.improvement import gap_between, improved
from brukermedvirkning.rules.indicators.life_areas import AREA_INDICATORS, life_areas
from brukermedvirkning.rules.indicators.measurement import Measurement
from brukermedvirkning.rules.indicators.of_programmes import promising
from brukermedvirkning.rules.indicators.openings import (
    OPENING_INDICATORS,
    opened_cases,
)
from brukermedvirkning.rules.indicators.peer_arenas import peer_arenas
from brukermedvirkning.rules.indicators.progression import progression
from brukermedvirkning.rules.indicators.responsibilities import (
    RESPONSIBILITY_INDICATORS,
    followed_plans,
)
from brukermedvirkning.rules.indicators.rungs import degrees_on
from brukermedvirkning.rules.indicators.scales import Scales

__all__ = ["FUNCTIONS", "Asking"]


@attrs.frozen(kw_only=True)
class Asking:
    """What a function may look at, and the period that is asked about."""

    work: UnitOfWork
    window: Window
    limits: Limits
    scales: Scales
    programmes: Mapping[str, Programme]
    arenas: tuple[str, ...]


Measuring: TypeAlias = Callable[[Asking], Iterable[Measurement]]


def _surveys(asking: Asking) -> Iterator[Measurement]:
    """What each item of each wave that began in the period says."""
    window = asking.window
    waves = {wave.id: wave for wave in asking.work.records(SurveyWave).all()}
    for result in asking.work.records(SurveyResult).all():
        wave = waves.get(result.wave)
        began = None if wave is None else wave.period.start
        if began is not None and window.start <= began < window.end:
            yield survey_experience(result, window, asking.limits.threshold)


def _caseloads(asking: Asking) -> Iterable[Measurement]:
    return caseloads(asking.work.cases.stream(), asking.window)


def _changes(asking: Asking) -> Iterator[Measurement]:
    for scale in asking.scales.scales:
        yield progression(asking.work.cases.stream(), scale, asking.window)


def _improvements(asking: Asking) -> Iterator[Measurement]:
    for scale in asking.scales.scales:
        yield improved(asking.work.cases.stream(), scale, asking.window)


def _gaps(asking: Asking) -> Iterator[Measurement]:
    for own, other in asking.scales.gaps:
        yield gap_between(asking.work.cases.stream(), own, other, asking.window)


def _beliefs(asking: Asking) -> Iterator[Measurement]:
    for health, belief in asking.scales.together:
        cases = asking.work.cases.stream()
        yield health_and_work_belief(cases, health, belief, asking.window)


def _degrees(asking: Asking) -> Iterator[Measurement]:
    for ladder in LADDERS:
        yield from degrees_on(asking.work.cases.stream(), ladder, asking.window)


def _arenas(asking: Asking) -> Iterable[Measurement]:
    known = asking.programmes.values()
    trains = promising(known, Promise.PEER_WORKER_TRAINING)
    return peer_arenas(
        asking.work.cases.stream(),
        asking.arenas,
        asking.window,
        settings={"programmes": trains} if known else None,
        threshold=asking.limits.threshold,
        zeros=asking.limits.zeros,
    )


def _responsible(definition: Definition) -> Measuring:
    """Whether somebody answers, over the plans as they are laid out for it."""

    def measuring(asking: Asking) -> Iterable[Measurement]:
        plans = followed_plans(
            asking.work.cases.stream(),
            asking.window,
            programmes=asking.programmes,
            units={one.id: one for one in asking.work.records(Unit).all()},
            staff=asking.work.records(StaffMember).all(),
        )
        return measure([definition], plans, asking.window)

    return measuring


def _opened(definition: Definition) -> Measuring:
    """How often something was opened, over the cases as they are laid out for it."""

    def measuring(asking: Asking) -> Iterable[Measurement]:
        openings = asking.work.records(BreakGlass).all()
        laid_out = opened_cases(asking.work.cases.stream(), openings)
        return measure([definition], laid_out, asking.window)

    return measuring


def _in_areas(definition: Definition) -> Measuring:
    """In which areas something goes on, over the enrolments as they are laid out."""

    def measuring(asking: Asking) -> Iterable[Measurement]:
        laid_out = life_areas(asking.work.cases.stream(), asking.window)
        return measure([definition], laid_out, asking.window)

    return measuring


FUNCTIONS: Mapping[str, Measuring] = MappingProxyType(
    {
        ARENA.id: _arenas,
        CASELOAD.id: _caseloads,
        CHANGE.id: _changes,
        EXPERIENCE.id: _surveys,
        GAP.id: _gaps,
        IMPROVED.id: _improvements,
        MOVED_TOGETHER.id: _beliefs,
        ON_LADDER.id: _degrees,
        **{one.id: _opened(one) for one in OPENING_INDICATORS},
        **{one.id: _in_areas(one) for one in AREA_INDICATORS},
        **{one.id: _responsible(one) for one in RESPONSIBILITY_INDICATORS},
    }
)
"""By the id of what they measure."""
