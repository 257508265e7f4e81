"""Peer workers: who learned to use their experience at work, and does. Source: N29-51.

That somebody is a peer worker tells of an illness, so nothing of this leaves without
disclosure control. There is no direction: other work is as good, and to wish for it.
"""

from __future__ import annotations

from brukermedvirkning.rules.expressions.nodes import Node
from brukermedvirkning.rules.expressions.roots import (
    case,
    enrolment,
    follow_up,
    param,
    window,
)
from brukermedvirkning.rules.expressions.surface import Expr, Rows, as_node
from brukermedvirkning.rules.indicators.builtin.shared import (
    PROGRAMMES,
    assumed,
    promised_in,
    share,
    slice_of,
)
from brukermedvirkning.rules.indicators.definition import Definition

__all__ = ["DEFINITIONS", "EMPLOYED", "FOLLOW_UP_ASKED"]

_DUE_ON: Expr = enrolment.exit.on + param.days_after
_ASKED: Rows = case.follow_ups.where(
    (follow_up.enrolment == enrolment.id)
    & (follow_up.on >= _DUE_ON)
    & (follow_up.on <= _DUE_ON + param.days_late)
)
FOLLOW_UP_ASKED: Node = as_node(_ASKED.first(follow_up.id))
"""The follow-up that is looked at, asked of an enrolment."""
_WORKS: Expr = follow_up.status == "in_work"
_AS_PEER: Expr = _WORKS & (follow_up.as_peer_worker == "yes")

# Who completed the training, and not who stayed in touch: whoever cannot be asked any
# more stays in the denominator.
EMPLOYED = share(
    id="peer-worker.employed",
    question="Of those who completed the training for peer workers, which share worked"
    " as one later?",
    counts="enrolment",
    when=_DUE_ON,
    among=enrolment.exit.is_known
    & promised_in(enrolment.programme)
    & (enrolment.exit.category == "completed"),
    mature=_DUE_ON + param.days_late <= window.as_of,
    numerator=_ASKED.first(_AS_PEER),
    needs=("enrolment.exit", "follow_up.as_peer_worker", "follow_up.status"),
    groupings=("case.unit", "enrolment.programme"),
    parameters=(
        PROGRAMMES,
        assumed("days_after", 182, "days", "half a year"),
        assumed("days_late", 91, "days", "a quarter in which it can be asked"),
    ),
    source="N45-51",
)
PERMANENT = slice_of(
    EMPLOYED,
    "permanent",
    "Of those who completed the training for peer workers, which share had a permanent"
    " position as one?",
    _ASKED.first(_AS_PEER & (follow_up.terms == "permanent")),
    needs=(*EMPLOYED.needs, "follow_up.terms"),
)
TEMPORARY = slice_of(
    EMPLOYED,
    "temporary",
    "Of those who completed the training for peer workers, which share had a temporary"
    " position as one?",
    _ASKED.first(_AS_PEER & (follow_up.terms == "temporary")),
    needs=(*EMPLOYED.needs, "follow_up.terms"),
)
OTHER_WORK = slice_of(
    EMPLOYED,
    "other-work",
    "Of those who completed the training for peer workers, which share did other work"
    " later?",
    _ASKED.first(_WORKS & (follow_up.as_peer_worker == "no")),
)

DEFINITIONS: tuple[Definition, ...] = (EMPLOYED, PERMANENT, TEMPORARY, OTHER_WORK)
"""In the order of the documentation."""
