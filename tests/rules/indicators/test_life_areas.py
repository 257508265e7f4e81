"""In how many areas of life something goes on; to have many is never the aim."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.rules.generated.engine import generated_tally
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.life_areas import (
    AREA_INDICATORS,
    NEEDED,
    life_areas,
)
from brukermedvirkning.rules.indicators.tally import tally
from brukermedvirkning.testing.strategies import cases

sys.path.append(str(Path(__file__).parents[3] / "tools"))

from indicator_examples.making import YEAR, a_case

ENROLLED = {"enrolments": [{"programme": "p", "start": "02-01"}]}
LEFT = {"on": "06-30", "category": "moved"}
WORDS = {"version": 1, "text": "Some words"}
PATHS = NEEDED["lived_enrolment"]


def goal(*areas, **fields):
    return {"status": "current", "wordings": WORDS, "areas": areas} | fields


def measure_in(area, period="03-01/", **fields):
    return {"period": period, "measure": "other", "area": area} | fields


def found(*rows, window=YEAR, **fields):
    some = [
        attrs.evolve(a_case(n, ENROLLED | one), **fields)
        for n, one in enumerate(rows, 1)
    ]
    return measure(AREA_INDICATORS, life_areas(some, window), window)


def told(one):
    counts = {row.category: row.count for row in one.rows()}
    return counts | ({"not recorded": one.not_recorded} if one.not_recorded else {})


@pytest.mark.parametrize(
    ("rows", "number", "which"),
    [
        ({}, "none", {}),
        ({"goals": [goal("health")]}, "one", {"health": 1}),
        (
            {"goals": [goal("health", "employment"), goal("health", id="other")]},
            "two",
            {"employment": 1, "health": 1},
        ),
        (
            {"goals": [goal("health")], "interventions": [measure_in("social")]},
            "two",
            {"social": 1, "health": 1},
        ),
        (
            {"goals": [goal("health", "social", "employment", "education")]},
            "three_or_more",
            {"employment": 1, "education": 1, "social": 1, "health": 1},
        ),
    ],
)
def test_areas_are_counted_once_each(rows, number, which):
    how_many, areas = found(rows)

    assert ({number: 1}, which) == (told(how_many), told(areas))


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ({"goals": [goal("health", status="achieved")]}, "none"),
        ({"goals": [goal("health", on="2027-01-01")]}, "none"),
        ({"goals": [goal(on="2027-01-01", status="unknown")]}, "none"),
        ({"goals": [goal("health", on="2026-12-31")]}, "one"),
        ({"goals": [goal("health", registered_in_error=True)]}, "none"),
        ({"interventions": [measure_in("health", "03-01/12-30")]}, "none"),
        ({"interventions": [measure_in("health", "03-01/12-31")]}, "one"),
        ({"interventions": [measure_in("health", "/", status="planned")]}, "none"),
        ({"interventions": [measure_in("health", registered_in_error=True)]}, "none"),
    ],
)
def test_what_goes_on_is_current_or_has_begun(rows, number):
    how_many, _ = found(rows)

    assert {number: 1} == told(how_many)


@pytest.mark.parametrize(
    ("rows", "which"),
    [
        ({"goals": [goal()]}, {"unknown": 1}),
        ({"goals": [goal("health", "unknown")]}, {"health": 1, "unknown": 1}),
        ({"interventions": [measure_in("unknown")]}, {"unknown": 1}),
        ({"goals": [goal("health", status="unknown")]}, {"unknown": 1}),
        ({"interventions": [measure_in("social", "/")]}, {"unknown": 1}),
        (
            {"goals": [goal("health")], "interventions": [measure_in("social", "/")]},
            {"health": 1, "unknown": 1},
        ),
    ],
)
def test_where_there_may_be_one_more_the_number_is_not_recorded(rows, which):
    how_many, areas = found(rows)

    assert {"not recorded": 1} == told(how_many)
    assert which == told(areas)


def test_what_may_have_begun_in_the_same_area_changes_nothing():
    rows = {"goals": [goal("social")], "interventions": [measure_in("social", "/")]}
    how_many, areas = found(rows)

    assert ({"one": 1}, {"social": 1}) == (told(how_many), told(areas))


def test_three_are_as_many_as_are_told_apart():
    three = goal("health", "social", "employment")
    how_many, _ = found({"goals": [three, goal(id="other")]})

    assert {"three_or_more": 1} == told(how_many)


def test_each_enrolment_is_judged_on_its_own_day():
    gone = {"programme": "p", "start": "02-01", "exit": LEFT}
    wrong = {"programme": "p", "start": "02-01", "registered_in_error": True}
    early = {
        "programme": "p",
        "start": "2025-01-01",
        "exit": LEFT | {"on": "2026-01-01"},
    }
    how_many, areas = found(
        {
            "enrolments": [gone, wrong, early, {"programme": "p", "start": "08-01"}],
            "interventions": [measure_in("health", "05-01/06-29")],
        }
    )

    assert ({"none": 1, "one": 1}, {"health": 1}) == (told(how_many), told(areas))
    assert (1, 2) == (how_many.people, how_many.population)


def test_a_case_registered_in_error_is_not_counted():
    how_many, _ = found({"goals": [goal("health")]}, registered_in_error=True)

    assert 0 == how_many.population


@pytest.mark.parametrize("lost", sorted(PATHS))
def test_a_source_without_a_place_for_it_is_not_said_to_have_none(lost):
    origin = Origin(carries=Carries(paths=PATHS).without(lost))

    for one in found({}, origin=origin):
        assert (0, 1) == (one.total, one.blind)


def test_a_source_with_a_place_for_all_of_it_is_counted():
    how_many, _ = found({}, origin=Origin(carries=Carries(paths=PATHS)))

    assert {"none": 1} == told(how_many)


def test_units_and_programmes_are_told_apart():
    some = [a_case(1, ENROLLED | {"unit": "u"}), a_case(2, ENROLLED)]
    by = ("case.unit", "lived_enrolment.programme")
    rows = measure(AREA_INDICATORS[:1], life_areas(some, YEAR), YEAR, by=by)

    assert {("u", "p"), (None, "p")} == {one.group for one in rows if one.total}


def test_to_have_many_areas_is_no_aim():
    for one in found({"goals": [goal("health")]}):
        assert ("none", "authority") == (str(one.direction), str(one.duty_holder))
        assert one.value is None


def test_what_is_known_later_is_not_looked_at():
    window = attrs.evolve(YEAR, as_of=date(2026, 2, 15))
    how_many, _ = found({"interventions": [measure_in("health")]}, window=window)

    assert {"none": 1} == told(how_many)


@given(some=st.lists(cases(), max_size=3))
def test_generated_python_counts_what_the_reference_counts(some):
    laid_out = list(life_areas(some, YEAR))

    assert tally(AREA_INDICATORS, laid_out, YEAR) == generated_tally(
        AREA_INDICATORS, laid_out, YEAR
    )
