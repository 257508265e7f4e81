"""The cells of a slice: what is fixed, what is small, and how far it can fall."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest

from brukermedvirkning.rules.disclosure import Limits, Zeros
from brukermedvirkning.rules.disclosure.table import STAR, Cell
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.publishing.cells import (
    few_since,
    grown,
    keys,
    line_of,
    split_of,
)
from brukermedvirkning.rules.indicators.publishing.slices import Column, Slice
from brukermedvirkning.rules.indicators.publishing.verdict import Earlier, Verdict

LIMITS = Limits(threshold=5)
SMALL = Limits(threshold=5, zeros=Zeros.SMALL)
FAMILY = ("test", 1, 1)


def a_window(start, end):
    first = date(2020, 1, 1)
    return Window(
        start=first + timedelta(days=start),
        end=first + timedelta(days=end),
        as_of=first + timedelta(days=99),
    )


def a_column(*counts, rest=0):
    """The parts a, b, ...; `excluded` is the last of three."""
    names = ("a", "b", "excluded")
    given = dict(zip(names, counts, strict=False))
    rows = {**given, "rest": rest}
    return Column(people=9, population=sum(rows.values()), rows=rows, items={})


def a_slice(*, window=(0, 10), **columns):
    named = {() if name == "all" else (name,): one for name, one in columns.items()}
    by = () if "all" in columns else ("case.unit",)
    return Slice(
        name=(FAMILY, a_window(*window), by),
        counts="case",
        two_sided=False,
        columns=named,
    )


def before(window=(0, 5), verdict=None, **columns):
    return Earlier(
        slice=a_slice(window=window, **columns), verdict=verdict or Verdict()
    )


def test_groups_have_keys_in_the_order_of_the_columns():
    one = a_slice(s=a_column(9), n=a_column(9))

    assert ["000000", "000001"] == keys(one)


def test_a_group_has_grown_by_what_no_smaller_window_holds():
    one = a_slice(n=a_column(20), s=a_column(9))
    earlier = (before(n=a_column(5)), before(n=a_column(7), s=a_column(9)))

    assert (8, 0) == (grown(one, earlier, ("n",)), grown(one, earlier, ("s",)))
    assert 20 == grown(one, (), ("n",))


@pytest.mark.parametrize(
    ("change", "windows", "limits", "expected"),
    [
        (3, [], LIMITS, False),
        (3, [(0, 5)], LIMITS, True),
        (-3, [(0, 5)], LIMITS, True),
        (5, [(0, 5)], LIMITS, False),
        (0, [(0, 5)], LIMITS, False),
        (0, [(0, 5)], SMALL, True),
        (0, [(0, 5), (5, 10)], SMALL, False),
        (3, [(0, 5), (5, 10)], SMALL, True),
    ],
)
def test_a_small_change_is_news_unless_there_is_no_day_for_it(
    change, windows, limits, expected
):
    one = a_slice(all=a_column(9))
    earlier = tuple(before(window, all=a_column(9)) for window in windows)

    assert expected is few_since(change, one, earlier, limits)


def line(one, earlier=(), settled=(), limits=LIMITS):
    return line_of(one, tuple(earlier), frozenset(settled), limits)


def test_a_line_has_a_cell_for_each_part_the_rest_unseen():
    assert line(a_slice(all=a_column(9, 3, 0, rest=2))) == {
        "a": Cell(value=9, sensitive=False),
        "b": Cell(value=3, sensitive=True),
        "excluded": Cell(value=0, sensitive=False, fixed=True),
        "rest": Cell(value=2, sensitive=True, published=False),
    }


def test_nobody_is_small_where_zeros_are_but_not_in_what_nobody_asks():
    assert line(a_slice(all=a_column(9, 0, 0)), limits=SMALL) == {
        "a": Cell(value=9, sensitive=False),
        "b": Cell(value=0, sensitive=True),
        "excluded": Cell(value=0, sensitive=True, fixed=True),
        "rest": Cell(value=0, sensitive=False, fixed=True, published=False),
    }


def test_one_row_too_few_is_a_rest_to_hide():
    found = line(a_slice(all=a_column(9, rest=1)))

    assert Cell(value=1, sensitive=True, published=False) == found["rest"]


def test_more_parts_than_there_are_people_make_no_line():
    assert line(a_slice(all=a_column(9, rest=-1))) is None


def test_what_is_protected_already_is_not_protected_again():
    found = line(a_slice(all=a_column(3, 2)), settled=["a"])

    assert [False, True] == [found["a"].sensitive, found["b"].sensitive]


def test_a_part_can_fall_by_what_was_added_since_the_smaller_windows():
    earlier = [before(all=a_column(9, 9)), before((5, 9), all=a_column(1, 6))]
    found = line(a_slice(all=a_column(20, 18, 0)), earlier)

    assert [10, 3, 0, 0] == [cell.room for cell in found.values()]
    assert [False, True, False, False] == [cell.sensitive for cell in found.values()]


def test_a_few_since_are_small_even_where_they_are_settled():
    found = line(a_slice(all=a_column(12)), [before(all=a_column(9))], ["a"])

    assert found["a"].sensitive


def test_parts_that_shrank_have_all_the_room():
    found = line(a_slice(all=a_column(20, 8)), [before(all=a_column(9, 9))])

    assert [None, None] == [found["a"].room, found["b"].room]
    assert [False, True] == [found["a"].sensitive, found["b"].sensitive]


def test_an_empty_rest_has_not_changed():
    one = a_slice(all=a_column(20, 20, 9))
    found = line(one, [before(all=a_column(9, 9, 4))], limits=SMALL)

    assert not found["rest"].sensitive
    changed = line(a_slice(all=a_column(20, rest=9)), [before(all=a_column(9, rest=6))])
    assert changed["rest"].sensitive


def test_what_a_smaller_window_hides_stays_hidden():
    hidden = Verdict(hidden=frozenset({("b", ())}))
    earlier = [before(all=a_column(2, 2)), before(verdict=hidden, all=a_column(2, 2))]
    found = line(a_slice(all=a_column(20, 20)), earlier)

    assert [False, True, False] == [cell.hidden for cell in found.values()]


def split(one, total, earlier=(), refused=(), settled=(), limits=LIMITS):
    return split_of(
        one, total, tuple(earlier), frozenset(refused), frozenset(settled), limits
    )


def test_a_split_stands_under_its_total_with_everybody_in_a_group():
    one = a_slice(n=a_column(9, 3), s=a_column(7, 6))

    assert split(one, a_column(16, 9)) == {
        (STAR, STAR): Cell(value=25, fixed=True),
        (STAR, "000000"): Cell(value=12, fixed=True, sensitive=False),
        (STAR, "000001"): Cell(value=13, fixed=True, sensitive=False),
        ("a", "000000"): Cell(value=9, sensitive=False),
        ("a", "000001"): Cell(value=7, sensitive=False),
        ("a", STAR): Cell(value=16, fixed=True),
        ("b", "000000"): Cell(value=3, sensitive=True),
        ("b", "000001"): Cell(value=6, sensitive=False),
        ("b", STAR): Cell(value=9, fixed=True),
        ("rest", "000000"): Cell(value=0, sensitive=False, fixed=True, published=False),
        ("rest", "000001"): Cell(value=0, sensitive=False, fixed=True, published=False),
        ("rest", STAR): Cell(value=0, fixed=True),
    }


def test_a_part_of_nobody_at_all_is_fixed_in_every_group():
    found = split(a_slice(n=a_column(9, 9, 0)), a_column(9, 9, 0))
    some = split(a_slice(n=a_column(9, 9, 0), s=a_column(0, 0, 9)), a_column(9, 9, 9))

    assert [False, True] == [found[row, "000000"].fixed for row in ("b", "excluded")]
    assert not some["excluded", "000000"].fixed


def test_whom_no_group_counts_are_a_group_that_is_not_shown():
    found = split(a_slice(n=a_column(9, 3, 0)), a_column(13, 8, 0))

    assert {place: cell for place, cell in found.items() if place[1] == "others"} == {
        ("a", "others"): Cell(value=4, published=False, sensitive=True),
        ("b", "others"): Cell(value=5, published=False, sensitive=False),
        ("excluded", "others"): Cell(value=0, published=False, sensitive=False),
        ("rest", "others"): Cell(value=0, published=False, sensitive=False),
        (STAR, "others"): Cell(value=9, fixed=True),
    }


def test_one_row_beyond_the_groups_is_small():
    found = split(a_slice(n=a_column(9, 9)), a_column(10, 18))

    assert Cell(value=1, published=False, sensitive=True) == found["a", "others"]


@pytest.mark.parametrize(
    ("total", "fits"),
    [
        (a_column(9, 9), True),
        (a_column(10, 9), False),
        (a_column(9, 13), False),
        (a_column(9, 14), True),
        (a_column(8, 20), False),
        (a_column(9), False),
        (a_column(9, 9, 9), False),
    ],
)
def test_groups_that_do_not_fit_or_leave_few_are_no_split(total, fits):
    found = split(a_slice(n=a_column(4, 4), s=a_column(5, 5)), total)

    assert fits == (found is not None)


def test_groups_of_other_parts_than_the_totals_are_no_split():
    one = a_slice(n=a_column(4, 4), s=a_column(5, 5, 0))

    assert split(one, a_column(9, 9)) is None


def test_a_refused_group_is_hidden_with_all_its_parts():
    one = a_slice(n=a_column(9, 9), s=a_column(9, 9))
    found = split(one, a_column(18, 18), refused=[("n",)])

    assert Cell(value=18, hidden=True, sensitive=False) == found[STAR, "000000"]
    assert [False, True, False] == [
        found[row, key].published
        for row, key in (("a", "000000"), ("a", "000001"), ("rest", "000001"))
    ]


def test_a_split_knows_what_each_group_was_and_what_is_settled():
    one = a_slice(n=a_column(20, 3), s=a_column(9, 4))
    earlier = [before(n=a_column(9, 3)), before((5, 10), n=a_column(1, 0))]
    settled = [("b", ("n",)), ("a", ("s",))]
    found = split(one, a_column(29, 7), earlier, settled=settled, limits=LIMITS)

    assert [10, 13] == [found[STAR, key].room for key in ("000000", "000001")]
    assert [10, 9, 0, 4] == [
        found[row, key].room for row in ("a", "b") for key in ("000000", "000001")
    ]
    assert [False, False, False, True] == [
        found[row, key].sensitive for row in ("a", "b") for key in ("000000", "000001")
    ]


def test_a_total_is_never_less_than_nothing():
    empty = Column(people=0, population=0, rows={}, items={})
    one = attrs.evolve(a_slice(n=empty))

    assert split(one, empty) == {
        (STAR, STAR): Cell(value=0, fixed=True),
        (STAR, "000000"): Cell(value=0, fixed=True, sensitive=False),
    }
