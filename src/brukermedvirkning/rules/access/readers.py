"""Who will be able to read something, said before it is written.

An audience is exactly those whom `may` lets read: people by their place, bodies by what
their reading rests on. Source: definitions 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Actor, Item
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, Role
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.domain.record import PERSONAL, Id, Record, Text
from brukermedvirkning.rules.access.bases import consents_in_force
from brukermedvirkning.rules.access.context import AccessContext
from brukermedvirkning.rules.access.deciding import may
from brukermedvirkning.rules.access.peers import as_staff
from brukermedvirkning.rules.access.places import BODIES, in_force, is_control
from brukermedvirkning.rules.access.questions import (
    Action,
    Allowed,
    Condition,
    Resource,
)
from brukermedvirkning.rules.access.standing import LEADERS, Standing

__all__ = ["Audience", "Reader", "audience"]


@attrs.frozen(kw_only=True)
class Reader(Record):
    """Some who may read: a person by id, or everybody of a kind in a unit.

    `any_unit` says that the unit does not matter. `role` is the place in the team. `when`
    is what must still be so. `narrowed_by` are rules of plugins that stop them, or let
    through only some of them.
    """

    standing: Standing
    kind: ActorKind
    id: Id | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    unit: Id | None = None
    any_unit: bool = False
    leaders_only: bool = False
    control: bool = False
    role: Coded[Role] | None = None
    basis: Text | None = None
    when: Condition | None = None
    narrowed_by: tuple[Id, ...] = ()

    def is_one(self, actor: Actor, context: AccessContext) -> bool:
        """Whether an actor is one of them, rules of plugins left out."""
        body = actor.kind in BODIES
        return (
            self.kind is actor.kind
            and self.id in (None, actor.id)
            and (self.any_unit or self.unit == actor.unit)
            and (not self.leaders_only or any(map(actor.has_role, LEADERS)))
            and (not body or self.control is is_control(actor, context))
        )


@attrs.frozen(kw_only=True)
class Audience:
    """Who will be able to read one thing on a day, as far as is known today."""

    resource: Resource
    context: AccessContext = attrs.field(repr=False)
    readers: tuple[Reader, ...]

    def includes(self, actor: Actor) -> bool:
        """Whether an actor is in it, rules of plugins asked of this very actor."""
        if not any(reader.is_one(actor, self.context) for reader in self.readers):
            return False
        if not self.context.deny_rules:
            return True
        return isinstance(may(actor, Action.READ, self.resource, self.context), Allowed)


def audience(
    kind: str,
    case: Case,
    context: AccessContext,
    *,
    part: str | None = None,
    row: Item | ActionPlan | None = None,
    unit: str | None = None,
) -> Audience:
    """Who will be able to read an item of a kind, or a part of it, in a case.

    `row` is the row itself, where there is one; `unit` the body that writes it, where it
    is not the case's own. What consents and statutes will allow later is not known today.
    """
    resource = Resource(case=case, kind=kind, row=row, part=part, unit=unit)
    readers: list[Reader] = []
    for probe, role in _probes(resource, context):
        reader = _reader(probe, role, resource, context)
        # A body that reads needs no line for its leaders, nor a person one for a unit.
        if reader and not any(_is_within(reader, other) for other in readers):
            readers.append(reader)
    return Audience(resource=resource, context=context, readers=tuple(readers))


def _reader(
    probe: Reader, role: Coded[Role] | None, resource: Resource, context: AccessContext
) -> Reader | None:
    """The probe as a reader, with what lets it read; None where nothing does."""
    roles: tuple[Role, ...] = LEADERS if probe.leaders_only else ()
    if probe.control:
        roles = (Role.BENEFIT_CONTROLLER,)
    coded = tuple(Coded(concept=role) for role in roles)
    actor = Actor(kind=probe.kind, id=probe.id, unit=probe.unit, roles=coded)
    core = attrs.evolve(context, deny_rules=())
    answer = may(actor, Action.READ, resource, core)
    if not isinstance(answer, Allowed):
        return None
    narrowed = tuple(
        rule.id
        for rule in context.deny_rules
        if not _passes(actor, resource, attrs.evolve(core, deny_rules=(rule,)))
    )
    return attrs.evolve(
        probe,
        standing=answer.standing,
        control=probe.kind in BODIES and is_control(actor, context),
        role=role,
        basis=answer.basis,
        when=answer.when,
        narrowed_by=narrowed,
    )


def _passes(actor: Actor, resource: Resource, context: AccessContext) -> bool:
    return isinstance(may(actor, Action.READ, resource, context), Allowed)


def _is_within(reader: Reader, other: Reader) -> bool:
    """Whether all that a reader stands for are among another's, on the same grounds."""
    same: Any = (reader.kind, reader.control, reader.when, reader.narrowed_by)
    if same != (other.kind, other.control, other.when, other.narrowed_by):
        return False
    if other.id not in (None, reader.id) or other.leaders_only > reader.leaders_only:
        return False
    return other.any_unit or (not reader.any_unit and other.unit == reader.unit)


def _probes(
    resource: Resource, context: AccessContext
) -> Iterator[tuple[Reader, Coded[Role] | None]]:
    """Everybody who could be told apart: people first, then whole bodies."""
    case = resource.case
    own = Reader(
        standing=Standing.PARTICIPANT,
        kind=ActorKind.PARTICIPANT,
        id=case.participant.id,
        any_unit=True,
    )
    yield own, None
    for person, role in _people(case, context):
        yield attrs.evolve(person, any_unit=True), role
        for unit in _units(resource, context):
            yield attrs.evolve(person, unit=unit), role
    for unit in _units(resource, context):
        for kind in sorted(BODIES):
            body = Reader(standing=Standing.UNIT_STAFF, kind=kind, unit=unit)
            yield body, None
            yield attrs.evolve(body, leaders_only=True), None
            yield attrs.evolve(body, control=True), None


def _people(
    case: Case, context: AccessContext
) -> Iterator[tuple[Reader, Coded[Role] | None]]:
    """Those who are known by id: in the team, by a mandate, by an opening."""
    shown = frozenset(context.peers_shown)
    known: list[tuple[str | None, ActorKind, Coded[Role] | None]] = []
    for row in in_force(case, context):
        place = as_staff(row, shown).role
        kinds = (ActorKind.REPRESENTATIVE, ActorKind.STAFF, ActorKind.PEER_WORKER)
        known += ((row.actor.id, kind, place) for kind in kinds)
    for one in context.openings:
        if one.holds_for(one.by, case, context.on):
            known.append((one.by.id, one.by.kind, None))
    for person, kind, role in known:
        reader = Reader(standing=Standing.TEAM, kind=kind, id=person)
        yield reader, role
        if kind in BODIES:
            yield attrs.evolve(reader, control=True), role


def _units(resource: Resource, context: AccessContext) -> tuple[str, ...]:
    """The bodies that may have anything to read by."""
    named = [resource.owner, resource.case.unit]
    for consent in consents_in_force(resource.case, context.on):
        named.extend(consent.recipients)
    named.extend(one.recipient for one in context.sharings)
    named.extend(one.recipient for one in context.statutes)
    return tuple(dict.fromkeys(unit for unit in named if unit is not None))
