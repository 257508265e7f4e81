"""Requests: answered there and then, reached, and wishes for which there is nothing.

Source: B37, D144.
"""

from __future__ import annotations

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import param, request, window
from brukermedvirkning.rules.expressions.surface import (
    Expr,
    days_between,
    weekdays_between,
)
from brukermedvirkning.rules.indicators.builtin.shared import (
    assumed,
    by_person,
    share,
    told,
)
from brukermedvirkning.rules.indicators.definition import Definition, Direction

__all__ = ["DEFINITIONS"]

_GROUPINGS = ("case.unit", "request.measure", "request.nature")
_THEIRS: Expr = request.asked_by.in_("participant", "representative")
_AGE: Expr = days_between(request.on, window.as_of)

# What was never answered stays in: so does a request that nobody has looked at.
ANSWERED = share(
    id="request.answered-within",
    question="Which share of the participants' requests was answered in time?",
    counts="request",
    when=request.on,
    among=_THEIRS,
    mature=param.answer_days <= _AGE,
    numerator=request.answered_on.is_known
    & (days_between(request.on, request.answered_on) <= param.answer_days),
    direction=Direction.UP,
    needs=("request.answered_on", "request.asked_by"),
    duty_holder=DutyHolder.ORGANISATION,
    companion="request.answered-within.people",
    groupings=_GROUPINGS,
    parameters=(assumed("answer_days", 7, "days", "a week"),),
    source="B37",
)
REACHED = share(
    id="request.reached",
    question="Which share of those who asked for contact was reached in time?",
    counts="request",
    when=request.on,
    among=_THEIRS & (request.nature == "contact"),
    mature=weekdays_between(request.on, window.as_of) >= param.reach_days,
    numerator=request.reached_on.is_known
    & (weekdays_between(request.on, request.reached_on) <= param.reach_days),
    direction=Direction.UP,
    needs=("request.asked_by", "request.nature", "request.reached_on"),
    duty_holder=DutyHolder.ORGANISATION,
    companion="request.reached.people",
    groupings=("case.unit",),
    parameters=(
        assumed("reach_days", 3, "working days", "Monday to Friday; holidays count"),
    ),
    source="B37; D141",
)
PEOPLE = (
    by_person(
        ANSWERED,
        "Of the participants who asked, which share had every answer in time?",
        every=True,
    ),
    by_person(
        REACHED,
        "Of the participants who asked for contact, which share was reached in time"
        " every time?",
        every=True,
    ),
)

# A wish that is as old as this without an answer counts as no more than unanswered.
UNAVAILABLE = share(
    id="offer.unavailable",
    question="For which share of the wishes for a measure was there no such offer, or no"
    " place?",
    counts="request",
    when=request.on,
    among=_THEIRS & request.nature.in_("measure", "mentor"),
    denominator=told(request.answer.in_("no_such_offer", "no_place")),
    mature=(param.answer_days <= _AGE)
    | (request.answered_on <= window.as_of).or_else(False),
    numerator=request.answer.in_("no_such_offer", "no_place"),
    direction=Direction.DOWN,
    needs=("request.answer", "request.asked_by", "request.nature"),
    duty_holder=DutyHolder.AUTHORITY,
    companion="offer.unavailable.people",
    groupings=_GROUPINGS,
    parameters=(assumed("answer_days", 28, "days", "four weeks"),),
    source="D144",
)
UNAVAILABLE_PEOPLE = by_person(
    UNAVAILABLE,
    "Of the participants with a wish, which share met with nothing at least once?",
)

DEFINITIONS: tuple[Definition, ...] = (
    ANSWERED,
    REACHED,
    *PEOPLE,
    UNAVAILABLE,
    UNAVAILABLE_PEOPLE,
)
"""In the order of the documentation."""
