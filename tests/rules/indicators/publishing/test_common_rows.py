"""Rows that indicators over the same people share are judged first, and by themselves."""

from __future__ import annotations

import attrs
import pytest

from brukermedvirkning.rules.disclosure import STAR, Cell, Limits, Table, Zeros
from brukermedvirkning.rules.disclosure.linked import Margin
from brukermedvirkning.rules.indicators.publishing.common_rows import (
    judge_line,
    judge_split,
)

UNSEEN = {"published": False}


def line(threshold, zeros=Zeros.SMALL, *, also=None, **counts):
    """The verdict on one line of counts; `also` says more of some cells."""
    cells = {
        row: Cell(value=value, **(also or {}).get(row, {}))
        for row, value in counts.items()
    }
    return judge_line(cells, Limits(threshold=threshold, zeros=zeros))


def withheld(*rows, **partners):
    return Margin(hidden=frozenset(rows), partners=partners)


def test_common_rows_protect_each_other():
    assert line(3, Zeros.SHOWN, not_mature=3, cannot_tell=1) == withheld(
        "not_mature", "cannot_tell", cannot_tell=("not_mature", 2)
    )


def test_what_else_is_small_is_protected_by_others_than_common_rows():
    assert line(
        5,
        also={"cannot_tell": UNSEEN},
        cannot_tell=10,
        negative=4,
        numerator=20,
        excluded=6,
    ) == withheld("negative", "numerator", negative=("numerator", 4))


def test_common_rows_that_cannot_protect_each_other_have_one_of_the_others():
    assert line(3, not_mature=0, numerator=5) == withheld(
        "not_mature", "numerator", not_mature=("numerator", 3)
    )


@pytest.mark.parametrize(
    "counts",
    [
        {"numerator": 1, "cannot_tell": 4},
        {"cannot_tell": 0, "not_recorded": 1, "not_mature": 4},
    ],
)
def test_what_common_rows_hide_already_is_no_help_to_the_others(counts):
    also = {"cannot_tell": {"sensitive": True}}

    assert line(2, also=also, **counts) is None


def test_both_are_withheld_with_their_partners():
    assert line(
        3, not_mature=3, cannot_tell=1, numerator=2, negative=9, excluded=20
    ) == withheld(
        "not_mature",
        "cannot_tell",
        "numerator",
        "negative",
        cannot_tell=("not_mature", 2),
        numerator=("negative", 2),
    )


def split(threshold, partners, **rows):
    """The verdict on rows of counts by group, with all sums known."""
    counts = {
        (row, group): value
        for row, values in rows.items()
        for group, value in zip("abc", values, strict=False)
    }
    cells = {
        place: attrs.evolve(cell, fixed=STAR in place)
        for place, cell in Table.of(counts).cells.items()
    }
    return judge_split(cells, Limits(threshold=threshold), partners)


def test_what_the_total_withholds_of_common_rows_is_withheld_of_its_groups():
    both = {"cannot_tell": ("not_mature", 5), "not_mature": ("cannot_tell", 5)}

    assert split(5, both, cannot_tell=[6], not_mature=[10]) == {
        ("cannot_tell", "a"),
        ("not_mature", "a"),
    }


def test_a_common_row_whose_partner_is_none_is_protected_with_it():
    partners = {"cannot_tell": ("negative", 2)}

    assert split(
        3, partners, cannot_tell=[10, 4], negative=[5, 0], excluded=[1, 10]
    ) == {
        ("cannot_tell", "a"),
        ("cannot_tell", "b"),
        ("excluded", "a"),
        ("excluded", "b"),
        ("negative", "a"),
    }


def test_common_rows_without_room_take_the_split_with_them():
    assert split(5, {}, cannot_tell=[3, 9], numerator=[20, 20]) is None
