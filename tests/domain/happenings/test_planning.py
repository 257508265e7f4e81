from __future__ import annotations

import sys
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.domain.concepts import Answer, Party, Proposer
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.happenings import Act
from brukermedvirkning.domain.happenings.planning import (
    OtherPlanJoined,
    OtherPlanNoted,
    PlanMadeAvailable,
    PlanReviewed,
)
from brukermedvirkning.domain.ownership import POLICIES, TOGETHER, Ownership
from brukermedvirkning.domain.period import Period

sys.path.append(str(Path(__file__).parent))

from plan_life import (
    BEFORE,
    CASE,
    DAY,
    FIRST,
    GUARDIAN,
    IMPOSTOR,
    NEXT,
    STAFF,
    act,
    after,
    erroneous,
    left,
    rule,
    started,
)

PLANNED = after(CASE, started())
SHARED = act(PlanMadeAvailable, STAFF, on=NEXT)
NOTED = act(OtherPlanNoted, STAFF, other_plan="o", period=Period(start=FIRST))
JOINED = act(OtherPlanJoined, STAFF, other_plan="o")


def reviewed(source=STAFF, **fields) -> PlanReviewed:
    values = {"review": "v", "participant_present": Answer.YES} | fields
    return act(PlanReviewed, source, **values)


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda policy: policy.id)
def test_a_plan_starts_under_the_policy_in_force(policy: Ownership) -> None:
    plan = after(CASE, started(policy), policy=policy).plan

    assert plan is not None
    assert (policy.id, Period(start=DAY)) == (plan.policy, plan.period)
    assert plan.available_on is None


def test_a_case_has_one_plan_under_one_policy() -> None:
    assert rule(PLANNED, attrs.evolve(started(), plan="q")) == "plan.one"
    assert rule(CASE, started(), TOGETHER) == "plan.policy"
    assert rule(CASE, attrs.evolve(started(), plan="e")) == "row.id-taken"
    assert rule(CASE, attrs.evolve(started(), on=BEFORE)) == "row.not-begun"
    assert rule(CASE, attrs.evolve(started(), source=IMPOSTOR)) == "voice.mandate"
    assert rule(left(CASE), started()) == "case.after-exit"


def test_the_first_day_on_which_the_plan_could_be_read_is_kept() -> None:
    case = after(PLANNED, SHARED)

    assert case.plan is not None
    assert NEXT == case.plan.available_on
    assert rule(case, SHARED) == "plan.available"


def test_a_plan_may_still_be_made_available_after_an_exit() -> None:
    assert rule(left(PLANNED), SHARED) is None


@pytest.mark.parametrize("asked", [SHARED, reviewed(), JOINED])
def test_without_a_plan_nothing_happens_to_it(asked: Act) -> None:
    assert rule(after(CASE, NOTED), asked) == "plan.none"
    assert rule(PLANNED, attrs.evolve(asked, on=FIRST)) == "row.not-begun"
    assert rule(PLANNED, attrs.evolve(asked, source=IMPOSTOR)) == "voice.mandate"


def test_a_review_says_whether_the_participant_was_there_and_who_changed_the_plan() -> (
    None
):
    by_both = reviewed(
        by=STAFF,
        source=GUARDIAN,
        changed_by=(Party.SERVICE,),
        next_on=NEXT,
        unit="jobcentre",
    )
    (row,) = after(PLANNED, by_both).reviews

    assert row.participant_present is Answer.YES
    assert row.changer is Proposer.OTHERS
    assert (DAY, NEXT, "jobcentre") == (row.on, row.next_on, row.unit)
    assert by_both.recorded == row.recorded


def test_to_be_there_is_not_to_have_changed_the_plan_or_to_agree() -> None:
    case = after(PLANNED, reviewed())
    claimed = reviewed(changed_by=(Party.PARTICIPANT, Party.SERVICE))

    assert case.reviews[0].changer is Proposer.UNKNOWN
    assert case.stances == ()
    assert rule(PLANNED, claimed) == "voice.claimed"


def test_a_review_belongs_to_a_plan_that_runs_and_a_contact_that_is_there() -> None:
    contact = Contact(id="k", on=DAY)
    met = attrs.evolve(PLANNED, contacts=(contact,))
    assert PLANNED.plan is not None
    ended = attrs.evolve(PLANNED.plan, period=Period(start=FIRST, end=DAY))

    assert rule(PLANNED, reviewed(contact="k")) == "row.not-there"
    assert rule(met, reviewed(contact="k")) is None
    assert rule(erroneous(met, "contacts"), reviewed(contact="k")) == "row.in-error"
    assert rule(attrs.evolve(PLANNED, plan=ended), reviewed()) == "plan.not-running"
    assert rule(PLANNED, reviewed(review="e")) == "row.id-taken"
    assert rule(left(PLANNED), reviewed()) == "case.after-exit"


def test_a_review_before_the_end_of_an_ended_plan_may_be_written_down_later() -> None:
    assert PLANNED.plan is not None
    ended = attrs.evolve(PLANNED.plan, period=Period(start=FIRST, end=NEXT))

    assert rule(attrs.evolve(PLANNED, plan=ended), reviewed()) is None


def test_another_plan_is_noted_and_joined_into_the_one_plan() -> None:
    case = after(PLANNED, NOTED)
    (before,), (row,) = case.other_plans, after(case, JOINED).other_plans

    assert before.joined_into_this is Answer.UNKNOWN
    assert row.joined_into_this is Answer.YES
    assert Period(start=FIRST) == row.period
    assert NOTED.recorded == row.recorded


def test_another_plan_is_not_noted_twice_or_joined_twice() -> None:
    case = after(PLANNED, attrs.evolve(NOTED, period=Period(start=NEXT)))

    assert rule(case, NOTED) == "row.id-taken"
    assert rule(CASE, attrs.evolve(NOTED, source=IMPOSTOR)) == "voice.mandate"
    assert rule(PLANNED, JOINED) == "row.not-there"
    assert rule(case, JOINED) == "row.not-begun"
    later = attrs.evolve(JOINED, on=NEXT)
    assert rule(after(case, later), later) == "other-plan.joined"
