"""A peer worker is shown as staff, and nothing beside tells otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor, Attendee, Recorded
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, Party, Role
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Goal, Wording
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.access.peers import as_staff, is_peer

PEER, OTHER = Coded(concept=Role.PEER_WORKER), Coded(concept=Role.OTHER)
MENTOR = Coded(concept=Role.MENTOR)
NOBODY: frozenset[str] = frozenset()


def actor(kind: ActorKind = ActorKind.STAFF, *roles: Coded[Role]) -> Actor:
    return Actor(kind=kind, id="p", unit="home", roles=roles)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (actor(ActorKind.PEER_WORKER), True),
        (actor(ActorKind.STAFF, MENTOR, PEER), True),
        (actor(ActorKind.STAFF, MENTOR), False),
    ],
)
def test_a_peer_worker_is_known_by_kind_or_role(one: Actor, expected: bool) -> None:
    assert is_peer(one) is expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (actor(ActorKind.PEER_WORKER), actor()),
        (actor(ActorKind.STAFF, MENTOR, PEER), actor(ActorKind.STAFF, MENTOR)),
        (actor(ActorKind.UNKNOWN, PEER), actor(ActorKind.UNKNOWN)),
        (actor(ActorKind.STAFF, MENTOR), actor(ActorKind.STAFF, MENTOR)),
    ],
)
def test_an_actor_is_staff_with_the_roles_that_do_not_tell(
    one: Actor, expected: Actor
) -> None:
    assert as_staff(one, NOBODY) == expected
    assert as_staff(one, frozenset({"p"})) == one


def test_a_peer_worker_of_whom_no_id_is_known_is_staff_too() -> None:
    nameless = Actor(kind=ActorKind.PEER_WORKER)

    assert as_staff(nameless, frozenset({"p"})) == Actor(kind=ActorKind.STAFF)


STAFF = Attendee(party=Party.SERVICE, id="p", role=OTHER)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (Attendee(party=Party.PEER, id="p"), STAFF),
        (Attendee(party=Party.SERVICE, id="p", role=PEER), STAFF),
        (Attendee(party=Party.UNKNOWN, id="p", role=PEER), STAFF),
        (Attendee(party=Party.SERVICE, id="p", role=MENTOR), None),
    ],
)
def test_an_attendee_is_of_the_service(one: Attendee, expected: Attendee) -> None:
    assert as_staff(one, NOBODY) == (expected or one)
    assert as_staff(one, frozenset({"p"})) == one


def member(role: Coded[Role], who: Actor) -> TeamMember:
    return TeamMember(id="t", period=Period(), role=role, actor=who)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (member(PEER, actor()), member(OTHER, actor())),
        (member(PEER, actor(ActorKind.PEER_WORKER)), member(OTHER, actor())),
        (member(MENTOR, actor(ActorKind.PEER_WORKER)), member(MENTOR, actor())),
        (member(MENTOR, actor()), member(MENTOR, actor())),
    ],
)
def test_a_place_in_the_team_does_not_tell(
    row: TeamMember, expected: TeamMember
) -> None:
    assert as_staff(row, NOBODY) == expected
    assert as_staff(row, frozenset({"p"})) == row


def contact(*there: Attendee, **fields: Any) -> Contact:
    return Contact(id="c", on=date(2026, 6, 1), attendees=there, **fields)


def test_where_a_peer_worker_was_the_side_called_peer_is_the_services() -> None:
    there = (Attendee(party=Party.PARTICIPANT), Attendee(party=Party.PEER, id="p"))
    seen = as_staff(contact(*there, initiative=Party.PEER), NOBODY)

    assert seen == contact(there[0], STAFF, initiative=Party.SERVICE)


def test_a_side_beside_a_peer_worker_is_named_once() -> None:
    source = Actor(kind=ActorKind.PEER_WORKER, id="p")
    words = (
        Wording(version=1, text="w", worded_by=(Party.PEER, Party.SERVICE)),
        Wording(version=2, text="w", worded_by=(Party.PARTICIPANT,)),
    )
    goal = Goal(
        id="g",
        wordings=words,
        proposed_by=(Party.SERVICE, Party.PARTICIPANT, Party.PEER),
        recorded=Recorded(source=source),
    )
    seen = as_staff(goal, NOBODY)

    assert seen.proposed_by == (Party.SERVICE, Party.PARTICIPANT)
    assert [one.worded_by for one in seen.wordings] == [
        (Party.SERVICE,),
        (Party.PARTICIPANT,),
    ]
    assert seen.recorded == Recorded(source=attrs.evolve(source, kind=ActorKind.STAFF))
    assert as_staff(goal, frozenset({"p"})) == goal


def test_a_side_called_peer_of_which_nobody_is_known_stays() -> None:
    row = contact(initiative=Party.PEER)

    assert as_staff(row, NOBODY) == row
