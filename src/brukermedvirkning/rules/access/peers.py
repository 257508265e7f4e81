"""That somebody works from their own experience of illness is theirs to tell.

In the records of others a peer worker is shown as staff, unless they want it seen.
Source: definitions 3.2.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import attrs

from brukermedvirkning.domain.actors import Actor, Attendee
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, Party, Role
from brukermedvirkning.domain.record import Record
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.access.projecting import altered

__all__ = ["as_staff", "is_peer"]

R = TypeVar("R")

_STAFF_ROLE = Coded(concept=Role.OTHER)


def is_peer(actor: Actor) -> bool:
    """Whether an actor is known as a peer worker."""
    return actor.kind is ActorKind.PEER_WORKER or actor.has_role(Role.PEER_WORKER)


def as_staff(row: R, shown: frozenset[str]) -> R:
    """The row with every peer worker as staff, but those that want to be seen.

    Where one was in it, the side called *peer* is the service's too: beside a name or a
    day it would tell the same.
    """
    masked: R = _masked(row, shown)
    return row if masked is row else _without_peers(masked)


def _masked(value: Any, shown: frozenset[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_masked(one, shown) for one in value)
    if not isinstance(value, Record):
        return value
    if isinstance(value, Actor):
        return _masked_actor(value) if _hides(value, is_peer(value), shown) else value
    if isinstance(value, Attendee):
        peer = Role.PEER_WORKER is value.role.concept or value.party is Party.PEER
        if _hides(value, peer, shown):
            return attrs.evolve(value, party=Party.SERVICE, role=_STAFF_ROLE)
        return value
    values = _each(value, lambda one: _masked(one, shown))
    if isinstance(value, TeamMember):
        peer = value.role.concept is Role.PEER_WORKER
        if _hides(value.actor, peer, shown):
            values["role"] = _STAFF_ROLE
    return altered(value, values)


def _hides(person: Actor | Attendee, peer: bool, shown: frozenset[str]) -> bool:
    return peer and person.id not in shown


def _masked_actor(actor: Actor) -> Actor:
    """Staff, with the roles that do not tell; an unknown actor stays unknown."""
    roles = tuple(role for role in actor.roles if role.concept is not Role.PEER_WORKER)
    peer = actor.kind is ActorKind.PEER_WORKER
    kind = ActorKind.STAFF if peer else actor.kind
    return attrs.evolve(actor, kind=kind, roles=roles)


def _without_peers(value: Any) -> Any:
    if isinstance(value, tuple):
        # Each side is named once, as before.
        return tuple(dict.fromkeys(_without_peers(one) for one in value))
    if value is Party.PEER:
        return Party.SERVICE
    if not isinstance(value, Record):
        return value
    return altered(value, _each(value, _without_peers))


def _each(value: Any, change: Callable[[Any], Any]) -> dict[str, Any]:
    """What a change makes of each field of a record."""
    return {
        name: change(getattr(value, name)) for name in attrs.fields_dict(type(value))
    }
