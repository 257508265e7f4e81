"""What a redaction takes out of a journal, and what it leaves in its place.

A redaction is asked for like anything else that happens to a case: `happen` with a
`ContentRedacted` keeps the case without the content, the journal without the payloads
that held it, and the case as it then stands beside it, together or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import RedactionExtent
from brukermedvirkning.domain.happenings import (
    CaseAfterRedaction,
    ContentRedacted,
    Happening,
)
from brukermedvirkning.domain.journal import Entry
from brukermedvirkning.domain.redacting import redact_alike, words_in
from brukermedvirkning.serialization import from_document
from brukermedvirkning.services.journalling import happenings_of, last_given

__all__ = ["after_redaction", "entries_to_redact"]


def entries_to_redact(
    entries: Iterable[Entry], act: ContentRedacted
) -> tuple[int, ...]:
    """The entries whose payloads a redaction takes away, by their sequence numbers.

    Where a row goes whole: every entry that names it. Where its words go: every entry
    that names it and has any words in it, earlier versions of a note included, and what
    others said about it; their rows stay in the case. What says that something was
    redacted stays, too. A payload cannot be put back, so look before you ask.
    """
    whole = {one.row for one in act.rows if one.extent is RedactionExtent.WHOLE}
    worded = {one.row for one in act.rows} - whole
    return tuple(
        entry.head.sequence
        for entry in entries
        if entry.payload is not None
        and entry.head.happening != ContentRedacted.kind
        and _holds(entry.payload, whole, worded)
    )


def _holds(payload: str, whole: set[str], worded: set[str]) -> bool:
    named = set(_texts(json.loads(payload)))
    if named & whole:
        return True
    return bool(named & worded) and any(words_in(from_document(payload, Happening)))


def _texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def after_redaction(
    entries: Sequence[Entry], act: ContentRedacted, after: Case
) -> CaseAfterRedaction:
    """What stands in the journal beside a redaction, instead of what it took away."""
    given = last_given(happenings_of(entries))
    return CaseAfterRedaction(
        case=after,
        given=None if given is None else redact_alike(after, given),
        at=act.at,
        by=act.by,
    )
