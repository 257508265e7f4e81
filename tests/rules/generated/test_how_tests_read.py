"""Tests, as the generated function reads: it asks no more than need be."""

from __future__ import annotations

from datetime import date

import pytest

from brukermedvirkning.rules.expressions import (
    contains,
    days_within,
    least,
)
from brukermedvirkning.rules.expressions.roots import (
    case,
    contact,
    enrolment,
    goal,
    intervention,
    param,
    window,
)
from brukermedvirkning.rules.generated.checking import check_of

LINES = {
    "a field that is there": (
        contact.on < window.end,
        "contact",
        "return row.on < window_end",
    ),
    "a field read twice": (
        contact.planned_on < window.end,
        "contact",
        "contact_planned_on = row.planned_on",
    ),
    "a record that may be missing": (
        contact.note.shared_on < window.end,
        "contact",
        (
            "contact_note_shared_on = "
            "None if (note := row.note) is None else note.shared_on"
        ),
    ),
    "a name that Python has taken": (
        enrolment.exit.on.is_known,
        "enrolment",
        ("enrolment_exit_on = None if (exit_2 := row.exit) is None else exit_2.on"),
    ),
    "a member": (
        contact.form == "phone",
        "contact",
        "if contact_form_recorded is ContactForm_PHONE:",
    ),
    "a code as recorded": (
        contact.form == "phone",
        "contact",
        "contact_form_recorded = row.form.concept",
    ),
    "no member": (
        contact.form.recorded != "phone",
        "contact",
        (
            "if contact_form_recorded is not ContactForm_PHONE "
            "and contact_form_recorded is not None:"
        ),
    ),
    "a code with one member that says nothing": (
        contact.form == contact.form_wished,
        "contact",
        (
            "contact_form = "
            "None if (concept := row.form.concept) is ContactForm_UNKNOWN else concept"
        ),
    ),
    "a code with two members that say nothing": (
        contact.not_held_reason.is_known,
        "contact",
        (
            "contact_not_held_reason = None "
            "if (not_held_reason := row.not_held_reason) in among else not_held_reason"
        ),
    ),
    "entries": (
        goal.proposed_by.has("participant"),
        "goal",
        (
            "goal_proposed_by = None if (proposed_by := row.proposed_by) == () "
            "and (not has_goal_proposed_by) else proposed_by"
        ),
    ),
    "an entry": (
        goal.proposed_by.has("participant"),
        "goal",
        (
            "if goal_proposed_by is not None "
            "and has(goal_proposed_by, 'participant') is True:"
        ),
    ),
    "whole numbers": (
        contact.messages + 2 < 3,
        "contact",
        "reckoned = messages + 2 if (messages := row.messages) is not None else None",
    ),
    "a day after": (
        contact.on + 3 < window.end,
        "contact",
        "reckoned = day_after(row.on, 3)",
    ),
    "a day before": (
        contact.on - 3 < window.end,
        "contact",
        "reckoned = day_before(row.on, 3)",
    ),
    "days that are written": (
        contact.on.in_(date(2020, 3, 1)) | (contact.on > date(2020, 4, 1)),
        "contact",
        "return contact_on in among or contact_on > day_2020_04_01",
    ),
    "a test that is asked twice": (
        contains(enrolment.period, window.end)
        & (contains(enrolment.period, window.end) | (enrolment.start < window.end)),
        "enrolment",
        (
            "if contains and (contains "
            "or (enrolment_start is not None and enrolment_start < window_end)):"
        ),
    ),
    "what is reckoned and read twice": (
        (contact.messages + 2).or_else(3) > 2,
        "contact",
        (
            "return (value if (value := (messages + 2 "
            "if (messages := row.messages) is not None else None)) is not None else 3) > 2"
        ),
    ),
    "the least day": (
        least(contact.on, window.end) == contact.planned_on,
        "contact",
        "least = on if (on := row.on) <= window_end else window_end",
    ),
    "days within": (
        days_within(enrolment.period, window.start, window.end) > 2,
        "enrolment",
        "days_within_2 = days_within(row.period, window_start, window_end)",
    ),
    "how many": (
        case.contacts.count() > 2,
        "case",
        "count_of_contacts += 1",
    ),
    "what the source has a place for": (
        case.contacts.count() > 2,
        "case",
        "carries = case.origin.carries",
    ),
    "the least of several": (
        case.contacts.min(contact.planned_on) < window.end,
        "case",
        (
            "if (planned_on := contact.planned_on) is not None "
            "and (min_of_contacts is None or planned_on < min_of_contacts):"
        ),
    ),
    "the first": (
        case.contacts.first(contact.planned_on) < window.end,
        "case",
        "if not seen_of_contacts:",
    ),
    "the longest gap": (
        case.contacts.longest_gap(window.start, window.end) > 3,
        "case",
        (
            "if (gap_of_contacts := (day_of_contacts - reached_of_contacts).days) "
            "> longest_gap_of_contacts:"
        ),
    ),
    "rows at once": (
        case.interventions.peak_load(intervention.period, 2) > 1,
        "case",
        "kept_of_interventions.append((intervention.period, 2))",
    ),
    "a bound that is reckoned": (
        case.enrolments.covered_days(
            enrolment.period, since=window.start, until=least(window.end, case.start)
        )
        > 3,
        "case",
        (
            "covered_days_of_enrolments = (covered_days(kept_of_enrolments, window_start, "
            "bound_of_enrolments) if bound_of_enrolments is not None else None) "
            "if has_enrolment else None"
        ),
    ),
}


FURTHER = tuple(
    rows.count() > contact.messages
    for rows in (
        case.goals.where(goal.on < contact.on),
        case.enrolments.where(enrolment.start < contact.on),
    )
)


def lines_of(expression, counts):
    """The lines of the function that gives the answer alone."""
    source, _ = check_of(expression, counts=counts).source.split("\n\n\n")
    return [line.strip() for line in source.splitlines()]


@pytest.mark.parametrize(("expression", "counts", "line"), LINES.values(), ids=LINES)
def test_a_line_reads_as_somebody_might_have_written_it(expression, counts, line):
    assert line in lines_of(expression, counts)


def test_what_two_further_tests_ask_once_each_gets_no_name():
    first = case.goals.any(goal.on < contact.on)
    lines = lines_of(first & FURTHER[0] & FURTHER[1], "contact")

    assert "(messages := row.messages)" in "".join(lines)
    assert "contact_messages" not in "".join(lines)


def test_what_needs_no_other_rows_is_asked_first():
    some = case.goals.any(goal.on < contact.on)
    lines = lines_of((some & contact.is_held) & (contact.on > window.start), "contact")

    assert "holds = contact_is_held is True and contact_on > window_start" in lines


@pytest.mark.parametrize("turned", [False, True])
def test_a_test_or_its_contrary_is_whether_it_is_known(turned):
    some = case.goals.any(goal.on < contact.on)
    either = ~some | some if turned else some | ~some
    source = check_of(either, counts="contact").source

    assert "return False" not in source


@pytest.mark.parametrize("expression", [window.start.is_unknown, param.sure.is_unknown])
def test_what_no_source_tells_is_not_asked_of_it(expression):
    source = check_of(expression, parameters={"sure": True}).source

    assert "carries" not in source
