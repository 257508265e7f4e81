"""Goals: the participant is asked, a no is heard, and somebody follows up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    ContactKind,
    ContactStatus,
    ExitCategory,
    GoalStatus,
    ItemKind,
    Party,
    Role,
    StanceAnswer,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import (
    ActionPlan,
    Comment,
    Goal,
    PlanReview,
    Stance,
    Wording,
)
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import Cause, ItemRef, Outcome, ParameterUse
from brukermedvirkning.rules.promises.goals import (
    DISAGREEMENT_LEFT_ALONE,
    NOBODY_FOLLOWS_UP,
    STANCE_NOT_ASKED,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
SERVICE = (Party.SERVICE,)
A, DISAGREES = StanceAnswer, StanceAnswer.DISAGREES
LIMIT = 14
THE_GOAL = ItemRef(kind="goal", id="g")


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def wording(
    version: int = 1, on: int | None = 0, by: tuple[Party, ...] = SERVICE
) -> Wording:
    said = None if on is None else day(on)
    return Wording(version=version, text="a goal", worded_by=by, on=said)


def goal(
    *wordings: Wording, status: GoalStatus = GoalStatus.CURRENT, **fields: Any
) -> Goal:
    said = wordings or (wording(),)
    return Goal(id="g", on=day(0), wordings=said, status=status, **fields)


def stance(
    answer: StanceAnswer,
    on: int = 1,
    *,
    party: Party = Party.PARTICIPANT,
    version: int = 1,
    by: str | None = None,
    item: ItemKind = ItemKind.GOAL,
) -> Stance:
    return Stance(
        id=f"s{on}{party}",
        on=day(on),
        item_kind=item,
        item="g",
        version=version,
        party=party,
        answer=answer,
        by_representative=by,
    )


def enrolled(start: int | None = 0, left: int | None = None) -> Enrolment:
    other = Coded(concept=ExitCategory.OTHER)
    return Enrolment(
        id="e",
        programme="p",
        start=None if start is None else day(start),
        exit=None if left is None else ProgrammeExit(on=day(left), category=other),
    )


def facts(
    *goals: Goal,
    on: int = LIMIT + 1,
    enrolment: Enrolment | None = None,
    **rows: Any,
) -> Facts:
    enrolment = enrolment or enrolled()
    origin = rows.pop("origin", Origin())
    case = Case(
        id="c",
        participant=Participant(id="person"),
        origin=origin,
        enrolments=(enrolment,),
        goals=goals,
        **{name: in_order(some) for name, some in rows.items()},
    )
    rules = (STANCE_NOT_ASKED, DISAGREEMENT_LEFT_ALONE, NOBODY_FOLLOWS_UP)
    figures = {
        name: ParameterUse(id=name, value=LIMIT, level="core", source="a test")
        for rule in rules
        for name in rule.uses
    }
    return Facts(on=day(on), case=case, enrolment=enrolment, parameters=figures)


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[str]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [path for one in verdict.cannot_tell for path in one.missing]


def without(*paths: str, **fields: Any) -> Origin:
    left = tuple(path for path in every_path() if path not in paths)
    return Origin(carries=Carries(paths=left), **fields)


# Asked


def test_a_goal_that_nobody_asked_about_is_found_after_the_days() -> None:
    (finding,) = examine(STANCE_NOT_ASKED, facts(goal())).findings

    assert (finding.items, finding.since, finding.params) == (
        (THE_GOAL,),
        day(LIMIT),
        {"days": LIMIT},
    )


def test_on_the_last_of_the_days_nothing_is_found() -> None:
    assert outcome(STANCE_NOT_ASKED, facts(goal(), on=LIMIT)) is Outcome.KEPT


def test_the_days_begin_with_the_enrolment_at_the_earliest() -> None:
    given = facts(goal(), enrolment=enrolled(1))

    assert outcome(STANCE_NOT_ASKED, given) is Outcome.KEPT


@pytest.mark.parametrize(
    "by", [(Party.PARTICIPANT,), (Party.PARTICIPANT, Party.SERVICE)], ids=str
)
def test_words_of_the_participants_own_need_no_asking(by: tuple[Party, ...]) -> None:
    given = facts(goal(wording(by=by)))

    assert outcome(STANCE_NOT_ASKED, given) is Outcome.KEPT


@pytest.mark.parametrize("answer", [A.AGREES, A.DISAGREES, A.DECLINED_TO_SAY])
def test_whoever_answered_or_declined_to_was_asked(answer: StanceAnswer) -> None:
    given = facts(goal(), stances=(stance(answer),))

    assert outcome(STANCE_NOT_ASKED, given) is Outcome.KEPT


@pytest.mark.parametrize(
    "row",
    [
        stance(A.NOT_ASKED),
        stance(A.AGREES, party=Party.SERVICE),
        stance(A.AGREES, party=Party.REPRESENTATIVE),
        stance(A.NOT_ASKED, party=Party.UNKNOWN),
        attrs.evolve(stance(A.AGREES), registered_in_error=True),
        stance(A.AGREES, LIMIT + 2),
    ],
    ids=[
        "not asked",
        "the service",
        "a representative's own",
        "whose",
        "error",
        "later",
    ],
)
def test_these_stances_show_no_asking(row: Stance) -> None:
    given = facts(goal(), stances=(row,))

    assert outcome(STANCE_NOT_ASKED, given) is Outcome.BROKEN


@pytest.mark.parametrize(
    ("row", "path"),
    [
        (stance(A.UNKNOWN), "stance.answer"),
        (stance(A.AGREES, party=Party.UNKNOWN), "stance.party"),
    ],
    ids=["answer", "party"],
)
def test_what_is_not_known_of_a_stance_may_show_asking(row: Stance, path: str) -> None:
    assert missing(STANCE_NOT_ASKED, facts(goal(), stances=(row,))) == [path]


def test_an_unknown_worder_may_be_the_participant() -> None:
    assert missing(STANCE_NOT_ASKED, facts(goal(wording(by=())))) == ["goal.wordings"]


def test_a_goal_that_may_be_current_cannot_be_told() -> None:
    (cannot,) = examine(
        STANCE_NOT_ASKED, facts(goal(status=GoalStatus.UNKNOWN))
    ).cannot_tell

    assert (cannot.missing, cannot.items) == (("goal.status",), (THE_GOAL,))


def test_a_goal_of_unknown_status_that_was_asked_about_is_kept() -> None:
    given = facts(goal(status=GoalStatus.UNKNOWN), stances=(stance(A.AGREES),))

    assert outcome(STANCE_NOT_ASKED, given) is Outcome.KEPT


def test_a_goal_that_is_not_current_needs_no_asking() -> None:
    given = facts(goal(status=GoalStatus.DROPPED))

    assert outcome(STANCE_NOT_ASKED, given) is Outcome.KEPT


def test_a_stance_on_a_plan_of_the_same_id_is_none_on_the_goal() -> None:
    given = facts(goal())
    case = attrs.evolve(
        given.the_case,
        plan=ActionPlan(id="g", period=Period(start=FIRST)),
        stances=(stance(A.AGREES, item=ItemKind.PLAN),),
    )

    assert outcome(STANCE_NOT_ASKED, attrs.evolve(given, case=case)) is Outcome.BROKEN


TWO = goal(wording(), wording(2, 3))


def test_who_was_asked_about_the_earlier_words_was_not_about_these() -> None:
    given = facts(TWO, stances=(stance(A.AGREES),), on=LIMIT + 4)
    (finding,) = examine(STANCE_NOT_ASKED, given).findings

    assert finding.since == day(LIMIT + 3)


def test_the_words_of_the_judged_day_are_asked_about() -> None:
    later = goal(wording(), wording(2, LIMIT + 2))
    given = facts(later, stances=(stance(A.AGREES),))

    assert outcome(STANCE_NOT_ASKED, given) is Outcome.KEPT


def test_a_source_without_versions_cannot_tell_which_words_were_asked_about() -> None:
    given = facts(
        TWO,
        stances=(stance(A.AGREES),),
        origin=without("stance.version"),
        on=LIMIT + 4,
    )

    assert missing(STANCE_NOT_ASKED, given) == ["stance.version"]


def test_where_there_was_one_version_every_stance_is_on_it() -> None:
    given = facts(
        goal(), stances=(stance(A.AGREES, version=2),), origin=without("stance.version")
    )

    assert outcome(STANCE_NOT_ASKED, given) is Outcome.KEPT


def test_later_words_of_an_unknown_day_cannot_be_told() -> None:
    given = facts(goal(wording(), wording(2, None)))

    assert missing(STANCE_NOT_ASKED, given) == ["goal.wordings"]


def test_first_words_of_an_unknown_day_are_as_old_as_the_goal() -> None:
    given = facts(goal(wording(on=None)))

    assert outcome(STANCE_NOT_ASKED, given) is Outcome.BROKEN


def test_an_unknown_first_day_cannot_be_told() -> None:
    given = facts(goal(), enrolment=enrolled(None))

    assert missing(STANCE_NOT_ASKED, given) == ["enrolment.start"]


def test_nothing_is_asked_after_the_participant_left() -> None:
    given = facts(goal(), enrolment=enrolled(left=LIMIT))

    assert outcome(STANCE_NOT_ASKED, given) is Outcome.KEPT


def test_on_the_last_day_in_the_programme_it_is_still_asked() -> None:
    given = facts(goal(), enrolment=enrolled(left=LIMIT + 1))

    assert outcome(STANCE_NOT_ASKED, given) is Outcome.BROKEN


def test_a_source_without_exits_cannot_tell_who_is_still_there() -> None:
    given = facts(goal(), origin=without("enrolment.exit"))

    assert missing(STANCE_NOT_ASKED, given) == ["enrolment.exit"]


# Disagreement

NO = stance(DISAGREES, 0)


def alone(**rows: Any) -> Facts:
    return facts(rows.pop("goal", goal()), **{"stances": (NO,), **rows})


@pytest.mark.parametrize("answer", [A.DISAGREES, A.WITHDRAWN])
def test_disagreement_of_which_nothing_came_is_found(answer: StanceAnswer) -> None:
    (finding,) = examine(
        DISAGREEMENT_LEFT_ALONE, alone(stances=(stance(answer, 0),))
    ).findings

    assert (finding.items, finding.since, finding.params) == (
        (THE_GOAL,),
        day(LIMIT),
        {"days": LIMIT, "since": "2026-01-01"},
    )


def test_disagreement_has_its_days() -> None:
    assert outcome(DISAGREEMENT_LEFT_ALONE, alone(on=LIMIT)) is Outcome.KEPT


def contact(on: int = 1, **fields: Any) -> Contact:
    fields.setdefault("nature", Coded(concept=ContactKind.CONVERSATION))
    fields.setdefault("status", ContactStatus.HELD)
    return Contact(id="k", on=day(on), **fields)


def decision(on: int | None = 0, **fields: Any) -> Decision:
    said = None if on is None else day(on)
    return Decision(id="d", on=said, item_kind=ItemKind.GOAL, item="g", **fields)


def comment(answered: int | None, *, kind: ItemKind, item: str) -> Comment:
    return Comment(
        id="w",
        on=day(0),
        item_kind=kind,
        item=item,
        party=Party.PARTICIPANT,
        words="words",
        answered_on=None if answered is None else day(answered),
    )


SOMETHING: tuple[dict[str, Any], ...] = (
    {"contacts": (contact(),)},
    {"reviews": (PlanReview(id="r", on=day(1)),)},
    {"decisions": (decision(),)},
    {"comments": (comment(0, kind=ItemKind.GOAL, item="g"),)},
    {"comments": (comment(9, kind=ItemKind.STANCE, item=NO.id),)},
    {"comments": (comment(LIMIT + 1, kind=ItemKind.GOAL, item="g"),)},
    {"decisions": (decision(LIMIT + 1),)},
    {"goal": goal(wording(), wording(2, 1))},
    {"stances": (NO, stance(A.AGREES, 1))},
)


@pytest.mark.parametrize("rows", SOMETHING)
def test_something_came_of_it(rows: dict[str, Any]) -> None:
    assert outcome(DISAGREEMENT_LEFT_ALONE, alone(**rows)) is Outcome.KEPT


def test_an_old_question_that_was_settled_afterwards_came_of_it() -> None:
    row = decision(0, settled_on=day(3))
    late = alone(stances=(stance(DISAGREES, 2),), decisions=(row,), on=LIMIT + 3)

    assert outcome(DISAGREEMENT_LEFT_ALONE, late) is Outcome.KEPT


GROUP = Coded(concept=ContactKind.GROUP_TEACHING)
NOTHING: tuple[dict[str, Any], ...] = (
    {"contacts": (contact(0),)},
    {"contacts": (contact(status=ContactStatus.NOT_HELD),)},
    {"contacts": (contact(nature=GROUP),)},
    {"reviews": (PlanReview(id="r", on=day(0)),)},
    {"decisions": (Decision(id="d", on=day(1)),)},
    {
        "decisions": (decision(0, settled_on=day(30)),),
        "stances": (stance(A.WITHDRAWN),),
    },
    {"comments": (comment(None, kind=ItemKind.GOAL, item="g"),)},
    {"comments": (comment(30, kind=ItemKind.GOAL, item="g"),)},
    {"stances": (NO, stance(A.AGREES, 2, party=Party.SERVICE))},
    {"stances": (NO, stance(A.AGREES, 2, by="t"))},
)
TEAM = (
    TeamMember(
        id="t", period=Period(start=FIRST), role=Coded(concept=Role.REPRESENTATIVE)
    ),
)


@pytest.mark.parametrize("rows", NOTHING)
def test_of_these_nothing_came(rows: dict[str, Any]) -> None:
    given = alone(**rows, team=TEAM, on=LIMIT + 2)

    assert outcome(DISAGREEMENT_LEFT_ALONE, given) is Outcome.BROKEN


@pytest.mark.parametrize(
    ("rows", "path"),
    [
        ({"contacts": (contact(status=ContactStatus.UNKNOWN),)}, "contact.status"),
        (
            {"contacts": (contact(nature=Coded(concept=ContactKind.UNKNOWN)),)},
            "contact.nature",
        ),
        ({"decisions": (decision(None),)}, "decision.on"),
        ({"stances": (stance(A.UNKNOWN, 0),)}, "stance.answer"),
        ({"stances": (stance(DISAGREES, 0, party=Party.UNKNOWN),)}, "stance.party"),
        (
            {"stances": (NO, stance(A.AGREES, 1, party=Party.UNKNOWN))},
            "stance.party",
        ),
        (
            {"stances": (NO, stance(A.AGREES, 0, party=Party.UNKNOWN))},
            "stance.party",
        ),
    ],
)
def test_what_is_not_known_may_have_come_of_it(rows: dict[str, Any], path: str) -> None:
    assert missing(DISAGREEMENT_LEFT_ALONE, alone(**rows)) == [path]


def test_two_answers_of_one_day_leave_it_open_which_is_the_last() -> None:
    both = (NO, attrs.evolve(stance(A.AGREES, 0), id="other"))

    assert missing(DISAGREEMENT_LEFT_ALONE, alone(stances=both)) == ["stance.on"]


def test_an_older_word_of_nobody_known_is_not_the_last() -> None:
    older = stance(DISAGREES, 0, party=Party.UNKNOWN)
    given = alone(stances=(older, stance(A.AGREES, 1)))

    assert outcome(DISAGREEMENT_LEFT_ALONE, given) is Outcome.KEPT


def test_agreement_leaves_nothing_to_do() -> None:
    given = alone(stances=(stance(A.AGREES, 0, party=Party.UNKNOWN),))

    assert outcome(DISAGREEMENT_LEFT_ALONE, given) is Outcome.KEPT


def test_a_representative_disagrees_where_the_participant_said_nothing() -> None:
    given = alone(stances=(stance(DISAGREES, 0, by="t"),), team=TEAM)

    assert outcome(DISAGREEMENT_LEFT_ALONE, given) is Outcome.BROKEN


def test_a_source_without_versions_cannot_tell_what_was_disagreed_with() -> None:
    unsaid = without("stance.version")
    given = alone(goal=TWO, origin=unsaid)
    then_agreed = alone(goal=TWO, origin=unsaid, stances=(NO, stance(A.AGREES, 1)))

    assert missing(DISAGREEMENT_LEFT_ALONE, given) == ["stance.version"]
    assert missing(DISAGREEMENT_LEFT_ALONE, then_agreed) == ["stance.version"]


def test_a_decision_about_other_things_of_an_unknown_day_decides_nothing() -> None:
    given = alone(decisions=(Decision(id="d"),))

    assert outcome(DISAGREEMENT_LEFT_ALONE, given) is Outcome.BROKEN


# Following up


def member(start: int | None = 0, end: int | None = None) -> TeamMember:
    period = Period(
        start=None if start is None else day(start),
        end=None if end is None else day(end),
    )
    role = Coded(concept=Role.COUNSELLOR)
    return TeamMember(id="t", period=period, role=role, follows_up=("g",))


def test_a_goal_that_nobody_is_named_for_is_found() -> None:
    (finding,) = examine(NOBODY_FOLLOWS_UP, facts(goal())).findings

    assert (finding.items, finding.since, finding.params) == (
        (THE_GOAL,),
        day(LIMIT),
        {"days": LIMIT},
    )


def test_the_day_of_a_goal_may_not_be_known() -> None:
    given = facts(attrs.evolve(goal(), on=None))

    assert missing(NOBODY_FOLLOWS_UP, given) == ["goal.on"]


STAFF, ROLE = ActorKind.STAFF, (Coded(concept=Role.COUNSELLOR),)
NAMED = (
    Actor(kind=STAFF, id="a"),
    Actor(kind=STAFF, roles=ROLE),
    Actor(kind=ActorKind.ORGANISATION, unit="u"),
)


@pytest.mark.parametrize("actor", NAMED)
def test_a_name_a_role_or_a_unit_will_do(actor: Actor) -> None:
    given = facts(goal(followed_up_by=actor))

    assert outcome(NOBODY_FOLLOWS_UP, given) is Outcome.KEPT


@pytest.mark.parametrize(
    "actor",
    [
        Actor(kind=STAFF),
        Actor(kind=ActorKind.PARTICIPANT, id="a"),
        Actor(kind=ActorKind.REPRESENTATIVE, id="a"),
    ],
)
def test_these_name_nobody_who_follows_up(actor: Actor) -> None:
    given = facts(goal(followed_up_by=actor))

    assert outcome(NOBODY_FOLLOWS_UP, given) is Outcome.BROKEN


def test_a_name_without_a_kind_may_be_the_participants() -> None:
    given = facts(goal(followed_up_by=Actor(id="a")))

    assert missing(NOBODY_FOLLOWS_UP, given) == ["goal.followed_up_by"]


def test_a_member_of_the_team_whose_place_it_is_will_do() -> None:
    given = facts(goal(), team=(member(),))

    assert outcome(NOBODY_FOLLOWS_UP, given) is Outcome.KEPT


@pytest.mark.parametrize(
    "row", [member(0, LIMIT + 1), member(None, LIMIT + 1), member(LIMIT + 2)]
)
def test_a_member_of_other_days_will_not(row: TeamMember) -> None:
    given = facts(goal(), team=(row,))

    assert outcome(NOBODY_FOLLOWS_UP, given) is Outcome.BROKEN


def test_a_member_of_unknown_days_may() -> None:
    given = facts(goal(), team=(member(None),))

    assert missing(NOBODY_FOLLOWS_UP, given) == ["team_member.period"]


LATER = Origin(known_from=day(1))


@pytest.mark.parametrize(
    ("rule", "given", "path"),
    [
        (STANCE_NOT_ASKED, facts(goal(), origin=LATER), "stance"),
        (DISAGREEMENT_LEFT_ALONE, alone(origin=LATER), "contact"),
        (NOBODY_FOLLOWS_UP, facts(goal(), origin=LATER), "team_member"),
    ],
)
def test_what_lies_before_the_days_of_the_source_cannot_be_told(
    rule: Rule, given: Facts, path: str
) -> None:
    (cannot,) = examine(rule, given).cannot_tell

    assert (cannot.missing, cannot.cause) == ((path,), Cause.SOURCE_CANNOT_SAY)


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        (STANCE_NOT_ASKED, facts(goal(), stances=(stance(A.UNKNOWN),))),
        (DISAGREEMENT_LEFT_ALONE, alone(stances=(stance(A.UNKNOWN, 0),))),
        (NOBODY_FOLLOWS_UP, facts(goal(), team=(member(None),))),
    ],
)
def test_what_is_not_known_is_told_of_the_goal(rule: Rule, given: Facts) -> None:
    (cannot,) = examine(rule, given).cannot_tell

    assert cannot.items == (THE_GOAL,)


def test_a_member_with_other_goals_will_not() -> None:
    given = facts(goal(), team=TEAM)

    assert outcome(NOBODY_FOLLOWS_UP, given) is Outcome.BROKEN


TestStanceNotAsked = rule_suite(
    STANCE_NOT_ASKED,
    trips=(
        facts(goal()),
        facts(TWO, stances=(stance(A.AGREES),), on=LIMIT + 4),
        facts(goal(), stances=(stance(A.AGREES, party=Party.SERVICE),)),
    ),
    keeps=(
        facts(goal(), stances=(stance(A.AGREES),)),
        facts(goal(), stances=(stance(A.AGREES, by="t"),), team=TEAM),
        facts(goal(), enrolment=enrolled(left=LIMIT)),
    ),
)

TestDisagreementLeftAlone = rule_suite(
    DISAGREEMENT_LEFT_ALONE,
    trips=(
        alone(),
        alone(stances=(stance(DISAGREES, 0, by="t"),), team=TEAM),
        *(alone(**rows, team=TEAM, on=LIMIT + 2) for rows in NOTHING[::3]),
    ),
    keeps=tuple(alone(**rows) for rows in SOMETHING),
)

TestNobodyFollowsUp = rule_suite(
    NOBODY_FOLLOWS_UP,
    trips=(
        facts(goal()),
        facts(goal(followed_up_by=Actor(kind=ActorKind.PARTICIPANT, id="a"))),
        facts(goal(), team=(member(0, LIMIT + 1),)),
    ),
    keeps=(
        facts(goal(), team=(member(),)),
        *(facts(goal(followed_up_by=actor)) for actor in NAMED),
    ),
)
