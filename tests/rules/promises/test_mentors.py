"""A choice among mentors, and changes of staff that were granted are made."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import KEPT_HERE, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ExitCategory,
    MentorChoice,
    Party,
    RequestAnswer,
    RequestKind,
    Role,
)
from brukermedvirkning.domain.enrolments import (
    Enrolment,
    ProgrammeExit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.domain.requests import Request
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.mentors import (
    CHANGE_NOT_MADE,
    MENTOR_NO_CHOICE,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
FIGURES = {
    name: ParameterUse(id=name, value=value, level="core", source="a test")
    for name, value in (("team.change-due-days", 28),)
}
PROGRAMME = Programme(
    id="p",
    name="a programme",
    period=Period(),
    time_zone="Europe/Oslo",
    promises=tuple(Promise),
)


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def facts(
    on: int,
    *,
    start: int | None = 0,
    left: ProgrammeExit | None = None,
    origin: Origin = KEPT_HERE,
    **rows: Any,
) -> Facts:
    """An enrolment from the first day on, judged so many days later."""
    enrolment = Enrolment(
        id="e",
        programme="p",
        start=None if start is None else day(start),
        exit=left,
    )
    case = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=(enrolment,),
        origin=origin,
        **rows,
    )
    return Facts(
        on=day(on),
        case=case,
        enrolment=enrolment,
        programme=PROGRAMME,
        parameters=FIGURES,
    )


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[tuple[str, Cause]]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [(path, one.cause) for one in verdict.cannot_tell for path in one.missing]


MENTOR = TeamMember(
    id="m",
    period=Period(start=day(1)),
    role=Coded(concept=Role.MENTOR),
    choice=MentorChoice.ONE_PRESENTED,
)
CHOSEN = attrs.evolve(MENTOR, choice=MentorChoice.AMONG_CANDIDATES)
GRANTED = Request(
    id="r",
    on=day(1),
    nature=Coded(concept=RequestKind.CHANGE_OF_STAFF),
    asked_by=Party.PARTICIPANT,
    answer=RequestAnswer.GRANTED,
)
NEW = TeamMember(id="n", period=Period(start=day(1)), role=Coded(concept=Role.MENTOR))


def with_team(*team: TeamMember, on: int = 30, **fields: Any) -> Facts:
    return facts(on, team=team, **fields)


def granted(*team: TeamMember, on: int = 30, **other: Any) -> Facts:
    return facts(on, team=team, requests=(attrs.evolve(GRANTED, **other),))


@pytest.mark.parametrize("choice", [MentorChoice.ONE_PRESENTED, MentorChoice.NO_CHOICE])
@pytest.mark.parametrize("role", [Role.MENTOR, Role.SOCIAL_MENTOR])
def test_a_mentor_without_a_choice_is_found(role: Role, choice: MentorChoice) -> None:
    mentor = attrs.evolve(MENTOR, role=Coded(concept=role), choice=choice)

    assert examine(MENTOR_NO_CHOICE, with_team(mentor)).findings == (
        Finding(
            items=(ItemRef(kind="team_member", id="m"),),
            since=day(1),
            params={"choice": choice},
        ),
    )


@pytest.mark.parametrize(
    "other",
    [
        {"choice": MentorChoice.AMONG_CANDIDATES},
        {"choice": MentorChoice.OWN_CANDIDATE},
        {"stands_in": True},
        {"role": Coded(concept=Role.CASEWORKER)},
        {"period": Period(start=day(31))},
    ],
)
def test_a_chosen_mentor_cover_and_other_roles_are_fine(other: dict[str, Any]) -> None:
    given = with_team(attrs.evolve(MENTOR, **other))

    assert outcome(MENTOR_NO_CHOICE, given) is Outcome.KEPT


def test_a_mentor_who_was_chosen_hides_no_other() -> None:
    given = with_team(CHOSEN, attrs.evolve(MENTOR, id="n"))

    assert outcome(MENTOR_NO_CHOICE, given) is Outcome.BROKEN


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("team_member.choice", {"choice": MentorChoice.UNKNOWN}),
        ("team_member.role", {"role": Coded(concept=Role.UNKNOWN)}),
        ("team_member.period", {"period": Period()}),
    ],
)
def test_what_nobody_wrote_down_of_a_mentor_cannot_be_told(
    path: str, other: dict[str, Any]
) -> None:
    given = with_team(attrs.evolve(MENTOR, **other))

    assert missing(MENTOR_NO_CHOICE, given) == [(path, Cause.NOT_RECORDED)]


def test_a_change_that_was_granted_is_made_within_the_limit() -> None:
    assert outcome(CHANGE_NOT_MADE, granted(on=29)) is Outcome.KEPT
    assert examine(CHANGE_NOT_MADE, granted()).findings == (
        Finding(
            items=(ItemRef(kind="request", id="r"),),
            since=day(29),
            params={"days": 29, "limit": 28},
        ),
    )


def test_it_is_made_when_somebody_new_comes() -> None:
    there = attrs.evolve(NEW, period=Period(start=day(0)))

    assert outcome(CHANGE_NOT_MADE, granted(NEW)) is Outcome.KEPT
    assert outcome(CHANGE_NOT_MADE, granted(there)) is Outcome.BROKEN


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"answer": RequestAnswer.GRANTED_IN_PART}, Outcome.BROKEN),
        ({"answer": RequestAnswer.REFUSED}, Outcome.KEPT),
        ({"answer": RequestAnswer.NOT_YET}, Outcome.KEPT),
        ({"nature": Coded(concept=RequestKind.CONTACT)}, Outcome.KEPT),
        ({"asked_by": Party.SERVICE}, Outcome.KEPT),
        ({"asked_by": Party.REPRESENTATIVE}, Outcome.BROKEN),
    ],
)
def test_only_a_change_of_staff_that_was_granted_is_asked_about(
    other: dict[str, Any], found: Outcome
) -> None:
    assert outcome(CHANGE_NOT_MADE, granted(**other)) is found


def test_what_was_asked_for_outside_the_stay_is_not_asked_about() -> None:
    given = facts(30, start=2, requests=(GRANTED,))

    assert outcome(CHANGE_NOT_MADE, given) is Outcome.KEPT


@pytest.mark.parametrize(("left", "found"), [(29, Outcome.KEPT), (30, Outcome.BROKEN)])
def test_who_left_within_the_limit_is_owed_no_change(left: int, found: Outcome) -> None:
    other = Coded(concept=ExitCategory.OTHER)
    exited = ProgrammeExit(on=day(left), category=other)
    given = facts(60, left=exited, requests=(GRANTED,))

    assert outcome(CHANGE_NOT_MADE, given) is found


@pytest.mark.parametrize("answer", [RequestAnswer.REFUSED, RequestAnswer.GRANTED])
def test_a_request_that_is_settled_hides_no_other(answer: RequestAnswer) -> None:
    settled = attrs.evolve(GRANTED, answer=answer)
    given = facts(
        31, team=(NEW,), requests=(settled, attrs.evolve(GRANTED, id="s", on=day(2)))
    )
    (finding,) = examine(CHANGE_NOT_MADE, given).findings

    assert finding.items == (ItemRef(kind="request", id="s"),)


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("request.answer", {"answer": RequestAnswer.UNKNOWN}),
        ("request.nature", {"nature": Coded(concept=RequestKind.UNKNOWN)}),
        ("request.asked_by", {"asked_by": Party.UNKNOWN}),
    ],
)
def test_what_may_be_a_granted_change_cannot_be_told(
    path: str, other: dict[str, Any]
) -> None:
    assert missing(CHANGE_NOT_MADE, granted(**other)) == [(path, Cause.NOT_RECORDED)]


def test_who_came_on_an_unknown_day_may_be_the_change() -> None:
    given = granted(attrs.evolve(NEW, period=Period()))

    assert missing(CHANGE_NOT_MADE, given) == [
        ("team_member.period", Cause.NOT_RECORDED)
    ]


TestMentorNoChoice = rule_suite(
    MENTOR_NO_CHOICE, trips=(with_team(MENTOR),), keeps=(with_team(CHOSEN),)
)
TestChangeNotMade = rule_suite(
    CHANGE_NOT_MADE, trips=(granted(),), keeps=(granted(NEW),)
)
