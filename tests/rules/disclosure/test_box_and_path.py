"""The cells that can change together with one: which are taken, and in what order."""

from __future__ import annotations

from itertools import product

import pytest

from brukermedvirkning.rules.disclosure import STAR, Demand, Limits, Table
from brukermedvirkning.rules.disclosure.box import cheapest_box
from brukermedvirkning.rules.disclosure.hiding import Hiding
from brukermedvirkning.rules.disclosure.path import cheapest_path
from brukermedvirkning.rules.disclosure.suppress import protection

THREE_BY_THREE = Table.of(
    {
        (row, column): count
        for row, counts in {"a": (3, 7, 2), "b": (8, 3, 20), "c": (20, 21, 8)}.items()
        for column, count in zip("xyz", counts, strict=True)
    }
)


def by(find, table, cell, *hidden, rise=4, **parts):
    """The cells that one way of looking finds, each as one text."""
    hiding = Hiding(table=table, limits=Limits(), hidden=frozenset({cell, *hidden}))
    found = find(hiding, Demand(cell=cell, rise=rise, **parts))
    return None if found is None else " ".join(map("".join, found))


@pytest.mark.parametrize(
    ("cell", "path"),
    [
        (("a", "x"), "ax bx by ay"),
        (("c", "z"), "cz bz by cy"),
        (("a", STAR), "a* ax bx b*"),
        ((STAR, "x"), "*x *y ay ax"),
        ((STAR, STAR), "** a* az *z"),
    ],
)
def test_a_path_leads_from_a_rising_cell_to_a_falling_one(cell, path):
    assert by(cheapest_path, THREE_BY_THREE, cell) == path


@pytest.mark.parametrize(
    ("cell", "box"),
    [
        (("a", "x"), "ax ay bx by"),
        (("c", "z"), "cz cy bz by"),
        (("a", STAR), "a* ax b* bx"),
        ((STAR, "x"), "*x *y ax ay"),
        ((STAR, STAR), "** *z a* az"),
    ],
)
def test_a_box_has_the_cell_and_the_opposite_corner(cell, box):
    assert by(cheapest_box, THREE_BY_THREE, cell) == box


def test_a_longer_path_is_taken_where_its_cells_are_hidden_already():
    hidden = [("b", "x"), ("b", "z"), ("c", "z"), ("c", "y"), ("a", "y")]

    found = by(cheapest_path, THREE_BY_THREE, ("a", "x"), *hidden)

    assert found == "ax bx bz cz cy ay"


def test_a_box_is_made_of_cells_that_are_hidden_already():
    hidden = [("a", "z"), ("c", "x"), ("c", "z")]

    assert by(cheapest_box, THREE_BY_THREE, ("a", "x"), *hidden) == "ax ay cx cy"


def two_by_two_by_two(**counts):
    """A table of three axes, with 9 where nothing else is said."""
    places = map("".join, product("ab", "xy", "12"))
    return Table.of({tuple(place): counts.get(place, 9) for place in places})


@pytest.mark.parametrize(
    ("counts", "box"),
    [
        ({}, "ax1 ax2 ay1 ay2 bx1 bx2 by1 by2"),
        ({"ay2": 2, "bx2": 2, "by1": 2}, "ax1 ax2 ay1 ay2 bx1 bx2 by1 by2"),
        ({"by2": 2}, "ax1 ax* ay1 ay* bx1 bx* by1 by*"),
        ({"ax2": 2}, "ax1 ax* ay1 ay* bx1 bx* by1 by*"),
    ],
)
def test_a_corner_falls_where_an_odd_number_of_values_differ(counts, box):
    table = two_by_two_by_two(**counts)

    assert by(cheapest_box, table, ("a", "x", "1")) == box


def test_a_box_needs_a_value_of_every_axis():
    with pytest.raises(ValueError, match="zip"):
        by(cheapest_box, THREE_BY_THREE, ("a",))


def test_two_axes_are_searched_for_a_path_and_all_others_for_a_box():
    hidden = [("b", "x"), ("b", "z"), ("c", "z"), ("c", "y"), ("a", "y")]
    line = Table.of({("a",): 3, ("b",): 9})

    assert by(protection, THREE_BY_THREE, ("a", "x"), *hidden) == "ax bx bz cz cy ay"
    assert by(protection, line, ("a",)) == "a b"
    assert len(by(protection, two_by_two_by_two(), ("a", "x", "1")).split()) == 8
