"""What facts say of themselves: what is untold, who may have left, which rows count."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ExitCategory
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Cause, ItemRef

ON = date(2026, 6, 1)
DAY = timedelta(days=1)
OPEN = Enrolment(id="e", programme="p", start=date(2026, 1, 1))
LEFT = Enrolment(
    id="e",
    programme="p",
    start=date(2026, 1, 1),
    exit=ProgrammeExit(on=ON, category=Coded(concept=ExitCategory.OTHER)),
)
LITTLE = Origin(carries=Carries(paths=("enrolment", "contact")))
EXITS = Origin(carries=Carries(paths=("enrolment", "enrolment.exit")))


def facts(enrolment: Enrolment = OPEN, **case: Any) -> Facts:
    whole = Case(
        id="c", participant=Participant(id="person"), enrolments=(enrolment,), **case
    )
    return Facts(on=ON, case=whole, enrolment=enrolment)


def test_what_lies_before_the_first_day_is_untold_of_the_subject() -> None:
    assert facts().untold("contact") == CannotTell(
        missing=("contact",),
        cause=Cause.SOURCE_CANNOT_SAY,
        items=(ItemRef(kind="enrolment", id="e"),),
    )


@pytest.mark.parametrize(
    ("path", "cause"),
    [("contact", Cause.NOT_RECORDED), ("contact.form", Cause.SOURCE_CANNOT_SAY)],
)
def test_why_it_is_unknown_follows_from_the_source(path: str, cause: Cause) -> None:
    assert facts(origin=LITTLE).unknown(path) == CannotTell(
        missing=(path,), cause=cause, items=(ItemRef(kind="enrolment", id="e"),)
    )


def test_what_is_unknown_of_rows_names_the_rows() -> None:
    rows = (ItemRef(kind="contact", id="1"), ItemRef(kind="contact", id="2"))

    assert facts().unknown("contact.form", *rows).items == rows


@pytest.mark.parametrize(
    ("enrolment", "origin", "expected"),
    [
        (OPEN, LITTLE, True),
        (OPEN, EXITS, False),
        (OPEN, Origin(), False),
        (LEFT, LITTLE, False),
    ],
)
def test_who_has_no_exit_may_have_left_where_none_could_be_told(
    enrolment: Enrolment, origin: Origin, expected: bool
) -> None:
    assert facts(enrolment, origin=origin).may_have_left is expected


@pytest.mark.parametrize(
    ("known_from", "expected"), [(None, True), (ON, True), (ON + DAY, False)]
)
def test_a_source_speaks_from_its_first_day_on(
    known_from: date | None, expected: bool
) -> None:
    assert facts(origin=Origin(known_from=known_from)).speaks_of(ON) is expected


def test_rows_in_error_and_rows_after_the_day_do_not_count() -> None:
    rows = tuple(
        Contact(id=row_id, on=day, registered_in_error=wrong)
        for row_id, day, wrong in (
            ("wrong", ON - DAY, True),
            ("today", ON, False),
            ("tomorrow", ON + DAY, False),
        )
    )

    assert [row.id for row in facts(contacts=rows).rows("contacts")] == ["today"]
