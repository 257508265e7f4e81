"""Rules about notes of conversations: written, and shared with the participant.

Source: H17, M27; definitions 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.programme import Promise
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.in_time import conversation, inside, overdue
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["NOTE_DRAFT_TOO_OLD", "NOTE_MISSING", "RULES"]


def has_an_old_draft(facts: Facts) -> Iterator[Finding | CannotTell]:
    """What is noted of a held conversation is shared within the days that are set.

    Until it is shared it is a draft of staff's; sharing goes on after an exit. Letters
    and group meetings are no conversations. Source: H17, definitions 3.1.
    """
    limit = facts.number("note.draft-limit-days")
    for row, doubts in _held(facts):
        note = _written(facts, row)
        if note is not None and not _is_shared(facts, note):
            yield from overdue(facts, row, row.on, limit, *doubts)


def has_no_note(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Of a held conversation something is noted within the days that are set.

    Notes that are never written would make sharing look perfect.
    Source: H17, definitions 2.2 note.shared-within.
    """
    limit = facts.number("note.due-days")
    for row, doubts in _held(facts):
        if _written(facts, row) is None:
            yield from overdue(facts, row, row.on, limit, *doubts)


def _held(facts: Facts) -> Iterator[tuple[Contact, tuple[str, ...]]]:
    """What may be held conversations inside the enrolment, with what is not known."""
    for row in facts.rows("contacts"):
        doubts = (inside(facts, row.on), conversation(row))
        if row.is_held is False or None in doubts:
            continue
        status = "" if row.is_held else "contact.status"
        yield row, (status, *(doubt for doubt in doubts if doubt))


def _written(facts: Facts, row: Contact) -> Note | None:
    """The note of a contact, unless it was written after the judged day."""
    note = row.note
    later = note is not None and note.written_on and note.written_on > facts.on
    return None if later else note


def _is_shared(facts: Facts, note: Note) -> bool:
    return note.shared_on is not None and note.shared_on <= facts.on


NOTE_DRAFT_TOO_OLD = Rule(
    id="note.draft-too-old",
    source="H17; M27; definitions 3.1",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    promise=Promise.ACCESS_TO_NOTES,
    needs=("contact", "contact.status", "contact.note"),
    uses=("note.draft-limit-days",),
    check=has_an_old_draft,
)

NOTE_MISSING = Rule(
    id="note.missing",
    source="H17; definitions 2.2 note.shared-within",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    promise=Promise.ACCESS_TO_NOTES,
    needs=("contact", "contact.status", "contact.note"),
    uses=("note.due-days",),
    check=has_no_note,
)

RULES: tuple[Rule, ...] = (NOTE_DRAFT_TOO_OLD, NOTE_MISSING)
