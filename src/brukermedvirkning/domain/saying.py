"""How much of a say a participant had in a decision, as its facts show it.

What somebody meant by it no fact shows, and who rated it changes nothing here.
Source: H6, B13, B22.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brukermedvirkning.domain.concepts import (
    Answer,
    LastWord,
    Proposer,
    Say,
    WishAsked,
)

if TYPE_CHECKING:
    from brukermedvirkning.domain.decisions import Decision

__all__ = ["say_in"]


def say_in(decision: Decision) -> Say | tuple[str, ...]:
    """What the facts show of the participant's say, or the fields that are missing.

    The last word on the only thing that others put forward is no more than being heard:
    real options make the power real. Source: B13 "formal participation".
    """
    if not decision.is_settled:
        return ("decision.settled_on",)
    if decision.last_word is LastWord.UNKNOWN:
        return ("decision.last_word",)
    if decision.last_word in (LastWord.PARTICIPANT, LastWord.TOGETHER):
        return _with_last_word(decision)
    return _without_last_word(decision)


def _with_last_word(decision: Decision) -> Say | tuple[str, ...]:
    shared = decision.last_word is LastWord.TOGETHER
    if decision.proposer is Proposer.UNKNOWN and not (
        shared and decision.option_count > 1
    ):
        return ("decision.proposed_by",)
    if decision.proposer is Proposer.OTHERS and decision.option_count < 2:
        return Say.HEARD
    if shared:
        return Say.SHARED
    own = decision.proposer is Proposer.PARTICIPANT_ALONE
    return Say.OWN if own else Say.DECIDED


def _without_last_word(decision: Decision) -> Say | tuple[str, ...]:
    asked = decision.wish.asked
    if asked is WishAsked.UNKNOWN:
        return ("decision.wish",)
    if asked is WishAsked.NOT_ASKED:
        told = decision.told_on or any(option.told for option in decision.options)
        return Say.TOLD if told else ("decision.told_on",)
    if asked is WishAsked.DECLINED_TO_SAY:
        return Say.HEARD
    if decision.matches_wish.is_unknown:
        return ("decision.follows_wish",)
    return Say.HEARD if decision.matches_wish is Answer.NO else Say.FOLLOWED
