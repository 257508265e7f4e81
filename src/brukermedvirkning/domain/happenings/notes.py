"""The note on a contact: written by staff, shared with and read by the participant.

Until it is shared it is staff's draft. Reading is not agreeing: a read mark changes
nothing but itself. Source: H17, definitions 3.1 and 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    find_row,
    with_row,
)
from brukermedvirkning.domain.happenings.items import refuse_absent, refuse_early
from brukermedvirkning.domain.happenings.voices import (
    not_own_side,
    participant_alone,
)
from brukermedvirkning.domain.record import PERSONAL, Id, Text

__all__ = ["HANDLERS", "NoteRead", "NoteShared", "NoteWritten"]


@attrs.frozen(kw_only=True)
class _OfNote(Act):
    """An act that concerns the note on one contact; a right of seeing outlives an exit."""

    goes_on_after_exit: ClassVar[bool] = True

    contact: Id

    @property
    def target(self) -> tuple[str, str]:
        """The contact whose note it is."""
        return (Contact.kind, self.contact)


@attrs.frozen(kw_only=True)
class NoteWritten(_OfNote):
    """Staff noted what a held contact was about; a draft may be written again.

    The day of the first draft stays. Without `text` the words are as they were, or are
    kept elsewhere.
    """

    kind: ClassVar[str] = "note_written"

    text: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)


@attrs.frozen(kw_only=True)
class NoteShared(_OfNote):
    """The note was shared with the participant; from then on its words stand."""

    kind: ClassVar[str] = "note_shared"


@attrs.frozen(kw_only=True)
class NoteRead(_OfNote):
    """The participant read the note. Reading is not agreeing; the first reading stands.

    A representative's reading stands in the access log, not here.
    """

    kind: ClassVar[str] = "note_read"


def _with_note(case: Case, act: _OfNote, **days: date | str | None) -> Case:
    row = find_row(case, Contact, act.contact)
    assert row is not None
    changed: dict[str, Any] = dict(days)
    note = attrs.evolve(row.note or Note(), **changed)
    return with_row(case, attrs.evolve(row, note=note))


def _note(case: Case, act: _OfNote) -> Note | None:
    row = find_row(case, Contact, act.contact)
    return None if row is None else row.note


def _write(case: Case, act: NoteWritten) -> Case:
    before = _note(case, act)
    first = before.written_on if before and before.written_on else act.on
    words = act.text or (before.text if before else None)
    return _with_note(case, act, text=words, written_on=first)


def _share(case: Case, act: NoteShared) -> Case:
    return _with_note(case, act, shared_on=act.on)


def _read(case: Case, act: NoteRead) -> Case:
    before = _note(case, act)
    first = before.read_on if before and before.read_on else act.on
    return _with_note(case, act, read_on=min(first, act.on))


def _refuse_written(
    case: Case, act: NoteWritten, _context: Context
) -> Iterator[Refusal]:
    """Staff note held contacts; what has been shared is not written over."""
    yield from not_own_side(act, "comment_added")
    yield from refuse_absent(case, Contact.kind, act.contact)
    row = find_row(case, Contact, act.contact)
    if row is None:
        return
    if row.is_held is False:
        yield Refusal(
            rule="note.not-held",
            reason="a note is of a contact that was held",
            permitted=("contact_held", "comment_added"),
        )
    yield from refuse_early(act.on, row.on)
    if row.note is not None and row.note.shared_on is not None:
        yield Refusal(
            rule="note.shared-already",
            reason="the words have been shared and stand",
            permitted=("comment_added",),
        )


def _refuse_shared(case: Case, act: NoteShared, _context: Context) -> Iterator[Refusal]:
    """Staff share a note that is there, once, not before it was written."""
    yield from not_own_side(act, "comment_added")
    yield from refuse_absent(case, Contact.kind, act.contact)
    note = _note(case, act)
    if note is None:
        yield Refusal(
            rule="note.not-there",
            reason="no note has been written",
            permitted=("note_written",),
        )
        return
    yield from refuse_early(act.on, note.written_on)
    if note.shared_on is not None:
        yield Refusal(
            rule="note.shared-already",
            reason="the note has been shared",
            permitted=("note_read",),
        )


def _refuse_read(case: Case, act: NoteRead, _context: Context) -> Iterator[Refusal]:
    """The participant reads what has been shared."""
    yield from participant_alone(act)
    yield from refuse_absent(case, Contact.kind, act.contact)
    note = _note(case, act)
    if note is None or note.shared_on is None:
        yield Refusal(
            rule="note.not-shared",
            reason="no note has been shared",
            permitted=("note_shared",),
        )
        return
    yield from refuse_early(act.on, note.shared_on)


HANDLERS: dict[type[Happening], Handler[Any]] = {
    NoteWritten: Handler(change=_write, refuse=_refuse_written),
    NoteShared: Handler(change=_share, refuse=_refuse_shared),
    NoteRead: Handler(change=_read, refuse=_refuse_read),
}
