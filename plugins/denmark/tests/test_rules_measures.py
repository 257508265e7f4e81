"""How long a mentor, and what the state's data cannot hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from national_facts import START, enrolled, facts, programme, said, talk, without

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ContactKind,
    ContactStatus,
    InterventionKind,
    InterventionStatus,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.testing.rule_suite import rule_suite
from brukermedvirkning_denmark.rules.law import ACT_2019, READ_UNTIL
from brukermedvirkning_denmark.rules.measures import (
    HOURS_OUT_OF_RANGE,
    MENTOR_TOO_LONG,
    TWO_AT_SAME_INSTANT,
)

MENTOR, HOURS, TWICE = MENTOR_TOO_LONG, HOURS_OUT_OF_RANGE, TWO_AT_SAME_INSTANT
ON = date(2024, 10, 1)
LIMIT = date(2024, 9, 4)
"""Six months after the start: the first day that is too many."""
TOO_LONG = [{"start": "2024-03-04", "months": 6}]


def support(
    start: date | None = START,
    end: date | None = None,
    kind: InterventionKind = InterventionKind.MENTOR_SUPPORT,
    **fields: Any,
) -> Intervention:
    return Intervention(
        id="i",
        period=Period(start=start, end=end),
        measure=Coded(concept=kind),
        **fields,
    )


def mentored(row: Intervention, on: date = ON, **case: Any) -> Any:
    return facts(MENTOR, on, interventions=(row,), **case)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (mentored(support(end=LIMIT)), "kept"),
        (mentored(support(end=LIMIT + timedelta(1))), TOO_LONG),
        (mentored(support(), LIMIT - timedelta(1)), "kept"),
        (mentored(support(end=ON), LIMIT - timedelta(1)), "kept"),
        (mentored(support(), LIMIT), TOO_LONG),
        (
            mentored(support(), enrolment=enrolled(left=LIMIT - timedelta(1))),
            "kept",
        ),
        (mentored(support(), enrolment=enrolled(left=LIMIT)), TOO_LONG),
        (mentored(support(kind=InterventionKind.SOCIAL_MENTOR)), "kept"),
        (
            mentored(support(kind=InterventionKind.UNKNOWN)),
            ["intervention.measure"],
        ),
        (mentored(support(None)), ["intervention.period"]),
        (
            mentored(support(None, status=InterventionStatus.PLANNED)),
            "kept",
        ),
        (
            mentored(
                support(ACT_2019 - timedelta(1)),
                enrolment=enrolled(start=date(2019, 1, 1)),
            ),
            "kept",
        ),
        (mentored(support(), enrolment=enrolled(start=ON)), "kept"),
        (mentored(support(), enrolment=enrolled(start=None)), ["enrolment.start"]),
        (mentored(support(), origin=without("enrolment.exit")), ["enrolment.exit"]),
        (mentored(support(), under=programme("NO")), "does_not_apply"),
        (mentored(support(), under=programme(None)), ["programme.country"]),
        (mentored(support(end=LIMIT), known=False), ["enrolment.programme"]),
    ],
    ids=[
        "six months",
        "a day more",
        "running for six months",
        "to run for longer",
        "running a day more",
        "until an exit in time",
        "until an exit too late",
        "a social mentor",
        "perhaps a mentor",
        "no first day",
        "planned",
        "before the act",
        "before the enrolment",
        "no start",
        "no exits",
        "another country",
        "no country",
        "no programme",
    ],
)
def test_a_period_of_mentor_support_lasts_at_most_six_months(
    given: Any, expected: object
) -> None:
    assert said(MENTOR, given) == expected


def test_it_says_nothing_on_days_of_which_the_law_was_not_read() -> None:
    assert said(MENTOR, mentored(support(), READ_UNTIL)) == "does_not_apply"


def test_support_on_the_last_day_of_the_calendar_is_no_fault() -> None:
    row = support(end=None)
    given = facts(MENTOR, date.max, interventions=(row,))

    assert next(iter(MENTOR.check(given))) is not None


# What the state's data cannot hold


def busy(minutes: int | None, start: date | None = START, **case: Any) -> Any:
    row = support(start, weekly_minutes=minutes)
    return facts(HOURS, ON, interventions=(row,), **case)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (busy(59 * 60 + 59), "kept"),
        (busy(60 * 60), [{"hours": 60, "minutes": 0}]),
        (busy(None), ["intervention.weekly_minutes"]),
        (busy(60 * 60, start=None), ["intervention.period"]),
        (busy(60 * 60, under=programme("NO")), "does_not_apply"),
        (busy(60 * 60, known=False), ["enrolment.programme"]),
    ],
)
def test_more_than_59_hours_and_59_minutes_do_not_fit(
    given: Any, expected: object
) -> None:
    assert said(HOURS, given) == expected


def at(minute: int) -> datetime:
    return datetime(2024, 3, 4, 9, minute, tzinfo=UTC)


def coded(row_id: str, scheme: str, code: str, minute: int = 0) -> Contact:
    kind = Coded(concept=ContactKind.CONVERSATION, code=Code(scheme=scheme, code=code))
    return Contact(
        id=row_id,
        on=START,
        nature=kind,
        status=ContactStatus.HELD,
        at=at(minute),
    )


A = talk("a", START, at=at(0))
ONCE = [{"day": "2024-03-04"}]


def twice(*contacts: Contact, **case: Any) -> Any:
    return facts(TWICE, ON, contacts=contacts, **case)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (twice(A, talk("b", START, at=at(0))), ONCE),
        (twice(A, talk("b", START, at=at(1))), "kept"),
        (twice(A, talk("b", START)), ["contact.at"]),
        (twice(talk("a", START), talk("b", START)), ["contact.at"]),
        (twice(A, talk("b", ON)), "kept"),
        (
            twice(A, talk("b", START, at=at(0), status=ContactStatus.NOT_HELD)),
            "kept",
        ),
        (
            twice(A, talk("b", START, at=at(0), status=ContactStatus.UNKNOWN)),
            ["contact.status"],
        ),
        (
            twice(A, talk("b", START, at=at(0), kind=ContactKind.INTRODUCTION)),
            "kept",
        ),
        (
            twice(A, talk("b", START, at=at(0), kind=ContactKind.UNKNOWN)),
            ["contact.nature"],
        ),
        (twice(coded("a", "x", "4"), coded("b", "x", "7")), "kept"),
        (twice(coded("a", "x", "7"), coded("b", "x", "7")), ONCE),
        (twice(coded("a", "x", "4"), coded("b", "y", "7")), ONCE),
        (twice(A, talk("b", START, at=at(0)), under=programme("NO")), "does_not_apply"),
        (
            twice(A, talk("b", START, at=at(0)), known=False),
            ["enrolment.programme"],
        ),
        (
            twice(A, talk("b", START, at=at(0)), origin=without("contact.at")),
            ["contact.at"],
        ),
    ],
    ids=[
        "one instant",
        "a minute apart",
        "one without an instant",
        "both without",
        "another day",
        "one not held",
        "one perhaps not held",
        "another type",
        "perhaps another type",
        "another code",
        "one code",
        "codes of two schemes",
        "another country",
        "no programme",
        "no instants",
    ],
)
def test_two_held_contacts_of_one_type_do_not_stand_at_one_instant(
    given: Any, expected: object
) -> None:
    assert said(TWICE, given) == expected


TestMentorTooLong = rule_suite(
    MENTOR,
    trips=(mentored(support()), mentored(support(end=LIMIT + timedelta(1)))),
    keeps=(mentored(support(end=LIMIT)),),
)
TestHoursOutOfRange = rule_suite(HOURS, trips=(busy(3600),), keeps=(busy(3599),))
TestTwoAtSameInstant = rule_suite(
    TWICE,
    trips=(twice(A, talk("b", START, at=at(0))),),
    keeps=(twice(A, talk("b", START, at=at(1))),),
)
