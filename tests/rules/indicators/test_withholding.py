"""What may leave, until disclosure control is there."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest

from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    ContinuousMeasurement,
    DistributionMeasurement,
    NoInterval,
    ProportionMeasurement,
    Withheld,
)
from brukermedvirkning.rules.indicators.withhold import THRESHOLD, publish

COMMON = {
    "indicator": "test",
    "version": 1,
    "question": "Is it so?",
    "counts": "case",
    "direction": Direction.NONE,
    "duty_holder": DutyHolder.PROGRAMME,
    "window": Window.everything(date(2020, 1, 1)),
    "coverage": Fraction(1),
}


def a_share(numerator, negative, people=None):
    size = numerator + negative
    return ProportionMeasurement(
        **COMMON,
        people=size if people is None else people,
        population=size,
        numerator=numerator,
        negative=negative,
        denominator=size,
        value=Fraction(numerator, size) if size else None,
        low=Fraction(0),
        high=Fraction(1),
    )


def a_table(*counts, people=43):
    total = sum(counts)
    return DistributionMeasurement(
        **COMMON,
        people=people,
        population=total,
        total=total,
        categories=tuple(
            CategoryRow(
                category=f"category-{n}",
                declared=True,
                count=count,
                share=Fraction(count, total),
            )
            for n, count in enumerate(counts)
        ),
    )


def the_only(measurement, **options):
    (shown,) = publish([measurement], **options)
    return shown


def test_the_threshold_is_five_unless_the_caller_names_another():
    assert THRESHOLD == 5
    assert the_only(a_share(5, 20)) == a_share(5, 20)
    assert the_only(a_share(4, 20)) != a_share(4, 20)
    assert the_only(a_share(4, 20), threshold=4) == a_share(4, 20)


def test_a_small_cell_takes_the_totals_and_the_value_with_it():
    shown = the_only(a_share(4, 20))

    assert (None, 20) == (shown.numerator, shown.negative)
    assert (None, None, None) == (shown.people, shown.population, shown.denominator)
    assert (None, None, None, None) == (
        shown.value,
        shown.low,
        shown.high,
        shown.coverage,
    )
    assert Withheld.SMALL_CELLS is shown.withheld_because
    assert (
        "coverage",
        "denominator",
        "high",
        "low",
        "numerator",
        "people",
        "population",
        "value",
    ) == shown.withheld
    assert shown.not_for_comparison
    assert shown.recorded_by_staff is None


def test_why_there_is_no_interval_goes_with_the_value():
    one = attrs.evolve(a_share(4, 20), no_interval=NoInterval.ONE_CASE)

    assert the_only(one).no_interval is None


def test_a_zero_is_shown():
    assert a_share(0, 20) == the_only(a_share(0, 20))


def test_of_a_single_person_nothing_is_shown():
    shown = the_only(a_share(8, 8, people=1))

    assert Withheld.SINGLE_PERSON is shown.withheld_because
    assert {None} == {
        getattr(shown, name) for name in (*shown.CELLS, *shown.TOTALS, *shown.DERIVED)
    }


def test_of_a_few_people_with_many_rows_nothing_is_shown():
    shown = the_only(a_share(30, 30, people=2))

    assert Withheld.SMALL_CELLS is shown.withheld_because
    assert (None, None) == (shown.numerator, shown.negative)


def test_of_a_few_people_the_empty_rows_of_a_table_go_too():
    shown = the_only(a_table(2, 0, people=2))

    assert [(None, None), (None, None)] == [
        (row.count, row.share) for row in shown.categories
    ]


def test_nobody_is_nothing_to_hide():
    assert a_share(0, 0) == the_only(a_share(0, 0))


def test_a_table_with_a_small_cell_loses_it_its_total_and_all_shares():
    shown = the_only(a_table(3, 5, 0, 16, 19))

    assert [None, 5, 0, 16, 19] == [row.count for row in shown.categories]
    assert {None} == {row.share for row in shown.categories}
    assert (None, None) == (shown.total, shown.people)
    assert 5 == len(shown.rows(zero_rows=True))
    assert 4 == len(shown.rows())


def test_a_table_without_small_cells_is_shown():
    assert a_table(5, 38) == the_only(a_table(5, 38))


def test_what_is_internal_is_shown_as_it_is():
    assert a_share(1, 0) == the_only(a_share(1, 0), internal=True)


def observations(observed, above):
    return ContinuousMeasurement(
        **COMMON,
        unit="days",
        people=observed,
        population=observed,
        observed=observed,
        value=Fraction(3),
        p90=Fraction(5),
        mean=Fraction(3),
        minimum=Fraction(1),
        maximum=Fraction(9),
        above=above,
        above_share=None if above is None else Fraction(above, observed),
    )


@pytest.mark.parametrize(
    ("observed", "above"), [(20, None), (20, 10), (20, 0), (20, 20)]
)
def test_the_smallest_and_the_largest_observation_are_one_persons(observed, above):
    shown = the_only(observations(observed, above))

    assert ("maximum", "minimum") == shown.withheld
    assert (Fraction(3), Fraction(5)) == (shown.value, shown.p90)


@pytest.mark.parametrize("above", [3, 18])
def test_a_limit_that_few_are_above_or_below_hides_the_rest(above):
    shown = the_only(observations(20, above))

    assert (None, None) == (shown.above_share, shown.value)


def test_nothing_observed_is_shown_as_such():
    nothing = attrs.evolve(
        observations(20, None), observed=0, minimum=None, maximum=None
    )

    assert nothing == the_only(nothing)


def test_what_was_withheld_once_stays_withheld():
    alone = the_only(a_share(8, 8, people=1))
    again = the_only(the_only(a_share(4, 20)))

    assert alone == the_only(alone)
    assert again.numerator is None
    assert again.negative is None
    assert "people" in again.withheld


def test_in_a_grouped_table_with_a_small_cell_every_group_loses_its_totals():
    def grouped(name, numerator):
        return attrs.evolve(a_share(numerator, 20), by=("case.unit",), group=(name,))

    north, south = publish([grouped("north", 3), grouped("south", 20)])

    assert (None, None) == (north.numerator, north.population)
    assert (20, None, None) == (south.numerator, south.population, south.people)
    assert Fraction(1, 2) == south.value
    assert grouped("south", 20) == the_only(grouped("south", 20))


def test_the_order_is_kept():
    many = [a_share(9, 9), a_share(3, 9), a_share(8, 9)]

    assert [9, None, 8] == [one.numerator for one in publish(many)]


def test_a_threshold_that_hides_nobody_is_refused():
    with pytest.raises(DefinitionError, match="hides nobody"):
        publish([], threshold=1)
