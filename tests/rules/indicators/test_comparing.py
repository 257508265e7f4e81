"""A measurement beside a target, and what cannot be told."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.decisions import Degree
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Target
from brukermedvirkning.domain.saying import Say
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.comparing import (
    Comparison,
    Outcome,
    WhyNot,
    compare_with_degree,
    compare_with_target,
    compare_with_targets,
)
from brukermedvirkning.rules.indicators.definition import Direction, IntervalMethod
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    CohortMeasurement,
    CurvePoint,
    DistributionMeasurement,
    Interval,
    ProportionMeasurement,
    TimeToEventMeasurement,
    Undefined,
)

YEAR = Window(start=date(2020, 1, 1), end=date(2021, 1, 1), as_of=date(2021, 6, 1))
COMMON = {
    "indicator": "test",
    "version": 1,
    "question": "Is it so?",
    "counts": "case",
    "direction": Direction.UP,
    "duty_holder": DutyHolder.PROGRAMME,
    "window": YEAR,
    "coverage": Fraction(1),
}


def a_share(value, low=None, high=None, **fields):
    bounds = {"value": value, "low": low or value, "high": high or value}
    return ProportionMeasurement(**(COMMON | bounds | fields))


HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
TARGET = Target(indicator="test", at_least=50)


@pytest.mark.parametrize(
    ("low", "high", "direction", "expected"),
    [
        (50, 50, "up", "reached"),
        (50, 90, "up", "reached"),
        (49, 50, "up", "the_unknown_decide"),
        (49, 49, "up", "not_reached"),
        (50, 50, "down", "reached"),
        (10, 50, "down", "reached"),
        (50, 51, "down", "the_unknown_decide"),
        (51, 51, "down", "not_reached"),
    ],
)
def test_a_target_is_reached_when_it_is_whatever_the_unknown_are(
    low, high, direction, expected
):
    one = a_share(
        Fraction(low, 100),
        high=Fraction(high, 100),
        direction=Direction(direction),
    )
    found = compare_with_target(one, TARGET)

    assert expected in (found.outcome, found.why_not)
    assert (HALF, one) == (found.aim, found.measurement)
    assert (one.value, one.low, one.high) == (found.value, found.low, found.high)
    assert (found.outcome is Outcome.CANNOT_TELL) == (found.why_not is not None)


@given(st.fractions(0, 1), st.fractions(0, 1), st.integers(0, 100), st.booleans())
def test_knowing_less_only_moves_it_to_cannot_tell(one, other, aim, up):
    low, high = sorted((one, other))
    direction = Direction.UP if up else Direction.DOWN
    target = Target(indicator="test", at_least=aim)
    told = [
        compare_with_target(
            attrs.evolve(a_share(value), low=value, high=value, direction=direction),
            target,
        ).outcome
        for value in (low, high)
    ]
    less = attrs.evolve(a_share(low), low=low, high=high, direction=direction)

    assert compare_with_target(less, target).outcome in (*told, Outcome.CANNOT_TELL)
    if told[0] != told[1]:
        assert compare_with_target(less, target).outcome is Outcome.CANNOT_TELL


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"undefined": Undefined.EMPTY_DENOMINATOR}, WhyNot.NO_VALUE),
        ({"low": None, "withheld": ("low",)}, WhyNot.WITHHELD),
        ({"high": None, "withheld": ("high",)}, WhyNot.WITHHELD),
        ({"coverage": None, "withheld": ("coverage",)}, WhyNot.WITHHELD),
        ({"coverage": Fraction(69, 100)}, WhyNot.TOO_LITTLE_KNOWN),
    ],
)
def test_why_it_cannot_be_told(fields, why):
    found = compare_with_target(attrs.evolve(a_share(HALF), **fields), TARGET)

    assert (Outcome.CANNOT_TELL, why) == (found.outcome, found.why_not)


@pytest.mark.parametrize(
    ("lower", "upper", "chance"),
    [(0.4, 0.5, True), (0.2, 0.4, False), (0.5, 0.6, True), (0.6, 0.7, False)],
)
def test_a_target_inside_the_interval_may_be_missed_by_chance(lower, upper, chance):
    interval = Interval(lower=lower, upper=upper, method=IntervalMethod.WILSON)
    found = compare_with_target(a_share(THIRD, interval=interval), TARGET)

    assert chance is found.may_be_chance
    assert compare_with_target(a_share(THIRD), TARGET).may_be_chance is None


@pytest.mark.parametrize(
    ("one", "message"),
    [
        (
            a_share(HALF, direction=Direction.NONE),
            "test has no direction: it has no target",
        ),
        (a_share(HALF, indicator="b"), "a target for test says nothing of b"),
        (CohortMeasurement(**COMMON), "test is no share: a target is one"),
    ],
)
def test_what_has_no_target_is_refused(one, message):
    with pytest.raises(DefinitionError) as caught:
        compare_with_target(one, TARGET)

    assert message == str(caught.value)


def a_curve(value, high, **fields):
    point = CurvePoint(
        day=90, at_risk=9, unnamed=0, value=value, high=high, categories=()
    )
    return TimeToEventMeasurement(**COMMON, value=value, curve=(point,), **fields)


def test_the_incidence_on_the_last_day_asked_about_is_a_share_too():
    assert compare_with_target(a_curve(HALF, Fraction(1)), TARGET).outcome == "reached"
    assert (
        compare_with_target(a_curve(THIRD, Fraction(1)), TARGET).why_not
        == "the_unknown_decide"
    )
    withheld = attrs.evolve(a_curve(None, None), curve=None, withheld=("curve",))
    assert compare_with_target(withheld, TARGET).why_not == "withheld"


@pytest.mark.parametrize(
    ("start", "end", "compared"),
    [
        (None, None, True),
        (date(2020, 1, 1), date(2021, 1, 1), True),
        (date(2020, 1, 2), None, False),
        (None, date(2020, 12, 31), False),
    ],
)
def test_a_target_holds_in_its_period_only(start, end, compared):
    target = attrs.evolve(TARGET, period=Period(start=start, end=end))

    assert compared == bool(list(compare_with_targets([a_share(HALF)], [target])))


def test_among_many_only_what_has_a_target_and_a_direction_is_compared():
    others = [
        a_share(HALF, indicator="another"),
        a_share(HALF, direction=Direction.NONE),
        a_share(THIRD, group=("unit",), by=("case.unit",)),
    ]

    assert [("unit",)] == [
        found.measurement.group
        for found in compare_with_targets(others, iter([TARGET]))
    ]


def the_says(*counts, unknown=0, **fields):
    total = sum(count or 0 for count in counts)
    rows = tuple(
        CategoryRow(category=str(say), declared=True, count=count, share=None)
        for say, count in zip(Say, counts, strict=True)
    )
    given = {
        "direction": Direction.NONE,
        "coverage": Fraction(total, total + unknown or 1),
    }
    return DistributionMeasurement(
        **(COMMON | given | fields), categories=rows, total=total, not_recorded=unknown
    )


PARTNERSHIP = Degree(ladder="arnstein_1969", rung=6)


@pytest.mark.parametrize(
    ("counts", "unknown", "expected"),
    [
        ((1, 1, 1, 1, 1, 1), 0, "reached"),
        ((2, 1, 1, 1, 1, 1), 0, "not_reached"),
        ((2, 1, 0, 1, 1, 1), 1, "the_unknown_decide"),
        ((9, 1, 0, 0, 0, 0), 1, "not_reached"),
        ((1, 1, 0, 1, 1, 1), 3, "too_little_known"),
        ((0, 0, 0, 0, 0, 9), 1, "reached"),
    ],
)
def test_a_promised_degree_is_kept_where_half_of_the_decisions_reach_it(
    counts, unknown, expected
):
    found = compare_with_degree(the_says(*counts, unknown=unknown), PARTNERSHIP)

    whole = sum(counts) + unknown
    assert expected in (found.outcome, found.why_not)
    assert (HALF, found.value) == (found.aim, Fraction(sum(counts[3:]), sum(counts)))
    assert (found.low, found.high) == (
        Fraction(sum(counts[3:]), whole),
        Fraction(sum(counts[3:]) + unknown, whole),
    )


def test_degrees_are_never_compared_across_ladders():
    one = the_says(0, 0, 0, 0, 0, 9)
    found = compare_with_degree(one, Degree(ladder="of-our-own", rung=1))

    assert found == Comparison(
        measurement=one,
        aim=HALF,
        value=None,
        low=None,
        high=None,
        outcome=Outcome.CANNOT_TELL,
        why_not=WhyNot.ANOTHER_LADDER,
    )


def test_a_withheld_degree_cannot_be_told_and_no_decision_has_none():
    hidden = the_says(None, 9, 9, 9, 9, 9, withheld=("total",))
    nobody = the_says(*[0] * 6, undefined=Undefined.EMPTY_DENOMINATOR)

    assert compare_with_degree(hidden, PARTNERSHIP).why_not is WhyNot.WITHHELD
    assert compare_with_degree(nobody, PARTNERSHIP).why_not is WhyNot.NO_VALUE
