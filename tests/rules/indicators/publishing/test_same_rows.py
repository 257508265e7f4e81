"""Indicators over the same people that leave out the same ones: one tells of no other.

Slices and companions of one indicator leave out the same rows and wait for the same
ones. The reader knows that, with every number that is shown, and the rule.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.measurement import ProportionMeasurement
from brukermedvirkning.rules.indicators.withhold import Zeros, publish

pytestmark = pytest.mark.once

SPRING = Window(start=date(2020, 1, 1), end=date(2020, 6, 1), as_of=date(2020, 5, 31))
LEFT_OUT = ("excluded", "not_mature", "cannot_tell")
OWN = ("numerator", "negative", "not_recorded")
QUESTIONS = {"first": 1, "second": 2}
UNITS = ("north", "south", "west")
SORTS = [
    *((unit, out, out) for unit in UNITS for out in LEFT_OUT),
    *((unit, one, other) for unit in UNITS for one in OWN for other in OWN),
]


@st.composite
def people(draw):
    """How many there are of each sort: a unit, and what each question makes of them."""
    some = draw(st.lists(st.sampled_from(SORTS), min_size=1, max_size=8))
    counts = st.one_of(st.integers(1, 5), st.integers(5, 25))
    return Counter({sort: draw(counts) for sort in some})


def measured(found, question, unit=None):
    parts = Counter()
    for sort, count in found.items():
        if unit in (None, sort[0]):
            parts[sort[QUESTIONS[question]]] += count
    size = parts.total()
    denominator = sum(parts[name] for name in OWN)
    return ProportionMeasurement(
        indicator=question,
        version=1,
        question="Is it so?",
        counts="case",
        direction=Direction.NONE,
        duty_holder=DutyHolder.PROGRAMME,
        window=SPRING,
        by=() if unit is None else ("case.unit",),
        group=() if unit is None else (unit,),
        people=size,
        population=size,
        denominator=denominator,
        value=Fraction(parts["numerator"], denominator) if denominator else None,
        coverage=Fraction(1),
        **{name: parts[name] for name in (*LEFT_OUT, *OWN)},
    )


class Reader:
    """Whoever knows what was shown, and that it is the same people each time."""

    def __init__(self, found, pairs, zeros):
        self.sorts = [sort for sort in SORTS if sort[0] in {one[0] for one in found}]
        equal, above = {}, {}
        for full, shown in pairs:
            for name, row in self.rows(full).items():
                if getattr(shown, name) is not None:
                    equal[row] = getattr(shown, name)
                elif zeros is Zeros.SHOWN and shown.population is not None:
                    above[row] = 1
        self.known = {
            "A_eq": np.array(list(equal)) if equal else None,
            "b_eq": np.array(list(equal.values())) if equal else None,
            "A_ub": -np.array(list(above)) if above else None,
            "b_ub": -np.array(list(above.values())) if above else None,
        }

    def rows(self, one):
        """Which sorts stand behind each number of a measurement."""
        place = QUESTIONS[one.indicator]

        def row(names):
            return tuple(
                float(one.group in ((), sort[:1]) and sort[place] in names)
                for sort in self.sorts
            )

        everybody = (*LEFT_OUT, *OWN)
        return {
            **{name: row((name,)) for name in everybody},
            "population": row(everybody),
            "people": row(everybody),
            "denominator": row(OWN),
        }

    def narrows(self, row, threshold):
        aim, ends = np.array(row), []
        for sign in (-1, 1):
            answer = linprog(sign * aim, method="highs", **self.known)
            assert answer.status in (0, 3), answer.message
            ends.append(-sign * np.inf if answer.status == 3 else sign * answer.fun)
        high, low = ends
        return high < threshold - 1e-6 or high - low < threshold - 1 - 1e-6


def told_too_much(found, pairs, threshold, zeros):
    reader = Reader(found, pairs, zeros)
    least = 1 if zeros is Zeros.SHOWN else 0
    return [
        (full.indicator, full.group, name)
        for full, _ in pairs
        for name, row in reader.rows(full).items()
        if least <= getattr(full, name) < threshold
        and not (name in (*LEFT_OUT, "not_recorded") and not getattr(full, name))
        and reader.narrows(row, threshold)
    ]


def tables(found, splits):
    units = sorted({sort[0] for sort in found})
    return [
        measured(found, question, unit)
        for question in QUESTIONS
        for unit in (*([None] if () in splits else []), *(units if 1 in splits else []))
    ]


@given(
    people(),
    st.integers(2, 5),
    st.sampled_from(Zeros),
    st.sampled_from([((),), (1,), ((), 1)]),
)
def test_what_one_indicator_shows_tells_nothing_small_of_another(
    found, threshold, zeros, splits
):
    full = tables(found, splits)
    shown = publish(full, threshold=threshold, zeros=zeros)

    pairs = list(zip(full, shown, strict=True))
    assert [] == told_too_much(found, pairs, threshold, zeros)


@given(people(), st.integers(2, 5), st.sampled_from(Zeros))
def test_what_is_published_apart_is_as_safe(found, threshold, zeros):
    pairs = []
    for splits in (((),), (1,)):
        for one in tables(found, splits):
            alike = [
                other
                for other in tables(found, splits)
                if other.indicator == one.indicator
            ]
            shown = publish(alike, threshold=threshold, zeros=zeros)
            pairs += [pair for pair in zip(alike, shown, strict=True) if pair[0] == one]

    assert [] == told_too_much(found, pairs, threshold, zeros)


THREE = Counter(
    {
        ("north", "excluded", "excluded"): 10,
        ("north", "numerator", "numerator"): 3,
        ("north", "negative", "numerator"): 7,
        ("north", "negative", "negative"): 13,
    }
)


def test_a_partner_that_another_indicator_shows_is_no_partner():
    full = tables(THREE, ((),))
    first, second = publish(full)

    assert (None, None, 10) == (first.numerator, first.negative, first.excluded)
    assert (10, 13, 10) == (second.numerator, second.negative, second.excluded)


def test_a_partner_that_is_shown_elsewhere_is_caught():
    full = tables(THREE, ((),))
    first, second = publish(full)
    weak = [
        (full[0], attrs.evolve(first, negative=20, excluded=None)),
        (full[1], second),
    ]

    assert ("first", (), "numerator") in told_too_much(THREE, weak, 5, Zeros.SHOWN)
