from __future__ import annotations

import sys
from pathlib import Path

import pytest

from brukermedvirkning.domain.concepts import CommentKind, ItemKind, Party
from brukermedvirkning.domain.documents import HAPPENINGS
from brukermedvirkning.domain.happenings import Act
from brukermedvirkning.domain.happenings.comments import ChangeProposed, CommentAdded
from brukermedvirkning.domain.happenings.stances import (
    DisagreementStated,
    StanceWithdrawn,
)
from brukermedvirkning.domain.ownership import (
    LOCKED_ONCE_AGREED,
    PARTICIPANT_WORDS,
    POLICIES,
    TOGETHER,
    Grant,
    Ownership,
)
from brukermedvirkning.domain.plan import Goal
from brukermedvirkning.domain.record import field_types
from brukermedvirkning.errors import InvalidRecordError

sys.path.append(str(Path(__file__).parent / "happenings"))

from plan_life import (
    CASE,
    GUARDIAN,
    IMPOSTOR,
    STAFF,
    act,
    after,
    agreed,
    proposed,
    rule,
)

OWN = (Party.PARTICIPANT, Party.REPRESENTATIVE)
GOAL = {"item_kind": ItemKind.GOAL, "item": "g"}
RIGHTS = [
    act(DisagreementStated, stance="x", **GOAL),
    act(StanceWithdrawn, stance="x", **GOAL),
    act(ChangeProposed, comment="x", words="Shorter days", **GOAL),
    act(CommentAdded, comment="x", words="Hm", **GOAL),
]

policies = pytest.mark.parametrize(
    "policy", POLICIES.values(), ids=lambda policy: policy.id
)


def test_there_are_three_ready_policies() -> None:
    assert {
        "participant-words": PARTICIPANT_WORDS,
        "together": TOGETHER,
        "locked-once-agreed": LOCKED_ONCE_AGREED,
    } == POLICIES


def test_each_happening_is_granted_once() -> None:
    grant = Grant(happening="goal_proposed")

    with pytest.raises(InvalidRecordError):
        Ownership(id="a", title="A", grants=(grant, grant))


def test_what_no_grant_names_any_party_may_do() -> None:
    policy = Ownership(id="a", title="A")

    assert all(policy.permits("goal_dropped", party, agreed=True) for party in Party)
    assert policy.permits_beside("goal_dropped", Party.PEER, agreed=False)


def test_a_grant_tells_before_agreement_from_after() -> None:
    before, after_it = (Party.SERVICE,), (Party.PARTICIPANT,)
    grant = Grant(happening="h", before=before, after=after_it)
    policy = Ownership(id="a", title="A", grants=(Grant(happening="i"), grant))

    assert policy.permits("h", Party.SERVICE, agreed=False)
    assert not policy.permits("h", Party.SERVICE, agreed=True)
    assert policy.permits("h", Party.PARTICIPANT, agreed=True)
    assert not policy.permits("i", Party.PARTICIPANT, agreed=True)


def test_who_may_take_part_jointly_may_not_act_alone() -> None:
    grant = Grant(happening="h", before=OWN, jointly=(Party.SERVICE,))
    policy = Ownership(id="a", title="A", grants=(grant,))

    assert policy.permits_beside("h", Party.SERVICE, agreed=True)
    assert not policy.permits("h", Party.SERVICE, agreed=False)
    assert policy.permits_beside("h", Party.PARTICIPANT, agreed=False)
    assert not policy.permits_beside("h", Party.PEER, agreed=False)


@policies
def test_a_policy_names_happenings_and_fields_that_there_are(policy: Ownership) -> None:
    named = {grant.happening for grant in policy.grants}

    assert named <= set(HAPPENINGS) | {"intervention_changed"}
    assert set(policy.content_fields) <= set(field_types(Goal))


@policies
def test_no_ready_policy_pretends_to_close_a_right(policy: Ownership) -> None:
    named = {grant.happening for grant in policy.grants}
    rights = {
        kind
        for kind, happening in HAPPENINGS.items()
        if issubclass(happening, Act) and happening.is_right
    }

    assert rights
    assert named & rights == set()


@policies
def test_staff_have_no_more_power_over_words_than_the_participant(
    policy: Ownership,
) -> None:
    for grant in policy.grants:
        if grant.happening.startswith(("goal_", "challenge_")):
            assert set(grant.before) <= {*OWN, Party.SERVICE}
            for granted in (grant.before, grant.after):
                assert not granted or set(OWN) <= set(granted)


@policies
def test_once_agreed_the_service_alone_changes_no_words(policy: Ownership) -> None:
    for happening in ("goal_reworded", "goal_split", "challenge_reworded"):
        assert not policy.permits(happening, Party.SERVICE, agreed=True)


@policies
def test_a_representative_may_what_the_participant_may(policy: Ownership) -> None:
    for grant in policy.grants:
        for granted in (grant.before, grant.after):
            assert (Party.PARTICIPANT in granted) == (Party.REPRESENTATIVE in granted)


def test_only_the_participant_words_where_the_participant_alone_words() -> None:
    for happening in ("goal_proposed", "goal_reworded", "goal_split", "goal_dropped"):
        able = {
            party
            for party in Party
            for agreed_to in (False, True)
            if PARTICIPANT_WORDS.permits_beside(happening, party, agreed=agreed_to)
        }

        assert set(OWN) == able


def test_locked_once_agreed_leaves_the_status_to_both() -> None:
    for party in (Party.PARTICIPANT, Party.SERVICE):
        for happening in ("goal_taken", "goal_achieved", "goal_dropped"):
            assert LOCKED_ONCE_AGREED.permits(happening, party, agreed=True)
        assert not LOCKED_ONCE_AGREED.permits("goal_reworded", party, agreed=True)


@pytest.mark.parametrize("asked", RIGHTS, ids=lambda asked: asked.kind)
def test_a_policy_that_closes_everything_closes_no_right(asked: Act) -> None:
    closed = Ownership(
        id="closed",
        title="Nobody may do anything",
        grants=tuple(Grant(happening=kind) for kind in HAPPENINGS),
    )
    case = after(CASE, proposed(STAFF), agreed())

    assert rule(case, asked, closed) is None
    assert rule(case, act(type(asked), GUARDIAN, **_fields(asked)), closed) is None
    assert rule(case, act(type(asked), STAFF, **_fields(asked)), closed) is not None
    assert rule(case, act(type(asked), IMPOSTOR, **_fields(asked)), closed) is not None


def test_a_change_proposed_is_a_comment_of_its_own_kind() -> None:
    assert ChangeProposed.nature is CommentKind.CHANGE_PROPOSAL


def _fields(asked: Act) -> dict[str, object]:
    head = {"at", "on", "source", "by"}
    return {
        name: getattr(asked, name)
        for name in field_types(type(asked))
        if name not in head
    }
