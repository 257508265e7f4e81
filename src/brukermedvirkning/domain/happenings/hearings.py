"""The hearing before an adverse decision: the notice, and what the participant answers.

A passed deadline is no answer. Source: definitions 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import Answer
from brukermedvirkning.domain.decisions import Decision, Hearing, HearingAnswer
from brukermedvirkning.domain.happenings.base import (
    Context,
    Handler,
    Happening,
    Refusal,
)
from brukermedvirkning.domain.happenings.decisions import (
    DecisionAct,
    WishRecorded,
    changed,
    decision_of,
    refuse_settled,
)
from brukermedvirkning.domain.happenings.items import (
    refuse_absent,
    refuse_early,
    row_of,
)
from brukermedvirkning.domain.happenings.voices import (
    own_side_alone,
    service_alone,
    speaker,
)
from brukermedvirkning.domain.record import PERSONAL, Text

__all__ = ["HANDLERS", "HearingAnswered", "HearingHeld"]


@attrs.frozen(kw_only=True)
class HearingHeld(DecisionAct):
    """The participant was told of an adverse decision before it, and until when to answer.

    Source: definitions 3.1 (notice before a decision).
    """

    kind: ClassVar[str] = "hearing_held"

    deadline: date


@attrs.frozen(kw_only=True)
class HearingAnswered(DecisionAct):
    """The participant said something to the notice; more than once if need be."""

    kind: ClassVar[str] = "hearing_answered"
    goes_on_after_exit: ClassVar[bool] = True
    is_right: ClassVar[bool] = True

    words: Text = attrs.field(repr=False, metadata=PERSONAL)


def _hear(case: Case, act: HearingHeld) -> Case:
    hearing = Hearing(notified_on=act.on, deadline=act.deadline)
    return changed(case, act, hearing=hearing, adverse=Answer.YES)


def _refuse_hear(case: Case, act: HearingHeld, _context: Context) -> Iterator[Refusal]:
    """The service gives notice once, before settlement, with time to answer."""
    yield from service_alone(act)
    yield from refuse_absent(case, Decision.kind, act.decision)
    row = row_of(case, Decision, act.decision)
    if row is None:
        return
    yield from refuse_early(act.on, row.on)
    yield from refuse_settled(row)
    if row.hearing is not None:
        yield Refusal(
            rule="decision.heard-once",
            reason="notice has been given",
            permitted=(HearingAnswered.kind,),
        )
    if act.deadline <= act.on:
        yield Refusal(
            rule="decision.time-to-answer",
            reason="the deadline is later than the day of the notice",
            permitted=(HearingHeld.kind,),
        )


def _answer(case: Case, act: HearingAnswered) -> Case:
    row = decision_of(case, act)
    assert row.hearing is not None
    said, by = row.hearing, speaker(case, act)
    if said.answered_on is None:
        first = attrs.evolve(
            said, answered_on=act.on, answer=act.words, by_representative=by
        )
        return changed(case, act, hearing=first)
    if said.by_representative and said.answer and by is None:
        beside = HearingAnswer(
            on=said.answered_on,
            words=said.answer,
            by_representative=said.by_representative,
        )
        own = attrs.evolve(
            said,
            answered_on=act.on,
            answer=act.words,
            by_representative=None,
            more_answers=(*said.more_answers, beside),
        )
        return changed(case, act, hearing=own)
    more = HearingAnswer(on=act.on, words=act.words, by_representative=by)
    hearing = attrs.evolve(said, more_answers=(*said.more_answers, more))
    return changed(case, act, hearing=hearing)


def _refuse_answer(
    case: Case, act: HearingAnswered, _context: Context
) -> Iterator[Refusal]:
    """The participant answers a notice that was given, before settlement; late or not."""
    yield from own_side_alone(case, act)
    yield from refuse_absent(case, Decision.kind, act.decision)
    row = row_of(case, Decision, act.decision)
    if row is None:
        return
    yield from refuse_settled(row)
    if row.hearing is None:
        yield Refusal(
            rule="decision.heard",
            reason="no notice has been given",
            permitted=(WishRecorded.kind, "comment_added"),
        )
    else:
        yield from refuse_early(act.on, row.hearing.notified_on)
        yield from refuse_early(act.on, row.hearing.answered_on)


HANDLERS: dict[type[Happening], Handler[Any]] = {
    HearingHeld: Handler(change=_hear, refuse=_refuse_hear),
    HearingAnswered: Handler(change=_answer, refuse=_refuse_answer),
}
