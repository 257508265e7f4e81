"""The messenger `dk.momentum`: what a jobcentre should find in its journal.

A case is told of where it is known by Momentum's key of the citizen. Told are facts of
the service's own: that a contact was held, that its note was shared with the participant
and what it says, that the plan began, could be read and was looked at.

The journal is read by whoever decides on benefits too. So nothing goes out that is kept
for the sake of participation: no stance, challenge, wish, request, comment or
assessment, not who was absent or why, not whether the participant read a note or was
there when the plan was looked at. Drafts stay where they are. Source: definitions 3.2.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.happenings import ContentRedacted, Happening
from brukermedvirkning.domain.happenings.base import find_row
from brukermedvirkning.domain.happenings.contacts import ContactHeld
from brukermedvirkning.domain.happenings.notes import NoteShared
from brukermedvirkning.domain.happenings.planning import (
    PlanMadeAvailable,
    PlanReviewed,
    PlanStarted,
)
from brukermedvirkning.domain.happenings.rights import RegisteredInError
from brukermedvirkning.domain.journal import Message
from brukermedvirkning.domain.plan import PlanReview
from brukermedvirkning_denmark import data
from brukermedvirkning_denmark.log.values import digest
from brukermedvirkning_denmark.momentum.marks import marked, reference_of
from brukermedvirkning_denmark.momentum.objects import FORMAT
from brukermedvirkning_denmark.momentum.rows import BESIDE

__all__ = ["JOURNAL", "TASK", "TOLD_OF", "MomentumMessenger"]

JOURNAL = f"{FORMAT}:journal"
"""The destination of a message that is a note for the journal of a citizen."""
TASK = f"{FORMAT}:task"
"""The destination of a message that sets the state of a task."""

_NOTES_OF = {Contact.kind: ("held", "shared"), PlanReview.kind: ("review",)}
CARRIED_OUT = 0
"""The number by which a task is set carried out; to be read, the same state is 1."""
_OTHER_NOTE = 1
"""`JournalNoteType.OTHER`."""
TOLD_OF = (("contact", None), ("contact", "note"), ("plan", None), ("review", None))
"""The kinds of item and their parts that messages are made of: the service's own."""


class MomentumMessenger:
    """Writes journal notes and states of tasks for KMD Momentum."""

    @property
    def id(self) -> str:
        """The id of the messenger."""
        return FORMAT

    def messages(
        self,
        before: Case | None,  # noqa: ARG002 - what was before is told already
        happenings: Sequence[Happening],
        after: Case,
    ) -> Iterable[Message]:
        """The messages that a change calls for; pure, so that it can be asked again."""
        citizen = _citizen(after)
        if citizen is None or after.registered_in_error:
            return ()
        return tuple(
            message
            for happening in happenings
            for message in _messages(citizen, after, happening)
        )


def _citizen(case: Case) -> str | None:
    """Momentum's key of the citizen: of a case that came from there, or that says so."""
    if case.origin.reader == FORMAT:
        return case.origin.source_key
    beside = case.extensions.get(BESIDE)
    found = beside.get("citizen") if isinstance(beside, Mapping) else None
    return found if isinstance(found, str) and found else None


def _messages(citizen: str, case: Case, happening: Happening) -> Iterator[Message]:
    told = _TOLD.get(type(happening))
    if told is not None:
        yield from told(citizen, case, happening)


def _note(
    citizen: str, case: Case, about: tuple[str, str], title: str, lines: Iterable[str]
) -> Message:
    """A note for the journal; `about` is what makes it the same note whenever written."""
    key = _key(case, *about)
    body = {
        "citizenId": citizen,
        "title": title,
        "type": _OTHER_NOTE,
        "body": marked("\n".join(lines), key),
        "documents": [],
    }
    return Message(key=key, destination=JOURNAL, body=json.dumps(body))


def _key(case: Case, what: str, row: str) -> str:
    return digest(FORMAT, case.id, what, row, length=32)


def _held(citizen: str, case: Case, happening: ContactHeld) -> Iterator[Message]:
    row = find_row(case, Contact, happening.contact)
    if row is not None:
        yield from _of_held(citizen, case, row)


def _of_held(citizen: str, case: Case, row: Contact) -> Iterator[Message]:
    """That a contact was held: its day and its form; the task that it was, carried out."""
    if row.registered_in_error or not row.is_held:
        return
    task = row.extensions.get(BESIDE, {}).get("task")
    if isinstance(task, str):
        body = json.dumps({"task": task, "status": CARRIED_OUT})
        yield Message(key=_key(case, "task", row.id), destination=TASK, body=body)
    lines = [f"Kontakt den {_day(row.on)}."]
    if not row.form.concept.is_unknown:
        form = data.vocabulary("core.contact-form").label(row.form.concept, ["da"])
        lines.append(f"Kontaktform: {form.text}.")
    yield _note(citizen, case, ("held", row.id), "Kontakt afholdt", lines)


def _shared(citizen: str, case: Case, happening: NoteShared) -> Iterator[Message]:
    row = find_row(case, Contact, happening.contact)
    if row is not None:
        yield from _of_shared(citizen, case, row)


def _of_shared(citizen: str, case: Case, row: Contact) -> Iterator[Message]:
    """The note that was shared with the participant, in its words where they are here."""
    note = row.note
    if row.registered_in_error or note is None or note.shared_on is None:
        return
    lines = [
        f"Notat om kontakt den {_day(row.on)}.",
        f"Delt med borgeren den {_day(note.shared_on)}.",
        *(("", note.text) if note.text else ()),
    ]
    yield _note(citizen, case, ("shared", row.id), "Notat delt med borgeren", lines)


def _of_plan(
    citizen: str, case: Case, _happening: PlanStarted | None = None
) -> Iterator[Message]:
    plan = case.plan
    if plan is not None and plan.period.start is not None:
        lines = [f"Planen begynder den {_day(plan.period.start)}."]
        if not plan.kind.concept.is_unknown:
            kind = data.vocabulary("core.plan-kind").label(plan.kind.concept, ["da"])
            lines.append(f"Plantype: {kind.text}.")
        yield _note(citizen, case, ("plan", plan.id), "Plan påbegyndt", lines)


def _of_availability(
    citizen: str, case: Case, _happening: PlanMadeAvailable | None = None
) -> Iterator[Message]:
    plan = case.plan
    if plan is not None and plan.available_on is not None:
        lines = (f"Borgeren kan læse planen fra den {_day(plan.available_on)}.",)
        title = "Plan tilgængelig for borgeren"
        yield _note(citizen, case, ("available", plan.id), title, lines)


def _reviewed(citizen: str, case: Case, happening: PlanReviewed) -> Iterator[Message]:
    row = find_row(case, PlanReview, happening.review)
    if row is not None:
        yield from _of_review(citizen, case, row)


def _of_review(citizen: str, case: Case, row: PlanReview) -> Iterator[Message]:
    """That the plan was looked at, and when next; not who was there or changed it."""
    if row.registered_in_error:
        return
    lines = [f"Planen blev gennemgået den {_day(row.on)}."]
    if row.next_on is not None:
        lines.append(f"Næste gennemgang: {_day(row.next_on)}.")
    yield _note(citizen, case, ("review", row.id), "Plan gennemgået", lines)


def _after_redaction(
    citizen: str, case: Case, _happening: ContentRedacted
) -> Iterator[Message]:
    """What is still to be said, anew; and of what was redacted, which notes must go.

    Under the keys of before, so that what has arrived already does not arrive again. A
    row that nobody wrote down here was never told of.
    """
    for contact in case.contacts:
        if contact.redactions:
            yield _taken_back(citizen, case, "shared", contact.id)
        if contact.is_gone:
            yield _taken_back(citizen, case, "held", contact.id)
        if contact.recorded.at is not None:
            yield from _of_held(citizen, case, contact)
            if not contact.redactions:
                yield from _of_shared(citizen, case, contact)
    for review in case.reviews:
        if review.is_gone:
            yield _taken_back(citizen, case, "review", review.id)
        if review.recorded.at is not None:
            yield from _of_review(citizen, case, review)
    yield from _of_plan(citizen, case)
    yield from _of_availability(citizen, case)


def _taken_back(citizen: str, case: Case, what: str, row: str) -> Message:
    """That a note may have gone out whose content has been redacted here."""
    reference = reference_of(_key(case, what, row))
    lines = (
        f"Indholdet af et notat med referencen {reference} er slettet hos afsenderen.",
        "Findes notatet her, skal det også slettes her.",
    )
    return _note(citizen, case, (f"redacted {what}", row), "Notat slettet", lines)


def _in_error(
    citizen: str, case: Case, happening: RegisteredInError
) -> Iterator[Message]:
    """Which notes were of something that was registered in error; never the reason."""
    for what in _NOTES_OF.get(happening.row_kind, ()):
        reference = reference_of(_key(case, what, happening.row))
        lines = (f"Et notat med referencen {reference} er registreret ved en fejl.",)
        about = (f"error {what}", happening.row)
        yield _note(citizen, case, about, "Notat registreret ved en fejl", lines)


def _day(day: Any) -> str:
    return f"{day:%d-%m-%Y}"


_TOLD: Mapping[type[Happening], Callable[[str, Case, Any], Iterator[Message]]] = (
    MappingProxyType(
        {
            ContentRedacted: _after_redaction,
            RegisteredInError: _in_error,
            ContactHeld: _held,
            NoteShared: _shared,
            PlanStarted: _of_plan,
            PlanMadeAvailable: _of_availability,
            PlanReviewed: _reviewed,
        }
    )
)
"""What is told, by what happened."""
