"""How somebody leaves a programme, and how that is taken back. Source: D161-187.

Who decided stands in the exit; so does where the participant stood, in the participant's
own word only. An exit that is taken back stays on record with what was said of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    DecidedBy,
    EndReason,
    ExitCategory,
    Party,
    StanceAnswer,
)
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    with_row,
)
from brukermedvirkning.domain.happenings.enrolling import open_twice, while_closed
from brukermedvirkning.domain.happenings.items import refuse_absent, refuse_early
from brukermedvirkning.domain.happenings.measure_course import InterventionEnded
from brukermedvirkning.domain.happenings.plan_course import plan_ends, plan_goes_on
from brukermedvirkning.domain.happenings.voices import (
    is_on_own_side,
    own_side_by,
    participant_alone,
)
from brukermedvirkning.domain.record import PERSONAL, Id, Text

__all__ = ["HANDLERS", "NO_EXIT", "ExitStanceTaken", "ExitUndone", "Exited"]


@attrs.frozen(kw_only=True)
class _OfEnrolment(Act):
    """An act that changes, or is about, an enrolment."""

    enrolment: Id

    @property
    def target(self) -> tuple[str, str]:
        """The enrolment."""
        return (Enrolment.kind, self.enrolment)


@attrs.frozen(kw_only=True)
class Exited(_OfEnrolment):
    """The participant left a programme; `on` is the last day in it.

    `ends_measures` are the measures that end with it, on that day. A measure that is
    not named runs on, for it may be another body's or paid for by another programme,
    and so does waiting: each says itself when it ended and why, after the exit too.

    `stance` is the participant's own, and given only where the act is theirs.
    `by_representative` names the team member who acts for them with a mandate.
    """

    kind: ClassVar[str] = "exited"

    category: Coded[ExitCategory]
    decided_by: DecidedBy = DecidedBy.UNKNOWN
    stance: StanceAnswer = StanceAnswer.NOT_ASKED
    reason: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    heard_before: Answer = Answer.UNKNOWN
    complaint_route_named: Answer = Answer.UNKNOWN
    by_representative: Id | None = None
    ends_measures: tuple[Id, ...] = ()


@attrs.frozen(kw_only=True)
class ExitStanceTaken(_OfEnrolment):
    """The participant said where they stand on an exit, where they had not said before."""

    kind: ClassVar[str] = "exit_stance_taken"
    goes_on_after_exit: ClassVar[bool] = True
    is_right: ClassVar[bool] = True

    answer: StanceAnswer


@attrs.frozen(kw_only=True)
class ExitUndone(_OfEnrolment):
    """An exit was taken back, by those who decided it; the enrolment goes on."""

    kind: ClassVar[str] = "exit_undone"
    goes_on_after_exit: ClassVar[bool] = True

    by_representative: Id | None = None


def _refuse_exit(case: Case, act: Exited, _context: Context) -> Iterator[Refusal]:
    """One leaves once; nobody else decides or speaks for the participant.

    Source: definitions 3.1; D175.
    """
    yield from refuse_absent(case, Enrolment.kind, act.enrolment)
    row = case.enrolment(act.enrolment)
    if row is None:
        return
    if row.exit is not None:
        yield Refusal(
            rule="exit.there",
            reason="the enrolment has its exit",
            permitted=("exit_undone", "exit_stance_taken"),
        )
    yield from refuse_early(act.on, row.first_day)
    if _for_the_participant(act) or act.decided_by is DecidedBy.PARTICIPANT:
        yield from own_side_by(case, act, act.by_representative)
    if not act.stance.is_unknown:
        yield from participant_alone(act, "exit_stance_taken")
    if is_on_own_side(act) and act.decided_by is DecidedBy.SERVICE:
        yield Refusal(
            rule="exit.decided-by-another",
            reason="what the service decided is the service's act",
        )


def _for_the_participant(act: Exited | ExitUndone) -> bool:
    return is_on_own_side(act) or act.by_representative is not None


def _refuse_stance(
    case: Case, act: ExitStanceTaken, _context: Context
) -> Iterator[Refusal]:
    """Where the participant stood on an exit is theirs alone, and never overwritten."""
    yield from participant_alone(act, "stance_taken")
    yield from refuse_absent(case, Enrolment.kind, act.enrolment)
    if act.answer in _NOT_SAID:
        yield Refusal(rule="exit.no-answer", reason="not a stance that somebody takes")
    row = case.enrolment(act.enrolment)
    if row is None:
        return
    if row.exit is None:
        yield NO_EXIT
    elif not row.exit.stance.is_unknown:
        yield Refusal(
            rule="exit.stance-known",
            reason="what was said of the exit stays",
            permitted=("stance_taken",),
        )
    else:
        yield from refuse_early(act.on, row.exit.on)


_NOT_SAID = (StanceAnswer.NOT_ASKED, StanceAnswer.UNKNOWN)
NO_EXIT = Refusal(
    rule="exit.none", reason="the enrolment has no exit", permitted=("exited",)
)
_UNDOES: Mapping[DecidedBy, tuple[Party, ...]] = {
    DecidedBy.PARTICIPANT: (Party.PARTICIPANT,),
    DecidedBy.TOGETHER: (Party.PARTICIPANT, Party.SERVICE),
}


def _refuse_undoing(case: Case, act: ExitUndone, context: Context) -> Iterator[Refusal]:
    """Who decided an exit takes it back, while nobody has entered the programme since."""
    yield from refuse_absent(case, Enrolment.kind, act.enrolment)
    row = case.enrolment(act.enrolment)
    if row is None:
        return
    if row.exit is None:
        yield NO_EXIT
        return
    side = act.party
    if _for_the_participant(act):
        yield from own_side_by(case, act, act.by_representative)
        side = Party.PARTICIPANT
    if side not in _UNDOES.get(row.exit.decided_by, (Party.SERVICE,)):
        yield Refusal(
            rule="exit.decided-by-another",
            reason="an exit is taken back by those who decided it",
            permitted=("asked", "stance_taken"),
        )
    yield from while_closed(case)
    yield from open_twice(case, row.programme, context)
    last = row.exit.on
    if any(
        other.programme == row.programme
        and not other.registered_in_error
        and other.id != row.id
        and (other.start is None or other.start > last)
        for other in case.enrolments
    ):
        yield Refusal(
            rule="exit.entered-since", reason="the participant has come back since"
        )
    yield from refuse_early(act.on, last)


def _exit(case: Case, act: Exited) -> Case:
    leaving = ProgrammeExit(
        on=act.on,
        category=act.category,
        decided_by=act.decided_by,
        stance=act.stance,
        reason=act.reason,
        heard_before=act.heard_before,
        complaint_route_named=act.complaint_route_named,
        by_representative=act.by_representative,
    )
    return with_row(case, attrs.evolve(_row(case, act.enrolment), exit=leaving))


def _take_stance(case: Case, act: ExitStanceTaken) -> Case:
    row = _row(case, act.enrolment)
    assert row.exit is not None
    leaving = attrs.evolve(row.exit, stance=act.answer)
    return with_row(case, attrs.evolve(row, exit=leaving))


def _undo(case: Case, act: ExitUndone) -> Case:
    row = _row(case, act.enrolment)
    assert row.exit is not None
    undone = (*row.undone_exits, row.exit)
    return with_row(case, attrs.evolve(row, exit=None, undone_exits=undone))


def _row(case: Case, row_id: str) -> Enrolment:
    row = case.enrolment(row_id)
    assert row is not None
    return row


def _after_exit(case: Case, act: Exited, _context: Context) -> Iterator[Happening]:
    """The plan ends with the last enrolment, and the measures do that the exit names.

    Nothing else does: a mandate, a place in the team or another measure may outlast a
    programme, and each says itself when it ends.
    """
    for measure in act.ends_measures:
        yield InterventionEnded(
            at=act.at,
            by=act.by,
            on=act.on,
            source=act.source,
            intervention=measure,
            reason=Coded(concept=EndReason.PROGRAMME_EXIT),
            decided_by=_party_that_decided(act),
        )
    yield from plan_ends(case, act)


def _party_that_decided(act: Exited) -> Party:
    """The side that decided, as far as one did: the participant's only by its own act."""
    if act.decided_by is DecidedBy.SERVICE:
        return Party.SERVICE
    if act.decided_by is DecidedBy.PARTICIPANT:
        return act.party
    return Party.UNKNOWN


def _after_undoing(
    case: Case, act: ExitUndone, _context: Context
) -> Iterator[Happening]:
    """The plan goes on where it had ended with this enrolment as the last one."""
    others = [row for row in case.enrolments if row.id != act.enrolment]
    if not any(row.is_open and not row.registered_in_error for row in others):
        yield from plan_goes_on(case, act)


HANDLERS: dict[type[Happening], Handler[Any]] = {
    Exited: Handler(change=_exit, refuse=_refuse_exit, follow=_after_exit),
    ExitStanceTaken: Handler(change=_take_stance, refuse=_refuse_stance),
    ExitUndone: Handler(change=_undo, refuse=_refuse_undoing, follow=_after_undoing),
}
