"""Entries for the journal: happenings as payloads, hung on the last head."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.evolve import WHOLE, replay
from brukermedvirkning.domain.happenings import (
    CaseAfterRedaction,
    CaseImported,
    CaseUpdatedFromSource,
    Happening,
)
from brukermedvirkning.domain.journal import FIRST_HASH, Entry, EntryHead
from brukermedvirkning.errors import StoreError
from brukermedvirkning.serialization import from_document, to_document

__all__ = ["case_of", "entries_for", "happenings_of", "last_given"]

_WHOLE = frozenset(kind.kind for kind in WHOLE)


def entries_for(
    case_id: str, happenings: Sequence[Happening], *, last: EntryHead | None
) -> tuple[Entry, ...]:
    """The entries that put happenings after a head; `last` is None for a new case."""
    entries: list[Entry] = []
    sequence = last.sequence if last else 0
    previous = last.hash if last else FIRST_HASH
    for happening in happenings:
        payload, salt = to_document(happening), secrets.token_hex(16)
        sequence += 1
        head = EntryHead(
            case=case_id,
            sequence=sequence,
            recorded_at=happening.at,
            actor=happening.by,
            happening=happening.kind,
            payload_digest=Entry.digest(payload, salt),
            previous=previous,
        )
        entries.append(Entry(head=head, payload=payload, salt=salt))
        previous = head.hash
    return tuple(entries)


def happenings_of(entries: Iterable[Entry]) -> tuple[Happening, ...]:
    """The happenings that a journal still holds; a redacted entry is left out."""
    return tuple(
        from_document(entry.payload, Happening)
        for entry in entries
        if entry.payload is not None
    )


def case_of(entries: Iterable[Entry]) -> Case | None:
    """The case that a journal gives, gaps and all; None for an empty one.

    Raises `StoreError` where a payload is missing and nothing that stands after it has
    the whole case in it: such a gap was not made by a redaction.
    """
    told: list[Entry] = []
    for entry in entries:
        if entry.head.happening in _WHOLE and not entry.is_redacted:
            told = []
        told.append(entry)
    for entry in told:
        if entry.is_redacted:
            head = entry.head
            message = (
                f"entry {head.sequence} of case {head.case!r} is a gap in its life"
            )
            raise StoreError(message)
    return replay(happenings_of(told))


def last_given(happenings: Iterable[Happening]) -> Case | None:
    """What the source of a case last said, as far as the journal still knows."""
    said: Case | None = None
    for happening in happenings:
        if isinstance(happening, CaseImported):
            said = happening.case
        elif isinstance(happening, CaseUpdatedFromSource | CaseAfterRedaction):
            said = happening.given or said
    return said
