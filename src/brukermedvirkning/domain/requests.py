"""Requests, offers and waiting: what was asked for or offered, and what came of it.

A wish for a measure, its answer, the waiting and its end are one `Request`.
Source: B37, D20, D144, D145, D153, M28.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    InterventionKind,
    OfferAnswer,
    OfferKind,
    Party,
    Purpose,
    RequestAnswer,
    RequestKind,
    WaitingEnd,
)
from brukermedvirkning.domain.record import PERSONAL, Id, Number, Record, Text
from brukermedvirkning.errors import Fault

__all__ = ["Offer", "OfferReply", "Request", "Waiting"]


@attrs.frozen(kw_only=True)
class Waiting(Record):
    """A spell of waiting, those that have not ended included."""

    since: date
    until: date | None = None
    end: WaitingEnd = WaitingEnd.STILL_WAITING

    def _invariants(self) -> Iterator[Fault]:
        """`until` is not before `since`.
        `end` is `still_waiting` exactly while there is no `until`.
        """
        if self.until and self.until < self.since:
            yield Fault(
                field="until", found=str(self.until), expected=f"{self.since} or later"
            )
        if (self.until is None) != (self.end is WaitingEnd.STILL_WAITING):
            yield Fault(
                field="end",
                found=str(self.end),
                expected="still waiting exactly while there is no last day",
            )


@attrs.frozen(kw_only=True)
class Request(Item):
    """Something asked for, with its answer and the waiting it led to.

    `reached_on` is the day on which whoever asked for contact was reached;
    `earlier_waiting` are spells that had ended before `waiting` began. Not an
    application in law.
    """

    kind: ClassVar[str] = "request"
    purpose: ClassVar[Purpose] = Purpose.PARTICIPATION

    on: date
    nature: Coded[RequestKind] = Coded(concept=RequestKind.UNKNOWN)
    asked_by: Party = Party.UNKNOWN
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    measure: Coded[InterventionKind] = Coded(concept=InterventionKind.UNKNOWN)
    answer: RequestAnswer = RequestAnswer.NOT_YET
    answered_on: date | None = None
    answer_words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    reached_on: date | None = None
    waiting: Waiting | None = None
    earlier_waiting: tuple[Waiting, ...] = ()
    intervention: Id | None = None

    def _invariants(self) -> Iterator[Fault]:
        """`answered_on` and `reached_on` are not before `on`."""
        for field in ("answered_on", "reached_on"):
            day = getattr(self, field)
            if day and day < self.on:
                yield Fault(field=field, found=str(day), expected=f"{self.on} or later")

    @property
    def day(self) -> date:
        """The day of asking."""
        return self.on


@attrs.frozen(kw_only=True)
class OfferReply(Record):
    """An answer to an offer that is not, or no longer, the one that holds."""

    answer: OfferAnswer
    on: date | None = None
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    by_representative: Id | None = None


@attrs.frozen(kw_only=True)
class Offer(Item):
    """Something offered by the service; declining is fine and is kept. Source: D20, M28.

    `candidates` is how many were presented, where the offer was a choice among people.
    `answer` is the participant's own latest, or a representative's
    (`by_representative`) while there is no own one; the others are `other_replies`.
    """

    kind: ClassVar[str] = "offer"

    on: date
    nature: Coded[OfferKind] = Coded(concept=OfferKind.UNKNOWN)
    measure: Coded[InterventionKind] = Coded(concept=InterventionKind.UNKNOWN)
    answer: OfferAnswer = OfferAnswer.NOT_ANSWERED
    answered_on: date | None = None
    candidates: Number | None = None
    own_candidate: Answer = Answer.UNKNOWN
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    answer_words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    by_representative: Id | None = None
    other_replies: tuple[OfferReply, ...] = ()

    def _invariants(self) -> Iterator[Fault]:
        """`answered_on` is not before `on`."""
        if self.answered_on and self.answered_on < self.on:
            yield Fault(
                field="answered_on",
                found=str(self.answered_on),
                expected=f"{self.on} or later",
            )

    @property
    def day(self) -> date:
        """The day of the offer."""
        return self.on

    @property
    def speakers(self) -> tuple[tuple[str, str], ...]:
        """Where, and which members of the team, spoke here for the participant."""
        said = [("", self.by_representative)]
        for place, reply in enumerate(self.other_replies):
            said.append((f".other_replies[{place}]", reply.by_representative))
        return tuple((where, who) for where, who in said if who)
