from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    CommentKind,
    InterventionKind,
    InterventionStatus,
    ItemKind,
    Party,
)
from brukermedvirkning.domain.documents import HAPPENINGS
from brukermedvirkning.domain.evolve import decide
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.happenings import Act, Context, Refusal
from brukermedvirkning.domain.happenings.comments import ChangeProposed, CommentAdded
from brukermedvirkning.domain.happenings.measures import (
    InterventionChanged,
    InterventionPlanned,
)
from brukermedvirkning.domain.happenings.stances import (
    DisagreementStated,
    StanceWithdrawn,
)
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.ownership import (
    LOCKED_ONCE_AGREED,
    PARTICIPANT_WORDS,
    POLICIES,
    TOGETHER,
    Grant,
    Ownership,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Goal, Wording
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


def _code(name: str) -> Code:
    return Code(scheme="acme", code=name, label="as it stood")


BY_MEASURE = Ownership(
    id="by-measure",
    title="By measure",
    grants=(
        Grant(happening="h", before=OWN),
        Grant(happening="h", before=(Party.PEER,), measures=(_code("a"), _code("b"))),
        Grant(happening="i", before=OWN, measures=(_code("a"),)),
        Grant(happening="j", after=OWN, only_after=("until",)),
    ),
)


def test_a_grant_for_measures_of_a_code_goes_before_the_one_for_the_others() -> None:
    other = Code(scheme="another", code="a")
    plain = Code(scheme="acme", code="b")

    for codes, party in (((), Party.PARTICIPANT), ((other,), Party.PARTICIPANT)):
        assert BY_MEASURE.permits("h", party, agreed=False, measures=codes)
    assert BY_MEASURE.permits("h", Party.PEER, agreed=False, measures=(other, plain))
    assert not BY_MEASURE.permits(
        "h", Party.PARTICIPANT, agreed=False, measures=(plain,)
    )


def test_what_no_grant_is_for_may_be_done_by_all() -> None:
    assert BY_MEASURE.permits("i", Party.PEER, agreed=False, measures=(_code("b"),))
    assert BY_MEASURE.permits("i", Party.PEER, agreed=False)
    assert not BY_MEASURE.permits("i", Party.PEER, agreed=False, measures=(_code("a"),))


def test_of_what_is_agreed_only_some_fields_may_be_left_to_change() -> None:
    may = BY_MEASURE.permits

    assert may("j", Party.PARTICIPANT, agreed=True, changes=("until",))
    assert may("j", Party.PARTICIPANT, agreed=True)
    assert not may("j", Party.PARTICIPANT, agreed=True, changes=("until", "load"))
    assert not may("j", Party.SERVICE, agreed=True, changes=("until",))


def test_a_happening_is_granted_once_for_each_code() -> None:
    twice = Grant(happening="h", measures=(_code("b"),))

    with pytest.raises(InvalidRecordError, match="granted once"):
        Ownership(id="x", title="x", grants=(*BY_MEASURE.grants, twice))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"acme": {"locked": True}}, True),
        ({"acme": {"locked": 1}}, False),
        ({"acme": True}, False),
        ({}, False),
    ],
)
def test_a_policy_may_go_by_a_mark(said: dict[str, Any], expected: bool) -> None:
    marked = Ownership(id="m", title="By a mark", marked_by=("acme", "locked"))
    goal = Goal(
        id="g",
        wordings=(Wording(version=1, text="A job"),),
        extensions=FrozenMap(said),
    )

    assert marked.is_marked(goal) is expected
    assert not marked.is_marked(None)


LOCKED_BY_MARK = Ownership(
    id="by-mark",
    title="What is marked keeps all but its last day",
    grants=(
        Grant(
            happening="intervention_changed",
            before=OWN,
            after=OWN,
            only_after=("planned_end",),
        ),
        Grant(happening="intervention_planned", before=OWN),
        Grant(happening="intervention_planned", measures=(_code("a"),)),
    ),
    marked_by=("acme", "locked"),
)


def _decided(case: Case, asked: type[Act], **fields: Any) -> str | None:
    """The rule by which the participant is refused, or None."""
    at = datetime(2025, 3, 3, 12, tzinfo=UTC)
    own = Actor(kind=ActorKind.PARTICIPANT, id=case.participant.id)
    asking = asked(at=at, by=own, source=own, on=date(2025, 3, 3), **fields)
    outcome = decide(case, asking, Context(policy=LOCKED_BY_MARK))
    return outcome.rule if isinstance(outcome, Refusal) else None


@pytest.mark.parametrize("marked", [False, True])
def test_the_mark_of_a_policy_locks_what_the_participant_did_not_agree_to(
    marked: bool,
) -> None:
    row = Intervention(
        id="i",
        period=Period(),
        measure=Coded(concept=InterventionKind.OTHER),
        status=InterventionStatus.PLANNED,
        extensions=FrozenMap({"acme": {"locked": marked}}),
    )
    case = Case(id="c", participant=Participant(id="p"), interventions=(row,))
    refused = "ownership.policy" if marked else None
    end = date(2025, 6, 1)

    changed = InterventionChanged
    assert _decided(case, changed, intervention="i", planned_end=end) is None
    assert _decided(case, changed, intervention="i", weekly_minutes=60) == refused


@pytest.mark.parametrize(
    ("code", "group", "refused"),
    [
        (_code("a"), None, "ownership.policy"),
        (_code("b"), _code("a"), "ownership.policy"),
        (_code("b"), None, None),
        (None, None, None),
    ],
)
def test_a_measure_is_known_by_either_level_of_its_code(
    code: Code | None, group: Code | None, refused: str | None
) -> None:
    case = Case(id="c", participant=Participant(id="p"))
    measure = Coded(concept=InterventionKind.OTHER, code=code)

    assert (
        _decided(
            case, InterventionPlanned, intervention="i", measure=measure, group=group
        )
        == refused
    )
