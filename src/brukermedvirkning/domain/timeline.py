"""Reading a case along time: what overlaps, what is empty, how much, what was true when.

Pure functions over rows; nothing here judges. Loads are whole minutes a week; days are
civil days; periods are half-open.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations, pairwise

import attrs

from brukermedvirkning.domain.case import Case, collections
from brukermedvirkning.domain.concepts import GoalStatus, RequestAnswer
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Goal
from brukermedvirkning.domain.requests import Request
from brukermedvirkning.domain.team import TeamMember

__all__ = [
    "CaseState",
    "LoadStep",
    "Overlap",
    "TimelineEntry",
    "contact_gaps",
    "gaps",
    "overlaps",
    "peak_load",
    "state_on",
    "timeline",
    "weekly_load",
]


@attrs.frozen(kw_only=True)
class Overlap:
    """Two interventions that share days."""

    first: Intervention
    second: Intervention
    period: Period


@attrs.frozen(kw_only=True)
class LoadStep:
    """From `on` until the next step, the interventions weigh `minutes` a week.

    `unknown` is how many of them run without a known load; the load is then at least
    `minutes`. A week is a rate, not a calendar week: the step stands at its own day.
    """

    on: date
    minutes: int
    unknown: int = 0


@attrs.frozen(kw_only=True)
class TimelineEntry:
    """One row of a case on its timeline: the kind, the id, from when until when."""

    on: date | None
    until: date | None
    kind: str
    id: str


@attrs.frozen(kw_only=True)
class CaseState:
    """What was so on one day."""

    on: date
    plan: ActionPlan | None
    enrolments: tuple[Enrolment, ...]
    goals: tuple[Goal, ...]
    interventions: tuple[Intervention, ...]
    team: tuple[TeamMember, ...]
    open_requests: tuple[Request, ...]
    weekly_minutes: int
    unknown_loads: int


def overlaps(interventions: Iterable[Intervention]) -> tuple[Overlap, ...]:
    """Every pair that shares days, in the order of the rows; pauses are not cut out.

    An intervention whose first day is not known overlaps nothing that can be told.
    """
    counted = [row for row in interventions if not row.registered_in_error]
    return tuple(
        Overlap(first=first, second=second, period=shared)
        for first, second in combinations(counted, 2)
        if (shared := first.period.overlap(second.period))
    )


def gaps(interventions: Iterable[Intervention], window: Period) -> tuple[Period, ...]:
    """The parts of the window in which no intervention runs."""
    periods = (row.period for row in interventions if not row.registered_in_error)
    return Period.uncovered(window, periods)


def weekly_load(
    interventions: Iterable[Intervention], *, support: bool = True
) -> tuple[LoadStep, ...]:
    """The weekly load as steps, one per day on which it changes, the first not zero.

    Without `support`, interventions known not to count as load (mentors) are left out.
    A pause weighs nothing. Source: definitions 5.
    """
    changes: dict[date, tuple[int, int]] = {}

    def change(day: date | None, minutes: int, unknown: int) -> None:
        if day is not None:
            before = changes.get(day, (0, 0))
            changes[day] = (before[0] + minutes, before[1] + unknown)

    for row in interventions:
        if row.registered_in_error or not (support or row.counts_as_load is not False):
            continue
        minutes, unknown = row.weekly_minutes or 0, int(row.weekly_minutes is None)
        for stretch in Period.uncovered(row.period, row.pauses):
            change(stretch.start, minutes, unknown)
            change(stretch.end, -minutes, -unknown)
    steps: list[LoadStep] = []
    total, open_loads = 0, 0
    for day in sorted(changes):
        total += changes[day][0]
        open_loads += changes[day][1]
        last = (steps[-1].minutes, steps[-1].unknown) if steps else (0, 0)
        if (total, open_loads) != last:
            steps.append(LoadStep(on=day, minutes=total, unknown=open_loads))
    return tuple(steps)


def peak_load(
    interventions: Iterable[Intervention], *, support: bool = True
) -> LoadStep | None:
    """The first step of the highest known load; None where nothing ever runs."""
    steps = weekly_load(interventions, support=support)
    return max(steps, key=lambda step: step.minutes, default=None)


def contact_gaps(contacts: Iterable[Contact]) -> tuple[int, ...]:
    """The days between consecutive distinct days with a held contact, in order."""
    days = sorted(
        {row.on for row in contacts if row.is_held and not row.registered_in_error}
    )
    return tuple((after - before).days for before, after in pairwise(days))


def state_on(case: Case, day: date) -> CaseState:
    """What was so in the case on a day, rows registered in error left out."""
    running = tuple(
        row
        for row in case.interventions
        if row.runs_on(day) and not row.registered_in_error
    )
    return CaseState(
        on=day,
        plan=case.plan if case.plan and case.plan.period.contains(day) else None,
        enrolments=tuple(
            row
            for row in case.enrolments
            if row.period.contains(day) and not row.registered_in_error
        ),
        goals=tuple(row for row in case.goals if _is_current(row, day)),
        interventions=running,
        team=tuple(
            row
            for row in case.team
            if row.period.contains(day) and not row.registered_in_error
        ),
        open_requests=tuple(row for row in case.requests if _is_open(row, day)),
        weekly_minutes=sum(row.weekly_minutes or 0 for row in running),
        unknown_loads=sum(row.weekly_minutes is None for row in running),
    )


def _is_current(goal: Goal, day: date) -> bool:
    if goal.registered_in_error or (goal.on is not None and goal.on > day):
        return False
    ended = goal.status in (GoalStatus.ACHIEVED, GoalStatus.DROPPED)
    return not (ended and (goal.status_on is None or goal.status_on <= day))


def _is_open(request: Request, day: date) -> bool:
    if request.registered_in_error or request.on > day:
        return False
    if request.answered_on is not None:
        return request.answered_on > day
    return request.answer is RequestAnswer.NOT_YET


def timeline(case: Case) -> tuple[TimelineEntry, ...]:
    """Every row of the case along time, an unknown day first, then by kind and id."""
    entries = [
        TimelineEntry(on=row.day, until=_until(row), kind=row.kind, id=row.id)
        for name in collections()
        for row in getattr(case, name)
        if not row.registered_in_error
    ]
    return tuple(sorted(entries, key=lambda e: (e.on or date.min, e.kind, e.id)))


def _until(row: object) -> date | None:
    period = getattr(row, "period", None)
    return period.end if isinstance(period, Period) else None
