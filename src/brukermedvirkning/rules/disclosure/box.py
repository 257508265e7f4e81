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
    others = [
        [name for name in axis if name != own]
        for axis, own in zip(hiding.table.axes, demand.cell, strict=True)
    ]
    for opposite in product(*others):
        corners = _corners(hiding, demand, opposite)
        if corners is not None:
            found = (hiding.price(corners), corners)
            best = found if best is None else min(best, found)
    return None if best is None else best[1]


def _corners(
    hiding: Hiding, demand: Demand, opposite: Coordinates
) -> tuple[Coordinates, ...] | None:
    """The corners, the demanded cell first; None where one of them cannot change."""
    pairs = tuple(zip(demand.cell, opposite, strict=True))
    corners: list[Coordinates] = []
    for changed in product((False, True), repeat=len(pairs)):
        place = tuple(pair[now] for pair, now in zip(pairs, changed, strict=True))
        falls = sum(
            now and STAR not in pair for pair, now in zip(pairs, changed, strict=True)
        )
        if place != demand.cell and not hiding.allows(
            demand, place, rising=falls % 2 == 0
        ):
            return None
        corners.append(place)
    return tuple(corners)
