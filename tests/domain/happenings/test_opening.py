"""How a case begins, is closed and reopened, and moves; and how its plan goes with it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, ExitCategory
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.evolve import decide, evolve, replay
from brukermedvirkning.domain.happenings import Context, Refusal
from brukermedvirkning.domain.happenings.opening import (
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseTransferred,
)
from brukermedvirkning.domain.happenings.plan_course import PlanEnded, PlanResumed
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan

FIRST, DAY, LATER = date(2026, 1, 5), date(2026, 3, 2), date(2026, 6, 1)
AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
ME = Actor(kind=ActorKind.PARTICIPANT, id="p")
STAFF = Actor(kind=ActorKind.STAFF, id="s")
OTHERS = [
    ME,
    Actor(kind=ActorKind.REPRESENTATIVE, id="r"),
]
CASE = Case(
    id="c", participant=Participant(id="p"), unit="u", period=Period(start=FIRST)
)
PLAN = ActionPlan(id="plan", period=Period(start=FIRST))
LEFT = ProgrammeExit(on=DAY, category=Coded(concept=ExitCategory.COMPLETED))
WHO = {"at": AT, "by": STAFF, "source": STAFF}


def closed(case: Case = CASE, last: date = DAY) -> Case:
    return attrs.evolve(case, period=Period.through(FIRST, last))


def with_enrolment(case: Case = CASE, **fields) -> Case:
    row = Enrolment(id="e", programme="x", start=FIRST, **fields)
    return attrs.evolve(case, enrolments=(row,))


def after(case: Case | None, act) -> Case:
    happened = decide(case, act, Context())

    assert not isinstance(happened, Refusal), happened
    return replay_on(case, happened)


def replay_on(case: Case | None, happened) -> Case:
    for one in happened:
        case = evolve(case, one)
    assert case is not None
    return case


def rule(case: Case | None, act, context: Context | None = None) -> str | None:
    outcome = decide(case, act, context or Context())
    return outcome.rule if isinstance(outcome, Refusal) else None


@pytest.mark.parametrize(
    "kind",
    [
        ActorKind.PARTICIPANT,
        ActorKind.REPRESENTATIVE,
        ActorKind.PEER_WORKER,
        ActorKind.UNKNOWN,
    ],
)
@pytest.mark.parametrize("who", ["p", "another"])
def test_nobody_but_the_service_makes_a_case_of_anybody(
    kind: ActorKind, who: str
) -> None:
    source = Actor(kind=kind, id=who)
    act = CaseOpened(
        id="c", participant=Participant(id="p"), on=FIRST, **(WHO | {"source": source})
    )

    assert "voice.service" == rule(None, act)


@pytest.mark.parametrize(
    "kind", [ActorKind.STAFF, ActorKind.ORGANISATION, ActorKind.SYSTEM]
)
def test_the_service_opens_a_case(kind: ActorKind) -> None:
    source = Actor(kind=kind, id="s")
    act = CaseOpened(
        id="c", participant=Participant(id="p"), on=FIRST, **(WHO | {"source": source})
    )

    assert rule(None, act) is None


def test_an_opened_case_has_its_participant_unit_languages_and_first_day() -> None:
    person = Participant(id="p", languages=("se", "nb"))
    act = CaseOpened(id="c", participant=person, unit="u", on=FIRST, **WHO)

    expected = Case(id="c", participant=person, unit="u", period=Period(start=FIRST))

    assert expected == after(None, act)
    assert expected == replay([act])


def test_a_case_is_opened_once_and_before_anything_else() -> None:
    act = CaseOpened(id="c", participant=Participant(id="p"), on=FIRST, **WHO)

    assert "case.open-first" == rule(CASE, act)
    assert "case.open-first" == rule(None, CaseClosed(on=DAY, **WHO))


def test_a_case_is_closed_with_its_last_day_and_takes_the_plan_with_it() -> None:
    case = attrs.evolve(CASE, plan=PLAN)
    act = CaseClosed(on=DAY, **WHO)

    happened = decide(case, act, Context())

    assert (act, PlanEnded(on=DAY, **WHO)) == happened
    assert DAY == after(case, act).period.last_day
    assert DAY == after(case, act).plan.period.last_day


def test_a_plan_that_was_to_begin_after_the_end_holds_no_day() -> None:
    plan = attrs.evolve(PLAN, period=Period(start=LATER))
    case = attrs.evolve(CASE, plan=plan)

    assert (
        Period(start=LATER, end=LATER)
        == after(case, CaseClosed(on=DAY, **WHO)).plan.period
    )


def test_a_plan_that_ended_before_keeps_its_end() -> None:
    ended = attrs.evolve(PLAN, period=Period.through(FIRST, FIRST))
    case = attrs.evolve(CASE, plan=ended)

    assert ended == after(case, CaseClosed(on=DAY, **WHO)).plan


@pytest.mark.parametrize("source", OTHERS)
def test_only_the_service_closes_reopens_and_transfers(source: Actor) -> None:
    who = WHO | {"source": source}
    rules = [
        rule(CASE, CaseClosed(on=DAY, **who)),
        rule(closed(), CaseReopened(on=LATER, **who)),
        rule(CASE, CaseTransferred(on=DAY, unit="v", **who)),
    ]

    assert ["voice.not-own-side"] * 3 == rules


def test_a_case_with_an_open_enrolment_is_not_closed() -> None:
    outcome = decide(with_enrolment(), CaseClosed(on=DAY, **WHO), Context())

    assert isinstance(outcome, Refusal)
    assert "case.open-enrolment" == outcome.rule
    assert ("exited",) == outcome.permitted


def test_an_enrolment_registered_in_error_does_not_keep_a_case_open() -> None:
    case = with_enrolment(registered_in_error=True)

    assert DAY == after(case, CaseClosed(on=DAY, **WHO)).period.last_day


def test_a_case_is_closed_after_its_last_exit_too() -> None:
    case = with_enrolment(exit=LEFT)

    assert LATER == after(case, CaseClosed(on=LATER, **WHO)).period.last_day
    assert "case.before-exit" == rule(case, CaseClosed(on=FIRST, **WHO))


def test_a_case_is_not_closed_twice_or_before_it_began() -> None:
    before = CaseClosed(on=date(2026, 1, 4), **WHO)

    assert "case.closed" == rule(closed(), CaseClosed(on=LATER, **WHO))
    assert "row.not-begun" == rule(CASE, before)


def test_the_last_day_of_the_calendar_ends_no_case() -> None:
    assert "case.valid" == rule(CASE, CaseClosed(on=date.max, **WHO))


def test_a_reopened_case_goes_on_with_its_plan() -> None:
    case = attrs.evolve(CASE, plan=PLAN)
    shut = after(case, CaseClosed(on=DAY, **WHO))

    happened = decide(shut, CaseReopened(on=LATER, **WHO), Context())

    assert (CaseReopened(on=LATER, **WHO), PlanResumed(on=LATER, **WHO)) == happened
    assert case == replay_on(shut, happened)


def test_a_reopened_case_whose_enrolments_have_ended_has_no_running_plan() -> None:
    ended = attrs.evolve(PLAN, period=Period.through(FIRST, DAY))
    case = attrs.evolve(with_enrolment(exit=LEFT), plan=ended)

    again = after(closed(case, LATER), CaseReopened(on=LATER, **WHO))

    assert case == again


def test_a_case_is_reopened_when_it_is_closed_and_not_before() -> None:
    assert "case.not-closed" == rule(CASE, CaseReopened(on=DAY, **WHO))
    assert "case.before-closing" == rule(closed(), CaseReopened(on=FIRST, **WHO))
    assert CASE == after(closed(), CaseReopened(on=DAY, **WHO))


def test_a_transferred_case_is_another_units_and_keeps_its_rows() -> None:
    case = with_enrolment(exit=LEFT)

    assert attrs.evolve(case, unit="v") == after(
        case, CaseTransferred(on=LATER, unit="v", **WHO)
    )


def test_a_case_is_not_transferred_to_its_own_unit_or_when_it_is_closed() -> None:
    early = CaseTransferred(on=date(2026, 1, 4), unit="v", **WHO)

    assert "case.same-unit" == rule(CASE, CaseTransferred(on=DAY, unit="u", **WHO))
    assert "case.closed" == rule(closed(), CaseTransferred(on=DAY, unit="v", **WHO))
    assert "row.not-begun" == rule(CASE, early)


def test_a_plan_ends_by_itself_only_when_its_course_is_over() -> None:
    running = attrs.evolve(CASE, plan=PLAN)
    act = PlanEnded(on=DAY, **WHO)

    assert "plan.not-running" == rule(CASE, act)
    assert "plan.course-goes-on" == rule(running, act)
    assert "plan.course-goes-on" == rule(with_enrolment(running), act)
    assert DAY == after(with_enrolment(running, exit=LEFT), act).plan.period.last_day


def test_a_plan_that_has_ended_goes_on_while_the_case_does() -> None:
    ended = attrs.evolve(PLAN, period=Period.through(FIRST, DAY))
    case = attrs.evolve(CASE, plan=ended)
    act = PlanResumed(on=LATER, **WHO)

    assert PLAN == after(case, act).plan
    assert "plan.not-ended" == rule(CASE, act)
    assert "plan.not-ended" == rule(attrs.evolve(CASE, plan=PLAN), act)
    assert "row.not-begun" == rule(case, PlanResumed(on=date(2026, 1, 4), **WHO))
    assert "case.after-exit" == rule(with_enrolment(case, exit=LEFT), act)
