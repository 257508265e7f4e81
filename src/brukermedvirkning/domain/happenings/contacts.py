"""Contacts from the booking to the note that the participant has read.

Whether a contact was held, who could not, and what was noted are facts, and may be
written down after an exit too; a new appointment is made while somebody is enrolled.
Not opinions: nobody agrees to anything by coming, by staying away or by reading.
Source: H17, M27-28, D21, D112, D133, definitions 3.1 and 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.actors import Attendee
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    ContactForm,
    ContactKind,
    ContactStatus,
    Direction,
    NotHeldReason,
    Party,
    WhoCouldNot,
)
from brukermedvirkning.domain.contacts import Agenda, Contact
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    find_row,
    with_row,
)
from brukermedvirkning.domain.happenings.items import refuse_absent, refuse_taken
from brukermedvirkning.domain.happenings.voices import refuse_voice
from brukermedvirkning.domain.period import Duration
from brukermedvirkning.domain.record import Id, Ordinal
from brukermedvirkning.domain.requests import Request

__all__ = [
    "HANDLERS",
    "AgendaShared",
    "ContactBooked",
    "ContactHeld",
    "ContactMoved",
    "ContactNotHeld",
]


@attrs.frozen(kw_only=True)
class _OfContact(Act):
    """An act that concerns one contact."""

    contact: Id

    @property
    def target(self) -> tuple[str, str]:
        """The contact."""
        return (Contact.kind, self.contact)


@attrs.frozen(kw_only=True)
class _Described(_OfContact):
    """What may be said of a contact, whether planned or held."""

    starts_at: datetime | None = None
    nature: Coded[ContactKind] = Coded(concept=ContactKind.UNKNOWN)
    form: Coded[ContactForm] = Coded(concept=ContactForm.UNKNOWN)
    form_wished: Coded[ContactForm] = Coded(concept=ContactForm.UNKNOWN)
    form_chosen_by: tuple[Party, ...] = ()
    initiative: Party = Party.UNKNOWN
    direction: Direction = Direction.UNKNOWN
    messages: Ordinal | None = None
    attendees: tuple[Attendee, ...] = ()
    method: Code | None = None
    request: Id | None = None
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class ContactBooked(_Described):
    """A contact is planned for a day, with an agenda and who set it. Source: D112, D133.

    `attendees` are those who are expected; who came is said when it was held.
    """

    kind: ClassVar[str] = "contact_booked"

    planned_for: date
    agenda: Agenda | None = None


@attrs.frozen(kw_only=True)
class ContactHeld(_Described):
    """A contact was held on the day of the act, booked before or not. Source: D21, D39-54.

    What was booked stays where nothing is said; nature and form are as they became.
    Who came is said anew: whoever was expected did not therefore come.
    """

    kind: ClassVar[str] = "contact_held"
    goes_on_after_exit: ClassVar[bool] = True

    duration: Duration | None = None
    participant_attended: Answer = Answer.UNKNOWN


@attrs.frozen(kw_only=True)
class ContactNotHeld(_OfContact):
    """A booked contact was not held: who could not; why, only where somebody asked.

    No blame goes with it, and the service's own cancellations count alike.
    Source: definitions 3.2.
    """

    kind: ClassVar[str] = "contact_not_held"
    goes_on_after_exit: ClassVar[bool] = True

    who_could_not: WhoCouldNot = WhoCouldNot.UNKNOWN
    reason_given: NotHeldReason = NotHeldReason.NOT_ASKED


@attrs.frozen(kw_only=True)
class ContactMoved(_OfContact):
    """A booked contact is moved to another day or hour; the first booking stays.

    `moved_to` is the id of the contact that it becomes.
    """

    kind: ClassVar[str] = "contact_moved"

    moved_to: Id
    planned_for: date
    starts_at: datetime | None = None


@attrs.frozen(kw_only=True)
class AgendaShared(_OfContact):
    """The agenda of a contact is shared before it, worded now or before. Source: D133."""

    kind: ClassVar[str] = "agenda_shared"
    goes_on_after_exit: ClassVar[bool] = True

    agenda: Agenda | None = None


_FILLED = (
    "form_wished",
    "form_chosen_by",
    "initiative",
    "direction",
    "messages",
    "method",
    "request",
    "unit",
)
_OPEN = (ContactStatus.PLANNED, ContactStatus.UNKNOWN)


def _the(case: Case, act: _OfContact) -> Contact:
    """The contact of an act that was let pass."""
    row = find_row(case, Contact, act.contact)
    assert row is not None
    return row


def _said(act: _Described, *names: str) -> dict[str, Any]:
    """The fields of an act in which something is said."""
    defaults = attrs.fields_dict(type(act))
    values = {name: getattr(act, name) for name in names}
    return {
        name: value for name, value in values.items() if value != defaults[name].default
    }


def _book(case: Case, act: ContactBooked) -> Case:
    row = Contact(
        id=act.contact,
        on=act.planned_for,
        planned_on=act.planned_for,
        at=act.starts_at,
        status=ContactStatus.PLANNED,
        agenda=act.agenda,
        attendees=act.attendees,
        recorded=act.recorded,
        **_said(act, "nature", "form", *_FILLED),
    )
    return with_row(case, row)


def _hold(case: Case, act: ContactHeld) -> Case:
    booked = find_row(case, Contact, act.contact)
    row = booked or Contact(id=act.contact, on=act.on)
    empty = attrs.fields_dict(Contact)
    filled = {
        name: value
        for name, value in _said(act, *_FILLED).items()
        if getattr(row, name) == empty[name].default
    }
    planned_on = row.planned_on
    if planned_on is None and row.status is ContactStatus.PLANNED:
        planned_on = row.on
    row = attrs.evolve(
        row,
        on=act.on,
        planned_on=planned_on,
        at=act.starts_at or (row.at if row.on == act.on else None),
        status=ContactStatus.HELD,
        duration=act.duration,
        attendees=act.attendees,
        participant_attended=act.participant_attended,
        recorded=act.recorded,
        **_said(act, "nature", "form"),
        **filled,
    )
    return with_row(case, row)


def _not_hold(case: Case, act: ContactNotHeld) -> Case:
    row = attrs.evolve(
        _the(case, act),
        status=ContactStatus.NOT_HELD,
        who_could_not=act.who_could_not,
        not_held_reason=act.reason_given,
        recorded=act.recorded,
    )
    return with_row(case, row)


def _move(case: Case, act: ContactMoved) -> Case:
    before = _the(case, act)
    after = attrs.evolve(
        before,
        id=act.moved_to,
        on=act.planned_for,
        planned_on=act.planned_for,
        at=act.starts_at,
        status=ContactStatus.PLANNED,
        recorded=act.recorded,
    )
    moved = attrs.evolve(before, status=ContactStatus.MOVED, moved_to=act.moved_to)
    return with_row(with_row(case, after), moved)


def _share_agenda(case: Case, act: AgendaShared) -> Case:
    row = _the(case, act)
    agenda = act.agenda or row.agenda or Agenda()
    shared = attrs.evolve(agenda, shared_on=act.on)
    return with_row(case, attrs.evolve(row, agenda=shared))


def _refuse_booked(
    case: Case, act: ContactBooked, _context: Context
) -> Iterator[Refusal]:
    """A contact is booked once, for the day of booking or a later one.

    An agenda is shared when it is shared, not on a day to come.
    """
    yield from refuse_voice(case, act)
    yield from refuse_taken(case, act.contact)
    yield from refuse_absent(case, Request.kind, act.request)
    if act.planned_for < act.on:
        yield Refusal(
            rule="contact.booked-late",
            reason="planned for a day that has passed",
            permitted=("contact_held",),
        )
    shared_on = act.agenda.shared_on if act.agenda else None
    if shared_on is not None and shared_on > act.on:
        yield Refusal(
            rule="agenda.not-yet",
            reason="shared on a day to come",
            permitted=("agenda_shared",),
        )


def _refuse_held(case: Case, act: ContactHeld, _context: Context) -> Iterator[Refusal]:
    """What was held is told once, and not before the day has come."""
    yield from refuse_voice(case, act)
    yield from refuse_absent(case, Request.kind, act.request)
    if find_row(case, Contact, act.contact) is None:
        yield from refuse_taken(case, act.contact)
    else:
        yield from _refuse_settled(case, act)
    # The civil day at the service may be the one after that of the instant.
    if act.on.toordinal() > act.at.date().toordinal() + 1:
        yield Refusal(
            rule="contact.not-yet",
            reason="the day has not come",
            permitted=("contact_booked",),
        )


def _refuse_settled(case: Case, act: _OfContact) -> Iterator[Refusal]:
    """Only what is still open is held, not held or moved."""
    yield from refuse_absent(case, Contact.kind, act.contact)
    row = find_row(case, Contact, act.contact)
    if row is not None and row.status not in _OPEN:
        yield Refusal(
            rule="contact.settled",
            reason=f"the contact is {row.status}",
            permitted=("contact_held", "registered_in_error"),
        )


def _refuse_not_held(
    case: Case, act: ContactNotHeld, _context: Context
) -> Iterator[Refusal]:
    """Staff shortage is no reason of a participant who could not."""
    yield from refuse_voice(case, act)
    yield from _refuse_settled(case, act)
    if (
        act.reason_given is NotHeldReason.STAFF_SHORTAGE
        and act.who_could_not is WhoCouldNot.PARTICIPANT
    ):
        yield Refusal(
            rule="contact.reason-of-service",
            reason="staff shortage is the service's reason",
            permitted=("contact_not_held",),
        )


def _refuse_moved(
    case: Case, act: ContactMoved, _context: Context
) -> Iterator[Refusal]:
    """A contact is moved to another row, on the day of the act or later."""
    yield from refuse_voice(case, act)
    yield from _refuse_settled(case, act)
    yield from refuse_taken(case, act.moved_to)
    if act.planned_for < act.on:
        yield Refusal(
            rule="contact.booked-late",
            reason="moved to a day that has passed",
            permitted=("contact_held", "contact_not_held"),
        )


def _refuse_agenda(
    case: Case, act: AgendaShared, _context: Context
) -> Iterator[Refusal]:
    """An agenda is shared once, before the contact or on its day, as it was set."""
    yield from refuse_voice(case, act)
    yield from refuse_absent(case, Contact.kind, act.contact)
    row = find_row(case, Contact, act.contact)
    if row is None:
        return
    before = row.agenda
    if before is not None and before.shared_on is not None:
        yield Refusal(
            rule="agenda.shared-already",
            reason="the agenda has been shared",
            permitted=("comment_added",),
        )
    elif before is not None and act.agenda is not None:
        yield Refusal(
            rule="agenda.set-already",
            reason="the agenda has been set; share it as it stands",
            permitted=("agenda_shared", "comment_added"),
        )
    if act.on > row.on:
        yield Refusal(
            rule="agenda.after-contact",
            reason="the day of the contact has passed",
            permitted=("note_shared",),
        )


HANDLERS: dict[type[Happening], Handler[Any]] = {
    ContactBooked: Handler(change=_book, refuse=_refuse_booked),
    ContactHeld: Handler(change=_hold, refuse=_refuse_held),
    ContactNotHeld: Handler(change=_not_hold, refuse=_refuse_not_held),
    ContactMoved: Handler(change=_move, refuse=_refuse_moved),
    AgendaShared: Handler(change=_share_agenda, refuse=_refuse_agenda),
}
