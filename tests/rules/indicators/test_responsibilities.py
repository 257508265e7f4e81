"""Whether somebody follows up, at every level and for every current goal."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import Role
from brukermedvirkning.domain.organisation import (
    Responsibility,
    ResponsibilityLevel,
    StaffMember,
    Unit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.generated.engine import generated_tally
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.responsibilities import (
    RESPONSIBILITY_INDICATORS,
    followed_plans,
)
from brukermedvirkning.rules.indicators.tally import tally
from brukermedvirkning.testing.strategies import cases, records

sys.path.append(str(Path(__file__).parents[3] / "tools"))

from indicator_examples.making import YEAR, a_case

COMPLETE, LEVELS, GOALS = (one.id for one in RESPONSIBILITY_INDICATORS)


def link(level, role):
    return Responsibility(level=level, role=Coded(concept=role))


PLAN = link(ResponsibilityLevel.PLAN, Role.REHABILITATION_LEAD)
OVERALL = link(ResponsibilityLevel.OVERALL, Role.MANAGING_DIRECTOR)
SUBGOALS = link(ResponsibilityLevel.SUBGOALS, Role.WORK_SUPERVISOR)


def programme(*chain):
    return Programme(
        id="p",
        name="A programme",
        unit="u",
        period=Period(),
        time_zone="Europe/Oslo",
        chain=chain,
    )


def leader(role=Role.MANAGING_DIRECTOR, start=date(2020, 1, 1), unit="u", end=None):
    period = Period(start=start, end=end)
    return StaffMember(id="s", unit=unit, role=Coded(concept=role), period=period)


ENROLLED = {
    "plan": {"period": "01-01/"},
    "enrolments": [{"programme": "p", "start": "01-01"}],
}
LEAD = {"role": "rehabilitation_lead", "period": "01-01/"}
GOAL = {
    "id": "g",
    "status": "current",
    "wordings": {"version": 1, "text": "Some words"},
}
NAMED = GOAL | {"followed_up_by": {"kind": "staff", "id": "somebody"}}


def laid_out(*rows, chain=(PLAN,), staff=(), units=None, window=YEAR):
    some = [a_case(number, ENROLLED | one) for number, one in enumerate(rows)]
    return followed_plans(
        some, window, programmes={"p": programme(*chain)}, units=units, staff=staff
    )


def found(indicator, *rows, **given):
    measured = measure(RESPONSIBILITY_INDICATORS, laid_out(*rows, **given), YEAR)
    one = next(one for one in measured if one.indicator == indicator)
    return one.numerator, one.negative, one.not_recorded, one.cannot_tell


YES, NO, LOST = (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("goals", "team", "expected"),
    [
        ([NAMED], [], YES),
        ([GOAL], [], NO),
        ([GOAL], [LEAD | {"follows_up": "g"}], YES),
        ([GOAL], [LEAD | {"follows_up": "g", "period": "/"}], LOST),
        ([GOAL], [LEAD | {"follows_up": "g", "period": "01-01/06-30"}], NO),
        ([GOAL], [LEAD | {"follows_up": "g", "period": "/06-30"}], NO),
        ([GOAL | {"followed_up_by": {"kind": "participant", "id": "x"}}], [], NO),
        ([GOAL | {"followed_up_by": {"kind": "unknown", "id": "x"}}], [], LOST),
        ([GOAL | {"followed_up_by": {"kind": "staff", "unit": "u"}}], [], YES),
        ([NAMED, GOAL | {"id": "h"}], [], NO),
        ([NAMED, GOAL | {"id": "h", "status": "achieved"}], [], YES),
        ([NAMED, GOAL | {"id": "h", "registered_in_error": True}], [], YES),
        ([NAMED, GOAL | {"id": "h", "on": "2027-01-01"}], [], YES),
        ([NAMED, GOAL | {"id": "h", "on": "2026-12-31"}], [], NO),
        ([], [], YES),
    ],
)
def test_every_current_goal_has_somebody_of_the_staff(goals, team, expected):
    assert expected == found(GOALS, {"goals": goals, "team": team})


@pytest.mark.parametrize(
    ("team", "expected"),
    [
        ([LEAD], YES),
        ([LEAD | {"registered_in_error": True}], NO),
        ([LEAD | {"role": "counsellor"}], NO),
        ([LEAD | {"role": "unknown"}], LOST),
        ([LEAD | {"period": "/"}], LOST),
        ([LEAD | {"period": "01-01/06-30"}], NO),
        ([LEAD | {"period": "01-01/06-30"}, LEAD | {"period": "07-01/"}], YES),
    ],
)
def test_the_level_of_the_plan_has_somebody_that_day(team, expected):
    some_staff = [leader()]

    assert expected == found(LEVELS, {"team": team}, staff=some_staff)


@pytest.mark.parametrize(
    ("staff", "expected"),
    [
        ([leader()], YES),
        ([], LOST),
        ([leader(unit="another")], LOST),
        ([leader(Role.DEPARTMENT_HEAD)], NO),
        ([leader(Role.UNKNOWN)], LOST),
        ([leader(start=None)], LOST),
        ([leader(start=None, end=date(2027, 1, 1))], LOST),
        ([leader(start=None, end=date(2026, 12, 31))], NO),
        ([leader(start=date(2027, 1, 1))], NO),
    ],
)
def test_the_levels_above_are_held_by_who_is_in_post(staff, expected):
    chain = (OVERALL, PLAN, SUBGOALS)

    assert expected == found(LEVELS, {"team": [LEAD]}, chain=chain, staff=staff)


def test_the_chain_of_the_unit_counts_too():
    units = {"u": Unit(id="u", name="A unit", chain=(OVERALL,))}
    given = {"team": [LEAD]}

    assert YES == found(LEVELS, given, units=units, staff=[leader()])
    assert NO == found(LEVELS, {"team": []}, units=units, staff=[leader()])
    assert NO == found(LEVELS, given, units=units, staff=[leader(Role.COUNSELLOR)])


@pytest.mark.parametrize("chain", [(), (SUBGOALS,)])
def test_where_no_level_is_declared_it_is_not_recorded(chain):
    assert LOST == found(LEVELS, {"team": [LEAD]}, chain=chain)


def test_a_role_that_nobody_knows_leaves_it_open():
    chain = (link(ResponsibilityLevel.PLAN, Role.UNKNOWN),)

    assert LOST == found(LEVELS, {"team": [LEAD]}, chain=chain)
    assert LOST == found(LEVELS, {"team": [LEAD]}, chain=chain, staff=[leader()])
    assert LOST == found(
        LEVELS, {"enrolments": [{"programme": "another", "start": "01-01"}]}
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({"team": [LEAD], "goals": [NAMED]}, YES),
        ({"team": [LEAD], "goals": [GOAL]}, NO),
        ({"team": [], "goals": [NAMED]}, LOST),
    ],
)
def test_complete_is_both(rows, expected):
    assert expected == found(COMPLETE, rows)


def test_who_has_no_plan_or_no_day_in_the_window_is_not_asked_about():
    assert (0, 0, 0, 0) == found(
        COMPLETE,
        {"plan": None},
        {"plan": {"period": "01-01/03-31"}},
        {"enrolments": [{"programme": "p", "start": "2027-01-01"}]},
        {"enrolments": [{"programme": "p"}]},
        {"registered_in_error": True},
        {
            "enrolments": [
                {"programme": "p", "start": "01-01", "registered_in_error": True}
            ]
        },
    )
    left = {"on": "2025-12-31", "category": "moved"}
    assert (0, 0, 0, 0) == found(
        COMPLETE,
        {"enrolments": [{"programme": "p", "start": "2025-01-01", "exit": left}]},
    )


def enrolled(*starts, **fields):
    rows = [
        {"programme": programme, "start": start} | fields
        for programme, start in zip("pq", starts, strict=False)
    ]
    return {"enrolments": rows}


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (enrolled("2026-12-31"), 1),
        (enrolled(None, "2026-01-01"), 1),
        (enrolled("2027-01-01"), 0),
        (enrolled("2025-01-01", exit={"on": "2026-01-02", "category": "moved"}), 1),
        (enrolled("2025-01-01", exit={"on": "2026-01-01", "category": "moved"}), 0),
    ],
)
def test_an_enrolment_with_a_day_in_the_window_is_a_row(rows, count):
    later = attrs.evolve(YEAR, as_of=date(2027, 6, 1))
    (one,) = laid_out(rows | {"unit": "north"}, window=later)

    assert ("north", count) == (one.unit, len(one.plans))


OF_PLANS = ("plan", "enrolment", "enrolment.start", "enrolment.exit")
OF_GOALS = ("goal", "goal.status", "goal.followed_up_by")


@pytest.mark.parametrize("lost", [None, *OF_GOALS])
def test_the_goals_need_all_that_is_asked_of_them(lost):
    paths = {*OF_PLANS, *OF_GOALS, "goal.wordings"} - {lost}
    if lost == "goal":
        paths -= set(OF_GOALS)
    origin = Origin(carries=Carries(paths=tuple(sorted(paths))))
    expected = YES if lost is None else (0, 0, 0, 1)

    assert expected == found(GOALS, {"goals": [NAMED], "origin": origin})


def test_what_a_source_has_no_place_for_is_not_said():
    (row,) = laid_out({"team": [LEAD], "goals": [NAMED]})
    paths = ("plan", "enrolment", "team_member", "team_member.role", "goal")
    blind = Origin(carries=Carries(paths=paths))
    rows = {"team": [LEAD], "goals": [NAMED], "origin": blind}

    assert row.origin.carries.everything
    assert (0, 0, 0, 1) == found(LEVELS, rows | {"origin": Origin(carries=Carries())})
    few = Carries(paths=(*paths, "enrolment.start", "enrolment.exit"))
    known = rows | {"origin": Origin(carries=few)}
    assert (0, 0, 0, 1) == found(GOALS, known)
    assert YES == found(LEVELS, known)


@given(
    st.lists(cases(), max_size=3),
    st.lists(records(Programme), max_size=2),
    st.lists(records(StaffMember), max_size=2),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
)
def test_generated_python_counts_what_the_reference_counts(some, programmes, staff, on):
    known = {one.id: one for one in programmes}
    known |= {e.programme: programme(PLAN) for one in some for e in one.enrolments[:1]}
    window = Window.everything(on)
    rows = list(followed_plans(some, window, programmes=known, staff=staff))
    expected = tally(RESPONSIBILITY_INDICATORS, rows, window)

    assert expected == generated_tally(RESPONSIBILITY_INDICATORS, rows, window)


HARD = {"enrolments": ENROLLED["enrolments"], "goals": [GOAL], "team": []}
GOOD = {"enrolments": ENROLLED["enrolments"], "goals": [NAMED], "team": [LEAD]}


def discharged(rows):
    gone = {"on": "06-30", "category": "service_decided", "decided_by": "service"}
    return rows | {"enrolments": [rows["enrolments"][0] | {"exit": gone}]}


def the_participant_is_named(rows):
    own = [one | {"followed_up_by": {"kind": "participant"}} for one in rows["goals"]]
    return rows | {"goals": own}


def nobody_says_what_they_are(rows):
    team = [one | {"role": "unknown"} for one in rows["team"]]
    lost = [one | {"followed_up_by": {"id": "x"}} for one in rows["goals"]]
    return rows | {"team": team, "goals": lost}


@pytest.mark.parametrize("indicator", [COMPLETE, LEVELS, GOALS])
@pytest.mark.parametrize(
    "trick", [discharged, the_participant_is_named, nobody_says_what_they_are]
)
def test_a_trick_never_scores_better_than_honest_work(indicator, trick):
    was = found(indicator, GOOD, HARD)
    tricked = found(indicator, GOOD, trick(HARD))

    assert (1, 2) == (was[0], sum(was))
    assert tricked[0] <= was[0]
    assert sum(tricked) == sum(was)


def test_the_rows_know_nothing_of_a_person():
    (row,) = laid_out({"team": [LEAD], "goals": [NAMED]})

    assert {"id", "programme", "levels", "goals", "registered_in_error"} == {
        field.name for field in attrs.fields(type(row.plans[0]))
    }
