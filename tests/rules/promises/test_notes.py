"""Notes of conversations: written, and shared with the participant."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import KEPT_HERE, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ContactKind, ContactStatus, ExitCategory
from brukermedvirkning.domain.contacts import Contact, Note
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
from brukermedvirkning.rules.promises.notes import (
    NOTE_DRAFT_TOO_OLD,
    NOTE_MISSING,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
FIGURES = {
    name: ParameterUse(id=name, value=value, level="core", source="a test")
    for name, value in (
        ("note.draft-limit-days", 14),
        ("note.due-days", 14),
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


HELD = Contact(
    id="a",
    on=day(1),
    nature=Coded(concept=ContactKind.CONVERSATION),
    status=ContactStatus.HELD,
)
DRAFT = attrs.evolve(HELD, note=Note(written_on=day(1)))
SHARED = attrs.evolve(HELD, note=Note(written_on=day(1), shared_on=day(15)))
BOTH = (NOTE_DRAFT_TOO_OLD, NOTE_MISSING)


def talked(contact: Contact, on: int = 16, **fields: Any) -> Facts:
    return facts(on, contacts=(contact,), **fields)


def test_a_draft_is_too_old_one_day_after_the_limit() -> None:
    assert outcome(NOTE_DRAFT_TOO_OLD, talked(DRAFT, on=15)) is Outcome.KEPT
    assert examine(NOTE_DRAFT_TOO_OLD, talked(DRAFT, on=16)).findings == (
        Finding(
            items=(ItemRef(kind="contact", id="a"),),
            since=day(15),
            params={"days": 15, "limit": 14},
        ),
    )


def test_what_was_shared_is_no_draft() -> None:
    assert outcome(NOTE_DRAFT_TOO_OLD, talked(SHARED, on=90)) is Outcome.KEPT


def test_what_is_shared_after_the_judged_day_is_a_draft_still() -> None:
    later = attrs.evolve(DRAFT, note=Note(shared_on=day(17)))

    assert outcome(NOTE_DRAFT_TOO_OLD, talked(later)) is Outcome.BROKEN
    assert outcome(NOTE_DRAFT_TOO_OLD, talked(later, on=17)) is Outcome.KEPT


def test_without_a_note_it_is_missing_and_no_draft() -> None:
    assert outcome(NOTE_DRAFT_TOO_OLD, talked(HELD)) is Outcome.KEPT
    assert outcome(NOTE_MISSING, talked(HELD, on=15)) is Outcome.KEPT
    assert outcome(NOTE_MISSING, talked(HELD, on=16)) is Outcome.BROKEN


def test_what_is_written_after_the_judged_day_is_missing_until_then() -> None:
    later = attrs.evolve(HELD, note=Note(written_on=day(20)))

    assert outcome(NOTE_MISSING, talked(later, on=19)) is Outcome.BROKEN
    assert outcome(NOTE_DRAFT_TOO_OLD, talked(later, on=19)) is Outcome.KEPT
    assert outcome(NOTE_MISSING, talked(later, on=20)) is Outcome.KEPT


def test_a_note_without_a_day_is_written() -> None:
    assert (
        outcome(NOTE_MISSING, talked(attrs.evolve(HELD, note=Note()))) is Outcome.KEPT
    )


@pytest.mark.parametrize(
    "other",
    [
        {"status": ContactStatus.NOT_HELD},
        {"status": ContactStatus.PLANNED},
        {"nature": Coded(concept=ContactKind.CORRESPONDENCE)},
        {"nature": Coded(concept=ContactKind.GROUP_TEACHING)},
        {"on": day(-1)},
    ],
)
def test_letters_groups_and_what_was_not_held_in_the_stay_need_no_note(
    other: dict[str, Any],
) -> None:
    assert outcome(NOTE_MISSING, talked(attrs.evolve(HELD, **other))) is Outcome.KEPT
    assert (
        outcome(NOTE_DRAFT_TOO_OLD, talked(attrs.evolve(DRAFT, **other)))
        is Outcome.KEPT
    )


@pytest.mark.parametrize(
    ("rule", "row"), [(NOTE_DRAFT_TOO_OLD, DRAFT), (NOTE_MISSING, HELD)]
)
def test_what_needs_no_note_hides_nothing_that_does(rule: Rule, row: Contact) -> None:
    planned = attrs.evolve(HELD, id="0", status=ContactStatus.PLANNED)
    (finding,) = examine(rule, facts(16, contacts=(planned, row))).findings

    assert finding.items == (ItemRef(kind="contact", id="a"),)


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("contact.status", {"status": ContactStatus.UNKNOWN}),
        ("contact.nature", {"nature": Coded(concept=ContactKind.UNKNOWN)}),
    ],
)
def test_what_may_be_a_held_conversation_cannot_be_told(
    path: str, other: dict[str, Any]
) -> None:
    found = [(path, Cause.NOT_RECORDED)]

    assert missing(NOTE_MISSING, talked(attrs.evolve(HELD, **other))) == found
    assert missing(NOTE_DRAFT_TOO_OLD, talked(attrs.evolve(DRAFT, **other))) == found


def test_sharing_goes_on_after_an_exit() -> None:
    assert outcome(NOTE_DRAFT_TOO_OLD, talked(DRAFT, left=exited(2))) is Outcome.BROKEN


def test_where_the_stay_is_not_known_it_cannot_be_told() -> None:
    unstarted = talked(DRAFT, start=None)
    endless = talked(DRAFT, origin=without("enrolment.exit"))

    assert missing(NOTE_DRAFT_TOO_OLD, unstarted) == [
        ("enrolment.start", Cause.NOT_RECORDED)
    ]
    assert missing(NOTE_DRAFT_TOO_OLD, endless) == [
        ("enrolment.exit", Cause.SOURCE_CANNOT_SAY)
    ]


def test_before_the_first_day_that_the_source_speaks_of_it_cannot_be_told() -> None:
    given = talked(DRAFT, origin=Origin(known_from=day(2)))

    assert missing(NOTE_DRAFT_TOO_OLD, given) == [("contact", Cause.SOURCE_CANNOT_SAY)]


@pytest.mark.parametrize("rule", BOTH, ids=lambda rule: rule.id)
def test_where_no_access_is_promised_nothing_is_asked(rule: Rule) -> None:
    given = attrs.evolve(talked(DRAFT), programme=attrs.evolve(PROGRAMME, promises=()))

    assert outcome(rule, given) is Outcome.DOES_NOT_APPLY


TestNoteDraftTooOld = rule_suite(
    NOTE_DRAFT_TOO_OLD, trips=(talked(DRAFT),), keeps=(talked(SHARED),)
)
TestNoteMissing = rule_suite(
    NOTE_MISSING, trips=(talked(HELD),), keeps=(talked(DRAFT),)
)
