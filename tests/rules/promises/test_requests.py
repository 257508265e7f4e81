"""What the participant asks for: an answer, and no endless waiting."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import KEPT_HERE, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ExitCategory,
    Party,
    RequestAnswer,
    WaitingEnd,
)
from brukermedvirkning.domain.enrolments import (
    Enrolment,
    ProgrammeExit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.domain.requests import Request, Waiting
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.requests import (
    REQUEST_UNANSWERED,
    WAITING_TOO_LONG,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
FIGURES = {
    name: ParameterUse(id=name, value=value, level="core", source="a test")
    for name, value in (
        ("request.answer-due-days", 7),
        ("request.waiting-limit-days", 90),
    )
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


ASKED = Request(id="a", on=day(1), asked_by=Party.PARTICIPANT)
ANSWERED = attrs.evolve(ASKED, answer=RequestAnswer.GRANTED, answered_on=day(5))


def asking(request: Request, on: int = 9, **fields: Any) -> Facts:
    return facts(on, requests=(request,), **fields)


def test_a_request_is_unanswered_one_day_after_the_limit() -> None:
    assert outcome(REQUEST_UNANSWERED, asking(ASKED, on=8)) is Outcome.KEPT
    assert examine(REQUEST_UNANSWERED, asking(ASKED)).findings == (
        Finding(
            items=(ItemRef(kind="request", id="a"),),
            since=day(8),
            params={"days": 8, "limit": 7},
        ),
    )


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"answered_on": day(9)}, Outcome.KEPT),
        ({"answered_on": day(10)}, Outcome.BROKEN),
        ({"reached_on": day(9)}, Outcome.KEPT),
        ({"reached_on": day(10)}, Outcome.BROKEN),
        ({"answer": RequestAnswer.NO_PLACE}, Outcome.KEPT),
        ({"answer": RequestAnswer.WITHDRAWN}, Outcome.KEPT),
        ({"asked_by": Party.REPRESENTATIVE}, Outcome.BROKEN),
        ({"asked_by": Party.SERVICE}, Outcome.KEPT),
        ({"on": day(-1)}, Outcome.KEPT),
    ],
)
def test_what_counts_as_an_answer(other: dict[str, Any], found: Outcome) -> None:
    assert outcome(REQUEST_UNANSWERED, asking(attrs.evolve(ASKED, **other))) is found


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("request.answer", {"answer": RequestAnswer.UNKNOWN}),
        ("request.asked_by", {"asked_by": Party.UNKNOWN}),
    ],
)
def test_what_nobody_wrote_down_cannot_be_told(
    path: str, other: dict[str, Any]
) -> None:
    given = asking(attrs.evolve(ASKED, **other))

    assert missing(REQUEST_UNANSWERED, given) == [(path, Cause.NOT_RECORDED)]


def test_who_may_have_been_reached_may_have_an_answer() -> None:
    given = asking(ASKED, origin=without("request.reached_on"))

    assert missing(REQUEST_UNANSWERED, given) == [
        ("request.reached_on", Cause.SOURCE_CANNOT_SAY)
    ]


def test_where_the_stay_is_not_known_no_answer_may_be_owed() -> None:
    assert missing(REQUEST_UNANSWERED, asking(ASKED, start=None)) == [
        ("enrolment.start", Cause.NOT_RECORDED)
    ]


def test_nothing_is_asked_of_the_days_after_an_exit() -> None:
    assert outcome(REQUEST_UNANSWERED, asking(ASKED, left=exited(8))) is Outcome.KEPT


def test_what_has_its_answer_hides_nothing_that_has_none() -> None:
    given = facts(9, requests=(attrs.evolve(ANSWERED, id="0"), ASKED))
    (finding,) = examine(REQUEST_UNANSWERED, given).findings

    assert finding.items == (ItemRef(kind="request", id="a"),)


def waiting(until: int | None = None) -> Request:
    if until is None:
        return attrs.evolve(ASKED, waiting=Waiting(since=day(1)))
    spell = Waiting(since=day(1), until=day(until), end=WaitingEnd.STARTED)
    return attrs.evolve(ASKED, waiting=spell)


def test_waiting_is_too_long_one_day_after_the_limit() -> None:
    assert outcome(WAITING_TOO_LONG, asking(waiting(), on=91)) is Outcome.KEPT
    assert examine(WAITING_TOO_LONG, asking(waiting(), on=92)).findings == (
        Finding(
            items=(ItemRef(kind="request", id="a"),),
            since=day(91),
            params={"days": 91, "limit": 90},
        ),
    )


@pytest.mark.parametrize(("until", "found"), [(91, Outcome.KEPT), (92, Outcome.BROKEN)])
def test_waiting_that_has_ended_counts_too(until: int, found: Outcome) -> None:
    assert outcome(WAITING_TOO_LONG, asking(waiting(until), on=400)) is found


def test_an_earlier_spell_counts_and_the_longest_is_told() -> None:
    earlier = Waiting(since=day(1), until=day(100), end=WaitingEnd.OFFER_FELL_AWAY)
    twice = attrs.evolve(
        ASKED, earlier_waiting=(earlier,), waiting=Waiting(since=day(101))
    )

    (finding,) = examine(WAITING_TOO_LONG, asking(twice, on=110)).findings
    assert finding.params["days"] == 99


def test_a_later_spell_is_told_where_it_is_the_longest() -> None:
    earlier = Waiting(since=day(1), until=day(92), end=WaitingEnd.OFFER_FELL_AWAY)
    twice = attrs.evolve(
        ASKED, earlier_waiting=(earlier,), waiting=Waiting(since=day(101))
    )

    (finding,) = examine(WAITING_TOO_LONG, asking(twice, on=200)).findings
    assert (finding.since, finding.params) == (day(191), {"days": 99, "limit": 90})


@pytest.mark.parametrize("other", [{"on": day(-1)}, {"waiting": None}])
def test_who_did_not_wait_too_long_hides_nobody_who_did(other: dict[str, Any]) -> None:
    short = attrs.evolve(waiting(), id="0", **other)
    given = facts(92, requests=(short, waiting()))
    (finding,) = examine(WAITING_TOO_LONG, given).findings

    assert finding.items == (ItemRef(kind="request", id="a"),)


def test_waiting_counts_no_further_than_the_exit_and_in_the_stay() -> None:
    before = attrs.evolve(waiting(), on=day(-1))

    assert outcome(WAITING_TOO_LONG, asking(waiting(), on=400, left=exited(91))) is (
        Outcome.KEPT
    )
    assert outcome(WAITING_TOO_LONG, asking(before, on=400)) is Outcome.KEPT
    assert outcome(WAITING_TOO_LONG, asking(ASKED, on=400)) is Outcome.KEPT


def test_who_may_have_waited_in_the_stay_hides_nobody() -> None:
    given = facts(
        400,
        start=None,
        requests=(waiting(), attrs.evolve(waiting(), id="b")),
    )
    verdict = examine(WAITING_TOO_LONG, given)

    assert len(verdict.cannot_tell) == 2


def test_where_the_stay_is_not_known_waiting_cannot_be_told() -> None:
    assert missing(WAITING_TOO_LONG, asking(waiting(), on=400, start=None)) == [
        ("enrolment.start", Cause.NOT_RECORDED)
    ]


TestRequestUnanswered = rule_suite(
    REQUEST_UNANSWERED, trips=(asking(ASKED),), keeps=(asking(ANSWERED),)
)
TestWaitingTooLong = rule_suite(
    WAITING_TOO_LONG,
    trips=(asking(waiting(), on=92),),
    keeps=(asking(waiting(91), on=92),),
)
