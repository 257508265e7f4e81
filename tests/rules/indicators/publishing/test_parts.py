"""What a measurement is made of: parts that add up, and numbers that stand alone."""

from __future__ import annotations

from datetime import date

import pytest

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    CategoryShare,
    CohortMeasurement,
    ContinuousMeasurement,
    CurvePoint,
    DistributionMeasurement,
    EventRow,
    ProportionMeasurement,
    RateMeasurement,
    RatioMeasurement,
    StockMeasurement,
    TimeToEventMeasurement,
)
from brukermedvirkning.rules.indicators.publishing.parts import (
    Item,
    items,
    rows,
    two_sided,
)

INSIDE = {"excluded": 1, "not_mature": 2, "not_recorded": 3, "cannot_tell": 4}
OUTSIDE = {"people": 40, "unplaced": 5, "blind": 6}
COMMON = {
    "indicator": "test",
    "version": 1,
    "question": "Is it so?",
    "counts": "case",
    "direction": Direction.NONE,
    "duty_holder": DutyHolder.PROGRAMME,
    "window": Window.everything(date(2020, 1, 1)),
    "population": 60,
    **INSIDE,
    **OUTSIDE,
}
ALONE = {
    "people": Item(counts=(40,), guarded=True, adds_up=False),
    "unplaced": Item(counts=(5,)),
    "blind": Item(counts=(6,), adds_up=False),
}
NOT_KNOWN = dict.fromkeys((*INSIDE, *OUTSIDE, "population"))


def a_curve():
    def point(day, at_risk, unnamed, work, moved):
        return CurvePoint(
            day=day,
            at_risk=at_risk,
            unnamed=unnamed,
            value=None,
            high=None,
            categories=(
                CategoryShare(category="work", count=work, share=None),
                CategoryShare(category="moved", count=moved, share=None),
            ),
        )

    return TimeToEventMeasurement(
        **COMMON,
        ended=30,
        censored=15,
        never_at_risk=1,
        unnamed=2,
        events=(EventRow(category="work", wanted=True, count=20),),
        curve=(point(1, 50, 7, 8, 9), point(2, 35, 10, 11, 12)),
    )


@pytest.mark.parametrize(
    ("one", "own"),
    [
        (
            ProportionMeasurement(
                **COMMON,
                numerator=20,
                numerator_excluded=7,
                exception=8,
                negative=9,
            ),
            {
                "numerator": 20,
                "numerator_excluded": 7,
                "exception": 8,
                "negative": 9,
                "rest": 6,
            },
        ),
        (
            ContinuousMeasurement(**COMMON, unit="days", observed=50),
            {"observed": 50, "rest": 0},
        ),
        (
            DistributionMeasurement(
                **COMMON,
                categories=tuple(
                    CategoryRow(category=name, declared=True, count=count, share=None)
                    for name, count in (("a", 12), ("b", None))
                ),
            ),
            {"category.a": 12, "category.b": 0, "rest": 38},
        ),
        (CohortMeasurement(**COMMON, count=49), {"count": 49, "rest": 1}),
        (
            StockMeasurement(**COMMON, on=date(2020, 1, 1), count=51),
            {"count": 51, "rest": -1},
        ),
        (a_curve(), {"ended": 30, "censored": 15, "rest": 5}),
    ],
)
def test_the_parts_and_the_rest_make_the_population(one, own):
    assert INSIDE | own == rows(one)
    assert not two_sided(one)


def test_what_is_not_known_is_nobody():
    one = CohortMeasurement(**(COMMON | NOT_KNOWN), count=None)
    rate = RateMeasurement(**(COMMON | NOT_KNOWN), unit="a day", events=None)

    assert {0} == set(rows(one).values())
    assert {(0,)} == {item.counts for item in items(one).values()}
    assert items(rate) == {
        "main": Item(counts=(0,), zero_tells=True),
        "sides": Item(counts=(0,) * 8, items=("main",), adds_up=False),
    }


def test_people_and_what_nobody_can_place_stand_alone():
    assert ALONE == items(CohortMeasurement(**COMMON))
    assert ALONE == items(ProportionMeasurement(**COMMON))


def test_two_sums_are_one_item_and_what_stands_around_them_another():
    sides = Item(counts=(1, 2, 3, 4, 5, 6, 50, 40), items=("main",), adds_up=False)
    rate = RateMeasurement(**COMMON, unit="a day", events=30, time=900)
    ratio = RatioMeasurement(**COMMON, numerator=30, denominator=20)

    assert two_sided(rate)
    assert two_sided(ratio)
    assert items(rate) == {
        "main": Item(counts=(30,), zero_tells=True),
        "sides": sides,
    }
    assert items(ratio) == {
        "main": Item(counts=(30, 20), zero_tells=True),
        "sides": sides,
    }
    nothing = RatioMeasurement(**COMMON, numerator=None, denominator=None)
    assert items(nothing)["main"].counts == (0, 0)


@pytest.mark.parametrize(
    ("unknown", "counts"), [(3, (12, 3, 5)), (None, (12, 0, 8)), (0, (12, 0, 8))]
)
def test_the_hands_are_parts_of_the_numerator(unknown, counts):
    one = ProportionMeasurement(
        **COMMON, numerator=20, by_staff=12, by_unknown_hand=unknown
    )

    assert items(one) == {
        "hands": Item(counts=counts, zero_tells=True, rows=("numerator",)),
        **ALONE,
    }


def test_hands_of_a_numerator_that_is_not_known():
    one = ProportionMeasurement(**COMMON, numerator=None, by_staff=0)

    assert items(one)["hands"].counts == (0, 0, 0)


def test_the_mean_and_those_above_a_limit_need_the_observations():
    mean = Item(rows=("observed",))
    plain = ContinuousMeasurement(**COMMON, unit="days", observed=50)
    limited = ContinuousMeasurement(**COMMON, unit="days", observed=50, above=11)
    nothing = ContinuousMeasurement(**COMMON, unit="days", observed=None, above=0)

    assert {"mean": mean, **ALONE} == items(plain)
    assert items(limited) == {
        "mean": mean,
        "above": Item(counts=(11, 39), zero_tells=True, rows=("observed",)),
        **ALONE,
    }
    assert items(nothing)["above"].counts == (0, 0)


def test_a_curve_is_every_count_that_stands_in_it_or_between_its_points():
    assert items(a_curve()) == {
        "never_at_risk": Item(counts=(1, 0), rows=("excluded",)),
        "unnamed": Item(counts=(2, 1), rows=("not_recorded",)),
        "curve": Item(
            counts=(20, 50, 7, 8, 9, 35, 10, 11, 12, 15, -18, 1, -21, -15),
            rows=("ended", "censored", "not_recorded"),
            items=("unnamed",),
        ),
        **ALONE,
    }


def test_a_curve_of_which_nothing_is_known():
    lost = {"events": None, "curve": None, "never_at_risk": None, "unnamed": None}
    found = items(TimeToEventMeasurement(**(COMMON | NOT_KNOWN), **lost))

    assert [(0, 0), (0, 0), (0,)] == [
        found[name].counts for name in ("never_at_risk", "unnamed", "curve")
    ]
