"""What contracts hand over: what a message is about, and the rows that come of many."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.domain.record import PERSONAL
from brukermedvirkning.ports import Notice, Rejected

__all__ = ["Number", "Piece", "Place", "Shown", "Spell", "Told"]


@attrs.frozen(kw_only=True, order=True)
class Number:
    """A number of a person in a scheme, as a message had it."""

    scheme: str
    value: str = attrs.field(repr=False, metadata=PERSONAL)


@attrs.frozen(kw_only=True)
class Place:
    """Where a message stood: its source and the place in it."""

    source: str
    where: str


@attrs.frozen(kw_only=True)
class Told:
    """One message understood: whom and what it is about, and when it was so.

    `numbers` are all the numbers that it gives of one person. `period` is the follow-up
    period that it names. `about` is the id of the thing it tells of: of two messages
    about one thing the later (`at`, then `version`) counts, or both, as the contract
    says. `also` are other ids that the thing goes by. `key` names the message itself, by which it is known when it comes twice.
    `withdrawn` says that the source takes back all that it said of the thing.
    `is_one_persons` says that the thing can be no other person's: what messages say of
    it in another's name is refused: `is_anothers`. `value` is the message, to be read again when all are together.
    """

    about: str
    also: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    period: str | None = None
    at: datetime | None = None
    version: int = 0
    key: str | None = None
    withdrawn: bool = False
    is_one_persons: bool = False
    is_anothers: bool = False
    value: Any = attrs.field(default=None, repr=False, metadata=PERSONAL)
    contract: str = ""
    place: Place = Place(source="", where="")

    @property
    def order(self) -> tuple[bool, float, int, str, str]:
        """By which messages about one thing stand in order, an unknown instant first."""
        at = 0.0 if self.at is None else self.at.timestamp()
        return (
            self.at is not None,
            at,
            self.version,
            self.key or "",
            self.place.source,
        )


@attrs.frozen(kw_only=True)
class Piece:
    """A row for a case, the collection it stands in, and what places it in a period.

    `period` names the follow-up period; without it the one counts that holds `day`. A
    row that goes with another is `beside` it, wherever that stands.
    """

    collection: str
    row: Item
    period: str | None = None
    day: date | None = None
    beside: str | None = None


@attrs.frozen(kw_only=True)
class Spell:
    """A follow-up period: a case. `end` is the first day that no longer belongs to it."""

    id: str
    start: date | None = None
    end: date | None = None
    unit: str | None = None
    at: datetime | None = None
    plan: ActionPlan | None = None


@attrs.frozen(kw_only=True)
class Shown:
    """What the messages of one contract about one thing come to.

    `withdrawn` says that its source took it back: what is known of it is in error.
    `rejected` are messages that its own consumer refuses beside those before them.
    """

    pieces: tuple[Piece, ...] = ()
    spells: tuple[Spell, ...] = ()
    notices: tuple[Notice, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    withdrawn: bool = False
