"""Contested decisions, and who had the last word in them. Source: B13, H10, H15, B22.

What all agree on says nothing of power, so only what was contested tells who had the
last word. How much was, and of how much nobody asked, stands beside it.
"""

from __future__ import annotations

from brukermedvirkning.domain.concepts import Answer, LastWord
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import decision
from brukermedvirkning.rules.expressions.surface import Expr
from brukermedvirkning.rules.indicators.builtin.overruled import (
    GROUPINGS,
    SETTLED,
    WISH_NEEDS,
)
from brukermedvirkning.rules.indicators.builtin.shared import by_person, share
from brukermedvirkning.rules.indicators.definition import Definition, Direction
from brukermedvirkning.rules.indicators.scoring import Distribution

__all__ = ["DEFINITIONS"]

CONTESTED = Definition(
    id="decision.contested",
    question="In how many decisions did the participant want something else than what"
    " others proposed?",
    counts="decision",
    when=decision.settled_on,
    among=SETTLED,
    scoring=Distribution(
        category=decision.contested.recorded,
        order=(Answer.YES, Answer.NO, Answer.NOT_ASKED, Answer.UNKNOWN),
    ),
    needs=WISH_NEEDS,
    duty_holder=DutyHolder.PROGRAMME,
    companion="decision.contested.people",
    groupings=GROUPINGS,
    source="B13",
)
CONTESTED_PEOPLE = by_person(
    share(
        id=CONTESTED.id,
        question=CONTESTED.question,
        counts="decision",
        when=decision.settled_on,
        among=SETTLED,
        numerator=decision.contested == "yes",
        needs=CONTESTED.needs,
        source=CONTESTED.source,
    ),
    "Of the participants with decisions, which share wanted something else than what"
    " others proposed at least once?",
)

# Only what was contested tells who had the last word. How many were not, and in how many
# nobody asked, is printed with it.
_UNCONTESTED = (CONTESTED.id,)
_CONTESTED: Expr = SETTLED & (decision.contested == "yes")
LAST_WORD = Definition(
    id="decision.last-word",
    question="Who had the last word where the participant wanted something else?",
    counts="decision",
    when=decision.settled_on,
    among=_CONTESTED,
    scoring=Distribution(category=decision.last_word.recorded, order=tuple(LastWord)),
    needs=(*WISH_NEEDS, "decision.last_word"),
    duty_holder=DutyHolder.PROGRAMME,
    printed_with=_UNCONTESTED,
    companion="decision.last-word-participant.people",
    groupings=GROUPINGS,
    source="B13",
)
LAST_WORD_PARTICIPANT = share(
    id="decision.last-word-participant",
    question="In which share of the contested decisions did the participant have the"
    " last word?",
    counts="decision",
    when=decision.settled_on,
    among=_CONTESTED,
    numerator=decision.last_word == "participant",
    direction=Direction.UP,
    needs=(*WISH_NEEDS, "decision.last_word"),
    companion="decision.last-word-participant.people",
    printed_with=_UNCONTESTED,
    groupings=GROUPINGS,
    recorded_by_staff=decision.recorded_by_staff,
    source="B13; H10; H15",
)
LAST_WORD_SHARED = share(
    id="decision.last-word-shared",
    question="In which share of the contested decisions was the last word shared?",
    counts="decision",
    when=decision.settled_on,
    among=_CONTESTED,
    numerator=decision.last_word == "together",
    needs=(*WISH_NEEDS, "decision.last_word"),
    companion="decision.last-word-participant.people",
    printed_with=_UNCONTESTED,
    groupings=GROUPINGS,
    recorded_by_staff=decision.recorded_by_staff,
    source="B13; B22",
)
LAST_WORD_PEOPLE = by_person(
    LAST_WORD_PARTICIPANT,
    "Of the participants who wanted something else, which share had the last word at"
    " least once?",
)

DEFINITIONS: tuple[Definition, ...] = (
    CONTESTED,
    CONTESTED_PEOPLE,
    LAST_WORD,
    LAST_WORD_PARTICIPANT,
    LAST_WORD_SHARED,
    LAST_WORD_PEOPLE,
)
"""In the order of the documentation."""
