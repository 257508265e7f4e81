"""Introductions: the organisation makes role and responsibility known. Source: H13."""

from __future__ import annotations

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import (
    case,
    enrolment,
    introduction,
    window,
)
from brukermedvirkning.rules.expressions.surface import Expr, Rows
from brukermedvirkning.rules.indicators.builtin.shared import share, slice_of
from brukermedvirkning.rules.indicators.definition import Definition, Direction

__all__ = ["DEFINITIONS"]

_THEIRS: Rows = case.introductions.where(introduction.enrolment == enrolment.id)
_IN_TIME: Expr = introduction.on <= enrolment.first_day
_COMPLETE: Expr = introduction.is_complete == "yes"
_ACKNOWLEDGED: Expr = introduction.acknowledged_on.is_known & (
    introduction.acknowledged_on <= window.as_of
)

# A tick is not enough: it covers role and responsibility, and the participant says so.
DAY_ONE = share(
    id="introduction.day-one",
    question="Which share was introduced to role and responsibility from day one?",
    counts="enrolment",
    when=enrolment.first_day,
    numerator=_THEIRS.any(_IN_TIME & _COMPLETE & _ACKNOWLEDGED),
    direction=Direction.UP,
    needs=(
        "enrolment.start",
        "introduction.acknowledged_on",
        "introduction.covers_responsibility",
        "introduction.covers_role",
        "introduction.enrolment",
        "introduction.on",
    ),
    duty_holder=DutyHolder.ORGANISATION,
    groupings=("case.unit", "enrolment.programme"),
    recorded_by_staff=_THEIRS.any(introduction.recorded_by_staff),
    source="H13",
)
DAY_ONE_PARTS = (
    slice_of(
        DAY_ONE,
        "late",
        "Which share was introduced to both later than on day one?",
        _THEIRS.any(~_IN_TIME & _COMPLETE & _ACKNOWLEDGED)
        & ~_THEIRS.any(_IN_TIME & _COMPLETE & _ACKNOWLEDGED),
    ),
    slice_of(
        DAY_ONE,
        "not-acknowledged",
        "Which share was introduced to both, and never said that they knew?",
        _THEIRS.any(_COMPLETE) & ~_THEIRS.any(_COMPLETE & _ACKNOWLEDGED),
    ),
)

DEFINITIONS: tuple[Definition, ...] = (DAY_ONE, *DAY_ONE_PARTS)
"""In the order of the documentation."""
