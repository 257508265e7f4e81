"""How often closed records are opened: by hundred years, and for how many people."""

from __future__ import annotations

import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.bases import BreakGlass
from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.concepts import ActorKind
from brukermedvirkning.rules.generated.engine import generated_tally
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.openings import (
    NEEDED,
    OPENING_INDICATORS,
    Opening,
    opened_cases,
)
from brukermedvirkning.rules.indicators.tally import tally
from brukermedvirkning.rules.indicators.withhold import publish
from brukermedvirkning.testing.strategies import cases, records

sys.path.append(str(Path(__file__).parents[3] / "tools"))

from indicator_examples.making import YEAR, a_case

SOMEBODY = Actor(kind=ActorKind.STAFF, id="somebody")
ALL_YEAR = {"programme": "p", "start": "2025-06-01"}


def opening(number, on=date(2026, 3, 1), case="case-1"):
    return BreakGlass(
        id=f"opening-{number}",
        case=case,
        by=SOMEBODY,
        ground="A provision",
        covers=("contact",),
        on=on,
        until=date.fromordinal(on.toordinal() + 5),
    )


def person(number=1, **fields):
    return a_case(number, {"enrolments": [ALL_YEAR]} | fields)


def measured(some, openings, window=YEAR, by=()):
    laid_out = list(opened_cases(some, openings))
    return measure(OPENING_INDICATORS, laid_out, window, by=by)


def test_openings_are_counted_over_the_days_enrolled_and_people_apart():
    rate, people = measured([person(1), person(2)], [opening(1), opening(2)])

    assert (2, 730) == (rate.events, rate.time)
    assert Fraction(2, 730) * 100 * Fraction(1461, 4) == rate.value
    assert (1, 2, "none", "none") == (
        people.numerator,
        people.denominator,
        people.direction,
        rate.direction,
    )


@pytest.mark.parametrize(
    ("on", "counted"),
    [
        (date(2025, 12, 31), 0),
        (date(2026, 1, 1), 1),
        (date(2026, 12, 31), 1),
        (date(2027, 1, 1), 0),
    ],
)
def test_an_opening_is_of_the_period_in_which_it_was_made(on, counted):
    rate, people = measured([person()], [opening(1, on)])

    assert (counted, counted) == (rate.events, people.numerator)


def test_what_is_not_yet_known_is_not_counted():
    window = attrs.evolve(YEAR, as_of=date(2026, 2, 28))
    known, later = date(2026, 2, 28), date(2026, 3, 1)
    openings = [opening(1, known), opening(2, later)]
    rate, people = measured([person()], openings, window)

    assert (59, 1) == (rate.time, people.numerator)
    assert 0 == measured([person()], [opening(2, later)], window)[1].numerator


def test_who_is_not_enrolled_is_not_asked_about():
    left = {"on": "2025-06-30", "category": "moved"}
    gone = {"programme": "p", "start": "2025-01-10", "exit": left}
    wrong = ALL_YEAR | {"registered_in_error": True}
    some = [person(1, enrolments=[gone]), person(2, enrolments=[wrong]), person(3)]
    openings = [opening(number, case=f"case-{number}") for number in (1, 2, 3)]
    rate, people = measured(some, openings)

    assert (1, 365) == (rate.events, rate.time)
    assert (1, 1) == (people.numerator, people.denominator)


def test_openings_of_no_case_and_cases_registered_in_error_are_left():
    error = attrs.evolve(person(2), registered_in_error=True)
    openings = [opening(1, case="nobody"), opening(2, case="case-2")]
    rate, people = measured([person(1), error], openings)

    assert (0, 365, 1) == (rate.events, rate.time, people.denominator)


def test_units_are_told_apart_and_nobody_who_opened_is():
    some = [person(1, unit="u"), person(2, unit="v")]
    openings = [opening(2, date(2026, 5, 1)), opening(1)]
    found = [one for one in measured(some, openings, by=("case.unit",)) if one.group]
    laid_out = next(opened_cases(some, openings))

    assert {("u",): 2, ("v",): 0} == {
        one.group: one.events for one in found if hasattr(one, "events")
    }
    assert ["opening-1", "opening-2"] == [row.id for row in laid_out.openings]
    assert {"id", "on", "registered_in_error"} == {
        field.name for field in attrs.fields(Opening)
    }


@pytest.mark.parametrize("lost", sorted(NEEDED["stay"]))
def test_a_source_without_days_enrolled_is_not_said_to_open_nothing(lost):
    origin = Origin(carries=Carries(paths=NEEDED["stay"]).without(lost))
    rate, people = measured([attrs.evolve(person(), origin=origin)], [opening(1)])

    assert (None, 1) == (people.value, people.blind)
    assert rate.value is None


def test_a_source_with_days_enrolled_says_them():
    origin = Origin(carries=Carries(paths=NEEDED["stay"]))
    rate, people = measured([attrs.evolve(person(), origin=origin)], [opening(1)])

    assert (1, 365, 0) == (rate.events, rate.time, people.blind)


def test_that_few_were_opened_is_not_published():
    some = [person(n) for n in range(1, 31)]
    rate, people = publish(measured(some, [opening(1), opening(2)]))

    assert (None, None) == (rate.events, people.numerator)


def test_to_close_nothing_is_no_better_than_to_open():
    """Without a direction nothing is gained by either."""
    assert {"none"} == {str(one.direction) for one in OPENING_INDICATORS}


@given(
    some=st.lists(cases(), max_size=3),
    found=st.lists(records(BreakGlass), max_size=3),
)
def test_generated_python_counts_what_the_reference_counts(some, found):
    laid_out = list(opened_cases(some, found))

    assert tally(OPENING_INDICATORS, laid_out, YEAR) == generated_tally(
        OPENING_INDICATORS, laid_out, YEAR
    )
