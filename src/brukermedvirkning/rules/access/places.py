"""Which places an actor has in a case on a day; access hangs on it.

An actor is who the application says it is: to make sure of that is not our part. A place
in the team, a mandate and an opening are read from the record and from the context.
"""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ActorKind, MandateKind, Purpose, Role
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.access.context import AccessContext
from brukermedvirkning.rules.access.standing import LEADERS, TEAM_STANDINGS, Standing

__all__ = ["BODIES", "in_force", "is_control", "standings_of"]

_SOMEBODY_AT_WORK = frozenset({ActorKind.STAFF, ActorKind.PEER_WORKER})
BODIES = frozenset({*_SOMEBODY_AT_WORK, ActorKind.ORGANISATION, ActorKind.SYSTEM})
"""The kinds of actor that read for a body and not for the participant."""


def standings_of(
    actor: Actor, case: Case, context: AccessContext
) -> tuple[Standing, ...]:
    """Every place that an actor has in a case; none for a stranger.

    Whoever acts for benefit control has no other place beside, whatever else they are.
    """
    return tuple(dict.fromkeys(_standings(actor, case, context)))


def _standings(actor: Actor, case: Case, context: AccessContext) -> Iterator[Standing]:
    if actor.kind is ActorKind.PARTICIPANT:
        if actor.id == case.participant.id:
            yield Standing.PARTICIPANT
        return
    if actor.kind is ActorKind.REPRESENTATIVE:
        if context.purpose is not Purpose.BENEFIT_CONTROL:
            yield from _by_mandate(actor, case, context)
        return
    if actor.kind not in BODIES:
        return
    if any(one.holds_for(actor, case, context.on) for one in context.openings):
        yield Standing.OPENED
    if is_control(actor, context):
        yield Standing.BENEFIT_CONTROL
        return
    if actor.kind in _SOMEBODY_AT_WORK:
        yield from _by_team(actor, case, context)
    yield from _by_unit(actor, case)


def is_control(actor: Actor, context: AccessContext) -> bool:
    """Whether an actor acts for benefit control: by its role, or for this purpose."""
    control = context.purpose is Purpose.BENEFIT_CONTROL
    return control or actor.has_role(Role.BENEFIT_CONTROLLER)


def in_force(case: Case, context: AccessContext) -> Iterator[TeamMember]:
    """The places in the team that are filled on the day, by somebody who is known."""
    for row in case.team:
        known = row.actor.id is not None and not row.registered_in_error
        if known and row.period.contains(context.on):
            yield row


def _by_team(actor: Actor, case: Case, context: AccessContext) -> Iterator[Standing]:
    """What an actor's own places in the team give."""
    for row in in_force(case, context):
        standing = TEAM_STANDINGS.get(row.role.concept)
        if row.actor.id == actor.id and standing is not None:
            yield standing


def _by_mandate(actor: Actor, case: Case, context: AccessContext) -> Iterator[Standing]:
    """A mandate in force gives what it says; a supporter reads and acts for nobody."""
    for row in in_force(case, context):
        mandate = row.mandate
        if row.actor.id != actor.id or mandate is None:
            continue
        if not mandate.period.contains(context.on):
            continue
        if mandate.nature is MandateKind.SUPPORTER:
            yield Standing.SUPPORTER
        if mandate.may_read:
            yield Standing.REPRESENTATIVE
        if mandate.may_act:
            yield Standing.ACTING_REPRESENTATIVE


def _by_unit(actor: Actor, case: Case) -> Iterator[Standing]:
    """A unit that is not known is nobody's: not the case's, and no other one."""
    if actor.unit is None:
        return
    if actor.unit != case.unit:
        yield Standing.OTHER_UNIT
    elif actor.kind is ActorKind.SYSTEM:
        yield Standing.SYSTEM
    elif actor.kind in _SOMEBODY_AT_WORK:
        yield Standing.UNIT_STAFF
        if any(actor.has_role(role) for role in LEADERS):
            yield Standing.LEADER
