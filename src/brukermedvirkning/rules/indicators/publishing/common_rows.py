"""Rows that every indicator over the same people has alike: judged first, and alone.

Slices and companions leave out the same rows and wait for the same ones. Where one shows
how many those are, another cannot withhold them to hide a count of its own. So they are
judged by themselves, with what the indicator makes of the others taken as known; then
the others are judged with these as they stand. Where they cannot protect each other,
each indicator withholds one of its own beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

import attrs

from brukermedvirkning.rules.disclosure.linked import (
    Margin,
    suppress_below,
    suppress_margin,
)
from brukermedvirkning.rules.disclosure.table import (
    Cell,
    Coordinates,
    Limits,
    Table,
)

__all__ = ["COMMON", "judge_line", "judge_split"]

COMMON = frozenset({"excluded", "not_mature", "cannot_tell"})
"""What does not depend on the numerator, the category or what is observed."""

Partners: TypeAlias = Mapping[str, tuple[str, int]]
_Place = TypeVar("_Place", str, Coordinates)


def judge_line(rows: Mapping[str, Cell], limits: Limits) -> Margin | None:
    """What must be withheld of a population that is not split; None for all of it."""
    alone = suppress_margin(_only(rows, COMMON.__contains__), limits)
    if alone is None:
        return suppress_margin(_with_no_help(rows), limits)
    beside = _beside(rows, COMMON.__contains__, alone.hidden)
    found = suppress_margin(beside, limits)
    if found is None:
        return None
    return attrs.evolve(found, partners={**alone.partners, **found.partners})


def judge_split(
    cells: Mapping[Coordinates, Cell], limits: Limits, partners: Partners
) -> frozenset[Coordinates] | None:
    """What must be withheld of a population by group, whose totals are known.

    As the totals of the common rows are, nothing but these can protect each other.
    """

    def common(place: Coordinates) -> bool:
        return place[0] in COMMON

    theirs = {
        row: one for row, one in partners.items() if row in COMMON and one[0] in COMMON
    }
    alone = suppress_below(Table(cells=_only(cells, common)), limits, theirs)
    if alone is None:
        return None
    rest = {row: one for row, one in partners.items() if row not in theirs}
    return suppress_below(Table(cells=_beside(cells, common, alone)), limits, rest)


def _only(
    cells: Mapping[_Place, Cell], common: Callable[[_Place], bool]
) -> dict[_Place, Cell]:
    """The cells with all but the common ones known."""
    return {
        place: cell if common(place) else attrs.evolve(cell, fixed=True)
        for place, cell in cells.items()
    }


def _with_no_help(rows: Mapping[str, Cell]) -> dict[str, Cell]:
    """The cells where what is small of the common ones is to be protected by others."""
    return {
        row: attrs.evolve(cell, room=0) if row in COMMON else cell
        for row, cell in rows.items()
    }


def _beside(
    cells: Mapping[_Place, Cell],
    common: Callable[[_Place], bool],
    hidden: frozenset[_Place],
) -> dict[_Place, Cell]:
    """The cells with the common ones as they stand: no help to the others."""
    return {
        place: _as_it_stands(cell, place in hidden) if common(place) else cell
        for place, cell in cells.items()
    }


def _as_it_stands(cell: Cell, hidden: bool) -> Cell:
    if hidden or not cell.published:
        return attrs.evolve(cell, hidden=True, sensitive=False, room=0)
    return attrs.evolve(cell, fixed=True)
