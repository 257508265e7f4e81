"""Leaving: asked where one stands, heard before, and followed up after."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Redaction
from brukermedvirkning.domain.carries import KEPT_HERE, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    ConsentPurpose,
    DecidedBy,
    ExitCategory,
    FollowUpStatus,
    RedactionExtent,
    StanceAnswer,
)
from brukermedvirkning.domain.enrolments import (
    Enrolment,
    FollowUp,
    ProgrammeExit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.domain.rights import Consent
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.exits import (
    EXIT_NOT_FOLLOWED_UP,
    EXIT_WITHOUT_HEARING,
    STANCE_NOT_ASKED,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
FIGURES = {
    name: ParameterUse(id=name, value=value, level="core", source="a test")
    for name, value in (("exit.follow-up-due-days", 182),)
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


DISCHARGED = ProgrammeExit(
    on=day(10),
    category=Coded(concept=ExitCategory.SERVICE_DECIDED),
    decided_by=DecidedBy.SERVICE,
)
HEARD = attrs.evolve(
    DISCHARGED,
    stance=StanceAnswer.DISAGREES,
    reason="a reason",
    heard_before=Answer.YES,
    complaint_route_named=Answer.YES,
)
WORKS = ProgrammeExit(on=day(10), category=Coded(concept=ExitCategory.ORDINARY_WORK))
ASKED = FollowUp(id="f", on=day(11), enrolment="e", status=FollowUpStatus.NOT_REACHED)
CONSENT = Consent(
    id="k",
    on=day(1),
    withdrawn_on=day(193),
    aim=Coded(concept=ConsentPurpose.FOLLOW_UP_AFTER_EXIT),
)
BY_SERVICE = (STANCE_NOT_ASKED, EXIT_WITHOUT_HEARING)


def after(left: ProgrammeExit | None, on: int = 10, **fields: Any) -> Facts:
    return facts(on, left=left, **fields)


def test_where_the_participant_stands_is_asked() -> None:
    assert examine(STANCE_NOT_ASKED, after(DISCHARGED)).findings == (
        Finding(items=(ItemRef(kind="enrolment", id="e"),), since=day(10)),
    )


@pytest.mark.parametrize(
    "stance",
    [
        one
        for one in StanceAnswer
        if one not in (StanceAnswer.NOT_ASKED, StanceAnswer.UNKNOWN)
    ],
)
def test_any_answer_shows_that_it_was_asked(stance: StanceAnswer) -> None:
    given = after(attrs.evolve(DISCHARGED, stance=stance))

    assert outcome(STANCE_NOT_ASKED, given) is Outcome.KEPT


@pytest.mark.parametrize(
    "other", [{"stance": StanceAnswer.UNKNOWN}, {"decided_by": DecidedBy.UNKNOWN}]
)
def test_who_decided_and_what_was_asked_may_not_be_known(other: dict[str, Any]) -> None:
    given = after(attrs.evolve(DISCHARGED, **other))

    assert missing(STANCE_NOT_ASKED, given) == [("enrolment.exit", Cause.NOT_RECORDED)]


@pytest.mark.parametrize("rule", BY_SERVICE, ids=lambda rule: rule.id)
@pytest.mark.parametrize(
    "left",
    [
        None,
        attrs.evolve(DISCHARGED, on=day(11)),
        attrs.evolve(DISCHARGED, decided_by=DecidedBy.TOGETHER),
    ],
    ids=["enrolled", "leaves later", "decided together"],
)
def test_nothing_is_asked_of_other_exits(
    left: ProgrammeExit | None, rule: Rule
) -> None:
    assert outcome(rule, after(left)) is Outcome.KEPT


def test_heard_with_a_reason_and_a_way_to_complain_is_fine() -> None:
    assert outcome(EXIT_WITHOUT_HEARING, after(HEARD)) is Outcome.KEPT


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"heard_before": Answer.NO}, "not_heard"),
        ({"reason": None}, "no_reason"),
        ({"complaint_route_named": Answer.NO}, "no_complaint_route"),
    ],
)
def test_each_of_the_three_is_owed(other: dict[str, Any], found: str) -> None:
    given = after(attrs.evolve(HEARD, **other))

    assert examine(EXIT_WITHOUT_HEARING, given).findings == (
        Finding(
            items=(ItemRef(kind="enrolment", id="e"),),
            since=HEARD.on,
            params={"reason": found},
        ),
    )


@pytest.mark.parametrize(
    "other",
    [
        {"heard_before": Answer.NOT_ASKED},
        {"complaint_route_named": Answer.UNKNOWN},
        {"decided_by": DecidedBy.UNKNOWN, "reason": None},
    ],
)
def test_what_nobody_wrote_down_of_an_exit_cannot_be_told(
    other: dict[str, Any],
) -> None:
    given = after(attrs.evolve(HEARD, **other))

    assert missing(EXIT_WITHOUT_HEARING, given) == [
        ("enrolment.exit", Cause.NOT_RECORDED)
    ]


def test_a_reason_may_have_been_redacted() -> None:
    given = after(attrs.evolve(HEARD, reason=None))
    gap = Redaction(on=day(10), extent=RedactionExtent.WORDS)
    enrolment = attrs.evolve(given.the_enrolment, redactions=(gap,))
    case = attrs.evolve(given.the_case, enrolments=(enrolment,))
    redacted = attrs.evolve(given, case=case, enrolment=enrolment)

    assert missing(EXIT_WITHOUT_HEARING, redacted) == [
        ("enrolment.exit", Cause.NOT_RECORDED)
    ]


@pytest.mark.parametrize(
    "category",
    [
        ExitCategory.ORDINARY_WORK,
        ExitCategory.FLEXIBLE_WORK,
        ExitCategory.ORDINARY_EDUCATION,
    ],
)
def test_an_exit_to_work_or_education_is_followed_up(category: ExitCategory) -> None:
    left = attrs.evolve(WORKS, category=Coded(concept=category))

    assert outcome(EXIT_NOT_FOLLOWED_UP, after(left, on=192)) is Outcome.KEPT
    assert examine(EXIT_NOT_FOLLOWED_UP, after(left, on=193)).findings == (
        Finding(
            items=(ItemRef(kind="enrolment", id="e"),),
            since=day(192),
            params={"days": 183, "limit": 182},
        ),
    )


@pytest.mark.parametrize(
    ("follow_up", "found"),
    [
        (ASKED, Outcome.KEPT),
        (attrs.evolve(ASKED, on=day(10)), Outcome.BROKEN),
        (attrs.evolve(ASKED, on=day(194)), Outcome.BROKEN),
    ],
    ids=["after", "on the day", "later"],
)
def test_a_follow_up_after_the_exit_is_enough(
    follow_up: FollowUp, found: Outcome
) -> None:
    given = after(WORKS, on=193, follow_ups=(follow_up,))

    assert outcome(EXIT_NOT_FOLLOWED_UP, given) is found


def test_a_follow_up_of_another_enrolment_is_not_one_of_this() -> None:
    given = after(WORKS, on=193)
    other = Enrolment(id="other", programme="p", start=day(0), exit=WORKS)
    case = attrs.evolve(
        given.the_case,
        enrolments=(given.the_enrolment, other),
        follow_ups=(attrs.evolve(ASKED, enrolment="other"),),
    )

    assert outcome(EXIT_NOT_FOLLOWED_UP, attrs.evolve(given, case=case)) is (
        Outcome.BROKEN
    )


def test_other_exits_are_not_followed_up() -> None:
    other = attrs.evolve(WORKS, category=Coded(concept=ExitCategory.MOVED))

    assert outcome(EXIT_NOT_FOLLOWED_UP, after(other, on=400)) is Outcome.KEPT
    assert outcome(EXIT_NOT_FOLLOWED_UP, after(None, on=400)) is Outcome.KEPT


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({}, Outcome.KEPT),
        ({"withdrawn_on": day(194)}, Outcome.BROKEN),
        ({"withdrawn_on": None}, Outcome.BROKEN),
        ({"aim": Coded(concept=ConsentPurpose.RESEARCH)}, Outcome.BROKEN),
        ({"aim": Coded(concept=ConsentPurpose.UNKNOWN)}, Outcome.CANNOT_TELL),
    ],
)
def test_who_took_back_a_consent_to_it_is_left_in_peace(
    other: dict[str, Any], found: Outcome
) -> None:
    given = after(WORKS, on=193, consents=(attrs.evolve(CONSENT, **other),))

    assert outcome(EXIT_NOT_FOLLOWED_UP, given) is found


def test_what_a_consent_that_was_taken_back_was_for_may_not_be_known() -> None:
    unsaid = attrs.evolve(CONSENT, aim=Coded(concept=ConsentPurpose.UNKNOWN))

    assert missing(EXIT_NOT_FOLLOWED_UP, after(WORKS, on=193, consents=(unsaid,))) == [
        ("consent.aim", Cause.NOT_RECORDED)
    ]


def test_whether_it_was_to_work_and_what_came_after_may_not_be_known() -> None:
    unsaid = attrs.evolve(WORKS, category=Coded(concept=ExitCategory.UNKNOWN))
    late = after(WORKS, on=193, origin=Origin(known_from=day(11)))

    assert missing(EXIT_NOT_FOLLOWED_UP, after(unsaid, on=193)) == [
        ("enrolment.exit", Cause.NOT_RECORDED)
    ]
    assert missing(EXIT_NOT_FOLLOWED_UP, late) == [
        ("follow_up", Cause.SOURCE_CANNOT_SAY)
    ]


TestExitStanceNotAsked = rule_suite(
    STANCE_NOT_ASKED, trips=(after(DISCHARGED),), keeps=(after(HEARD),)
)
TestExitWithoutHearing = rule_suite(
    EXIT_WITHOUT_HEARING,
    trips=(after(DISCHARGED), after(attrs.evolve(HEARD, heard_before=Answer.NO))),
    keeps=(after(HEARD),),
)
TestExitNotFollowedUp = rule_suite(
    EXIT_NOT_FOLLOWED_UP,
    trips=(after(WORKS, on=193),),
    keeps=(
        after(WORKS, on=193, follow_ups=(ASKED,)),
        after(WORKS, on=193, consents=(CONSENT,)),
    ),
)
