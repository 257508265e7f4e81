"""A journal note or a task as a row of a case, as far as the interface says what it is.

A note of the type SMS is a text message; who wrote it, and whether the participant read
it, is not said. Of any other note it is not said that there was a conversation, so how it
was held stays unknown. A task about a conversation or an appointment is a contact on the
day of its deadline, a task about the plan that is carried out a look at the plan. No note
and no task says that anybody agreed or consented to anything.
"""

from __future__ import annotations

import attrs

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import ContactForm, ContactKind, ContactStatus
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.plan import PlanReview
from brukermedvirkning.domain.vocabulary import Match, Term
from brukermedvirkning_denmark import data
from brukermedvirkning_denmark.identifiers import why_malformed
from brukermedvirkning_denmark.momentum.marks import is_marked
from brukermedvirkning_denmark.momentum.objects import Object
from brukermedvirkning_denmark.momentum.spot import Spot
from brukermedvirkning_denmark.momentum.values import (
    Moment,
    Unreadable,
    code,
    digest,
    key,
    moment,
    words,
)

__all__ = ["BESIDE", "Taken", "take_note", "take_task"]

BESIDE = "dk.momentum"
"""Under which name a row keeps what the core has no field for."""

JOURNAL_TYPE = "dk.momentum.journal-type"
TASK_TYPE = "dk.momentum.task-type"
TASK_STATE = "dk.momentum.task-state"

_OF_NOTE = frozenset(
    {
        "attachments",
        "body",
        "id",
        "journaltypeid",
        "occurredat",
        "referenceid",
        "source",
        "title",
    }
)
_OF_TASK = frozenset(
    {
        "assignedactors",
        "assignedactorsid",
        "assignee",
        "createdat",
        "createdbyid",
        "deadline",
        "description",
        "id",
        "participants",
        "reference",
        "relatedentityid",
        "relatedentitytype",
        "sicknessbenefittype",
        "state",
        "statechangedat",
        "subject",
        "tasktype",
        "title",
        "type",
        "updatedat",
        "updatedbyid",
    }
)
_APPOINTED = ("1", "2")
_MY_PLAN = "4"
_CARRIED_OUT = "1"
_OF_NOBODY = ""


@attrs.frozen(kw_only=True)
class Taken:
    """What a note or task gave: whose it is, what it is known by, and a row or none.

    `unread` is a task that is no row; `elsewhere` says that it is not about a citizen.
    """

    citizen: str | None = attrs.field(default=None, repr=False)
    elsewhere: bool = False
    identity: str = ""
    row: Contact | PlanReview | None = None
    unread: FrozenMap | None = attrs.field(default=None, repr=False)


def take_note(spot: Spot) -> Taken:
    """The contact of a journal note; the faults are with the spot where there is none."""
    spot.check_names(_OF_NOTE)
    citizen = spot.read("ReferenceId", key)
    when = spot.read("OccurredAt", moment)
    type_ = spot.read("JournalTypeId", code)
    title, body = spot.read("Title", words), spot.read("Body", words)
    source = spot.read("Source", words)
    attachments = spot.read("Attachments", _count)
    name = _note_name(spot)
    if when is None or spot.faults:
        return Taken(citizen=citizen)
    said = f"{when.day} {when.at} {type_} {title} {body}"
    identity = f"momentum-note-{digest(name or said, length=16)}"
    if body is not None and is_marked(body):
        note = "written by this library; what it tells is kept where it was written"
        spot.notice("Body", "a note with a reference of ours", note)
        return Taken(citizen=citizen, identity=identity)
    if attachments:
        found = "1 attachment" if attachments == 1 else f"{attachments} attachments"
        spot.notice("Attachments", found, "not read; they stay in Momentum")
    term = _term(spot, "JournalTypeId", JOURNAL_TYPE, type_)
    form = ContactForm(term.concept) if term and term.concept else ContactForm.UNKNOWN
    is_message = form is ContactForm.TEXT_MESSAGE
    beside = {"note": name, "source": source, "attachments": attachments}
    text = "\n\n".join(one for one in (title, body) if one)
    row = Contact(
        id=identity,
        on=when.day,
        at=when.at,
        nature=Coded(
            concept=ContactKind.CORRESPONDENCE if is_message else ContactKind.UNKNOWN
        ),
        form=Coded(
            concept=form, code=Code(scheme=JOURNAL_TYPE, code=type_) if type_ else None
        ),
        status=ContactStatus.HELD if is_message else ContactStatus.UNKNOWN,
        note=Note(text=text) if text else None,
        extensions=_beside(beside),
    )
    return Taken(citizen=citizen, identity=identity, row=row)


def take_task(spot: Spot) -> Taken:
    """What a task says of a contact or of the plan, where it says anything of them."""
    spot.check_names(_OF_TASK)
    name = spot.read("Id", key)
    citizen = spot.read("Reference", _citizen)
    type_ = spot.read("TaskType" if "tasktype" in spot.item else "Type", code)
    state = spot.read("State", _state)
    deadline = spot.read("Deadline", _moment_or_none)
    changed = spot.read("StateChangedAt", _moment_or_none)
    title, text = spot.read("Title", words), spot.read("Description", words)
    if name is None and not spot.faults:
        spot.fault("Id", "nothing", "the key of the task")
    if spot.faults or name is None:
        return Taken(citizen=citizen)
    if citizen == _OF_NOBODY:
        spot.notice("Reference", "another type than CITIZEN", "not about a participant")
        return Taken(elsewhere=True)
    identity = f"momentum-task-{digest(name, length=16)}"
    # The words of a task are about the task: they are no note on the contact.
    texts = {"title": title, "text": text}
    beside = _beside({"task": name, "task_type": type_, "task_state": state, **texts})
    if type_ in _APPOINTED and deadline is not None:
        row = _appointment(spot, identity, deadline, type_, state, beside)
        return Taken(citizen=citizen, identity=identity, row=row)
    if data.vocabulary(TASK_STATE).find(state or "0") is None:
        spot.notice("State", repr(state), f"not in {TASK_STATE}; kept as it is")
    if type_ == _MY_PLAN and state == _CARRIED_OUT and changed is not None:
        note = "a close match of a look at the plan; who was there is not said"
        spot.notice("Type", repr(type_), note)
        review = PlanReview(id=identity, on=changed.day, extensions=beside)
        return Taken(citizen=citizen, identity=identity, row=review)
    if type_ in _APPOINTED:
        note = "without a deadline there is no day; kept beside the rows"
    else:
        note = "a task of this type is no row of a case; kept beside the rows"
    spot.notice("Type", repr(type_) if type_ else "nothing", note)
    return Taken(citizen=citizen, identity=identity, unread=beside)


def _appointment(
    spot: Spot,
    identity: str,
    deadline: Moment,
    type_: str,
    state: str | None,
    beside: FrozenMap,
) -> Contact:
    """The contact that a task is about, on the day of its deadline."""
    term = _term(spot, "Type", TASK_TYPE, type_)
    known = _term(spot, "State", TASK_STATE, state)
    kind = ContactKind(term.concept) if term and term.concept else ContactKind.UNKNOWN
    status = ContactStatus.UNKNOWN
    if known is not None and known.concept is not None:
        status = ContactStatus(known.concept)
    return Contact(
        id=identity,
        on=deadline.day,
        at=deadline.at,
        nature=Coded(concept=kind, code=Code(scheme=TASK_TYPE, code=type_)),
        status=status,
        extensions=beside,
    )


def _moment_or_none(value: object) -> Moment | None:
    """A date and time, or None where there is none. Raises `Unreadable`."""
    return None if value is None else moment(value)


def _note_name(spot: Spot) -> str | None:
    """What Momentum calls a note; the interface has put a personal number there."""
    value = spot.item.get("id")
    if isinstance(value, str) and why_malformed(value) is None:
        spot.notice(
            "Id", "a personal number", "not kept; the note is known by its words"
        )
        return None
    return spot.read("Id", key)


def _term(spot: Spot, field: str, scheme: str, notation: str | None) -> Term | None:
    """The term of a code; a code that is not known, and a close match, are told."""
    if notation is None:
        return None
    term = data.vocabulary(scheme).find(notation)
    if term is None:
        spot.notice(field, repr(notation), f"not in {scheme}; kept as it is")
    elif term.match is Match.CLOSE and term.concept:
        spot.notice(field, repr(notation), f"a close match of {term.concept}")
    return term


def _state(value: object) -> str | None:
    """The number of a state, which the interface also says by its name."""
    for term in data.vocabulary(TASK_STATE).terms:
        if any(label.language == "en" and label.text == value for label in term.labels):
            return term.notation
    return code(value)


def _count(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise Unreadable("a list")
    return len(value) or None


def _citizen(value: object) -> str | None:
    """Whose a task is, and nobody's where it is about something else than a citizen."""
    if value is None:
        return None
    if not isinstance(value, Object):
        raise Unreadable("an object with id and type")
    if value.get("type") not in (None, "CITIZEN"):
        return _OF_NOBODY
    return key(value.get("id"))


def _beside(values: dict[str, str | int | None]) -> FrozenMap:
    said = {name: value for name, value in values.items() if value is not None}
    return FrozenMap({BESIDE: said}) if said else FrozenMap()
