"""What is small, and which cells a table has."""

from __future__ import annotations

import pytest

from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.disclosure import STAR, Cell, Demand, Limits, Table, Zeros

SHOWN, SMALL = Limits(), Limits(zeros=Zeros.SMALL)


@pytest.mark.parametrize(
    ("value", "small", "small_with_zeros", "rise"),
    [
        (0, False, True, 5),
        (1, True, True, 4),
        (4, True, True, 4),
        (5, False, False, 4),
    ],
)
def test_a_count_is_small_below_the_threshold(value, small, small_with_zeros, rise):
    assert (SHOWN.small(value), SMALL.small(value)) == (small, small_with_zeros)
    assert SHOWN.rise(value) == SMALL.rise(value) == rise


def test_a_reader_knows_the_least_that_is_withheld():
    assert (SHOWN.least, SMALL.least) == (1, 0)


def test_the_least_threshold_withholds_a_single_one():
    assert [value for value in range(4) if Limits(threshold=2).small(value)] == [1]


def test_a_table_has_the_sums_along_each_axis():
    table = Table.of({("b", "x"): 1, ("a", "x"): 2, ("a", "y"): 4})

    assert {place: cell.value for place, cell in table.cells.items()} == {
        ("a", "x"): 2,
        ("a", "y"): 4,
        ("a", STAR): 6,
        ("b", "x"): 1,
        ("b", STAR): 1,
        (STAR, "x"): 3,
        (STAR, "y"): 4,
        (STAR, STAR): 7,
    }
    assert table.axes == ((STAR, "a", "b"), (STAR, "x", "y"))
    assert list(table.cells) == sorted(table.cells)


def test_a_slice_that_is_not_published_is_unseen_with_its_margin():
    table = Table.of({("a", "x"): 2, ("x", "y"): 4}, unseen=frozenset({(1, "x")}))

    assert {place for place, cell in table.cells.items() if not cell.published} == {
        ("a", "x"),
        (STAR, "x"),
    }


def test_small_cells_are_to_be_protected_the_smallest_first():
    cells = {
        ("b",): Cell(value=3),
        ("a",): Cell(value=3),
        ("c",): Cell(value=1),
        ("large",): Cell(value=5),
        ("known",): Cell(value=2, fixed=True),
        ("harmless",): Cell(value=2, sensitive=False),
        ("delicate",): Cell(value=0, sensitive=True),
    }

    assert list(Table(cells=cells).demands(SHOWN)) == [
        Demand(cell=("delicate",), rise=5),
        Demand(cell=("c",), rise=4),
        Demand(cell=("a",), rise=4),
        Demand(cell=("b",), rise=4),
    ]


def test_a_threshold_that_hides_nobody_is_refused():
    with pytest.raises(DefinitionError, match=r"^a threshold below 2 hides nobody$"):
        Limits(threshold=1)
