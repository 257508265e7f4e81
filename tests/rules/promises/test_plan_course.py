"""The plan: open to the participant, one, looked at again, and followed up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import Answer, ExitCategory, Role
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.organisation import Responsibility, ResponsibilityLevel
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, OtherPlan, PlanReview
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import ItemRef, Outcome, ParameterUse
from brukermedvirkning.rules.promises.plan_course import (
    PLAN_NOBODY_FOLLOWS_UP,
    PLAN_NOT_AVAILABLE,
    PLAN_NOT_REVIEWED,
    PLAN_NOT_SINGLE,
    RULES,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
LIMIT = 14
LEAD = Coded(concept=Role.REHABILITATION_LEAD)
CHAIN = (
    Responsibility(level=ResponsibilityLevel.PLAN, role=LEAD),
    Responsibility(
        level=ResponsibilityLevel.SUBGOALS, role=Coded(concept=Role.WORK_SUPERVISOR)
    ),
)
PROGRAMME = Programme(
    id="p",
    name="a programme",
    period=Period(),
    time_zone="Europe/Oslo",
    promises=(Promise.PLAN_SINGLE,),
    chain=CHAIN,
)


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def days(start: int | None, end: int | None = None) -> Period:
    return Period(
        start=None if start is None else day(start),
        end=None if end is None else day(end),
    )


def plan(
    start: int | None = 0, end: int | None = None, available: int | None = None
) -> ActionPlan:
    shown = None if available is None else day(available)
    return ActionPlan(id="plan", period=days(start, end), available_on=shown)


PLAN = plan()


def facts(
    here: ActionPlan | None = PLAN,
    *,
    on: int = LIMIT + 1,
    left: int | None = None,
    start: int | None = 0,
    programme: Programme | None = PROGRAMME,
    origin: Origin | None = None,
    **rows: Any,
) -> Facts:
    other = Coded(concept=ExitCategory.OTHER)
    enrolment = Enrolment(
        id="e",
        programme="p",
        start=None if start is None else day(start),
        exit=None if left is None else ProgrammeExit(on=day(left), category=other),
    )
    case = Case(
        id="c",
        participant=Participant(id="person"),
        plan=here,
        enrolments=(enrolment,),
        origin=origin or Origin(),
        **{name: in_order(some) for name, some in rows.items()},
    )
    figures = {
        name: ParameterUse(id=name, value=LIMIT, level="core", source="a test")
        for rule in RULES
        for name in rule.uses
    }
    return Facts(
        on=day(on),
        case=case,
        enrolment=enrolment,
        programme=programme,
        parameters=figures,
    )


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[str]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [path for one in verdict.cannot_tell for path in one.missing]


def without(*paths: str) -> Origin:
    left = tuple(path for path in every_path() if path not in paths)
    return Origin(carries=Carries(paths=left))


NOT_THERE = [None, plan(0, LIMIT + 1), plan(None, LIMIT + 1), plan(LIMIT + 2)]


def other_plan(
    start: int | None = 0, end: int | None = None, joined: Answer = Answer.NO
) -> OtherPlan:
    return OtherPlan(id="o", period=days(start, end), joined_into_this=joined)


OTHER = {"other_plans": (other_plan(),)}


@pytest.mark.parametrize("here", NOT_THERE, ids=["none", "over", "over too", "later"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_only_a_plan_that_runs_is_asked_about(
    rule: Rule, here: ActionPlan | None
) -> None:
    assert outcome(rule, facts(here, **OTHER)) is Outcome.KEPT


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_is_broken_the_day_after_its_days(rule: Rule) -> None:
    last, after = facts(on=LIMIT, **OTHER), facts(**OTHER)
    (finding,) = examine(rule, after).findings

    assert outcome(rule, last) is Outcome.KEPT
    assert (finding.since, finding.params) == (day(LIMIT), {"days": LIMIT})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_is_found_is_the_plan_or_the_one_beside_it(rule: Rule) -> None:
    (finding,) = examine(rule, facts(**OTHER)).findings
    (cannot_tell,) = examine(rule, facts(plan(None), **OTHER)).cannot_tell
    here = ItemRef(kind="plan", id="plan")
    beside = ItemRef(kind="other_plan", id="o")

    assert finding.items == ((beside if rule is PLAN_NOT_SINGLE else here),)
    assert cannot_tell.items == finding.items


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_plan_of_unknown_start_cannot_be_told(rule: Rule) -> None:
    assert missing(rule, facts(plan(None), **OTHER)) == ["plan.period"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_nothing_is_asked_after_the_participant_left(rule: Rule) -> None:
    assert outcome(rule, facts(left=LIMIT, **OTHER)) is Outcome.KEPT


# Available


@pytest.mark.parametrize(
    ("available", "expected"),
    [(0, Outcome.KEPT), (LIMIT + 1, Outcome.KEPT), (LIMIT + 2, Outcome.BROKEN)],
)
def test_a_plan_that_can_be_read_by_now_is_available(
    available: int, expected: Outcome
) -> None:
    assert outcome(PLAN_NOT_AVAILABLE, facts(plan(available=available))) is expected


def test_a_source_that_has_no_place_for_availability_cannot_tell() -> None:
    given = facts(origin=without("plan.available_on"))

    assert missing(PLAN_NOT_AVAILABLE, given) == ["plan.available_on"]


# One plan


@pytest.mark.parametrize("joined", [Answer.NO, Answer.PARTLY])
def test_a_plan_that_is_not_joined_in_whole_is_another_one(joined: Answer) -> None:
    (finding,) = examine(
        PLAN_NOT_SINGLE, facts(other_plans=(other_plan(joined=joined),))
    ).findings

    assert finding.items == (ItemRef(kind="other_plan", id="o"),)


@pytest.mark.parametrize(
    "row",
    [
        other_plan(joined=Answer.YES),
        other_plan(0, LIMIT + 1),
        other_plan(LIMIT + 2),
        other_plan(1),
        attrs.evolve(other_plan(), registered_in_error=True),
    ],
    ids=["joined", "over", "later", "new", "in error"],
)
def test_these_plans_do_not_run_beside_it(row: OtherPlan) -> None:
    assert outcome(PLAN_NOT_SINGLE, facts(other_plans=(row,))) is Outcome.KEPT


def test_a_plan_that_was_joined_hides_no_other() -> None:
    joined = attrs.evolve(other_plan(joined=Answer.YES), id="a")
    (finding,) = examine(
        PLAN_NOT_SINGLE, facts(other_plans=(joined, other_plan()))
    ).findings

    assert finding.items == (ItemRef(kind="other_plan", id="o"),)


@pytest.mark.parametrize("joined", [Answer.UNKNOWN, Answer.NOT_ASKED])
def test_whether_it_was_joined_may_not_be_known(joined: Answer) -> None:
    verdict = examine(PLAN_NOT_SINGLE, facts(other_plans=(other_plan(joined=joined),)))

    assert [(one.missing, one.items) for one in verdict.cannot_tell] == [
        (
            ("other_plan.joined_into_this",),
            (ItemRef(kind="other_plan", id="o"),),
        )
    ]


def test_another_plan_of_unknown_days_cannot_be_told() -> None:
    given = facts(other_plans=(other_plan(None),))

    assert missing(PLAN_NOT_SINGLE, given) == ["other_plan.period"]


def test_only_who_was_promised_one_plan_is_asked_about() -> None:
    other = attrs.evolve(PROGRAMME, promises=())

    assert (
        outcome(PLAN_NOT_SINGLE, facts(programme=other, **OTHER))
        is Outcome.DOES_NOT_APPLY
    )


# Reviewed


def review(on: int, present: Answer = Answer.YES) -> PlanReview:
    return PlanReview(id=f"r{on}", on=day(on), participant_present=present)


@pytest.mark.parametrize("present", [Answer.YES, Answer.PARTLY])
def test_the_days_begin_anew_with_a_review(present: Answer) -> None:
    rows = (review(1, present),)
    last = facts(on=LIMIT + 1, reviews=rows)
    (finding,) = examine(PLAN_NOT_REVIEWED, facts(on=LIMIT + 2, reviews=rows)).findings

    assert outcome(PLAN_NOT_REVIEWED, last) is Outcome.KEPT
    assert finding.since == day(LIMIT + 1)


def test_a_review_before_the_plan_began_gives_no_more_time() -> None:
    rows = (review(1),)
    given = facts(plan(2), on=LIMIT + 3, reviews=rows)
    (finding,) = examine(PLAN_NOT_REVIEWED, given).findings

    assert finding.since == day(LIMIT + 2)


def test_after_a_review_the_first_day_of_the_plan_need_not_be_known_for_a_while() -> (
    None
):
    rows = (review(1),)

    assert outcome(PLAN_NOT_REVIEWED, facts(plan(None), reviews=rows)) is Outcome.KEPT
    assert missing(
        PLAN_NOT_REVIEWED, facts(plan(None), on=LIMIT + 2, reviews=rows)
    ) == ["plan.period"]


def test_a_review_without_the_participant_is_none() -> None:
    given = facts(reviews=(review(9, Answer.NO),))

    assert outcome(PLAN_NOT_REVIEWED, given) is Outcome.BROKEN


@pytest.mark.parametrize("present", [Answer.UNKNOWN, Answer.NOT_ASKED])
def test_whether_the_participant_was_there_may_not_be_known(present: Answer) -> None:
    verdict = examine(PLAN_NOT_REVIEWED, facts(reviews=(review(1, present),)))

    assert [(one.missing, one.items) for one in verdict.cannot_tell] == [
        (("review.participant_present",), (ItemRef(kind="review", id="r1"),))
    ]


def test_an_old_review_decides_nothing_whoever_was_there() -> None:
    given = facts(reviews=(review(0, Answer.UNKNOWN),))

    assert outcome(PLAN_NOT_REVIEWED, given) is Outcome.BROKEN


def test_reviews_before_the_days_of_the_source_cannot_be_told() -> None:
    given = facts(origin=Origin(known_from=day(1)))

    assert missing(PLAN_NOT_REVIEWED, given) == ["review"]


# Followed up


def member(
    start: int | None = 0, end: int | None = None, role: Role = Role.REHABILITATION_LEAD
) -> TeamMember:
    return TeamMember(id="t", period=days(start, end), role=Coded(concept=role))


def test_somebody_with_the_declared_role_follows_up_the_plan() -> None:
    assert outcome(PLAN_NOBODY_FOLLOWS_UP, facts(team=(member(),))) is Outcome.KEPT


@pytest.mark.parametrize(
    "row",
    [member(0, LIMIT + 1), member(LIMIT + 2), member(role=Role.WORK_SUPERVISOR)],
    ids=["over", "later", "another role"],
)
def test_these_members_do_not(row: TeamMember) -> None:
    assert outcome(PLAN_NOBODY_FOLLOWS_UP, facts(team=(row,))) is Outcome.BROKEN


@pytest.mark.parametrize(
    ("row", "path"),
    [
        (member(None), "team_member.period"),
        (member(role=Role.UNKNOWN), "team_member.role"),
    ],
)
def test_what_is_not_known_of_a_member_may_decide(row: TeamMember, path: str) -> None:
    assert missing(PLAN_NOBODY_FOLLOWS_UP, facts(team=(row,))) == [path]


def test_a_member_of_another_role_hides_nobody() -> None:
    other = attrs.evolve(member(role=Role.WORK_SUPERVISOR), id="a")

    assert (
        outcome(PLAN_NOBODY_FOLLOWS_UP, facts(team=(other, member()))) is Outcome.KEPT
    )


def test_what_decides_of_a_member_is_told_of_the_plan() -> None:
    verdict = examine(PLAN_NOBODY_FOLLOWS_UP, facts(team=(member(None),)))

    assert [one.items for one in verdict.cannot_tell] == [
        (ItemRef(kind="plan", id="plan"),)
    ]


def test_members_before_the_days_of_the_source_cannot_be_told() -> None:
    given = facts(origin=Origin(known_from=day(1)))

    assert missing(PLAN_NOBODY_FOLLOWS_UP, given) == ["team_member"]


def test_where_no_role_is_declared_nothing_is_asked() -> None:
    other = attrs.evolve(PROGRAMME, chain=CHAIN[1:])

    assert outcome(PLAN_NOBODY_FOLLOWS_UP, facts(programme=other)) is Outcome.KEPT


def test_a_declared_role_that_is_not_known_cannot_be_told() -> None:
    unknown = attrs.evolve(CHAIN[0], role=Coded(concept=Role.UNKNOWN))
    other = attrs.evolve(PROGRAMME, chain=(unknown,))
    given = facts(programme=other)

    assert missing(PLAN_NOBODY_FOLLOWS_UP, given) == ["programme.chain"]


def test_a_programme_that_is_not_known_cannot_be_told() -> None:
    given = facts(programme=None)

    assert missing(PLAN_NOBODY_FOLLOWS_UP, given) == ["enrolment.programme"]


TestPlanNotAvailable = rule_suite(
    PLAN_NOT_AVAILABLE,
    trips=(facts(), facts(plan(available=LIMIT + 2))),
    keeps=(facts(plan(available=3)), facts(left=3), facts(None)),
)

TestPlanNotSingle = rule_suite(
    PLAN_NOT_SINGLE,
    trips=(facts(**OTHER),),
    keeps=(facts(), facts(other_plans=(other_plan(joined=Answer.YES),))),
)

TestPlanNotReviewed = rule_suite(
    PLAN_NOT_REVIEWED,
    trips=(facts(), facts(reviews=(review(9, Answer.NO),))),
    keeps=(
        facts(reviews=(review(9),)),
        facts(reviews=(review(9), review(2))),
        facts(left=3),
    ),
)

TestPlanNobodyFollowsUp = rule_suite(
    PLAN_NOBODY_FOLLOWS_UP,
    trips=(facts(), facts(team=(member(0, LIMIT + 1),))),
    keeps=(facts(team=(member(),)), facts(left=3)),
)
