"""Acts on decisions, measures, requests and offers for a given case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias, cast

import attrs
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor, Item
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Answer,
    FrameKind,
    InterventionKind,
    InterventionStatus,
    LastWord,
    OfferAnswer,
    OfferKind,
    Party,
    RequestAnswer,
    RequestKind,
    WaitingEnd,
    WishAsked,
)
from brukermedvirkning.domain.decisions import Decision, Degree, Frame, Option
from brukermedvirkning.domain.happenings.base import Act
from brukermedvirkning.domain.happenings.decisions import (
    DecisionProposed,
    OptionsShown,
    WishRecorded,
)
from brukermedvirkning.domain.happenings.hearings import HearingAnswered, HearingHeld
from brukermedvirkning.domain.happenings.measure_course import (
    InterventionCompleted,
    InterventionEnded,
    InterventionNeverStarted,
    InterventionPaused,
    InterventionResumed,
    InterventionStarted,
)
from brukermedvirkning.domain.happenings.measures import (
    InterventionChanged,
    InterventionLinked,
    InterventionPlanned,
    InterventionShaped,
)
from brukermedvirkning.domain.happenings.offers import OfferAnswered, OfferMade
from brukermedvirkning.domain.happenings.reconsiderations import (
    AskedAgain,
    DegreeRated,
    ParticipantTold,
    Reconsidered,
)
from brukermedvirkning.domain.happenings.requests import (
    Asked,
    AskerReached,
    RequestAnswered,
    RequestWithdrawn,
    WaitingEnded,
    WaitingGivenUp,
    WaitingStarted,
)
from brukermedvirkning.domain.happenings.responsibilities import ResponsibilityAgreed
from brukermedvirkning.domain.happenings.settlements import (
    DecisionOverruled,
    DecisionSettled,
)
from brukermedvirkning.domain.record import field_types
from brukermedvirkning.domain.requests import Request
from brukermedvirkning.testing._pools import texts
from brukermedvirkning.testing._records import values_of
from brukermedvirkning.testing.life._who_and_when import actors_of, days, new_ids

__all__ = ["acts"]

Fields: TypeAlias = dict[str, Any]
Describe: TypeAlias = Callable[[st.DrawFn, Case, Any], Fields]

_STAFF = Actor(kind=ActorKind.STAFF, id="staff-1", unit="unit-1")
_OPTIONS = ("option-1", "option-2", "option-3")
_ABLE = (Answer.YES, Answer.UNKNOWN, Answer.YES, Answer.NO)


@st.composite
def acts(draw: st.DrawFn, case: Case) -> Act:
    """Decisions from question to reconsideration, measures, requests and offers.

    Mostly by those who may, about a row that is there, on a day since it was last
    spoken of; now and then by anybody, about nothing, on any day.
    """
    fitting: list[tuple[type[Act], Any]] = [(kind, None) for kind in _ABOUT_NOTHING]
    for kind, fits in _FITS.items():
        rows = getattr(case, f"{_field_of(kind)}s")
        fitting.extend((kind, row) for row in rows if fits(row))
    if draw(_MOSTLY):
        kind, row = draw(st.sampled_from(fitting))
    else:
        kind = draw(st.sampled_from(tuple(_DESCRIBED)))
        name = _field_of(kind)
        rows = () if name is None else getattr(case, f"{name}s")
        row = draw(st.sampled_from((None, *rows)))
    name = _field_of(kind)
    fields: Fields = {}
    if name is not None:
        fields[name] = "nobody's" if row is None else row.id
    fields |= _DESCRIBED[kind](draw, case, row)
    if draw(_MOSTLY):
        on = max(_days_in(row), default=draw(days()))
        on += timedelta(days=draw(st.sampled_from((0, 1, 7, 30, 60))))
    else:
        on = draw(days())
    if draw(_MOSTLY):
        own = Actor(kind=ActorKind.PARTICIPANT, id=case.participant.id)
        either = (_STAFF,) if kind in _SERVICE else (_STAFF, own)
        source = own if kind in _OWN else draw(st.sampled_from(either))
    else:
        source = draw(actors_of(case))
    if kind is HearingHeld:
        fields["deadline"] = on + timedelta(days=draw(st.sampled_from((0, 1, 14))))
    at = datetime.combine(
        on + timedelta(days=draw(st.sampled_from((0, 1)))), time(12), UTC
    )
    by = draw(st.sampled_from((source, _STAFF)))
    return kind(at=at, by=by, on=on, source=source, **fields)


_MOSTLY = st.sampled_from((True,) * 9 + (False,))


def _days_in(row: Any) -> Iterable[date]:
    """The days that stand in a row, and in what stands in it."""
    if isinstance(row, date):
        yield row
    for field in getattr(type(row), "__attrs_attrs__", ()):
        if field.name not in ("planned_start", "planned_end", "recorded", "deadline"):
            yield from _days_in(getattr(row, field.name))
    if isinstance(row, tuple):
        for part in row:
            yield from _days_in(part)


def _propose(draw: st.DrawFn, case: Case, _row: None) -> Fields:
    return {
        "decision": draw(new_ids(case, "decision")),
        "options": draw(_options()),
        "adverse": draw(st.sampled_from((Answer.UNKNOWN, Answer.NO, Answer.YES))),
        "beside": draw(st.sampled_from(((), (Party.SERVICE,), (Party.EMPLOYER,)))),
        **_of(draw, DecisionProposed, "subject", "question", "appealable"),
    }


def _show(draw: st.DrawFn, _case: Case, _row: Decision | None) -> Fields:
    return {"options": draw(_options())}


def _wish(draw: st.DrawFn, _case: Case, row: Decision | None) -> Fields:
    asked = draw(st.sampled_from((WishAsked.ASKED,) * 6 + tuple(WishAsked)))
    if asked is not WishAsked.ASKED:
        return {"asked": asked}
    return {"option": draw(_shown_in(row)), "words": draw(st.none() | texts())}


def _shown_in(row: Decision | None) -> st.SearchStrategy[str | None]:
    shown = [option.id for option in row.options] if row else []
    none: tuple[str | None, ...] = (None, None, None, *_OPTIONS)
    return st.sampled_from(tuple(shown) or none)


def _settle(draw: st.DrawFn, _case: Case, row: Decision | None) -> Fields:
    names = ("adverse", "follows_wish", "reason")
    followed = st.just(row.wish.option) if row and row.wish.option else _shown_in(row)
    return {
        "outcome": draw(followed | _shown_in(row)),
        "last_word": draw(st.sampled_from((LastWord.SERVICE,) * 4 + tuple(LastWord))),
        **_of(draw, DecisionSettled, *names, "remedies_named"),
    }


def _overrule(draw: st.DrawFn, _case: Case, row: Decision | None) -> Fields:
    words = st.sampled_from((LastWord.SERVICE, LastWord.SERVICE, *LastWord))
    natures = [nature for nature in FrameKind if not nature.is_unknown]
    return {
        "outcome": draw(_shown_in(row)),
        "last_word": draw(words),
        "frame": Frame(nature=draw(st.sampled_from(natures))),
        "reason": draw(st.just("There is no place this spring") | texts()),
        **_of(draw, DecisionOverruled, "adverse", "remedies_named"),
    }


def _rate(draw: st.DrawFn, _case: Case, _row: Decision | None) -> Fields:
    ladder = draw(st.sampled_from(("arnstein_1969", "iap2", "of-our-own")))
    return {"degree": Degree(ladder=ladder, rung=draw(st.integers(1, 9)))}


def _plan(draw: st.DrawFn, case: Case, _row: None) -> Fields:
    return {
        "intervention": draw(new_ids(case, "intervention")),
        "measure": draw(_coded(InterventionKind)),
        "planned_start": draw(st.none() | days()),
        **_link(draw, case, None),
        **_of(draw, InterventionPlanned, "weekly_minutes", "obligation", "area"),
    }


def _link(draw: st.DrawFn, case: Case, _row: object) -> Fields:
    return {
        "goals": draw(_some(case.goals)),
        "challenges": draw(_some(case.challenges)),
        "decision": next(iter(draw(_some(case.decisions))), None),
    }


def _shape(draw: st.DrawFn, _case: Case, _row: object) -> Fields:
    sides = st.sampled_from(((), (Party.PARTICIPANT,), (Party.SERVICE,)))
    answers = ("found_by_participant", "fits_own_interest")
    said = {"goal_shaped_by": draw(sides), "content_shaped_by": draw(sides)}
    return said | _of(draw, InterventionShaped, *answers)


def _ended(draw: st.DrawFn, _case: Case, _row: object) -> Fields:
    sides = (Party.UNKNOWN, Party.SERVICE, Party.PARTICIPANT)
    return {
        "decided_by": draw(st.sampled_from(sides)),
        **_of(draw, InterventionEnded, "reason"),
    }


def _ask(draw: st.DrawFn, case: Case, _row: None) -> Fields:
    return {
        "request": draw(new_ids(case, "request")),
        "nature": draw(_coded(RequestKind)),
        **_of(draw, Asked, "measure", "words"),
    }


def _answer(draw: st.DrawFn, case: Case, _row: object) -> Fields:
    return {
        "answer": draw(st.sampled_from(list(RequestAnswer))),
        "intervention": next(iter(draw(_some(case.interventions))), None),
    }


def _end_waiting(draw: st.DrawFn, case: Case, _row: object) -> Fields:
    return {
        "end": draw(st.sampled_from(list(WaitingEnd))),
        "intervention": next(iter(draw(_some(case.interventions))), None),
    }


def _offer(draw: st.DrawFn, case: Case, _row: None) -> Fields:
    return {
        "offer": draw(new_ids(case, "offer")),
        "nature": draw(_coded(OfferKind)),
        **_of(draw, OfferMade, "measure", "candidates"),
    }


def _reply(draw: st.DrawFn, _case: Case, _row: object) -> Fields:
    return {
        "answer": draw(st.sampled_from(list(OfferAnswer))),
        **_of(draw, OfferAnswered, "own_candidate", "words"),
    }


def _fields(kind: type[Act], *names: str) -> Describe:
    return lambda draw, _case, _row: _of(draw, kind, *names)


_CONTENT = ("weekly_minutes", "planned_end", "obligation", "provider")

_DESCRIBED: Mapping[type[Act], Describe] = MappingProxyType(
    {
        DecisionProposed: _propose,
        InterventionPlanned: _plan,
        Asked: _ask,
        OfferMade: _offer,
        OptionsShown: _show,
        WishRecorded: _wish,
        HearingHeld: _fields(HearingHeld),
        HearingAnswered: _fields(HearingAnswered, "words"),
        DecisionSettled: _settle,
        DecisionOverruled: _overrule,
        ParticipantTold: _fields(ParticipantTold, "remedies_named"),
        AskedAgain: _fields(AskedAgain, "words"),
        Reconsidered: _fields(Reconsidered, "outcome", "reason"),
        DegreeRated: _rate,
        InterventionChanged: _fields(InterventionChanged, *_CONTENT),
        InterventionLinked: _link,
        InterventionShaped: _shape,
        ResponsibilityAgreed: _fields(
            ResponsibilityAgreed, "task", "organisation_does"
        ),
        InterventionStarted: _fields(InterventionStarted),
        InterventionPaused: _fields(InterventionPaused),
        InterventionResumed: _fields(InterventionResumed),
        InterventionCompleted: _fields(InterventionCompleted),
        InterventionEnded: _ended,
        InterventionNeverStarted: _ended,
        AskerReached: _fields(AskerReached),
        RequestAnswered: _answer,
        RequestWithdrawn: _fields(RequestWithdrawn),
        WaitingStarted: _fields(WaitingStarted),
        WaitingEnded: _end_waiting,
        WaitingGivenUp: _fields(WaitingGivenUp),
        OfferAnswered: _reply,
    }
)
"""How the fields of each kind are drawn, but for who, when and about which row."""

_ABOUT_NOTHING: tuple[type[Act], ...] = (
    DecisionProposed,
    InterventionPlanned,
    Asked,
    OfferMade,
)
_OWN = (
    WishRecorded,
    HearingAnswered,
    AskedAgain,
    ResponsibilityAgreed,
    InterventionShaped,
    Asked,
    WaitingGivenUp,
    RequestWithdrawn,
    OfferAnswered,
)
_SERVICE = (
    HearingHeld,
    DecisionOverruled,
    ParticipantTold,
    Reconsidered,
    RequestAnswered,
    OfferMade,
)


def _field_of(kind: type[Act]) -> str | None:
    """The field by which an act names the row that it changes."""
    if kind in _ABOUT_NOTHING:
        return None
    names = ("decision", "intervention", "request", "offer")
    # A link names a decision too; what a kind is about is what has no default.
    fields: tuple[Any, ...] = attrs.fields(cast(Any, kind))
    return next(
        str(field.name)
        for field in fields
        if field.name in names and field.default is attrs.NOTHING
    )


def _is_open(row: Decision) -> bool:
    return not row.is_settled


def _is_settled(row: Decision) -> bool:
    return row.is_settled


def _waits_for_answer(row: Decision) -> bool:
    return any(asking.answered_on is None for asking in row.askings)


def _stands_as(*statuses: InterventionStatus) -> Callable[[Any], bool]:
    return lambda row: row.status in statuses


def _is_unanswered(row: Request) -> bool:
    return row.answer is RequestAnswer.NOT_YET


def _waits(row: Request) -> bool:
    return row.waiting is not None and row.waiting.until is None


_PLANNED, _RUNNING = InterventionStatus.PLANNED, InterventionStatus.RUNNING
_PAUSED = InterventionStatus.PAUSED
_unfinished = _stands_as(_PLANNED, _RUNNING, _PAUSED)
_begun = _stands_as(_RUNNING, _PAUSED)

_FITS: Mapping[type[Act], Callable[[Any], bool]] = MappingProxyType(
    {
        OptionsShown: _is_open,
        WishRecorded: _is_open,
        HearingHeld: lambda row: _is_open(row) and row.hearing is None,
        HearingAnswered: lambda row: _is_open(row) and row.hearing is not None,
        DecisionSettled: _is_open,
        DecisionOverruled: lambda row: (
            _is_open(row) and row.wish.asked is WishAsked.ASKED
        ),
        ParticipantTold: _is_settled,
        AskedAgain: _is_settled,
        Reconsidered: _waits_for_answer,
        DegreeRated: _is_settled,
        InterventionChanged: _unfinished,
        InterventionLinked: _unfinished,
        InterventionShaped: lambda _row: True,
        ResponsibilityAgreed: _unfinished,
        InterventionStarted: _stands_as(_PLANNED),
        InterventionPaused: _stands_as(_RUNNING),
        InterventionResumed: _stands_as(_PAUSED),
        InterventionCompleted: _begun,
        InterventionEnded: _begun,
        InterventionNeverStarted: _stands_as(_PLANNED),
        AskerReached: lambda row: row.reached_on is None,
        RequestAnswered: _is_unanswered,
        RequestWithdrawn: _is_unanswered,
        WaitingStarted: lambda row: not _waits(row),
        WaitingEnded: _waits,
        WaitingGivenUp: _waits,
        OfferAnswered: lambda _row: True,
    }
)
"""Where a row stands on which something of a kind may well happen."""


@cache
def _options() -> st.SearchStrategy[tuple[Option, ...]]:
    option = st.builds(
        Option,
        id=st.sampled_from(_OPTIONS),
        proposed_by=st.sampled_from((Party.UNKNOWN, Party.UNKNOWN, Party.EMPLOYER)),
        available=st.sampled_from(_ABLE),
        told=st.sampled_from((None, None, "What it is", "Where it is")),
    )
    return st.lists(option, max_size=3, unique_by=lambda one: one.id).map(tuple)


def _some(rows: tuple[Item, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sampled_from(((), (), *((row.id,) for row in rows)))


def _coded(concepts: Any) -> st.SearchStrategy[Any]:
    return st.builds(Coded, concept=st.sampled_from(list(concepts)))


def _of(draw: st.DrawFn, kind: type[Act], *names: str) -> Fields:
    hints = field_types(cast(Any, kind))
    return {name: draw(values_of(hints[name])) for name in names}
