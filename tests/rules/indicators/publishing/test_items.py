"""Numbers that stand alone: shown in every group of a split, or in none."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest

from brukermedvirkning.rules.disclosure import Limits, Zeros
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.publishing.items import shown_items
from brukermedvirkning.rules.indicators.publishing.parts import Item
from brukermedvirkning.rules.indicators.publishing.slices import Column, Slice
from brukermedvirkning.rules.indicators.publishing.verdict import Earlier, Verdict

LIMITS = Limits(threshold=5)
FAMILY = ("test", 1, 1)
NONE = Verdict()
HIDDEN = Verdict(hidden=frozenset({("a", ("n",))}))
REFUSED = Verdict(refused=frozenset({("n",)}))
SHOWN = Verdict(items=frozenset({"x"}))


def a_window(days):
    first = date(2020, 1, 1)
    return Window(start=first, end=first + timedelta(days=days), as_of=first)


def a_slice(by=(), window=10, assumed=False, people=0, **groups):
    """A slice whose groups have the items given; the group of a total is `all`."""
    return Slice(
        name=(FAMILY, a_window(window), by),
        counts="contact",
        two_sided=False,
        assumed=assumed,
        columns={
            () if name == "all" else (name,): Column(
                people=people, population=0, rows={}, items=items
            )
            for name, items in groups.items()
        },
    )


def shown(one, found=NONE, earlier=(), total=None, limits=LIMITS):
    return set(shown_items(one, found, tuple(earlier), total, limits))


def alone(*counts, **fields):
    return a_slice(all={"x": Item(counts=counts, **fields)})


@pytest.mark.parametrize(
    ("counts", "zero_tells", "zeros", "expected"),
    [
        ((), False, Zeros.SHOWN, True),
        ((0,), False, Zeros.SHOWN, True),
        ((1,), False, Zeros.SHOWN, False),
        ((4,), False, Zeros.SHOWN, False),
        ((5,), False, Zeros.SHOWN, False),
        ((6,), False, Zeros.SHOWN, True),
        ((-4,), False, Zeros.SHOWN, False),
        ((-1,), False, Zeros.SHOWN, False),
        ((-5,), False, Zeros.SHOWN, False),
        ((-6,), False, Zeros.SHOWN, True),
        ((9, 3), False, Zeros.SHOWN, False),
        ((0,), True, Zeros.SHOWN, True),
        ((0,), True, Zeros.SMALL, False),
        ((0,), False, Zeros.SMALL, True),
        ((9,), True, Zeros.SMALL, True),
    ],
)
def test_a_small_count_withholds_its_item(counts, zero_tells, zeros, expected):
    limits = Limits(threshold=5, zeros=zeros)
    one = alone(*counts, zero_tells=zero_tells)

    assert expected == (shown(one, limits=limits) == {"x"})


@pytest.mark.parametrize(("count", "expected"), [(4, False), (5, True)])
def test_what_refuses_its_group_when_it_is_small_is_shown_from_the_threshold_on(
    count, expected
):
    assert expected == (shown(alone(count, guarded=True)) == {"x"})


def test_of_what_is_withheld_as_a_whole_no_item_is_shown():
    assert set() == shown(alone(9), Verdict(whole=True))


def test_an_item_needs_its_parts_in_every_group_and_its_items():
    needs_a, needs_b = (Item(rows=(row,)) for row in "ab")
    first = Item(counts=(9,))
    then = Item(items=("first",))

    assert {"y"} == shown(a_slice(n={"x": needs_a, "y": needs_b}), HIDDEN)
    assert {"first", "then"} == shown(a_slice(n={"first": first, "then": then}))
    assert set() == shown(a_slice(n={"then": then, "x": Item(items=("y",))}))
    few = attrs.evolve(first, counts=(3,))
    assert set() == shown(
        a_slice(n={"first": first, "then": then}, s={"first": few, "then": then})
    )


def test_an_item_that_a_group_lacks_is_that_of_the_others():
    one = a_slice(n={"x": Item(counts=(9,))}, s={"y": Item(counts=(3,))})

    assert {"x"} == shown(one)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (Item(), True),
        (Item(counts=(0, 0)), True),
        (Item(counts=(0, 9)), False),
        (Item(rows=("b",)), False),
    ],
)
def test_beside_a_refused_group_only_what_is_nobody_is_told(item, expected):
    assert expected == (shown(a_slice(n={"x": item}), REFUSED) == {"x"})


UNIT, FORM = ("case.unit",), ("contact.form",)


def split(by, *counts, name="x", adds_up=True):
    return a_slice(
        by,
        **{
            f"g{number}": {name: Item(counts=(count,), adds_up=adds_up)}
            for number, count in enumerate(counts)
        },
    )


TOTAL = a_slice(all={"x": Item(counts=(9,))})


def test_a_split_shows_no_item_that_its_total_withholds():
    assert {"x"} == shown(split(UNIT, 9, 9), total=(TOTAL, SHOWN))
    assert set() == shown(split(UNIT, 9, 9), total=(TOTAL, NONE))
    assumed = attrs.evolve(TOTAL, assumed=True)
    assert {"x"} == shown(split(UNIT, 9, 9), total=(assumed, NONE))


@pytest.mark.parametrize(
    ("by", "adds_up", "counts", "expected"),
    [
        (UNIT, False, (9, 9), True),
        (FORM, True, (9, 9), True),
        (FORM, False, (9, 9), False),
        (FORM, False, (0, 0), True),
        (FORM, False, (0, 9), False),
    ],
)
def test_what_counts_in_every_group_is_told_of_none(by, adds_up, counts, expected):
    one = split(by, *counts, adds_up=adds_up)

    assert expected == (shown(one, total=(TOTAL, SHOWN)) == {"x"})


def test_where_one_group_adds_up_and_another_does_not_neither_is_told():
    one = a_slice(
        FORM,
        n={"x": Item(counts=(9,))},
        s={"x": Item(counts=(9,), adds_up=False)},
    )

    assert set() == shown(one, total=(TOTAL, SHOWN))


@pytest.mark.parametrize(
    ("together", "expected"),
    [(18, True), (17, False), (13, False), (12, True), (23, False), (24, True)],
)
def test_people_are_told_where_few_in_two_groups_could_not_be_worked_out(
    together, expected
):
    one = split(FORM, 9, 9, name="people", adds_up=False)
    total = a_slice(all={"people": Item(counts=(together,))}, people=together)
    told = Verdict(items=frozenset({"people"}))

    assert expected == (shown(one, total=(total, told)) == {"people"})
    assumed = attrs.evolve(total, assumed=True)
    assert set() == shown(one, total=(assumed, told))


def before(verdict=SHOWN, window=5, **groups):
    return Earlier(slice=a_slice(window=window, **groups), verdict=verdict)


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (9, 9, True),
        (9, 10, False),
        (9, 14, False),
        (9, 15, True),
        (14, 9, False),
        (15, 9, True),
    ],
)
def test_a_small_change_since_a_smaller_window_is_not_told(was, now, expected):
    older = before(all={"x": Item(counts=(was,))})

    assert expected == (shown(alone(now), earlier=[older]) == {"x"})
    untold = attrs.evolve(older, verdict=NONE)
    assert {"x"} == shown(alone(now), earlier=[untold])


@pytest.mark.parametrize(
    ("first", "second", "now", "expected"),
    [(9, 9, 18, True), (9, 9, 19, False), (9, 20, 29, True), (9, 15, 20, False)],
)
def test_the_smaller_windows_together_leave_no_small_change(
    first, second, now, expected
):
    older = [
        before(all={"x": Item(counts=(count,))}, window=days)
        for count, days in ((first, 3), (second, 4))
    ]

    assert expected == (shown(alone(now), earlier=older) == {"x"})


def test_each_count_of_each_group_is_set_beside_its_own():
    older = before(n={"x": Item(counts=(20, 30))}, w={"x": Item(counts=(3,))})
    stays = {"x": Item(counts=(20, 30))}
    moved = {"x": Item(counts=(20, 31))}
    longer = {"x": Item(counts=(20, 30, 9))}
    swapped = {"x": Item(counts=(30, 20))}

    assert {"x"} == shown(a_slice(n=stays, s=moved), earlier=[older])
    assert set() == shown(a_slice(n=moved, s=stays), earlier=[older])
    assert {"x"} == shown(a_slice(n=longer), earlier=[older])
    assert {"x"} == shown(a_slice(n=swapped), earlier=[older])
    assert {"x"} == shown(a_slice(s=moved, n={}), earlier=[older])


def test_an_item_that_the_smaller_window_did_not_have_has_not_changed():
    older = before(all={"y": Item(counts=(8,))})

    assert {"x"} == shown(alone(9), earlier=[older])
