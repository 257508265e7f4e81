"""From counts to measurements: values, intervals, quantiles, coverage."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from math import sqrt
from statistics import quantiles

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.expressions.roots import (
    case,
    contact,
    enrolment,
    param,
    window,
)
from brukermedvirkning.rules.indicators.definition import Definition, IntervalMethod
from brukermedvirkning.rules.indicators.finish import finish, measure
from brukermedvirkning.rules.indicators.measurement import (
    CohortMeasurement,
    ContinuousMeasurement,
    DistributionMeasurement,
    NoInterval,
    ProportionMeasurement,
    RateMeasurement,
    RatioMeasurement,
    Undefined,
)
from brukermedvirkning.rules.indicators.organisations import ORGANISATION_INDICATORS
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import (
    Cohort,
    Continuous,
    Distribution,
    Proportion,
    Rate,
    Ratio,
    Side,
)
from brukermedvirkning.rules.indicators.statistics import (
    clustered,
    mean,
    quantile,
    wilson,
)
from brukermedvirkning.rules.indicators.tally import Key, pair, unpair

WINDOW = Window(start=date(2020, 1, 1), end=date(2021, 1, 1), as_of=date(2021, 1, 1))


def a_definition(scoring, counts="case", **fields):
    return Definition(
        id="test",
        question="Is it so?",
        counts=counts,
        scoring=scoring,
        duty_holder=DutyHolder.ORGANISATION,
        source="a document",
        **fields,
    )


SHARE = a_definition(Proportion(numerator=case.start < window.end))


def finished(definition, counts, by=(), parameters=None):
    """The measurements of counts given as {label: n} or {(label, number): n}."""
    keyed = {
        Key("test", *((), *label) if isinstance(label, tuple) else ((), label)): n
        for label, n in counts.items()
    }
    return finish(definition, keyed, WINDOW, parameters, by)


def the_only(definition, counts, parameters=None):
    (one,) = finished(definition, counts, parameters=parameters)
    return one


def test_a_proportion_without_anybody_is_undefined_and_not_zero():
    one = the_only(SHARE, {})

    assert isinstance(one, ProportionMeasurement)
    assert one.value is None
    assert Undefined.EMPTY_DENOMINATOR is one.undefined
    assert NoInterval.NO_VALUE is one.no_interval
    assert (None, None, None, None) == (one.interval, one.low, one.high, one.coverage)
    assert one.not_for_comparison


def test_who_does_not_record_gains_nothing_and_who_cannot_is_not_blamed():
    counts = {"numerator": 4, "negative": 4, "not_recorded": 2, "cannot_tell": 10}
    one = the_only(SHARE, counts)

    assert Fraction(4, 10) == one.value
    assert Fraction(4, 20) == one.low
    assert Fraction(16, 20) == one.high
    assert Fraction(8, 20) == one.coverage
    assert one.not_for_comparison


def test_a_numerator_excluded_stays_in_the_denominator_and_an_exception_leaves_it():
    counts = {"numerator": 3, "numerator_excluded": 1, "negative": 1, "exception": 5}
    one = the_only(SHARE, counts)

    assert Fraction(3, 5) == one.value
    assert 5 == one.denominator
    assert 10 == one.population
    assert (3, 1, 1, 5) == (
        one.numerator,
        one.numerator_excluded,
        one.negative,
        one.exception,
    )
    assert Fraction(1) == one.coverage


def test_rows_that_nobody_can_place_lower_the_coverage_and_nothing_else():
    counts = {"numerator": 3, "negative": 3}
    before = the_only(SHARE, counts)
    after = the_only(SHARE, counts | {"unplaced": 1, "blind": 5})

    assert Fraction(1, 2) == after.coverage
    assert before == attrs.evolve(after, unplaced=0, blind=0, coverage=Fraction(1))


def test_coverage_at_the_mark_may_be_compared():
    seven = the_only(SHARE, {"numerator": 7, "not_recorded": 3})

    assert Fraction(7, 10) == seven.coverage
    assert not seven.not_for_comparison
    assert attrs.evolve(seven, coverage=Fraction(69, 100)).not_for_comparison


@pytest.mark.parametrize(
    ("numerator", "size", "lower", "upper"),
    [(16, 43, 24, 52), (6, 26, 11, 42), (10, 43, 13, 38), (5, 26, 9, 38)],
)
def test_the_intervals_of_the_published_tables(numerator, size, lower, upper):
    counts = {"numerator": numerator, "negative": size - numerator}
    interval = the_only(SHARE, counts).interval

    assert (lower, upper) == (round(interval.lower * 100), round(interval.upper * 100))
    assert IntervalMethod.WILSON is interval.method
    assert interval.level == 0.95


@pytest.mark.parametrize("numerator", [0, 10])
def test_an_interval_stays_between_nothing_and_all(numerator):
    for size in range(1, 200):
        interval = wilson(Fraction(numerator, 10), size, IntervalMethod.WILSON)

        assert 0 <= interval.lower < interval.upper <= 1


@pytest.mark.parametrize("numerator", [0, 1, 5, 9, 10])
def test_a_bound_is_the_share_from_which_this_one_lies_just_so_far(numerator):
    share = numerator / 10
    interval = wilson(Fraction(numerator, 10), 12.5, IntervalMethod.WILSON)

    for bound in (interval.lower, interval.upper):
        spread = sqrt(bound * (1 - bound) / 12.5)
        assert abs(share - bound) == pytest.approx(1.959963984540054 * spread, abs=1e-8)


PER_CONTACT = a_definition(
    Proportion(numerator=contact.form == "mail"), counts="contact"
)


def of_clusters(*clusters):
    counts = Counter(("cluster", pair(n, x)) for n, x in clusters)
    numerator = sum(x for _, x in clusters)
    counts["numerator"] = numerator
    counts["negative"] = sum(n for n, _ in clusters) - numerator
    return counts


def test_a_few_busy_cases_make_the_interval_wide():
    busy = the_only(PER_CONTACT, of_clusters(*[(10, 10)] * 5, *[(10, 0)] * 5)).interval
    even = the_only(PER_CONTACT, of_clusters(*[(10, 5)] * 10)).interval
    as_people = wilson(Fraction(1, 2), 9, IntervalMethod.CLUSTERED)
    as_rows = wilson(Fraction(1, 2), 100, IntervalMethod.CLUSTERED)

    found = the_only(PER_CONTACT, of_clusters((10, 10), (10, 0)))

    assert found.no_interval is None
    assert as_people == busy
    assert as_rows == even


def test_the_clustered_interval_is_the_ratio_estimators():
    clusters = [(4, 1), (2, 2), (5, 1), (1, 0), (3, 2)]
    rows, share = 15, Fraction(6, 15)
    variance = Fraction(5, 4) * sum((x - share * n) ** 2 for n, x in clusters) / rows**2
    expected = wilson(
        share, float(share * (1 - share) / variance), IntervalMethod.CLUSTERED
    )

    assert expected == the_only(PER_CONTACT, of_clusters(*clusters)).interval


def test_where_every_row_is_in_the_numerator_the_cases_are_counted():
    every, none = clustered({(10, 10): 3}), clustered({(10, 0): 3})

    assert wilson(Fraction(1), 3, IntervalMethod.CLUSTERED) == every
    assert wilson(Fraction(0), 3, IntervalMethod.CLUSTERED) == none


def test_two_cases_are_enough_and_count_for_no_more_than_their_rows():
    uneven, alike = (
        clustered({(10, 2): 1, (10, 8): 1}),
        clustered({(9, 4): 1, (9, 5): 1}),
    )
    half = Fraction(1, 2)

    assert wilson(half, float(half**2 / Fraction(9, 100)), "clustered") == uneven
    assert wilson(half, 18, IntervalMethod.CLUSTERED) == alike


def test_one_case_alone_has_no_interval():
    one = the_only(PER_CONTACT, of_clusters((7, 2)))

    assert one.value == Fraction(2, 7)
    assert one.interval is None
    assert NoInterval.ONE_CASE is one.no_interval


@given(
    st.integers(0, 10_000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
)
def test_two_numbers_are_folded_into_one_and_back(numbers):
    assert numbers == unpair(pair(*numbers))


def test_who_wrote_down_what_met_the_numerator_is_told_apart():
    asked = attrs.evolve(
        PER_CONTACT, recorded_by_staff=contact.recorded_by_staff, schema=SHARE.schema
    )
    counts = {
        ("numerator", 0): 1,
        ("numerator", 1): 6,
        ("numerator", 2): 1,
    } | of_clusters()
    counts.pop("numerator")
    one = the_only(asked, counts)

    assert (8, 6, 1) == (one.numerator, one.by_staff, one.by_unknown_hand)
    assert Fraction(3, 4) == one.recorded_by_staff
    unasked = the_only(PER_CONTACT, counts)
    assert (None, None) == (unasked.by_staff, unasked.by_unknown_hand)
    assert unasked.recorded_by_staff is None
    assert the_only(asked, {}).recorded_by_staff is None


GAPS = a_definition(
    Continuous(
        observe=case.contacts.count(),
        unit="hours",
        per=Fraction(60),
        above=param.limit,
    ),
    parameters=(
        IndicatorParameter(name="limit", default=120, unit="minutes", source="a law"),
    ),
)


def test_observations_have_a_median_quantiles_and_a_share_above():
    counts = {("observed", 60): 1, ("observed", 120): 2, ("observed", 240): 1}
    one = the_only(GAPS, counts | {"not_recorded": 1})

    assert isinstance(one, ContinuousMeasurement)
    assert (Fraction(2), Fraction(17, 5)) == (one.value, one.p90)
    assert (Fraction(1), Fraction(4)) == (one.minimum, one.maximum)
    assert Fraction(9, 4) == one.mean
    assert (Fraction(2), 1, Fraction(1, 4)) == (
        one.threshold,
        one.above,
        one.above_share,
    )
    assert (4, 5) == (one.observed, one.population)
    assert "hours" == one.unit


def test_what_the_caller_gives_is_counted_and_finished_with():
    observed = attrs.evolve(GAPS.scoring, observe=case.contacts.count() + param.limit)
    definition = attrs.evolve(GAPS, scoring=observed, schema=GAPS.schema)
    somebody = Case(id="c", participant=Participant(id="p"))
    (one,) = measure([definition], [somebody], WINDOW, {"test": {"limit": 60}})

    assert (Fraction(1), Fraction(1), 0) == (one.value, one.threshold, one.above)


def test_the_limit_is_the_callers():
    one = the_only(GAPS, {("observed", 90): 1}, parameters={"test": {"limit": 60}})

    assert (Fraction(1), 1) == (one.threshold, one.above)


def test_without_a_limit_there_is_no_share_above_it():
    plain = a_definition(Continuous(observe=case.contacts.count(), unit="contacts"))
    one = the_only(plain, {("observed", 3): 1})

    assert (None, None, None) == (one.threshold, one.above, one.above_share)


def test_nothing_observed_is_undefined():
    one = the_only(GAPS, {"not_recorded": 3})

    assert one.value is None
    assert Undefined.NOTHING_OBSERVED is one.undefined
    assert Fraction(0) == one.coverage


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=40))
def test_quantiles_of_counts_are_those_of_the_numbers(numbers):
    exact = [Fraction(number) for number in numbers]
    expected = quantiles(exact, n=10, method="inclusive")
    counts = Counter(numbers)

    assert expected == [quantile(counts, Fraction(n, 10)) for n in range(1, 10)]
    assert sum(exact) / len(exact) == mean(counts)


def test_the_quantiles_of_one_number_are_that_number():
    assert Fraction(5) == quantile({5: 1}, Fraction(9, 10))


EXITS = a_definition(
    Distribution(category=enrolment.exit.category, order=("ordinary_work", "death")),
    counts="enrolment",
)


def test_a_distribution_stands_in_its_declared_order():
    counts = {"category.moved": 2, "category.ordinary_work": 3, "not_recorded": 1}
    one = the_only(EXITS, counts)

    assert isinstance(one, DistributionMeasurement)
    assert [("ordinary_work", 3), ("moved", 2)] == [
        (row.category, row.count) for row in one.rows()
    ]
    assert [("ordinary_work", 3), ("death", 0), ("moved", 2)] == [
        (row.category, row.count) for row in one.rows(zero_rows=True)
    ]
    assert Fraction(3, 5) == one.categories[0].share
    assert (5, 6, True) == (one.total, one.population, one.total_is_computed)


def test_a_distribution_of_nobody_is_undefined():
    one = the_only(EXITS, {})

    assert Undefined.EMPTY_DENOMINATOR is one.undefined
    assert {None} == {row.share for row in one.categories}


def test_the_unknown_members_are_categories_where_the_code_is_taken_as_recorded():
    raw = a_definition(
        Distribution(category=enrolment.exit.decided_by.recorded), counts="enrolment"
    )
    one = the_only(raw, {"category.unknown": 2})

    assert ["unknown"] == [row.category for row in one.rows()]
    assert "unknown" not in [row.category for row in the_only(EXITS, {}).categories]


MONTHLY = a_definition(
    Rate(
        events=Side(counts="contact", when=contact.on),
        time=Side(counts="case", observe=case.contacts.count()),
        unit="a month",
        per=Fraction(487, 16),
    ),
    counts="contact",
)


def test_a_rate_is_events_over_time():
    counts = {
        ("events.observed", 1): 6,
        ("time.observed", 30): 2,
        "time.not_recorded": 1,
        "events.blind": 1,
        "blind": 2,
    }
    one = the_only(MONTHLY, counts)

    assert isinstance(one, RateMeasurement)
    assert Fraction(6, 60) * Fraction(487, 16) == one.value
    assert (6, 60, "a month") == (one.events, one.time, one.unit)
    assert (3, 1, 9) == (one.blind, one.not_recorded, one.population)
    assert Fraction(8, 12) == one.coverage
    assert NoInterval.ROWS_OF_ONE_CASE_HANG_TOGETHER is one.no_interval


def test_a_rate_without_time_is_undefined():
    one = the_only(MONTHLY, {("events.observed", 1): 6})

    assert one.value is None
    assert Undefined.EMPTY_DENOMINATOR is one.undefined


A_RATIO = a_definition(
    Ratio(numerator=Side(counts="contact"), denominator=Side(counts="enrolment")),
    counts="contact",
)


def test_a_ratio_has_two_sides():
    counts = {
        ("numerator.observed", 1): 2,
        ("numerator.observed", 2): 2,
        ("denominator.observed", 1): 4,
        "numerator.blind": 1,
        "denominator.not_recorded": 2,
        "cases": 3,
    }
    one = the_only(A_RATIO, counts)

    assert isinstance(one, RatioMeasurement)
    assert Fraction(3, 2) == one.value
    assert (6, 4) == (one.numerator, one.denominator)
    assert (8, 10, 1, 2, 3) == (
        one.population - one.not_recorded,
        one.population,
        one.blind,
        one.not_recorded,
        one.people,
    )
    assert Fraction(8, 11) == one.coverage


def test_a_cohort_is_a_count():
    cohort = a_definition(Cohort(), counts="contact")
    one = the_only(cohort, {"counted": 7, "excluded": 1, "cases": 3})

    assert isinstance(one, CohortMeasurement)
    assert (Fraction(7), 7, 8, 3) == (
        one.value,
        one.count,
        one.population,
        one.people,
    )


SPLIT = attrs.evolve(
    MONTHLY,
    groupings=("contact.form",),
    schema=SHARE.schema,
)


@pytest.mark.parametrize(
    ("definition", "counts", "undefined"),
    [
        (SHARE, {"negative": 1}, None),
        (SHARE, {"exception": 1}, Undefined.EMPTY_DENOMINATOR),
        (GAPS, {("observed", 60): 1}, None),
        (GAPS, {}, Undefined.NOTHING_OBSERVED),
        (EXITS, {"category.death": 1}, None),
        (EXITS, {}, Undefined.EMPTY_DENOMINATOR),
        (MONTHLY, {("time.observed", 30): 1}, None),
        (MONTHLY, {}, Undefined.EMPTY_DENOMINATOR),
        (A_RATIO, {("denominator.observed", 1): 1}, None),
        (A_RATIO, {}, Undefined.EMPTY_DENOMINATOR),
        (a_definition(Cohort()), {}, None),
    ],
)
def test_what_has_no_value_says_why_and_nothing_else_does(
    definition, counts, undefined
):
    one = the_only(definition, counts)

    assert undefined is one.undefined
    if not isinstance(one, DistributionMeasurement):
        assert (one.value is None) == (undefined is not None)


def test_where_a_case_is_no_person_each_row_is_one():
    joint = next(one for one in ORGANISATION_INDICATORS if one.id == "training.joint")
    counts = {
        Key(joint.id, (), label): number
        for label, number in (("numerator", 3), ("excluded", 2), ("cases", 1))
    }
    (one,) = finish(joint, counts, WINDOW)

    assert (5, 5) == (one.people, one.population)


def test_the_unit_stands_beside_nothing_too():
    assert "hours" == the_only(GAPS, {}).unit


def test_the_counts_of_another_definition_are_not_looked_at():
    mine, another = Key("test", ("mail",), "counted"), Key("other", ("fax",), "counted")
    definition = a_definition(Cohort(), "contact", groupings=("contact.form",))
    given = {mine: 2, another: 3, Key("test", ("letter",), "counted"): 0}
    found = finish(definition, given, WINDOW, by=("contact.form",))

    assert [(("mail",), 2)] == [(one.group, one.count) for one in found]


def test_counts_of_one_label_and_number_are_added_over_groups_that_are_joined():
    definition = attrs.evolve(SPLIT, schema=SHARE.schema)
    keyed = {
        Key("test", ("mail", "held"), "events.observed", 1): 1,
        Key("test", ("mail", "*"), "events.observed", 1): 3,
        Key("test", ("*", "held"), "events.observed", 1): 5,
        Key("test", ("phone", "*"), "events.observed", 1): 7,
    }
    (one,) = finish(definition, keyed, WINDOW, by=("contact.form", "contact.status"))

    assert (("mail", "held"), 9) == (one.group, one.events)


def test_unknown_stands_last_at_every_place_of_a_group():
    groups = [("b", None), (None, "a"), ("b", "a"), (None, None), ("a", None)]
    definition = a_definition(
        Cohort(), "contact", groupings=("contact.form", "contact.status")
    )
    found = finish(
        definition,
        {Key("test", group, "counted"): 1 for group in groups},
        WINDOW,
        by=definition.groupings,
    )

    assert [one.group for one in found] == [
        ("a", None),
        ("b", "a"),
        ("b", None),
        (None, "a"),
        (None, None),
    ]


def test_groups_stand_by_name_and_unknown_last():
    keyed = {
        Key("test", ("phone",), "events.observed", 1): 2,
        Key("test", (None,), "events.observed", 1): 1,
        Key("test", ("mail",), "events.observed", 1): 4,
    }
    found = finish(SPLIT, keyed, WINDOW, by=("contact.form",))

    assert [("mail",), ("phone",), (None,)] == [one.group for one in found]
    assert {("contact.form",)} == {one.by for one in found}


def test_what_has_no_such_field_belongs_to_every_group():
    keyed = {
        Key("test", ("mail",), "events.observed", 1): 4,
        Key("test", ("phone",), "events.observed", 1): 2,
        Key("test", ("*",), "time.observed", 10): 1,
        Key("test", ("*",), "blind"): 1,
    }
    mail, phone = finish(SPLIT, keyed, WINDOW, by=("contact.form",))

    assert (4, 10, 1) == (mail.events, mail.time, mail.blind)
    assert (2, 10, 1) == (phone.events, phone.time, phone.blind)


def test_a_split_of_nothing_has_no_groups():
    assert () == finish(SPLIT, {}, WINDOW, by=("contact.form",))


def test_a_measurement_says_what_it_is():
    one = the_only(attrs.evolve(SHARE, companion="another", schema=SHARE.schema), {})

    assert ("test", 1, "Is it so?", "case", "another") == (
        one.indicator,
        one.version,
        one.question,
        one.counts,
        one.companion,
    )
    assert (WINDOW, DutyHolder.ORGANISATION, "none") == (
        one.window,
        one.duty_holder,
        one.direction,
    )
