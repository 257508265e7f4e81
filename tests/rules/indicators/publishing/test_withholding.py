"""What may leave, and what is taken out by name and with a reason."""

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
    CohortMeasurement,
    ContinuousMeasurement,
    DistributionMeasurement,
    NoInterval,
    ProportionMeasurement,
    RateMeasurement,
    RatioMeasurement,
    StockMeasurement,
    TimeToEventMeasurement,
    Withheld,
)
from brukermedvirkning.rules.indicators.withhold import THRESHOLD, Zeros, publish

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


def test_a_small_cell_takes_one_more_with_it_and_what_is_computed_from_them():
    shown = the_only(a_share(4, 20))

    assert (None, None) == (shown.numerator, shown.negative)
    assert (24, 24, None) == (shown.people, shown.population, shown.denominator)
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
        "interval",
        "low",
        "negative",
        "numerator",
        "value",
    ) == shown.withheld
    assert shown.not_for_comparison
    assert shown.recorded_by_staff is None


def test_what_is_withheld_beside_the_share_leaves_the_share():
    one = attrs.evolve(a_share(40, 20), excluded=3, not_mature=9, population=72)
    shown = the_only(one)

    assert (None, None, 72) == (shown.excluded, shown.not_mature, shown.population)
    assert (one.value, one.low, 60) == (shown.value, shown.low, shown.denominator)
    assert shown.coverage is None


def test_why_there_is_no_interval_goes_with_the_value():
    one = attrs.evolve(a_share(4, 20), no_interval=NoInterval.ONE_CASE)

    assert the_only(one).no_interval is None


def test_a_zero_is_shown():
    assert a_share(0, 20) == the_only(a_share(0, 20))


def test_of_a_single_person_nothing_is_shown():
    shown = the_only(a_share(8, 8, people=1))

    assert Withheld.SMALL_CELLS is shown.withheld_because
    assert {None} == {
        getattr(shown, name) for name in (*shown.CELLS, *shown.TOTALS, *shown.DERIVED)
    }


def test_what_is_withheld_does_not_tell_one_person_from_a_few():
    """Neither the reason, nor which names are withheld, nor what is undefined."""
    one = attrs.evolve(a_share(0, 0, people=1), population=1, excluded=1)
    few = a_share(2, 1, people=3)

    assert the_only(one) == the_only(few)


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


def test_a_table_with_a_small_cell_keeps_its_total():
    shown = the_only(a_table(3, 5, 0, 16, 19))

    assert [None, None, 0, 16, 19] == [row.count for row in shown.categories]
    assert [None, None, 0, Fraction(16, 43), Fraction(19, 43)] == [
        row.share for row in shown.categories
    ]
    assert (43, 43) == (shown.total, shown.people)
    assert 5 == len(shown.rows(zero_rows=True))
    assert 4 == len(shown.rows())


def test_a_total_that_could_be_worked_out_only_from_hidden_parts_is_withheld():
    one = attrs.evolve(a_table(3, 20, 20), not_recorded=5, population=48)
    shown = the_only(one)

    assert ([None, 20, 20], None) == (
        [row.count for row in shown.categories],
        shown.total,
    )
    assert {None} == {row.share for row in shown.categories}


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
    ("observed", "above"), [(50, None), (50, 10), (50, 0), (50, 50)]
)
def test_the_smallest_and_the_largest_observation_are_one_persons(observed, above):
    shown = the_only(observations(observed, above))

    assert ("maximum", "minimum") == shown.withheld
    assert Withheld.SINGLE_PERSON is shown.withheld_because
    assert (Fraction(3), Fraction(5)) == (shown.value, shown.p90)


@pytest.mark.parametrize(
    ("observed", "value", "p90"), [(9, None, None), (10, 3, None), (50, 3, 5)]
)
def test_a_quantile_needs_as_many_on_either_side(observed, value, p90):
    shown = the_only(observations(observed, None))

    assert (value, p90, 3) == (shown.value, shown.p90, shown.mean)


@pytest.mark.parametrize("above", [3, 18])
def test_a_limit_that_few_are_above_or_below_is_not_told(above):
    shown = the_only(observations(20, above))

    assert (None, None, None) == (shown.above_share, shown.above, shown.threshold)
    assert Fraction(3) == shown.value


def test_observations_that_are_few_take_all_that_is_made_of_them():
    one = attrs.evolve(observations(4, None), not_recorded=20, population=24, people=24)
    shown = the_only(one)

    assert {None} == {getattr(shown, name) for name in (*one.DERIVED, "observed")}
    assert (24, None) == (shown.population, shown.not_recorded)


def test_nothing_observed_is_shown_as_such():
    nothing = attrs.evolve(
        observations(20, None), observed=0, minimum=None, maximum=None
    )

    assert nothing == the_only(nothing)


def test_what_was_withheld_once_stays_withheld():
    once = the_only(a_share(4, 20))
    again = the_only(once)

    assert again.numerator is None
    assert again.negative is None
    assert set(once.withheld) <= set(again.withheld)


def grouped(name, one, by=("case.unit",)):
    return attrs.evolve(one, by=by, group=(name,))


def test_in_a_split_the_small_cell_cannot_be_worked_out_from_another_group():
    north, south = publish(
        [grouped("north", a_share(3, 20)), grouped("south", a_share(20, 20))]
    )

    assert (None, None, 23) == (north.numerator, north.negative, north.population)
    assert (None, None, 40) == (south.numerator, south.negative, south.population)
    assert grouped("south", a_share(20, 20)) == the_only(
        grouped("south", a_share(20, 20))
    )


def test_a_group_of_one_person_is_refused_and_takes_another_group_with_it():
    groups = {"north": a_share(1, 0), "south": a_share(8, 7), "west": a_share(30, 30)}
    shown = publish([grouped(name, one) for name, one in groups.items()])

    assert [None, None, 60] == [one.population for one in shown]
    assert [None, None, None] == [one.people for one in shown]
    assert [None, None, Fraction(1, 2)] == [one.value for one in shown]


def test_without_another_group_that_is_large_enough_the_split_is_withheld():
    groups = {"north": a_share(3, 0), "south": a_share(0, 4)}

    assert {None} == {
        one.population
        for one in publish([grouped(name, one) for name, one in groups.items()])
    }


def test_a_group_that_few_are_in_is_refused_in_every_indicator():
    """They are counted over the same people: one would tell of the other."""
    both = [
        attrs.evolve(grouped(name, one), indicator=indicator)
        for indicator in ("test", "other")
        for name, one in {"north": a_share(2, 0), "south": a_share(8, 7)}.items()
    ]

    assert [None] * 4 == [one.population for one in publish(both)]


def test_a_split_that_gives_a_small_total_away_is_withheld_as_a_whole():
    """Nobody but the total has room to change."""
    total = attrs.evolve(a_share(3, 20), excluded=0)
    groups = [
        grouped(str(number), a_share(int(number < 3), 6 + int(number == 3)))
        for number in range(3)
    ]
    shown = publish([attrs.evolve(total, negative=18, population=21), *groups])

    assert (None, 21) == (shown[0].numerator, shown[0].population)
    assert [None] * 3 == [one.population for one in shown[1:]]


def test_groups_that_the_total_knows_and_the_split_does_not_name():
    total = a_share(50, 50)
    named = [grouped("north", a_share(3, 27)), grouped("south", a_share(20, 10))]
    whole, north, south = publish([total, *named])

    assert total == whole
    assert (None, 30) == (north.numerator, north.population)
    few = publish([a_share(26, 37), *named])
    assert [63, None, None] == [one.population for one in few]
    wrong = publish([a_share(20, 80), *named])
    assert [100, None, None] == [one.population for one in wrong]
    strange = attrs.evolve(a_table(30, 30), indicator="test")
    assert [60, None, None] == [one.population for one in publish([strange, *named])]
    assert south.population == 30


def test_a_split_by_several_fields_is_shown_whole_or_not_at_all():
    def crossed(unit, programme, one):
        return attrs.evolve(
            one, by=("case.unit", "case.programme"), group=(unit, programme)
        )

    whole = [crossed("north", "p", a_share(9, 9)), crossed("north", "q", a_share(8, 8))]
    some = [*whole, crossed("south", "q", a_share(3, 20))]

    assert whole == list(publish(whole))
    assert [None] * 3 == [one.population for one in publish(some)]


def test_the_groups_stand_for_themselves_where_one_is_unknown():
    shown = publish([grouped(None, a_share(9, 9)), grouped("south", a_share(3, 40))])

    assert [18, 43] == [one.population for one in shown]
    assert [None, None] == [one.numerator for one in shown]


def test_parts_that_do_not_make_the_whole_leave_a_rest():
    one = attrs.evolve(a_share(10, 10), population=23, people=23)
    more = attrs.evolve(a_share(10, 10), population=19)

    assert (10, None) == (the_only(one).numerator, the_only(one).negative)
    assert the_only(more).population is None


def staffed(by_staff, unknown, numerator=20):
    return attrs.evolve(
        a_share(numerator, 20), by_staff=by_staff, by_unknown_hand=unknown
    )


@pytest.mark.parametrize(
    ("by_staff", "unknown", "shown"), [(10, 0, 10), (3, 0, None), (10, 7, None)]
)
def test_who_wrote_it_down_is_told_where_no_hand_is_small(by_staff, unknown, shown):
    assert shown == the_only(staffed(by_staff, unknown)).by_staff
    assert 20 == the_only(staffed(by_staff, unknown)).numerator


def test_who_wrote_it_down_is_told_in_every_group_or_in_none():
    groups = [grouped("north", staffed(10, 0)), grouped("south", staffed(3, 0))]

    assert [None, None] == [one.by_staff for one in publish(groups)]
    assert [20, 20] == [one.numerator for one in publish(groups)]
    refused = [*groups[:1], grouped("west", staffed(6, 0)), grouped("x", a_share(1, 1))]
    assert [None] * 3 == [one.by_staff for one in publish(refused)]


def test_a_split_shows_no_more_than_its_total():
    total = attrs.evolve(staffed(17, 3), by_unknown_hand=3)
    groups = [grouped("north", staffed(10, 0, 10)), grouped("south", staffed(7, 3, 10))]
    groups = [attrs.evolve(one, negative=10, population=20) for one in groups]

    assert [None] * 3 == [one.by_staff for one in publish([total, *groups])]
    alike = [attrs.evolve(one, by_unknown_hand=0, by_staff=10) for one in groups]
    assert [None] * 3 == [one.by_staff for one in publish([total, *alike])]


@pytest.mark.parametrize(("blind", "shown"), [(0, 0), (3, None), (8, 8)])
def test_rows_that_cannot_be_seen_are_counted_where_they_are_many(blind, shown):
    one = attrs.evolve(a_share(10, 10), blind=blind)

    assert shown == the_only(one).blind
    assert (shown is None) == (the_only(one).coverage is None)


def test_what_counts_in_every_group_is_not_told_of_any():
    """Rows of other kinds: the groups together with the total would tell their own."""
    by = ("contact.form",)
    groups = [
        attrs.evolve(grouped(name, a_share(10, 10), by=by), blind=8)
        for name in ("call", "visit")
    ]

    assert [None, None] == [one.blind for one in publish(groups)]
    cases = [attrs.evolve(one, by=("case.unit",)) for one in groups]
    assert [8, 8] == [one.blind for one in publish(cases)]


@pytest.mark.parametrize(("together", "people"), [(20, 10), (14, 10), (18, None)])
def test_how_many_are_in_two_groups_is_not_told_where_they_are_few(together, people):
    groups = [
        grouped(name, a_share(10, 10, people=10), by=("contact.form",))
        for name in ("call", "visit")
    ]
    shown = publish([a_share(20, 20, people=together), *groups])

    assert [together, people, people] == [one.people for one in shown]
    assert [None, None] == [one.people for one in publish(groups)]


JANUARY = Window(start=date(2020, 1, 1), end=date(2020, 2, 1), as_of=date(2020, 1, 31))
FEBRUARY = Window(start=date(2020, 2, 1), end=date(2020, 3, 1), as_of=date(2020, 2, 29))
BOTH = Window(start=date(2020, 1, 1), end=date(2020, 3, 1), as_of=date(2020, 2, 29))
AROUND = Window(start=date(2020, 1, 15), end=date(2020, 2, 15), as_of=date(2020, 2, 29))


def within(window, one):
    return attrs.evolve(one, window=window)


def test_a_few_more_since_a_smaller_window_are_not_told():
    january, both = publish(
        [within(JANUARY, a_share(20, 20)), within(BOTH, a_share(22, 30))]
    )

    assert (20, 20) == (january.numerator, january.negative)
    assert (None, None, 52) == (both.numerator, both.negative, both.population)


def test_a_few_people_more_refuse_the_larger_window():
    january, both = publish(
        [within(JANUARY, a_share(20, 20)), within(BOTH, a_share(20, 22))]
    )

    assert (40, None) == (january.population, both.population)


def test_what_a_smaller_window_withholds_a_larger_one_withholds_too():
    january, february, both = publish(
        [
            within(JANUARY, a_share(3, 20)),
            within(FEBRUARY, a_share(30, 20)),
            within(BOTH, a_share(33, 40)),
        ]
    )

    assert [None, 30, None] == [january.numerator, february.numerator, both.numerator]
    assert [23, 50, 73] == [january.population, february.population, both.population]


def test_a_group_refused_in_a_smaller_window_stays_refused():
    inner = [
        grouped(name, within(JANUARY, one))
        for name, one in {"n": a_share(1, 1), "s": a_share(10, 10)}.items()
    ]
    outer = [
        grouped(name, within(BOTH, one))
        for name, one in {
            "n": a_share(9, 11),
            "s": a_share(20, 20),
            "w": a_share(30, 40),
        }.items()
    ]
    inner += [grouped("w", within(JANUARY, a_share(20, 30)))]
    shown = publish([*inner, *outer])

    assert [None, None, 50] == [one.population for one in shown[:3]]
    assert [None, None, 70] == [one.population for one in shown[3:]]


def test_a_group_that_is_new_in_the_larger_window_has_all_its_people_since():
    inner = [grouped("n", within(JANUARY, a_share(10, 10)))]
    outer = [
        grouped("n", within(BOTH, a_share(10, 10))),
        grouped("s", within(BOTH, a_share(10, 10))),
    ]

    assert [20] * 3 == [one.population for one in publish([*inner, *outer])]


def test_windows_that_share_days_and_do_not_hold_each_other_are_not_both_shown():
    shown = publish([within(JANUARY, a_share(20, 20)), within(AROUND, a_share(30, 30))])

    assert [40, None] == [one.population for one in shown]


def test_a_window_that_is_withheld_does_not_matter():
    shown = publish([within(JANUARY, a_share(1, 1)), within(BOTH, a_share(10, 12))])

    assert [None, 22] == [one.population for one in shown]


def test_behind_a_window_that_is_withheld_stand_those_that_lie_in_it():
    shown = publish(
        [
            within(JANUARY, a_share(20, 20)),
            within(BOTH, a_share(20, 22)),
            within(Window.everything(date(2020, 5, 1)), a_share(20, 22)),
        ]
    )

    assert [40, None, None] == [one.population for one in shown]


def test_counts_that_shrink_do_not_add_up_and_their_small_change_is_not_told():
    january, both = publish(
        [within(JANUARY, a_share(20, 20)), within(BOTH, a_share(17, 40))]
    )

    assert (20, None, None) == (january.numerator, both.numerator, both.negative)


def test_a_small_change_of_what_stands_alone_is_not_told():
    def blind(window, count, size=20):
        one = attrs.evolve(a_share(size, size), blind=count)
        return within(window, one)

    shown = publish([blind(JANUARY, 8), blind(BOTH, 10, 40)])
    assert [8, None] == [one.blind for one in shown]
    shown = publish([blind(JANUARY, 8), blind(BOTH, 16, 40)])
    assert [8, 16] == [one.blind for one in shown]
    three = [blind(JANUARY, 8), blind(FEBRUARY, 8), blind(BOTH, 17, 40)]
    assert [8, 8, None] == [one.blind for one in publish(three)]
    groups = [
        grouped("n", blind(JANUARY, 8)),
        grouped("n", blind(BOTH, 16, 40)),
        grouped("s", blind(BOTH, 8, 40)),
    ]
    assert [8, 16, 8] == [one.blind for one in publish(groups)]


def a_rate(events, **fields):
    given = {"people": 30, "population": 60, "events": events, "time": 900}
    return RateMeasurement(
        **COMMON, unit="month", value=Fraction(events, 30), **{**given, **fields}
    )


def test_a_rate_is_withheld_with_all_that_would_give_its_events_away():
    shown = the_only(a_rate(3))

    assert {None} == {
        getattr(shown, name) for name in (*shown.CELLS, *shown.TOTALS, *shown.DERIVED)
    }
    assert a_rate(30) == the_only(a_rate(30))


def test_the_parts_of_a_rate_are_told_where_none_is_small():
    shown = the_only(a_rate(30, not_recorded=3))

    assert (30, Fraction(1)) == (shown.events, shown.value)
    assert (None, None, None) == (shown.not_recorded, shown.population, shown.coverage)


def test_a_rate_is_told_in_every_group_or_in_none():
    assert [None, None] == [
        one.value
        for one in publish([grouped("n", a_rate(30)), grouped("s", a_rate(3))])
    ]
    few = [grouped("n", a_rate(30)), grouped("s", a_rate(30, people=2))]
    assert [None, None] == [one.value for one in publish(few)]


def test_the_two_sums_of_a_ratio_are_told_where_neither_is_small():
    def a_ratio(above, below):
        return RatioMeasurement(
            **COMMON,
            people=30,
            population=60,
            numerator=above,
            denominator=below,
            value=Fraction(above, below),
        )

    assert a_ratio(30, 60) == the_only(a_ratio(30, 60))
    assert the_only(a_ratio(30, 3)).value is None
    assert the_only(a_ratio(-2, 30)).value is None


def a_count(count, excluded=0):
    return CohortMeasurement(
        **COMMON,
        people=count + excluded,
        population=count + excluded,
        excluded=excluded,
        count=count,
        value=Fraction(count),
    )


def test_a_count_and_its_value_are_one():
    assert a_count(9) == the_only(a_count(9))
    assert (None, None) == (
        the_only(a_count(3, 20)).count,
        the_only(a_count(3, 20)).value,
    )


def a_stock(count, excluded=0):
    ages = dict.fromkeys(("median", "p90", "maximum"), Fraction(9) if count else None)
    return StockMeasurement(
        **COMMON,
        on=date(2020, 1, 1),
        people=count + excluded,
        population=count + excluded,
        excluded=excluded,
        count=count,
        value=Fraction(count),
        **ages,
    )


def test_the_ages_of_a_stock_are_told_where_many_are_open():
    assert ("maximum", "p90") == the_only(a_stock(20)).withheld
    assert a_stock(0) == the_only(a_stock(0))
    assert the_only(a_stock(4, 20)).median is None


def test_a_curve_of_nobody_has_nothing_to_hide():
    nobody = TimeToEventMeasurement(**COMMON)

    assert nobody == the_only(nobody)


def test_a_zero_can_count_as_small():
    one = a_share(0, 20)
    shown = the_only(one, zeros=Zeros.SMALL)

    assert (None, None, None) == (shown.numerator, shown.negative, shown.value)
    assert (0, 0, 20) == (shown.excluded, shown.blind, shown.population)
    nobody = the_only(a_share(0, 0), zeros=Zeros.SMALL)
    assert (None, None) == (nobody.population, nobody.people)


def test_a_zero_that_counts_as_small_is_hidden_in_its_group():
    groups = [grouped("n", a_share(0, 20)), grouped("s", a_share(20, 20))]

    assert [None, None] == [one.numerator for one in publish(groups, zeros=Zeros.SMALL)]
    assert [0, 20] == [one.numerator for one in publish(groups)]


def test_the_order_is_kept():
    many = [a_share(9, 9), a_share(3, 9), a_share(8, 9)]

    assert [9, None, 8] == [one.numerator for one in publish(many)]


def test_a_threshold_that_hides_nobody_is_refused():
    with pytest.raises(DefinitionError, match="hides nobody"):
        publish([], threshold=1)
