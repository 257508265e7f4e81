"""How decisions are settled: who has the last word, and overruling a known wish.

No decision is settled after an exit. To settle against a known wish is to overrule, and
says by which frame and why. Source: B13, D9, definitions 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import (
    Answer,
    FrameKind,
    LastWord,
    WishAsked,
)
from brukermedvirkning.domain.decisions import (
    Decision,
    Frame,
    Wish,
)
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
    latest_day,
    refuse_settled,
)
from brukermedvirkning.domain.happenings.hearings import HearingAnswered, HearingHeld
from brukermedvirkning.domain.happenings.items import (
    refuse_absent,
    refuse_early,
    row_of,
)
from brukermedvirkning.domain.happenings.voices import (
    is_on_own_side,
    refuse_voice,
    service_alone,
    speaker,
)
from brukermedvirkning.domain.record import PERSONAL, Id, Text

__all__ = ["HANDLERS", "DecisionOverruled", "DecisionSettled"]


@attrs.frozen(kw_only=True)
class _Settlement(DecisionAct):
    """What settling has in common. `told_on` is a day on which the participant was told
    of it, and `remedies_named` whether the ways to complain or ask again were named.
    """

    outcome: Id | None = None
    last_word: LastWord
    adverse: Answer = Answer.UNKNOWN
    told_on: date | None = None
    remedies_named: Answer = Answer.UNKNOWN


@attrs.frozen(kw_only=True)
class DecisionSettled(_Settlement):
    """It was settled, not against what the participant is known to want.

    `follows_wish` says so where the wish is in words and names no option.
    """

    kind: ClassVar[str] = "decision_settled"

    follows_wish: Answer = Answer.UNKNOWN
    frame: Frame | None = None
    reason: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)


@attrs.frozen(kw_only=True)
class DecisionOverruled(_Settlement):
    """It was settled against what the participant is known to want: by a frame, with why."""

    kind: ClassVar[str] = "decision_overruled"

    frame: Frame
    reason: Text = attrs.field(repr=False, metadata=PERSONAL)


def _settled(case: Case, act: _Settlement, **more: Any) -> Case:
    row = decision_of(case, act)
    return changed(
        case,
        act,
        settled_on=act.on,
        outcome=act.outcome,
        last_word=act.last_word,
        by_representative=speaker(case, act),
        adverse=_adverse(row, act),
        told_on=act.told_on,
        remedies_named=act.remedies_named,
        **more,
    )


def _settle(case: Case, act: DecisionSettled) -> Case:
    more = {"frame": act.frame, "reason": act.reason, "follows_wish": act.follows_wish}
    return _settled(case, act, **more)


def _overrule(case: Case, act: DecisionOverruled) -> Case:
    more = {"frame": act.frame, "reason": act.reason, "follows_wish": Answer.NO}
    return _settled(case, act, **more)


def _adverse(row: Decision, act: _Settlement) -> Answer:
    """Adverse if either says so; what is known holds before what is not."""
    said = (row.adverse, act.adverse)
    ranked = (Answer.YES, Answer.PARTLY, Answer.NO)
    return next((one for one in ranked if one in said), row.adverse)


def _refuse_settling(case: Case, act: _Settlement) -> Iterator[Refusal]:
    """An open question is settled on what was shown, after the participant could speak."""
    yield from refuse_voice(case, act)
    yield from refuse_absent(case, Decision.kind, act.decision)
    row = row_of(case, Decision, act.decision)
    if row is None:
        return
    yield from refuse_settled(row)
    yield from refuse_early(act.on, latest_day(row))
    yield from _refuse_outcome(row, act)
    if act.last_word is LastWord.UNKNOWN:
        yield Refusal(rule="decision.last-word", reason="who had the last word is said")
    if not is_on_own_side(act) and _adverse(row, act) in (Answer.YES, Answer.PARTLY):
        yield from _refuse_unheard(row, act.on)
    if act.told_on is not None and act.told_on < act.on:
        yield Refusal(
            rule="decision.told-after",
            reason="nobody is told of what is not settled yet",
            permitted=(HearingHeld.kind,),
        )


def _refuse_outcome(row: Decision, act: _Settlement) -> Iterator[Refusal]:
    """Where options were shown the outcome is one of them, and one that is to be had."""
    options = {option.id: option for option in row.options}
    if act.outcome not in options and (options or act.outcome):
        yield Refusal(
            rule="decision.outcome-shown",
            reason="the outcome is one of the options that were shown",
            permitted=(OptionsShown.kind,),
        )
    elif act.outcome and options[act.outcome].available is Answer.NO:
        yield Refusal(
            rule="decision.outcome-available",
            reason="the option is known not to be available",
            permitted=(OptionsShown.kind,),
        )


def _refuse_unheard(row: Decision, on: date) -> Iterator[Refusal]:
    """Nothing adverse is settled before the participant could answer the notice."""
    if row.hearing is None or not row.hearing.had_its_time(on):
        yield Refusal(
            rule="decision.hear-first",
            reason="the participant has notice and answers, or the deadline passes",
            permitted=(HearingHeld.kind, HearingAnswered.kind),
        )


def _refuse_settle(
    case: Case, act: DecisionSettled, _context: Context
) -> Iterator[Refusal]:
    """What the participant is known not to want is not settled as if it were nothing.

    The participant's last word shows in the participant's own act, or in a wish that is
    followed; a shared one in a wish that was asked for.
    """
    if not is_on_own_side(act):
        yield from service_alone(act)
    yield from _refuse_settling(case, act)
    row = row_of(case, Decision, act.decision)
    if row is None:
        return
    if _goes_against(row.wish, act):
        own = is_on_own_side(act)
        yield Refusal(
            rule="decision.against-wish",
            reason="it is not what the participant is known to want",
            permitted=(WishRecorded.kind if own else DecisionOverruled.kind,),
        )
    if is_on_own_side(act):
        if act.last_word not in (LastWord.PARTICIPANT, LastWord.TOGETHER):
            yield Refusal(
                rule="decision.last-word-own",
                reason="whoever settles it had a part in the last word",
                permitted=(DecisionSettled.kind,),
            )
    elif not _shows(row.wish, act):
        yield Refusal(
            rule="decision.last-word-shown",
            reason="the wish on record does not show that last word",
            permitted=(WishRecorded.kind, DecisionSettled.kind),
        )


def _goes_against(wish: Wish, act: DecisionSettled) -> bool:
    if wish.asked is not WishAsked.ASKED:
        return False
    if wish.option is not None and act.outcome is not None:
        return wish.option != act.outcome
    return act.follows_wish is Answer.NO


def _shows(wish: Wish, act: DecisionSettled) -> bool:
    """Whether the wish on record shows the last word that others claim for it."""
    asked = wish.asked is WishAsked.ASKED
    if act.last_word is LastWord.PARTICIPANT:
        followed = wish.option is not None and wish.option == act.outcome
        return asked and (followed or (bool(wish.words) and wish.option is None))
    return asked or act.last_word is not LastWord.TOGETHER


def _refuse_overrule(
    case: Case, act: DecisionOverruled, _context: Context
) -> Iterator[Refusal]:
    """Overruling is the service's: against a known wish, by a known frame, with a reason,
    and it says whether it is adverse.
    """
    yield from service_alone(act)
    yield from _refuse_settling(case, act)
    row = row_of(case, Decision, act.decision)
    if row is None:
        return
    wish = row.wish
    if wish.asked is not WishAsked.ASKED or (
        wish.option and wish.option == act.outcome
    ):
        yield Refusal(
            rule="decision.no-wish-against",
            reason="it is not against a wish that is on record",
            permitted=(DecisionSettled.kind, WishRecorded.kind),
        )
    if act.last_word in (LastWord.PARTICIPANT, LastWord.TOGETHER):
        yield Refusal(
            rule="decision.last-word-over",
            reason="the participant had no part in the last word",
            permitted=(DecisionOverruled.kind,),
        )
    if act.frame.nature is FrameKind.UNKNOWN:
        yield Refusal(rule="decision.frame", reason="the kind of the frame is named")
    if not any(sign.isalnum() for sign in act.reason):
        yield Refusal(rule="decision.reason", reason="a reason is given in words")
    if _adverse(row, act).is_unknown:
        yield Refusal(
            rule="decision.adverse-said", reason="whether it is adverse is said"
        )


HANDLERS: dict[type[Happening], Handler[Any]] = {
    DecisionSettled: Handler(change=_settle, refuse=_refuse_settle),
    DecisionOverruled: Handler(change=_overrule, refuse=_refuse_overrule),
}
