"""Who did or said something, who wrote it down, and what every row of a case has."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

import attrs

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Area,
    Party,
    Purpose,
    RedactionExtent,
    RedactionGround,
    Role,
)
from brukermedvirkning.domain.frozenmap import EMPTY, FrozenMap
from brukermedvirkning.domain.record import PERSONAL, Id, Record

__all__ = [
    "NOT_RECORDED",
    "UNKNOWN_ACTOR",
    "Actor",
    "Attendee",
    "Item",
    "Recorded",
    "Redaction",
]


@attrs.frozen(kw_only=True)
class Actor(Record):
    """Somebody who acts in a case. Unknown is a value, never a made-up person."""

    kind: ActorKind = ActorKind.UNKNOWN
    id: Id | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    roles: tuple[Coded[Role], ...] = ()
    unit: Id | None = None

    def has_role(self, role: Role) -> bool:
        """Whether one of the actor's roles is this one."""
        return any(coded.concept is role for coded in self.roles)


UNKNOWN_ACTOR = Actor()


@attrs.frozen(kw_only=True)
class Recorded(Record):
    """Who a row comes from, who wrote it down, and when.

    That staff typed it does not make it theirs: `source` is whose fact it is, `by` is
    whose hand wrote it.
    """

    source: Actor = UNKNOWN_ACTOR
    by: Actor = UNKNOWN_ACTOR
    at: datetime | None = None


NOT_RECORDED = Recorded()


@attrs.frozen(kw_only=True)
class Redaction(Record):
    """That something of a row was taken away: when, by whom, on which ground.

    Never what it said. `reference` names what it rests on: the number of an order.
    Source: GDPR art. 17; definitions 3.1 (a disagreement goes by erasure alone).
    """

    on: date
    extent: RedactionExtent
    ground: RedactionGround = RedactionGround.UNKNOWN
    by: Actor = UNKNOWN_ACTOR
    reference: Id | None = None


@attrs.frozen(kw_only=True)
class Item(Record):
    """A row of a case: its id is unique within the case.

    `unit` is the body whose record it is; a read across units needs a recorded basis.
    A row registered in error stays, and counts nowhere. Rows stand sorted by
    (`day`, `id`), an unknown day first. `redactions` are the gaps in it, the first
    first: what was redacted whole keeps its id and kind, and is in error from then on.
    """

    kind: ClassVar[str]
    purpose: ClassVar[Purpose] = Purpose.SERVICE
    derived: ClassVar[tuple[str, ...]] = ("day", "recorded_by_staff")

    id: Id
    recorded: Recorded = NOT_RECORDED
    unit: Id | None = None
    registered_in_error: bool = False
    redactions: tuple[Redaction, ...] = ()
    extensions: FrozenMap = attrs.field(default=EMPTY, repr=False, metadata=PERSONAL)

    @property
    def day(self) -> date | None:
        """The civil day that orders the row among its kind."""
        raise NotImplementedError

    @property
    def is_gone(self) -> bool:
        """Whether all that it said was redacted."""
        return any(one.extent is RedactionExtent.WHOLE for one in self.redactions)

    @property
    def recorded_by_staff(self) -> bool | None:
        """Whether staff wrote the row down; None where nobody knows who did."""
        if self.recorded.by.kind is ActorKind.UNKNOWN:
            return None
        return self.recorded.by.kind is ActorKind.STAFF


@attrs.frozen(kw_only=True)
class Attendee(Record):
    """Somebody who took part, by party and role; who it was may stay unknown."""

    party: Party
    role: Coded[Role] = Coded(concept=Role.UNKNOWN)
    area: Coded[Area] = Coded(concept=Area.UNKNOWN)
    unit: Id | None = None
    id: Id | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
