"""Consent and complaint. Consent is not agreement to a goal; a complaint is no stance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ComplaintOutcome,
    ConsentPurpose,
    ItemKind,
    Party,
    Purpose,
)
from brukermedvirkning.domain.record import PERSONAL, Id, Text
from brukermedvirkning.errors import Fault

__all__ = ["Complaint", "Consent"]


@attrs.frozen(kw_only=True)
class Consent(Item):
    """What the participant allowed: for which purpose, to whom, on which kinds of item.

    Narrowing is a new row that names the one it narrows; withdrawing sets the day.
    `by_representative` names the team member who gave it with a mandate,
    `withdrawn_by_representative` the one who withdrew it.
    """

    kind: ClassVar[str] = "consent"
    purpose: ClassVar[Purpose] = Purpose.LEGAL

    on: date
    until: date | None = None
    withdrawn_on: date | None = None
    aim: Coded[ConsentPurpose]
    covers: tuple[ItemKind, ...] = ()
    recipients: tuple[Id, ...] = ()
    narrows: Id | None = None
    by_representative: Id | None = None
    withdrawn_by_representative: Id | None = None
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)

    def _invariants(self) -> Iterator[Fault]:
        """`until` and `withdrawn_on` are not before `on`."""
        for field in ("until", "withdrawn_on"):
            day = getattr(self, field)
            if day and day < self.on:
                yield Fault(field=field, found=str(day), expected=f"{self.on} or later")

    @property
    def day(self) -> date:
        """The day on which it was given."""
        return self.on

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day: given, not run out, not withdrawn."""
        ends = [end for end in (self.until, self.withdrawn_on) if end is not None]
        return self.on <= day and all(day < end for end in ends)


@attrs.frozen(kw_only=True)
class Complaint(Item):
    """A complaint, its answer and what came of it.

    About an item, or about the service as a whole (`ItemKind.SERVICE`, without an item).
    """

    kind: ClassVar[str] = "complaint"
    purpose: ClassVar[Purpose] = Purpose.LEGAL

    on: date
    item_kind: ItemKind = ItemKind.SERVICE
    item: Id | None = None
    party: Party = Party.PARTICIPANT
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    answered_on: date | None = None
    outcome: ComplaintOutcome = ComplaintOutcome.PENDING
    answer: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    authority: Id | None = None

    def _invariants(self) -> Iterator[Fault]:
        """`item` is given exactly where `item_kind` is neither `service` nor `plan`.
        `answered_on` is not before `on`.
        """
        if (self.item is None) != (self.item_kind in (ItemKind.SERVICE, ItemKind.PLAN)):
            yield Fault(
                field="item",
                expected="the item complained of; none for the plan or the service",
            )
        if self.answered_on and self.answered_on < self.on:
            yield Fault(
                field="answered_on",
                found=str(self.answered_on),
                expected=f"{self.on} or later",
            )

    @property
    def day(self) -> date:
        """The day of the complaint."""
        return self.on
