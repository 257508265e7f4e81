"""Interventions: who chose and shaped them, how they ended, what they weigh.

Source: D16-19, D26-37, D144, N57-60, B13.
"""

from __future__ import annotations

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import (
    case,
    decision,
    goal,
    intervention,
    window,
)
from brukermedvirkning.rules.expressions.surface import (
    Expr,
    Rows,
    days_within,
)
from brukermedvirkning.rules.indicators.builtin import endings
from brukermedvirkning.rules.indicators.builtin.endings import BEGUN, GROUPINGS
from brukermedvirkning.rules.indicators.builtin.shared import (
    ASKED_UNTIL,
    HOUR,
    OWN,
    by_person,
    share,
    slice_of,
    told,
)
from brukermedvirkning.rules.indicators.definition import Definition, Direction
from brukermedvirkning.rules.indicators.scoring import Continuous

__all__ = ["DEFINITIONS"]

_FIRST_DAY = intervention.period.start

# To accept the only one is no choice. What is a duty is told apart by obligation.
CHOSEN = share(
    id="intervention.chosen-by-participant",
    question="Which share of the measures begun did the participant choose?",
    counts="intervention",
    when=_FIRST_DAY,
    among=BEGUN,
    numerator=(intervention.proposer == "participant_alone")
    | (intervention.found_by_participant == "yes")
    | case.decisions.any(
        (decision.id == intervention.decision)
        & (decision.option_count >= 2)
        & decision.last_word.in_("participant", "together")
    ),
    direction=Direction.UP,
    needs=(
        "decision.last_word",
        "decision.options",
        "intervention.decision",
        "intervention.found_by_participant",
        "intervention.proposed_by",
    ),
    companion="intervention.chosen-by-participant.people",
    groupings=GROUPINGS,
    recorded_by_staff=intervention.recorded_by_staff,
    source="D17; H10; B13",
)
CHOSEN_TOGETHER = slice_of(
    CHOSEN,
    "together",
    "Which share of the measures begun was proposed together with the participant?",
    intervention.proposer == "together",
)
CHOSEN_PEOPLE = by_person(
    share(
        id=CHOSEN.id,
        question=CHOSEN.question,
        counts="intervention",
        when=_FIRST_DAY,
        among=BEGUN,
        numerator=(intervention.proposer == "participant_alone")
        | (intervention.found_by_participant == "yes"),
        direction=Direction.UP,
        needs=("intervention.found_by_participant", "intervention.proposed_by"),
        source=CHOSEN.source,
    ),
    "Of the participants who began something, which share proposed or found it at least"
    " once?",
)

SHAPED_GOAL = share(
    id="intervention.shaped-by-participant.goal",
    question="Which share of the measures begun has an aim that the participant shaped?",
    counts="intervention",
    when=_FIRST_DAY,
    among=BEGUN,
    numerator=intervention.goal_shaper.in_(*OWN),
    direction=Direction.UP,
    needs=("intervention.goal_shaped_by",),
    companion="intervention.shaped-by-participant.goal.people",
    groupings=GROUPINGS,
    recorded_by_staff=intervention.recorded_by_staff,
    source="D17; N59-60",
)
SHAPED_CONTENT = share(
    id="intervention.shaped-by-participant.content",
    question="Which share of the measures begun has a content that the participant"
    " shaped?",
    counts="intervention",
    when=_FIRST_DAY,
    among=BEGUN,
    numerator=intervention.content_shaper.in_(*OWN),
    direction=Direction.UP,
    needs=("intervention.content_shaped_by",),
    companion="intervention.shaped-by-participant.content.people",
    groupings=GROUPINGS,
    recorded_by_staff=intervention.recorded_by_staff,
    source="D17; N59-60",
)
SHAPED_PEOPLE = (
    by_person(
        SHAPED_GOAL,
        "Of the participants who began something, which share shaped the aim of it at"
        " least once?",
    ),
    by_person(
        SHAPED_CONTENT,
        "Of the participants who began something, which share shaped the content of it"
        " at least once?",
    ),
)

_PLACEMENT: Expr = intervention.measure.in_("work_placement", "wage_subsidy")
_FOR_OWN_GOAL: Expr = case.goals.any(
    intervention.goals.has(goal.id) & goal.proposer.in_(*OWN)
)

# A hypothesis of the project, and no effect: STAR measured none.
PLACEMENT = share(
    id="placement.own-goal",
    question="Which share of the placements begun serves a goal of the participant's"
    " own?",
    counts="intervention",
    when=_FIRST_DAY,
    among=BEGUN & _PLACEMENT,
    numerator=_FOR_OWN_GOAL,
    direction=Direction.UP,
    needs=("goal.proposed_by", "intervention.goals", "intervention.measure"),
    companion="goal.proposed-by-participant.people",
    groupings=GROUPINGS,
    recorded_by_staff=intervention.recorded_by_staff,
    source="D17; D142",
)

# What the organisation does in return is part of the record; there is no indicator of
# who took responsibility.
RESPONSIBILITY = share(
    id="responsibility.in-practice",
    question="In which share of the placements that serve an own goal was a task agreed,"
    " with what the organisation does in return?",
    counts="intervention",
    when=_FIRST_DAY,
    among=BEGUN & _PLACEMENT & _FOR_OWN_GOAL,
    numerator=intervention.responsibility.is_known,
    needs=(
        "goal.proposed_by",
        "intervention.goals",
        "intervention.measure",
        "intervention.responsibility",
    ),
    companion="goal.proposed-by-participant.people",
    groupings=GROUPINGS,
    recorded_by_staff=intervention.recorded_by_staff,
    source="D142; H13",
)


def _peak(
    suffix: str, companion: str, question: str, weighs: Expr | bool
) -> Definition:
    """The highest weekly load; a pause weighs nothing, what never started neither.

    The status is asked as recorded: most sources do not say it, and an intervention of
    unknown status weighs. One of unknown first day or load leaves the peak open.
    """
    begun: Rows = case.interventions.where(
        intervention.status.recorded != "never_started"
    ).where(weighs)
    looked_at: Expr = days_within(intervention.period, window.start, ASKED_UNTIL) > 0
    running: Rows = begun.where(looked_at)
    loads: Expr = intervention.weekly_minutes
    return Definition(
        id=f"intervention.peak-weekly-hours{suffix}",
        question=question,
        among=begun.any(looked_at)
        & begun.all(told(looked_at))
        & running.all(told(loads >= 0)),
        scoring=Continuous(
            observe=running.peak_load(
                intervention.period,
                loads,
                intervention.pauses,
                since=window.start,
                until=ASKED_UNTIL,
            ),
            unit="hours a week",
            per=HOUR,
        ),
        needs=("intervention.weekly_minutes",),
        duty_holder=DutyHolder.PROGRAMME,
        companion=f"intervention.peak-weekly-hours{companion}",
        printed_with=(f"intervention.peak-weekly-hours{companion}",),
        groupings=("case.unit",),
        source="D26-37",
    )


# A mentor's hours are help and not load; both are printed.
PEAKS = (
    _peak(
        "",
        ".load",
        "How many hours a week were the measures at their most, support included?",
        True,
    ),
    _peak(
        ".load",
        "",
        "How many hours a week did the measures ask for at their most, support apart?",
        intervention.counts_as_load,
    ),
)

DEFINITIONS: tuple[Definition, ...] = (
    CHOSEN,
    CHOSEN_TOGETHER,
    CHOSEN_PEOPLE,
    SHAPED_GOAL,
    SHAPED_CONTENT,
    *SHAPED_PEOPLE,
    *endings.DEFINITIONS,
    PLACEMENT,
    RESPONSIBILITY,
    *PEAKS,
)
"""In the order of the documentation."""
