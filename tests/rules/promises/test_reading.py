"""How several rules read a case: what is due, what holds for sure, and what may hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ExitCategory
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Goal, Wording
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Cause, Finding, ItemRef
from brukermedvirkning.rules.promises.reading import (
    Condition,
    Wait,
    all_hold,
    falls_in_enrolment,
    has_left,
    running_plan,
    undone,
    wording_on,
)

FIRST = date(2026, 1, 1)
ON = FIRST + timedelta(days=30)
SUBJECT = ItemRef(kind="enrolment", id="e")
ITEM = ItemRef(kind="plan", id="plan")
FINDING = Finding(items=(ITEM,), since=FIRST)


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def facts(
    *,
    start: int | None = 0,
    attended_from: int | None = None,
    left: int | None = None,
    plan: Period | None = None,
    known_from: int | None = None,
    carries: Carries | None = None,
) -> Facts:
    """An enrolment, judged thirty days after the first one."""
    other = Coded(concept=ExitCategory.OTHER)
    enrolment = Enrolment(
        id="e",
        programme="p",
        start=None if start is None else day(start),
        attended_from=None if attended_from is None else day(attended_from),
        exit=None if left is None else ProgrammeExit(on=day(left), category=other),
    )
    case = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=(enrolment,),
        plan=None if plan is None else ActionPlan(id="plan", period=plan),
        origin=Origin(
            known_from=None if known_from is None else day(known_from),
            carries=carries or Carries(everything=True),
        ),
    )
    return Facts(on=ON, case=case, enrolment=enrolment)


WITHOUT_EXITS = Carries(paths=("plan", "plan.period", "enrolment.start"))


def cannot_tell(
    path: str, item: ItemRef = SUBJECT, cause: Cause = Cause.NOT_RECORDED
) -> CannotTell:
    return CannotTell(missing=(path,), cause=cause, items=(item,))


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([], [FINDING]),
        ([True, True], [FINDING]),
        ([True, False], []),
        (["plan.kind", False], []),
        (["plan.kind", True], [cannot_tell("plan.kind", ITEM)]),
        (
            ["plan.kind", "plan.period"],
            [cannot_tell("plan.kind", ITEM), cannot_tell("plan.period", ITEM)],
        ),
    ],
)
def test_it_is_found_where_each_condition_holds_and_open_where_each_may(
    conditions: list[Condition], expected: list[Finding | CannotTell]
) -> None:
    assert list(all_hold(facts(), iter(conditions), FINDING)) == expected


# What was waited for


def waited(
    given: Facts, since: int | None = 5, days: int = 10, shown_by: str | None = None
) -> list[Finding | CannotTell]:
    begun = {"plan.period": None if since is None else day(since)}
    wait = Wait(since=begun, days=days, shown_by=shown_by)
    return list(undone(given, wait, ITEM))


def overdue(since: int, days: int = 10) -> list[Finding]:
    return [Finding(items=(ITEM,), since=day(since), params={"days": days})]


def test_what_was_not_done_in_time_is_found_from_its_last_day_on() -> None:
    assert waited(facts(), since=5) == overdue(15)


@pytest.mark.parametrize(("days", "found"), [(24, True), (25, False)])
def test_nothing_is_said_before_the_days_have_passed(days: int, found: bool) -> None:
    assert waited(facts(), since=5, days=days) == (overdue(29, 24) if found else [])


@pytest.mark.parametrize(("start", "since"), [(4, 15), (6, 16)])
def test_the_days_run_from_the_enrolment_where_that_is_later(
    start: int, since: int
) -> None:
    assert waited(facts(start=start), since=5) == overdue(since)


def test_the_days_run_from_the_first_day_of_attendance() -> None:
    assert waited(facts(attended_from=7), since=5) == overdue(17)


@pytest.mark.parametrize("start", [None, 0])
def test_from_an_unknown_day_it_cannot_be_told(start: int | None) -> None:
    assert waited(facts(start=start), since=None) == [cannot_tell("plan.period", ITEM)]


def test_the_start_of_the_enrolment_may_not_be_known() -> None:
    assert waited(facts(start=None)) == [cannot_tell("enrolment.start")]


@pytest.mark.parametrize(
    ("start", "since"), [(None, 20), (20, None)], ids=["enrolment", "plan"]
)
def test_where_one_day_is_recent_the_other_need_not_be_known(
    start: int | None, since: int | None
) -> None:
    assert waited(facts(start=start), since=since) == []


@pytest.mark.parametrize(("left", "expected"), [(29, []), (30, overdue(15))])
def test_nothing_is_due_to_who_has_left(left: int, expected: list[Finding]) -> None:
    given = facts(left=left)

    assert waited(given) == expected
    assert has_left(given) is not bool(expected)


def test_who_may_have_left_may_be_due_nothing() -> None:
    assert waited(facts(carries=WITHOUT_EXITS)) == [
        cannot_tell("enrolment.exit", cause=Cause.SOURCE_CANNOT_SAY)
    ]


@pytest.mark.parametrize(
    ("known_from", "shown_by", "expected"),
    [
        (5, "review", overdue(15)),
        (6, "review", [cannot_tell("review", cause=Cause.SOURCE_CANNOT_SAY)]),
        (6, None, overdue(15)),
    ],
)
def test_what_shows_it_may_lie_before_the_source_speaks(
    known_from: int, shown_by: str | None, expected: list[Finding | CannotTell]
) -> None:
    given = facts(start=2, known_from=known_from)

    assert waited(given, shown_by=shown_by) == expected


def test_the_source_need_not_speak_of_days_before_the_last_that_is_waited_from() -> (
    None
):
    since = {"plan.period": day(1), "other_plan.period": day(5)}
    wait = Wait(since=since, days=10, shown_by="review")

    assert list(undone(facts(known_from=5), wait, ITEM)) == overdue(15)


WAIT = Wait(since={"plan.period": day(5)}, days=10)
DOUBT = cannot_tell("review.on", ITEM)


def test_what_is_told_beside_is_part_of_the_finding() -> None:
    (finding,) = undone(facts(), WAIT, ITEM, params={"role": "mentor"})

    assert finding == Finding(
        items=(ITEM,), since=day(15), params={"days": 10, "role": "mentor"}
    )


def test_what_may_show_that_it_was_done_is_told_instead() -> None:
    assert list(undone(facts(), WAIT, ITEM, doubts=iter([DOUBT]))) == [DOUBT]


def test_what_may_show_it_is_told_beside_what_is_not_known_of_the_days() -> None:
    given = facts(start=None)

    assert list(undone(given, WAIT, ITEM, doubts=[DOUBT])) == [
        DOUBT,
        cannot_tell("enrolment.start"),
    ]


def test_where_nothing_is_due_no_doubt_is_told() -> None:
    assert list(undone(facts(left=20), WAIT, ITEM, doubts=[DOUBT])) == []


# Days, plans and words


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (facts(start=5, left=5), True),
        (facts(start=6), False),
        (facts(left=4), False),
        (facts(start=None, left=4), False),
        (facts(start=None), cannot_tell("enrolment.start")),
        (
            facts(carries=WITHOUT_EXITS),
            cannot_tell("enrolment.exit", cause=Cause.SOURCE_CANNOT_SAY),
        ),
    ],
)
def test_a_day_belongs_to_the_enrolment_from_its_first_to_its_last(
    given: Facts, expected: bool | CannotTell
) -> None:
    assert falls_in_enrolment(given, day(5)) == expected


def days(start: int | None, end: int | None = None) -> Period:
    return Period(
        start=None if start is None else day(start),
        end=None if end is None else day(end),
    )


@pytest.mark.parametrize(
    ("period", "runs"),
    [
        (None, False),
        (days(0), True),
        (days(30, 31), True),
        (days(0, 30), False),
        (days(31), False),
        (days(None), True),
        (days(None, 31), True),
        (days(None, 30), False),
    ],
)
def test_a_plan_runs_unless_it_surely_does_not(
    period: Period | None, runs: bool
) -> None:
    given = facts(plan=period)

    assert running_plan(given) == (given.the_case.plan if runs else None)


@pytest.mark.parametrize(
    ("number", "version"), [(0, 1), (9, 1), (10, 2), (19, 2), (20, 3)]
)
def test_the_words_on_a_day_are_those_of_the_last_version_until_then(
    number: int, version: int
) -> None:
    goal = Goal(
        id="g",
        wordings=tuple(
            Wording(version=place, text="words", on=on)
            for place, on in ((1, None), (2, day(10)), (3, day(20)))
        ),
    )

    assert wording_on(goal, day(number)).version == version


def test_before_all_versions_the_words_are_the_first() -> None:
    goal = Goal(id="g", wordings=(Wording(version=1, text="words", on=day(10)),))

    assert wording_on(goal, day(0)) == goal.wordings[0]
