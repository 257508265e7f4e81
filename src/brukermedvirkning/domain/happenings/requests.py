"""Requests, waiting and offers: what was asked for or offered, and what came of it.

Asking and answering go on after an exit; a measure is then not granted, waited for or
offered. Who asked withdraws, who waits gives up, and the participant answers an offer:
silence and a passed deadline are none of these. Source: B37, D20, D144, D145, D153, M28.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    InterventionKind,
    Party,
    RequestAnswer,
    RequestKind,
    WaitingEnd,
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
    OWN_SIDE,
    is_on_own_side,
    own_side_alone,
    refuse_voice,
    service_alone,
)
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.record import PERSONAL, Id, Text
from brukermedvirkning.domain.requests import Request, Waiting

__all__ = [
    "HANDLERS",
    "Asked",
    "AskerReached",
    "RequestAnswered",
    "RequestWithdrawn",
    "WaitingEnded",
    "WaitingGivenUp",
    "WaitingStarted",
]


@attrs.frozen(kw_only=True)
class Asked(Act):
    """Somebody asked for something: contact, an answer, a measure."""

    kind: ClassVar[str] = "asked"
    goes_on_after_exit: ClassVar[bool] = True

    request: Id
    unit: Id | None = None
    nature: Coded[RequestKind]
    measure: Coded[InterventionKind] = Coded(concept=InterventionKind.UNKNOWN)
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)


@attrs.frozen(kw_only=True)
class _OfRequest(Act):
    """Something done about one request that is there."""

    request: Id

    @property
    def target(self) -> tuple[str, str]:
        """The request."""
        return (Request.kind, self.request)


@attrs.frozen(kw_only=True)
class AskerReached(_OfRequest):
    """Whoever asked for contact was reached; the first time counts."""

    kind: ClassVar[str] = "asker_reached"
    goes_on_after_exit: ClassVar[bool] = True


@attrs.frozen(kw_only=True)
class RequestAnswered(_OfRequest):
    """The other side answered; that there is no such offer, or no place, is an answer."""

    kind: ClassVar[str] = "request_answered"
    goes_on_after_exit: ClassVar[bool] = True

    answer: RequestAnswer
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    intervention: Id | None = None


@attrs.frozen(kw_only=True)
class RequestWithdrawn(_OfRequest):
    """Whoever asked no longer asks."""

    kind: ClassVar[str] = "request_withdrawn"
    goes_on_after_exit: ClassVar[bool] = True


@attrs.frozen(kw_only=True)
class WaitingStarted(_OfRequest):
    """The participant waits for what was asked for, from that day on. Source: D153."""

    kind: ClassVar[str] = "waiting_started"


@attrs.frozen(kw_only=True)
class WaitingEnded(_OfRequest):
    """What was waited for began, or fell away."""

    kind: ClassVar[str] = "waiting_ended"
    goes_on_after_exit: ClassVar[bool] = True

    end: WaitingEnd
    intervention: Id | None = None


@attrs.frozen(kw_only=True)
class WaitingGivenUp(_OfRequest):
    """The participant no longer wants to wait, and says so."""

    kind: ClassVar[str] = "waiting_given_up"
    goes_on_after_exit: ClassVar[bool] = True


_GRANTED = (RequestAnswer.GRANTED, RequestAnswer.GRANTED_IN_PART)
_NO_ANSWER = (RequestAnswer.NOT_YET, RequestAnswer.UNKNOWN, RequestAnswer.WITHDRAWN)
_NOTHING_TO_WAIT_FOR = (
    RequestAnswer.REFUSED,
    RequestAnswer.NO_SUCH_OFFER,
    RequestAnswer.WITHDRAWN,
)
_BACK = ("exit_undone", "re_entered", "case_reopened")


def _request_of(case: Case, act: _OfRequest) -> Request:
    row = row_of(case, Request, act.request)
    assert row is not None
    return row


def _changed(case: Case, act: _OfRequest, **changes: Any) -> Case:
    return with_row(case, attrs.evolve(_request_of(case, act), **changes))


def _refuse_no_request(case: Case, act: _OfRequest) -> Iterator[Refusal]:
    """The request is there, and was made by that day."""
    yield from refuse_voice(case, act)
    yield from refuse_absent(case, Request.kind, act.request)
    row = row_of(case, Request, act.request)
    if row is not None:
        yield from refuse_early(act.on, row.on)


def _ask(case: Case, act: Asked) -> Case:
    row = Request(
        id=act.request,
        recorded=act.recorded,
        unit=act.unit,
        on=act.on,
        nature=act.nature,
        asked_by=act.party,
        words=act.words,
        measure=act.measure,
    )
    return with_row(case, row)


def _refuse_ask(case: Case, act: Asked, _context: Context) -> Iterator[Refusal]:
    """A request has an id of its own."""
    yield from refuse_voice(case, act)
    yield from refuse_taken(case, act.request)


def _reach(case: Case, act: AskerReached) -> Case:
    return _changed(case, act, reached_on=act.on)


def _refuse_reach(
    case: Case, act: AskerReached, _context: Context
) -> Iterator[Refusal]:
    """Somebody is reached for the first time once."""
    yield from _refuse_no_request(case, act)
    row = row_of(case, Request, act.request)
    if row is not None and row.reached_on is not None:
        yield Refusal(rule="request.reached-once", reason="the first day is on record")


def _answer(case: Case, act: RequestAnswered) -> Case:
    row = _request_of(case, act)
    return _changed(
        case,
        act,
        answer=act.answer,
        answered_on=act.on,
        answer_words=act.words,
        intervention=act.intervention or row.intervention,
    )


def _refuse_answer(
    case: Case, act: RequestAnswered, _context: Context
) -> Iterator[Refusal]:
    """The other side answers, once, and grants no measure after an exit."""
    yield from _refuse_no_request(case, act)
    yield from refuse_absent(case, Intervention.kind, act.intervention)
    row = row_of(case, Request, act.request)
    if row is None:
        return
    yield from _refuse_answered(row)
    if row.asked_by in OWN_SIDE:
        yield from service_alone(act)
    elif row.asked_by is Party.SERVICE:
        yield from own_side_alone(case, act)
    if act.answer in _NO_ANSWER:
        yield Refusal(
            rule="request.answer-said",
            reason="that is no answer of the other side",
            permitted=(RequestWithdrawn.kind,),
        )
    if case.is_over and act.answer in _GRANTED and _is_for_a_measure(row):
        yield Refusal(
            rule="case.after-exit", reason="the last exit stands", permitted=_BACK
        )


def _is_for_a_measure(row: Request) -> bool:
    return row.nature.concept in (RequestKind.MEASURE, RequestKind.MENTOR)


def _refuse_answered(row: Request) -> Iterator[Refusal]:
    """An answer that was given stands."""
    if row.answer is not RequestAnswer.NOT_YET:
        yield Refusal(
            rule="request.open",
            reason="it has its answer; ask anew for another",
            permitted=(Asked.kind, "comment_added"),
        )


def _withdraw(case: Case, act: RequestWithdrawn) -> Case:
    waiting = _request_of(case, act).waiting
    if waiting is not None and waiting.until is None:
        waiting = attrs.evolve(waiting, until=act.on, end=WaitingEnd.WITHDRAWN)
    return _changed(
        case,
        act,
        answer=RequestAnswer.WITHDRAWN,
        answered_on=act.on,
        waiting=waiting,
    )


def _refuse_withdraw(
    case: Case, act: RequestWithdrawn, _context: Context
) -> Iterator[Refusal]:
    """Whoever asked withdraws; what the participant asked stays until the participant,
    or a representative with a mandate, withdraws it.
    """
    yield from _refuse_no_request(case, act)
    row = row_of(case, Request, act.request)
    if row is None:
        return
    yield from _refuse_answered(row)
    same_side = row.asked_by in OWN_SIDE and is_on_own_side(act)
    if not same_side and row.asked_by is not act.party:
        yield Refusal(rule="request.own", reason="whoever asked withdraws it")
    yield from refuse_early(act.on, row.waiting.since if row.waiting else None)


def _wait(case: Case, act: WaitingStarted) -> Case:
    row = _request_of(case, act)
    earlier = row.earlier_waiting
    if row.waiting is not None:
        earlier = (*earlier, row.waiting)
    waiting = Waiting(since=act.on)
    return _changed(case, act, waiting=waiting, earlier_waiting=earlier)


def _refuse_wait(
    case: Case, act: WaitingStarted, _context: Context
) -> Iterator[Refusal]:
    """One waits for something that may still come, and not twice at a time."""
    yield from _refuse_no_request(case, act)
    row = row_of(case, Request, act.request)
    if row is None:
        return
    if row.answer in _NOTHING_TO_WAIT_FOR:
        yield Refusal(
            rule="request.may-come",
            reason="there is nothing to wait for",
            permitted=(Asked.kind,),
        )
    if row.waiting is not None:
        yield from refuse_early(act.on, row.waiting.until)
        if row.waiting.until is None or row.waiting.end is WaitingEnd.STARTED:
            yield Refusal(
                rule="request.waiting-once",
                reason="the waiting has not ended, or what was waited for began",
                permitted=(WaitingEnded.kind, WaitingGivenUp.kind),
            )


def _ended(case: Case, act: _OfRequest, end: WaitingEnd, **more: Any) -> Case:
    waiting = _request_of(case, act).waiting
    assert waiting is not None
    ended = attrs.evolve(waiting, until=act.on, end=end)
    return _changed(case, act, waiting=ended, **more)


def _refuse_not_waiting(case: Case, act: _OfRequest) -> Iterator[Refusal]:
    """Waiting ends once, on a day since it began."""
    yield from _refuse_no_request(case, act)
    row = row_of(case, Request, act.request)
    if row is None:
        return
    if row.waiting is None or row.waiting.until is not None:
        yield Refusal(
            rule="request.waits",
            reason="nobody waits",
            permitted=(WaitingStarted.kind,),
        )
    else:
        yield from refuse_early(act.on, row.waiting.since)


def _end(case: Case, act: WaitingEnded) -> Case:
    there = _request_of(case, act).intervention
    return _ended(case, act, act.end, intervention=act.intervention or there)


def _refuse_end(case: Case, act: WaitingEnded, _context: Context) -> Iterator[Refusal]:
    """It began or fell away; giving up is the participant's to say."""
    yield from _refuse_not_waiting(case, act)
    yield from refuse_absent(case, Intervention.kind, act.intervention)
    if act.end not in (WaitingEnd.STARTED, WaitingEnd.OFFER_FELL_AWAY):
        yield Refusal(
            rule="request.waiting-end",
            reason="it began or fell away; giving up is the participant's to say",
            permitted=(WaitingGivenUp.kind,),
        )
    if act.end is WaitingEnd.STARTED and case.is_over:
        yield Refusal(
            rule="case.after-exit", reason="the last exit stands", permitted=_BACK
        )


def _give_up(case: Case, act: WaitingGivenUp) -> Case:
    return _ended(case, act, WaitingEnd.WITHDRAWN)


def _refuse_give_up(
    case: Case, act: WaitingGivenUp, _context: Context
) -> Iterator[Refusal]:
    """The participant alone gives up waiting."""
    yield from own_side_alone(case, act, WaitingEnded.kind)
    yield from _refuse_not_waiting(case, act)


HANDLERS: dict[type[Happening], Handler[Any]] = {
    Asked: Handler(change=_ask, refuse=_refuse_ask),
    AskerReached: Handler(change=_reach, refuse=_refuse_reach),
    RequestAnswered: Handler(change=_answer, refuse=_refuse_answer),
    RequestWithdrawn: Handler(change=_withdraw, refuse=_refuse_withdraw),
    WaitingStarted: Handler(change=_wait, refuse=_refuse_wait),
    WaitingEnded: Handler(change=_end, refuse=_refuse_end),
    WaitingGivenUp: Handler(change=_give_up, refuse=_refuse_give_up),
}
