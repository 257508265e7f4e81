"""Contacts: conversations, meetings, letters; planned, held and not held.

What the participant may know of them is wider than the note: that they took place,
planned and missed ones, who was there, the agenda, what was recorded. Source: H17, M27-28,
D21, D39-54, D112-114, D133.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar

import attrs

from brukermedvirkning.domain.actors import Attendee, Item
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    ContactForm,
    ContactKind,
    ContactStatus,
    Direction,
    NotHeldReason,
    Party,
    Proposer,
    WhoCouldNot,
)
from brukermedvirkning.domain.period import Duration
from brukermedvirkning.domain.plan import proposer
from brukermedvirkning.domain.record import PERSONAL, Id, Ordinal, Record, Text
from brukermedvirkning.errors import Fault

__all__ = ["Agenda", "Contact", "Note"]


@attrs.frozen(kw_only=True)
class Agenda(Record):
    """What was to be talked about, who set it, and when it was shared. Source: D133."""

    text: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    set_by: tuple[Party, ...] = ()
    shared_on: date | None = None


@attrs.frozen(kw_only=True)
class Note(Record):
    """What staff noted of a contact: when written, shared with and read by the participant.

    Until it is shared it is a draft. The read mark is visible to the participant; reading
    is not agreeing. Source: H17.
    """

    text: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    written_on: date | None = None
    shared_on: date | None = None
    read_on: date | None = None


@attrs.frozen(kw_only=True)
class Contact(Item):
    """One contact on one civil day; several may stand on one day.

    `on` is the day it was held, or is or was planned for. `at` is the instant, where
    known. `duration` holds both bounds of a band. `attendees` are the others and the
    participant, by role; nobody is made up. For correspondence `direction` and
    `messages` tell what is known of the exchange. A contact that was not held says who
    could not; the reason is *not asked* unless somebody asked.
    """

    kind: ClassVar[str] = "contact"
    derived: ClassVar[tuple[str, ...]] = (
        *Item.derived,
        "is_held",
        "is_individual",
        "is_correspondence",
        "participant_present",
        "form_chooser",
        "recorded_on",
    )

    on: date
    at: datetime | None = None
    nature: Coded[ContactKind] = Coded(concept=ContactKind.UNKNOWN)
    form: Coded[ContactForm] = Coded(concept=ContactForm.UNKNOWN)
    status: ContactStatus = ContactStatus.UNKNOWN
    planned_on: date | None = None
    moved_to: Id | None = None
    duration: Duration | None = None
    attendees: tuple[Attendee, ...] = ()
    participant_attended: Answer = Answer.UNKNOWN
    initiative: Party = Party.UNKNOWN
    direction: Direction = Direction.UNKNOWN
    messages: Ordinal | None = None
    form_wished: Coded[ContactForm] = Coded(concept=ContactForm.UNKNOWN)
    form_chosen_by: tuple[Party, ...] = ()
    who_could_not: WhoCouldNot = WhoCouldNot.UNKNOWN
    not_held_reason: NotHeldReason = NotHeldReason.NOT_ASKED
    agenda: Agenda | None = None
    note: Note | None = None
    method: Code | None = None
    request: Id | None = None

    def _invariants(self) -> Iterator[Fault]:
        """`who_could_not` is said only of a contact that was not held.
        `not_held_reason` is said only of a contact that was not held.
        `moved_to` is said only of a contact that was moved.
        """
        if self.status is not ContactStatus.NOT_HELD:
            if self.who_could_not is not WhoCouldNot.UNKNOWN:
                yield Fault(
                    field="who_could_not", expected="nothing, unless it was not held"
                )
            if self.not_held_reason is not NotHeldReason.NOT_ASKED:
                yield Fault(
                    field="not_held_reason", expected="nothing, unless it was not held"
                )
        if self.moved_to is not None and self.status is not ContactStatus.MOVED:
            yield Fault(field="moved_to", expected="nothing, unless it was moved")

    @property
    def day(self) -> date:
        """The civil day of the contact."""
        return self.on

    @property
    def is_held(self) -> bool | None:
        """Whether it was held; None where that is not known."""
        if self.status is ContactStatus.UNKNOWN:
            return None
        return self.status is ContactStatus.HELD

    @property
    def is_individual(self) -> bool | None:
        """Whether it is with one participant and not a group; None where not known."""
        kind = self.nature.concept
        return None if kind is ContactKind.UNKNOWN else kind.is_individual

    @property
    def is_correspondence(self) -> bool | None:
        """Whether it is an exchange of letters and not a conversation."""
        kind = self.nature.concept
        if kind is ContactKind.UNKNOWN:
            return None
        return kind is ContactKind.CORRESPONDENCE

    @property
    def participant_present(self) -> Answer:
        """Whether the participant took part: the recorded answer, else the attendees.

        Of a contact that was not held they are those who were expected.
        """
        if not self.participant_attended.is_unknown or self.is_held is False:
            return self.participant_attended
        if any(person.party is Party.PARTICIPANT for person in self.attendees):
            return Answer.YES
        return self.participant_attended

    @property
    def form_chooser(self) -> Proposer:
        """Who chose how to meet; unknown where nobody wrote it down."""
        return proposer(self.form_chosen_by)

    @property
    def recorded_on(self) -> date | None:
        """The civil day on which it was written down, where that was done. Source: D21."""
        return None if self.recorded.at is None else self.recorded.at.date()
