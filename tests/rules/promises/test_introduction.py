"""The promise of day one: aware of one's role and one's responsibility."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import Answer, ExitCategory
from brukermedvirkning.domain.enrolments import Enrolment, Introduction, ProgrammeExit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Cause,
    Finding,
    ItemRef,
    Outcome,
)
from brukermedvirkning.rules.promises.introduction import NOT_ON_DAY_ONE
from brukermedvirkning.rules.rule import examine
from brukermedvirkning.testing.rule_suite import rule_suite

DAY_ONE = date(2026, 3, 2)
DAY_TWO = date(2026, 3, 3)
ENROLMENT = Enrolment(id="e", programme="p", start=DAY_ONE)
GOOD = Introduction(
    id="i",
    on=DAY_ONE,
    enrolment="e",
    covers_role=Answer.YES,
    covers_responsibility=Answer.YES,
    acknowledged_on=DAY_ONE,
)
PROGRAMME = Programme(
    id="p",
    name="a programme",
    period=Period(),
    time_zone="Europe/Oslo",
    promises=(Promise.INTRODUCTION_FROM_DAY_ONE,),
)


def facts(
    *introductions: Introduction,
    on: date = DAY_TWO,
    enrolment: Enrolment = ENROLMENT,
    others: tuple[Enrolment, ...] = (),
    **case: Any,
) -> Facts:
    whole = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=(enrolment, *others),
        introductions=introductions,
        **case,
    )
    return Facts(on=on, case=whole, enrolment=enrolment, programme=PROGRAMME)


def outcome(given: Facts) -> Outcome:
    return examine(NOT_ON_DAY_ONE, given).outcome


def reason(given: Facts) -> str:
    (finding,) = examine(NOT_ON_DAY_ONE, given).findings
    return finding.params["reason"]


def missing(given: Facts) -> list[tuple[str, Cause]]:
    verdict = examine(NOT_ON_DAY_ONE, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [(path, one.cause) for one in verdict.cannot_tell for path in one.missing]


def test_no_introduction_at_all_breaks_the_promise() -> None:
    verdict = examine(NOT_ON_DAY_ONE, facts())

    assert verdict.findings == (
        Finding(
            items=(ItemRef(kind="enrolment", id="e"),),
            since=DAY_ONE,
            params={"reason": "none", "first_day": "2026-03-02"},
        ),
    )


def test_an_acknowledged_introduction_to_both_on_day_one_keeps_it() -> None:
    assert outcome(facts(GOOD)) is Outcome.KEPT


def test_an_introduction_before_day_one_keeps_it() -> None:
    early = attrs.evolve(GOOD, on=date(2026, 2, 27))

    assert outcome(facts(early)) is Outcome.KEPT


def test_on_day_one_itself_nothing_is_late_yet() -> None:
    assert outcome(facts(on=DAY_ONE)) is Outcome.KEPT


def test_an_introduction_on_the_second_day_is_late() -> None:
    late = attrs.evolve(GOOD, on=DAY_TWO, acknowledged_on=DAY_TWO)

    assert reason(facts(late)) == "late"


def test_without_acknowledgement_it_is_not_enough() -> None:
    assert reason(facts(attrs.evolve(GOOD, acknowledged_on=None))) == "not_acknowledged"


def test_an_acknowledgement_after_the_judged_day_does_not_count_yet() -> None:
    later = attrs.evolve(GOOD, acknowledged_on=date(2026, 3, 9))

    assert reason(facts(later)) == "not_acknowledged"


@pytest.mark.parametrize("answer", [Answer.NO, Answer.PARTLY])
@pytest.mark.parametrize("field", ["covers_role", "covers_responsibility"])
def test_covering_one_of_the_two_is_not_enough(field: str, answer: Answer) -> None:
    assert reason(facts(attrs.evolve(GOOD, **{field: answer}))) == "not_covering"


@pytest.mark.parametrize(
    "answer", [Answer.UNKNOWN, Answer.NOT_ASKED, Answer.DECLINED_TO_SAY]
)
def test_a_cover_that_nobody_wrote_down_cannot_be_told(answer: Answer) -> None:
    vague = attrs.evolve(GOOD, covers_role=answer)

    assert missing(facts(vague)) == [("introduction.covers_role", Cause.NOT_RECORDED)]


def test_all_that_is_not_known_of_an_introduction_is_named_with_it() -> None:
    vague = attrs.evolve(GOOD, on=None, covers_role=Answer.UNKNOWN)
    verdict = examine(NOT_ON_DAY_ONE, facts(vague))

    assert [(one.missing, one.items) for one in verdict.cannot_tell] == [
        ((path,), (ItemRef(kind="introduction", id="i"),))
        for path in ("introduction.on", "introduction.covers_role")
    ]


def test_an_introduction_may_be_acknowledged_on_the_judged_day() -> None:
    assert outcome(facts(attrs.evolve(GOOD, acknowledged_on=DAY_TWO))) is Outcome.KEPT


def test_an_introduction_on_an_unknown_day_cannot_be_told() -> None:
    undated = attrs.evolve(GOOD, on=None)

    assert missing(facts(undated)) == [("introduction.on", Cause.NOT_RECORDED)]


def test_an_undated_introduction_that_was_not_acknowledged_is_not_enough() -> None:
    undated = attrs.evolve(GOOD, on=None, acknowledged_on=None)

    assert reason(facts(undated)) == "not_acknowledged"


def test_day_one_is_the_first_day_of_attendance_where_that_is_known() -> None:
    attending = attrs.evolve(ENROLMENT, attended_from=DAY_TWO)
    second = attrs.evolve(GOOD, on=DAY_TWO, acknowledged_on=DAY_TWO)

    assert outcome(facts(second, enrolment=attending, on=date(2026, 3, 4))) is (
        Outcome.KEPT
    )


def test_without_a_known_first_day_it_cannot_be_told() -> None:
    unknown = attrs.evolve(ENROLMENT, start=None)

    assert missing(facts(enrolment=unknown)) == [
        ("enrolment.start", Cause.NOT_RECORDED)
    ]


def test_an_introduction_registered_in_error_counts_nowhere() -> None:
    assert reason(facts(attrs.evolve(GOOD, registered_in_error=True))) == "none"


def test_the_introduction_to_another_enrolment_is_not_one_to_this() -> None:
    left = ProgrammeExit(on=DAY_TWO, category=Coded(concept=ExitCategory.OTHER))
    other = Enrolment(id="other", programme="q", start=DAY_ONE, exit=left)
    theirs = attrs.evolve(GOOD, enrolment="other")

    assert reason(facts(theirs, others=(other,))) == "none"


def test_an_introduction_to_no_named_enrolment_counts_for_the_only_one() -> None:
    assert outcome(facts(attrs.evolve(GOOD, enrolment=None))) is Outcome.KEPT


def test_an_introduction_to_no_named_enrolment_of_two_cannot_be_told() -> None:
    other = Enrolment(id="other", programme="q", start=DAY_ONE)
    unnamed = attrs.evolve(GOOD, enrolment=None)

    assert missing(facts(unnamed, others=(other,))) == [
        ("introduction.enrolment", Cause.NOT_RECORDED)
    ]


def test_a_source_that_speaks_only_of_later_days_cannot_tell() -> None:
    origin = Origin(known_from=DAY_TWO)

    assert missing(facts(origin=origin)) == [("introduction", Cause.SOURCE_CANNOT_SAY)]


def test_a_source_that_speaks_of_day_one_can_tell() -> None:
    assert reason(facts(origin=Origin(known_from=DAY_ONE))) == "none"


def test_a_source_without_a_place_for_introductions_cannot_tell() -> None:
    origin = Origin(carries=Carries(paths=("enrolment", "enrolment.start")))
    verdict = examine(NOT_ON_DAY_ONE, facts(origin=origin))

    assert verdict.cannot_tell == (
        CannotTell(
            missing=("introduction", "introduction.acknowledged_on"),
            cause=Cause.SOURCE_CANNOT_SAY,
        ),
    )


TestIntroductionNotOnDayOne = rule_suite(
    NOT_ON_DAY_ONE,
    trips=(facts(), facts(attrs.evolve(GOOD, acknowledged_on=None))),
    keeps=(facts(GOOD), facts(on=DAY_ONE)),
)
