"""What several rules ask of a row: inside the enrolment, and done in time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import KEPT_HERE, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ContactKind, ExitCategory
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import (
    Enrolment,
    ProgrammeExit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Cause,
    Finding,
    ItemRef,
    ParameterUse,
)
from brukermedvirkning.rules.promises.in_time import (
    completed_years,
    conversation,
    inside,
    last_asked_day,
    not_carried,
    overdue,
)
from brukermedvirkning.testing.forgetting import every_path

FIRST = date(2026, 1, 1)
FIGURES: dict[str, ParameterUse] = {}
PROGRAMME = Programme(
    id="p",
    name="a programme",
    period=Period(),
    time_zone="Europe/Oslo",
    promises=tuple(Promise),
)


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def facts(
    on: int,
    *,
    start: int | None = 0,
    left: ProgrammeExit | None = None,
    origin: Origin = KEPT_HERE,
    **rows: Any,
) -> Facts:
    """An enrolment from the first day on, judged so many days later."""
    enrolment = Enrolment(
        id="e",
        programme="p",
        start=None if start is None else day(start),
        exit=left,
    )
    case = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=(enrolment,),
        origin=origin,
        **rows,
    )
    return Facts(
        on=day(on),
        case=case,
        enrolment=enrolment,
        programme=PROGRAMME,
        parameters=FIGURES,
    )


def exited(on: int, category: ExitCategory = ExitCategory.OTHER) -> ProgrammeExit:
    return ProgrammeExit(on=day(on), category=Coded(concept=category))


def without(*gone: str) -> Origin:
    """A source that has no place for some paths."""
    paths = tuple(path for path in every_path() if path not in gone)
    return Origin(carries=Carries(paths=paths))


def starting(start: int | None, attended_from: int | None = None) -> Facts:
    given = facts(400)
    enrolment = attrs.evolve(
        given.the_enrolment,
        start=None if start is None else day(start),
        attended_from=None if attended_from is None else day(attended_from),
    )
    return attrs.evolve(given, enrolment=enrolment)


@pytest.mark.parametrize(
    ("number", "found"), [(-1, None), (0, ""), (10, ""), (11, None)]
)
def test_from_the_first_day_to_the_last_is_inside(
    number: int, found: str | None
) -> None:
    assert inside(facts(400, left=exited(10)), day(number)) == found


def test_where_the_start_is_not_known_a_day_may_be_inside() -> None:
    assert inside(starting(None), day(5)) == "enrolment.start"


@pytest.mark.parametrize(("number", "found"), [(4, "enrolment.start"), (5, "")])
def test_from_the_first_day_of_attendance_a_day_is_inside(
    number: int, found: str
) -> None:
    assert inside(starting(None, attended_from=5), day(number)) == found


def test_where_the_exit_cannot_be_told_a_day_may_lie_after_it() -> None:
    given = facts(400, origin=without("enrolment.exit"))

    assert inside(given, day(5)) == "enrolment.exit"


def test_the_last_day_asked_about_is_that_of_the_exit_or_the_judged_one() -> None:
    assert last_asked_day(facts(8)) == day(8)
    assert last_asked_day(facts(8, left=exited(5))) == day(5)
    assert last_asked_day(facts(8, left=exited(9))) == day(8)


# In time

ROW = Contact(id="a", on=FIRST)
THE_ROW = ItemRef(kind="contact", id="a")
THE_ENROLMENT = ItemRef(kind="enrolment", id="e")


def found(days: int) -> Finding:
    return Finding(items=(THE_ROW,), since=day(14), params={"days": days, "limit": 14})


@pytest.mark.parametrize(
    ("on", "until", "expected"),
    [(14, None, []), (15, None, [found(15)]), (30, 14, []), (30, 15, [found(15)])],
)
def test_more_than_the_days_are_too_many(
    on: int, until: int | None, expected: list[Finding]
) -> None:
    last = None if until is None else day(until)

    assert list(overdue(facts(on), ROW, FIRST, 14, until=last)) == expected


def test_what_is_in_doubt_is_not_found() -> None:
    doubts = ("enrolment.exit", "contact.status", "", "contact.status")

    assert list(overdue(facts(14), ROW, FIRST, 14, *doubts)) == []
    assert list(overdue(facts(15), ROW, FIRST, 14, *doubts)) == [
        CannotTell(
            missing=("contact.status",), cause=Cause.NOT_RECORDED, items=(THE_ROW,)
        ),
        CannotTell(
            missing=("enrolment.exit",),
            cause=Cause.NOT_RECORDED,
            items=(THE_ENROLMENT,),
        ),
    ]


def test_no_doubt_is_left_where_all_is_known() -> None:
    assert list(overdue(facts(15), ROW, FIRST, 14, "", "")) == [found(15)]


@pytest.mark.parametrize(
    ("known_from", "expected"),
    [
        (0, found(15)),
        (
            1,
            CannotTell(
                missing=("contact",),
                cause=Cause.SOURCE_CANNOT_SAY,
                items=(THE_ENROLMENT,),
            ),
        ),
    ],
)
def test_what_began_before_the_source_speaks_cannot_be_told(
    known_from: int, expected: Finding | CannotTell
) -> None:
    given = facts(15, origin=Origin(known_from=day(known_from)))

    assert list(overdue(given, ROW, FIRST, 14)) == [expected]


def test_what_a_source_has_no_place_for_may_hide_something() -> None:
    given = facts(1, origin=without("comment", "stance"))

    assert list(not_carried(given, iter(("stance", "goal", "comment")))) == [
        CannotTell(missing=("stance", "comment"), cause=Cause.SOURCE_CANNOT_SAY)
    ]
    assert list(not_carried(given, ("goal",))) == []


@pytest.mark.parametrize(
    ("kind", "unsaid"),
    [
        (ContactKind.CONVERSATION, ""),
        (ContactKind.CORRESPONDENCE, None),
        (ContactKind.GROUP_TEACHING, None),
        (ContactKind.UNKNOWN, "contact.nature"),
    ],
)
def test_a_conversation_is_with_one_and_no_letter(
    kind: ContactKind, unsaid: str | None
) -> None:
    row = attrs.evolve(ROW, nature=Coded(concept=kind))

    assert conversation(row) == unsaid


# Years


def years(given: Facts, start: date) -> list[tuple[date | None, date | None]]:
    return [(year.start, year.end) for year in completed_years(given, start)]


def test_a_year_is_completed_on_its_anniversary() -> None:
    year = (FIRST, date(2027, 1, 1))

    assert years(facts(364), FIRST) == []
    assert years(facts(365), FIRST) == [year]


def test_a_year_that_runs_is_not_completed() -> None:
    given = attrs.evolve(facts(0), on=date(2027, 5, 31))

    assert years(given, date(2026, 6, 1)) == []


def test_the_last_day_in_the_programme_may_complete_a_year() -> None:
    year = (FIRST, date(2027, 1, 1))

    assert years(facts(800, left=exited(363)), FIRST) == []
    assert years(facts(800, left=exited(364)), FIRST) == [year]


def test_the_years_end_with_the_calendar() -> None:
    given = attrs.evolve(facts(0), on=date.max)

    assert years(given, date(9998, 1, 1)) == [(date(9998, 1, 1), date(9999, 1, 1))]


def test_years_from_a_leap_day_follow_each_other_without_a_gap() -> None:
    given = attrs.evolve(facts(0), on=date(2028, 3, 1))

    assert years(given, date(2024, 2, 29)) == [
        (date(2024, 2, 29), date(2025, 3, 1)),
        (date(2025, 3, 1), date(2026, 3, 1)),
        (date(2026, 3, 1), date(2027, 3, 1)),
        (date(2027, 3, 1), date(2028, 2, 29)),
    ]
