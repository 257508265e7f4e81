"""What is withheld of a table so far, and what a further change would cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeAlias

import attrs

from brukermedvirkning.rules.disclosure.table import (
    Coordinates,
    Demand,
    Limits,
    Table,
    Zeros,
)

__all__ = ["Cost", "Hiding", "Line"]

Cost: TypeAlias = tuple[int, int]
"""How many more cells are withheld, and the sum of their counts."""
Line: TypeAlias = tuple[int, str]
"""A row or column: the number of the axis, and the value."""


@attrs.frozen(kw_only=True)
class Hiding:
    """The cells of a table that a reader does not see.

    Further cells may be withheld; where it is `settled` none may, and the search is for
    what those withheld already protect.
    """

    table: Table
    limits: Limits
    hidden: frozenset[Coordinates]
    settled: bool = False

    @cached_property
    def crossing(self) -> Mapping[Line, tuple[str, ...]]:
        """In a table of two axes, what crosses each line at a cell that may change."""
        lines: dict[Line, list[str]] = {}
        for row, column in sorted(self.hidden if self.settled else self.table.cells):
            lines.setdefault((0, row), []).append(column)
            lines.setdefault((1, column), []).append(row)
        return {line: tuple(others) for line, others in lines.items()}

    def cost(self, place: Coordinates) -> Cost:
        """What withholding a cell costs; nothing where it is out of sight already."""
        if place in self.hidden:
            return (0, 0)
        return (1, self.table.cells[place].value)

    def allows(self, demand: Demand, place: Coordinates, *, rising: bool) -> bool:
        """Whether a reader must believe that a cell could differ by the demand.

        A fixed cell cannot, nor a zero that is shown as one; none falls below the least
        that a withheld cell can be.
        """
        cell = self.table.cells.get(place)
        if cell is None or (cell.fixed and place not in demand.moving):
            return False
        if self.settled and place not in self.hidden:
            return False
        if cell.published and not cell.value and self.limits.zeros is Zeros.SHOWN:
            return False
        if rising:
            return True
        room = cell.value - (self.limits.least if cell.published else 0)
        return min(room, room if cell.room is None else cell.room) >= demand.rise

    def price(self, places: Iterable[Coordinates]) -> Cost:
        """What withholding all of some cells costs."""
        costs = [self.cost(place) for place in places]
        return (sum(count for count, _ in costs), sum(value for _, value in costs))
