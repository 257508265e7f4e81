"""Knowing less of a case: every step is smaller knowledge, valid, and of the same case."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, collections
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    ConsentPurpose,
    ContactKind,
    ContactStatus,
    DecisionSubject,
    ExitCategory,
    FollowUpStatus,
    GoalStatus,
    InterventionKind,
    ItemKind,
    Party,
    Role,
    StanceAnswer,
    WhoCouldNot,
    WishAsked,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.decisions import Decision, Wish
from brukermedvirkning.domain.enrolments import (
    Enrolment,
    FollowUp,
    Introduction,
    ProgrammeExit,
)
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Goal, PlanReview, Stance, Wording
from brukermedvirkning.domain.rights import Complaint, Consent
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.testing.forgetting import STANDS_IN, every_path, forgettings
from brukermedvirkning.testing.strategies import cases

DAY = date(2026, 1, 1)
SINCE = Period(start=DAY)


def case(**rows: Any) -> Case:
    return Case(id="c", participant=Participant(id="person"), **rows)


def less(whole: Case) -> dict[str, Case]:
    return {forgotten.what: forgotten.case for forgotten in forgettings(whole)}


@settings(max_examples=15)
@given(cases(max_rows=2))
def test_every_step_forgets_something_and_changes_nothing_else(whole: Case) -> None:
    for forgotten in forgettings(whole):
        found = forgotten.case

        assert found != whole, forgotten.what
        assert (found.id, found.participant) == (whole.id, whole.participant)
        for name in collections():
            before = {row.id for row in getattr(whole, name)}
            assert {row.id for row in getattr(found, name)} <= before, forgotten.what


@settings(max_examples=15)
@given(cases(max_rows=2))
def test_no_step_makes_the_source_carry_more(whole: Case) -> None:
    before = whole.origin.carries
    carried = [forgotten.case.origin.carries for forgotten in forgettings(whole)]

    assert [one for one in carried if not all(map(before.can, one.paths))] == []


def test_every_path_but_those_with_a_stand_in_or_of_need_is_forgotten() -> None:
    forgotten = {
        what.removeprefix("the path ")
        for what in less(case())
        if what.startswith("the path")
    }
    kept = set(every_path()) - forgotten
    required = {
        f"{kind.kind}.{field.name}"
        for kind in collections().values()
        for field in attrs.fields(kind)
        if field.default is attrs.NOTHING
    }

    assert set(STANDS_IN) <= kept
    assert kept - set(STANDS_IN) <= required


def test_a_source_that_carries_everything_is_written_out_less_one_path() -> None:
    carries = less(case())["the path contact.form"].origin.carries

    assert set(every_path()) - set(carries.paths) == {"contact.form"}


def test_only_what_the_source_carries_is_forgotten() -> None:
    few = case(origin=Origin(carries=Carries(paths=("contact", "contact.form"))))

    assert set(less(few)) == {"the path contact", "the path contact.form"}


def test_a_kind_is_forgotten_with_its_fields_and_its_rows() -> None:
    whole = case(contacts=(Contact(id="k", on=DAY),))
    found = less(whole)["the path contact"]

    assert found.contacts == ()
    assert not [p for p in found.origin.carries.paths if p.startswith("contact")]


def test_a_field_is_emptied_in_every_row() -> None:
    rows = (
        Contact(id="k", on=DAY, messages=2),
        Contact(id="l", on=DAY, messages=3),
    )
    found = less(case(contacts=rows))["the path contact.messages"]

    assert [row.messages for row in found.contacts] == [None, None]


def test_a_status_is_forgotten_with_what_is_said_of_it() -> None:
    missed = Contact(
        id="k",
        on=DAY,
        status=ContactStatus.NOT_HELD,
        who_could_not=WhoCouldNot.PARTICIPANT,
    )
    found = less(case(contacts=(missed,)))

    assert found["the path contact.status"].contacts == (Contact(id="k", on=DAY),)
    assert found["contacts[k].status and what goes with it"].contacts == (
        Contact(id="k", on=DAY),
    )


def test_rows_are_sorted_again_when_their_day_is_not_known() -> None:
    rows = tuple(
        Intervention(
            id=name,
            period=Period(start=day),
            measure=Coded(concept=InterventionKind.EDUCATION),
        )
        for name, day in (("a", DAY), ("b", date(2026, 2, 1)))
    )
    found = less(case(interventions=rows))["interventions[b].period.start"]

    assert [row.id for row in found.interventions] == ["b", "a"]


def test_a_coded_value_is_forgotten_with_and_without_its_code() -> None:
    found = Coded(
        concept=ContactKind.CONVERSATION, code=Code(scheme="x", code="samtale")
    )
    steps = less(case(contacts=(Contact(id="k", on=DAY, nature=found),)))

    assert [
        steps[what].contacts[0].nature
        for what in ("contacts[k].nature", "contacts[k].nature.concept")
    ] == [
        Coded(concept=ContactKind.UNKNOWN),
        Coded(concept=ContactKind.UNKNOWN, code=found.code),
    ]


def test_each_party_of_several_may_be_forgotten() -> None:
    goal = Goal(
        id="g",
        wordings=(Wording(version=1, text="a goal"),),
        proposed_by=(Party.PARTICIPANT, Party.SERVICE),
        status=GoalStatus.CURRENT,
    )
    steps = less(case(goals=(goal,)))

    assert steps["goals[g].proposed_by.1"].goals[0].proposed_by == (
        Party.PARTICIPANT,
        Party.UNKNOWN,
    )


def test_a_start_is_forgotten_alone_and_with_the_first_day_of_attendance() -> None:
    row = Enrolment(id="e", programme="p", start=DAY, attended_from=DAY)
    steps = less(case(enrolments=(row,)))

    assert [
        (found.start, found.attended_from)
        for found in (
            steps["enrolments[e].start"].enrolments[0],
            steps["enrolments[e].start and attended_from"].enrolments[0],
        )
    ] == [(None, DAY), (None, None)]


def test_the_days_and_the_load_that_none_says_are_not_known_are_forgotten() -> None:
    whole = case(
        period=SINCE,
        plan=ActionPlan(id="plan", period=SINCE),
        introductions=(Introduction(id="i", on=DAY),),
        interventions=(
            Intervention(
                id="m",
                period=SINCE,
                measure=Coded(concept=InterventionKind.UNKNOWN),
                weekly_minutes=60,
                fits_own_interest=Answer.UNKNOWN,
            ),
        ),
    )
    values = {what for what in less(whole) if not what.startswith("the path")}

    assert values == {
        "period.start",
        "plan.period.start",
        "introductions[i].on",
        "interventions[m].period.start",
        "interventions[m].weekly_minutes",
    }


def test_what_none_means_something_else_in_is_not_forgotten() -> None:
    left = ProgrammeExit(on=DAY, category=Coded(concept=ExitCategory.UNKNOWN))
    row = Enrolment(id="e", programme="p", exit=attrs.evolve(left))
    introduced = Introduction(id="i", enrolment="e", acknowledged_on=DAY)
    whole = case(enrolments=(row,), introductions=(introduced,))
    values = {what for what in less(whole) if not what.startswith("the path")}

    assert values == {"enrolments[e].exit.stance"}


# What goes along


def test_rows_about_what_is_gone_go_along() -> None:
    whole = case(
        goals=(Goal(id="g", wordings=(Wording(version=1, text="a goal"),)),),
        stances=(
            Stance(
                id="s",
                on=DAY,
                item_kind=ItemKind.GOAL,
                item="g",
                party=Party.SERVICE,
                answer=StanceAnswer.AGREES,
            ),
        ),
        complaints=(Complaint(id="x", on=DAY, item_kind=ItemKind.GOAL, item="g"),),
        decisions=(Decision(id="d", item_kind=ItemKind.GOAL, item="g"),),
    )
    found = less(whole)["the path goal"]

    assert (found.goals, found.stances, found.complaints) == ((), (), ())
    assert found.decisions == (Decision(id="d"),)


def test_a_decision_about_a_plan_outlives_it() -> None:
    whole = case(
        plan=ActionPlan(id="plan", period=SINCE),
        decisions=(
            Decision(
                id="d",
                subject=Coded(concept=DecisionSubject.PLAN),
                item_kind=ItemKind.PLAN,
                item="plan",
            ),
        ),
        complaints=(Complaint(id="x", on=DAY, item_kind=ItemKind.PLAN),),
    )
    found = less(whole)["the path plan"]

    assert (found.plan, found.decisions[0].item, len(found.complaints)) == (
        None,
        None,
        1,
    )


def test_follow_ups_go_with_their_enrolment_and_other_rows_only_forget_it() -> None:
    whole = case(
        enrolments=(Enrolment(id="e", programme="p"),),
        follow_ups=(
            FollowUp(id="f", on=DAY, enrolment="e", status=FollowUpStatus.IN_WORK),
        ),
        introductions=(Introduction(id="i", enrolment="e"),),
        reviews=(PlanReview(id="r", on=DAY),),
    )
    found = less(whole)["the path enrolment"]

    assert (found.follow_ups, found.introductions) == ((), (Introduction(id="i"),))


REPRESENTED = case(
    team=(TeamMember(id="t", period=SINCE, role=Coded(concept=Role.REPRESENTATIVE)),),
    goals=(
        Goal(
            id="g",
            wordings=(Wording(version=1, text="a goal"),),
        ),
    ),
    stances=(
        Stance(
            id="s",
            on=DAY,
            item_kind=ItemKind.GOAL,
            item="g",
            party=Party.PARTICIPANT,
            answer=StanceAnswer.AGREES,
            by_representative="t",
        ),
    ),
    consents=(
        Consent(
            id="x",
            on=DAY,
            aim=Coded(concept=ConsentPurpose.RESEARCH),
            by_representative="t",
        ),
    ),
    decisions=(
        Decision(
            id="d", wish=Wish(asked=WishAsked.ASKED, words="yes", by_representative="t")
        ),
    ),
)


@pytest.mark.parametrize(
    "what",
    [
        "the path stance.by_representative",
        "the path team_member",
        "stances[s].party and what goes with it",
    ],
)
def test_without_the_representative_nobody_is_said_to_have_spoken(what: str) -> None:
    (found,) = less(REPRESENTED)[what].stances

    assert (found.party, found.by_representative) == (Party.UNKNOWN, None)


def test_without_the_team_a_representatives_wish_and_consent_are_not_known() -> None:
    found = less(REPRESENTED)["the path team_member"]

    assert (found.consents, found.decisions[0].wish) == (
        (),
        Wish(asked=WishAsked.UNKNOWN),
    )


def test_a_consent_by_a_representative_is_never_taken_for_the_participants() -> None:
    assert less(REPRESENTED)["the path consent.by_representative"].consents == ()


def test_an_introduction_to_an_enrolment_in_error_is_never_taken_for_another() -> None:
    whole = case(
        enrolments=(Enrolment(id="e", programme="p", registered_in_error=True),),
        introductions=(Introduction(id="i", enrolment="e", covers_role=Answer.YES),),
    )

    assert less(whole)["the path introduction.enrolment"].introductions == ()
