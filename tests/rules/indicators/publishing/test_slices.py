"""Measurements arranged as tables: which stand together, and in which order."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import attrs
import pytest

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.measurement import (
    CohortMeasurement,
    RateMeasurement,
)
from brukermedvirkning.rules.indicators.publishing.parts import Item
from brukermedvirkning.rules.indicators.publishing.slices import (
    Column,
    arrange,
    children,
    covered,
    named,
    overlap,
    within,
)


def days(start, end, as_of=99):
    first = date(2020, 1, 1)
    return Window(
        start=first + timedelta(days=start),
        end=first + timedelta(days=end),
        as_of=first + timedelta(days=as_of),
    )


def a_count(count, *, by=(), group=(), window=(0, 10), **fields):
    given = {
        "indicator": "test",
        "version": 1,
        "question": "How many?",
        "counts": "contact",
        "direction": Direction.NONE,
        "duty_holder": DutyHolder.PROGRAMME,
        "window": days(*window),
        "by": by,
        "group": group,
        "people": count,
        "population": count,
        "count": count,
        "value": None if count is None else Fraction(count),
    }
    return CohortMeasurement(**(given | fields))


def by_form(name, count, **fields):
    return a_count(count, by=("contact.form",), group=(name,), **fields)


def by_unit(name, count, **fields):
    return a_count(count, by=("case.unit",), group=(name,), **fields)


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ((2, 8), (2, 8), True),
        ((2, 8), (1, 9), True),
        ((1, 8), (2, 8), False),
        ((2, 9), (2, 8), False),
        ((2, 8, 5), (2, 8, 5), True),
        ((2, 8, 6), (2, 8, 5), False),
        ((2, 8, 5), (2, 8, 6), True),
    ],
)
def test_a_window_lies_in_another_with_its_days_and_what_was_known(
    inner, outer, expected
):
    assert expected is within(days(*inner), days(*outer))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ((8, 12), True),
        ((-2, 1), True),
        ((10, 12), False),
        ((-2, 0), False),
        ((2, 8), False),
        ((-2, 12), False),
        ((0, 10), False),
        ((0, 10, 50), False),
        ((2, 8, 120), True),
    ],
)
def test_windows_overlap_that_share_days_and_do_not_hold_each_other(other, expected):
    assert expected is overlap(days(0, 10), [days(*other)])
    assert expected is overlap(days(0, 10), [days(20, 30), days(*other)])
    assert not overlap(days(0, 10), [])


def test_the_children_of_a_window_are_the_largest_that_lie_in_it():
    others = [(0, 10), (0, 5), (1, 4), (5, 10), (5, 12), (20, 30)]

    assert children(days(0, 10), [days(*other) for other in others]) == [
        days(0, 5),
        days(5, 10),
    ]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([(0, 10)], True),
        ([(5, 10), (0, 5)], True),
        ([(0, 6), (1, 3), (5, 10)], True),
        ([(0, 5), (6, 10)], False),
        ([(1, 10)], False),
        ([(0, 9)], False),
        ([(0, 9), (2, 3)], False),
        ([], False),
    ],
)
def test_a_window_is_covered_where_no_day_is_left(parts, expected):
    assert expected is covered(days(0, 10), [days(*part) for part in parts])


def test_what_stands_twice_belongs_to_two_families():
    one, other = a_count(9), a_count(8)
    north = by_unit("north", 9)
    found = named([one, north, other, a_count(7, window=(0, 5))])

    assert [name for name, _ in found] == [
        (("test", 1, 1), days(0, 10), ()),
        (("test", 1, 1), days(0, 10), ("case.unit",)),
        (("test", 1, 2), days(0, 10), ()),
        (("test", 1, 1), days(0, 5), ()),
    ]
    assert [one, north, other] == [measured for _, measured in found][:3]


def names(*measurements):
    return [
        (one.name[0][0], one.name[0][2], one.name[1], one.by, one.assumed)
        for one in arrange(named(measurements))
    ]


def test_smaller_windows_come_first_and_the_total_before_its_splits():
    short, long = days(0, 5), days(0, 10)
    two = a_count(9, by=("case.unit", "contact.form"), group=("n", "mail"))
    other = attrs.evolve(a_count(9), indicator="another")

    assert names(two, by_form("mail", 9), by_unit("n", 9), a_count(9), other) == [
        ("another", 1, long, (), False),
        ("test", 1, long, (), False),
        ("test", 1, long, ("case.unit", "contact.form"), False),
        ("test", 1, long, ("case.unit",), False),
        ("test", 1, long, ("contact.form",), False),
    ]
    assert names(a_count(9), by_unit("n", 5, window=(0, 5))) == [
        ("test", 1, short, (), True),
        ("test", 1, short, ("case.unit",), False),
        ("test", 1, long, (), False),
    ]


def test_of_windows_as_long_the_one_known_earlier_comes_first():
    later, earlier = a_count(9, window=(0, 5, 60)), a_count(9, window=(5, 10, 50))
    before = a_count(9, window=(-5, 0, 60))

    assert [name[2] for name in names(later, earlier, before)] == [
        days(5, 10, 50),
        days(-5, 0, 60),
        days(0, 5, 60),
    ]


def test_groups_stand_by_name_and_unknown_last():
    (_, split) = arrange(
        named([by_unit("s", 5), by_unit(None, 6), by_unit("n", 7), by_unit("x", 1)])
    )

    assert [("n",), ("s",), ("x",), (None,)] == list(split.columns)
    assert split.counts == "contact"
    assert split.population == (
        "contact",
        days(0, 10),
        ("case.unit",),
        ((("n",), 7, 7), (("s",), 5, 5), (("x",), 1, 1), ((None,), 6, 6)),
    )


def test_a_column_has_the_parts_of_a_population():
    one = a_count(9, people=4, population=12, excluded=3, unplaced=2, blind=5)
    (found,) = arrange(named([one]))

    assert not found.two_sided
    assert found.columns == {
        (): Column(
            people=4,
            population=12,
            rows={
                "excluded": 3,
                "not_mature": 0,
                "not_recorded": 0,
                "cannot_tell": 0,
                "count": 9,
                "rest": 0,
            },
            items={
                "people": Item(counts=(4,), guarded=True, adds_up=False),
                "unplaced": Item(counts=(2,)),
                "blind": Item(counts=(5,), adds_up=False),
            },
        )
    }


def test_what_is_not_known_is_nobody():
    (found,) = arrange(named([a_count(None, people=None, value=None)]))

    assert (0, 0, True) == (
        found.columns[()].people,
        found.columns[()].population,
        found.columns[()].readable,
    )


def test_what_was_withheld_before_cannot_be_read():
    (found,) = arrange(named([a_count(9, withheld=("people",), people=None)]))

    assert found.columns == {
        (): Column(people=0, population=0, rows={}, items={}, readable=False)
    }


def test_two_sides_have_no_parts_that_add_up():
    fields = {
        name: getattr(a_count(9), name)
        for name in ("question", "direction", "duty_holder", "window", "people")
    }
    rate = RateMeasurement(
        **fields, indicator="r", version=1, counts="case", unit="a day", population=12
    )
    (found,) = arrange(named([rate]))

    assert found.two_sided
    assert {} == found.columns[()].rows
    assert (9, 12) == (found.columns[()].people, found.columns[()].population)


@pytest.mark.parametrize(("split", "people"), [(by_unit, 9), (by_form, 5)])
def test_a_total_that_is_not_given_is_what_the_groups_add_up_to(split, people):
    groups = [split("a", 4, excluded=1, population=5), split("b", 5)]
    total, _ = arrange(named(groups))
    (column,) = total.columns.values()

    assert (total.assumed, total.by, total.counts) == (True, (), "contact")
    assert (people, 10, {}, True) == (
        column.people,
        column.population,
        column.items,
        column.readable,
    )
    assert (9, 1, 0) == (
        column.rows["count"],
        column.rows["excluded"],
        column.rows["rest"],
    )


def test_a_total_over_a_group_that_cannot_be_read_cannot_be_read():
    total, _ = arrange(named([by_unit("a", 4), by_unit("b", 5, withheld=("count",))]))

    assert not total.columns[()].readable


def test_rows_of_a_case_are_in_one_group_where_all_paths_are_the_cases():
    mixed = a_count(9, by=("case.unit", "contact.form"), group=("a", "b"))
    splits = arrange(named([by_unit("a", 9), by_form("b", 9), mixed]))

    assert {one.by: one.splits_cases for one in splits} == {
        (): True,
        ("case.unit",): True,
        ("contact.form",): False,
        ("case.unit", "contact.form"): False,
    }
