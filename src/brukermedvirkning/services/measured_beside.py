"""The functions that measure what no definition says, each over one period of a store.

`beside` calls them and sees to what may be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

import attrs

from brukermedvirkning.domain.assessments import SurveyResult, SurveyWave
from brukermedvirkning.domain.ladders import LADDERS
from brukermedvirkning.domain.organisation import StaffMember, Unit
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.ports import UnitOfWork
from brukermedvirkning.rules.disclosure import Limits
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.beliefs import health_and_work_belief
from brukermedvirkning.rules.indicators.caseload import caseloads
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.experience import survey_experience
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.improvement import gap_between, improved
from brukermedvirkning.rules.indicators.measurement import Measurement
from brukermedvirkning.rules.indicators.of_programmes import promising
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


FUNCTIONS: Mapping[str, tuple[str, Measuring]] = MappingProxyType(
    {
        "caseload": ("D143; D152; D20", _caseloads),
        "decision.participation-degree.on-ladder": ("H6; H15; M4; B22", _degrees),
        "health-and-work-belief": ("D57-84", _beliefs),
        "peer-worker.arena": ("N45-51", _arenas),
        "progression.change": ("D57-84; D134", _changes),
        "progression.gap": ("D57-84; D134", _gaps),
        "progression.improved": ("D57-84; D134", _improvements),
        **{
            one.id: (one.source, _responsible(one)) for one in RESPONSIBILITY_INDICATORS
        },
        "survey.experience": ("H13; H19; M30", _surveys),
    }
)
"""By the id of what they measure, each with its source."""
