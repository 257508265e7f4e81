from __future__ import annotations

import sys
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.domain.concepts import GoalStatus, ItemKind, Party, Proposer
from brukermedvirkning.domain.happenings import Act
from brukermedvirkning.domain.happenings.goals import (
    GoalProposed,
    GoalReworded,
    GoalSplit,
    Subgoal,
)
from brukermedvirkning.domain.happenings.items import is_agreed, standing
from brukermedvirkning.domain.happenings.stances import DisagreementStated
from brukermedvirkning.domain.ownership import (
    LOCKED_ONCE_AGREED,
    PARTICIPANT_WORDS,
    POLICIES,
    TOGETHER,
    Ownership,
)

sys.path.append(str(Path(__file__).parent))

from plan_life import (
    ANOTHER,
    BEFORE,
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
    act,
    after,
    agreed,
    erroneous,
    left,
    proposed,
    refusal,
    rule,
)

OWN = after(CASE, proposed())
THEIRS = after(CASE, proposed(STAFF))
PARTS = (Subgoal(id="g1", text="A day"), Subgoal(id="g2", text="A week"))


def reworded(source=PARTICIPANT, **fields) -> GoalReworded:
    return act(GoalReworded, source, **({"goal": "g", "text": "A job"} | fields))


def split(source=PARTICIPANT, **fields) -> GoalSplit:
    return act(GoalSplit, source, **({"goal": "g", "parts": PARTS} | fields))


@pytest.mark.parametrize(
    ("expected", "asked"),
    [
        (Proposer.PARTICIPANT_ALONE, proposed()),
        (Proposer.PARTICIPANT_ALONE, proposed(by=STAFF)),
        (Proposer.TOGETHER, proposed(together_with=(Party.SERVICE,))),
        (Proposer.TOGETHER, proposed(together_with=(Party.NETWORK, Party.PEER))),
        (Proposer.OTHERS, proposed(STAFF)),
        (Proposer.OTHERS, proposed(PEER)),
        (Proposer.OTHERS, proposed(GUARDIAN)),
        (Proposer.OTHERS, proposed(NOBODY, together_with=(Party.EMPLOYER,))),
        (Proposer.UNKNOWN, proposed(NOBODY)),
    ],
)
def test_a_goal_says_who_proposed_it(expected: Proposer, asked: GoalProposed) -> None:
    (row,) = after(CASE, asked, policy=TOGETHER).goals

    assert expected is row.proposer
    assert row.status is GoalStatus.PROPOSED
    assert DAY == row.on == row.status_on
    assert asked.recorded == row.recorded


def test_proposing_a_goal_takes_no_stance() -> None:
    assert OWN.stances == ()


def test_a_goal_may_stand_below_another() -> None:
    case = after(OWN, proposed(STAFF, goal="h", parent="g", unit="u"))

    assert {"g": None, "h": "g"} == {row.id: row.parent for row in case.goals}


@pytest.mark.parametrize(
    ("expected", "asked"),
    [
        ("voice.another", proposed(ANOTHER)),
        ("voice.mandate", proposed(IMPOSTOR)),
        ("voice.claimed", proposed(STAFF, together_with=(Party.PARTICIPANT,))),
        ("voice.claimed", proposed(STAFF, together_with=(Party.REPRESENTATIVE,))),
        ("voice.claimed", proposed(GUARDIAN, together_with=(Party.PARTICIPANT,))),
        ("row.not-begun", proposed(on=BEFORE)),
        ("row.id-taken", proposed(goal="team-r")),
        ("row.not-there", proposed(parent="h")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_goal_is_not_proposed(expected: str, asked: GoalProposed) -> None:
    assert expected == rule(CASE, asked)


def test_a_goal_is_not_proposed_below_one_that_has_ended() -> None:
    (goal,) = OWN.goals
    case = attrs.evolve(OWN, goals=(attrs.evolve(goal, status=GoalStatus.DROPPED),))

    assert rule(case, proposed(goal="h", parent="g")) == "goal.ended"


def test_rewording_makes_a_new_version_on_which_nobody_has_been_asked() -> None:
    case = after(OWN, agreed(), reworded(on=NEXT))
    (row,) = case.goals

    assert ["Work", "A job"] == [wording.text for wording in row.wordings]
    assert OWN.goals[0].wordings[0] == row.wordings[0]
    assert not is_agreed(case, "goal", "g")
    assert standing(case, "goal", "g", 2, Party.PARTICIPANT) is None


def test_a_disagreement_stays_beside_the_version_that_it_was_about() -> None:
    stated = act(DisagreementStated, stance="n", item_kind=ItemKind.GOAL, item="g")
    case = after(THEIRS, stated, reworded(on=NEXT))

    assert [("n", 1)] == [(row.id, row.version) for row in case.stances]


@pytest.mark.parametrize(
    ("expected", "asked"),
    [
        ("words.unchanged", reworded(text="Work")),
        ("row.not-begun", reworded(on=FIRST)),
        ("voice.mandate", reworded(IMPOSTOR)),
        ("row.not-there", reworded(goal="h")),
        ("row.not-there", split(goal="h")),
        ("goal.parts", split(parts=PARTS[:1])),
        ("row.id-taken", split(parts=(PARTS[0], PARTS[0]))),
        ("row.id-taken", split(parts=(PARTS[0], Subgoal(id="e", text="b")))),
        ("voice.claimed", split(STAFF, together_with=(Party.PARTICIPANT,))),
        ("row.not-begun", split(on=FIRST)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_goal_is_not_changed(expected: str, asked: Act) -> None:
    assert expected == rule(THEIRS, asked)


def test_the_same_words_cannot_be_given_again_to_wipe_away_a_disagreement() -> None:
    stated = act(DisagreementStated, stance="n", item_kind=ItemKind.GOAL, item="g")

    assert (
        rule(after(THEIRS, stated), reworded(STAFF, text="Work")) == "words.unchanged"
    )


@pytest.mark.parametrize("asked", [reworded(), split()])
def test_a_goal_that_ended_or_is_in_error_is_not_changed(asked: Act) -> None:
    ended = attrs.evolve(OWN.goals[0], status=GoalStatus.ACHIEVED)
    case = attrs.evolve(OWN, goals=(ended,))

    assert rule(case, asked) == "goal.ended"
    assert rule(erroneous(OWN, "goals"), asked) == "row.in-error"
    assert rule(left(OWN), asked) == "case.after-exit"


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda policy: policy.id)
def test_a_counsellor_cannot_overwrite_a_goal_set_by_the_participant(
    policy: Ownership,
) -> None:
    refused = refusal(OWN, reworded(STAFF), policy)

    assert refused is not None
    assert refused.rule in ("goal.own-words", "ownership.policy")
    assert "change_proposed" in refused.permitted
    assert rule(OWN, reworded(), policy) is None


def test_own_words_are_changed_by_nobody_else_even_where_anybody_may() -> None:
    assert rule(OWN, reworded(STAFF)) == "goal.own-words"
    assert rule(OWN, reworded(GUARDIAN)) is None
    assert rule(THEIRS, reworded(STAFF)) is None


def test_splitting_adds_proposals_below_and_leaves_the_words() -> None:
    case = after(THEIRS, split(together_with=(Party.SERVICE,)))
    whole, *parts = case.goals

    assert THEIRS.goals[0] == whole
    assert [("g1", "A day", "g"), ("g2", "A week", "g")] == [
        (row.id, row.text, row.parent) for row in parts
    ]
    assert {Proposer.TOGETHER} == {row.proposer for row in parts}


@pytest.mark.parametrize("kind", [reworded, split])
def test_only_the_participant_words_where_the_participant_alone_words(kind) -> None:
    together = kind(together_with=(Party.SERVICE,))

    assert rule(OWN, kind(), PARTICIPANT_WORDS) is None
    assert rule(OWN, kind(GUARDIAN), PARTICIPANT_WORDS) is None
    assert rule(THEIRS, kind(STAFF), PARTICIPANT_WORDS) == "ownership.policy"
    assert rule(OWN, together, PARTICIPANT_WORDS) == "ownership.policy"
    assert rule(CASE, proposed(STAFF), PARTICIPANT_WORDS) == "ownership.policy"


@pytest.mark.parametrize("kind", [reworded, split])
def test_together_an_agreed_goal_changes_with_the_participant_alone(kind) -> None:
    case = after(THEIRS, agreed())
    together = kind(together_with=(Party.SERVICE, Party.NETWORK))

    assert rule(THEIRS, kind(STAFF), TOGETHER) is None
    assert rule(case, kind(STAFF), TOGETHER) == "ownership.policy"
    assert rule(case, together, TOGETHER) is None
    assert rule(case, kind(), TOGETHER) is None


@pytest.mark.parametrize("kind", [reworded, split])
def test_locked_once_agreed_nobody_changes_the_words(kind) -> None:
    case = after(THEIRS, agreed())

    assert rule(THEIRS, kind(STAFF), LOCKED_ONCE_AGREED) is None
    assert rule(case, kind(STAFF), LOCKED_ONCE_AGREED) == "ownership.policy"
    assert rule(case, kind(), LOCKED_ONCE_AGREED) == "ownership.policy"
