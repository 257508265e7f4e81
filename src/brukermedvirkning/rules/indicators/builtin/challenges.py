"""Challenges: named by the participant, and worked on. Source: H8, D9."""

from __future__ import annotations

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import (
    case,
    challenge,
    intervention,
    param,
    window,
)
from brukermedvirkning.rules.expressions.surface import Expr, days_between
from brukermedvirkning.rules.indicators.builtin.shared import (
    ENROLLED,
    OWN,
    assumed,
    enrolled_for,
    left_before,
    share,
)
from brukermedvirkning.rules.indicators.definition import Definition, Direction

__all__ = ["DEFINITIONS"]

_OWN: Expr = challenge.proposer.in_(*OWN)

# Everybody enrolled long enough is asked about, those of whom nothing is written too.
NAMED = share(
    id="challenge.named-by-participant",
    question="Which share of those enrolled has named what they meet?",
    counts="enrolment",
    among=ENROLLED,
    mature=enrolled_for(param.due_days),
    excluded=left_before(param.due_days),
    numerator=case.challenges.any(_OWN),
    direction=Direction.UP,
    needs=("challenge.proposed_by", "enrolment.exit", "enrolment.start"),
    duty_holder=DutyHolder.ORGANISATION,
    groupings=("case.unit", "enrolment.programme"),
    parameters=(assumed("due_days", 28, "days", "four weeks"),),
    recorded_by_staff=case.challenges.where(_OWN).any(challenge.recorded_by_staff),
    source="H8; D9",
)

# A link in the records is not yet help; it is the least that there must be.
WORKED_ON = share(
    id="challenge.worked-on",
    question="For which share of the participants' own challenges is there a goal, or"
    " something begun?",
    counts="challenge",
    when=challenge.on,
    among=_OWN,
    mature=days_between(challenge.on, window.as_of) >= param.work_days,
    numerator=(challenge.goals.size > 0)
    | case.interventions.any(
        intervention.challenges.has(challenge.id)
        & (intervention.period.start <= window.as_of)
    ),
    direction=Direction.UP,
    needs=(
        "challenge.goals",
        "challenge.on",
        "challenge.proposed_by",
        "intervention.challenges",
    ),
    duty_holder=DutyHolder.ORGANISATION,
    companion="challenge.named-by-participant",
    groupings=("case.unit",),
    parameters=(assumed("work_days", 56, "days", "eight weeks"),),
    recorded_by_staff=challenge.recorded_by_staff,
    source="H8; D9",
)

DEFINITIONS: tuple[Definition, ...] = (NAMED, WORKED_ON)
"""In the order of the documentation."""
