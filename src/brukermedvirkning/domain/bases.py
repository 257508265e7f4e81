"""What a reading may rest on beside consent: a statute, a sharing, an opening.

Kept as records of their own, for they come and go while a case stays as it is. Source:
definitions 3.1, 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Id, Record, Text
from brukermedvirkning.errors import Fault

__all__ = ["LONGEST_OPENING", "BreakGlass", "Sharing", "Statute"]

LONGEST_OPENING = timedelta(days=14)
"""How long a closed item stays open at most. Own choice: whoever needs longer opens it
again, and the participant sees that too."""


@attrs.frozen(kw_only=True)
class Statute(Record):
    """A provision by which another body may read some kinds of item, while it holds."""

    id: Id
    reference: Text
    recipient: Id
    covers: tuple[Id, ...]
    valid: Period


@attrs.frozen(kw_only=True)
class Sharing(Record):
    """That the participant shared one item with another body, until taken back."""

    id: Id
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

    id: Id
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
