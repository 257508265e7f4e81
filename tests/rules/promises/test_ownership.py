"""Is the plan the participant's own: there, worded or agreed to, and proposed?"""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ExitCategory,
    GoalStatus,
    ItemKind,
    OfferAnswer,
    OfferKind,
    Party,
    Role,
    StanceAnswer,
)
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Goal, Stance, Wording
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.domain.requests import Offer
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import Cause, ItemRef, Outcome, ParameterUse
from brukermedvirkning.rules.promises.ownership import PLAN_NOT_OWNED
from brukermedvirkning.rules.rule import examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

START = date(2026, 1, 1)
DUE = date(2026, 1, 29)
TODAY = date(2026, 3, 1)
PARTICIPANT, SERVICE = (Party.PARTICIPANT,), (Party.SERVICE,)
PLAN = ActionPlan(id="plan", period=Period(start=START))
PROGRAMME = Programme(
    id="p",
    name="a programme",
    period=Period(),
    time_zone="Europe/Oslo",
    promises=(Promise.PLAN_OWNED,),
)
MEMBER = TeamMember(
    id="t", period=Period(start=START), role=Coded(concept=Role.REPRESENTATIVE)
)


def goal(
    row_id: str = "g",
    *,
    worded_by: tuple[Party, ...] = PARTICIPANT,
    proposed_by: tuple[Party, ...] = PARTICIPANT,
    status: GoalStatus = GoalStatus.CURRENT,
    **fields: Any,
) -> Goal:
    fields.setdefault(
        "wordings", (Wording(version=1, text="a goal", worded_by=worded_by),)
    )
    return Goal(id=row_id, proposed_by=proposed_by, status=status, **fields)


def stance(
    answer: StanceAnswer,
    day: int = 1,
    *,
    party: Party = Party.PARTICIPANT,
    version: int = 1,
    **fields: Any,
) -> Stance:
    return Stance(
        id=f"s{day}",
        on=date(2026, 2, day),
        item_kind=ItemKind.GOAL,
        item="g",
        version=version,
        party=party,
        answer=answer,
        **fields,
    )


THEIRS = goal(worded_by=SERVICE)


def facts(
    *goals: Goal,
    stances: tuple[Stance, ...] = (),
    on: date = TODAY,
    plan: ActionPlan | None = PLAN,
    enrolment: Enrolment | None = None,
    **case: Any,
) -> Facts:
    enrolment = enrolment or Enrolment(id="e", programme="p", start=START)
    whole = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=(enrolment,),
        plan=plan,
        goals=in_order(goals),
        stances=in_order(stances),
        team=(MEMBER,),
        **case,
    )
    use = ParameterUse(id="plan.due-days", value=28, level="core", source="a test")
    return Facts(
        on=on,
        case=whole,
        enrolment=enrolment,
        programme=PROGRAMME,
        parameters={use.id: use},
    )


def outcome(given: Facts) -> Outcome:
    return examine(PLAN_NOT_OWNED, given).outcome


def reasons(given: Facts) -> list[str]:
    return [f.params["reason"] for f in examine(PLAN_NOT_OWNED, given).findings]


def missing(given: Facts) -> list[str]:
    verdict = examine(PLAN_NOT_OWNED, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [path for one in verdict.cannot_tell for path in one.missing]


def without(*paths: str) -> Origin:
    return Origin(
        carries=Carries(paths=tuple(p for p in every_path() if p not in paths))
    )


def test_a_plan_with_a_goal_of_the_participants_own_keeps_it() -> None:
    assert outcome(facts(goal())) is Outcome.KEPT


def test_no_plan_breaks_it() -> None:
    verdict = examine(PLAN_NOT_OWNED, facts(plan=None))

    assert [(f.since, f.params) for f in verdict.findings] == [
        (DUE, {"reason": "no_plan"})
    ]


@pytest.mark.parametrize(
    ("on", "expected"),
    [(DUE, Outcome.KEPT), (date(2026, 1, 30), Outcome.BROKEN)],
)
def test_a_plan_is_due_on_the_last_of_its_days(on: date, expected: Outcome) -> None:
    assert outcome(facts(plan=None, on=on)) is expected


def test_the_days_are_counted_from_the_first_day_of_attendance() -> None:
    later = Enrolment(id="e", programme="p", start=START, attended_from=TODAY)

    assert outcome(facts(plan=None, enrolment=later)) is Outcome.KEPT


def test_an_unknown_first_day_cannot_be_told() -> None:
    unknown = Enrolment(id="e", programme="p")

    assert missing(facts(plan=None, enrolment=unknown)) == ["enrolment.start"]


def test_a_plan_that_has_ended_is_no_plan() -> None:
    ended = ActionPlan(id="plan", period=Period(start=START, end=TODAY))

    assert reasons(facts(goal(), plan=ended)) == ["no_plan"]


def test_a_plan_of_unknown_start_cannot_be_told() -> None:
    undated = ActionPlan(id="plan", period=Period())

    assert missing(facts(goal(), plan=undated)) == ["plan.period"]


def test_a_plan_without_any_goal_has_none_of_the_participants_own() -> None:
    assert reasons(facts()) == ["no_own_goal"]


def left(day: date) -> Enrolment:
    other = Coded(concept=ExitCategory.OTHER)
    return Enrolment(
        id="e",
        programme="p",
        start=START,
        exit=ProgrammeExit(on=day, category=other),
    )


def test_whoever_has_left_is_not_asked_about() -> None:
    given = facts(plan=None, enrolment=left(date(2026, 2, 28)))

    assert outcome(given) is Outcome.KEPT


def test_on_the_last_day_the_plan_is_asked_about() -> None:
    assert reasons(facts(plan=None, enrolment=left(TODAY))) == ["no_plan"]


def test_a_source_without_exits_cannot_tell_who_is_still_enrolled() -> None:
    assert missing(facts(plan=None, origin=without("enrolment.exit"))) == [
        "enrolment.exit"
    ]


# Declining


def offer(kind: OfferKind, answer: OfferAnswer, **fields: Any) -> Offer:
    return Offer(
        id="o",
        on=date(2026, 1, 5),
        nature=Coded(concept=kind),
        answer=answer,
        **fields,
    )


def test_who_declined_a_plan_has_none_to_own() -> None:
    declined = offer(OfferKind.PLAN, OfferAnswer.DECLINED)

    assert outcome(facts(plan=None, offers=(declined,))) is Outcome.KEPT


@pytest.mark.parametrize(
    "unsure",
    [
        offer(OfferKind.UNKNOWN, OfferAnswer.DECLINED),
        offer(OfferKind.PLAN, OfferAnswer.UNKNOWN),
    ],
    ids=["what was declined", "whether it was declined"],
)
def test_an_answer_that_is_not_known_cannot_be_told(unsure: Offer) -> None:
    assert missing(facts(plan=None, offers=(unsure,))) == ["offer.answer"]


def test_a_source_without_answers_to_offers_cannot_tell() -> None:
    unanswered = offer(OfferKind.PLAN, OfferAnswer.NOT_ANSWERED)
    given = facts(plan=None, offers=(unanswered,), origin=without("offer.answer"))

    assert missing(given) == ["offer.answer"]


@pytest.mark.parametrize(
    "other",
    [
        offer(OfferKind.PLAN, OfferAnswer.ACCEPTED),
        offer(OfferKind.PLAN, OfferAnswer.NOT_ANSWERED),
        offer(OfferKind.MENTOR, OfferAnswer.DECLINED),
        offer(OfferKind.PLAN, OfferAnswer.DECLINED, registered_in_error=True),
    ],
    ids=["accepted", "not answered", "another offer", "in error"],
)
def test_any_other_offer_excuses_nothing(other: Offer) -> None:
    assert reasons(facts(plan=None, offers=(other,))) == ["no_plan"]


# Agreement


def test_a_goal_worded_by_others_that_nobody_asked_about_breaks_it() -> None:
    (finding,) = examine(PLAN_NOT_OWNED, facts(THEIRS)).findings

    assert finding.params == {
        "reason": "not_agreed",
        "stance": StanceAnswer.NOT_ASKED,
    }


def test_a_goal_worded_by_others_that_the_participant_agrees_to_keeps_it() -> None:
    given = facts(THEIRS, stances=(stance(StanceAnswer.AGREES),))

    assert outcome(given) is Outcome.KEPT


@pytest.mark.parametrize(
    "answer",
    [
        StanceAnswer.AGREES_IN_PART,
        StanceAnswer.DISAGREES,
        StanceAnswer.UNDECIDED,
        StanceAnswer.WITHDRAWN,
        StanceAnswer.NOT_ASKED,
    ],
)
def test_anything_but_agreement_is_none(answer: StanceAnswer) -> None:
    assert reasons(facts(THEIRS, stances=(stance(answer),))) == ["not_agreed"]


@pytest.mark.parametrize("answer", [StanceAnswer.UNKNOWN, StanceAnswer.DECLINED_TO_SAY])
def test_an_answer_that_nobody_has_cannot_be_told(answer: StanceAnswer) -> None:
    assert missing(facts(THEIRS, stances=(stance(answer),))) == ["stance.answer"]


def test_the_last_stance_is_the_one_that_holds() -> None:
    stances = (stance(StanceAnswer.AGREES, 1), stance(StanceAnswer.WITHDRAWN, 2))

    assert reasons(facts(THEIRS, stances=stances)) == ["not_agreed"]


def test_a_stance_after_the_judged_day_does_not_count_yet() -> None:
    stances = (stance(StanceAnswer.AGREES, 1), stance(StanceAnswer.WITHDRAWN, 9))

    assert outcome(facts(THEIRS, stances=stances, on=date(2026, 2, 8))) is Outcome.KEPT


def test_a_stance_registered_in_error_counts_nowhere() -> None:
    wrong = stance(StanceAnswer.AGREES, registered_in_error=True)

    assert reasons(facts(THEIRS, stances=(wrong,))) == ["not_agreed"]


def test_the_agreement_of_others_is_not_the_participants() -> None:
    theirs = stance(StanceAnswer.AGREES, party=Party.SERVICE)

    assert reasons(facts(THEIRS, stances=(theirs,))) == ["not_agreed"]


def test_a_stance_on_the_plan_of_the_same_id_is_none_on_the_goal() -> None:
    on_plan = attrs.evolve(stance(StanceAnswer.AGREES), item_kind=ItemKind.PLAN)
    same_id = ActionPlan(id="g", period=Period(start=START))

    assert reasons(facts(THEIRS, stances=(on_plan,), plan=same_id)) == ["not_agreed"]


def test_a_representative_agrees_where_the_participant_said_nothing() -> None:
    spoken = stance(StanceAnswer.AGREES, by_representative="t")

    assert outcome(facts(THEIRS, stances=(spoken,))) is Outcome.KEPT


def test_the_participants_own_stance_counts_before_a_representatives() -> None:
    stances = (
        stance(StanceAnswer.DISAGREES, 1),
        stance(StanceAnswer.AGREES, 2, by_representative="t"),
    )

    assert reasons(facts(THEIRS, stances=stances)) == ["not_agreed"]


def test_agreement_of_an_unknown_party_cannot_be_told() -> None:
    whose = stance(StanceAnswer.AGREES, party=Party.UNKNOWN)

    assert missing(facts(THEIRS, stances=(whose,))) == ["stance.party"]


def test_an_unknown_answer_of_an_unknown_party_cannot_be_told() -> None:
    whose = stance(StanceAnswer.UNKNOWN, party=Party.UNKNOWN)

    assert missing(facts(THEIRS, stances=(whose,))) == ["stance.party"]


def test_disagreement_of_an_unknown_party_is_no_agreement_of_anybody() -> None:
    whose = stance(StanceAnswer.DISAGREES, party=Party.UNKNOWN)

    assert reasons(facts(THEIRS, stances=(whose,))) == ["not_agreed"]


def test_a_later_stance_of_an_unknown_party_may_be_the_participants() -> None:
    stances = (
        stance(StanceAnswer.AGREES, 1),
        stance(StanceAnswer.WITHDRAWN, 2, party=Party.UNKNOWN),
    )

    assert missing(facts(THEIRS, stances=stances)) == ["stance.party"]


def test_an_earlier_stance_of_an_unknown_party_decides_nothing() -> None:
    stances = (
        stance(StanceAnswer.WITHDRAWN, 1, party=Party.UNKNOWN),
        stance(StanceAnswer.AGREES, 2),
    )

    assert outcome(facts(THEIRS, stances=stances)) is Outcome.KEPT


def test_an_unknown_worder_cannot_be_told() -> None:
    assert missing(facts(goal(worded_by=()))) == ["goal.wordings"]


REWORDED = goal(
    wordings=(
        Wording(version=1, text="a goal", worded_by=SERVICE, on=START),
        Wording(version=2, text="another", worded_by=SERVICE, on=date(2026, 2, 10)),
    )
)


def test_agreement_to_an_earlier_version_is_none_to_the_current_one() -> None:
    (finding,) = examine(
        PLAN_NOT_OWNED, facts(REWORDED, stances=(stance(StanceAnswer.AGREES),))
    ).findings

    assert (finding.params["stance"], finding.since) == (
        StanceAnswer.NOT_ASKED,
        date(2026, 2, 10),
    )


def test_the_version_of_the_judged_day_is_the_one_to_agree_to() -> None:
    given = facts(REWORDED, stances=(stance(StanceAnswer.AGREES),), on=date(2026, 2, 9))

    assert outcome(given) is Outcome.KEPT


def test_a_goal_whose_words_all_came_later_is_judged_by_the_first() -> None:
    later = attrs.evolve(REWORDED.wordings[1], version=1)
    given = facts(
        attrs.evolve(REWORDED, wordings=(later,)),
        stances=(stance(StanceAnswer.AGREES),),
        on=date(2026, 2, 9),
    )

    assert outcome(given) is Outcome.KEPT


def test_a_source_without_versions_cannot_tell_which_one_was_agreed_to() -> None:
    given = facts(
        REWORDED,
        stances=(stance(StanceAnswer.AGREES, version=2),),
        origin=without("stance.version"),
    )

    assert missing(given) == ["stance.version"]


# Own goals


@pytest.mark.parametrize(
    "parties", [PARTICIPANT, (Party.PARTICIPANT, Party.SERVICE)], ids=str
)
def test_a_goal_proposed_alone_or_together_is_an_own_one(
    parties: tuple[Party, ...],
) -> None:
    assert outcome(facts(goal(proposed_by=parties))) is Outcome.KEPT


@pytest.mark.parametrize("parties", [SERVICE, (Party.REPRESENTATIVE,)], ids=str)
def test_a_goal_proposed_by_others_is_not(parties: tuple[Party, ...]) -> None:
    assert reasons(facts(goal(proposed_by=parties))) == ["no_own_goal"]


def test_an_unknown_proposer_cannot_be_told() -> None:
    assert missing(facts(goal(proposed_by=()))) == ["goal.proposed_by"]


@pytest.mark.parametrize(
    "others",
    [
        (StanceAnswer.DISAGREES, StanceAnswer.AGREES),
        (StanceAnswer.AGREES, StanceAnswer.DISAGREES),
    ],
)
def test_of_two_words_of_one_day_nobody_knows_the_last(
    others: tuple[StanceAnswer, ...],
) -> None:
    same_day = tuple(
        attrs.evolve(stance(answer), id=f"s{place}")
        for place, answer in enumerate(others)
    )

    assert missing(facts(THEIRS, stances=same_day)) == ["stance.on"]


def test_two_words_of_one_day_that_are_both_no_are_no() -> None:
    same_day = (
        stance(StanceAnswer.DISAGREES),
        attrs.evolve(stance(StanceAnswer.UNDECIDED), id="later"),
    )
    (finding,) = examine(PLAN_NOT_OWNED, facts(THEIRS, stances=same_day)).findings

    assert finding.params == {"reason": "not_agreed", "stance": "disagrees"}


def test_an_unknown_partys_word_of_the_same_day_may_be_the_later_one() -> None:
    both = (
        stance(StanceAnswer.DISAGREES),
        attrs.evolve(stance(StanceAnswer.AGREES, party=Party.UNKNOWN), id="before"),
    )

    assert missing(facts(THEIRS, stances=both)) == ["stance.party"]


def test_a_goal_that_is_not_current_does_not_count() -> None:
    dropped = goal("old", status=GoalStatus.DROPPED)

    assert reasons(facts(dropped, goal(proposed_by=SERVICE))) == ["no_own_goal"]


def test_a_goal_of_unknown_status_cannot_be_told() -> None:
    unsure = goal("other", status=GoalStatus.UNKNOWN)

    assert missing(facts(unsure, goal(proposed_by=SERVICE))) == [
        "goal.status",
        "goal.status",
    ]


def test_a_breach_is_seen_beside_a_goal_of_unknown_status() -> None:
    unsure = goal("other", status=GoalStatus.UNKNOWN)

    assert reasons(facts(unsure, THEIRS)) == ["not_agreed"]


def test_a_source_without_a_place_for_plans_never_says_that_one_is_missing() -> None:
    verdict = examine(PLAN_NOT_OWNED, facts(plan=None, origin=without("plan")))

    assert [(one.missing, one.cause) for one in verdict.cannot_tell] == [
        (("plan",), Cause.SOURCE_CANNOT_SAY)
    ]


# What is named

GOAL = ItemRef(kind="goal", id="g")


@pytest.mark.parametrize(
    ("given", "item"),
    [
        (facts(plan=None), ItemRef(kind="enrolment", id="e")),
        (facts(goal(proposed_by=SERVICE)), ItemRef(kind="enrolment", id="e")),
        (facts(THEIRS, stances=(stance(StanceAnswer.DISAGREES),)), GOAL),
    ],
    ids=["no plan", "no goal of their own", "a goal not agreed to"],
)
def test_a_finding_names_what_is_not_as_promised(given: Facts, item: ItemRef) -> None:
    (finding,) = examine(PLAN_NOT_OWNED, given).findings

    assert finding.items == (item,)


TWICE = goal(
    wordings=(
        Wording(version=1, text="a goal", worded_by=SERVICE),
        Wording(version=2, text="another", worded_by=SERVICE),
    )
)
SAME_DAY = (
    stance(StanceAnswer.AGREES),
    attrs.evolve(stance(StanceAnswer.DISAGREES), id="other"),
)


@pytest.mark.parametrize(
    ("given", "path", "item"),
    [
        (facts(goal(worded_by=())), "goal.wordings", GOAL),
        (facts(goal(status=GoalStatus.UNKNOWN)), "goal.status", GOAL),
        (
            facts(THEIRS, stances=(stance(StanceAnswer.UNKNOWN),)),
            "stance.answer",
            GOAL,
        ),
        (facts(THEIRS, stances=SAME_DAY), "stance.on", GOAL),
        (
            facts(THEIRS, stances=(stance(StanceAnswer.AGREES, party=Party.UNKNOWN),)),
            "stance.party",
            GOAL,
        ),
        (
            facts(
                TWICE,
                stances=(stance(StanceAnswer.AGREES, version=2),),
                origin=without("stance.version"),
            ),
            "stance.version",
            GOAL,
        ),
        (
            facts(plan=ActionPlan(id="plan", period=Period())),
            "plan.period",
            ItemRef(kind="plan", id="plan"),
        ),
    ],
)
def test_what_cannot_be_told_is_named(given: Facts, path: str, item: ItemRef) -> None:
    first, *_ = examine(PLAN_NOT_OWNED, given).cannot_tell

    assert (first.missing, first.items) == ((path,), (item,))


# A source that says much, and not everything

MUCH = without("comment")


def test_the_version_that_was_agreed_to_counts_where_it_can_be_told() -> None:
    agreed = stance(StanceAnswer.AGREES, version=2)

    assert outcome(facts(TWICE, stances=(agreed,), origin=MUCH)) is Outcome.KEPT


def test_the_only_version_is_the_one_that_was_agreed_to() -> None:
    given = facts(
        THEIRS,
        stances=(stance(StanceAnswer.AGREES),),
        origin=without("stance.version"),
    )

    assert outcome(given) is Outcome.KEPT


def test_an_offer_without_an_answer_was_not_declined_where_that_can_be_told() -> None:
    offer = Offer(id="o", on=START, nature=Coded(concept=OfferKind.PLAN))

    assert reasons(facts(plan=None, offers=(offer,), origin=MUCH)) == ["no_plan"]


def test_a_wording_counts_from_its_day_on() -> None:
    anew = goal(
        wordings=(
            Wording(version=1, text="a goal", worded_by=PARTICIPANT),
            Wording(version=2, text="another", worded_by=SERVICE, on=TODAY),
        )
    )

    assert reasons(facts(anew)) == ["not_agreed"]


TestPlanNotOwned = rule_suite(
    PLAN_NOT_OWNED,
    trips=(
        facts(plan=None),
        facts(goal(proposed_by=SERVICE)),
        facts(THEIRS, stances=(stance(StanceAnswer.DISAGREES),)),
    ),
    keeps=(
        facts(goal()),
        facts(THEIRS, stances=(stance(StanceAnswer.AGREES),)),
        facts(
            plan=None,
            offers=(
                Offer(
                    id="o",
                    on=START,
                    nature=Coded(concept=OfferKind.PLAN),
                    answer=OfferAnswer.DECLINED,
                ),
            ),
        ),
    ),
)
