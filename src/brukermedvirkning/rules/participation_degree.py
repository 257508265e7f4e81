"""How much of a say a participant had in a decision, derived from its facts.

Ratings by the participant or by staff stand beside what is derived, each with its author,
and change nothing in it. A degree belongs to one ladder and is never carried to another.
The two lowest rungs of Arnstein's ladder speak of what somebody meant by it, which no
fact of a decision shows; they are never derived. Source: H6, B13, B22.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

import attrs

from brukermedvirkning.domain.concepts import (
    Answer,
    LastWord,
    Proposer,
    WishAsked,
)
from brukermedvirkning.domain.decisions import Decision, Degree, DegreeRating
from brukermedvirkning.domain.ladders import ARNSTEIN, IAP2

__all__ = ["DegreeOfDecision", "Say", "degree_of", "say_in"]


class Say(Enum):
    """What the facts of a decision show of the participant's say, from least to most."""

    TOLD = "told"
    HEARD = "heard"
    FOLLOWED = "followed"
    SHARED = "shared"
    DECIDED = "decided"
    OWN = "own"


RUNGS: Mapping[str, Mapping[Say, int]] = MappingProxyType(
    {
        ARNSTEIN: MappingProxyType(dict(zip(Say, (3, 4, 5, 6, 7, 8), strict=True))),
        IAP2: MappingProxyType(dict(zip(Say, (1, 2, 3, 4, 5, 5), strict=True))),
    }
)
"""Which rung each say stands for; our reading, for the ladders that have one."""


@attrs.frozen(kw_only=True)
class DegreeOfDecision:
    """The degree derived on one ladder, or what would have to be known to derive it.

    `by_representative` says that a representative spoke where the participant did not:
    such degrees are told apart. `ratings` are those on the same ladder.
    """

    derived: Degree | None
    missing: tuple[str, ...] = ()
    by_representative: bool = False
    ratings: tuple[DegreeRating, ...] = ()


def degree_of(decision: Decision, ladder: str) -> DegreeOfDecision:
    """The degree of participation in a decision on a ladder, with the ratings beside it.

    A ladder that nobody has read the facts onto gives none: `ladder` is then missing.
    """
    said = say_in(decision)
    ratings = tuple(one for one in decision.ratings if one.degree.ladder == ladder)
    rungs = RUNGS.get(ladder)
    missing = ("ladder",) if rungs is None else said if isinstance(said, tuple) else ()
    degree = None
    if rungs is not None and isinstance(said, Say):
        degree = Degree(ladder=ladder, rung=rungs[said])
    spoke = decision.by_representative or decision.wish.by_representative
    return DegreeOfDecision(
        derived=degree,
        missing=missing,
        by_representative=spoke is not None,
        ratings=ratings,
    )


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
