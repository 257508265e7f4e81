"""What comes after a decision: telling, asking again, reconsidering, rating.

All of it goes on after an exit. What was settled stays on record.
Source: B13, N73-91, definitions 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import Answer, ReconsiderationOutcome
from brukermedvirkning.domain.decisions import Asking, Decision, Degree, DegreeRating
from brukermedvirkning.domain.happenings.base import (
    Context,
    Handler,
    Happening,
    Refusal,
)
from brukermedvirkning.domain.happenings.decisions import (
    DecisionAct,
    OptionsShown,
    WishRecorded,
    changed,
    decision_of,
)
from brukermedvirkning.domain.happenings.items import (
    refuse_absent,
    refuse_early,
    row_of,
)
from brukermedvirkning.domain.happenings.voices import (
    is_on_own_side,
    own_side_alone,
    refuse_voice,
    service_alone,
    speaker,
)
from brukermedvirkning.domain.ladders import LADDERS
from brukermedvirkning.domain.record import PERSONAL, Text

__all__ = ["HANDLERS", "AskedAgain", "DegreeRated", "ParticipantTold", "Reconsidered"]


@attrs.frozen(kw_only=True)
class ParticipantTold(DecisionAct):
    """The participant was told what was settled, and which ways there are to object."""

    kind: ClassVar[str] = "participant_told"
    goes_on_after_exit: ClassVar[bool] = True

    remedies_named: Answer = Answer.UNKNOWN


@attrs.frozen(kw_only=True)
class AskedAgain(DecisionAct):
    """The participant asked for it to be considered again. Source: N73-91."""

    kind: ClassVar[str] = "asked_again"
    goes_on_after_exit: ClassVar[bool] = True
    is_right: ClassVar[bool] = True

    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)


@attrs.frozen(kw_only=True)
class Reconsidered(DecisionAct):
    """It was considered again, as the participant had asked; the outcome and why.

    What was settled stays on record. A change that needs a new decision is a new one.
    """

    kind: ClassVar[str] = "reconsidered"
    goes_on_after_exit: ClassVar[bool] = True

    outcome: ReconsiderationOutcome
    reason: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)


@attrs.frozen(kw_only=True)
class DegreeRated(DecisionAct):
    """Somebody placed a settled decision on a ladder of participation."""

    kind: ClassVar[str] = "degree_rated"
    goes_on_after_exit: ClassVar[bool] = True

    degree: Degree


def _tell(case: Case, act: ParticipantTold) -> Case:
    row = decision_of(case, act)
    named = row.remedies_named
    if named is not Answer.YES and not act.remedies_named.is_unknown:
        named = act.remedies_named
    told_on = act.on if row.told_on is None else min(row.told_on, act.on)
    return changed(case, act, told_on=told_on, remedies_named=named)


def _refuse_tell(
    case: Case, act: ParticipantTold, _context: Context
) -> Iterator[Refusal]:
    """The service tells what was settled, on that day or later."""
    yield from service_alone(act)
    yield from _refuse_unsettled(case, act)


def _refuse_unsettled(case: Case, act: DecisionAct) -> Iterator[Refusal]:
    """What comes after settlement comes after it."""
    yield from refuse_absent(case, Decision.kind, act.decision)
    row = row_of(case, Decision, act.decision)
    if row is None:
        return
    if row.settled_on is None:
        yield Refusal(
            rule="decision.settled",
            reason="it is not settled",
            permitted=(WishRecorded.kind, OptionsShown.kind),
        )
    yield from refuse_early(act.on, row.settled_on)


def _ask_again(case: Case, act: AskedAgain) -> Case:
    row = decision_of(case, act)
    by = speaker(case, act)
    asking = Asking(on=act.on, words=act.words, by_representative=by)
    changes: dict[str, Any] = {"askings": (*row.askings, asking)}
    if row.asked_again_on is None:
        changes["asked_again_on"] = act.on
        changes["reconsideration"] = ReconsiderationOutcome.PENDING
    return changed(case, act, **changes)


def _refuse_ask_again(
    case: Case, act: AskedAgain, _context: Context
) -> Iterator[Refusal]:
    """The participant may ask again whenever something is settled, as often as wanted."""
    yield from own_side_alone(case, act)
    yield from _refuse_unsettled(case, act)


def _reconsider(case: Case, act: Reconsidered) -> Case:
    row = decision_of(case, act)
    askings = tuple(_answered(asking, act) for asking in row.askings)
    changes: dict[str, Any] = {"askings": askings}
    if row.reconsidered_on is None:
        changes["reconsidered_on"] = act.on
        changes["reconsideration"] = act.outcome
    return changed(case, act, **changes)


def _answered(asking: Asking, act: Reconsidered) -> Asking:
    if asking.answered_on is not None or asking.on > act.on:
        return asking
    return attrs.evolve(
        asking, answered_on=act.on, outcome=act.outcome, reason=act.reason
    )


def _refuse_reconsider(
    case: Case, act: Reconsidered, _context: Context
) -> Iterator[Refusal]:
    """The service considers again what somebody asked it to, and says what came of it."""
    yield from service_alone(act, AskedAgain.kind)
    yield from refuse_absent(case, Decision.kind, act.decision)
    row = row_of(case, Decision, act.decision)
    if row is None:
        return
    waiting = [asking.on for asking in row.askings if asking.answered_on is None]
    if row.asked_again_on is not None and row.reconsidered_on is None:
        waiting.append(row.asked_again_on)
    if not waiting:
        yield Refusal(
            rule="decision.asked-again",
            reason="nobody waits for an answer",
            permitted=(AskedAgain.kind,),
        )
    yield from refuse_early(act.on, min(waiting, default=None))
    pending = (ReconsiderationOutcome.PENDING, ReconsiderationOutcome.UNKNOWN)
    if act.outcome in pending:
        yield Refusal(
            rule="decision.reconsidered-how", reason="what came of it is said"
        )


def _rate(case: Case, act: DegreeRated) -> Case:
    row = decision_of(case, act)
    rating = DegreeRating(degree=act.degree, rated_by=act.party, on=act.on)
    return changed(case, act, ratings=(*row.ratings, rating))


def _refuse_rate(case: Case, act: DegreeRated, _context: Context) -> Iterator[Refusal]:
    """The participant or the service rates a settled decision, on a rung that is there."""
    yield from refuse_voice(case, act)
    if not is_on_own_side(act):
        yield from service_alone(act)
    yield from _refuse_unsettled(case, act)
    rungs = LADDERS.get(act.degree.ladder)
    if rungs is not None and act.degree.rung > len(rungs):
        yield Refusal(rule="decision.rung", reason="the ladder has no such rung")


HANDLERS: dict[type[Happening], Handler[Any]] = {
    ParticipantTold: Handler(change=_tell, refuse=_refuse_tell),
    AskedAgain: Handler(change=_ask_again, refuse=_refuse_ask_again),
    Reconsidered: Handler(change=_reconsider, refuse=_refuse_reconsider),
    DegreeRated: Handler(change=_rate, refuse=_refuse_rate),
}
