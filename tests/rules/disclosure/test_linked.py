"""Tables that share a margin tell together no more than each alone."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.rules.disclosure import (
    STAR,
    Cell,
    Limits,
    Table,
    Zeros,
    suppress,
    suppress_linked,
)
from brukermedvirkning.rules.disclosure.linked import (
    Margin,
    suppress_below,
    suppress_margin,
)

COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 30))
ROWS = ("one", "two", "three")


@st.composite
def two_tables(draw):
    """Two splits of the same people, counted from their unpublished cross."""
    size = draw(st.integers(1, 2)), draw(st.integers(2, 3))
    rows = ROWS[: draw(st.integers(2, 3))]
    first, second = {}, {}
    for row in rows:
        for unit in range(size[0] + 1):
            for programme in range(size[1]):
                count = draw(COUNTS)
                for table, name in ((first, f"u{unit}"), (second, f"p{programme}")):
                    table[row, name] = table.get((row, name), 0) + count
    return first, second


@st.composite
def limits_of(draw):
    return Limits(threshold=draw(st.integers(2, 5)), zeros=draw(st.sampled_from(Zeros)))


def together(tables, linked, limits, attacker_class, sums):
    """The attacker of all tables at once, who knows that they share their row sums."""
    seen, least, all_sums = {}, {}, []
    for number, (counts, hidden) in enumerate(zip(tables, linked.below, strict=True)):
        table = Table.of(counts)

        def named(place, number=number):
            return place if place[1] == STAR else (*place, str(number))

        all_sums += [
            {named(place): sign for place, sign in one.items()}
            for one in sums(table.cells)
        ]
        for place, cell in table.cells.items():
            if place[1] == STAR:
                out_of_sight = linked.margin is None or place[0] in linked.margin.hidden
                lower = limits.least if linked.margin else 0
            else:
                out_of_sight = hidden is None or place in hidden
                lower = 0 if hidden is None else limits.least
            if out_of_sight:
                least[named(place)] = lower
            else:
                seen[named(place)] = cell.value
    return attacker_class(all_sums, seen, least)


@given(two_tables(), limits_of())
def test_two_splits_of_the_same_people_tell_nothing_small(
    attacker_class, sums, tables, limits
):
    linked = suppress_linked(tables, limits)
    attacker = together(tables, linked, limits, attacker_class, sums)

    for name in attacker.least:
        row, column, *number = name
        counts = Table.of(tables[int(number[0])] if number else tables[0])
        if limits.small(counts.cells[row, column].value):
            assert not attacker.narrows(name, limits.threshold), name


def test_each_split_judged_for_itself_tells_too_much(attacker_class, sums):
    """A row sum that one table withholds to protect a cell stands in the other."""
    tables = (
        {("yes", "a"): 3, ("yes", "b"): 0, ("no", "a"): 0, ("no", "b"): 9},
        {("yes", "x"): 3, ("yes", "y"): 0, ("no", "x"): 9, ("no", "y"): 0},
    )
    alone = [suppress(Table.of(counts), Limits()).hidden for counts in tables]
    linked = suppress_linked(tables, Limits())

    assert any((row, STAR) in hidden for hidden in alone for row in ("yes", "no"))
    assert linked.margin.hidden == {"yes", "no"}


def test_a_split_that_leaves_no_room_is_withheld_as_a_whole():
    room = {("yes", "a"): 7, ("no", "a"): 4, ("no", "b"): 50}
    none = {("yes", "x"): 3, ("yes", "y"): 4, ("no", "x"): 24, ("no", "y"): 30}
    linked = suppress_linked((room, none), Limits())

    assert linked.margin.hidden == frozenset()
    assert {("no", "a"), ("no", "b")} <= linked.below[0]
    assert linked.below[1] is None


def test_a_margin_that_leaves_no_room_takes_all_with_it():
    linked = suppress_linked([{("yes", "a"): 1, ("no", "a"): 1}], Limits())

    assert (None, (None,)) == (linked.margin, linked.below)


@pytest.mark.parametrize(
    "other", [{("yes", "a"): 2}, {("yes", "a"): 1, ("no", "a"): 0}]
)
def test_what_shares_no_row_sums_is_not_linked(other):
    with pytest.raises(ValueError, match=r"^the tables do not share their row sums$"):
        suppress_linked([{("yes", "a"): 1}, other], Limits())


# A margin alone


@pytest.mark.parametrize(
    ("rows", "zeros", "hidden", "partners"),
    [
        ({"a": 3, "b": 9, "c": 30}, Zeros.SHOWN, {"a", "b"}, {"a": ("b", 4)}),
        ({"a": 5, "b": 9, "c": 0}, Zeros.SHOWN, set(), {}),
        (
            {"c": 0, "a": 3, "b": 9, "d": 30},
            Zeros.SMALL,
            {"a", "b", "c"},
            {"a": ("b", 4), "c": ("b", 5)},
        ),
    ],
)
def test_a_small_row_and_its_partner_are_withheld(rows, zeros, hidden, partners):
    cells = {row: Cell(value=value) for row, value in rows.items()}

    assert suppress_margin(cells, Limits(zeros=zeros)) == Margin(
        hidden=frozenset(hidden), partners=partners
    )


def test_a_partner_that_nobody_sees_need_not_be_withheld():
    rows = {
        "a": Cell(value=3),
        "b": Cell(value=9, published=False),
        "c": Cell(value=6),
    }

    assert suppress_margin(rows, Limits()) == Margin(
        hidden=frozenset({"a"}), partners={"a": ("b", 4)}
    )


# A table below a margin

BELOW = Table(
    cells={
        place: attrs.evolve(cell, fixed=place[1] == STAR)
        for place, cell in Table.of(
            {
                (row, column): count
                for row, counts in {"a": (20, 30), "b": (25, 40), "c": (21, 9)}.items()
                for column, count in zip("xy", counts, strict=True)
            }
        ).cells.items()
    }
)


@pytest.mark.parametrize(
    ("partners", "hidden"),
    [
        ({}, ""),
        ({"a": ("b", 4)}, "ax bx"),
        ({"a": ("b", 24)}, "ax bx"),
        ({"a": ("b", 25)}, "ay by"),
        ({"a": ("b", 4), "c": ("b", 4)}, "ax bx cx"),
        ({"b": ("a", 20)}, "ay by"),
        ({"a": ("c", 21)}, None),
    ],
)
def test_a_table_leaves_room_for_what_the_margin_withholds(partners, hidden):
    found = suppress_below(BELOW, Limits(), partners)

    assert hidden == (None if found is None else " ".join(sorted(map("".join, found))))


def test_a_cell_that_is_withheld_already_makes_the_room():
    cells = {**BELOW.cells}
    cells["b", "y"] = attrs.evolve(cells["b", "y"], hidden=True)

    assert suppress_below(Table(cells=cells), Limits(), {"a": ("b", 4)}) == {
        ("a", "y"),
        ("b", "y"),
    }


def test_a_small_cell_of_a_table_is_withheld_whatever_its_margin_shows():
    table = Table(cells=dict(BELOW.cells) | {("a", "x"): Cell(value=2, sensitive=True)})

    assert suppress_below(table, Limits(), {}) == {
        ("a", "x"),
        ("a", "y"),
        ("c", "x"),
        ("c", "y"),
    }
