"""Collective participation: where users take part in shaping services and priorities.

What is counted is what came of the matters they raised, not meetings. Source: N11-28,
N55, B22-31, D151.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from brukermedvirkning.domain.concept import Concept, unknown_members
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import PERSONAL, Id, Record, Text
from brukermedvirkning.errors import Fault

__all__ = [
    "CollectiveDecisionKind",
    "CollectiveParticipation",
    "Consequence",
    "Level",
    "Matter",
    "MatterOutcome",
    "TierOfGovernment",
]


@unknown_members("UNKNOWN")
class Level(Concept):
    """The level at which users take part. Source: B25."""

    INDIVIDUAL = "individual"
    SERVICE = "service"
    ORGANISATION = "organisation"
    SYSTEM = "system"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class TierOfGovernment(Concept):
    """Where a formal body sits; another axis than the level. Source: N23-26."""

    CENTRAL = "central"
    COUNTY = "county"
    LOCAL = "local"
    NONE = "none"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class CollectiveDecisionKind(Concept):
    """What a matter was about. Source: N17-21 (b, c)."""

    SERVICE_DEVELOPMENT = "service_development"
    ECONOMIC_PRIORITY = "economic_priority"
    OTHER = "other"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class MatterOutcome(Concept):
    """What came of a matter that users raised."""

    CHANGED = "changed"
    CHANGED_IN_PART = "changed_in_part"
    NOT_CHANGED = "not_changed"
    PENDING = "pending"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class Consequence(Concept):
    """What participation changed in the organisation. Source: B25."""

    STRUCTURE = "structure"
    CULTURE = "culture"
    LEADERSHIP = "leadership"
    SERVICE = "service"
    BUDGET = "budget"
    NOTHING = "nothing"
    NOT_YET_DECIDED = "not_yet_decided"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True)
class Matter(Record):
    """Something raised or planned, who took part before it was decided, what came of it.

    `users_took_part_on` is the day on which users took part before the decision.
    """

    id: Id
    nature: CollectiveDecisionKind = CollectiveDecisionKind.UNKNOWN
    raised_by: tuple[Party, ...] = ()
    raised_on: date | None = None
    users_took_part_on: date | None = None
    decided_on: date | None = None
    outcome: MatterOutcome = MatterOutcome.UNKNOWN
    answered_on: date | None = None
    reason: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)

    def _invariants(self) -> Iterator[Fault]:
        """`decided_on` and `answered_on` are not before `raised_on`."""
        for field in ("decided_on", "answered_on"):
            day = getattr(self, field)
            if day and self.raised_on and day < self.raised_on:
                yield Fault(
                    field=field, found=str(day), expected=f"{self.raised_on} or later"
                )


@attrs.frozen(kw_only=True)
class CollectiveParticipation(Record):
    """A body, meeting or process in which users take part collectively.

    `formal` is a standing body with a mandate, appointed members and minutes (N23-26).
    `deciders_met_users` lists who of those with power to decide met users there, by the
    id of their `StaffMember`, or by role where that is all that was written (B31).
    """

    id: Id
    unit: Id
    programme: Id | None = None
    level: Level
    tier: TierOfGovernment = TierOfGovernment.UNKNOWN
    arena: Text | None = None
    formal: bool = False
    members_appointed_by: Party = Party.UNKNOWN
    period: Period
    parties: tuple[Party, ...] = ()
    organised_by: tuple[Party, ...] = ()
    deciders_met_users: tuple[Id, ...] = ()
    matters: tuple[Matter, ...] = ()
    consequences: tuple[Consequence, ...] = ()
