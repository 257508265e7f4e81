"""Tables that share a margin: each is protected beside what the others show.

The margin is judged first and alone, with its total known. Every table below it then
takes the margin as known, so that what is shown or withheld in one tells nothing of
another. Where the margin withholds a cell, that cell and one partner could change
together; each table must leave room for that same change. A table that cannot is
withheld as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import attrs

from brukermedvirkning.rules.disclosure.hiding import Hiding
from brukermedvirkning.rules.disclosure.suppress import protection, suppress
from brukermedvirkning.rules.disclosure.table import (
    STAR,
    Cell,
    Coordinates,
    Demand,
    Limits,
    Table,
)

__all__ = ["Linked", "Margin", "suppress_below", "suppress_linked", "suppress_margin"]


@attrs.frozen(kw_only=True)
class Margin:
    """What is withheld of a margin, and for each protected row its partner.

    When a row rises its partner falls by the same, and the total is what it was.
    """

    hidden: frozenset[str]
    partners: Mapping[str, tuple[str, int]]


@attrs.frozen(kw_only=True)
class Linked:
    """A margin and the tables below it.

    None stands for a table that is withheld as a whole, and for a margin that is withheld
    with its total and all that is below it.
    """

    margin: Margin | None
    below: tuple[frozenset[Coordinates] | None, ...]


def suppress_margin(rows: Mapping[str, Cell], limits: Limits) -> Margin | None:
    """What must be withheld of one line of cells whose total is known."""
    total = Cell(value=sum(cell.value for cell in rows.values()), fixed=True)
    cells: dict[Coordinates, Cell] = {
        (name,): cell for name, cell in sorted(rows.items())
    }
    table = Table(cells={**cells, (STAR,): total})
    found = suppress(table, limits)
    if found is None:
        return None
    unseen = {place for place, cell in cells.items() if not cell.published}
    hiding = Hiding(table=table, limits=limits, hidden=found.hidden | unseen)
    partners = {}
    for demand in table.demands(limits):
        pattern = protection(hiding, demand)
        assert pattern is not None  # What was just withheld protects.
        partners[demand.cell[0]] = (pattern[1][0], demand.rise)
    return Margin(
        hidden=frozenset(place[0] for place in found.hidden), partners=partners
    )


def suppress_below(
    table: Table, limits: Limits, partners: Mapping[str, tuple[str, int]]
) -> frozenset[Coordinates] | None:
    """What must be withheld of a table of rows and columns whose row sums are known.

    The row sums are fixed cells. `partners` are those of their margin.
    """
    margin = tuple(
        Demand(
            cell=(row, STAR),
            rise=rise,
            moving=frozenset({(row, STAR), (partner, STAR)}),
        )
        for row, (partner, rise) in sorted(partners.items())
    )
    found = suppress(table, limits, (*table.demands(limits), *margin))
    if found is None:
        return None
    return frozenset(place for place in found.hidden if place[1] != STAR)


def suppress_linked(
    tables: Sequence[Mapping[Coordinates, int]], limits: Limits
) -> Linked:
    """What must be withheld of tables of rows and columns that share their row sums.

    Raises `ValueError` where the row sums differ.
    """
    sums = [_row_sums(counts) for counts in tables]
    if any(one != sums[0] for one in sums):
        raise ValueError("the tables do not share their row sums")
    margin = suppress_margin(
        {row: Cell(value=value) for row, value in sums[0].items()}, limits
    )
    if margin is None:
        return Linked(margin=None, below=tuple(None for _ in tables))
    below = (
        suppress_below(_with_row_sums_fixed(counts), limits, margin.partners)
        for counts in tables
    )
    return Linked(margin=margin, below=tuple(below))


def _row_sums(counts: Mapping[Coordinates, int]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for (row, _), count in sorted(counts.items()):
        sums[row] += count
    return dict(sums)


def _with_row_sums_fixed(counts: Mapping[Coordinates, int]) -> Table:
    return Table(
        cells={
            place: attrs.evolve(cell, fixed=place[1] == STAR)
            for place, cell in Table.of(counts).cells.items()
        }
    )
