"""Boxes: what protects a cell of a table with any number of axes.

A box has a corner at the cell and the opposite corner in another value of every axis,
`*` included. Adding to some corners and taking the same from the others keeps every sum:
a corner falls for each changed coordinate, and rises again where exactly one of the two
values is `*`. Without fixed cells there is always a box in which nothing falls.
"""

from __future__ import annotations

from itertools import product

from brukermedvirkning.rules.disclosure.hiding import Cost, Hiding
from brukermedvirkning.rules.disclosure.table import STAR, Coordinates, Demand

__all__ = ["cheapest_box"]


def cheapest_box(hiding: Hiding, demand: Demand) -> tuple[Coordinates, ...] | None:
    """The corners of the box that withholds the fewest cells more, then the smallest.

    None where fixed cells stand in the way of every box.
    """
    best: tuple[Cost, tuple[Coordinates, ...]] | None = None
    pairs = [
        [(own, name) for name in axis if name != own]
        for axis, own in zip(hiding.table.axes, demand.cell, strict=True)
    ]
    for box in product(*pairs):
        corners = _corners(hiding, demand, box)
        if corners is not None:
            found = (hiding.price(corners), corners)
            best = found if best is None else min(best, found)
    return None if best is None else best[1]


def _corners(
    hiding: Hiding, demand: Demand, box: tuple[tuple[str, str], ...]
) -> tuple[Coordinates, ...] | None:
    """The corners, the demanded cell first; None where one of them cannot change.

    `box` has for each axis the value of the cell and that of the opposite corner.
    """
    corners: list[Coordinates] = []
    sides = [((own, False), (other, STAR not in (own, other))) for own, other in box]
    for corner in product(*sides):
        place = tuple(name for name, _ in corner)
        rising = sum(falls for _, falls in corner) % 2 == 0
        if place != demand.cell and not hiding.allows(demand, place, rising=rising):
            return None
        corners.append(place)
    return tuple(corners)
