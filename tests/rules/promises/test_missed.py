"""Contacts that were not held: somebody asked why, and there is a new one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import KEPT_HERE, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ContactKind,
    ContactStatus,
    ExitCategory,
    NotHeldReason,
    WhoCouldNot,
)
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
from brukermedvirkning.rules.promises.missed import (
    NOT_REBOOKED,
    REASON_NOT_ASKED,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
FIGURES = {
    name: ParameterUse(id=name, value=value, level="core", source="a test")
    for name, value in (
        ("contact.reason-due-days", 7),
        ("contact.rebook-due-days", 14),
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


MISSED = Contact(
    id="a",
    on=day(1),
    nature=Coded(concept=ContactKind.CONVERSATION),
    status=ContactStatus.NOT_HELD,
    who_could_not=WhoCouldNot.SERVICE,
)
EXPLAINED = attrs.evolve(MISSED, not_held_reason=NotHeldReason.STAFF_SHORTAGE)
NEW = Contact(
    id="b",
    on=day(15),
    nature=Coded(concept=ContactKind.CONVERSATION),
    status=ContactStatus.PLANNED,
)


def called_off(*contacts: Contact, on: int = 30, **fields: Any) -> Facts:
    return facts(on, contacts=contacts, **fields)


def test_after_the_limit_somebody_has_asked_why() -> None:
    assert outcome(REASON_NOT_ASKED, called_off(MISSED, on=8)) is Outcome.KEPT
    assert examine(REASON_NOT_ASKED, called_off(MISSED, on=9)).findings == (
        Finding(
            items=(ItemRef(kind="contact", id="a"),),
            since=day(8),
            params={"days": 8, "limit": 7},
        ),
    )


def test_a_reason_that_is_on_record_was_asked_for() -> None:
    assert outcome(REASON_NOT_ASKED, called_off(EXPLAINED)) is Outcome.KEPT


@pytest.mark.parametrize("who", list(WhoCouldNot))
def test_whoever_could_not_is_asked_alike(who: WhoCouldNot) -> None:
    given = called_off(attrs.evolve(MISSED, who_could_not=who))

    assert outcome(REASON_NOT_ASKED, given) is Outcome.BROKEN


def test_a_reason_that_nobody_knows_may_have_been_asked_for() -> None:
    given = called_off(attrs.evolve(MISSED, not_held_reason=NotHeldReason.UNKNOWN))

    assert missing(REASON_NOT_ASKED, given) == [
        ("contact.not_held_reason", Cause.NOT_RECORDED)
    ]


@pytest.mark.parametrize("rule", [REASON_NOT_ASKED, NOT_REBOOKED], ids=lambda r: r.id)
def test_what_may_not_have_been_held_cannot_be_told(rule: Rule) -> None:
    unsaid = Contact(id="a", on=day(1), nature=MISSED.nature)

    found = {path for path, _ in missing(rule, called_off(unsaid))}
    assert "contact.status" in found


@pytest.mark.parametrize("rule", [REASON_NOT_ASKED, NOT_REBOOKED], ids=lambda r: r.id)
def test_a_contact_that_was_held_before_hides_none_that_was_not(rule: Rule) -> None:
    held = Contact(id="0", on=day(0), nature=MISSED.nature, status=ContactStatus.HELD)

    assert outcome(rule, called_off(held, MISSED)) is Outcome.BROKEN


@pytest.mark.parametrize("rule", [REASON_NOT_ASKED, NOT_REBOOKED], ids=lambda r: r.id)
def test_nothing_is_asked_of_days_outside_the_stay(rule: Rule) -> None:
    held = Contact(id="a", on=day(1), nature=MISSED.nature, status=ContactStatus.HELD)
    before = attrs.evolve(MISSED, on=day(-1))

    assert outcome(rule, called_off(held)) is Outcome.KEPT
    assert outcome(rule, called_off(before)) is Outcome.KEPT
    assert outcome(rule, called_off(MISSED, left=exited(5))) is Outcome.KEPT


@pytest.mark.parametrize("rule", [REASON_NOT_ASKED, NOT_REBOOKED], ids=lambda r: r.id)
def test_whether_it_was_in_the_stay_may_not_be_known(rule: Rule) -> None:
    assert missing(rule, called_off(MISSED, start=None)) == [
        ("enrolment.start", Cause.NOT_RECORDED)
    ]


def test_there_is_a_new_contact_within_the_limit() -> None:
    late = attrs.evolve(NEW, on=day(16))

    assert outcome(NOT_REBOOKED, called_off(MISSED, on=15)) is Outcome.KEPT
    assert outcome(NOT_REBOOKED, called_off(MISSED)) is Outcome.BROKEN
    assert outcome(NOT_REBOOKED, called_off(MISSED, NEW)) is Outcome.KEPT
    assert outcome(NOT_REBOOKED, called_off(MISSED, late)) is Outcome.BROKEN


def test_what_has_a_new_contact_hides_nothing_that_has_none() -> None:
    again = attrs.evolve(MISSED, id="c", on=day(20))

    assert outcome(NOT_REBOOKED, called_off(MISSED, NEW, again, on=60)) is (
        Outcome.BROKEN
    )


def test_what_the_participant_could_not_hold_is_not_asked_of_the_service() -> None:
    theirs = attrs.evolve(MISSED, who_could_not=WhoCouldNot.PARTICIPANT)

    assert outcome(NOT_REBOOKED, called_off(theirs)) is Outcome.KEPT


def test_what_the_participant_could_not_hold_hides_nothing_of_the_service() -> None:
    theirs = attrs.evolve(MISSED, id="0", who_could_not=WhoCouldNot.PARTICIPANT)

    assert outcome(NOT_REBOOKED, called_off(theirs, MISSED)) is Outcome.BROKEN


def test_a_new_contact_on_the_day_after_may_be_planned_yet() -> None:
    next_day = attrs.evolve(NEW, on=day(2))

    assert outcome(NOT_REBOOKED, called_off(MISSED, next_day)) is Outcome.KEPT


def test_who_could_not_decides() -> None:
    unsaid = attrs.evolve(MISSED, who_could_not=WhoCouldNot.UNKNOWN)

    assert missing(NOT_REBOOKED, called_off(unsaid)) == [
        ("contact.who_could_not", Cause.NOT_RECORDED)
    ]


LETTER = Coded(concept=ContactKind.CORRESPONDENCE)


def test_letters_and_groups_need_no_new_contact() -> None:
    given = called_off(attrs.evolve(MISSED, nature=LETTER))

    assert outcome(NOT_REBOOKED, given) is Outcome.KEPT


def test_a_letter_hides_no_new_contact() -> None:
    letter = attrs.evolve(NEW, id="0", on=day(2), nature=LETTER)

    assert outcome(NOT_REBOOKED, called_off(MISSED, letter, NEW)) is Outcome.KEPT


@pytest.mark.parametrize(
    ("who", "found"),
    [
        (WhoCouldNot.SERVICE, Outcome.BROKEN),
        (WhoCouldNot.UNKNOWN, Outcome.CANNOT_TELL),
    ],
)
def test_letters_and_groups_are_no_new_contact(
    who: WhoCouldNot, found: Outcome
) -> None:
    missed = attrs.evolve(MISSED, who_could_not=who)
    given = called_off(missed, attrs.evolve(NEW, nature=LETTER))

    assert outcome(NOT_REBOOKED, given) is found


def test_what_may_have_been_a_letter_may_need_no_new_contact() -> None:
    vague = attrs.evolve(MISSED, nature=Coded(concept=ContactKind.UNKNOWN))

    assert missing(NOT_REBOOKED, called_off(vague)) == [
        ("contact.nature", Cause.NOT_RECORDED)
    ]


def test_what_may_be_a_new_contact_cannot_be_told() -> None:
    vague = attrs.evolve(NEW, nature=Coded(concept=ContactKind.UNKNOWN))

    assert missing(NOT_REBOOKED, called_off(MISSED, vague)) == [
        ("contact.nature", Cause.NOT_RECORDED)
    ]


@pytest.mark.parametrize(
    ("status", "found"),
    [
        (ContactStatus.HELD, Outcome.KEPT),
        (ContactStatus.PLANNED, Outcome.BROKEN),
    ],
)
def test_on_the_same_day_only_what_was_held_is_new(
    status: ContactStatus, found: Outcome
) -> None:
    same_day = attrs.evolve(NEW, on=day(1), status=status)

    assert outcome(NOT_REBOOKED, called_off(MISSED, same_day)) is found


def test_what_may_have_been_held_on_the_same_day_may_be_new() -> None:
    same_day = attrs.evolve(NEW, on=day(1), status=ContactStatus.UNKNOWN)
    verdict = examine(NOT_REBOOKED, called_off(MISSED, same_day))

    assert [
        one.missing
        for one in verdict.cannot_tell
        if one.items == (ItemRef(kind="contact", id="a"),)
    ] == [("contact.status",)]


TestReasonNotAsked = rule_suite(
    REASON_NOT_ASKED, trips=(called_off(MISSED),), keeps=(called_off(EXPLAINED),)
)
TestNotRebooked = rule_suite(
    NOT_REBOOKED, trips=(called_off(MISSED),), keeps=(called_off(MISSED, NEW),)
)
