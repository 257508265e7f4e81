"""Entries for the journal: happenings as payloads, hung on the last head."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

from brukermedvirkning.domain.happenings import Happening
from brukermedvirkning.domain.journal import FIRST_HASH, Entry, EntryHead
from brukermedvirkning.serialization import from_document, to_document

__all__ = ["entries_for", "happenings_of"]


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
