"""A self-assessment that was filled in once is offered again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.assessments import Assessment
from brukermedvirkning.domain.carries import KEPT_HERE, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import ExitCategory, Party
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
from brukermedvirkning.rules.promises.assessments import (
    ASSESSMENT_NOT_REPEATED,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
FIGURES = {
    name: ParameterUse(id=name, value=value, level="core", source="a test")
    for name, value in (("assessment.repeat-due-days", 182),)
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


ONCE = Assessment(
    id="a",
    on=day(1),
    instrument=Code(scheme="x", code="one"),
    respondent=Party.PARTICIPANT,
)
AGAIN = attrs.evolve(ONCE, id="b", on=day(100))
RULE = ASSESSMENT_NOT_REPEATED


def assessed(*assessments: Assessment, on: int = 184, **fields: Any) -> Facts:
    return facts(on, assessments=assessments, **fields)


def test_a_self_assessment_is_repeated_within_the_limit() -> None:
    assert outcome(RULE, assessed(ONCE, on=183)) is Outcome.KEPT
    assert outcome(RULE, assessed(ONCE, AGAIN)) is Outcome.KEPT
    assert examine(RULE, assessed(ONCE)).findings == (
        Finding(
            items=(ItemRef(kind="assessment", id="a"),),
            since=day(183),
            params={"days": 183, "limit": 182},
        ),
    )


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"instrument": Code(scheme="x", code="two")}, Outcome.BROKEN),
        ({"respondent": Party.SERVICE}, Outcome.BROKEN),
        ({"respondent": Party.UNKNOWN}, Outcome.CANNOT_TELL),
        ({"instrument_version": "2"}, Outcome.KEPT),
    ],
)
def test_the_same_instrument_by_the_participant_is_a_repeat(
    other: dict[str, Any], found: Outcome
) -> None:
    assert outcome(RULE, assessed(ONCE, attrs.evolve(AGAIN, **other))) is found


def test_an_instrument_that_was_used_twice_hides_no_other() -> None:
    other = attrs.evolve(ONCE, id="c", instrument=Code(scheme="x", code="two"))

    (finding,) = examine(RULE, assessed(ONCE, other, AGAIN)).findings
    assert finding.items == (ItemRef(kind="assessment", id="c"),)


def test_what_staff_filled_in_is_no_self_assessment() -> None:
    by_staff = attrs.evolve(ONCE, respondent=Party.SERVICE)
    unsaid = attrs.evolve(ONCE, respondent=Party.UNKNOWN)

    assert outcome(RULE, assessed(by_staff)) is Outcome.KEPT
    assert missing(RULE, assessed(unsaid)) == [
        ("assessment.respondent", Cause.NOT_RECORDED)
    ]


def test_it_is_asked_of_the_stay_alone() -> None:
    before = attrs.evolve(ONCE, on=day(-1))

    assert outcome(RULE, assessed(before)) is Outcome.KEPT
    assert outcome(RULE, assessed(ONCE, left=exited(183))) is Outcome.KEPT
    assert missing(RULE, assessed(ONCE, start=None)) == [
        ("enrolment.start", Cause.NOT_RECORDED)
    ]


TestAssessmentNotRepeated = rule_suite(
    RULE, trips=(assessed(ONCE),), keeps=(assessed(ONCE, AGAIN),)
)
