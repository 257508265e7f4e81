"""Surveys and assessments: that somebody was asked, and what somebody found.

Of a survey the case keeps that the participant was invited and whether the invitation
was taken up; what was answered is never in a case. Source: H18, M28, M30, D57-84.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.assessments import Assessment, Score, SurveyInvitation
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concepts import ActorKind, InvitationAnswer, Party
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    find_row,
    with_row,
)
from brukermedvirkning.domain.happenings.items import (
    refuse_absent,
    refuse_early,
    refuse_taken,
)
from brukermedvirkning.domain.happenings.voices import (
    OWN_SIDE,
    is_on_own_side,
    not_own_side,
    refuse_voice,
)
from brukermedvirkning.domain.record import Id, Text

__all__ = ["HANDLERS", "Assessed", "InvitationAnswered", "SurveyInvited"]


@attrs.frozen(kw_only=True)
class SurveyInvited(Act):
    """The participant was invited to answer a wave of a survey. Source: H18, M28."""

    kind: ClassVar[str] = "survey_invited"
    goes_on_after_exit: ClassVar[bool] = True

    invitation: Id
    wave: Id
    deadline: date | None = None
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class InvitationAnswered(Act):
    """Whether an invitation was taken up, and nothing of what was answered.

    The participant says so, or the system of the survey; staff do not know, except that
    a deadline has passed without an answer. No answer is never agreement.
    """

    kind: ClassVar[str] = "invitation_answered"
    goes_on_after_exit: ClassVar[bool] = True

    invitation: Id
    answer: InvitationAnswer = InvitationAnswer.ANSWERED

    @property
    def target(self) -> tuple[str, str]:
        """The invitation."""
        return (SurveyInvitation.kind, self.invitation)


@attrs.frozen(kw_only=True)
class Assessed(Act):
    """A respondent answered one version of one instrument on this day. Source: D57-84.

    Each side answers for itself: nobody fills in the participant's view.
    """

    kind: ClassVar[str] = "assessed"

    assessment: Id
    instrument: Code
    instrument_version: Text | None = None
    respondent: Party
    scores: tuple[Score, ...] = ()
    unit: Id | None = None


def _invite(case: Case, act: SurveyInvited) -> Case:
    row = SurveyInvitation(
        id=act.invitation,
        on=act.on,
        wave=act.wave,
        deadline=act.deadline,
        recorded=act.recorded,
        unit=act.unit,
    )
    return with_row(case, row)


def _take_up(case: Case, act: InvitationAnswered) -> Case:
    row = find_row(case, SurveyInvitation, act.invitation)
    assert row is not None
    return with_row(case, attrs.evolve(row, answer=act.answer))


def _assess(case: Case, act: Assessed) -> Case:
    row = Assessment(
        id=act.assessment,
        on=act.on,
        instrument=act.instrument,
        instrument_version=act.instrument_version,
        respondent=act.respondent,
        scores=act.scores,
        recorded=act.recorded,
        unit=act.unit,
    )
    return with_row(case, row)


def _refuse_invited(
    case: Case, act: SurveyInvited, _context: Context
) -> Iterator[Refusal]:
    """The organisation invites, with a deadline that has not passed."""
    yield from not_own_side(act)
    yield from refuse_taken(case, act.invitation)
    if act.deadline is not None and act.deadline < act.on:
        yield Refusal(rule="invitation.deadline", reason="the deadline has passed")


def _refuse_answered(
    case: Case, act: InvitationAnswered, _context: Context
) -> Iterator[Refusal]:
    """An invitation is taken up once, and who works with the participant knows nothing.

    A missing answer is told after the deadline, and a late one is still an answer.
    """
    yield from refuse_voice(case, act)
    yield from refuse_absent(case, SurveyInvitation.kind, act.invitation)
    missing = act.answer is InvitationAnswer.NOT_ANSWERED
    if act.answer is InvitationAnswer.UNKNOWN:
        yield Refusal(rule="invitation.answer", reason="nothing is said")
    if not missing and not _knows(act):
        yield Refusal(
            rule="invitation.confidential",
            reason="the participant's to say, or the survey's own system",
        )
    row = find_row(case, SurveyInvitation, act.invitation)
    if row is None:
        return
    yield from refuse_early(act.on, row.on)
    if row.answer is InvitationAnswer.ANSWERED or (
        missing and not row.answer.is_unknown
    ):
        yield Refusal(rule="invitation.answered", reason="an answer is on record")
    if missing and (row.deadline is None or act.on <= row.deadline):
        yield Refusal(rule="invitation.open", reason="no deadline has passed")


def _knows(act: InvitationAnswered) -> bool:
    """Whether an act comes from somebody who may know that a survey was answered."""
    return is_on_own_side(act) or act.source.kind is ActorKind.SYSTEM


def _refuse_assessed(case: Case, act: Assessed, _context: Context) -> Iterator[Refusal]:
    """Each side answers for itself, a representative as a representative."""
    yield from refuse_voice(case, act)
    yield from refuse_taken(case, act.assessment)
    if act.respondent is not act.party and OWN_SIDE & {act.respondent, act.party}:
        yield Refusal(
            rule="assessment.respondent",
            reason="the participant's view is the participant's to give",
            permitted=(act.kind,),
        )


HANDLERS: dict[type[Happening], Handler[Any]] = {
    SurveyInvited: Handler(change=_invite, refuse=_refuse_invited),
    InvitationAnswered: Handler(change=_take_up, refuse=_refuse_answered),
    Assessed: Handler(change=_assess, refuse=_refuse_assessed),
}
