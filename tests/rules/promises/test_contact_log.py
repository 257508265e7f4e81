"""The log of contacts: written down in time, the first contact soon."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Recorded
from brukermedvirkning.domain.carries import KEPT_HERE, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ContactKind, ContactStatus, ExitCategory
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import (
    Enrolment,
    ProgrammeExit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.contact_log import (
    FIRST_CONTACT_TOO_LATE,
    LOGGED_LATE,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
FIGURES = {
    name: ParameterUse(id=name, value=value, level="core", source="a test")
    for name, value in (
        ("contact.log-due-days", 7),
        ("contact.first-due-days", 14),
    )
}
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


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[tuple[str, Cause]]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [(path, one.cause) for one in verdict.cannot_tell for path in one.missing]


def without(*gone: str) -> Origin:
    """A source that has no place for some paths."""
    paths = tuple(path for path in every_path() if path not in gone)
    return Origin(carries=Carries(paths=paths))


def at(number: int, hour: int = 12) -> Recorded:
    on = day(number)
    return Recorded(at=datetime(on.year, on.month, on.day, hour, tzinfo=UTC))


HELD = Contact(
    id="a",
    on=day(1),
    nature=Coded(concept=ContactKind.CONVERSATION),
    status=ContactStatus.HELD,
    recorded=at(8),
)
LATE = attrs.evolve(HELD, recorded=at(9))


def talked(*contacts: Contact, on: int = 30, **fields: Any) -> Facts:
    return facts(on, contacts=contacts, **fields)


def test_a_contact_is_logged_late_one_day_after_the_limit() -> None:
    assert outcome(LOGGED_LATE, talked(HELD)) is Outcome.KEPT
    assert examine(LOGGED_LATE, talked(LATE)).findings == (
        Finding(
            items=(ItemRef(kind="contact", id="a"),),
            since=day(8),
            params={"days": 8, "limit": 7, "on": "2026-01-02"},
        ),
    )


@pytest.mark.parametrize(
    "other",
    [{"status": ContactStatus.PLANNED}, {"recorded": Recorded()}, {"recorded": at(8)}],
    ids=["planned", "of no known writing", "in time"],
)
def test_no_contact_hides_one_that_was_logged_late(other: dict[str, Any]) -> None:
    given = talked(attrs.evolve(LATE, id="_", **other), LATE)

    (finding,) = examine(LOGGED_LATE, given).findings
    assert finding.items == (ItemRef(kind="contact", id="a"),)


def test_the_day_of_writing_is_the_one_where_the_programme_is_run() -> None:
    given = talked(attrs.evolve(HELD, recorded=at(8, hour=23)))

    assert outcome(LOGGED_LATE, given) is Outcome.BROKEN
    assert list(LOGGED_LATE.check(attrs.evolve(given, programme=None))) == []


def test_until_it_is_written_down_it_is_late_on_the_judged_day() -> None:
    assert outcome(LOGGED_LATE, talked(LATE, on=8)) is Outcome.KEPT


@pytest.mark.parametrize("other", [{"status": ContactStatus.PLANNED}, {"on": day(-1)}])
def test_what_was_not_held_in_the_stay_is_not_asked_about(
    other: dict[str, Any],
) -> None:
    assert outcome(LOGGED_LATE, talked(attrs.evolve(LATE, **other))) is Outcome.KEPT


def test_without_a_day_of_writing_it_cannot_be_told() -> None:
    given = talked(attrs.evolve(HELD, recorded=Recorded()))

    assert missing(LOGGED_LATE, given) == [("contact.recorded", Cause.NOT_RECORDED)]


def test_whether_it_was_held_in_the_stay_decides() -> None:
    unsaid = attrs.evolve(LATE, status=ContactStatus.UNKNOWN)

    assert missing(LOGGED_LATE, talked(unsaid)) == [
        ("contact.status", Cause.NOT_RECORDED)
    ]
    assert missing(LOGGED_LATE, talked(LATE, start=None)) == [
        ("enrolment.start", Cause.NOT_RECORDED)
    ]


def test_the_first_contact_is_held_within_the_limit() -> None:
    on_time, late = attrs.evolve(HELD, on=day(14)), attrs.evolve(HELD, on=day(15))
    at_once = attrs.evolve(HELD, on=day(0))

    assert outcome(FIRST_CONTACT_TOO_LATE, talked(on=14)) is Outcome.KEPT
    assert outcome(FIRST_CONTACT_TOO_LATE, talked(at_once)) is Outcome.KEPT
    assert outcome(FIRST_CONTACT_TOO_LATE, talked(on_time)) is Outcome.KEPT
    assert outcome(FIRST_CONTACT_TOO_LATE, talked(late)) is Outcome.BROKEN
    assert examine(FIRST_CONTACT_TOO_LATE, talked(on=15)).findings == (
        Finding(
            items=(ItemRef(kind="enrolment", id="e"),),
            since=day(14),
            params={"limit": 14, "start": "2026-01-01"},
        ),
    )


@pytest.mark.parametrize(
    "other",
    [
        {"status": ContactStatus.NOT_HELD},
        {"nature": Coded(concept=ContactKind.INFORMATION_MEETING)},
        {"on": day(-1)},
    ],
)
def test_what_was_not_held_or_was_for_a_group_is_no_first_contact(
    other: dict[str, Any],
) -> None:
    given = talked(attrs.evolve(HELD, **other))

    assert outcome(FIRST_CONTACT_TOO_LATE, given) is Outcome.BROKEN


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("contact.status", {"status": ContactStatus.UNKNOWN}),
        ("contact.nature", {"nature": Coded(concept=ContactKind.UNKNOWN)}),
    ],
)
def test_what_may_be_a_first_contact_cannot_be_told(
    path: str, other: dict[str, Any]
) -> None:
    given = talked(attrs.evolve(HELD, **other))

    assert missing(FIRST_CONTACT_TOO_LATE, given) == [(path, Cause.NOT_RECORDED)]


def test_of_those_who_left_before_nothing_is_asked() -> None:
    assert outcome(FIRST_CONTACT_TOO_LATE, talked(left=exited(14))) is Outcome.KEPT
    assert outcome(FIRST_CONTACT_TOO_LATE, talked(left=exited(15))) is Outcome.BROKEN


def test_where_the_stay_is_not_known_the_first_contact_cannot_be_told() -> None:
    assert missing(FIRST_CONTACT_TOO_LATE, talked(start=None)) == [
        ("enrolment.start", Cause.NOT_RECORDED)
    ]
    endless = talked(origin=without("enrolment.exit"))
    assert missing(FIRST_CONTACT_TOO_LATE, endless) == [
        ("enrolment.exit", Cause.SOURCE_CANNOT_SAY)
    ]
    early = talked(origin=Origin(known_from=day(1)))
    assert missing(FIRST_CONTACT_TOO_LATE, early) == [
        ("contact", Cause.SOURCE_CANNOT_SAY)
    ]


TestLoggedLate = rule_suite(LOGGED_LATE, trips=(talked(LATE),), keeps=(talked(HELD),))
TestFirstContactTooLate = rule_suite(
    FIRST_CONTACT_TOO_LATE, trips=(talked(),), keeps=(talked(HELD),)
)
