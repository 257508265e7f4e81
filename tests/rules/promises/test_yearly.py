"""What is promised for every year of a stay, and of whom nothing is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from brukermedvirkning.domain.carries import KEPT_HERE, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ExitCategory
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Cause, Finding, ItemRef
from brukermedvirkning.rules.promises.yearly import died, years_without

START = date(2024, 3, 1)
ON = date(2026, 3, 1)
"""Two years are completed on this day."""
SUBJECT = (ItemRef(kind="enrolment", id="e"),)
FIRST_YEAR = Finding(
    items=SUBJECT,
    since=date(2025, 3, 1),
    params={"first": "2024-03-01", "last": "2025-02-28"},
)
SECOND_YEAR = Finding(
    items=SUBJECT,
    since=date(2026, 3, 1),
    params={"first": "2025-03-01", "last": "2026-02-28"},
)


def facts(
    *,
    start: date | None = START,
    left: date | None = None,
    why: ExitCategory = ExitCategory.OTHER,
    **origin: Any,
) -> Facts:
    enrolment = Enrolment(
        id="e",
        programme="p",
        start=start,
        exit=left and ProgrammeExit(on=left, category=Coded(concept=why)),
    )
    case = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=(enrolment,),
        origin=Origin(**origin) if origin else KEPT_HERE,
    )
    return Facts(on=ON, case=case, enrolment=enrolment)


def cannot_tell(path: str, cause: Cause = Cause.NOT_RECORDED) -> CannotTell:
    return CannotTell(missing=(path,), cause=cause, items=SUBJECT)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (facts(), ""),
        (facts(carries=Carries(paths=("enrolment",))), "enrolment.exit"),
        (facts(left=ON), ""),
        (facts(left=ON, why=ExitCategory.UNKNOWN), "enrolment.exit"),
        (facts(left=ON, why=ExitCategory.DEATH), None),
        (facts(left=date(2026, 3, 2), why=ExitCategory.DEATH), ""),
        (facts(left=date(2026, 3, 2), why=ExitCategory.UNKNOWN), ""),
    ],
    ids=[
        "still there",
        "an exit cannot be told",
        "left",
        "left nobody knows why",
        "died on the day",
        "died the day after",
        "left the day after, nobody knows why",
    ],
)
def test_whether_somebody_died_may_not_be_known(
    given: Facts, expected: str | None
) -> None:
    assert died(given) == expected


def said(given: Facts, *shown: tuple[date, str]) -> list[Finding | CannotTell]:
    return list(years_without(given, "offer", iter(shown)))


def test_each_completed_year_in_which_nothing_is_shown_is_found() -> None:
    assert said(facts()) == [FIRST_YEAR, SECOND_YEAR]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (date(2024, 2, 29), [FIRST_YEAR, SECOND_YEAR]),
        (date(2024, 3, 1), [SECOND_YEAR]),
        (date(2025, 2, 28), [SECOND_YEAR]),
        (date(2025, 3, 1), [FIRST_YEAR]),
        (date(2026, 3, 1), [FIRST_YEAR, SECOND_YEAR]),
    ],
)
def test_what_is_shown_counts_for_its_own_year(
    shown: date, expected: list[Finding]
) -> None:
    assert said(facts(), (shown, "")) == expected


def test_what_may_have_been_one_leaves_its_year_open() -> None:
    in_doubt = [(date(2025, 1, 1), "offer.nature"), (date(2025, 1, 1), "contact")]

    assert said(facts(), *in_doubt) == [
        cannot_tell("contact"),
        cannot_tell("offer.nature"),
        SECOND_YEAR,
    ]


def test_one_that_is_sure_is_enough_in_its_year() -> None:
    both = [(date(2025, 1, 1), "offer.nature"), (date(2025, 1, 2), "")]

    assert said(facts(), *both) == [SECOND_YEAR]


def test_of_whoever_died_nothing_is_asked() -> None:
    assert said(facts(left=ON, why=ExitCategory.DEATH)) == []


def test_where_death_is_not_ruled_out_each_year_is_open() -> None:
    assert said(facts(left=ON, why=ExitCategory.UNKNOWN)) == [
        cannot_tell("enrolment.exit"),
        cannot_tell("enrolment.exit"),
    ]


def test_from_an_unknown_start_there_are_no_years() -> None:
    assert said(facts(start=None)) == [cannot_tell("enrolment.start")]


@pytest.mark.parametrize(
    ("known_from", "untold"), [(START, 0), (date(2024, 3, 2), 1), (ON, 2)]
)
def test_a_year_in_which_the_source_was_silent_cannot_be_told(
    known_from: date, untold: int
) -> None:
    years = said(facts(known_from=known_from))

    assert years == [
        *[cannot_tell("offer", Cause.SOURCE_CANNOT_SAY)] * untold,
        *[FIRST_YEAR, SECOND_YEAR][untold:],
    ]
