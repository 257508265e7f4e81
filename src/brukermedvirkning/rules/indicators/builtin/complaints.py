"""Complaints: answered in time. That one is upheld is neither good nor bad.

Source: B13, N11-15.
"""

from __future__ import annotations

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import complaint, param, window
from brukermedvirkning.rules.expressions.surface import days_between
from brukermedvirkning.rules.indicators.builtin.shared import (
    assumed,
    by_person,
    share,
)
from brukermedvirkning.rules.indicators.definition import Definition, Direction

__all__ = ["DEFINITIONS"]

_GROUPINGS = ("case.unit", "complaint.item_kind")

ANSWERED = share(
    id="complaint.answered-within",
    question="Which share of the complaints was answered in time?",
    counts="complaint",
    when=complaint.on,
    mature=days_between(complaint.on, window.as_of) >= param.answer_days,
    numerator=complaint.answered_on.is_known
    & (days_between(complaint.on, complaint.answered_on) <= param.answer_days),
    direction=Direction.UP,
    needs=("complaint.answered_on",),
    duty_holder=DutyHolder.ORGANISATION,
    companion="complaint.answered-within.people",
    groupings=_GROUPINGS,
    parameters=(assumed("answer_days", 28, "days", "four weeks"),),
    source="B13; N11-15",
)

# Few complaints may mean that nobody dares, and many upheld ones that they are heard.
UPHELD = share(
    id="complaint.upheld",
    question="Which share of the complaints answered was upheld, in whole or in part?",
    counts="complaint",
    when=complaint.answered_on,
    among=complaint.answered_on.is_known,
    numerator=complaint.outcome.in_("upheld", "upheld_in_part"),
    needs=("complaint.answered_on", "complaint.outcome"),
    companion="complaint.upheld.people",
    groupings=_GROUPINGS,
    source="B13; N11-15",
)
PEOPLE = (
    by_person(
        ANSWERED,
        "Of the participants who complained, which share had every answer in time?",
        every=True,
    ),
    by_person(
        UPHELD,
        "Of the participants with an answer, which share was upheld at least once?",
    ),
)

DEFINITIONS: tuple[Definition, ...] = (ANSWERED, UPHELD, *PEOPLE)
"""In the order of the documentation."""
