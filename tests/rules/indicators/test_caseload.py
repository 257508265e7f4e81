"""How many cases a coordinator has: weighted by days, never by name, never for few."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, Role
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.caseload import caseloads

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
