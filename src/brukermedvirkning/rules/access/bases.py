"""What a read across units may rest on: consent, statute, the participant's own sharing.

And what opens what is closed: an emergency with a statutory ground, for a time, seen by
the participant. Source: definitions 3.1, 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeVar

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ConsentPurpose
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Id, Record, Text
from brukermedvirkning.domain.rights import Consent
from brukermedvirkning.errors import Fault

__all__ = [
    "LONGEST_OPENING",
    "SHARING_AIMS",
    "BreakGlass",
    "Sharing",
    "Statute",
    "consents_in_force",
]

T = TypeVar("T")

LONGEST_OPENING = timedelta(days=14)
"""How long a closed item stays open at most. Own choice: whoever needs longer opens it
again, and the participant sees that too."""

SHARING_AIMS = frozenset(
    {ConsentPurpose.SHARING_BETWEEN_UNITS, ConsentPurpose.CROSS_SECTOR_PLAN}
)
"""The aims of consent that let another unit read; the others are for something else.
Source: definitions 3.1 (a read across units needs consent; a cross-sector plan does)."""


@attrs.frozen(kw_only=True)
class Statute(Record):
    """A provision by which another body may read some kinds of item, while it holds."""

    reference: Text
    recipient: Id
    covers: tuple[Id, ...]
    valid: Period


@attrs.frozen(kw_only=True)
class Sharing(Record):
    """That the participant shared one item with another body, until taken back."""

    case: Id
    item_kind: Id
    item: Id
    recipient: Id
    on: date
    taken_back_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day; not any more on the day it is taken back."""
        ended = self.taken_back_on is not None and self.taken_back_on <= day
        return self.on <= day and not ended


@attrs.frozen(kw_only=True)
class BreakGlass(Record):
    """That somebody opened closed kinds of a case, on a statutory ground, for a time.

    It lapses on `until`, which is no longer part of it. It is shown to the participant,
    lapsed or not.
    """

    case: Id
    by: Actor
    ground: Text
    covers: tuple[Id, ...]
    on: date
    until: date

    def _invariants(self) -> Iterator[Fault]:
        """`until` is after `on`, and no later than `LONGEST_OPENING` after it.
        `by` is somebody with an id: nobody opens unknown.
        """
        if not self.on < self.until or self.until - self.on > LONGEST_OPENING:
            yield Fault(
                field="until",
                found=str(self.until),
                expected=f"1 to {LONGEST_OPENING.days} days after {self.on}",
            )
        if self.by.id is None:
            yield Fault(field="by", expected="an actor with an id")

    def holds_for(self, actor: Actor, case: Case, day: date) -> bool:
        """Whether it opens a case for an actor on a day."""
        same = (self.by.kind, self.by.id) == (actor.kind, actor.id)
        return same and self.case == case.id and self.on <= day < self.until


def consents_in_force(case: Case, day: date) -> Iterator[Consent]:
    """The consents on which others may read, each no wider than what it narrows.

    From the day of a narrowing the wider one is gone for good, and from the day of
    withdrawal there is none; to take back a narrowing never widens.
    """
    counted = {row.id: row for row in case.consents if not row.registered_in_error}
    narrowed = {row.narrows for row in counted.values() if row.on <= day}
    for row in counted.values():
        if row.id in narrowed or row.aim.concept not in SHARING_AIMS:
            continue
        chain = list(_chain(row, counted))
        if all(one.holds_on(day) for one in chain):
            yield attrs.evolve(
                row,
                covers=_common(one.covers for one in chain),
                recipients=_common(one.recipients for one in chain),
            )


def _chain(row: Consent, counted: dict[str, Consent]) -> Iterator[Consent]:
    """A consent, what it narrows, and so on; what is in error is no limit."""
    seen: set[str] = set()
    above: Consent | None = row
    while above is not None and above.id not in seen:
        seen.add(above.id)
        yield above
        above = counted.get(above.narrows or "")


def _common(lists: Iterator[tuple[T, ...]]) -> tuple[T, ...]:
    first, *others = lists
    return tuple(one for one in first if all(one in other for other in others))
