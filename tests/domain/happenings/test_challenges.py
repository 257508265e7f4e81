from __future__ import annotations

import sys
from pathlib import Path

import pytest

from brukermedvirkning.domain.concepts import Party, Proposer
from brukermedvirkning.domain.happenings import Act
from brukermedvirkning.domain.happenings.challenges import (
    ChallengeClosed,
    ChallengeLinked,
    ChallengeNamed,
    ChallengeReworded,
)
from brukermedvirkning.domain.ownership import PARTICIPANT_WORDS, POLICIES, Ownership

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
    STAFF,
    act,
    after,
    erroneous,
    left,
    named,
    proposed,
    rule,
)

REWORDED = act(ChallengeReworded, on=NEXT, challenge="u", text="Nights")
LINKED = act(ChallengeLinked, challenge="u", goals=("g",))
CLOSED = act(ChallengeClosed, on=NEXT, challenge="u")
NAMED = after(CASE, named())


def test_a_challenge_is_named_in_the_participants_own_words() -> None:
    (row,) = after(CASE, named(by=STAFF, unit="jobcentre")).challenges

    assert row.text == "Sleep"
    assert row.proposer is row.worder is Proposer.PARTICIPANT_ALONE
    assert (PARTICIPANT, STAFF) == (row.recorded.source, row.recorded.by)
    assert row.unit == "jobcentre"


def test_a_challenge_named_together_is_an_act_of_the_participant() -> None:
    (row,) = after(CASE, named(together_with=(Party.SERVICE,))).challenges

    assert (Party.PARTICIPANT, Party.SERVICE) == row.proposed_by
    assert (
        rule(CASE, named(STAFF, together_with=(Party.PARTICIPANT,))) == "voice.claimed"
    )


def test_a_challenge_that_nobody_knows_who_named_has_an_unknown_proposer() -> None:
    (row,) = after(CASE, named(NOBODY)).challenges

    assert row.proposer is Proposer.UNKNOWN


@pytest.mark.parametrize(
    ("expected", "asked"),
    [
        ("voice.another", named(ANOTHER)),
        ("voice.mandate", named(IMPOSTOR)),
        ("row.not-begun", named(on=BEFORE)),
        ("row.id-taken", named(challenge="e")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_challenge_is_not_named(expected: str, asked: ChallengeNamed) -> None:
    assert expected == rule(CASE, asked)


def test_new_words_are_a_new_version_and_the_old_ones_stay() -> None:
    (row,) = after(NAMED, REWORDED).challenges

    assert ["Sleep", "Nights"] == [wording.text for wording in row.wordings]
    assert row.version == 2
    assert NEXT == row.wordings[-1].on


def test_a_link_to_goals_stands_on_the_challenge_and_is_only_added_to() -> None:
    more = act(ChallengeLinked, STAFF, challenge="u", goals=("h", "g"))
    (row,) = after(NAMED, proposed(), proposed(goal="h"), LINKED, more).challenges

    assert ("g", "h") == row.goals


def test_a_closed_challenge_stays_on_record() -> None:
    (row,) = after(NAMED, CLOSED).challenges

    assert NEXT == row.closed_on
    assert row.text == "Sleep"


@pytest.mark.parametrize("asked", [REWORDED, LINKED, CLOSED])
def test_nothing_happens_to_a_challenge_that_is_not_there_or_closed(asked: Act) -> None:
    case = after(NAMED, proposed())

    assert rule(after(CASE, proposed()), asked) == "row.not-there"
    assert rule(erroneous(case, "challenges"), asked) == "row.in-error"
    assert rule(after(case, CLOSED), asked) == "challenge.closed"
    assert rule(left(case), asked) == "case.after-exit"


@pytest.mark.parametrize(
    ("expected", "asked"),
    [
        ("words.unchanged", act(ChallengeReworded, challenge="u", text="Sleep")),
        ("row.not-begun", act(ChallengeReworded, on=FIRST, challenge="u", text="N")),
        ("row.not-begun", act(ChallengeClosed, on=FIRST, challenge="u")),
        ("row.not-there", LINKED),
        ("challenge.no-goal", act(ChallengeLinked, challenge="u", goals=())),
        ("voice.mandate", act(ChallengeClosed, IMPOSTOR, challenge="u")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_challenge_is_not_changed(expected: str, asked: Act) -> None:
    assert expected == rule(NAMED, asked)


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda policy: policy.id)
def test_staff_reword_no_challenge_under_any_policy(policy: Ownership) -> None:
    asked = act(ChallengeReworded, STAFF, challenge="u", text="Insomnia")
    own = act(ChallengeReworded, GUARDIAN, challenge="u", text="Insomnia")

    assert rule(NAMED, asked, policy) == "ownership.policy"
    assert rule(NAMED, own, policy) is None


def test_others_name_no_challenge_where_the_participant_alone_words() -> None:
    together = named(together_with=(Party.SERVICE,))

    assert rule(CASE, named(STAFF), PARTICIPANT_WORDS) == "ownership.policy"
    assert rule(CASE, together, PARTICIPANT_WORDS) == "ownership.policy"
    assert rule(CASE, named(), PARTICIPANT_WORDS) is None
    assert rule(NAMED, act(ChallengeClosed, STAFF, challenge="u", on=DAY)) is None
