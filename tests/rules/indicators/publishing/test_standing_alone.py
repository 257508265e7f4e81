"""Numbers that stand in no table: whoever knows the rule comes no closer to a small one.

Two readers try. One writes down every world there could be, publishes each by the same
rule, and keeps those that look the same: no reader who knows the rule can do better. The
other has HiGHS, the points of a curve, and all that adds up.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import pairwise, product

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.measurement import (
    CategoryShare,
    CohortMeasurement,
    ContinuousMeasurement,
    CurvePoint,
    EventRow,
    ProportionMeasurement,
    RateMeasurement,
    RatioMeasurement,
    StockMeasurement,
    TimeToEventMeasurement,
)
from brukermedvirkning.rules.indicators.withhold import Zeros, publish

pytestmark = pytest.mark.once

SPRING = Window(start=date(2020, 1, 1), end=date(2020, 6, 1), as_of=date(2020, 5, 31))
COMMON = {
    "indicator": "test",
    "version": 1,
    "question": "Is it so?",
    "counts": "case",
    "direction": Direction.NONE,
    "duty_holder": DutyHolder.PROGRAMME,
    "window": SPRING,
    "coverage": Fraction(1),
}
SMALL = 3
"""The threshold where worlds are written down: there are few enough."""
UPTO = range(3 * SMALL + 1)
UNASKED = ("blind", "unplaced", "lost")
"""That nobody is among them is no secret: most definitions do not ask for them."""


# Every world there could be


def came_too_close(worlds, build, counts, zeros=Zeros.SHOWN, published=publish):
    """The small counts that a reader of what is published knows too well.

    `build` makes the measurements of a world, `counts` names what stands alone in it.
    """
    alike: dict[object, list] = {}
    for world in worlds:
        shown = published(build(world), threshold=SMALL, zeros=zeros)
        alike.setdefault(tuple(map(repr, shown)), []).append(counts(world))
    least = 1 if zeros is Zeros.SHOWN else 0
    return sorted(
        {
            (name, count)
            for seen in alike.values()
            for name in seen[0]
            for count in [one[name] for one in seen]
            if max(least, name in UNASKED) <= count < SMALL
            for reach in [{one[name] for one in seen}]
            if max(reach) < SMALL or max(reach) - min(reach) < SMALL - 1
        }
    )


def a_share(numerator, negative, **fields):
    size = numerator + negative
    return ProportionMeasurement(
        **COMMON,
        **{
            "people": size,
            "population": size,
            "numerator": numerator,
            "negative": negative,
            "denominator": size,
            "value": Fraction(numerator, size) if size else None,
            **fields,
        },
    )


def hands(world):
    staff, unknown, _ = world
    return [a_share(sum(world), 20, by_staff=staff, by_unknown_hand=unknown)]


def of_hands(world):
    return dict(zip(("staff", "unknown", "own"), world, strict=True))


@pytest.mark.parametrize("zeros", Zeros)
def test_whose_hand_wrote_it_down(zeros):
    worlds = list(product(UPTO, UPTO[:5], UPTO[:5]))
    seen = [world for world in worlds if sum(world) >= SMALL]

    assert [] == came_too_close(seen, hands, of_hands, zeros)


def beside(world):
    blind, unplaced = world
    return [a_share(20, 20, blind=blind, unplaced=unplaced)]


def of_beside(world):
    return dict(zip(("blind", "unplaced"), world, strict=True))


@pytest.mark.parametrize("zeros", Zeros)
def test_rows_that_nobody_can_see_or_place(zeros):
    assert [] == came_too_close(product(UPTO, UPTO), beside, of_beside, zeros)


EVERYBODY = 4 * SMALL
"""How many are observed, or not: the reader knows that, and not how many are which."""


def observed(world):
    above, count = world[0], sum(world)
    return [
        ContinuousMeasurement(
            **COMMON,
            unit="days",
            people=EVERYBODY,
            population=EVERYBODY,
            not_recorded=EVERYBODY - count,
            observed=count,
            threshold=Fraction(9),
            above=above,
            above_share=Fraction(above, count) if count else None,
        )
    ]


def of_observed(world):
    return dict(zip(("above", "below"), world, strict=True))


@pytest.mark.parametrize("zeros", Zeros)
def test_how_many_lie_above_a_limit(zeros):
    all_of_them = range(EVERYBODY + 1)
    worlds = [one for one in product(all_of_them, all_of_them) if sum(one) <= EVERYBODY]

    assert [] == came_too_close(worlds, observed, of_observed, zeros)


def a_rate(world):
    events, lost = world
    return [
        RateMeasurement(
            **COMMON,
            unit="month",
            people=30,
            population=60 + lost,
            not_recorded=lost,
            events=events,
            time=900,
            value=Fraction(events, 30),
        )
    ]


def of_rate(world):
    return dict(zip(("events", "lost"), world, strict=True))


@pytest.mark.parametrize("zeros", Zeros)
def test_the_events_of_a_rate(zeros):
    assert [] == came_too_close(product(UPTO, UPTO), a_rate, of_rate, zeros)


@pytest.mark.parametrize("zeros", Zeros)
def test_the_events_of_a_rate_in_two_groups(zeros):
    def groups(world):
        return [
            attrs.evolve(one, by=by, group=group)
            for events, by, group in (
                (sum(world), (), ()),
                (world[0], ("case.unit",), ("n",)),
                (world[1], ("case.unit",), ("s",)),
            )
            for one in a_rate((events, 0))
        ]

    assert [] == came_too_close(product(UPTO, UPTO), groups, of_rate, zeros)


def a_ratio(world):
    above, below = world
    return [
        RatioMeasurement(
            **COMMON,
            people=30,
            population=60,
            numerator=above,
            denominator=below,
            value=Fraction(above, below) if below else None,
        )
    ]


def of_ratio(world):
    return dict(zip(("numerator", "denominator"), world, strict=True))


@pytest.mark.parametrize("zeros", Zeros)
def test_the_two_sums_of_a_ratio(zeros):
    assert [] == came_too_close(product(UPTO, UPTO), a_ratio, of_ratio, zeros)


@pytest.mark.parametrize("kind", ["cohort", "stock"])
def test_a_count_beside_what_is_left_out(kind):
    """It protects itself as any cell does; what is left out is known from elsewhere."""

    def counted(world):
        count, out = world
        size = {"people": count + out, "population": count + out, "not_recorded": out}
        if kind == "cohort":
            return [CohortMeasurement(**COMMON, **size, count=count)]
        return [
            StockMeasurement(
                **COMMON,
                **size,
                on=SPRING.as_of,
                count=count,
                value=Fraction(count),
                median=Fraction(9),
                p90=Fraction(9),
                maximum=Fraction(9),
            )
        ]

    def of_counted(world):
        return dict(zip(("count", "out"), world, strict=True))

    worlds = [world for world in product(UPTO, UPTO) if sum(world) == 3 * SMALL]
    assert [] == came_too_close(worlds, counted, of_counted)


def test_a_quantile_has_the_threshold_on_either_side():
    for size in range(1, 61):
        numbers = [
            attrs.evolve(one, people=size, population=size, not_recorded=0)
            for one in observed((0, size))
        ]
        (shown,) = publish(
            [
                attrs.evolve(one, value=Fraction(3), p90=Fraction(5), above=None)
                for one in numbers
            ],
            threshold=SMALL,
        )
        below, above = size // 2, size // 10

        assert shown.value is None or min(below, size - below) >= SMALL
        assert shown.p90 is None or above >= SMALL


def strictly(measurements, *, threshold, zeros):
    """Counts below the threshold and nothing else are taken out: too weak a rule."""
    return [
        attrs.evolve(
            one,
            **{
                name: None
                for name in ("blind", "unplaced", "by_staff", "by_unknown_hand")
                if getattr(one, name) is not None and 0 < getattr(one, name) < threshold
            },
        )
        for one in measurements
    ]


@pytest.mark.parametrize(
    ("build", "counts", "name"),
    [(beside, of_beside, "blind"), (beside, of_beside, "unplaced")],
)
def test_to_take_out_what_is_small_alone_is_caught(build, counts, name):
    beaten = came_too_close(product(UPTO, UPTO), build, counts, published=strictly)

    assert name in {one for one, _ in beaten}


def test_to_take_out_the_small_hand_alone_is_caught():
    worlds = [one for one in product(UPTO, UPTO[:5], UPTO[:5]) if sum(one) >= SMALL]

    assert came_too_close(worlds, hands, of_hands, published=strictly)


# What HiGHS makes of a curve

AT = (30, 90)
SPANS = ("to 29", "on 30", "31 to 89", "on 90", "after 90")
ENDS = ("work", "illness", "unnamed", "censored")
SORTS = tuple(product(SPANS, ENDS))
UNTIL = {30: SPANS[:2], 90: SPANS[2:4]}
NOT_YET = {30: SPANS[1:], 90: SPANS[3:]}


def a_curve(found):
    """The measurement of people who ended in a span of days, each in one way."""

    def many(spans, *ends):
        return sum(found[span, end] for span in spans for end in ends)

    named = ("work", "illness")
    size = found.total()
    return TimeToEventMeasurement(
        **COMMON,
        people=size,
        population=size,
        value=Fraction(1, 3),
        median=Fraction(60),
        ended=many(SPANS, *named),
        censored=many(SPANS, "censored"),
        not_recorded=many(SPANS, "unnamed"),
        unnamed=many(SPANS, "unnamed"),
        observed_until=100,
        events=tuple(
            EventRow(category=one, wanted=one == "work", count=many(SPANS, one))
            for one in named
        ),
        curve=tuple(
            CurvePoint(
                day=day,
                at_risk=many(NOT_YET[day], *ENDS),
                unnamed=many(UNTIL[day], "unnamed"),
                value=Fraction(1, 3),
                high=Fraction(1, 3),
                categories=tuple(
                    CategoryShare(
                        category=one,
                        count=many(UNTIL[day], one),
                        share=Fraction(1, 6),
                    )
                    for one in named
                ),
            )
            for day in AT
        ),
    )


class Reader:
    """Whoever knows what is shown of a curve, and how its numbers add up."""

    def __init__(self, shown):
        self.rows, self.sums = [], []
        named = ("work", "illness")
        for name, ends in (
            ("population", ENDS),
            ("ended", named),
            ("censored", ("censored",)),
            ("not_recorded", ("unnamed",)),
            ("unnamed", ("unnamed",)),
        ):
            self.learn(SPANS, ends, getattr(shown, name))
        for row in shown.events or ():
            self.learn(SPANS, (row.category,), row.count)
        for point in shown.curve or ():
            self.learn(NOT_YET[point.day], ENDS, point.at_risk)
            self.learn(UNTIL[point.day], ("unnamed",), point.unnamed)
            for one in point.categories:
                self.learn(UNTIL[point.day], (one.category,), one.count)

    @staticmethod
    def row(spans, ends):
        return [float(span in spans and end in ends) for span, end in SORTS]

    def learn(self, spans, ends, count):
        if count is not None:
            self.rows.append(self.row(spans, ends))
            self.sums.append(count)

    def interval(self, spans, ends):
        aim, found = np.array(self.row(spans, ends)), []
        for sign in (1, -1):
            answer = linprog(
                sign * aim,
                A_eq=np.array(self.rows) if self.rows else None,
                b_eq=np.array(self.sums) if self.rows else None,
                method="highs",
            )
            assert answer.status in (0, 3), answer.message
            found.append(np.inf if answer.status == 3 else sign * answer.fun)
        return sorted(found)


ASKED = [
    *((spans, (end,)) for spans in (SPANS, *UNTIL.values()) for end in ENDS),
    *((SPANS[4:], (end,)) for end in ENDS[:3]),
    *((NOT_YET[day], ENDS) for day in AT),
    ((SPANS[1:3]), ENDS),
]
"""What a reader could ask of a curve: by span and end, and who was still there."""


def told_too_much(found, shown, threshold):
    reader = Reader(shown)
    beaten = []
    for spans, ends in ASKED:
        count = sum(found[span, end] for span in spans for end in ends)
        low, high = reader.interval(spans, ends)
        close = high < threshold - 1e-6 or high - low < threshold - 1 - 1e-6
        if 0 < count < threshold and close:
            beaten.append((spans, ends, count))
    return beaten


PEOPLE = st.dictionaries(
    st.sampled_from(SORTS), st.one_of(st.integers(1, 4), st.integers(6, 30)), min_size=1
).map(Counter)


@given(PEOPLE, st.integers(2, 5))
def test_a_curve_tells_nothing_small(found, threshold):
    (shown,) = publish([a_curve(found)], threshold=threshold)

    assert [] == told_too_much(found, shown, threshold)


MANY = Counter(dict.fromkeys(SORTS, 20))


def test_a_curve_of_many_is_shown_with_its_median():
    (shown,) = publish([a_curve(MANY)])

    assert ("observed_until",) == shown.withheld
    assert (Fraction(60), 2) == (shown.median, len(shown.curve))


@pytest.mark.parametrize(
    "few",
    [
        {("after 90", "illness"): 2},
        {("after 90", "unnamed"): 2},
        {("31 to 89", "work"): 2, ("on 90", "work"): 0},
    ],
)
def test_what_follows_from_a_curve_withholds_it(few):
    found = MANY | Counter()
    found.update({place: count - 20 for place, count in few.items()})
    one = a_curve(found)
    (shown,) = publish([one])

    assert (None, None, None) == (shown.curve, shown.value, shown.events)
    assert told_too_much(found, one, 5)


def test_who_left_between_two_points_without_an_event_are_not_few():
    found = MANY | Counter()
    for span, end in (("on 30", "censored"), ("31 to 89", "censored")):
        found[span, end] = 1

    (shown,) = publish([a_curve(found)])
    left = [
        before.at_risk - after.at_risk
        for before, after in pairwise(a_curve(found).curve)
    ]
    assert [62 + 60] == left
    assert shown.curve is None


@pytest.mark.parametrize(("wanted", "median"), [(9, None), (10, Fraction(60))])
def test_the_median_of_a_curve_is_not_the_day_of_a_few(wanted, median):
    found = Counter(
        {
            ("on 30", "work"): wanted,
            ("after 90", "censored"): 60,
            ("on 90", "illness"): 30,
        }
    )
    (shown,) = publish([a_curve(found)])

    assert median == shown.median
    assert shown.curve is not None
