"""Offers and their answers. Declining is fine and is kept; no answer is not a no.

Only the participant, or a representative with a mandate, answers; the participant's own
answer is what holds, and the others stand beside it. Source: D20, D145, M28.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    InterventionKind,
    OfferAnswer,
    OfferKind,
)
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    with_row,
)
from brukermedvirkning.domain.happenings.items import (
    refuse_absent,
    refuse_early,
    refuse_taken,
    row_of,
)
from brukermedvirkning.domain.happenings.voices import (
    own_side_alone,
    service_alone,
    speaker,
)
from brukermedvirkning.domain.record import PERSONAL, Id, Number, Text
from brukermedvirkning.domain.requests import Offer, OfferReply

__all__ = ["HANDLERS", "OfferAnswered", "OfferMade"]


@attrs.frozen(kw_only=True)
class OfferMade(Act):
    """The service offered something; `candidates` is among how many people to choose."""

    kind: ClassVar[str] = "offer_made"

    offer: Id
    unit: Id | None = None
    nature: Coded[OfferKind]
    measure: Coded[InterventionKind] = Coded(concept=InterventionKind.UNKNOWN)
    candidates: Number | None = None
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)


@attrs.frozen(kw_only=True)
class OfferAnswered(Act):
    """The participant answered an offer, or thinks about it; another answer may follow."""

    kind: ClassVar[str] = "offer_answered"

    offer: Id
    answer: OfferAnswer
    own_candidate: Answer = Answer.UNKNOWN
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)

    @property
    def target(self) -> tuple[str, str]:
        """The offer."""
        return (Offer.kind, self.offer)


def _make(case: Case, act: OfferMade) -> Case:
    row = Offer(
        id=act.offer,
        recorded=act.recorded,
        unit=act.unit,
        on=act.on,
        nature=act.nature,
        measure=act.measure,
        candidates=act.candidates,
        words=act.words,
    )
    return with_row(case, row)


def _refuse_make(case: Case, act: OfferMade, _context: Context) -> Iterator[Refusal]:
    """The service offers, under an id of its own."""
    yield from service_alone(act, "asked")
    yield from refuse_taken(case, act.offer)


def _answer(case: Case, act: OfferAnswered) -> Case:
    row = row_of(case, Offer, act.offer)
    assert row is not None
    said = OfferReply(
        answer=act.answer,
        on=act.on,
        words=act.words,
        by_representative=speaker(case, act),
    )
    held = OfferReply(
        answer=row.answer,
        on=row.answered_on,
        words=row.answer_words,
        by_representative=row.by_representative,
    )
    if held.answer.is_unknown:
        return with_row(case, _holding(row, act, said, ()))
    if said.by_representative is not None and held.by_representative is None:
        replies = (*row.other_replies, said)
        return with_row(case, attrs.evolve(row, other_replies=replies))
    return with_row(case, _holding(row, act, said, (held,)))


def _holding(
    row: Offer, act: OfferAnswered, said: OfferReply, before: tuple[OfferReply, ...]
) -> Offer:
    """The offer with the answer that holds, and what was answered before beside it."""
    own = row.own_candidate if act.own_candidate.is_unknown else act.own_candidate
    return attrs.evolve(
        row,
        answer=said.answer,
        answered_on=said.on,
        answer_words=said.words,
        by_representative=said.by_representative,
        own_candidate=own,
        other_replies=(*row.other_replies, *before),
    )


def _refuse_answer(
    case: Case, act: OfferAnswered, _context: Context
) -> Iterator[Refusal]:
    """The participant answers in words that say something, on a day since the offer."""
    yield from own_side_alone(case, act)
    yield from refuse_absent(case, Offer.kind, act.offer)
    row = row_of(case, Offer, act.offer)
    if row is not None:
        yield from refuse_early(act.on, row.on)
        yield from refuse_early(act.on, row.answered_on)
    if act.answer.is_unknown:
        yield Refusal(rule="offer.answer-said", reason="nothing is said by it")


HANDLERS: dict[type[Happening], Handler[Any]] = {
    OfferMade: Handler(change=_make, refuse=_refuse_make),
    OfferAnswered: Handler(change=_answer, refuse=_refuse_answer),
}
