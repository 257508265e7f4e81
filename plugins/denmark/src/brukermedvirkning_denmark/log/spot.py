"""Where in a source something stands, and what is to be said of it there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import attrs

from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice
from brukermedvirkning_denmark.log.values import Unreadable, shown

__all__ = ["Spot", "Taken"]

T = TypeVar("T")
R = TypeVar("R", Intervention, Contact)


@attrs.define
class Spot:
    """A line of a source; gathers the faults and notices of what stands there."""

    source: str
    number: int
    faults: list[Fault] = attrs.field(factory=list)
    notices: list[Notice] = attrs.field(factory=list)

    def fault(self, field: str, found: str, expected: str) -> None:
        """Something is wrong in a field of this line."""
        self.faults.append(
            Fault(
                source=self.source,
                where=f"line {self.number}",
                field=field,
                found=found,
                expected=expected,
            )
        )

    def notice(self, field: str, found: str, note: str) -> None:
        """Something in a field of this line is worth knowing, and is no fault."""
        self.notices.append(
            Notice(
                source=self.source,
                where=f"line {self.number}",
                field=field,
                found=found,
                note=note,
            )
        )

    def read(self, field: str, text: str, how: Callable[[str], T]) -> T | None:
        """The value of a field, or None and a fault where it cannot be read."""
        try:
            return how(text)
        except Unreadable as error:
            self.fault(field, error.found or shown(text), error.expected)
            return None


@attrs.frozen
class Taken(Generic[R]):
    """What one line gave: a row, where it could be read.

    `identity` is what the row is known by again when other rows are added, or it has
    changed; empty where that could not be read. `content` is all that it says.
    """

    row: R | None
    identity: str
    content: tuple[str, ...]
