"""What is written down of a reading: day, purpose, unit and role; the name by parameter.

The log is the participant's, not a measure of anybody's work. Source: definitions 3.1,
3.2; Court of Justice of the European Union, C-579/21.
"""

from __future__ import annotations

from datetime import datetime

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, Purpose, Role
from brukermedvirkning.domain.record import PERSONAL, Id, Record, Text
from brukermedvirkning.rules.access.context import AccessContext
from brukermedvirkning.rules.access.peers import as_staff
from brukermedvirkning.rules.access.questions import Action, Allowed, Denied, Resource

__all__ = ["AccessEntry", "access_entry", "without_name"]


@attrs.frozen(kw_only=True)
class AccessEntry(Record):
    """That somebody asked to do something with an item of a case, and was or was not let.

    `outcome` is `allowed`, or the rule that denied; `basis` what a read across units, or
    of what is closed, rested on.
    """

    case: Id
    at: datetime
    purpose: Purpose
    unit: Id | None = None
    kind: ActorKind
    roles: tuple[Coded[Role], ...] = ()
    action: Action
    item_kind: Id
    outcome: Id
    basis: Text | None = None
    reader: Id | None = attrs.field(default=None, repr=False, metadata=PERSONAL)


def access_entry(
    actor: Actor,
    action: Action,
    resource: Resource,
    answer: Allowed | Denied,
    context: AccessContext,
    *,
    at: datetime,
    with_name: bool = False,
) -> AccessEntry:
    """What the log keeps of an asking; a peer worker stands in it as staff."""
    shown = as_staff(actor, frozenset(context.peers_shown))
    return AccessEntry(
        case=resource.case.id,
        at=at,
        purpose=context.purpose,
        unit=actor.unit,
        kind=shown.kind,
        roles=shown.roles,
        action=action,
        item_kind=resource.kind,
        outcome="allowed" if isinstance(answer, Allowed) else answer.rule,
        basis=answer.basis if isinstance(answer, Allowed) else None,
        reader=actor.id if with_name else None,
    )


def without_name(entry: AccessEntry) -> AccessEntry:
    """The entry as it is shown where the law does not give the reader's name."""
    return attrs.evolve(entry, reader=None)
