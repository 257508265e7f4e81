"""How interventions ended: completed, did not fit, stopped early. Source: N57-60.

Who leaves for work did not fail, and what does not fit is the offer. Ends without a
reason on record are kept out where less is better, and lower the coverage.
"""

from __future__ import annotations

from brukermedvirkning.rules.expressions.roots import intervention, param
from brukermedvirkning.rules.expressions.surface import Expr, days_between
from brukermedvirkning.rules.indicators.builtin.shared import (
    assumed,
    by_person,
    share,
    slice_of,
    told,
)
from brukermedvirkning.rules.indicators.definition import Definition, Direction

__all__ = ["BEGUN", "DEFINITIONS", "GROUPINGS"]

BEGUN: Expr = (intervention.status.recorded != "planned") & (
    intervention.status.recorded != "never_started"
)
GROUPINGS = ("case.unit", "intervention.measure", "intervention.obligation")

_ENDED: Expr = BEGUN & intervention.ended_on.is_known
_LAST_DAY: Expr = intervention.ended_on - 1
_ENDING_GROUPINGS = (
    *GROUPINGS,
    "intervention.content_shaper",
    "intervention.end_decided_by",
    "intervention.end_reason_said_by",
    "intervention.fits_own_interest",
    "intervention.goal_shaper",
)

# Split by who shaped it, this shows what goes together, and no effect. To stop what does
# not fit is no failure, so there is no direction.
COMPLETED = share(
    id="intervention.completed",
    question="Which share of the measures that ended was completed?",
    counts="intervention",
    when=_LAST_DAY,
    among=_ENDED,
    numerator=(intervention.end_reason == "completed").or_else(
        intervention.status == "completed"
    ),
    needs=("intervention.end_reason", "intervention.status"),
    companion="intervention.completed.people",
    groupings=_ENDING_GROUPINGS,
    source="N59-60",
)
DID_NOT_FIT = share(
    id="intervention.did-not-fit",
    question="Which share of the measures that ended did so because it did not fit?",
    counts="intervention",
    when=_LAST_DAY,
    among=_ENDED,
    denominator=told(intervention.end_reason == "did_not_fit"),
    numerator=intervention.end_reason == "did_not_fit",
    direction=Direction.DOWN,
    needs=("intervention.end_reason",),
    companion="intervention.did-not-fit.people",
    groupings=_ENDING_GROUPINGS,
    source="N57; D122-125",
)
ENDED_PEOPLE = (
    by_person(
        COMPLETED,
        "Of the participants with something that ended, which share completed something?",
    ),
    by_person(
        DID_NOT_FIT,
        "Of the participants with something that ended, which share had something that"
        " did not fit?",
    ),
)

_GOOD_END: Expr = intervention.end_reason.in_("completed", "work", "education", "death")
_EARLY: Expr = days_between(_LAST_DAY, intervention.planned_end) > param.days_early

# Who leaves a measure for a job did not fail in it. Without a planned end or a reason
# nobody can tell.
STOPPED_EARLY = share(
    id="intervention.stopped-early",
    question="Which share of the measures with a planned end was stopped before it?",
    counts="intervention",
    when=_LAST_DAY,
    among=_ENDED & intervention.planned_end.is_known,
    denominator=told(_GOOD_END),
    numerator=_EARLY,
    excluded=_GOOD_END,
    direction=Direction.DOWN,
    needs=("intervention.end_reason", "intervention.planned_end"),
    companion="intervention.stopped-early.people",
    groupings=_ENDING_GROUPINGS,
    parameters=(assumed("days_early", 14, "days", "two weeks"),),
    source="N57; N59-60",
)
STOPPED_EARLY_PARTS = (
    slice_of(
        STOPPED_EARLY,
        "did-not-fit",
        "Which share was stopped before its planned end because it did not fit?",
        _EARLY & (intervention.end_reason == "did_not_fit"),
    ),
    by_person(
        STOPPED_EARLY,
        "Of the participants with such measures, which share had one stopped early?",
    ),
)

DEFINITIONS: tuple[Definition, ...] = (
    COMPLETED,
    DID_NOT_FIT,
    *ENDED_PEOPLE,
    STOPPED_EARLY,
    *STOPPED_EARLY_PARTS,
)
"""In the order of the documentation."""
