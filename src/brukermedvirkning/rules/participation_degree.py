"""How much of a say a participant had in a decision, derived from its facts.

Ratings by the participant or by staff stand beside what is derived, each with its author,
and change nothing in it. A degree belongs to one ladder and is never carried to another.
The two lowest rungs of Arnstein's ladder speak of what somebody meant by it, which no
fact of a decision shows; they are never derived. Source: H6, B13, B22.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from brukermedvirkning.domain.concepts import Say
from brukermedvirkning.domain.decisions import Decision, Degree, DegreeRating
from brukermedvirkning.domain.ladders import ARNSTEIN, IAP2
from brukermedvirkning.domain.saying import say_in

__all__ = ["DegreeOfDecision", "Say", "degree_of", "say_in"]


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
