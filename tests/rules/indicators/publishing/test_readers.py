"""What is published of random people, in every split and window, tells nothing small.

The reader knows every number that is shown, that they are counts of the same people, and
the rule. People are told apart by period, unit, programme, and two questions.
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

JANUARY = Window(start=date(2020, 1, 1), end=date(2020, 2, 1), as_of=date(2020, 1, 31))
FEBRUARY = Window(start=date(2020, 2, 1), end=date(2020, 3, 1), as_of=date(2020, 2, 29))
WINTER = Window(start=date(2020, 1, 1), end=date(2020, 3, 1), as_of=date(2020, 2, 29))
SPRING = Window(start=date(2020, 1, 1), end=date(2020, 6, 1), as_of=date(2020, 5, 31))
PERIODS = {
    "january": (JANUARY, WINTER, SPRING),
    "february": (FEBRUARY, WINTER, SPRING),
    "later": (SPRING,),
}
ANSWERS = ("numerator", "negative", "excluded")
PATHS = {"case.unit": 1, "case.programme": 2}
QUESTIONS = {"first": 3, "second": 4}

Person = tuple[str, str, str, str, str]

pytestmark = pytest.mark.once


@st.composite
def people(draw, periods=tuple(PERIODS)):
    """How many people there are of each sort."""
    sort = st.tuples(
        st.sampled_from(periods),
        st.sampled_from(["north", "south", "west"][: draw(st.integers(1, 3))]),
        st.sampled_from(["p", "q"][: draw(st.integers(1, 2))]),
        st.sampled_from(ANSWERS),
        st.sampled_from(ANSWERS[:2]),
    )
    few = st.lists(st.tuples(sort, st.integers(1, 4)), max_size=4)
    many = st.lists(st.tuples(sort, st.integers(5, 25)), min_size=1, max_size=8)
    found: Counter[Person] = Counter()
    for one, count in [*draw(few), *draw(many)]:
        found[one] += count
    return found


def a_share(question, window, by, group, counts):
    parts = {name: counts[name] for name in ANSWERS}
    size = sum(parts.values())
    denominator = parts["numerator"] + parts["negative"]
    return ProportionMeasurement(
        indicator=question,
        version=1,
        question="Is it so?",
        counts="case",
        direction=Direction.NONE,
        duty_holder=DutyHolder.PROGRAMME,
        window=window,
        by=by,
        group=group,
        people=size,
        population=size,
        denominator=denominator,
        value=Fraction(parts["numerator"], denominator) if denominator else None,
        coverage=Fraction(1),
        **parts,
    )


def of(person, question, window, by):
    """The group and the answer of a person in a table; None for who is not in it."""
    if window not in PERIODS[person[0]]:
        return None
    return tuple(person[PATHS[path]] for path in by), person[QUESTIONS[question]]


def table(found, question, window, by):
    groups: dict[tuple, Counter] = {} if by else {(): Counter()}
    for person, count in found.items():
        place = of(person, question, window, by)
        if place is not None:
            groups.setdefault(place[0], Counter())[place[1]] += count
    return [
        a_share(question, window, by, group, counts)
        for group, counts in sorted(groups.items())
    ]


def sums(measurement):
    """The people behind each count of a measurement, as a test of a person."""

    def among(names):
        def holds(person):
            place = of(
                person, measurement.indicator, measurement.window, measurement.by
            )
            return place is not None and (
                place[0] == measurement.group and place[1] in names
            )

        return holds

    whole = {name: among(ANSWERS) for name in ("people", "population")}
    return {
        **{name: among((name,)) for name in ANSWERS},
        "denominator": among(ANSWERS[:2]),
        **whole,
    }


class Reader:
    """Whoever knows all that was shown, of people who could be of any sort."""

    def __init__(self, found, pairs, zeros):
        units = sorted({one[1] for one in found})
        programmes = sorted({one[2] for one in found})
        windows = {measured.window for measured, _ in pairs}
        periods = [name for name, inside in PERIODS.items() if windows & set(inside)]
        self.sorts = [
            (period, unit, programme, first, second)
            for period in periods
            for unit in units
            for programme in programmes
            for first in ANSWERS
            for second in ANSWERS[:2]
        ]
        equal, above = {}, {}
        for measured, shown in pairs:
            for name, holds in sums(measured).items():
                row = self.row(holds)
                if getattr(shown, name) is not None:
                    equal[row] = getattr(shown, name)
                elif zeros is Zeros.SHOWN and shown.population is not None:
                    above[row] = 1
        listed: dict[tuple, set] = {}
        for measured, _ in pairs:
            table = (measured.indicator, measured.window, measured.by)
            listed.setdefault(table, set()).add(measured.group)
        self.bounds = [
            (0, 0 if self.nobody(sort, listed) else None) for sort in self.sorts
        ]
        self.known = {
            "A_eq": np.array(list(equal)) if equal else None,
            "b_eq": np.array(list(equal.values())) if equal else None,
            "A_ub": -np.array(list(above)) if above else None,
            "b_ub": -np.array(list(above.values())) if above else None,
        }

    def nobody(self, sort, listed):
        """Whether a person of some sort would be in a group that no table has."""
        places = ((of(sort, *table), groups) for table, groups in listed.items())
        return any(place and place[0] not in groups for place, groups in places)

    def row(self, holds):
        return tuple(float(holds(sort)) for sort in self.sorts)

    def narrows(self, holds, threshold):
        aim = np.array(self.row(holds))
        ends = []
        for sign in (-1, 1):
            answer = linprog(
                sign * aim, bounds=self.bounds, method="highs", **self.known
            )
            assert answer.status in (0, 3), answer.message
            ends.append(-sign * np.inf if answer.status == 3 else sign * answer.fun)
        high, low = ends
        return high < threshold - 1e-6 or high - low < threshold - 1 - 1e-6


def told_too_much(found, pairs, threshold, zeros):
    """The small counts that are shown, or that the reader comes too close to."""
    reader = Reader(found, pairs, zeros)
    least = 1 if zeros is Zeros.SHOWN else 0
    beaten = []
    for measured, _ in pairs:
        for name, holds in sums(measured).items():
            count = getattr(measured, name)
            unasked = name == "excluded" and not count
            small = least <= count < threshold and not unasked
            if small and reader.narrows(holds, threshold):
                beaten.append((measured.indicator, measured.by, measured.group, name))
    return beaten


SPLITS = ((), ("case.unit",), ("case.programme",), ("case.unit", "case.programme"))
THRESHOLDS = st.integers(2, 5)


def tables(found, questions, windows, splits):
    return [
        one
        for question in questions
        for window in windows
        for by in splits
        for one in table(found, question, window, by)
    ]


@given(people(periods=("later",)), THRESHOLDS, st.sampled_from(Zeros))
def test_every_split_and_question_together(found, threshold, zeros):
    measured = tables(found, QUESTIONS, (SPRING,), SPLITS)
    shown = publish(measured, threshold=threshold, zeros=zeros)

    pairs = list(zip(measured, shown, strict=True))
    assert [] == told_too_much(found, pairs, threshold, zeros)


@given(people(periods=("later",)), THRESHOLDS, st.sampled_from(Zeros))
def test_what_is_published_apart_is_as_safe_as_together(found, threshold, zeros):
    """Each table by itself, as commands given one after the other."""
    pairs = []
    for question in QUESTIONS:
        for by in SPLITS[:3]:
            measured = table(found, question, SPRING, by)
            shown = publish(measured, threshold=threshold, zeros=zeros)
            pairs += zip(measured, shown, strict=True)

    assert [] == told_too_much(found, pairs, threshold, zeros)


TWO = (JANUARY, SPRING)
ALL = (JANUARY, FEBRUARY, WINTER, SPRING)


def since(found, window, older, by):
    """The people of a window who are in none of some smaller ones, by group and answer."""
    later = Counter(
        {
            person: count
            for person, count in found.items()
            if not set(older) & set(PERIODS[person[0]])
        }
    )
    return table(later, "first", window, by)


@given(
    people(periods=("january", "later")),
    THRESHOLDS,
    st.sampled_from(Zeros),
    st.sampled_from([SPLITS[:1], SPLITS[:2], SPLITS[1:], SPLITS]),
)
def test_two_periods_of_which_one_lies_in_the_other(found, threshold, zeros, splits):
    nothing_since(found, TWO, {SPRING: (JANUARY,)}, threshold, zeros, splits)


@given(
    people(),
    THRESHOLDS,
    st.sampled_from(Zeros),
    st.sampled_from([SPLITS[:1], SPLITS[:2], SPLITS[1:3]]),
)
def test_periods_that_lie_in_each_other_and_beside(found, threshold, zeros, splits):
    older = {SPRING: (WINTER,), WINTER: (JANUARY, FEBRUARY)}
    nothing_since(found, ALL, older, threshold, zeros, splits)


def nothing_since(found, windows, older, threshold, zeros, splits):
    """Neither in the windows nor in what lies between them is a count given away."""
    measured = tables(found, ("first",), windows, splits)
    pairs = list(
        zip(measured, publish(measured, threshold=threshold, zeros=zeros), strict=True)
    )

    assert [] == told_too_much(found, pairs, threshold, zeros)
    reader = Reader(found, pairs, zeros)
    for window, inner in older.items():
        for by in splits:
            for one in since(found, window, inner, by):
                for name, holds in sums(one).items():

                    def new(person, holds=holds, inner=inner):
                        return holds(person) and not (
                            set(inner) & set(PERIODS[person[0]])
                        )

                    if 0 < getattr(one, name) < threshold:
                        assert not reader.narrows(new, threshold), (one.group, name)


@given(people(), THRESHOLDS, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(found, threshold, chance):
    measured = tables(found, QUESTIONS, ALL, SPLITS)
    given = publish(measured, threshold=threshold)
    shown = {id(one): seen for one, seen in zip(measured, given, strict=True)}
    mixed = list(measured)
    chance.shuffle(mixed)

    assert [shown[id(one)] for one in mixed] == list(
        publish(mixed, threshold=threshold)
    )


@given(people(), THRESHOLDS)
def test_what_a_smaller_window_shows_does_not_depend_on_a_later_one(found, threshold):
    measured = tables(found, ("first",), (JANUARY,), SPLITS)
    later = tables(found, ("first",), (SPRING,), SPLITS)
    alone = publish(measured, threshold=threshold)

    assert alone == publish([*measured, *later], threshold=threshold)[: len(alone)]


@given(people(), THRESHOLDS, st.sampled_from(Zeros))
def test_what_is_computed_is_shown_only_beside_all_it_is_computed_from(
    found, threshold, zeros
):
    measured = tables(found, ("first",), TWO, SPLITS)

    for one in publish(measured, threshold=threshold, zeros=zeros):
        if one.value is not None:
            assert None not in (one.numerator, one.negative, one.denominator)
        if one.coverage is not None:
            assert "population" not in one.withheld
        for name in one.withheld:
            assert getattr(one, name) is None


def weak(measurements, threshold):
    """Small cells and nothing else are taken out."""
    return [
        attrs.evolve(
            one,
            **{name: None for name in ANSWERS if 0 < getattr(one, name) < threshold},
            denominator=None,
        )
        for one in measurements
    ]


@pytest.mark.parametrize("by", [(), ("case.unit",)])
def test_taking_out_the_small_cells_alone_is_caught(by):
    found = Counter(
        {
            ("later", "north", "p", "numerator", "numerator"): 3,
            ("later", "north", "p", "negative", "numerator"): 30,
            ("later", "south", "p", "numerator", "numerator"): 20,
            ("later", "south", "p", "negative", "numerator"): 20,
        }
    )
    if not by:
        found["later", "south", "p", "numerator", "numerator"] = 0
    measured = tables(found, ("first",), (SPRING,), ((), by) if by else ((),))
    too_weak = list(zip(measured, weak(measured, 5), strict=True))
    safe = list(zip(measured, publish(measured), strict=True))

    assert told_too_much(found, too_weak, 5, Zeros.SHOWN)
    assert not told_too_much(found, safe, 5, Zeros.SHOWN)
