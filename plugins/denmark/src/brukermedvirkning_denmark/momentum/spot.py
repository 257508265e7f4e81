"""Where in a source something stands, and what is to be said of it there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import attrs

from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice
from brukermedvirkning_denmark.momentum.objects import Object
from brukermedvirkning_denmark.momentum.values import Unreadable, kind_of

__all__ = ["Spot"]

T = TypeVar("T")


@attrs.define
class Spot:
    """A note or task in a source; gathers the faults and notices of what stands there."""

    source: str
    where: str
    item: Object = attrs.field(repr=False)
    faults: list[Fault] = attrs.field(factory=list)
    notices: list[Notice] = attrs.field(factory=list)

    def fault(self, field: str, found: str, expected: str) -> None:
        """Something is wrong in a field."""
        self.faults.append(
            Fault(
                source=self.source,
                where=self.where,
                field=field,
                found=found,
                expected=expected,
            )
        )

    def notice(self, field: str, found: str, note: str) -> None:
        """Something in a field is worth knowing, and is no fault."""
        self.notices.append(
            Notice(
                source=self.source,
                where=self.where,
                field=field,
                found=found,
                note=note,
            )
        )

    def read(self, field: str, how: Callable[[object], T | None]) -> T | None:
        """The value of a field, or None, with a fault where it cannot be read."""
        value = self.item.get(field.casefold())
        try:
            return how(value)
        except Unreadable as error:
            self.fault(field, error.found or kind_of(value), error.expected)
            return None

    def check_names(self, known: frozenset[str]) -> None:
        """A fault for each name that stands twice, a notice for those nobody knows."""
        for name in self.item.doubled:
            if name in known:
                self.fault(name, "the name twice", "each name once")
        unknown = sum(name.casefold() not in known for name in self.item)
        if unknown:
            found = "1 field" if unknown == 1 else f"{unknown} fields"
            self.notice("fields", found, "not known to this reader; not read")
