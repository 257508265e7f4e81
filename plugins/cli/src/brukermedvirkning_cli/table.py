"""A table as a value, and as plain aligned lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from brukermedvirkning_cli.drawing.bars import Picture

__all__ = ["Block", "Table"]

_NARROWEST = 16


class Table(NamedTuple):
    """Rows of text below their headings; `right` names the columns set to the right."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: frozenset[int] = frozenset()

    def lines(self, width: int) -> Iterator[str]:
        """The table as aligned lines, indented by two; the last column is wrapped."""
        everything = [self.headings, *self.rows]
        widths = [max(len(row[i]) for row in everything) for i in self._columns]
        room = width - sum(widths[:-1]) - 2 * len(widths)
        if widths[-1] > room:
            widths[-1] = max(room, _NARROWEST)
        rule = ["-" * width for width in widths]
        for row in (self.headings, rule, *self.rows):
            yield from self._wrapped(row, widths)

    @property
    def _columns(self) -> range:
        return range(len(self.headings))

    def _wrapped(self, row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
        *cells, last = row
        parts = textwrap.wrap(last, widths[-1]) or [""]
        yield self._line([*cells, parts[0]], widths)
        for part in parts[1:]:
            yield self._line([*("" for _ in cells), part], widths)

    def _line(self, row: Sequence[str], widths: Sequence[int]) -> str:
        cells = (
            row[i].rjust(widths[i]) if i in self.right else row[i].ljust(widths[i])
            for i in self._columns
        )
        return ("  " + "  ".join(cells)).rstrip()


Block: TypeAlias = str | Table | Picture
"""What a page is made of: lines, tables and pictures."""
