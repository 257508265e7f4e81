"""Withholding the small cells of one table, and what would give them away.

The result is irreducible, not minimal: no cell that was withheld for the sake of others
can be shown again. It does not depend on the order of the cells.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from brukermedvirkning.rules.disclosure.box import cheapest_box
from brukermedvirkning.rules.disclosure.hiding import Hiding
from brukermedvirkning.rules.disclosure.path import cheapest_path
from brukermedvirkning.rules.disclosure.table import Coordinates, Demand, Limits, Table

__all__ = ["Suppression", "protection", "suppress"]


@attrs.frozen(kw_only=True)
class Suppression:
    """What is withheld of a table: the cells asked for, and those that protect them."""

    primary: frozenset[Coordinates]
    complementary: frozenset[Coordinates]

    @property
    def hidden(self) -> frozenset[Coordinates]:
        """Every cell that a reader looks for and does not see."""
        return self.primary | self.complementary


def protection(hiding: Hiding, demand: Demand) -> tuple[Coordinates, ...] | None:
    """The cells that could change together with one, itself first; None for no such."""
    two_way = len(demand.cell) == 2
    return (cheapest_path if two_way else cheapest_box)(hiding, demand)


def suppress(
    table: Table, limits: Limits, demands: Iterable[Demand] | None = None
) -> Suppression | None:
    """What must be withheld so that every demand is met; by default all small cells.

    None where it cannot be done, which only fixed cells can bring about.
    """
    wanted = tuple(table.demands(limits) if demands is None else demands)
    first = frozenset(
        place
        for place, cell in table.cells.items()
        if cell.hidden or not cell.published
    ).union(demand.cell for demand in wanted)
    hidden = first
    for demand in wanted:
        found = protection(Hiding(table=table, limits=limits, hidden=hidden), demand)
        if found is None:
            return None
        hidden = hidden.union(found)
    needed = _irreducible(table, limits, wanted, first, hidden)
    seen = {place for place, cell in table.cells.items() if cell.published}
    return Suppression(primary=first & seen, complementary=needed - first)


def _irreducible(
    table: Table,
    limits: Limits,
    wanted: tuple[Demand, ...],
    first: frozenset[Coordinates],
    hidden: frozenset[Coordinates],
) -> frozenset[Coordinates]:
    """The cells without which a demand is not met, tried from the largest down."""
    protecting: dict[Demand, frozenset[Coordinates]] = {}
    largest_first = sorted(
        hidden - first, key=lambda place: (-table.cells[place].value, place)
    )
    for place in largest_first:
        less = Hiding(table=table, limits=limits, hidden=hidden - {place}, settled=True)
        without: dict[Demand, frozenset[Coordinates]] = {}
        for demand in wanted:
            if place in protecting.get(demand, {place}):
                found = protection(less, demand)
                if found is None:
                    break
                without[demand] = frozenset(found)
        else:
            hidden = less.hidden
            protecting |= without
    return hidden
