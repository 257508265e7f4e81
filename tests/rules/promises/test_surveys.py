"""Surveys: the chance to take part, in the stay and in every year of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.assessments import SurveyInvitation
from brukermedvirkning.domain.carries import KEPT_HERE, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ExitCategory
from brukermedvirkning.domain.enrolments import (
    Enrolment,
    ProgrammeExit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.surveys import (
    SURVEY_NOT_OFFERED_DURING_STAY,
    SURVEY_NOT_OFFERED_YEARLY,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
FIGURES = {
    name: ParameterUse(id=name, value=value, level="core", source="a test")
    for name, value in (("survey.stay-least-days", 90),)
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


def exited(on: int, category: ExitCategory = ExitCategory.OTHER) -> ProgrammeExit:
    return ProgrammeExit(on=day(on), category=Coded(concept=category))


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[tuple[str, Cause]]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [(path, one.cause) for one in verdict.cannot_tell for path in one.missing]


def without(*gone: str) -> Origin:
    """A source that has no place for some paths."""
    paths = tuple(path for path in every_path() if path not in gone)
    return Origin(carries=Carries(paths=paths))


INVITED = SurveyInvitation(id="i", on=day(5), wave="w")
STAY, YEARLY = SURVEY_NOT_OFFERED_DURING_STAY, SURVEY_NOT_OFFERED_YEARLY


def stayed(left: int = 89, on: int = 100, **fields: Any) -> Facts:
    return facts(on, left=exited(left), **fields)


def test_a_long_stay_without_an_invitation_is_found() -> None:
    assert outcome(STAY, stayed(left=88)) is Outcome.KEPT
    assert examine(STAY, stayed(left=89)).findings == (
        Finding(
            items=(ItemRef(kind="enrolment", id="e"),),
            since=day(89),
            params={"days": 90},
        ),
    )


@pytest.mark.parametrize(
    ("number", "found"),
    [
        (-1, Outcome.BROKEN),
        (0, Outcome.KEPT),
        (89, Outcome.KEPT),
        (90, Outcome.BROKEN),
    ],
)
def test_an_invitation_counts_in_the_stay(number: int, found: Outcome) -> None:
    given = stayed(invitations=(attrs.evolve(INVITED, on=day(number)),))

    assert outcome(STAY, given) is found


def test_until_the_stay_is_over_nothing_is_asked() -> None:
    assert outcome(STAY, facts(400)) is Outcome.KEPT
    assert outcome(STAY, stayed(left=100)) is Outcome.KEPT
    assert outcome(STAY, stayed(left=99)) is Outcome.BROKEN


def test_of_those_who_died_nothing_is_asked() -> None:
    died = exited(89, ExitCategory.DEATH)
    unsaid = exited(89, ExitCategory.UNKNOWN)

    assert outcome(STAY, facts(100, left=died)) is Outcome.KEPT
    assert missing(STAY, facts(100, left=unsaid)) == [
        ("enrolment.exit", Cause.NOT_RECORDED)
    ]


def test_where_the_stay_is_not_known_it_cannot_be_told() -> None:
    assert missing(STAY, stayed(start=None)) == [
        ("enrolment.start", Cause.NOT_RECORDED)
    ]
    assert missing(STAY, facts(100, origin=without("enrolment.exit"))) == [
        ("enrolment.exit", Cause.SOURCE_CANNOT_SAY)
    ]
    assert missing(STAY, stayed(origin=Origin(known_from=day(1)))) == [
        ("invitation", Cause.SOURCE_CANNOT_SAY)
    ]


def test_every_completed_year_has_an_invitation() -> None:
    assert outcome(YEARLY, facts(364)) is Outcome.KEPT
    assert outcome(YEARLY, facts(365)) is Outcome.BROKEN
    assert outcome(YEARLY, facts(365, invitations=(INVITED,))) is Outcome.KEPT
    assert outcome(YEARLY, facts(730, invitations=(INVITED,))) is Outcome.BROKEN


def test_a_year_that_the_source_does_not_speak_of_cannot_be_told() -> None:
    given = facts(365, origin=Origin(known_from=day(1)))

    assert missing(YEARLY, given) == [("invitation", Cause.SOURCE_CANNOT_SAY)]


TestSurveyNotOfferedDuringStay = rule_suite(
    STAY, trips=(stayed(),), keeps=(stayed(invitations=(INVITED,)),)
)
TestSurveyNotOfferedYearly = rule_suite(
    YEARLY, trips=(facts(365),), keeps=(facts(365, invitations=(INVITED,)),)
)
