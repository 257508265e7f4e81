"""What is taken out of a measurement, by what was decided of its parts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest

from brukermedvirkning.rules.disclosure import Limits
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    CohortMeasurement,
    ContinuousMeasurement,
    DistributionMeasurement,
    EventRow,
    NoInterval,
    ProportionMeasurement,
    RateMeasurement,
    RatioMeasurement,
    StockMeasurement,
    TimeToEventMeasurement,
    Undefined,
    Withheld,
)
from brukermedvirkning.rules.indicators.publishing.showing import show
from brukermedvirkning.rules.indicators.publishing.verdict import NOTHING, Verdict

COMMON = {
    "indicator": "test",
    "version": 1,
    "question": "Is it so?",
    "counts": "case",
    "direction": Direction.NONE,
    "duty_holder": DutyHolder.PROGRAMME,
    "window": Window.everything(date(2020, 1, 1)),
    "people": 60,
    "population": 60,
    "coverage": Fraction(1),
    "by": ("case.unit",),
    "group": ("north",),
}
ALONE = ("people", "unplaced", "blind")
PARTS = {"excluded", "not_mature", "not_recorded", "cannot_tell"}
LIMITS = Limits(threshold=5)


def seen(one, *hidden, items=ALONE, **verdict):
    """The names of the numbers that are shown where some parts are hidden."""
    given = Verdict(
        hidden=frozenset((row, ("north",)) for row in hidden),
        items=frozenset(items),
        **verdict,
    )
    shown = show(one, given, LIMITS)
    names = {*one.CELLS, *one.TOTALS, *one.DERIVED}
    assert all(getattr(shown, name) is None for name in names & set(shown.withheld))
    return names - set(shown.withheld)


def names(one):
    return {*one.CELLS, *one.TOTALS, *one.DERIVED}


def a_share(**fields):
    return ProportionMeasurement(
        **COMMON,
        numerator=30,
        negative=30,
        denominator=60,
        value=Fraction(1, 2),
        **fields,
    )


def test_what_nobody_decided_against_is_shown_as_it_is():
    one = a_share()

    assert one == show(one, Verdict(items=frozenset(ALONE)), LIMITS)


def test_what_was_withheld_before_stays_named():
    once = a_share(withheld=("low",), low=None)
    again = show(once, Verdict(items=frozenset(ALONE)), LIMITS)

    assert ("low",) == again.withheld


@pytest.mark.parametrize(
    "verdict", [NOTHING, Verdict(refused=frozenset({("north",)}), items={"people"})]
)
def test_of_a_refused_group_nothing_is_shown(verdict):
    shown = show(a_share(undefined=Undefined.NOT_FOLLOWED), verdict, LIMITS)

    assert set(shown.withheld) == names(shown)
    assert (None, None) == (shown.undefined, shown.no_interval)
    assert Withheld.SMALL_CELLS is shown.withheld_because


def test_a_group_beside_a_refused_one_is_shown():
    verdict = Verdict(refused=frozenset({("south",)}), items=frozenset(ALONE))

    assert a_share() == show(a_share(), verdict, LIMITS)


def test_a_part_that_is_hidden_in_another_group_is_shown_in_this_one():
    verdict = Verdict(
        hidden=frozenset({("numerator", ("south",))}), items=frozenset(ALONE)
    )

    assert a_share() == show(a_share(), verdict, LIMITS)


@pytest.mark.parametrize(
    ("hidden", "lost"),
    [
        ("excluded", set()),
        ("not_mature", set()),
        ("exception", set()),
        ("cannot_tell", {"low", "high"}),
        *(
            (name, {"value", "denominator", "interval", "low", "high"})
            for name in ("numerator", "numerator_excluded", "negative", "not_recorded")
        ),
    ],
)
def test_a_share_is_shown_beside_all_that_it_is_computed_from(hidden, lost):
    one = a_share()

    assert names(one) - seen(one, hidden) == {hidden, "coverage", *lost}


def test_why_there_is_no_value_or_interval_goes_with_them():
    one = a_share(no_interval=NoInterval.ONE_CASE, undefined=Undefined.NOT_FOLLOWED)
    kept = show(
        one,
        Verdict(
            hidden=frozenset({("cannot_tell", ("north",))}), items=frozenset(ALONE)
        ),
        LIMITS,
    )
    gone = show(
        one,
        Verdict(hidden=frozenset({("negative", ("north",))}), items=frozenset(ALONE)),
        LIMITS,
    )

    assert (NoInterval.ONE_CASE, Undefined.NOT_FOLLOWED) == (
        kept.no_interval,
        kept.undefined,
    )
    assert (None, None) == (gone.no_interval, gone.undefined)


@pytest.mark.parametrize("missing", ALONE)
def test_coverage_is_shown_beside_all_that_nobody_can_place(missing):
    one = a_share()
    left = [name for name in ALONE if name != missing]
    lost = {missing} if missing == "people" else {missing, "coverage"}

    assert names(one) - seen(one, items=left) == lost


def test_the_hands_are_shown_as_one_item_or_where_nobody_asked():
    asked = a_share(by_staff=20, by_unknown_hand=0)

    assert names(asked) - seen(asked) == {"by_staff", "by_unknown_hand"}
    assert names(asked) == seen(asked, items=(*ALONE, "hands"))


def observations(observed, above=None):
    return ContinuousMeasurement(
        **COMMON,
        unit="days",
        observed=observed,
        value=Fraction(3),
        p90=Fraction(5),
        mean=Fraction(3),
        minimum=Fraction(1),
        maximum=Fraction(9),
        above=above,
        threshold=Fraction(7),
    )


MEAN = (*ALONE, "mean")


@pytest.mark.parametrize(
    ("observed", "lost"),
    [
        (9, {"value", "p90", "minimum", "maximum"}),
        (10, {"p90", "minimum", "maximum"}),
        (49, {"p90", "minimum", "maximum"}),
        (50, {"minimum", "maximum"}),
        (0, set()),
        (None, set()),
    ],
)
def test_a_quantile_needs_enough_on_either_side(observed, lost):
    one = observations(observed)

    assert names(one) - seen(one, items=MEAN) == lost


def test_the_two_ends_alone_are_one_persons():
    shown = show(observations(50), Verdict(items=frozenset(MEAN)), LIMITS)
    less = show(observations(49), Verdict(items=frozenset(MEAN)), LIMITS)

    assert Withheld.SINGLE_PERSON is shown.withheld_because
    assert Withheld.SMALL_CELLS is less.withheld_because


def test_those_above_a_limit_are_shown_as_one_item_with_it():
    one = observations(50, above=20)
    ends = {"minimum", "maximum"}
    without = show(one, Verdict(items=frozenset(MEAN)), LIMITS)
    beside = show(one, Verdict(items=frozenset((*MEAN, "above"))), LIMITS)

    assert {"above", "above_share", *ends} == set(without.withheld)
    assert ends == set(beside.withheld)
    assert (None, Fraction(7)) == (without.threshold, beside.threshold)


def test_what_was_made_of_hidden_observations_is_not_shown():
    one = observations(50)

    assert names(one) - seen(one, "observed") == {
        "observed",
        "coverage",
        *set(one.DERIVED),
        "above",
    }


def a_table(*counts):
    return DistributionMeasurement(
        **COMMON,
        total=60,
        categories=tuple(
            CategoryRow(category=name, declared=True, count=count, share=Fraction(1, 3))
            for name, count in zip("abc", counts, strict=True)
        ),
    )


@pytest.mark.parametrize(
    ("hidden", "lost", "shares"),
    [
        (("category.a", "category.b"), {"coverage"}, [False, False, True]),
        (
            ("category.a", "excluded"),
            {"coverage", "excluded", "total"},
            [False, False, False],
        ),
        (
            ("excluded", "not_mature"),
            {"coverage", "excluded", "not_mature"},
            [True] * 3,
        ),
        (("category.a", "rest"), {"coverage", "total"}, [False] * 3),
        (("category.a", "category.b", "category.c"), {"coverage"}, [False] * 3),
        (("rest", *PARTS), {"coverage", *PARTS}, [True] * 3),
    ],
)
def test_a_total_follows_from_its_categories_or_from_all_other_parts(
    hidden, lost, shares
):
    one = a_table(10, 20, 30)
    verdict = Verdict(
        hidden=frozenset((row, ("north",)) for row in hidden), items=frozenset(ALONE)
    )
    shown = show(one, verdict, LIMITS)

    assert lost == set(shown.withheld)
    assert shares == [row.share is not None for row in shown.categories]
    assert [f"category.{row.category}" in hidden for row in shown.categories] == [
        row.count is None for row in shown.categories
    ]


def test_a_count_is_its_value():
    one = CohortMeasurement(**COMMON, count=60, value=Fraction(60))

    assert names(one) == seen(one)
    assert names(one) - seen(one, "count") == {"count", "value", "coverage"}
    assert names(one) - seen(one, "excluded") == {"excluded", "coverage"}


@pytest.mark.parametrize(
    ("count", "lost"),
    [
        (9, {"median", "p90", "maximum"}),
        (10, {"p90", "maximum"}),
        (50, {"maximum"}),
        (0, set()),
    ],
)
def test_the_ages_of_a_stock_need_enough_that_are_open(count, lost):
    one = StockMeasurement(**COMMON, on=date(2020, 1, 1), count=count)

    assert names(one) - seen(one) == lost
    assert names(one) - seen(one, "count") == {
        "count",
        "coverage",
        "value",
        "median",
        "p90",
        "maximum",
    }


def test_a_curve_is_shown_as_one_item():
    one = TimeToEventMeasurement(**COMMON, ended=40, censored=20, observed_until=99)
    items = (*ALONE, "never_at_risk", "unnamed")
    curve = {"value", "median", "p90", "events", "curve"}
    last = {"observed_until"}

    assert names(one) - seen(one, items=items) == curve | last
    assert names(one) - seen(one, items=(*items, "curve")) == last
    nobody = attrs.evolve(one, observed_until=None)
    assert names(one) == seen(nobody, items=(*items, "curve"))
    for hidden in ("ended", "censored"):
        assert names(one) - seen(nobody, hidden, items=(*items, "curve")) == {
            hidden,
            "coverage",
            *last,
        }


SIDES = {
    "people",
    "population",
    *PARTS,
    "unplaced",
    "blind",
}


@pytest.mark.parametrize(
    ("one", "main"),
    [
        (
            RateMeasurement(**COMMON, unit="a day", events=30, time=90),
            {"value", "events", "time"},
        ),
        (
            RatioMeasurement(**COMMON, numerator=30, denominator=90),
            {"value", "numerator", "denominator"},
        ),
    ],
)
def test_two_sums_are_shown_together_and_what_stands_around_them_too(one, main):
    assert set() == seen(one, items=())
    assert main == seen(one, items=("main",))
    assert {*SIDES, "coverage"} == seen(one, items=("sides",))
    assert names(one) == seen(one, items=("main", "sides"))


@pytest.mark.parametrize(
    ("wanted", "days"),
    [(9, set()), (10, {"median"}), (49, {"median"}), (50, {"median", "p90"})],
)
def test_the_days_of_a_curve_need_enough_to_whom_it_happened(wanted, days):
    one = TimeToEventMeasurement(
        **COMMON,
        ended=99 + wanted,
        median=Fraction(5),
        p90=Fraction(9),
        events=(
            EventRow(category="work", wanted=True, count=wanted),
            EventRow(category="moved", wanted=False, count=99),
        ),
    )

    assert seen(one, items=(*ALONE, "curve")) & {"median", "p90"} == days


def test_a_day_by_which_it_has_not_happened_is_nobodys():
    one = TimeToEventMeasurement(**COMMON, ended=3)

    assert seen(one, items=(*ALONE, "curve")) >= {"median", "p90"}
