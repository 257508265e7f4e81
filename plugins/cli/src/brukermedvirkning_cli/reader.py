"""Who reads, as `--as ROLE:ID` says it; the command takes their word for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import click

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, Purpose, Role
from brukermedvirkning_cli.failures import WrongUse

__all__ = ["OPERATOR", "ROLES", "purpose_option", "reader"]

OPERATOR = Actor(kind=ActorKind.SYSTEM)
"""Who reads where nobody is named: whoever runs the command on the store."""

_FOR_THE_PARTICIPANT = (Role.REPRESENTATIVE, Role.GUARDIAN, Role.SUPPORTER)
_STAFF = (
    Role.COORDINATING_CASEWORKER,
    Role.CASEWORKER,
    Role.COUNSELLOR,
    Role.WORK_SUPERVISOR,
    Role.REHABILITATION_LEAD,
    Role.DEPARTMENT_HEAD,
    Role.MANAGING_DIRECTOR,
    Role.ADVISER,
    Role.COMPANY_CONSULTANT,
    Role.MENTOR,
    Role.SOCIAL_MENTOR,
    Role.HEALTH_PROFESSIONAL,
    Role.BENEFIT_CONTROLLER,
)

ROLES: Mapping[str, tuple[ActorKind, Role | None]] = MappingProxyType(
    {
        "participant": (ActorKind.PARTICIPANT, None),
        **{
            str(role): (ActorKind.REPRESENTATIVE, role) for role in _FOR_THE_PARTICIPANT
        },
        "staff": (ActorKind.STAFF, None),
        **{str(role): (ActorKind.STAFF, role) for role in _STAFF},
        "peer_worker": (ActorKind.PEER_WORKER, Role.PEER_WORKER),
        "organisation": (ActorKind.ORGANISATION, None),
        "system": (ActorKind.SYSTEM, None),
    }
)
"""What can stand before the colon, and what it makes of somebody."""

purpose_option = click.option(
    "--purpose",
    type=click.Choice([str(purpose) for purpose in Purpose]),
    default=str(Purpose.SERVICE),
    show_default=True,
    help="What the reading is for.",
)


def reader(named: str, unit: str | None) -> Actor:
    """The actor of a `ROLE:ID`. Raises `WrongUse`, not repeating the id."""
    role, colon, person = named.partition(":")
    if role not in ROLES or not colon or not person.strip():
        raise WrongUse(f"--as is ROLE:ID, with a role out of {', '.join(ROLES)}")
    kind, concept = ROLES[role]
    roles = () if concept is None else (Coded(concept=concept),)
    return Actor(kind=kind, id=person.strip(), roles=roles, unit=unit)
