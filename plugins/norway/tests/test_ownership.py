"""NAV's policy: who may make and change what, before and after the mark.

And what NAV lacks: the participant disagrees with anything, in whatever state it is.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    EndReason,
    InterventionKind,
    InterventionStatus,
    ItemKind,
    Party,
    StanceAnswer,
)
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.evolve import decide, evolve
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.happenings import Act, Context, Refusal
from brukermedvirkning.domain.happenings.comments import ChangeProposed
from brukermedvirkning.domain.happenings.goals import GoalProposed, GoalReworded
from brukermedvirkning.domain.happenings.measure_course import (
    InterventionCompleted,
    InterventionEnded,
    InterventionNeverStarted,
    InterventionPaused,
    InterventionResumed,
    InterventionStarted,
)
from brukermedvirkning.domain.happenings.measures import (
    InterventionChanged,
    InterventionPlanned,
)
from brukermedvirkning.domain.happenings.stances import DisagreementStated, StanceTaken
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.ownership import TOGETHER
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.host import Host
from brukermedvirkning.services import policy_of
from brukermedvirkning_norway import data, plugin
from brukermedvirkning_norway.ownership import ACTIVITY_TYPE, NAV

BEGAN = date(2025, 3, 1)
PAUSED = date(2025, 3, 2)
DAY = date(2025, 3, 3)
OTHER = date(2025, 6, 1)
KARI = Actor(kind=ActorKind.PARTICIPANT, id="p")
STAFF = Actor(kind=ActorKind.STAFF, id="s")
CONTEXT = Context(policy=NAV)
REASON = Coded(concept=EndReason.OTHER)

NONE = FrozenMap()
MARK = FrozenMap({"no.nav": {"avtalt": True}})

TYPES = [term.notation for term in data.vocabulary(ACTIVITY_TYPE).terms]
OWN = {"EGEN", "STILLING", "IJOBB", "BEHANDLING"}
NAVS = {"SOKEAVTALE", "MOTE", "SAMTALEREFERAT"}
NEVER = {"MOTE", "SAMTALEREFERAT", "EKSTERNAKTIVITET"}
ELSEWHERE = {"STILLING_FRA_NAV", "EKSTERNAKTIVITET"}

every_type = pytest.mark.parametrize("kind", TYPES)


def code(name: str, scheme: str = ACTIVITY_TYPE) -> Code:
    return Code(scheme=scheme, code=name)


def measure(name: str, scheme: str = ACTIVITY_TYPE) -> Coded[InterventionKind]:
    return Coded(concept=InterventionKind.OTHER, code=code(name, scheme))


def case(
    kind: str,
    *,
    marked: bool = False,
    status: InterventionStatus = InterventionStatus.PLANNED,
    **fields: Any,
) -> Case:
    begun = status is not InterventionStatus.PLANNED
    never = status is InterventionStatus.NEVER_STARTED
    row = Intervention(
        id="i",
        period=Period(start=BEGAN) if begun and not never else Period(),
        status=status,
        **{"measure": measure(kind), "extensions": MARK if marked else NONE, **fields},
    )
    return Case(
        id="c",
        participant=Participant(id="p"),
        period=Period(start=BEGAN),
        interventions=(row,),
    )


def act(cls: type[Act], by: Actor, **fields: Any) -> Act:
    at = datetime(2025, 3, 3, 12, tzinfo=UTC)
    return cls(at=at, by=by, source=by, on=DAY, **fields)


def may(there: Case, cls: type[Act], by: Actor, **fields: Any) -> bool:
    """Whether the policy lets them; nothing else may be in the way."""
    outcome = decide(there, act(cls, by, **fields), CONTEXT)
    if isinstance(outcome, Refusal):
        assert (outcome.rule, outcome.reason) == ("ownership.policy", "no.nav")
        return False
    return True


def plans(by: Actor, kind: Coded[InterventionKind], **fields: Any) -> bool:
    empty = Case(id="c", participant=Participant(id="p"), period=Period(start=DAY))
    return may(empty, InterventionPlanned, by, intervention="n", measure=kind, **fields)


def changes(by: Actor, there: Case, **fields: Any) -> bool:
    return may(there, InterventionChanged, by, intervention="i", **fields)


@every_type
def test_who_makes_an_activity(kind: str) -> None:
    assert plans(KARI, measure(kind)) is (kind in OWN)
    assert plans(STAFF, measure(kind)) is (kind in OWN | NAVS)


@every_type
def test_who_changes_what_is_not_marked(kind: str) -> None:
    theirs = kind not in NEVER | {"STILLING_FRA_NAV"}

    assert changes(KARI, case(kind), weekly_minutes=60) is theirs
    assert changes(STAFF, case(kind), weekly_minutes=60)


@every_type
def test_of_what_is_marked_only_the_last_day_changes(kind: str) -> None:
    there = case(kind, marked=True)

    assert changes(KARI, there, weekly_minutes=60) is False
    assert changes(STAFF, there, weekly_minutes=60) is (kind == "MOTE")
    assert changes(STAFF, there, planned_end=OTHER)
    assert changes(KARI, there, planned_end=OTHER) is (kind == "BEHANDLING")
    both = {"planned_end": OTHER, "weekly_minutes": 60}
    assert changes(KARI, there, **both) is False


@every_type
@pytest.mark.parametrize("marked", [False, True], ids=["free", "marked"])
def test_who_moves_the_status_marked_or_not(kind: str, marked: bool) -> None:
    statuses = InterventionStatus
    paused = case(
        kind,
        marked=marked,
        status=statuses.PAUSED,
        pauses=(Period(start=PAUSED),),
    )
    running = case(kind, marked=marked, status=statuses.RUNNING)
    planned = case(kind, marked=marked)
    moves: list[tuple[Case, type[Act], dict[str, Any]]] = [
        (planned, InterventionStarted, {}),
        (planned, InterventionNeverStarted, {"reason": REASON}),
        (running, InterventionPaused, {}),
        (running, InterventionCompleted, {}),
        (running, InterventionEnded, {"reason": REASON}),
        (paused, InterventionResumed, {}),
    ]

    for there, cls, fields in moves:
        assert may(there, cls, STAFF, intervention="i", **fields)
        theirs = may(there, cls, KARI, intervention="i", **fields)
        assert theirs is (kind not in NEVER)


def test_the_status_of_what_is_marked_is_moved_by_the_participant_in_a_case() -> None:
    there = case("EGEN", marked=True)

    assert may(there, InterventionStarted, KARI, intervention="i")
    assert not may(case("MOTE"), InterventionStarted, KARI, intervention="i")
    assert may(case("MOTE"), InterventionStarted, STAFF, intervention="i")


def test_a_card_and_a_measure_of_nav_are_not_the_participants_to_change() -> None:
    aft = measure("ARBEIDSFORBEREDENDE_TRENING", "no.nav.tiltakskode")
    card = measure("MENTOR", "no.nav.aktivitetskort-type")

    assert (plans(KARI, aft), plans(STAFF, aft)) == (False, True)
    assert (plans(KARI, card), plans(STAFF, card)) == (False, False)
    for kind in (aft, card):
        there = case("EGEN", measure=kind)
        assert not changes(KARI, there, weekly_minutes=60)
        assert not may(there, InterventionStarted, KARI, intervention="i")


def test_the_type_may_stand_on_the_upper_level_of_the_code() -> None:
    own = measure("x", "acme.measure")
    there = case("EGEN", measure=own, group=code("EKSTERNAKTIVITET"))

    assert not changes(KARI, there, weekly_minutes=60)
    assert changes(KARI, case("EGEN", measure=own), weekly_minutes=60)
    assert changes(
        KARI,
        case("EGEN", measure=Coded(concept=InterventionKind.OTHER)),
        weekly_minutes=60,
    )


def test_to_agree_does_not_lock_what_nav_has_not_marked() -> None:
    there = case("EGEN")
    agreeing = act(
        StanceTaken,
        KARI,
        stance="a",
        item_kind=ItemKind.INTERVENTION,
        item="i",
        answer=StanceAnswer.AGREES,
    )
    (outcome,) = decide(there, agreeing, CONTEXT)

    assert changes(KARI, evolve(there, outcome), weekly_minutes=60)


@pytest.mark.parametrize(
    "extensions",
    [{}, {"no.nav": {}}, {"no.nav": {"avtalt": False}}, {"no.nav": True}],
    ids=["none", "empty", "not", "other"],
)
def test_what_bears_no_mark_is_not_marked(extensions: dict[str, Any]) -> None:
    row = case("EGEN", extensions=FrozenMap(extensions)).interventions[0]

    assert not NAV.is_marked(row)
    assert not NAV.is_marked(None)


def test_a_goal_is_worded_by_both_and_locked_by_nothing() -> None:
    there = case("EGEN")
    proposal = act(GoalProposed, STAFF, goal="g", text="A job in a garden")
    (proposed,) = decide(there, proposal, CONTEXT)
    after = evolve(there, proposed)

    for by in (KARI, STAFF):
        assert may(after, GoalReworded, by, goal="g", text="A job in a park")
    # What is closed here is closed by no policy: the participant's own words.
    own = act(GoalProposed, KARI, goal="g", text="A job in a garden")
    (proposed,) = decide(there, own, CONTEXT)
    refused = decide(
        evolve(there, proposed), act(GoalReworded, STAFF, goal="g", text="x"), CONTEXT
    )
    assert isinstance(refused, Refusal)
    assert refused.rule == "goal.own-words"
    peer = Actor(kind=ActorKind.PEER_WORKER, id="w")
    assert not may(after, GoalReworded, peer, goal="g", text="A job in a park")


@every_type
@pytest.mark.parametrize("marked", [False, True], ids=["free", "marked"])
@pytest.mark.parametrize("status", InterventionStatus)
def test_the_participant_disagrees_in_every_state(
    kind: str, marked: bool, status: InterventionStatus
) -> None:
    there = case(kind, marked=marked, status=status)
    item = {"item_kind": ItemKind.INTERVENTION, "item": "i"}

    (stated,) = decide(
        there, act(DisagreementStated, KARI, stance="x", **item), CONTEXT
    )
    after = evolve(there, stated)

    (stance,) = after.stances
    assert (stance.party, stance.answer) == (Party.PARTICIPANT, StanceAnswer.DISAGREES)
    assert may(
        after, ChangeProposed, KARI, comment="k", words="Two days a week", **item
    )


def test_a_plan_and_a_programme_name_it_and_a_host_knows_it() -> None:
    host = Host.load([plugin], entry_points=False)
    there = case("EGEN")
    plan = ActionPlan(id="plan", period=Period(start=BEGAN), policy="no.nav")

    assert policy_of(attrs.evolve(there, plan=plan), {}, host.policies) == NAV
    enrolment = Enrolment(id="e", programme="no.nav.aft", start=BEGAN)
    enrolled = attrs.evolve(there, enrolments=(enrolment,))
    assert policy_of(enrolled, host.programmes, host.policies) == NAV
    assert policy_of(there, {}, host.policies) == TOGETHER
