"""Rules about who is in the team: a choice among mentors, and changes asked for made.

Source: D145 "valgfrihed".
"""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.domain.concepts import (
    MentorChoice,
    Party,
    RequestAnswer,
    RequestKind,
    Role,
)
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.in_time import (
    inside,
    last_asked_day,
    overdue,
    reference,
    unknowns,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["CHANGE_NOT_MADE", "MENTOR_NO_CHOICE", "RULES"]

_MENTORS = (Role.MENTOR, Role.SOCIAL_MENTOR, Role.UNKNOWN)
_CHOSEN = (MentorChoice.AMONG_CANDIDATES, MentorChoice.OWN_CANDIDATE)
_CHANGE = (RequestKind.CHANGE_OF_STAFF, RequestKind.UNKNOWN)
_THEIRS = (Party.PARTICIPANT, Party.REPRESENTATIVE, Party.UNKNOWN)
_GRANTED = (
    RequestAnswer.GRANTED,
    RequestAnswer.GRANTED_IN_PART,
    RequestAnswer.UNKNOWN,
)


def had_no_choice_of_mentor(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A mentor is chosen among candidates, or is the participant's own candidate.

    Cover for a mentor is no choice. Source: D145, definitions 2.2 mentor.choice.
    """
    for row in facts.rows("team"):
        if row.role.concept not in _MENTORS or row.stands_in or row.choice in _CHOSEN:
            continue
        doubts = (
            "team_member.role" if row.role.concept.is_unknown else "",
            "team_member.choice" if row.choice.is_unknown else "",
            "" if row.period.start else "team_member.period",
        )
        if any(doubts):
            yield from unknowns(facts, row, doubts)
        else:
            yield Finding(
                items=(reference(row),),
                since=row.period.start,
                params={"choice": row.choice},
            )


def was_granted_no_change(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A change of staff that the participant asked for and was granted is made.

    It is made when somebody comes into the team; which place it is about is not on
    record. Requests without an answer are another rule's. Source: D145.
    """
    limit = facts.number("team.change-due-days")
    for row in facts.rows("requests"):
        place = inside(facts, row.on)
        if (
            row.nature.concept not in _CHANGE
            or row.asked_by not in _THEIRS
            or row.answer not in _GRANTED
            or place is None
        ):
            continue
        starts = [member.period.start for member in facts.rows("team")]
        if any(start is not None and start >= row.on for start in starts):
            continue
        doubts = (
            place,
            "request.nature" if row.nature.concept.is_unknown else "",
            "request.asked_by" if row.asked_by.is_unknown else "",
            "request.answer" if row.answer.is_unknown else "",
            "team_member.period" if None in starts else "",
        )
        until = last_asked_day(facts)
        yield from overdue(facts, row, row.on, limit, *doubts, until=until)


MENTOR_NO_CHOICE = Rule(
    id="mentor.no-choice",
    source="D145; definitions 2.2 mentor.choice",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.PROGRAMME,
    scope=Scope.CASE,
    needs=(
        "team_member",
        "team_member.role",
        "team_member.choice",
        "team_member.stands_in",
    ),
    check=had_no_choice_of_mentor,
)

CHANGE_NOT_MADE = Rule(
    id="team.change-not-made",
    source="D145",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("request", "request.nature", "request.answer", "team_member"),
    uses=("team.change-due-days",),
    check=was_granted_no_change,
)

RULES: tuple[Rule, ...] = (MENTOR_NO_CHOICE, CHANGE_NOT_MADE)
