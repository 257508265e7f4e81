"""How soon something happens, and how many are waiting: from cases to measurements."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ExitCategory
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.expressions.roots import (
    case,
    enrolment,
    param,
    window,
)
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.lowering import lower
from brukermedvirkning.rules.indicators.measurement import (
    CategoryShare,
    CurvePoint,
    EventRow,
    StockMeasurement,
    TimeToEventMeasurement,
    Undefined,
)
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import Continuous, Stock, TimeToEvent
from brukermedvirkning.rules.indicators.tally import explain
from brukermedvirkning.rules.indicators.withhold import publish

NEVER = Window(start=date(2020, 1, 1), end=date(2021, 1, 1), as_of=date(2021, 12, 31))
WORK, SCHOOL = ExitCategory.ORDINARY_WORK, ExitCategory.ORDINARY_EDUCATION
MOVED, UNKNOWN = ExitCategory.MOVED, ExitCategory.UNKNOWN


def day(number):
    return date(2020, 1, 1) + timedelta(days=number)


def a_definition(scoring, counts="enrolment", **fields):
    return Definition(
        id="test",
        question="How soon?",
        counts=counts,
        scoring=scoring,
        duty_holder=DutyHolder.PROGRAMME,
        source="a document",
        **fields,
    )


def exits(**fields):
    given = {
        "origin": enrolment.start,
        "event": enrolment.exit.on,
        "category": enrolment.exit.category,
        "wanted": (WORK, SCHOOL),
        "at": (10, 30),
    }
    return TimeToEvent(**(given | fields))


def a_case(number, start, left=None, why=WORK, **fields):
    gone = None
    if left is not None:
        gone = ProgrammeExit(on=day(left), category=Coded(concept=why))
    first = None if start is None else day(start)
    return Case(
        id=f"case-{number}",
        participant=Participant(id="somebody"),
        enrolments=(Enrolment(id="e", programme="p", start=first, exit=gone),),
        **fields,
    )


def cases(*spells):
    return [a_case(number, *spell) for number, spell in enumerate(spells)]


def the_only(definition, some, seen=NEVER, **fields):
    (one,) = measure([definition], some, seen, **fields)
    return one


def seen_until(number):
    return attrs.evolve(NEVER, as_of=day(number))


FOUR = cases((0, 5), (0, 20, MOVED), (0, 8, SCHOOL), (0, None))


def test_a_curve_has_the_days_asked_the_categories_and_who_was_at_risk():
    one = the_only(a_definition(exits()), FOUR, seen_until(40))
    half, quarter = Fraction(1, 2), Fraction(1, 4)

    assert isinstance(one, TimeToEventMeasurement)
    assert (half, None) == (one.value, one.undefined)
    assert (3, 1, 4, 4) == (one.ended, one.censored, one.population, one.people)
    assert (Fraction(8), 40, Fraction(1)) == (
        one.median,
        one.observed_until,
        one.coverage,
    )
    assert one.events[:3] == (
        EventRow(category="ordinary_work", wanted=True, count=1),
        EventRow(category="ordinary_education", wanted=True, count=1),
        EventRow(category="own_choice", wanted=False, count=0),
    )
    assert [(10, 2, half, half), (30, 1, half, half)] == [
        (point.day, point.at_risk, point.value, point.high) for point in one.curve
    ]
    moved = CategoryShare(category="moved", count=1, share=quarter)
    assert moved in one.curve[1].categories
    assert {0, 1, 2} == set(one.inner)


@pytest.mark.parametrize(("stayed", "day"), [(1, Fraction(9)), (2, None)])
def test_the_day_by_which_it_had_happened_to_nine_tenths_is_told(stayed, day):
    some = cases(*[(0, 9)] * (10 - stayed), *[(0, None)] * stayed)
    one = the_only(a_definition(exits()), some, seen_until(40))

    assert (Fraction(9), day) == (one.median, one.p90)


def test_a_time_beyond_what_was_seen_is_undefined():
    one = the_only(a_definition(exits()), FOUR, seen_until(29))

    assert (None, Undefined.NOT_FOLLOWED) == (one.value, one.undefined)
    assert one.curve[0].value == Fraction(1, 2)
    assert one.curve[1] == CurvePoint(
        day=30,
        at_risk=0,
        unnamed=0,
        value=None,
        high=None,
        categories=tuple(
            CategoryShare(
                category=row.category, count=int(row.category == "moved"), share=None
            )
            for row in one.events
        ),
    )


def test_nobody_at_all_is_undefined_and_not_zero():
    one = the_only(a_definition(exits()), [])

    assert (None, Undefined.NOTHING_OBSERVED) == (one.value, one.undefined)
    assert (None, None, None) == (one.median, one.observed_until, one.coverage)


def test_what_happens_after_the_day_asked_has_not_happened_yet():
    late = the_only(a_definition(exits(at=(0,))), cases((0, 5)), seen_until(4))
    just = the_only(a_definition(exits(at=(0,))), cases((0, 5)), seen_until(5))

    assert (0, 1, 4) == (late.ended, late.censored, late.observed_until)
    assert (1, 0, 5) == (just.ended, just.censored, just.observed_until)


@pytest.mark.parametrize(("until", "ended"), [(4, 0), (5, 1), (99, 1)])
def test_the_end_of_a_programme_censors_and_is_no_exit(until, ended):
    programme = IndicatorParameter(
        name="programme_end", default=day(until), unit="last day", source="a contract"
    )
    definition = a_definition(
        exits(at=(0,), until=param.programme_end), parameters=(programme,)
    )
    one = the_only(definition, cases((0, 5)), seen_until(40))

    assert (ended, 1 - ended) == (one.ended, one.censored)


def test_an_exit_of_a_censoring_category_is_seen_as_going_on_until_then():
    definition = a_definition(exits(censoring=(MOVED,)))
    one = the_only(definition, FOUR, seen_until(40))

    assert (2, 2) == (one.ended, one.censored)
    assert "moved" not in {row.category for row in one.events}
    assert (2, 1) == tuple(point.at_risk for point in one.curve)


def test_an_event_of_unknown_category_competes_and_is_not_recorded():
    some = cases((0, 5), (0, 6, UNKNOWN), (0, 20), (0, None))
    one = the_only(a_definition(exits()), some, seen_until(40))

    assert (2, 1, 1, 1) == (one.ended, one.unnamed, one.not_recorded, one.censored)
    assert Fraction(3, 4) == one.coverage
    assert (Fraction(1, 2), Fraction(3, 4)) == (one.curve[1].value, one.curve[1].high)
    assert one.population == 4


@pytest.mark.parametrize(
    ("at", "unnamed", "named"),
    [((5, 6), (0, 1), (0, 1)), ((6, 7), (1, 0), (1, 0)), ((0, 6), (0, 1), (0, 1))],
)
def test_each_day_asked_about_has_what_came_since_the_one_before(at, unnamed, named):
    some = cases((0, 6, UNKNOWN), (0, 6), (0, 40))
    one = the_only(a_definition(exits(at=at)), some, seen_until(50))

    assert unnamed == tuple(point.unnamed for point in one.curve)
    assert named == tuple(point.categories[0].count for point in one.curve)


def test_who_leaves_on_the_first_day_has_left_by_then():
    one = the_only(a_definition(exits(at=(0, 6))), cases((9, 9)), seen_until(50))

    assert (1, 0) == tuple(point.categories[0].count for point in one.curve)


def test_a_category_as_recorded_has_the_unknown_as_an_event_of_its_own():
    definition = a_definition(exits(category=enrolment.exit.category.recorded))
    one = the_only(definition, cases((0, 6, UNKNOWN)), seen_until(40))

    assert (1, 0) == (one.ended, one.not_recorded)
    assert EventRow(category="unknown", wanted=False, count=1) in one.events


def test_of_whom_the_first_day_is_unknown_nothing_can_be_told():
    one = the_only(a_definition(exits()), cases((None, 5), (0, 5)), seen_until(40))

    assert (1, 0, 1, 2) == (one.ended, one.unnamed, one.not_recorded, one.population)
    assert Fraction(1, 2) == one.coverage


def test_a_source_that_knows_no_exits_cannot_tell():
    poor = Origin(carries=Carries(paths=("enrolment", "enrolment.start")))
    definition = a_definition(exits(), needs=("enrolment.exit",))
    one = the_only(definition, [a_case(1, 0, origin=poor)])

    assert (1, 0, Fraction(0)) == (one.cannot_tell, one.censored, one.coverage)


SEEN_FROM = exits(at=(3, 8), entry=case.origin.known_from.or_else(enrolment.start))


def known_from(number, start, left, on):
    return a_case(number, start, left, origin=Origin(known_from=day(on)))


def test_who_is_seen_late_is_at_risk_from_then_on_only():
    some = [a_case(1, 0, 4), known_from(2, 0, 6, 5), a_case(3, 0, 9, MOVED)]
    one = the_only(a_definition(SEEN_FROM), some, seen_until(40))

    assert (2, 1) == tuple(point.at_risk for point in one.curve)
    assert Fraction(1, 2) + Fraction(1, 2) * Fraction(1, 2) == one.value


def test_who_was_gone_before_anybody_looked_was_never_at_risk():
    some = [a_case(1, 0, 9), known_from(2, 0, 4, 5)]
    one = the_only(a_definition(SEEN_FROM), some, seen_until(40))

    assert (1, 1, 1, 2) == (
        one.never_at_risk,
        one.excluded,
        one.ended,
        one.population,
    )
    assert one.curve[0].at_risk == 1


def test_who_has_not_begun_is_not_at_risk_yet():
    one = the_only(a_definition(exits()), cases((9, None)), seen_until(8))

    assert (1, 0) == (one.never_at_risk, one.censored)


def test_an_entry_that_nobody_knows_is_not_recorded():
    definition = a_definition(exits(entry=case.origin.known_from))
    one = the_only(definition, FOUR)

    assert (4, Fraction(0)) == (one.not_recorded, one.coverage)


@pytest.mark.parametrize("told", ["origin", "entry"])
def test_a_day_that_the_source_has_no_place_for_cannot_be_told(told):
    poor = Origin(carries=Carries(paths=("enrolment.exit", "enrolment.start")))
    definition = a_definition(exits(**{told: case.period.start}))
    one = the_only(definition, [a_case(1, 0, 5, origin=poor)], seen_until(40))

    assert (1, 0, 0) == (one.cannot_tell, one.not_recorded, one.ended)


def test_late_entry_is_a_second_chain_over_the_same_rows():
    main, entry = lower(a_definition(SEEN_FROM))[:2]
    labels = [row.label for row in explain(a_definition(SEEN_FROM), FOUR[:1], NEVER)]

    assert main.rows == entry.rows
    assert ["category.ordinary_work", "entry.entered"] == labels
    assert 2 == len(lower(a_definition(exits())))


def test_without_a_category_there_is_one_event():
    scoring = TimeToEvent(origin=enrolment.start, event=enrolment.exit.on, at=(5,))
    one = the_only(a_definition(scoring), FOUR, seen_until(40))

    assert (EventRow(category="happened", wanted=True, count=3),) == one.events
    assert Fraction(1, 4) == one.value


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(5, 12), st.sampled_from((WORK, MOVED)))
    ),
    st.integers(0, 12),
)
def test_where_everybody_was_seen_to_the_end_it_is_the_raw_share(spells, at):
    one = the_only(a_definition(exits(at=(at,))), cases(*spells))
    by_then = sum(left - start <= at and why == WORK for start, left, why in spells)

    assert one.value in (None, Fraction(by_then, max(1, len(spells))))
    assert (one.value is None) == all(at > left - start for start, left, _ in spells)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"at": ()}, "at: no day is asked about"),
        ({"at": (-1,)}, "at: days rise, and begin at 0 or later"),
        ({"at": (5, 5)}, "at: days rise, and begin at 0 or later"),
        ({"at": (9, 5)}, "at: days rise, and begin at 0 or later"),
        ({"wanted": ()}, "at: it wants no category"),
        ({"category": None}, "at: without a category there is nothing to name"),
        ({"censoring": (WORK,)}, "at: a category of ExitCategory stands twice"),
        ({"wanted": ("nonsense",)}, "'nonsense' is not a ExitCategory"),
        ({"origin": enrolment.exit.category}, "expressions: origin: expected date"),
    ],
)
def test_a_wrong_scoring_says_what_is_wrong(fields, message):
    with pytest.raises(DefinitionError) as caught:
        a_definition(exits(**fields))

    assert message in str(caught.value)


OPEN = Stock(since=enrolment.start, until=enrolment.exit.on)


def test_a_stock_is_who_is_there_on_the_day_and_for_how_long():
    some = cases((0, 10), (0, 11), (4, None), (10, None), (11, None), (2, 5))
    one = the_only(a_definition(OPEN), some, seen_until(10))

    assert isinstance(one, StockMeasurement)
    assert (3, Fraction(3), day(10)) == (one.count, one.value, one.on)
    assert (Fraction(6), Fraction(10)) == (one.median, one.maximum)
    assert Fraction(46, 5) == one.p90
    assert 3 == one.population


def test_nobody_there_is_none_and_no_duration():
    one = the_only(a_definition(OPEN), cases((0, 10)), seen_until(40))

    assert one.on == day(40)
    assert (0, Fraction(0), None, None) == (
        one.count,
        one.value,
        one.median,
        one.maximum,
    )


def test_whether_somebody_is_there_whose_first_day_is_unknown_cannot_be_said():
    one = the_only(
        a_definition(OPEN), cases((None, None), (0, None), (None, 5)), seen_until(10)
    )

    assert (1, 1, Fraction(1, 2)) == (one.count, one.unplaced, one.coverage)


def test_without_an_end_everybody_who_came_is_there():
    one = the_only(
        a_definition(Stock(since=enrolment.start)), cases((0, 1)), seen_until(10)
    )

    assert 1 == one.count


@pytest.mark.parametrize(("end", "on"), [(5, 5), (20, 10)])
def test_a_day_that_is_named_is_never_later_than_what_is_known(end, on):
    seen = attrs.evolve(seen_until(10), end=day(end))
    definition = a_definition(Stock(since=enrolment.start, on=window.end))

    assert the_only(definition, cases((0, None)), seen).on == day(on)


@pytest.mark.parametrize(
    ("scoring", "place", "name"),
    [
        (Stock(since=enrolment.start, on=enrolment.start), "on", "enrolment"),
        (
            Continuous(observe=1, unit="days", above=case.contacts.count()),
            "above",
            "case",
        ),
    ],
)
def test_what_is_asked_once_sees_no_row(scoring, place, name):
    with pytest.raises(DefinitionError) as caught:
        a_definition(scoring)

    assert str(caught.value) == (
        f"test: expressions: {place}: {name} cannot be seen here: this is asked once for"
        " all, and sees the window and the parameters"
    )


MANY = cases(*[(0, 5)] * 6, *[(0, 20, MOVED)] * 6, *[(0, None)] * 6)


def test_a_curve_that_many_stand_behind_is_shown_without_its_last_person():
    (shown,) = publish(
        measure([a_definition(exits())], MANY, seen_until(40)), threshold=5
    )

    assert (Fraction(1, 3), 18) == (shown.value, shown.population)
    assert (("observed_until",), None) == (shown.withheld, shown.observed_until)


@pytest.mark.parametrize("left", [3, 6, 15])
def test_a_curve_in_which_one_person_can_be_seen_is_withheld(left):
    some = [*MANY, a_case(99, 0, left, SCHOOL)]
    (shown,) = publish(
        measure([a_definition(exits())], some, seen_until(40)), threshold=5
    )

    assert (None, None, None, None) == (
        shown.value,
        shown.curve,
        shown.events,
        shown.median,
    )
    assert () == shown.inner


def test_the_longest_wait_of_a_stock_is_one_persons_and_is_withheld():
    (shown,) = publish(measure([a_definition(OPEN)], MANY, seen_until(10)))

    assert (12, None, Fraction(10)) == (shown.count, shown.maximum, shown.median)


def test_a_case_with_two_enrolments_is_followed_twice_and_is_one_person():
    (one, two) = cases((0, 5), (20, None))
    second = attrs.evolve(two.enrolments[0], id="e-2")
    both = attrs.evolve(one, enrolments=in_order((*one.enrolments, second)))
    found = the_only(a_definition(exits(at=(0,))), [both])

    assert (1, 2) == (found.people, found.population)
