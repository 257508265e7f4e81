"""Nobody who reads a table comes closer to a small cell than they may."""

from __future__ import annotations

import random
from importlib import import_module
from itertools import combinations, product

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.rules.disclosure import (
    STAR,
    Cell,
    Demand,
    Limits,
    Table,
    Zeros,
    suppress,
)
from brukermedvirkning.rules.disclosure.box import cheapest_box
from brukermedvirkning.rules.disclosure.hiding import Hiding
from brukermedvirkning.rules.disclosure.suppress import protection

# In its package a function has the same name.
module = import_module("brukermedvirkning.rules.disclosure.suppress")

COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 40))


@st.composite
def counted(draw, *, axes):
    sizes = [draw(st.integers(*size)) for size in axes]
    names = [
        [f"{axis}{n}" for n in range(size)]
        for axis, size in zip("abc", sizes, strict=False)
    ]
    return {place: draw(COUNTS) for place in product(*names)}


@st.composite
def limits_of(draw, *, zeros=tuple(Zeros)):
    return Limits(threshold=draw(st.integers(2, 6)), zeros=draw(st.sampled_from(zeros)))


def small(table, limits):
    return [demand.cell for demand in table.demands(limits)]


def nobody_narrows(table, limits, attackers):
    found = suppress(table, limits)
    attacker = attackers(table, found.hidden, limits)
    for place in small(table, limits):
        assert not attacker.narrows(place, limits.threshold), place


@given(counted(axes=[(1, 6)]), limits_of())
def test_a_line_of_cells_tells_nothing_small(attackers, counts, limits):
    nobody_narrows(Table.of(counts), limits, attackers)


@given(counted(axes=[(1, 3), (1, 3)]), limits_of())
def test_a_table_of_rows_and_columns_tells_nothing_small(attackers, counts, limits):
    nobody_narrows(Table.of(counts), limits, attackers)


@given(counted(axes=[(1, 2), (2, 2), (1, 2)]), limits_of(zeros=[Zeros.SHOWN]))
def test_a_table_of_three_axes_tells_nothing_small(attackers, counts, limits):
    nobody_narrows(Table.of(counts), limits, attackers)


@given(
    st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=4),
    limits_of(zeros=[Zeros.SHOWN]),
)
def test_the_difference_of_two_periods_tells_nothing_small(attackers, rows, limits):
    counts = {
        (f"row-{n}", period): count
        for n, pair in enumerate(rows)
        for period, count in zip(("earlier", "since"), pair, strict=True)
    }
    table = Table.of(counts, unseen=frozenset({(1, "since")}))

    nobody_narrows(table, limits, attackers)


@given(counted(axes=[(1, 3), (1, 3)]), limits_of(), st.randoms(use_true_random=False))
def test_the_order_of_the_cells_does_not_matter(counts, limits, chance):
    mixed = list(counts.items())
    chance.shuffle(mixed)
    cells = list(Table.of(counts).cells.items())
    chance.shuffle(cells)
    expected = suppress(Table.of(counts), limits)

    assert expected == suppress(Table.of(dict(mixed)), limits)
    assert expected == suppress(Table(cells=dict(cells)), limits)


@given(counted(axes=[(1, 3), (1, 4)]), limits_of())
def test_no_cell_that_protects_others_can_be_shown_again(counts, limits):
    table = Table.of(counts)
    found = suppress(table, limits)

    for place in found.complementary:
        less = Hiding(
            table=table, limits=limits, hidden=found.hidden - {place}, settled=True
        )
        assert any(protection(less, demand) is None for demand in table.demands(limits))


@given(counted(axes=[(1, 3), (1, 3)]), limits_of())
def test_what_is_not_small_alone_is_withheld_only_to_protect(counts, limits):
    table = Table.of(counts)
    found = suppress(table, limits)

    assert frozenset(small(table, limits)) == found.primary
    assert found.primary or not found.complementary


def some_tables(size, how_many, seed):
    chance = random.Random(seed)
    for _ in range(how_many):
        places = product(
            [f"row-{n}" for n in range(size)], [f"column-{n}" for n in range(size)]
        )
        yield Table.of({place: chance.randint(0, 20) for place in places})


def too_weak(table, limits, hidden, attackers):
    attacker = attackers(table, hidden, limits)
    return any(
        attacker.narrows(place, limits.threshold) for place in small(table, limits)
    )


def test_withholding_the_small_cells_alone_is_beaten_every_time(attackers):
    limits = Limits()
    for table in some_tables(4, 10, seed=2):
        if not small(table, limits):
            continue
        assert too_weak(table, limits, suppress(table, limits).primary, attackers)


def test_a_partner_that_is_too_small_is_caught(attackers):
    """Two withheld cells in each line are not enough: their sum is known."""
    table = Table.of({("a",): 1, ("b",): 2, ("c",): 30})
    limits = Limits()

    assert too_weak(table, limits, {("a",), ("b",)}, attackers)
    assert not too_weak(table, limits, suppress(table, limits).hidden, attackers)


def optimum(table, limits, most, attackers):
    """How few cells protect all small ones, by trying; never more than `most`."""
    first = frozenset(small(table, limits))
    others = [
        place
        for place, cell in table.cells.items()
        if place not in first and cell.value
    ]
    for size in range(most):
        for more in combinations(others, size):
            hidden = first.union(more)
            if not too_weak(table, limits, hidden, attackers):
                return size
    return most


@pytest.mark.once
def test_few_more_cells_are_withheld_than_need_be(attackers):
    limits = Limits(threshold=4)
    ours = best = 0
    for table in [*some_tables(3, 10, seed=3), *some_tables(4, 2, seed=4)]:
        found = suppress(table, limits)
        ours += len(found.hidden)
        best += len(found.primary) + optimum(
            table, limits, len(found.complementary), attackers
        )

    assert ours <= 1.3 * best


@given(counted(axes=[(1, 3), (1, 3)]), limits_of())
def test_a_box_protects_a_table_of_rows_and_columns_too(attackers, counts, limits):
    table = Table.of(counts)
    hidden = frozenset(small(table, limits))
    for demand in table.demands(limits):
        box = cheapest_box(Hiding(table=table, limits=limits, hidden=hidden), demand)
        hidden = hidden.union(box)

    assert not too_weak(table, limits, hidden, attackers)


def test_zeros_are_shown_unless_they_count_as_small():
    table = Table.of({("a",): 0, ("b",): 9, ("c",): 30})

    assert not suppress(table, Limits()).hidden
    assert {("a",), ("b",)} == suppress(table, Limits(zeros=Zeros.SMALL)).hidden


def test_the_smallest_partner_is_withheld_that_is_large_enough():
    table = Table.of({("a",): 3, ("b",): 4, ("c",): 5, ("d",): 30})

    assert {("a",), ("b",), ("c",)} == suppress(table, Limits()).hidden


def test_what_is_fixed_is_neither_withheld_nor_of_any_help():
    cells = {("a",): Cell(value=3), ("b",): Cell(value=30, fixed=True)}
    total = {(STAR,): Cell(value=33, fixed=True)}

    assert suppress(Table(cells={**cells, **total}), Limits()) is None
    assert not suppress(
        Table(cells={("b",): cells["b",], **total}), Limits(threshold=40)
    ).hidden


def test_fixed_cells_can_stand_in_the_way_of_every_path():
    table = Table.of({("a", "x"): 3, ("a", "y"): 0, ("b", "x"): 9, ("b", "y"): 9})
    fixed = Table(
        cells={
            place: attrs.evolve(cell, fixed=STAR in place)
            for place, cell in table.cells.items()
        }
    )

    assert suppress(fixed, Limits()) is None
    assert suppress(table, Limits()) is not None


def test_a_cell_that_is_withheld_already_costs_nothing():
    cells = {
        ("a",): Cell(value=3),
        ("b",): Cell(value=6),
        ("c",): Cell(value=30, hidden=True),
        (STAR,): Cell(value=39),
    }
    found = suppress(Table(cells=cells), Limits())

    assert {("a",), ("c",)} == found.hidden


def test_a_cell_falls_no_further_than_it_has_room():
    cells = {
        ("a",): Cell(value=3),
        ("b",): Cell(value=9, room=2),
        ("c",): Cell(value=30, room=29),
        (STAR,): Cell(value=42, fixed=True),
    }

    assert {("a",), ("c",)} == suppress(Table(cells=cells), Limits()).hidden


def test_a_large_cell_is_protected_where_that_is_asked():
    cells = {
        ("a",): Cell(value=20, sensitive=True),
        ("b",): Cell(value=9),
        (STAR,): Cell(value=29),
    }

    assert {("a",), ("b",)} == suppress(Table(cells=cells), Limits()).hidden


def test_a_place_that_a_table_does_not_have_protects_nothing():
    table = Table(cells={("a", "x"): Cell(value=3), ("b", "y"): Cell(value=9)})

    assert suppress(table, Limits()) is None


def test_a_demand_can_be_named():
    table = Table.of({("a",): 20, ("b",): 9})
    found = suppress(table, Limits(), [Demand(cell=("a",), rise=8)])

    assert {("a",), ("b",)} == found.hidden


def three_by_three(*rows):
    return Table.of(
        {
            (row, column): count
            for row, counts in zip("abc", rows, strict=False)
            for column, count in zip("xyz", counts, strict=True)
        }
    )


@pytest.mark.parametrize(
    ("rows", "complementary"),
    [
        ([(0, 6, 2), (1, 6, 12)], "*y ay bz"),
        ([(3, 2, 7), (1, 9, 0)], "*z az by"),
        ([(5, 5, 6), (2, 2, 9), (9, 1, 1)], "ax ay bz cx"),
        ([(3, 0, 9), (1, 8, 8), (0, 5, 2)], "*y az bz cy"),
    ],
)
def test_the_largest_that_is_not_needed_is_shown_again(rows, complementary):
    """And of two that are equal the first, whatever the order of the cells."""
    found = suppress(three_by_three(*rows), Limits()).complementary

    assert " ".join(sorted(map("".join, found))) == complementary


def test_what_a_cell_did_not_protect_is_not_asked_again_without_it(monkeypatch):
    asked = []

    def looked_for(hiding, demand):
        asked.append(demand)
        return protection(hiding, demand)

    monkeypatch.setattr(module, "protection", looked_for)
    suppress(three_by_three((7, 1, 5), (6, 6, 0), (1, 0, 1)), Limits())

    assert len(asked) == 13
