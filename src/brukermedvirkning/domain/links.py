"""Links between two records of one person. Linked, never merged; a link can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from brukermedvirkning.domain.actors import UNKNOWN_ACTOR, Actor
from brukermedvirkning.domain.record import PERSONAL, Id, Record, Text
from brukermedvirkning.errors import Fault

__all__ = ["PersonLink"]


@attrs.frozen(kw_only=True)
class PersonLink(Record):
    """That two participant keys are one person, why, and whether it was taken back."""

    id: Id
    first: Id = attrs.field(repr=False, metadata=PERSONAL)
    second: Id = attrs.field(repr=False, metadata=PERSONAL)
    on: date
    by: Actor = UNKNOWN_ACTOR
    reason: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    taken_back_on: date | None = None

    def _invariants(self) -> Iterator[Fault]:
        """`first` and `second` are two participants.
        `taken_back_on` is not before `on`.
        """
        if self.first == self.second:
            yield Fault(field="second", expected="another participant than the first")
        if self.taken_back_on and self.taken_back_on < self.on:
            yield Fault(
                field="taken_back_on",
                found=str(self.taken_back_on),
                expected=f"{self.on} or later",
            )
