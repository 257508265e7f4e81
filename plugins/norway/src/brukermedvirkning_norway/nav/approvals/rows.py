"""Decisions on a participation as rows, and where the participant stood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from brukermedvirkning.domain.actors import Actor, Item, Recorded
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    DecisionSubject,
    ItemKind,
    LastWord,
    LegalKind,
    Party,
    StanceAnswer,
)
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.domain.plan import Stance
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.approvals.words import (
    CHANGE,
    CHANGES,
    ENDS,
    ID,
    ORDER,
    PROPOSAL,
    Word,
    kind_in,
    word_in,
)
from brukermedvirkning_norway.nav.codes import kept, of_norway
from brukermedvirkning_norway.nav.contract import Known
from brukermedvirkning_norway.nav.fields import Fields, Report
from brukermedvirkning_norway.nav.told import Piece, Shown, Told

__all__ = ["show"]


def show(told: Sequence[Told], known: Known) -> Shown:
    """One decision, and where the participant stood where a message says so."""
    words = []
    for one in told:
        value = one.value
        word = word_in(Fields.of(value, Report(), ""), kind_in(value) or ORDER)
        assert word is not None, "what was told was checked"
        words.append(word)
    row = _decision(words, known.rows.get(words[-1].about))
    day = row.settled_on or row.on
    pieces = [
        Piece(collection="decisions", row=row, day=day, beside=words[-1].participation)
    ]
    stance = _stance(row)
    if stance is not None:
        pieces.append(Piece(collection="stances", row=stance, beside=row.id))
    return Shown(pieces=tuple(pieces))


def _decision(words: Sequence[Word], before: Item | None) -> Decision:
    last = words[-1]
    more = {} if before is None else of_norway(before.extensions)
    # One word that NAV approved outweighs all others, whenever it comes.
    by_nav = any(one.by_nav for one in words) or more.get("by_nav") is True
    by_participant = not by_nav and (
        any(one.by_participant for one in words) or more.get("by_participant") is True
    )
    is_order = any(one.kind == ORDER for one in words) or more.get("order") is True
    # An earlier message about it may come later.
    at = max(
        (one for one in (last.at, _known_at(before)) if one is not None), default=None
    )
    on = None if last.at is None else times.civil_day(last.at)
    settled = any(one.settled for one in words) or more.get("settled") is True
    kind = ActorKind.PARTICIPANT if by_participant else last.actor
    reasons = [one.reason for one in words if one.reason is not None]
    return Decision(
        id=last.about,
        recorded=Recorded(
            source=Actor(kind=ActorKind.STAFF if by_nav else kind),
            by=Actor(kind=ActorKind.SYSTEM),
            at=at,
        ),
        on=on,
        subject=_subject(last),
        legal_kind=(
            LegalKind.ADMINISTRATIVE_DECISION if is_order else LegalKind.UNKNOWN
        ),
        proposed_by=(Party.OTHER_SERVICE,) if last.kind == PROPOSAL else (),
        affected=(Party.PARTICIPANT,),
        settled_on=on if settled else None,
        last_word=(
            _last_word(last, by_nav=by_nav, by_participant=by_participant)
            if settled
            else LastWord.UNKNOWN
        ),
        reason=reasons[-1] if reasons else None,
        extensions=kept(
            contract=ID,
            # The participation may be told by no message that is read here.
            participation=last.participation,
            by_nav=by_nav or None,
            by_participant=by_participant or None,
            order=is_order or None,
            settled=settled or None,
            answer=last.answer,
            unknown=dict(last.unknown),
        ),
    )


def _known_at(before: Item | None) -> datetime | None:
    return None if before is None else before.recorded.at


def _subject(word: Word) -> Coded[DecisionSubject]:
    if word.kind not in (CHANGE, PROPOSAL):
        return Coded(concept=DecisionSubject.MEASURE_CHOICE)
    if word.change is None:
        return Coded(concept=DecisionSubject.UNKNOWN)
    code = Code(scheme="no.nav.deltaker-endring", code=word.change)
    if word.change in ENDS:
        return Coded(concept=DecisionSubject.MEASURE_END, code=code)
    concept = (
        DecisionSubject.MEASURE_CONTENT
        if word.change in CHANGES
        else DecisionSubject.UNKNOWN
    )
    return Coded(concept=concept, code=code)


def _last_word(word: Word, *, by_nav: bool, by_participant: bool) -> LastWord:
    """A draft is NAV's, and the participant's approval makes it valid: both decide."""
    if by_nav or word.kind in (CHANGE, PROPOSAL):
        return LastWord.SERVICE
    return LastWord.TOGETHER if by_participant else LastWord.UNKNOWN


def _stance(row: Decision) -> Stance | None:
    """The participant's, where they approved, or were not asked because NAV did."""
    more = of_norway(row.extensions)
    if row.settled_on is None or not ("by_nav" in more or "by_participant" in more):
        return None
    agrees = more.get("by_participant") is True
    return Stance(
        id=f"{row.id}/deltaker",
        recorded=row.recorded,
        on=row.settled_on,
        item_kind=ItemKind.DECISION,
        item=row.id,
        party=Party.PARTICIPANT,
        answer=StanceAnswer.AGREES if agrees else StanceAnswer.NOT_ASKED,
        extensions=kept(contract=ID),
    )
