"""How many cases a coordinator has: weighted by days, never by name, never for few."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, Role
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.caseload import caseloads
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.measurement import (
    ContinuousMeasurement,
    Undefined,
    Withheld,
)

JUNE = Window(start=date(2026, 6, 1), end=date(2026, 7, 1), as_of=date(2026, 12, 31))
ALL_JUNE = Period(start=date(2026, 1, 1))
HALF = Period(start=date(2026, 6, 16))


def a_case(who, period=ALL_JUNE, role=Role.COORDINATING_CASEWORKER, unit="u", **fields):
    actor = Actor(kind=ActorKind.STAFF, id=who)
    row = TeamMember(id="row", period=period, role=Coded(concept=role), actor=actor)
    person = Participant(id="somebody")
    return Case(id="case", participant=person, unit=unit, team=(row,), **fields)


FIVE = [a_case(f"staff-{n}") for n in range(5)]


def test_cases_count_with_their_days():
    (one,) = caseloads([*FIVE, a_case("staff-4"), a_case("staff-4", HALF)], JUNE)

    assert 1 == one.value
    assert 1 + Fraction(3, 5) * Fraction(3, 2) == one.p90
    assert (5, "none") == (one.observed, one.direction)
    assert ("u",) == one.group


def test_all_that_is_told_of_a_unit():
    known = {
        "indicator": "caseload",
        "version": 1,
        "question": "How many cases does a coordinator have at a time?",
        "counts": "coordinator",
        "direction": Direction.NONE,
        "duty_holder": DutyHolder.ORGANISATION,
        "window": JUNE,
        "by": ("case.unit",),
        "group": ("u",),
        "unit": "cases at a time",
    }
    blind = a_case("staff-9", origin=Origin(carries=Carries(paths=("contact",))))
    (many,) = caseloads([blind, *FIVE], JUNE)
    (few,) = caseloads([blind, *FIVE[:4]], JUNE)
    (nobody,) = caseloads([blind], JUNE)

    assert many == ContinuousMeasurement(
        **known,
        value=Fraction(1),
        p90=Fraction(1),
        people=5,
        population=5,
        observed=5,
        blind=1,
        coverage=Fraction(5, 6),
    )
    nothing = ContinuousMeasurement(
        **known,
        people=None,
        population=None,
        observed=None,
        blind=1,
        withheld=(
            "above",
            "mean",
            "maximum",
            "minimum",
            "p90",
            "value",
            "observed",
            "people",
            "population",
        ),
        withheld_because=Withheld.SMALL_CELLS,
    )
    assert few == nothing
    assert nobody == attrs.evolve(nothing, undefined=Undefined.NOTHING_OBSERVED)


def test_days_after_what_is_known_are_not_reckoned():
    seen = attrs.evolve(JUNE, as_of=date(2026, 6, 20))
    cases = [*FIVE, *(a_case(f"staff-{n}", HALF) for n in range(5))]
    (one,) = caseloads(cases, seen)

    assert Fraction(25, 20) == one.value


def test_every_row_and_case_after_one_that_does_not_count_is_looked_at():
    (row,) = FIVE[0].team
    rows = (
        attrs.evolve(row, id="wrong", registered_in_error=True),
        attrs.evolve(row, id="another", role=Coded(concept=Role.MENTOR)),
        attrs.evolve(row, id="nobody", actor=Actor(kind=ActorKind.STAFF)),
        row,
    )
    wrong = a_case("staff-9", registered_in_error=True)
    blind = a_case("staff-9", origin=Origin(carries=Carries(paths=("contact",))))
    first = attrs.evolve(FIVE[0], team=in_order(rows))
    (one,) = caseloads([wrong, blind, first, *FIVE[1:]], JUNE)

    assert (5, 1, 1) == (one.observed, one.not_recorded, one.blind)


def test_units_stand_by_name_whatever_is_known_of_them():
    blind = Origin(carries=Carries(paths=("contact",)))
    found = caseloads(
        [
            a_case("staff-1", unit="c"),
            a_case(None, unit="b"),
            a_case("staff-1", unit="a", origin=blind),
        ],
        JUNE,
    )

    assert [("a",), ("b",), ("c",)] == [one.group for one in found]


@pytest.mark.parametrize(("cases", "least"), [(FIVE[:4], 1), (FIVE, 6), ([], 5)])
def test_nothing_is_told_of_a_unit_with_few_coordinators(cases, least):
    unknown = a_case(None)
    (one,) = caseloads([*cases, unknown], JUNE, least)

    assert (None, None, None) == (one.value, one.p90, one.people)
    assert "small_cells" == one.withheld_because
    assert 1 == one.not_recorded


def test_what_is_not_known_lowers_the_coverage():
    blind = a_case("staff-9", origin=Origin(carries=Carries(paths=("contact",))))
    (one,) = caseloads([*FIVE, a_case(None), a_case("staff-8", Period()), blind], JUNE)

    assert (2, 1) == (one.not_recorded, one.blind)
    assert Fraction(5, 8) == one.coverage


def test_the_median_is_told_and_nine_tenths():
    cases = [a_case(f"staff-{n}") for n in range(5) for _ in range(n + 1)]
    (one,) = caseloads(cases, JUNE)

    assert (3, Fraction(23, 5)) == (one.value, one.p90)


def test_every_blind_case_is_counted_and_a_source_with_teams_is_not_blind():
    blind = a_case("staff-9", origin=Origin(carries=Carries(paths=("contact",))))
    sees = a_case("staff-5", origin=Origin(carries=Carries(paths=("team_member",))))
    (one,) = caseloads([blind, blind, sees, *FIVE], JUNE)

    assert (6, 2) == (one.observed, one.blind)


def test_others_and_other_days_are_not_counted():
    before = Period(start=date(2026, 1, 1), end=date(2026, 2, 1))
    wrong = a_case("staff-7", registered_in_error=True)
    others = [a_case("staff-9", before), a_case("staff-8", role=Role.MENTOR), wrong]

    assert caseloads(FIVE, JUNE) == caseloads([*FIVE, *others], JUNE)
    assert () == caseloads(others, JUNE)


def test_units_are_told_apart_and_nobody_is_named():
    found = caseloads([*FIVE, a_case("staff-1", unit=None)], JUNE)

    assert [(None,), ("u",)] == [one.group for one in found]
    assert "staff-" not in repr(found)
