"""Paths: what protects a cell of a table of two axes, with fewer cells than a box.

The table is a network: a node for each row and column, margins too, and an arc for each
cell. A rising cell leads from its row to its column, a falling one back; where exactly
one of the two is `*` it is the other way round. A cycle through a cell keeps every sum.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush

from brukermedvirkning.rules.disclosure.hiding import Cost, Hiding, Line
from brukermedvirkning.rules.disclosure.table import STAR, Coordinates, Demand

__all__ = ["cheapest_path"]


def cheapest_path(hiding: Hiding, demand: Demand) -> tuple[Coordinates, ...] | None:
    """The cells of the cycle that withholds the fewest cells more, then the smallest.

    None where fixed cells stand in the way of every cycle.
    """
    row, column = demand.cell
    ends: tuple[Line, Line] = ((1, column), (0, row))
    start, goal = ends if _plain(demand.cell) else ends[::-1]
    reached: dict[Line, tuple[Line, Coordinates]] = {}
    waiting: list[tuple[Cost, Line, Line, Coordinates]] = [
        (hiding.price(()), start, start, demand.cell)
    ]
    while waiting:
        cost, node, before, cell = heappop(waiting)
        if node in reached:
            continue
        reached[node] = (before, cell)
        if node == goal:
            return _back(reached, goal, start, demand.cell)
        for following, place in _arcs(hiding, demand, node):
            if following not in reached:
                count, value = hiding.cost(place)
                price = (cost[0] + count, cost[1] + value)
                heappush(waiting, (price, following, node, place))
    return None


def _plain(place: Coordinates) -> bool:
    """Whether the arc of a rising cell leads from the row to the column."""
    return (place[0] == STAR) == (place[1] == STAR)


def _arcs(
    hiding: Hiding, demand: Demand, node: Line
) -> Iterator[tuple[Line, Coordinates]]:
    """Where a node leads, and by which cell."""
    axis, name = node
    for other in hiding.crossing[node]:
        place = (name, other) if axis == 0 else (other, name)
        rising = _plain(place) == (axis == 0)
        if place != demand.cell and hiding.allows(demand, place, rising=rising):
            yield (1 - axis, other), place


def _back(
    reached: dict[Line, tuple[Line, Coordinates]],
    node: Line,
    start: Line,
    first: Coordinates,
) -> tuple[Coordinates, ...]:
    cells = []
    while node != start:
        node, cell = reached[node]
        cells.append(cell)
    return (first, *reversed(cells))
