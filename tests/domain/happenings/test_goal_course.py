from __future__ import annotations

import sys
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, GoalStatus, Party, Role
from brukermedvirkning.domain.happenings import Act
from brukermedvirkning.domain.happenings.goal_course import (
    GoalAchieved,
    GoalDropped,
    GoalFollowUpDelegated,
    GoalTaken,
)
from brukermedvirkning.domain.ownership import (
    LOCKED_ONCE_AGREED,
    PARTICIPANT_WORDS,
    TOGETHER,
)
from brukermedvirkning.domain.period import Period

sys.path.append(str(Path(__file__).parent))

from plan_life import (
    CASE,
    DAY,
    FIRST,
    GUARDIAN,
    IMPOSTOR,
    NEXT,
    NOBODY,
    PARTICIPANT,
    PEER,
    STAFF,
    STAFF_PLACE,
    act,
    after,
    agreed,
    erroneous,
    left,
    proposed,
    refusal,
    rule,
    started,
)

OWN = after(CASE, started(), proposed())
THEIRS = after(CASE, started(), proposed(STAFF))
WHY = {"reason": "no such work"}


def taken(source=PARTICIPANT, **fields) -> GoalTaken:
    return act(GoalTaken, source, **({"goal": "g"} | fields))


def achieved(source=PARTICIPANT, **fields) -> GoalAchieved:
    return act(GoalAchieved, source, **({"goal": "g"} | fields))


def dropped(source=PARTICIPANT, **fields) -> GoalDropped:
    return act(GoalDropped, source, **({"goal": "g"} | fields))


def delegated(source=STAFF, **fields) -> GoalFollowUpDelegated:
    values = {"goal": "g", "to": STAFF} | fields
    return act(GoalFollowUpDelegated, source, **values)


@pytest.mark.parametrize(
    ("expected", "asked"),
    [
        (GoalStatus.CURRENT, taken(on=NEXT)),
        (GoalStatus.ACHIEVED, achieved(on=NEXT)),
        (GoalStatus.DROPPED, dropped(on=NEXT)),
    ],
)
def test_moving_a_status_says_when_and_by_whom_and_makes_no_version(
    expected: GoalStatus, asked: Act
) -> None:
    (row,) = after(OWN, asked).goals

    assert expected is row.status
    assert NEXT == row.status_on
    assert row.status_by is Party.PARTICIPANT
    assert OWN.goals[0].wordings == row.wordings


def test_who_drops_a_goal_for_the_participant_says_why() -> None:
    (row,) = after(THEIRS, dropped(STAFF, **WHY)).goals

    assert row.status_reason == "no such work"
    assert row.status_by is Party.SERVICE
    assert rule(THEIRS, dropped(STAFF)) == "goal.drop-reason"
    assert rule(THEIRS, dropped(GUARDIAN)) is None


def test_a_goal_in_the_participants_own_words_is_dropped_by_nobody_else() -> None:
    refused = refusal(OWN, dropped(STAFF, **WHY), LOCKED_ONCE_AGREED)

    assert refused is not None
    assert refused.rule == "goal.own-words"
    assert "disagreement_stated" in refused.permitted


@pytest.mark.parametrize("asked", [taken(), achieved(), dropped(), delegated()])
def test_nothing_happens_to_a_goal_that_is_not_there_or_has_ended(asked: Act) -> None:
    assert rule(after(CASE, started()), asked) == "row.not-there"
    assert rule(erroneous(OWN, "goals"), asked) == "row.in-error"
    assert rule(after(OWN, achieved()), asked) == "goal.ended"
    assert rule(left(OWN), asked) == "case.after-exit"
    assert rule(OWN, attrs.evolve(asked, on=FIRST)) == "row.not-begun"
    assert rule(OWN, attrs.evolve(asked, source=IMPOSTOR)) == "voice.mandate"


def test_a_goal_is_taken_once_and_into_a_plan_that_runs() -> None:
    assert rule(after(OWN, taken()), taken()) == "goal.current"
    assert rule(after(CASE, proposed()), taken()) == "plan.not-running"
    assert rule(after(OWN, taken(on=NEXT)), achieved()) == "row.not-begun"


def test_who_takes_a_goal_into_the_plan_depends_on_the_policy() -> None:
    case = after(THEIRS, agreed())

    assert rule(THEIRS, taken(STAFF), PARTICIPANT_WORDS) == "ownership.policy"
    assert rule(THEIRS, taken(STAFF), TOGETHER) == "ownership.policy"
    assert rule(THEIRS, taken(STAFF), LOCKED_ONCE_AGREED) is None
    assert rule(case, taken(STAFF), PARTICIPANT_WORDS) is None
    assert rule(case, taken(STAFF), TOGETHER) is None


def test_an_agreed_goal_is_dropped_by_the_service_only_where_it_moves_the_status() -> (
    None
):
    case = after(THEIRS, agreed())

    assert rule(case, dropped(STAFF, **WHY), TOGETHER) == "ownership.policy"
    assert rule(case, dropped(), TOGETHER) is None
    assert rule(case, dropped(STAFF, **WHY), LOCKED_ONCE_AGREED) is None
    assert rule(case, achieved(STAFF), LOCKED_ONCE_AGREED) is None
    assert rule(case, achieved(STAFF), PARTICIPANT_WORDS) == "ownership.policy"


def test_following_up_is_given_to_staff_and_the_goal_stays_the_participants() -> None:
    case = after(OWN, delegated())
    (row,) = case.goals

    assert STAFF == row.followed_up_by
    assert OWN.goals[0].proposed_by == row.proposed_by
    assert {"team-r": (), "team-s": ("g",)} == {m.id: m.follows_up for m in case.team}


def test_following_up_that_is_given_on_leaves_the_earlier_place_in_the_team() -> None:
    ended = attrs.evolve(
        STAFF_PLACE, id="team-o", period=Period(start=FIRST, end=DAY), follows_up=("g",)
    )
    case = attrs.evolve(OWN, team=(ended, *after(OWN, delegated()).team))
    foreman = Actor(kind=ActorKind.STAFF, roles=(Coded(concept=Role.WORK_SUPERVISOR),))
    (row, after_that) = (
        after(case, delegated(to=foreman)).goals[0],
        after(case, delegated(to=foreman)).team,
    )

    assert foreman == row.followed_up_by
    assert {"team-o": ("g",), "team-r": (), "team-s": ()} == {
        member.id: member.follows_up for member in after_that
    }


def test_following_up_is_delegated_by_the_service_to_somebody_of_its_own() -> None:
    nameless = Actor(kind=ActorKind.STAFF)

    assert rule(OWN, delegated(PARTICIPANT)) == "goal.delegation"
    assert rule(OWN, delegated(NOBODY)) == "goal.delegation"
    assert rule(OWN, delegated(to=PARTICIPANT)) == "goal.follow-up"
    assert rule(OWN, delegated(to=nameless)) == "goal.follow-up"
    assert rule(OWN, delegated(to=PEER)) is None
