"""A split that a smaller window withholds as a whole, and a larger one that has grown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from brukermedvirkning.rules.disclosure import Limits
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.measurement import ProportionMeasurement
from brukermedvirkning.rules.indicators.publishing.judging import _Judging
from brukermedvirkning.rules.indicators.publishing.slices import Column, Slice
from brukermedvirkning.rules.indicators.publishing.verdict import NOTHING, Verdict
from brukermedvirkning.rules.indicators.withhold import publish

JANUARY = Window(start=date(2020, 1, 1), end=date(2020, 2, 1), as_of=date(2020, 1, 31))
SPRING = Window(start=date(2020, 1, 1), end=date(2020, 6, 1), as_of=date(2020, 5, 31))


def a_share(window, numerator, negative, unit=None):
    size = numerator + negative
    return ProportionMeasurement(
        indicator="test",
        version=1,
        question="Is it so?",
        counts="case",
        direction=Direction.NONE,
        duty_holder=DutyHolder.PROGRAMME,
        window=window,
        by=() if unit is None else ("case.unit",),
        group=() if unit is None else (unit,),
        people=size,
        population=size,
        numerator=numerator,
        negative=negative,
        denominator=size,
        value=Fraction(numerator, size),
        coverage=Fraction(1),
    )


def published(january, spring):
    """What is shown of the groups of the larger window, beside both totals."""
    both = []
    for window, units in ((JANUARY, january), (SPRING, spring)):
        sums = [sum(counts) for counts in zip(*units.values(), strict=True)]
        both.append(a_share(window, *sums))
        both += [a_share(window, *counts, unit) for unit, counts in units.items()]
    shown = publish(both)
    return [one.population for one in shown if one.window == SPRING and one.by]


TWO_GROUPS = {"south": (3, 10), "west": (6, 0)}
"""No partner is large enough for the small count of one: the split is withheld."""


@pytest.mark.parametrize(
    ("south", "west", "shown"),
    [
        ((9, 20), (16, 9), [29, 25, 18]),
        ((9, 12), (6, 9), [21, 15, 18]),
        ((9, 6), (6, 9), [15, 15, 18]),
        ((9, 5), (6, 9), [None] * 3),
        ((5, 10), (5, 9), [None] * 3),
        ((9, 8), (6, 6), [None] * 3),
    ],
)
def test_the_groups_of_a_split_that_is_withheld_did_not_grow_by_few(south, west, shown):
    grown = {"south": south, "west": west, "north": (9, 9)}

    assert shown == published(TWO_GROUPS, grown)


@pytest.mark.parametrize("south", [(3, 15), (4, 15), (3, 19), (9, 23)])
def test_a_single_group_is_the_total_whose_small_count_leaves_no_room(south):
    grown = {"north": (9, 14), "south": south}

    assert [None, None] == published({"south": (3, 15)}, grown)


def test_a_group_that_is_gone_has_shrunk_by_its_small_counts_too():
    assert [None] == published({"gone": (3, 15)}, {"north": (9, 14)})
    assert [50] == published({"gone": (6, 15)}, {"north": (20, 30)})


def test_groups_that_are_known_together_are_one_more_sum():
    """Of the two of January all are known together: one would tell of the other."""
    assert [None] * 3 == published(TWO_GROUPS, {**TWO_GROUPS, "north": (9, 9)})
    assert [29, 25] == published(TWO_GROUPS, {"south": (9, 20), "west": (16, 9)})
    # Where all groups are those of January, their sum is the total, and no sum more.
    assert [43, 70] == published(TWO_GROUPS, {"south": (3, 40), "west": (30, 40)})


def test_behind_a_total_that_is_withheld_nobody_knows_the_groups():
    few, grown = {"south": (1, 2)}, {"north": (9, 14), "south": (9, 6)}

    assert [23, 15] == published(few, grown)
    assert [None, None] == published({"south": (3, 9)}, grown)


def grew(before, **groups):
    """Whether the groups of a split, withheld in January, grew by few until spring."""
    family, by = ("test", 1, 1), ("case.unit",)

    def a_slice(window, by, columns):
        return Slice(
            name=(family, window, by), counts="case", two_sided=False, columns=columns
        )

    def a_column(population, **rows):
        return Column(people=population, population=population, rows=rows, items={})

    columns = {
        (unit,): a_column(*size, **rows) for unit, (*size, rows) in groups.items()
    }
    total = a_slice(JANUARY, (), {(): a_column(*before[:-1], **before[-1])})
    split, spring = (a_slice(window, by, columns) for window in (JANUARY, SPRING))
    judging = _Judging(
        limits=Limits(threshold=5),
        slices={one.name: one for one in (total, split, spring)},
        verdicts={total.name: Verdict(), split.name: NOTHING},
    )
    return judging.grew_by_few(spring)


def test_people_who_came_are_few_whatever_became_of_them():
    assert grew((20, {"a": 9}), south=(12, {"a": 5}), west=(10, {"a": 4}))
    assert not grew((20, {"a": 9}), south=(15, {"a": 5}), west=(10, {"a": 4}))


def test_a_row_that_a_group_does_not_have_is_nobody_of_it():
    assert not grew((20, {"a": 5}), south=(10, {}), west=(10, {}))
    assert grew((20, {"a": 4}), south=(10, {}), west=(10, {}))
