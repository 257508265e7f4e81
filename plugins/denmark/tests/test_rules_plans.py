"""What Min Plan holds, when a plan is made, and with whose consent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from national_facts import enrolled, facts, programme, said, without

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Area,
    BenefitKind,
    ConsentPurpose,
    GoalKind,
    GoalStatus,
    InterventionKind,
    InterventionStatus,
    PlanKind,
)
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import (
    ActionPlan,
    Goal,
    OtherPlan,
    PlanReview,
    Wording,
)
from brukermedvirkning.domain.rights import Consent
from brukermedvirkning.testing.rule_suite import rule_suite
from brukermedvirkning_denmark.rules.content import LACKS_CONTENT
from brukermedvirkning_denmark.rules.law import ACT_2019, AMENDED_2023
from brukermedvirkning_denmark.rules.plans import (
    AFTER_MEASURE,
    INTEGRATED_WITHOUT_CONSENT,
)

CONTENT, AFTER, CONSENT = LACKS_CONTENT, AFTER_MEASURE, INTEGRATED_WITHOUT_CONSENT
UNSAID = ["enrolment.eligibility"]
START = date(2021, 3, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


ON = day(60)


def plan(
    kind: PlanKind = PlanKind.MY_PLAN,
    start: date | None = START,
    end: date | None = None,
) -> ActionPlan:
    return ActionPlan(
        id="plan", period=Period(start=start, end=end), kind=Coded(concept=kind)
    )


def since(group: str | None = "6.2", **fields: Any) -> Any:
    return enrolled(group, **{"since": START, "start": START, **fields})


def goal(
    topic: GoalKind, status: GoalStatus = GoalStatus.CURRENT, row_id: str = "g"
) -> Goal:
    return Goal(
        id=row_id,
        wordings=(Wording(version=1, text="a goal"),),
        topic=Coded(concept=topic),
        status=status,
    )


def measure(
    kind: InterventionKind = InterventionKind.EDUCATION,
    *,
    area: Area = Area.EMPLOYMENT,
    start: date | None = START,
    end: date | None = None,
    status: InterventionStatus = InterventionStatus.RUNNING,
) -> Intervention:
    return Intervention(
        id="i",
        period=Period(start=start, end=end),
        measure=Coded(concept=kind),
        area=Coded(concept=area),
        status=status,
    )


WORK, EDUCATION = goal(GoalKind.WORK), goal(GoalKind.EDUCATION)


def about_content(group: str | None = "6.2", on: date = ON, **case: Any) -> Any:
    values = {"enrolment": since(group), "plan": plan(), "goals": (), **case}
    return facts(CONTENT, on, **values)


NO_JOB = [{"reason": "no_job_goal"}]
NO_GOAL = [{"reason": "no_job_or_education_goal"}]
UNSTABLE = [{"reason": "nothing_stabilising"}]


# What the plan holds


@pytest.mark.parametrize(
    ("group", "goals", "expected"),
    [
        ("6.2", (WORK,), "kept"),
        ("6.2", (EDUCATION,), NO_JOB),
        ("6.10", (), NO_JOB),
        ("6.3", (), NO_JOB + UNSTABLE),
        ("6.1", (EDUCATION,), "kept"),
        ("6.1", (), NO_GOAL),
        ("6.4", (WORK,), "kept"),
        ("6.5", (), NO_GOAL + UNSTABLE),
        ("6.6", (WORK,), UNSTABLE),
        ("6.11", (goal(GoalKind.HEALTH),), NO_GOAL),
    ],
)
def test_the_law_says_what_the_plan_of_each_group_holds(
    group: str, goals: tuple[Goal, ...], expected: object
) -> None:
    assert said(CONTENT, about_content(group, goals=goals)) == expected


def test_of_those_for_a_flexible_job_it_is_told_where_their_benefit_is() -> None:
    none = since("6.9", benefit=BenefitKind.NONE)

    assert said(CONTENT, about_content("6.9")) == UNSAID
    assert said(CONTENT, about_content(enrolment=none)) == "kept"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (goal(GoalKind.WORK, GoalStatus.PROPOSED), "kept"),
        (goal(GoalKind.WORK, GoalStatus.ACHIEVED), "kept"),
        (goal(GoalKind.WORK, GoalStatus.DROPPED), NO_JOB),
        (goal(GoalKind.WORK, GoalStatus.UNKNOWN), ["goal.status"]),
        (goal(GoalKind.UNKNOWN), ["goal.topic"]),
        (goal(GoalKind.UNKNOWN, GoalStatus.DROPPED), NO_JOB),
    ],
)
def test_a_goal_counts_unless_it_was_dropped(row: Goal, expected: object) -> None:
    assert said(CONTENT, about_content(goals=(row,))) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (measure(area=Area.HEALTH), "kept"),
        (measure(area=Area.SOCIAL), "kept"),
        (measure(InterventionKind.TREATMENT), "kept"),
        (measure(InterventionKind.MENTOR_SUPPORT), "kept"),
        (measure(area=Area.HEALTH, start=None), ["intervention.period"]),
        (measure(area=Area.UNKNOWN), ["intervention.area"]),
        (measure(InterventionKind.UNKNOWN), ["intervention.measure"]),
        (measure(), UNSTABLE),
    ],
)
def test_an_activity_may_stabilise(row: Intervention, expected: object) -> None:
    given = about_content("6.3", goals=(WORK,), interventions=(row,))

    assert said(CONTENT, given) == expected


def ended() -> dict[str, Any]:
    return {"goals": (WORK,), "interventions": (measure(end=day(9)),)}


NOT_FOLLOWED_UP = [{"reason": "no_follow_up", "end": day(9).isoformat()}]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"on": day(38)}, NOT_FOLLOWED_UP),
        ({"on": day(37)}, "kept"),
        ({"reviews": (PlanReview(id="r", on=day(9)),)}, "kept"),
        ({"reviews": (PlanReview(id="r", on=day(37)),)}, "kept"),
        ({"reviews": (PlanReview(id="r", on=day(38)),)}, NOT_FOLLOWED_UP),
        ({"reviews": (PlanReview(id="r", on=day(8)),)}, NOT_FOLLOWED_UP),
        ({"origin": without(known_from=day(10))}, ["review"]),
        ({"plan": plan(start=day(10))}, "kept"),
    ],
    ids=[
        "four weeks",
        "the last day",
        "a review on the day",
        "a review in time",
        "a review too late",
        "a review before",
        "a later log",
        "before the plan",
    ],
)
def test_a_measure_that_ended_is_followed_up(
    case: dict[str, Any], expected: object
) -> None:
    assert said(CONTENT, about_content(**{**ended(), **case})) == expected


def test_a_measure_that_ended_before_the_enrolment_is_let_be() -> None:
    given = about_content(
        **ended(), enrolment=since(start=day(10)), plan=plan(start=day(1))
    )

    assert said(CONTENT, given) == "kept"


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"plan": None}, "kept"),
        ({"plan": plan(PlanKind.CROSS_SECTOR_PLAN)}, "kept"),
        ({"plan": plan(PlanKind.UNKNOWN)}, ["plan.kind"]),
        ({"plan": plan(start=None)}, ["plan.period"]),
        ({"plan": plan(start=ON)}, "kept"),
        ({"plan": plan(end=day(1))}, "kept"),
        ({"group": None}, UNSAID),
        ({"enrolment": since(start=None)}, ["enrolment.start"]),
        ({"enrolment": since(left=day(9))}, "kept"),
        ({"enrolment": since(None), "under": programme("SE")}, "does_not_apply"),
        ({"origin": without("enrolment.exit")}, ["enrolment.exit"]),
    ],
    ids=[
        "no plan",
        "another plan",
        "perhaps another plan",
        "no day of the plan",
        "a plan of today",
        "a plan that is over",
        "no group",
        "no start",
        "after the exit",
        "another country",
        "no exits",
    ],
)
def test_only_min_plan_is_asked_and_only_while_it_runs(
    case: dict[str, Any], expected: object
) -> None:
    assert said(CONTENT, about_content(**case)) == expected


@pytest.mark.parametrize("on", [ACT_2019 - timedelta(days=1), AMENDED_2023])
def test_it_says_nothing_on_days_of_which_the_list_was_not_read(on: date) -> None:
    assert said(CONTENT, about_content(on=on)) == "does_not_apply"


# Before a measure starts


def about_measure(row: Intervention | None = None, **case: Any) -> Any:
    values = {"enrolment": since(), "interventions": (row or measure(),), **case}
    return facts(AFTER, ON, **values)


def elsewhere(start: date | None) -> OtherPlan:
    return OtherPlan(id="o", period=Period(start=start))


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({}, [{"reason": "none"}]),
        ({"plan": plan()}, "kept"),
        ({"plan": plan(start=day(1))}, [{"reason": "later"}]),
        ({"plan": plan(start=None)}, ["plan.period"]),
        ({"other_plans": (elsewhere(START),)}, "kept"),
        ({"other_plans": (elsewhere(day(1)),)}, [{"reason": "later"}]),
        ({"other_plans": (elsewhere(None),)}, ["other_plan.period"]),
        ({"origin": without("other_plan")}, ["other_plan"]),
        ({"row": measure(InterventionKind.TREATMENT)}, "kept"),
        ({"row": measure(InterventionKind.UNKNOWN)}, ["intervention.measure"]),
        ({"row": measure(start=None)}, ["intervention.period"]),
        (
            {"row": measure(start=None, status=InterventionStatus.PLANNED)},
            "kept",
        ),
        ({"row": measure(start=date(2019, 12, 31))}, "kept"),
        ({"enrolment": since(start=day(1))}, "kept"),
        ({"enrolment": since(start=None)}, ["enrolment.start"]),
        ({"enrolment": since(None)}, UNSAID),
        ({"enrolment": since(None), "under": programme("NO")}, "does_not_apply"),
    ],
    ids=[
        "no plan",
        "on the day",
        "a day later",
        "no day of the plan",
        "a plan elsewhere",
        "a later plan elsewhere",
        "no day of the plan elsewhere",
        "no place for plans elsewhere",
        "treatment",
        "perhaps treatment",
        "no day of the measure",
        "planned",
        "before the act",
        "before the enrolment",
        "no start",
        "no group",
        "another country",
    ],
)
def test_there_is_a_plan_before_an_employment_measure_starts(
    case: dict[str, Any], expected: object
) -> None:
    assert said(AFTER, about_measure(**case)) == expected


# Consent to a plan across sectors


def consent(
    aim: ConsentPurpose = ConsentPurpose.CROSS_SECTOR_PLAN,
    on: date = START,
    **fields: Any,
) -> Consent:
    return Consent(id="s", on=on, aim=Coded(concept=aim), **fields)


def about_consent(*given: Consent, **case: Any) -> Any:
    values = {"plan": plan(PlanKind.CROSS_SECTOR_PLAN), "consents": given, **case}
    return facts(CONSENT, ON, **values)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (about_consent(), [{}]),
        (about_consent(consent()), "kept"),
        (about_consent(consent(on=day(1))), [{}]),
        (about_consent(consent(on=day(-9), withdrawn_on=START)), [{}]),
        (about_consent(consent(on=day(-9), withdrawn_on=day(1))), "kept"),
        (about_consent(consent(ConsentPurpose.RESEARCH)), [{}]),
        (about_consent(consent(ConsentPurpose.UNKNOWN)), ["consent.aim"]),
        (about_consent(plan=None), "kept"),
        (about_consent(plan=plan()), "kept"),
        (about_consent(plan=plan(PlanKind.UNKNOWN)), ["plan.kind"]),
        (
            about_consent(plan=plan(PlanKind.CROSS_SECTOR_PLAN, None)),
            ["plan.period"],
        ),
        (
            about_consent(plan=plan(PlanKind.CROSS_SECTOR_PLAN, ON + timedelta(1))),
            "kept",
        ),
        (about_consent(origin=without(known_from=day(1))), ["consent"]),
        (about_consent(under=programme("NO")), "does_not_apply"),
        (about_consent(under=programme(None)), ["programme.country"]),
        (about_consent(known=False), ["enrolment.programme"]),
    ],
    ids=[
        "none",
        "given",
        "given later",
        "withdrawn before",
        "withdrawn later",
        "for something else",
        "perhaps for something else",
        "no plan",
        "another plan",
        "perhaps another plan",
        "no day of the plan",
        "a plan to come",
        "a later log",
        "another country",
        "no country",
        "no programme",
    ],
)
def test_a_plan_across_sectors_is_made_with_consent(
    given: Any, expected: object
) -> None:
    assert said(CONSENT, given) == expected


TestLacksContent = rule_suite(
    CONTENT,
    trips=(about_content(), about_content("6.3"), about_content(**ended())),
    keeps=(
        about_content(goals=(WORK,)),
        about_content(**ended(), reviews=(PlanReview(id="r", on=day(9)),)),
        about_content("6.3", goals=(WORK,), interventions=(measure(area=Area.HEALTH),)),
    ),
)
TestAfterMeasure = rule_suite(
    AFTER,
    trips=(about_measure(), about_measure(plan=plan(start=day(1)))),
    keeps=(about_measure(plan=plan()), about_measure(other_plans=(elsewhere(START),))),
)
TestIntegratedWithoutConsent = rule_suite(
    CONSENT, trips=(about_consent(),), keeps=(about_consent(consent()),)
)
