"""One look at one case: which rows are seen, and whether the source has a place for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.case import Case, collections
from brukermedvirkning_cli.speaker import Speaker

__all__ = ["Facts", "Look"]

Facts = dict[str, Any]


@attrs.frozen
class Look:
    """A case on a day, in some languages; with `cut`, later rows are left out."""

    case: Case
    say: Speaker
    on: date
    cut: bool

    def rows(self, name: str) -> Sequence[Any]:
        """The rows of a kind that are seen; what was registered in error is not."""
        rows = [r for r in getattr(self.case, name) if not r.registered_in_error]
        return [row for row in rows if not self._is_later(row)]

    def later_rows(self) -> int:
        """How many rows are left out because they begin later."""
        return sum(
            self._is_later(row) and not row.registered_in_error
            for row in self.case.rows()
        )

    def past(self, when: date | None) -> bool:
        """Whether a day is on record and not later than the look."""
        return when is not None and not (self.cut and when > self.on)

    def can(self, path: str) -> bool:
        """Whether the source has a place for something."""
        return self.case.origin.carries.can(path)

    def section(self, name: str, describe: Callable[[Any, Look], Facts]) -> Facts:
        """The rows of a kind, and whether the source has a place for them."""
        rows = [describe(row, self) for row in self.rows(name)]
        kind = collections()[name].kind
        return {"carried": bool(rows) or self.can(kind), "rows": rows}

    def field(self, name: str, value: Any) -> Facts:
        """A field of the case, and whether its source has a place for it."""
        known = value is not None and value != {"start": None, "end": None}
        return {"carried": known or self.can(name), "value": value}

    def _is_later(self, row: Item) -> bool:
        return self.cut and row.day is not None and row.day > self.on
