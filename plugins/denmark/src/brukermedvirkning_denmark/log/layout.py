"""The table of measures: which column is where, and the cells of a row.

Between the columns of the page stand button words, in columns without a heading.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from brukermedvirkning_denmark.log.text import one_line
from brukermedvirkning_denmark.log.values import Unreadable

__all__ = [
    "BUTTONS",
    "END",
    "HOURS",
    "MEASURE",
    "PRINTED",
    "START",
    "Cells",
    "Layout",
    "layout_of",
]

MEASURE = "Indsatstype og foranstaltning"
HOURS = "Timer pr. uge"
START = "Startdato"
END = "Slutdato"
BUTTONS = frozenset({"Vælg", "Slet"})

_COLUMNS = {name.casefold(): name for name in (MEASURE, HOURS, START, END)}


@attrs.frozen
class Cells:
    """The cells of a row under their headings, and what stood where buttons stand."""

    named: Mapping[str, str]
    others: tuple[str, ...] = ()


@attrs.frozen
class Layout:
    """Where each column with a heading stands, in cells from 0.

    `is_printed` says that the headings were those of the page and in its order.
    """

    columns: Mapping[str, int]
    is_printed: bool = True

    @property
    def width(self) -> int:
        """How many cells there are up to the last one with a heading."""
        return max(self.columns.values()) + 1

    def cells(self, text: str) -> Cells:
        """The cells of a row. Raises `Unreadable` where they cannot be told apart.

        A row has all cells of the heading, and a button after them; or none of the
        buttons at all, where only words were copied from the page.
        """
        cells = [one_line(cell) for cell in text.split("\t")]
        while len(cells) > self.width and not cells[-1]:
            cells.pop()
        has_button = cells[-1] in BUTTONS and len(cells) != self.width
        if has_button:
            cells.pop()
        if len(cells) != self.width and (has_button or len(cells) != self.width + 1):
            return self._without_buttons(cells)
        named = {name: cells[place] for name, place in self.columns.items()}
        if BUTTONS & set(named.values()):
            return self._without_buttons(cells)
        taken = set(self.columns.values())
        others = tuple(
            cell
            for place, cell in enumerate(cells)
            if place not in taken and cell and cell not in BUTTONS
        )
        return Cells(named, others)

    def _without_buttons(self, cells: list[str]) -> Cells:
        names = sorted(self.columns, key=lambda name: self.columns[name])
        words = [cell for cell in cells if cell and cell not in BUTTONS]
        if len(words) != len(names):
            expected = f"{len(names)} cells: {', '.join(names)}"
            found = "1 cell" if len(words) == 1 else f"{len(words)} cells"
            raise Unreadable(expected, found=found)
        return Cells(dict(zip(names, words, strict=True)))


PRINTED = Layout({MEASURE: 0, HOURS: 2, START: 3, END: 4})


def layout_of(text: str) -> Layout | None:
    """The layout that a line of headings gives, or None where it is no such line.

    Headings are known by two of their names, one of them the measure's or the hours'. A
    single name that cannot be read is taken from the printed order, where the others
    stand in theirs; else it is a column that the table lacks.
    """
    cells = [_COLUMNS.get(one_line(cell).casefold()) for cell in text.split("\t")]
    found = {name: place for place, name in enumerate(cells) if name is not None}
    if len(found) < 2 or not found.keys() & {MEASURE, HOURS}:
        return None
    if len(found) == len(_COLUMNS):
        return Layout(found)
    words = [one_line(cell) for cell in text.split("\t")]
    while words and not words[-1]:
        words.pop()
    lacking = [place for name, place in PRINTED.columns.items() if name not in found]
    in_order = found.items() <= PRINTED.columns.items()
    if in_order and all(place < len(words) and words[place] for place in lacking):
        return Layout(PRINTED.columns, is_printed=False)
    return Layout(found, is_printed=False)
