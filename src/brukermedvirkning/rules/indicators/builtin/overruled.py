"""Decisions that went against the participant: why, and what asking again led to.

Never printed without decision.stance-asked: where nobody is asked nobody is overruled.
Source: B13, D9, N73-91.
"""

from __future__ import annotations

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import decision, param, window
from brukermedvirkning.rules.expressions.surface import Expr, days_between
from brukermedvirkning.rules.indicators.builtin.shared import (
    assumed,
    by_person,
    share,
    slice_of,
    told,
)
from brukermedvirkning.rules.indicators.definition import Definition, Direction

__all__ = ["DEFINITIONS", "GROUPINGS", "SETTLED", "WISH_NEEDS"]

SETTLED: Expr = decision.settled_on.is_known
GROUPINGS = ("case.unit", "decision.legal_kind", "decision.subject")
WISH_NEEDS = (
    "decision.options",
    "decision.outcome",
    "decision.settled_on",
    "decision.wish",
)

_WISH_KNOWN: Expr = SETTLED & (decision.wish.asked == "asked")

# It falls when nobody asks: the decisions without a known wish lower its coverage, and
# it is only printed with decision.stance-asked.
OVERRULED = share(
    id="decision.overruled",
    question="Which share of the decisions with a known wish went against it?",
    counts="decision",
    when=decision.settled_on,
    among=_WISH_KNOWN,
    denominator=told(decision.matches_wish == "no"),
    numerator=decision.matches_wish == "no",
    needs=WISH_NEEDS,
    companion="decision.overruled.people",
    printed_with=("decision.stance-asked",),
    groupings=(*GROUPINGS, "decision.frame.nature"),
    source="B13; D9; D146",
)
OVERRULED_PEOPLE = by_person(
    OVERRULED,
    "Of the participants with a known wish, which share was overruled at least once?",
)
_AGAINST: Expr = _WISH_KNOWN & (decision.matches_wish == "no")
WITH_REASON = share(
    id="decision.overruled-with-reason",
    question="Which share of those overruled got the limit, the reason and the way to"
    " ask again?",
    counts="decision",
    when=decision.settled_on,
    among=_AGAINST,
    numerator=decision.frame.nature.is_known
    & decision.reason.is_known
    & decision.told_on.is_known
    & (decision.remedies_named == "yes"),
    direction=Direction.UP,
    needs=(
        *WISH_NEEDS,
        "decision.frame",
        "decision.reason",
        "decision.remedies_named",
        "decision.told_on",
    ),
    duty_holder=DutyHolder.ORGANISATION,
    companion="decision.overruled-with-reason.people",
    groupings=(*GROUPINGS, "decision.frame.nature"),
    source="B13; D9",
)
WITH_REASON_PEOPLE = by_person(
    WITH_REASON,
    "Of the participants who were overruled, which share was told why every time?",
    every=True,
)
RECONSIDERED = share(
    id="decision.reconsidered",
    question="Of those overruled who asked again, which share got an answer in time?",
    counts="decision",
    when=decision.asked_again_on,
    among=_AGAINST & decision.asked_again_on.is_known,
    mature=days_between(decision.asked_again_on, window.as_of) >= param.answer_days,
    numerator=decision.reconsidered_on.is_known
    & (
        days_between(decision.asked_again_on, decision.reconsidered_on)
        <= param.answer_days
    ),
    direction=Direction.UP,
    needs=(*WISH_NEEDS, "decision.asked_again_on", "decision.reconsidered_on"),
    duty_holder=DutyHolder.ORGANISATION,
    companion="decision.reconsidered.people",
    groupings=GROUPINGS,
    parameters=(assumed("answer_days", 28, "days", "four weeks"),),
    source="N73-91",
)
RECONSIDERED_IN_FAVOUR = slice_of(
    RECONSIDERED,
    "in-favour",
    "Of those overruled who asked again, for which share did it change in their favour?",
    decision.reconsideration == "changed_in_favour",
)
RECONSIDERED_PEOPLE = by_person(
    RECONSIDERED,
    "Of the participants who asked again, which share got every answer in time?",
    every=True,
)

DEFINITIONS: tuple[Definition, ...] = (
    OVERRULED,
    OVERRULED_PEOPLE,
    WITH_REASON,
    WITH_REASON_PEOPLE,
    RECONSIDERED,
    RECONSIDERED_IN_FAVOUR,
    RECONSIDERED_PEOPLE,
)
"""In the order of the documentation."""
