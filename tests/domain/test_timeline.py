from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ContactForm,
    ContactStatus,
    GoalStatus,
    InterventionKind,
    RequestAnswer,
    Role,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Goal, Wording
from brukermedvirkning.domain.requests import Request
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.domain.timeline import (
    LoadStep,
    contact_gaps,
    gaps,
    overlaps,
    peak_load,
    state_on,
    timeline,
    weekly_load,
)
from brukermedvirkning.testing.strategies import DAYS, cases, interventions

MENTOR = InterventionKind.MENTOR_SUPPORT


def row(
    row_id: str,
    hours: int | None,
    first: str,
    last: str,
    kind: InterventionKind = InterventionKind.OTHER_EMPLOYMENT_OFFER,
    **fields,
) -> Intervention:
    return Intervention(
        id=row_id,
        period=Period.through(date.fromisoformat(first), date.fromisoformat(last)),
        measure=Coded(concept=kind),
        weekly_minutes=None if hours is None else hours * 60,
        **fields,
    )


# The six rows of the published log, their last days as printed.
LOG = in_order(
    (
        row("1", 15, "2014-08-05", "2014-11-02", InterventionKind.WAGE_SUBSIDY),
        row("2", 30, "2015-01-12", "2015-06-19", InterventionKind.EDUCATION),
        row("3", 1, "2015-01-08", "2015-06-30", MENTOR),
        row("4", 37, "2015-08-17", "2015-09-13", InterventionKind.WORK_PLACEMENT),
        row("5", 2, "2015-09-17", "2016-01-30", MENTOR),
        row("6", 10, "2015-01-01", "2015-12-31"),
    )
)
CONTACTS = tuple(
    Contact(
        id=f"k{number}",
        on=date.fromisoformat(day),
        form=Coded(concept=form),
        status=ContactStatus.HELD,
    )
    for number, (day, form) in enumerate(
        (
            ("2016-03-01", ContactForm.IN_PERSON),
            ("2016-03-03", ContactForm.MAIL),
            ("2016-03-16", ContactForm.MAIL),
            ("2016-03-17", ContactForm.MAIL),
            ("2016-04-25", ContactForm.MAIL),
            ("2016-04-26", ContactForm.IN_PERSON),
            ("2016-04-26", ContactForm.MAIL),
        )
    )
)
CASE = Case(
    id="c", participant=Participant(id="p"), interventions=LOG, contacts=CONTACTS
)


def test_the_weekly_load_of_the_log_is_that_of_the_field_notes() -> None:
    steps = [(str(step.on), step.minutes / 60) for step in weekly_load(LOG)]

    assert [
        ("2014-08-05", 15),
        ("2014-11-03", 0),
        ("2015-01-01", 10),
        ("2015-01-08", 11),
        ("2015-01-12", 41),
        ("2015-06-20", 11),
        ("2015-07-01", 10),
        ("2015-08-17", 47),
        ("2015-09-14", 10),
        ("2015-09-17", 12),
        ("2016-01-01", 2),
        ("2016-01-31", 0),
    ] == steps
    assert all(step.unknown == 0 for step in weekly_load(LOG))


def test_the_peak_of_the_log_is_47_hours_with_and_without_the_mentor() -> None:
    peak = LoadStep(on=date(2015, 8, 17), minutes=47 * 60)

    assert peak == peak_load(LOG)
    assert peak == peak_load(LOG, support=False)


def test_without_the_mentor_the_spring_of_the_log_is_40_hours() -> None:
    steps = {step.on: step.minutes for step in weekly_load(LOG, support=False)}

    assert 40 * 60 == steps[date(2015, 1, 12)]


def test_the_contacts_of_the_log_are_2_13_1_39_and_1_days_apart() -> None:
    assert (2, 13, 1, 39, 1) == contact_gaps(CONTACTS)


def test_contacts_that_were_not_held_or_are_in_error_leave_a_gap() -> None:
    first, *_, last = CONTACTS
    planned = attrs.evolve(CONTACTS[1], status=ContactStatus.PLANNED)
    unknown = attrs.evolve(CONTACTS[2], status=ContactStatus.UNKNOWN)
    wrong = attrs.evolve(CONTACTS[3], registered_in_error=True)

    assert (56,) == contact_gaps((first, planned, unknown, wrong, last))


@pytest.mark.parametrize("held", [0, 1])
def test_without_two_days_of_contact_there_is_no_gap(held: int) -> None:
    assert () == contact_gaps(CONTACTS[:held])


def test_overlaps_are_told_in_pairs_with_the_days_they_share() -> None:
    pairs = {
        (pair.first.id, pair.second.id): (pair.period.start, pair.period.last_day)
        for pair in overlaps(LOG)
    }

    assert {("6", "3"), ("6", "2"), ("3", "2"), ("6", "4"), ("6", "5")} == set(pairs)
    assert (date(2015, 9, 17), date(2015, 12, 31)) == pairs["6", "5"]


def test_a_row_in_error_overlaps_nothing() -> None:
    wrong = tuple(attrs.evolve(entry, registered_in_error=True) for entry in LOG)

    assert () == overlaps(wrong)
    assert () == weekly_load(wrong)
    assert peak_load(wrong) is None


def test_gaps_are_where_nothing_runs() -> None:
    window = Period.through(date(2014, 8, 1), date(2016, 2, 1))

    found = [(str(gap.start), str(gap.last_day)) for gap in gaps(LOG, window)]

    assert [
        ("2014-08-01", "2014-08-04"),
        ("2014-11-03", "2014-12-31"),
        ("2016-01-31", "2016-02-01"),
    ] == found


def test_an_unknown_load_is_counted_and_not_made_up() -> None:
    rows = (
        row("a", None, "2026-01-01", "2026-01-02"),
        row("b", 1, "2026-01-02", "2026-01-02"),
    )

    assert (
        LoadStep(on=date(2026, 1, 1), minutes=0, unknown=1),
        LoadStep(on=date(2026, 1, 2), minutes=60, unknown=1),
        LoadStep(on=date(2026, 1, 3), minutes=0, unknown=0),
    ) == weekly_load(rows)


def test_a_pause_weighs_nothing() -> None:
    pause = Period.single(date(2026, 1, 2))

    steps = weekly_load((row("a", 1, "2026-01-01", "2026-01-03", pauses=(pause,)),))

    assert [60, 0, 60, 0] == [step.minutes for step in steps]


def test_what_follows_at_once_makes_no_step() -> None:
    rows = (
        row("a", 1, "2026-01-01", "2026-01-01"),
        row("b", 1, "2026-01-02", "2026-01-02"),
    )

    assert [60, 0] == [step.minutes for step in weekly_load(rows)]


def test_what_is_open_never_ends() -> None:
    open_row = attrs.evolve(LOG[0], period=Period(start=date(2026, 1, 1)))

    assert [15 * 60] == [step.minutes for step in weekly_load((open_row,))]


@given(st.lists(interventions(), max_size=5), st.sampled_from(DAYS))
def test_the_load_on_a_day_is_the_sum_of_what_runs_on_it(
    rows: list[Intervention], day: date
) -> None:
    running = [
        entry for entry in rows if entry.runs_on(day) and not entry.registered_in_error
    ]
    steps = [step for step in weekly_load(rows) if step.on <= day]

    minutes = steps[-1].minutes if steps else 0
    unknown = steps[-1].unknown if steps else 0
    assert sum(entry.weekly_minutes or 0 for entry in running) == minutes
    assert sum(entry.weekly_minutes is None for entry in running) == unknown


def test_the_state_on_a_day_is_what_was_so_then() -> None:
    state = state_on(CASE, date(2015, 2, 1))

    assert ["6", "3", "2"] == [entry.id for entry in state.interventions]
    assert 41 * 60 == state.weekly_minutes
    assert 0 == state.unknown_loads
    assert state.plan is None


def test_the_state_has_plan_goals_team_enrolments_and_open_requests() -> None:
    day = date(2026, 1, 31)
    before, after = day - timedelta(days=1), day + timedelta(days=1)

    def goal(row_id: str, **fields) -> Goal:
        return Goal(id=row_id, wordings=(Wording(version=1, text="a"),), **fields)

    case = Case(
        id="c",
        participant=Participant(id="p"),
        plan=ActionPlan(id="plan", period=Period(start=day)),
        goals=in_order(
            (
                goal("current"),
                goal("later", on=after),
                goal("wrong", registered_in_error=True),
                goal("reached", status=GoalStatus.ACHIEVED, status_on=day),
                goal("dropped", status=GoalStatus.DROPPED),
                goal("soon", status=GoalStatus.ACHIEVED, status_on=after),
            )
        ),
        requests=in_order(
            (
                Request(id="open", on=before),
                Request(id="asked later", on=after),
                Request(id="in error", on=before, registered_in_error=True),
                Request(
                    id="answered",
                    on=before,
                    answer=RequestAnswer.GRANTED,
                    answered_on=day,
                ),
                Request(
                    id="answered later",
                    on=before,
                    answer=RequestAnswer.GRANTED,
                    answered_on=after,
                ),
                Request(
                    id="of unknown answer", on=before, answer=RequestAnswer.UNKNOWN
                ),
            )
        ),
        team=in_order(
            (
                TeamMember(
                    id="there",
                    period=Period(start=day),
                    role=Coded(concept=Role.MENTOR),
                ),
                TeamMember(
                    id="gone",
                    period=Period(start=before, end=day),
                    role=Coded(concept=Role.MENTOR),
                ),
            )
        ),
        enrolments=(Enrolment(id="e", programme="p", start=before),),
    )

    state = state_on(case, day)

    assert case.plan == state.plan
    assert ["current", "soon"] == [entry.id for entry in state.goals]
    assert {"open", "answered later"} == {entry.id for entry in state.open_requests}
    assert ["there"] == [entry.id for entry in state.team]
    assert ["e"] == [entry.id for entry in state.enrolments]
    assert state_on(case, before).plan is None


def test_the_timeline_has_every_row_with_its_days() -> None:
    entries = timeline(CASE)

    assert 13 == len(entries)
    first = entries[0]
    assert ("intervention", date(2014, 8, 5), date(2014, 11, 3)) == (
        first.kind,
        first.on,
        first.until,
    )
    assert entries[-1].until is None


@given(cases())
def test_the_timeline_is_in_the_order_of_days(case: Case) -> None:
    entries = timeline(case)

    days = [entry.on or date.min for entry in entries]
    assert sorted(days) == days
    assert sum(not entry.registered_in_error for entry in case.rows()) == len(entries)
