"""Rules about leaving: asked where one stands, heard before, and followed up after.

Source: H9, H22, N45-51, D175, D187; definitions 2.2 exit.service-decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from brukermedvirkning.domain.concepts import (
    Answer,
    ConsentPurpose,
    DecidedBy,
    ExitCategory,
    StanceAnswer,
)
from brukermedvirkning.domain.enrolments import ProgrammeExit
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["EXIT_NOT_FOLLOWED_UP", "EXIT_WITHOUT_HEARING", "RULES", "STANCE_NOT_ASKED"]

_SERVICE = (DecidedBy.SERVICE, DecidedBy.UNKNOWN)
_NOT_SAID = (StanceAnswer.NOT_ASKED, StanceAnswer.UNKNOWN)
_FOLLOWED = (
    ExitCategory.ORDINARY_WORK,
    ExitCategory.FLEXIBLE_WORK,
    ExitCategory.ORDINARY_EDUCATION,
    ExitCategory.UNKNOWN,
)


def _left(facts: Facts) -> ProgrammeExit | None:
    """The exit, where it lies no later than the judged day."""
    left = facts.the_enrolment.exit
    return left if left is not None and left.on <= facts.on else None


def was_not_asked_on_leaving(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Where the service decides that somebody leaves, it asks where the participant stands.

    Not wanting to say is an answer. Source: definitions 2.2 exit.service-decided; D175,
    D187.
    """
    left = _left(facts)
    if left is None or left.decided_by not in _SERVICE or left.stance not in _NOT_SAID:
        return
    if left.decided_by.is_unknown or left.stance is StanceAnswer.UNKNOWN:
        yield facts.unknown("enrolment.exit")
    else:
        yield Finding(items=(facts.subject,), since=left.on)


def was_not_heard_before_leaving(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Where the service decides that somebody leaves, it hears them and names the way on.

    The participant is heard before; the reason is written down; the way to complain is
    named. Words that were redacted may have been a reason.
    Source: definitions 2.2 exit.service-decided; D175, D187.
    """
    left = _left(facts)
    if left is None or left.decided_by not in _SERVICE:
        return
    redacted = bool(facts.the_enrolment.redactions)
    lacks = {
        "not_heard": _not_done(left.heard_before),
        "no_reason": None if left.reason is not None else not redacted,
        "no_complaint_route": _not_done(left.complaint_route_named),
    }
    decided = left.decided_by is DecidedBy.SERVICE
    found = [reason for reason, lacking in lacks.items() if lacking and decided]
    for reason in found:
        yield Finding(items=(facts.subject,), since=left.on, params={"reason": reason})
    if not found and any(lacking is not None for lacking in lacks.values()):
        yield facts.unknown("enrolment.exit")


def _not_done(answer: Answer) -> bool | None:
    """Whether something was not done: None where it was, false where nobody can tell."""
    if answer in (Answer.YES, Answer.PARTLY):
        return None
    return not answer.is_unknown


def is_not_followed_up(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Some months after an exit to work or education somebody asks how it went.

    Who took back a consent to be followed up is left in peace. That somebody was not
    reached is an attempt, and enough. Source: H9, H22, N45-51.
    """
    left, limit = _left(facts), facts.number("exit.follow-up-due-days")
    if (
        left is None
        or left.category.concept not in _FOLLOWED
        or (facts.on - left.on).days <= limit
    ):
        return
    if any(
        row.enrolment == facts.the_enrolment.id and row.on > left.on
        for row in facts.rows("follow_ups")
    ):
        return
    withdrawn = [
        row.aim.concept
        for row in facts.rows("consents")
        if row.withdrawn_on is not None and row.withdrawn_on <= facts.on
    ]
    if ConsentPurpose.FOLLOW_UP_AFTER_EXIT in withdrawn:
        return
    if left.category.concept.is_unknown:
        yield facts.unknown("enrolment.exit")
    elif ConsentPurpose.UNKNOWN in withdrawn:
        yield facts.unknown("consent.aim")
    elif not facts.speaks_of(left.on):
        yield facts.untold("follow_up")
    else:
        yield Finding(
            items=(facts.subject,),
            since=left.on + timedelta(days=limit),
            params={"days": (facts.on - left.on).days, "limit": limit},
        )


STANCE_NOT_ASKED = Rule(
    id="exit.stance-not-asked",
    source="definitions 2.2 exit.service-decided; D175; D187",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("enrolment.exit",),
    check=was_not_asked_on_leaving,
)

EXIT_WITHOUT_HEARING = Rule(
    id="exit.without-hearing",
    source="definitions 2.2 exit.service-decided; D175; D187",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("enrolment.exit",),
    check=was_not_heard_before_leaving,
)

EXIT_NOT_FOLLOWED_UP = Rule(
    id="exit.not-followed-up",
    source="H9; H22; N45-51",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=(
        "enrolment.exit",
        "follow_up",
        "consent",
        "consent.aim",
        "consent.withdrawn_on",
        "consent.by_representative",
    ),
    uses=("exit.follow-up-due-days",),
    check=is_not_followed_up,
)

RULES: tuple[Rule, ...] = (
    STANCE_NOT_ASKED,
    EXIT_WITHOUT_HEARING,
    EXIT_NOT_FOLLOWED_UP,
)
