"""The plan: whether there is one, whose it is, who changes it, whether it is the only one.

The trap of most of these: without a plan there is nothing to ask, and cases without one
vanish. So everybody enrolled is asked about. Source: H16, M12, M30, D9, D19.
"""

from __future__ import annotations

from functools import reduce
from itertools import combinations

from brukermedvirkning.domain.concepts import Area
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import (
    case,
    enrolment,
    goal,
    intervention,
    offer,
    other_plan,
    param,
    review,
)
from brukermedvirkning.rules.expressions.surface import Expr, contains, days_between
from brukermedvirkning.rules.indicators.builtin.shared import (
    ENROLLED,
    LAST_DAY,
    OWN,
    SERVICE_DECIDED,
    assumed,
    by_person,
    enrolled_for,
    left_before,
    share,
    slice_of,
)
from brukermedvirkning.rules.indicators.definition import Definition, Direction

__all__ = ["DECLINED", "DEFINITIONS", "HAS_PLAN"]

HAS_PLAN: Expr = case.plan.is_known & contains(case.plan.period, LAST_DAY)
"""Whether the plan is there on the day on which an enrolment is judged."""
DECLINED: Expr = case.offers.any(
    (offer.nature == "plan")
    & (offer.answer == "declined")
    & offer.answered_on.is_known
    & (offer.answered_on <= LAST_DAY)
)
"""Whether the participant declined a plan, with the day of it."""
_CURRENT: Expr = goal.status == "current"
_GROUPINGS = ("case.unit", "enrolment.programme")
_DUE = assumed("plan_due_days", 28, "days", "four weeks")

# Everybody enrolled long enough is asked about; a plan may be declined.
EXISTS = share(
    id="plan.exists",
    question="Which share of those enrolled has a plan?",
    counts="enrolment",
    among=ENROLLED,
    mature=enrolled_for(param.plan_due_days),
    excluded=left_before(param.plan_due_days),
    numerator=HAS_PLAN,
    exception=DECLINED,
    direction=Direction.UP,
    needs=("plan", "enrolment.start", "enrolment.exit", "offer.answer"),
    duty_holder=DutyHolder.ORGANISATION,
    groupings=_GROUPINGS,
    parameters=(_DUE,),
    source="H16; M12; D19",
)

_AGREED: Expr = HAS_PLAN & (case.goals_agreed == "yes")
_HAS_OWN: Expr = HAS_PLAN & case.goals.any(_CURRENT & goal.proposer.in_(*OWN))

# A field that names an owner would always say yes. Who has no plan owns none; that the
# participant may propose, disagree and withdraw holds under every policy of ownership.
OWNED = share(
    id="plan.owned-by-participant",
    question="Which share of those enrolled has a plan that is their own?",
    counts="enrolment",
    among=ENROLLED,
    mature=enrolled_for(param.plan_due_days),
    excluded=left_before(param.plan_due_days),
    numerator=_AGREED & _HAS_OWN,
    exception=DECLINED,
    direction=Direction.UP,
    needs=(
        "plan",
        "enrolment.exit",
        "enrolment.start",
        "goal",
        "goal.proposed_by",
        "goal.status",
        "goal.wordings",
        "offer.answer",
        "stance",
        "stance.version",
    ),
    duty_holder=DutyHolder.ORGANISATION,
    printed_with=(
        "plan.owned-by-participant.every-goal-agreed",
        "plan.owned-by-participant.a-goal-of-their-own",
    ),
    groupings=_GROUPINGS,
    parameters=(_DUE,),
    recorded_by_staff=case.goals.where(_CURRENT).any(goal.recorded_by_staff),
    source="H16; M12",
)
OWNED_PARTS = (
    slice_of(
        OWNED,
        "every-goal-agreed",
        "Which share has a plan of which they worded or agreed to every goal?",
        _AGREED,
    ),
    slice_of(
        OWNED,
        "a-goal-of-their-own",
        "Which share has a plan with at least one goal that they proposed?",
        _HAS_OWN,
    ),
)

# A review that changed nothing is no change by anybody; who reviews nothing shows in
# plan.reviewed-with-participant.
CHANGED = share(
    id="plan.changed-by-participant",
    question="Of the reviews that changed the plan, which share had changes by the"
    " participant?",
    counts="review",
    when=review.on,
    among=review.changed_by.size > 0,
    numerator=review.changer.in_(*OWN),
    direction=Direction.UP,
    needs=("review.changed_by",),
    duty_holder=DutyHolder.ORGANISATION,
    companion="plan.changed-by-participant.people",
    groupings=("case.unit",),
    recorded_by_staff=review.recorded_by_staff,
    source="M30",
)
CHANGED_PEOPLE = by_person(
    CHANGED,
    "Of the participants whose plan was changed, which share changed it themselves"
    " at least once?",
)

_LATELY: Expr = (review.on > LAST_DAY - param.review_days) & (review.on <= LAST_DAY)
_THERE: Expr = _LATELY & (review.participant_present == "yes")
_REVIEWED: Expr = case.reviews.any(_THERE)

_YOUNG: Expr = HAS_PLAN & (
    days_between(case.plan.period.start, LAST_DAY) < param.review_days
)

# Asked of everybody enrolled long enough, or who makes no plans would do best. Only a
# plan that is younger than the time for a review waits for its first one.
REVIEWED = share(
    id="plan.reviewed-with-participant",
    question="Which share had their plan reviewed lately, and was there?",
    counts="enrolment",
    among=ENROLLED,
    mature=enrolled_for(param.review_days),
    excluded=left_before(param.review_days),
    numerator=HAS_PLAN & _REVIEWED,
    exception=DECLINED | (_YOUNG & ~(enrolment.exit.is_known & SERVICE_DECIDED)),
    direction=Direction.UP,
    needs=(
        "plan",
        "enrolment.exit",
        "enrolment.start",
        "offer.answer",
        "review.participant_present",
    ),
    duty_holder=DutyHolder.ORGANISATION,
    groupings=_GROUPINGS,
    parameters=(assumed("review_days", 182, "days", "half a year"),),
    recorded_by_staff=case.reviews.where(_THERE).any(review.recorded_by_staff),
    source="M30",
)

_RUNS: Expr = contains(intervention.period, LAST_DAY)
_ELSEWHERE: Expr = contains(other_plan.period, LAST_DAY)


def _in_area(area: Area) -> Expr:
    """Whether something current belongs to an area."""
    wanted: Expr = case.goals.any(_CURRENT & goal.areas.has(area))
    begun: Expr = case.interventions.any(_RUNS & (intervention.area == area))
    return wanted | begun


_AREAS = tuple(
    map(_in_area, (Area.EMPLOYMENT, Area.EDUCATION, Area.SOCIAL, Area.HEALTH))
)
_TWO_AREAS: Expr = reduce(
    lambda one, other: one | other, (a & b for a, b in combinations(_AREAS, 2))
)

# To have many areas is never the aim: it would push measures that nobody needs.
SINGLE = share(
    id="plan.single",
    question="Of those with something going on in several areas, or with a second plan,"
    " which share has it all in one plan?",
    counts="enrolment",
    among=ENROLLED & (_TWO_AREAS | case.other_plans.any(_ELSEWHERE)),
    numerator=HAS_PLAN
    & case.other_plans.where(_ELSEWHERE).all(other_plan.joined_into_this == "yes"),
    direction=Direction.UP,
    needs=(
        "plan",
        "enrolment.exit",
        "enrolment.start",
        "goal.areas",
        "intervention.area",
        "other_plan.joined_into_this",
    ),
    duty_holder=DutyHolder.AUTHORITY,
    groupings=_GROUPINGS,
    source="D19",
)

DEFINITIONS: tuple[Definition, ...] = (
    EXISTS,
    OWNED,
    *OWNED_PARTS,
    CHANGED,
    CHANGED_PEOPLE,
    REVIEWED,
    SINGLE,
)
"""In the order of the documentation."""
