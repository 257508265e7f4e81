"""Measures and activities from the plan to the first day, and how their content changes.

Content that changes is a new version, on which nobody has taken a stance yet; what was
agreed to stands beside it. What the participant says of a measure only the participant
says. None is planned or started after an exit.
Source: D16-19, N57-60, H13, D142, definitions 3.1 and 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    Area,
    InterventionKind,
    InterventionStatus,
    Obligation,
    Party,
)
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    with_row,
)
from brukermedvirkning.domain.happenings.items import (
    refuse_absent,
    refuse_early,
    refuse_taken,
    row_of,
)
from brukermedvirkning.domain.happenings.voices import (
    parties_of,
    refuse_claims,
    refuse_named,
    refuse_voice,
)
from brukermedvirkning.domain.interventions import (
    EarlierContent,
    Intervention,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Challenge, Goal
from brukermedvirkning.domain.record import Id, Minutes

__all__ = [
    "HANDLERS",
    "OPEN",
    "InterventionAct",
    "InterventionChanged",
    "InterventionLinked",
    "InterventionPlanned",
    "InterventionShaped",
    "changed",
    "intervention_of",
    "refuse_status",
]

OPEN = (
    InterventionStatus.PLANNED,
    InterventionStatus.RUNNING,
    InterventionStatus.PAUSED,
    InterventionStatus.UNKNOWN,
)
"""Where a measure stands that has not come to its end."""


@attrs.frozen(kw_only=True)
class InterventionPlanned(Act):
    """A measure or activity was planned; it has no first day yet.

    `beside` are the parties who proposed it together with whose act it is.
    """

    kind: ClassVar[str] = "intervention_planned"

    intervention: Id
    unit: Id | None = None
    measure: Coded[InterventionKind]
    group: Code | None = None
    area: Coded[Area] = Coded(concept=Area.UNKNOWN)
    weekly_minutes: Minutes | None = None
    planned_start: date | None = None
    planned_end: date | None = None
    provider: Id | None = None
    obligation: Obligation = Obligation.UNKNOWN
    beside: tuple[Party, ...] = ()
    decision: Id | None = None
    goals: tuple[Id, ...] = ()
    challenges: tuple[Id, ...] = ()
    goal_shaped_by: tuple[Party, ...] = ()
    content_shaped_by: tuple[Party, ...] = ()
    found_by_participant: Answer = Answer.UNKNOWN
    fits_own_interest: Answer = Answer.NOT_ASKED


@attrs.frozen(kw_only=True)
class InterventionAct(Act):
    """Something done about one measure that is there."""

    intervention: Id

    @property
    def target(self) -> tuple[str, str]:
        """The measure."""
        return (Intervention.kind, self.intervention)


@attrs.frozen(kw_only=True)
class InterventionChanged(InterventionAct):
    """The content is different from that day on; what is not given stays as it was."""

    kind: ClassVar[str] = "intervention_changed"

    measure: Coded[InterventionKind] | None = None
    group: Code | None = None
    area: Coded[Area] | None = None
    weekly_minutes: Minutes | None = None
    planned_start: date | None = None
    planned_end: date | None = None
    provider: Id | None = None
    obligation: Obligation | None = None

    @property
    def changes(self) -> tuple[str, ...]:
        """The fields that are given."""
        return tuple(_content(self))


@attrs.frozen(kw_only=True)
class InterventionLinked(InterventionAct):
    """It serves these goals and challenges too, or came of this decision."""

    kind: ClassVar[str] = "intervention_linked"

    goals: tuple[Id, ...] = ()
    challenges: tuple[Id, ...] = ()
    decision: Id | None = None


@attrs.frozen(kw_only=True)
class InterventionShaped(InterventionAct):
    """Somebody told who shaped it; whether it is in the participant's own field of
    interest, and whether the participant found it, the participant tells.
    """

    kind: ClassVar[str] = "intervention_shaped"

    goal_shaped_by: tuple[Party, ...] = ()
    content_shaped_by: tuple[Party, ...] = ()
    found_by_participant: Answer = Answer.UNKNOWN
    fits_own_interest: Answer = Answer.NOT_ASKED


def intervention_of(case: Case, act: InterventionAct) -> Intervention:
    """The measure that an act is about, which is there."""
    row = row_of(case, Intervention, act.intervention)
    assert row is not None
    return row


def changed(case: Case, act: InterventionAct, **changes: Any) -> Case:
    """The case with the measure that an act is about changed."""
    return with_row(case, attrs.evolve(intervention_of(case, act), **changes))


def refuse_status(
    case: Case, act: InterventionAct, *statuses: InterventionStatus
) -> Iterator[Refusal]:
    """The measure is there and stands where this can happen, on a day since it began."""
    yield from refuse_voice(case, act)
    yield from refuse_absent(case, Intervention.kind, act.intervention)
    row = row_of(case, Intervention, act.intervention)
    if row is not None:
        if row.status not in statuses:
            yield Refusal(
                rule="intervention.status",
                reason=f"it stands as {row.status}",
                permitted=_NEXT.get(row.status, ("intervention_planned",)),
            )
        yield from refuse_early(act.on, row.period.start)


_RUNS_ON = ("intervention_ended", "intervention_completed")
_NEXT = {
    InterventionStatus.PLANNED: ("intervention_started", "intervention_never_started"),
    InterventionStatus.RUNNING: ("intervention_paused", *_RUNS_ON),
    InterventionStatus.PAUSED: ("intervention_resumed", *_RUNS_ON),
    InterventionStatus.UNKNOWN: _RUNS_ON,
}


def _plan(case: Case, act: InterventionPlanned) -> Case:
    row = Intervention(
        id=act.intervention,
        recorded=act.recorded,
        unit=act.unit,
        period=Period(),
        measure=act.measure,
        group=act.group,
        area=act.area,
        weekly_minutes=act.weekly_minutes,
        status=InterventionStatus.PLANNED,
        planned_start=act.planned_start,
        planned_end=act.planned_end,
        provider=act.provider,
        obligation=act.obligation,
        proposed_by=parties_of(act, act.beside),
        found_by_participant=act.found_by_participant,
        decision=act.decision,
        goal_shaped_by=act.goal_shaped_by,
        content_shaped_by=act.content_shaped_by,
        fits_own_interest=act.fits_own_interest,
        goals=act.goals,
        challenges=act.challenges,
    )
    return with_row(case, row)


def _refuse_plan(
    case: Case, act: InterventionPlanned, _context: Context
) -> Iterator[Refusal]:
    """A new measure has an id of its own and serves what is there."""
    yield from refuse_voice(case, act)
    yield from refuse_claims(act, act.beside)
    yield from refuse_taken(case, act.intervention)
    yield from _refuse_said(act)
    yield from _refuse_links(case, act)
    if act.planned_start is not None:
        yield from _refuse_order(act.planned_start, act.planned_end)


def _refuse_said(act: InterventionPlanned | InterventionShaped) -> Iterator[Refusal]:
    """Others do not say for the participant what the participant shaped, found or likes."""
    yield from refuse_named(act, (*act.goal_shaped_by, *act.content_shaped_by))
    answered = act.found_by_participant, act.fits_own_interest
    if act.party is not Party.PARTICIPANT and any(
        not one.is_unknown for one in answered
    ):
        yield Refusal(
            rule="intervention.own-answer",
            reason="it is for the participant to say",
            permitted=(InterventionShaped.kind,),
        )


def _refuse_links(
    case: Case, act: InterventionPlanned | InterventionLinked
) -> Iterator[Refusal]:
    """Goals, challenges and the decision that a measure names are there."""
    yield from refuse_absent(case, Goal.kind, *act.goals)
    yield from refuse_absent(case, Challenge.kind, *act.challenges)
    yield from refuse_absent(case, Decision.kind, act.decision)


def _refuse_order(start: date, end: date | None) -> Iterator[Refusal]:
    """The planned end is not before the start."""
    if end is not None and end < start:
        yield Refusal(
            rule="intervention.planned-days", reason="the planned end is too early"
        )


def _content(act: InterventionChanged) -> dict[str, Any]:
    names = {field.name for field in attrs.fields(EarlierContent)} - {"until"}
    given = {name: getattr(act, name) for name in names}
    return {name: value for name, value in given.items() if value is not None}


def _change(case: Case, act: InterventionChanged) -> Case:
    row = intervention_of(case, act)
    names = [field.name for field in attrs.fields(EarlierContent)]
    before = {name: getattr(row, name) for name in names if name != "until"}
    earlier = (*row.earlier, EarlierContent(until=act.on, **before))
    return changed(case, act, earlier=earlier, **_content(act))


def _refuse_change(
    case: Case, act: InterventionChanged, _context: Context
) -> Iterator[Refusal]:
    """Something is different, the last version is not older than the one before it, and
    a first day that has been is not planned.
    """
    yield from refuse_status(case, act, *OPEN)
    row = row_of(case, Intervention, act.intervention)
    if row is None:
        return
    content = _content(act)
    if all(getattr(row, name) == value for name, value in content.items()):
        yield Refusal(rule="intervention.same", reason="nothing is different by it")
    if act.planned_start is not None and not row.has_not_begun:
        yield Refusal(rule="intervention.begun", reason="it has begun")
    if row.earlier:
        yield from refuse_early(act.on, row.earlier[-1].until)
    start = row.period.start or act.planned_start or row.planned_start
    if start is not None and (act.planned_start or act.planned_end):
        yield from _refuse_order(start, act.planned_end or row.planned_end)


def _link(case: Case, act: InterventionLinked) -> Case:
    row = intervention_of(case, act)
    return changed(
        case,
        act,
        goals=_with(row.goals, act.goals),
        challenges=_with(row.challenges, act.challenges),
        decision=row.decision or act.decision,
    )


def _with(there: tuple[Any, ...], more: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*there, *more)))


def _refuse_link(
    case: Case, act: InterventionLinked, _context: Context
) -> Iterator[Refusal]:
    """What it is linked to is there, and the decision that it came of stays."""
    yield from refuse_voice(case, act)
    yield from refuse_absent(case, Intervention.kind, act.intervention)
    yield from _refuse_links(case, act)
    row = row_of(case, Intervention, act.intervention)
    if row is not None and act.decision and row.decision not in (None, act.decision):
        yield Refusal(
            rule="intervention.one-decision", reason="it came of another decision"
        )


def _shape(case: Case, act: InterventionShaped) -> Case:
    row = intervention_of(case, act)
    found, fits = act.found_by_participant, act.fits_own_interest
    return changed(
        case,
        act,
        goal_shaped_by=_with(row.goal_shaped_by, act.goal_shaped_by),
        content_shaped_by=_with(row.content_shaped_by, act.content_shaped_by),
        found_by_participant=row.found_by_participant if found.is_unknown else found,
        fits_own_interest=row.fits_own_interest if fits.is_unknown else fits,
    )


def _refuse_shape(
    case: Case, act: InterventionShaped, _context: Context
) -> Iterator[Refusal]:
    """Everybody says their own part, on a measure that is there."""
    yield from refuse_voice(case, act)
    yield from refuse_absent(case, Intervention.kind, act.intervention)
    yield from _refuse_said(act)


HANDLERS: dict[type[Happening], Handler[Any]] = {
    InterventionPlanned: Handler(change=_plan, refuse=_refuse_plan),
    InterventionChanged: Handler(change=_change, refuse=_refuse_change),
    InterventionLinked: Handler(change=_link, refuse=_refuse_link),
    InterventionShaped: Handler(change=_shape, refuse=_refuse_shape),
}
