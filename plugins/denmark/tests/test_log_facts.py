"""The published log: what it says, read from the whole page and from the log alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from log_texts import PUBLISHED, READER, SOURCES, read

from brukermedvirkning.domain.concepts import (
    Answer,
    Area,
    ContactForm,
    ContactKind,
    ContactStatus,
    Direction,
    InterventionKind,
    InterventionStatus,
    Party,
    Role,
)
from brukermedvirkning.domain.period import Duration
from brukermedvirkning.domain.timeline import contact_gaps, peak_load, weekly_load
from brukermedvirkning.ports import Source

every_source = pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)

GROUP = "Beskæftigelsestilbud"
MEASURES = [
    ("2014-08-05", "2014-11-02", 900, GROUP, "ansættelse med løntilskud (LAE)"),
    ("2015-01-01", "2015-12-31", 600, GROUP, "andet beskæftigelsestilbud"),
    ("2015-01-08", "2015-06-30", 60, GROUP, "mentorstøtte (LAB §§ 78-81)"),
    (
        "2015-01-12",
        "2015-06-19",
        1800,
        "Andre tilbud/indsatser",
        "uddannelse (FOF m.v.)",
    ),
    ("2015-08-17", "2015-09-13", 2220, GROUP, "virksomhedspraktik og nytteind:"),
    ("2015-09-17", "2016-01-30", 120, GROUP, "mentorstøtte (LAB §§ 78-81)"),
]
"""First day, last day, minutes a week, and both levels as they are printed."""

LOAD = {
    "2014-08-05": 15,
    "2014-11-03": 0,
    "2015-01-01": 10,
    "2015-01-08": 11,
    "2015-01-12": 41,
    "2015-06-20": 11,
    "2015-07-01": 10,
    "2015-08-17": 47,
    "2015-09-14": 10,
    "2015-09-17": 12,
    "2016-01-01": 2,
    "2016-01-31": 0,
}
"""Hours a week from each day on. Source: definitions 5."""


@every_source
def test_the_format_is_recognised(path: Path) -> None:
    source = Source(name="without-a-clue.bin", content=path.read_bytes())

    assert READER.recognises(source)


@every_source
def test_six_interventions_have_both_levels_their_hours_and_their_last_day(
    path: Path,
) -> None:
    rows = read(path.read_bytes()).case.interventions

    found = [
        (
            str(row.period.start),
            str(row.period.last_day),
            row.weekly_minutes,
            row.group and row.group.code,
            row.measure.code and row.measure.code.code,
        )
        for row in rows
    ]
    assert found == MEASURES


@every_source
def test_the_measures_mean_what_the_vocabulary_says(path: Path) -> None:
    rows = read(path.read_bytes()).case.interventions

    assert [row.measure.concept for row in rows] == [
        InterventionKind.WAGE_SUBSIDY,
        InterventionKind.OTHER_EMPLOYMENT_OFFER,
        InterventionKind.MENTOR_SUPPORT,
        InterventionKind.EDUCATION,
        InterventionKind.WORK_PLACEMENT,
        InterventionKind.MENTOR_SUPPORT,
    ]
    assert {row.status for row in rows} == {InterventionStatus.UNKNOWN}
    assert [row.area.concept for row in rows].count(Area.UNKNOWN) == 1


@every_source
def test_seven_contacts_were_held_two_of_them_in_person(path: Path) -> None:
    rows = read(path.read_bytes()).case.contacts

    band = Duration(at_least=31, at_most=60)
    meetings = [row for row in rows if row.form.concept is ContactForm.IN_PERSON]
    mails = [row for row in rows if row.form.concept is ContactForm.MAIL]
    assert len(rows) == 7
    assert {row.status for row in rows} == {ContactStatus.HELD}
    assert [row.duration for row in meetings] == [band, band]
    assert [row.duration for row in mails] == [None] * 5
    assert [row.on for row in rows].count(date(2016, 4, 26)) == 2


@every_source
def test_a_meeting_is_an_individual_conversation_and_a_mail_is_none(path: Path) -> None:
    rows = read(path.read_bytes()).case.contacts

    meetings = [row for row in rows if row.form.concept is ContactForm.IN_PERSON]
    mails = [row for row in rows if row.form.concept is ContactForm.MAIL]
    assert {row.nature.concept for row in meetings} == {ContactKind.CONVERSATION}
    assert all(row.is_individual for row in meetings)
    assert {row.participant_attended for row in meetings} == {Answer.YES}
    assert {row.nature.concept for row in mails} == {ContactKind.CORRESPONDENCE}
    assert {row.participant_attended for row in mails} == {Answer.UNKNOWN}
    assert {(row.direction, row.messages, row.initiative) for row in mails} == {
        (Direction.UNKNOWN, None, Party.UNKNOWN)
    }


@every_source
def test_the_heading_gives_the_other_partys_role_and_nobody_is_made_up(
    path: Path,
) -> None:
    rows = read(path.read_bytes()).case.contacts

    (attendee,) = {person for row in rows for person in row.attendees}
    assert all(len(row.attendees) == 1 for row in rows)
    assert attendee.party is Party.SERVICE
    assert attendee.role.concept is Role.COORDINATING_CASEWORKER
    assert attendee.id is None


@every_source
def test_the_weekly_load_is_that_of_every_boundary(path: Path) -> None:
    steps = weekly_load(read(path.read_bytes()).case.interventions)

    assert {str(step.on): step.minutes / 60 for step in steps} == LOAD


@every_source
def test_the_peak_is_47_hours_with_and_without_the_mentor(path: Path) -> None:
    rows = read(path.read_bytes()).case.interventions

    peaks = [peak_load(rows), peak_load(rows, support=False)]
    assert [peak and peak.minutes for peak in peaks] == [47 * 60, 47 * 60]


@every_source
def test_the_longest_gap_between_contacts_is_39_days(path: Path) -> None:
    rows = read(path.read_bytes()).case.contacts

    assert contact_gaps(rows) == (2, 13, 1, 39, 1)


@every_source
def test_nothing_is_rejected_and_what_is_odd_is_reported_and_not_mended(
    path: Path,
) -> None:
    answer = read(path.read_bytes())

    notes = [(n.found, n.note) for n in answer.notices if n.field.startswith("Indsats")]
    assert answer.faults == []
    assert notes == [
        ("'LAE'", "abbreviation not known; LAB is near; kept as it is"),
        ("'virksomhedspraktik og nytteind:'", "the label is cut off; kept as it is"),
        ("'virksomhedspraktik og nytteind:'", "a close match of work_placement"),
    ]


@every_source
def test_a_log_alone_knows_of_no_enrolment_and_carries_none(path: Path) -> None:
    case = read(path.read_bytes()).case

    assert case.enrolments == ()
    assert case.plan is None
    assert case.origin.carries.paths == READER.carries.paths
    assert not case.origin.carries.can("enrolment")


@every_source
def test_it_speaks_of_the_days_from_its_first_contact_to_its_last(path: Path) -> None:
    origin = read(path.read_bytes()).case.origin

    assert (origin.known_from, origin.known_until) == (
        date(2016, 3, 1),
        date(2016, 4, 26),
    )


def test_the_page_and_the_log_alone_give_the_same_case() -> None:
    cases = [read(path.read_bytes()).case for path in SOURCES]

    assert len(set(cases)) == 1


def test_lines_of_the_page_that_are_no_log_are_counted() -> None:
    page = "Hvad er Empowerment?\n\n- Definition:\n\nLOG\n"
    log = SOURCES[0].read_text("utf-8")

    notices = read(page + log + "\n\nMin vurdering\nSeneste: 24.05.16\n").notices
    said = [f"{n.found} {n.note}" for n in notices if n.field == "log"]
    assert said == ["4 lines were not part of the log"]


def test_self_assessments_on_the_page_are_reported_and_not_read() -> None:
    log = SOURCES[0].read_text("utf-8")

    notices = read(log + "\n\n? **Motivation**\nSeneste: 24.05.16\n").notices
    (notice,) = [n for n in notices if n.field == "Motivation"]
    assert (notice.where, notice.found) == ("line 33", "Seneste: 24.05.16")


@pytest.mark.parametrize("path", SOURCES[1:] or SOURCES, ids=lambda path: path.stem)
def test_the_published_page_says_what_of_it_was_no_log(path: Path) -> None:
    notices = read(path.read_bytes()).notices
    said = [f"{n.found} {n.note}" for n in notices if n.field == "log"]

    expected = ["92 lines were not part of the log"] if path == PUBLISHED else []
    assert said == expected
