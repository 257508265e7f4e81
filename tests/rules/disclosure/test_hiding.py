"""What may change where a reader sees some of a table, and what it costs."""

from __future__ import annotations

import pytest

from brukermedvirkning.rules.disclosure import STAR, Cell, Demand, Limits, Table, Zeros
from brukermedvirkning.rules.disclosure.hiding import Hiding

SHOWN, SMALL = Limits(), Limits(zeros=Zeros.SMALL)
HERE, ELSEWHERE = ("here",), ("elsewhere",)
DEMAND = Demand(cell=ELSEWHERE, rise=4)
MOVING = Demand(cell=ELSEWHERE, rise=4, moving=frozenset({HERE}))


def hiding(cell, limits=SHOWN, **parts):
    return Hiding(
        table=Table(cells={HERE: cell}),
        limits=limits,
        **{"hidden": frozenset()} | parts,
    )


@pytest.mark.parametrize(
    ("cell", "limits", "demand", "rises", "falls"),
    [
        (Cell(value=5), SHOWN, DEMAND, True, True),
        (Cell(value=4), SHOWN, DEMAND, True, False),
        (Cell(value=4), SMALL, DEMAND, True, True),
        (Cell(value=3), SMALL, DEMAND, True, False),
        (Cell(value=4, published=False), SHOWN, DEMAND, True, True),
        (Cell(value=3, published=False), SHOWN, DEMAND, True, False),
        (Cell(value=0), SHOWN, DEMAND, False, False),
        (Cell(value=0), SMALL, DEMAND, True, False),
        (Cell(value=0, published=False), SHOWN, DEMAND, True, False),
        (Cell(value=9, room=4), SHOWN, DEMAND, True, True),
        (Cell(value=9, room=3), SHOWN, DEMAND, True, False),
        (Cell(value=4, room=9), SHOWN, DEMAND, True, False),
        (Cell(value=9, fixed=True), SHOWN, DEMAND, False, False),
        (Cell(value=9, fixed=True), SHOWN, MOVING, True, True),
    ],
)
def test_a_cell_could_be_more_or_less(cell, limits, demand, rises, falls):
    here = hiding(cell, limits)

    assert here.allows(demand, HERE, rising=True) is rises
    assert here.allows(demand, HERE, rising=False) is falls


def test_where_no_more_is_withheld_only_what_is_hidden_could_differ():
    seen = hiding(Cell(value=9), settled=True)
    hidden = hiding(Cell(value=9), settled=True, hidden=frozenset({HERE}))

    assert not seen.allows(DEMAND, HERE, rising=True)
    assert hidden.allows(DEMAND, HERE, rising=True)
    assert hidden.allows(DEMAND, HERE, rising=False)


def test_a_place_that_the_table_does_not_have_allows_nothing():
    assert not hiding(Cell(value=9)).allows(DEMAND, ELSEWHERE, rising=True)


def test_what_is_hidden_costs_nothing_and_all_else_its_count():
    table = Table.of({("a",): 3, ("b",): 7})
    here = Hiding(table=table, limits=SHOWN, hidden=frozenset({("a",)}))

    assert [here.cost(place) for place in (("a",), ("b",), (STAR,))] == [
        (0, 0),
        (1, 7),
        (1, 10),
    ]
    assert here.price([("a",), ("b",), (STAR,)]) == (2, 17)


def test_lines_cross_at_the_cells_that_may_change():
    table = Table(
        cells={place: Cell(value=9) for place in (("b", "y"), ("b", "x"), ("a", "y"))}
    )
    hidden = frozenset({("b", "y")})
    of_all, of_hidden = (
        Hiding(table=table, limits=SHOWN, hidden=hidden, settled=settled)
        for settled in (False, True)
    )

    assert of_all.crossing == {
        (0, "a"): ("y",),
        (0, "b"): ("x", "y"),
        (1, "x"): ("b",),
        (1, "y"): ("a", "b"),
    }
    assert of_hidden.crossing == {(0, "b"): ("y",), (1, "y"): ("b",)}
