"""How measures run: started, paused, resumed, ended early, completed, never started.

Ending goes on after an exit, starting and resuming do not. A reason is not asked of the
participant beyond that it was the participant who stopped. Source: D33-35, N57.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import EndReason, InterventionStatus, Party
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
)
from brukermedvirkning.domain.happenings.items import refuse_early, row_of
from brukermedvirkning.domain.happenings.measures import (
    InterventionAct,
    changed,
    intervention_of,
    refuse_status,
)
from brukermedvirkning.domain.happenings.voices import OWN_SIDE, is_on_own_side
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period

__all__ = [
    "HANDLERS",
    "InterventionCompleted",
    "InterventionEnded",
    "InterventionNeverStarted",
    "InterventionPaused",
    "InterventionResumed",
    "InterventionStarted",
]

_PLANNED = InterventionStatus.PLANNED
_RUNNING = InterventionStatus.RUNNING
_PAUSED = InterventionStatus.PAUSED
_UNKNOWN = InterventionStatus.UNKNOWN


@attrs.frozen(kw_only=True)
class InterventionStarted(InterventionAct):
    """It began; `on` is the first day."""

    kind: ClassVar[str] = "intervention_started"


@attrs.frozen(kw_only=True)
class InterventionPaused(InterventionAct):
    """It pauses from that day on."""

    kind: ClassVar[str] = "intervention_paused"


@attrs.frozen(kw_only=True)
class InterventionResumed(InterventionAct):
    """It goes on; `on` is the first day after the pause."""

    kind: ClassVar[str] = "intervention_resumed"


@attrs.frozen(kw_only=True)
class InterventionEnded(InterventionAct):
    """It ended before its aim was reached; `on` is the last day.

    Whose act it is gives the reason; `decided_by` is who decided. Source: N57.
    """

    kind: ClassVar[str] = "intervention_ended"
    goes_on_after_exit: ClassVar[bool] = True

    reason: Coded[EndReason]
    decided_by: Party = Party.UNKNOWN


@attrs.frozen(kw_only=True)
class InterventionCompleted(InterventionAct):
    """It was carried through; `on` is the last day."""

    kind: ClassVar[str] = "intervention_completed"
    goes_on_after_exit: ClassVar[bool] = True


@attrs.frozen(kw_only=True)
class InterventionNeverStarted(InterventionAct):
    """What was planned came to nothing; it never has a first day."""

    kind: ClassVar[str] = "intervention_never_started"
    goes_on_after_exit: ClassVar[bool] = True

    reason: Coded[EndReason]
    decided_by: Party = Party.UNKNOWN


def _start(case: Case, act: InterventionStarted) -> Case:
    return changed(case, act, period=Period(start=act.on), status=_RUNNING)


def _refuse_start(
    case: Case, act: InterventionStarted, _context: Context
) -> Iterator[Refusal]:
    """Only what is planned starts."""
    yield from refuse_status(case, act, _PLANNED)


def _pause(case: Case, act: InterventionPaused) -> Case:
    pauses = (*intervention_of(case, act).pauses, Period(start=act.on))
    return changed(case, act, pauses=pauses, status=_PAUSED)


def _refuse_pause(
    case: Case, act: InterventionPaused, _context: Context
) -> Iterator[Refusal]:
    """Only what runs pauses, and not inside an earlier pause."""
    yield from refuse_status(case, act, _RUNNING)
    yield from refuse_early(act.on, _last_day_of_pauses(case, act))
    yield from _refuse_ended(case, act)


def _refuse_ended(case: Case, act: InterventionAct) -> Iterator[Refusal]:
    """What has a last day on record keeps it."""
    row = row_of(case, Intervention, act.intervention)
    if row is not None and row.period.end is not None:
        yield Refusal(rule="intervention.open", reason="its last day is on record")


def _last_day_of_pauses(case: Case, act: InterventionAct) -> date | None:
    """The last day on which a pause began or ended."""
    row = row_of(case, Intervention, act.intervention)
    if row is None:
        return None
    days = [day for pause in row.pauses for day in (pause.start, pause.end)]
    return max((day for day in days if day), default=None)


def _resume(case: Case, act: InterventionResumed) -> Case:
    pauses = _closed(intervention_of(case, act).pauses, act.on)
    return changed(case, act, pauses=pauses, status=_RUNNING)


def _closed(pauses: tuple[Period, ...], end: date | None) -> tuple[Period, ...]:
    """The pauses, one that is open ended on a day."""
    return tuple(
        attrs.evolve(pause, end=end) if pause.end is None else pause for pause in pauses
    )


def _refuse_resume(
    case: Case, act: InterventionResumed, _context: Context
) -> Iterator[Refusal]:
    """Only what pauses goes on, and a pause is at least a day."""
    yield from refuse_status(case, act, _PAUSED)
    began = _last_day_of_pauses(case, act)
    if began is not None and act.on <= began:
        yield Refusal(rule="intervention.pause-day", reason="the pause holds no day")


def _stop(case: Case, act: InterventionAct, **changes: Any) -> Case:
    row = intervention_of(case, act)
    period = Period.through(row.period.start, act.on)
    pauses = _closed(row.pauses, period.end)
    said_by = act.party
    return changed(
        case, act, period=period, pauses=pauses, end_reason_said_by=said_by, **changes
    )


def _end(case: Case, act: InterventionEnded) -> Case:
    return _stop(
        case,
        act,
        status=InterventionStatus.STOPPED,
        end_reason=act.reason,
        end_decided_by=act.decided_by,
    )


def _complete(case: Case, act: InterventionCompleted) -> Case:
    reason = Coded(concept=EndReason.COMPLETED)
    return _stop(case, act, status=InterventionStatus.COMPLETED, end_reason=reason)


def _refuse_complete(
    case: Case, act: InterventionAct, _context: Context
) -> Iterator[Refusal]:
    """Only what has begun ends, on the last day of the calendar never."""
    yield from refuse_status(case, act, _RUNNING, _PAUSED, _UNKNOWN)
    yield from refuse_early(act.on, _last_day_of_pauses(case, act))
    yield from _refuse_ended(case, act)
    if act.on == date.max:
        yield Refusal(rule="intervention.last-day", reason="it has no day after it")


def _refuse_end(
    case: Case, act: InterventionEnded, context: Context
) -> Iterator[Refusal]:
    """What ends early has begun, and ends for a reason."""
    yield from _refuse_complete(case, act, context)
    yield from _refuse_reason(act, act.reason, act.decided_by)


def _refuse_reason(
    act: Act, reason: Coded[EndReason], decided_by: Party
) -> Iterator[Refusal]:
    """The reason is said and is not that all went as planned; that the participant decided
    or stopped it only the participant says.
    """
    if reason.concept in (EndReason.UNKNOWN, EndReason.COMPLETED):
        yield Refusal(
            rule="intervention.end-reason",
            reason="why it came to nothing or ended early is said",
            permitted=(InterventionCompleted.kind,),
        )
    stopped = reason.concept is EndReason.PARTICIPANT_STOPPED
    if (
        decided_by in OWN_SIDE and act.party not in (Party.PARTICIPANT, decided_by)
    ) or (stopped and not is_on_own_side(act)):
        yield Refusal(
            rule="voice.claimed",
            reason="only an act of the participant's own names the participant",
            permitted=(act.kind,),
        )


def _never(case: Case, act: InterventionNeverStarted) -> Case:
    return changed(
        case,
        act,
        period=Period(),
        status=InterventionStatus.NEVER_STARTED,
        end_reason=act.reason,
        end_reason_said_by=act.party,
        end_decided_by=act.decided_by,
    )


def _refuse_never(
    case: Case, act: InterventionNeverStarted, _context: Context
) -> Iterator[Refusal]:
    """Only what is planned can come to nothing, for a reason."""
    yield from refuse_status(case, act, _PLANNED)
    yield from _refuse_reason(act, act.reason, act.decided_by)


HANDLERS: dict[type[Happening], Handler[Any]] = {
    InterventionStarted: Handler(change=_start, refuse=_refuse_start),
    InterventionPaused: Handler(change=_pause, refuse=_refuse_pause),
    InterventionResumed: Handler(change=_resume, refuse=_refuse_resume),
    InterventionEnded: Handler(change=_end, refuse=_refuse_end),
    InterventionCompleted: Handler(change=_complete, refuse=_refuse_complete),
    InterventionNeverStarted: Handler(change=_never, refuse=_refuse_never),
}
