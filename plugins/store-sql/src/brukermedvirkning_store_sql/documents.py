"""Rows of the tables out of cases and journal entries, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Row

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import ActorKind, Role
from brukermedvirkning.domain.journal import Entry, EntryHead, Message
from brukermedvirkning.domain.record import Record
from brukermedvirkning.errors import DocumentError, InvalidRecordError, StoreError
from brukermedvirkning.ports import (
    CaseSummary,
    EnrolmentSummary,
    PendingMessage,
    Revision,
    counted_enrolments,
)
from brukermedvirkning.serialization import from_own_document, to_document

__all__ = [
    "case_row",
    "enrolment_rows",
    "entry_of",
    "head_row",
    "message_row",
    "payload_rows",
    "pending_of",
    "record_of",
    "roles_of",
    "roles_text",
    "summaries_of",
]

R = TypeVar("R", bound=Record)


def record_of(row: Row[Any], kind: type[R], name: str) -> R:
    """The record of a row with `id` and `document`, of which `name` is the kind.

    Raises `StoreError`, naming the record and showing nothing of it, where the document
    cannot be read or is another record's.
    """
    try:
        record = from_own_document(row.document, kind)
        if getattr(record, "id") == row.id:  # noqa: B009
            return record
    except (DocumentError, TypeError):
        pass
    # Raised here and not above, so that nothing of the fault hangs on.
    message = f"the kept document of {name} {row.id!r} is damaged"
    raise StoreError(message)


def case_row(case: Case, revision: Revision, length: int, tip: str) -> dict[str, Any]:
    """The row of a case whose journal has this length and ends in this hash."""
    return {
        "id": case.id,
        "revision": revision,
        "participant": case.participant.id,
        "unit": case.unit,
        "reader": case.origin.reader,
        "source_key": case.origin.source_key,
        "opened": _day(case.period.start),
        "closed": _day(case.period.end),
        "journal_length": length,
        "journal_hash": tip,
        "document": to_document(case),
    }


def enrolment_rows(case: Case) -> Iterator[dict[str, Any]]:
    """A row for each enrolment that counts, in the order of the case."""
    for place, row in enumerate(counted_enrolments(case)):
        yield {
            "case_id": case.id,
            "place": place,
            "person": case.participant.id,
            "programme": row.programme,
            "open_in": row.programme if row.is_open else None,
            "start": _day(row.start),
        }


def summaries_of(
    cases: Sequence[Row[Any]], enrolments: Sequence[Row[Any]]
) -> tuple[CaseSummary, ...]:
    """Cases in a glance, of their rows and those of their enrolments."""
    by_case: dict[str, list[EnrolmentSummary]] = {}
    for row in enrolments:
        by_case.setdefault(row.case_id, []).append(
            EnrolmentSummary(
                programme=row.programme,
                start=_date(row.start),
                is_open=row.open_in is not None,
            )
        )
    return tuple(
        CaseSummary(
            case=row.id,
            revision=row.revision,
            unit=row.unit,
            opened=_date(row.opened),
            closed=_date(row.closed),
            enrolments=tuple(by_case.get(row.id, ())),
        )
        for row in cases
    )


def head_row(head: EntryHead) -> dict[str, Any]:
    """The row of an entry's head."""
    return {
        "case_id": head.case,
        "sequence": head.sequence,
        "recorded_at": head.recorded_at.isoformat(),
        "actor_kind": head.actor.kind.value,
        "actor_id": head.actor.id,
        "actor_unit": head.actor.unit,
        "actor_roles": roles_text(head.actor.roles),
        "happening": head.happening,
        "payload_digest": head.payload_digest,
        "previous": head.previous,
    }


def payload_rows(entries: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    """A row for each entry that still has its payload."""
    for entry in entries:
        if not entry.is_redacted:
            yield {
                "case_id": entry.head.case,
                "sequence": entry.head.sequence,
                "payload": entry.payload,
                "salt": entry.salt,
            }


def entry_of(row: Row[Any]) -> Entry:
    """The entry of a head's row joined with that of its payload."""
    try:
        head = EntryHead(
            case=row.case_id,
            sequence=row.sequence,
            recorded_at=datetime.fromisoformat(row.recorded_at),
            actor=Actor(
                kind=ActorKind(row.actor_kind),
                id=row.actor_id,
                unit=row.actor_unit,
                roles=roles_of(row.actor_roles),
            ),
            happening=row.happening,
            payload_digest=row.payload_digest,
            previous=row.previous,
        )
        return Entry(head=head, payload=row.payload, salt=row.salt)
    except (InvalidRecordError, LookupError, TypeError, ValueError):
        pass
    message = f"entry {row.sequence} of the journal of case {row.case_id!r} is damaged"
    raise StoreError(message)


def message_row(case_id: str, message: Message) -> dict[str, Any]:
    """The row of an outgoing message."""
    return {
        "case_id": case_id,
        "key": message.key,
        "destination": message.destination,
        "content_type": message.content_type,
        "body": message.body,
    }


def pending_of(row: Row[Any]) -> PendingMessage:
    """The waiting message of a row."""
    message = Message(
        key=row.key,
        destination=row.destination,
        content_type=row.content_type,
        body=row.body,
    )
    return PendingMessage(
        sequence=row.sequence,
        case=row.case_id,
        message=message,
        attempts=row.attempts,
        due_at=None if row.due_at is None else datetime.fromisoformat(row.due_at),
    )


def roles_text(roles: Sequence[Coded[Role]]) -> str | None:
    """Roles as JSON: of each the concept, then scheme, code and label of its code."""
    if not roles:
        return None
    rows = [
        (role.concept.value, code and (code.scheme, code.code, code.label))
        for role in roles
        for code in (role.code,)
    ]
    return json.dumps(rows, ensure_ascii=False)


def roles_of(text: str | None) -> tuple[Coded[Role], ...]:
    """The roles of such a text."""
    return tuple(
        Coded(concept=Role(concept), code=None if code is None else _code(*code))
        for concept, code in (json.loads(text) if text else ())
    )


def _code(scheme: str, code: str, label: str | None) -> Code:
    return Code(scheme=scheme, code=code, label=label)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
