"""What must hold from one step of a case's life to the next: what stays, what is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeAlias

from brukermedvirkning.domain.actors import Actor, Item
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ActorKind, RedactionExtent
from brukermedvirkning.domain.happenings import ContentRedacted, Happening
from brukermedvirkning.domain.happenings.consents import ConsentWithdrawn
from brukermedvirkning.domain.journal import Entry
from brukermedvirkning.domain.redacting import words_in
from brukermedvirkning.rules.access.bases import consents_in_force
from brukermedvirkning.rules.access.context import AccessContext
from brukermedvirkning.serialization import from_document
from brukermedvirkning.testing.laws import same

__all__ = [
    "Look",
    "check_gaps",
    "check_own_view",
    "check_stays",
    "check_withdrawn",
    "lasting",
]

Look: TypeAlias = Callable[[Case, Actor, AccessContext], Any]

_LATE = date(2028, 1, 1)
_STRANGER = Actor(kind=ActorKind.PARTICIPANT, id="another-participant")
_UNITS = ("unit-1", "unit-2")
# What was said in a row, by kind: it never becomes something else.
_SAID = {
    "stance": ("on", "item", "version", "party", "answer", "words"),
    "complaint": ("on", "item", "party", "words"),
    "decision": ("on", "question", "proposed_by"),
    "contact": ("id",),
}


def lasting(case: Case) -> frozenset[tuple[str, str]]:
    """What never disappears from a case: every row, by its kind and id."""
    return frozenset((row.kind, row.id) for row in case.rows())


def check_stays(before: Case, after: Case) -> None:
    """No disagreement, contact, decision or complaint goes but by a redaction seen."""
    same(frozenset(), lasting(before) - lasting(after), "rows that disappeared")
    now = {row.id: row for row in after.rows()}
    for row in before.rows():
        _check_row(row, now[row.id])


def _check_row(was: Any, now: Any) -> None:
    count = len(was.redactions)
    same(was.redactions, now.redactions[:count], "the gaps that were seen")
    if len(now.redactions) > count:
        same(True, all(gap.by.id for gap in now.redactions), "who redacted it")
        return
    for field in _SAID.get(was.kind, ()):
        what = f"what a {was.kind} said in {field}, no gap in it"
        same(getattr(was, field), getattr(now, field), what)


def check_gaps(
    case: Case, outcome: Iterable[Happening], entries: Sequence[Entry]
) -> None:
    """What was redacted is in no row and in no payload, but for what tells of it."""
    rows = {row.id: row for row in case.rows()}
    for act in outcome:
        if not isinstance(act, ContentRedacted):
            continue
        for one in act.rows:
            _check_emptied(rows[one.row], one.extent)
            held = [
                entry.head.happening
                for entry in entries[:-2]
                if entry.payload is not None
                and _says(from_document(entry.payload, Happening), one.row)
            ]
            same([], held, "payloads that hold what was redacted")


def _check_emptied(row: Item, extent: RedactionExtent) -> None:
    words = [word for word in words_in(row) if word.strip("\u2588")]
    same([], words, "words that were redacted")
    if extent is RedactionExtent.WHOLE:
        same(True, row.is_gone and row.registered_in_error, "what is gone counts")


def _says(happening: Any, row: str) -> bool:
    """Whether a happening has words about a row that it changed or added."""
    if isinstance(happening, ContentRedacted):
        return False
    target = getattr(happening, "target", None)
    case = getattr(happening, "case", None)
    rows = [one for one in case.rows() if one.id == row] if case else []
    about = (target is not None and target[1] == row) or bool(rows)
    return about and any(
        word.strip("\u2588") for word in words_in(tuple(rows) if rows else happening)
    )


def check_own_view(case: Case, look: Look) -> None:
    """The participant sees every contact of theirs, and never a word of another's."""
    own = Actor(kind=ActorKind.PARTICIPANT, id=case.participant.id)
    context = AccessContext(on=_LATE)
    seen = look(case, own, context)
    contacts = [row.id for row in case.contacts]
    same(contacts, [row.id for row in seen.contacts], "contacts that one sees")
    for row in seen.rows():
        source = row.recorded.source
        if source.kind is ActorKind.PARTICIPANT:
            same(True, source.id in (None, own.id), "whose words one sees")
    stranger = look(case, _STRANGER, context)
    same(([], None), (list(stranger.rows()), stranger.id), "what a stranger sees")


def check_withdrawn(
    before: Case, after: Case, outcome: Sequence[Happening], look: Look
) -> None:
    """From the instant of a withdrawal nobody reads on it, and nobody sees more."""
    withdrawn = {
        one.consent: one.on for one in outcome if isinstance(one, ConsentWithdrawn)
    }
    for day in withdrawn.values():
        for unit in _UNITS:
            reader = Actor(kind=ActorKind.STAFF, id="a-reader", unit=unit)
            context = AccessContext(on=day)
            was = {row.id for row in look(before, reader, context).rows()}
            now = {row.id for row in look(after, reader, context).rows()}
            same(set(), now - was, "what is seen since a consent was withdrawn")
            left = [
                one.id
                for one in consents_in_force(before, day)
                if unit in one.recipients and one.id not in withdrawn
            ]
            if not left:
                same(set(), now, "what is seen on a consent that was withdrawn")
