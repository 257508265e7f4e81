"""What several rules ask of a row: inside the enrolment, and done in time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import KEPT_HERE, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ExitCategory
from brukermedvirkning.domain.enrolments import (
    Enrolment,
    ProgrammeExit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    ParameterUse,
)
from brukermedvirkning.rules.promises.in_time import (
    completed_years,
    inside,
    last_asked_day,
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


def test_years_from_a_leap_day_follow_each_other_without_a_gap() -> None:
    given = attrs.evolve(facts(0), on=date(2028, 3, 1))

    assert years(given, date(2024, 2, 29)) == [
        (date(2024, 2, 29), date(2025, 3, 1)),
        (date(2025, 3, 1), date(2026, 3, 1)),
        (date(2026, 3, 1), date(2027, 3, 1)),
        (date(2027, 3, 1), date(2028, 2, 29)),
    ]
