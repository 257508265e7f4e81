"""Goals: who proposed them, where the participant stands, whether anybody asked.

Agreement and disagreement are two halves of one thing, and silence is neither: only
whether the participant was asked has a direction. Source: H8, H16, M12, D9.
"""

from __future__ import annotations

from brukermedvirkning.domain.concepts import StanceAnswer
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import (
    case,
    goal,
    param,
    stance,
)
from brukermedvirkning.rules.expressions.surface import Expr, Rows, days_between
from brukermedvirkning.rules.indicators.builtin.shared import (
    ENROLLED,
    OWN,
    TODAY,
    assumed,
    enrolled_for,
    left_before,
    no_unless,
    share,
    slice_of,
    told,
)
from brukermedvirkning.rules.indicators.definition import Definition, Direction
from brukermedvirkning.rules.indicators.scoring import Distribution

__all__ = ["DEFINITIONS"]

_CURRENT: Expr = goal.status == "current"
_GROUPINGS = ("case.unit", "goal.topic")

# What staff typed in is not theirs for that; who wrote it down is told beside.
PROPOSED = share(
    id="goal.proposed-by-participant",
    question="Which share of the new goals did the participant alone propose?",
    counts="goal",
    when=goal.on,
    numerator=goal.proposer == "participant_alone",
    direction=Direction.UP,
    needs=("goal.on", "goal.proposed_by"),
    companion="goal.proposed-by-participant.people",
    printed_with=("goal.proposed-by-participant.together",),
    groupings=_GROUPINGS,
    recorded_by_staff=goal.recorded_by_staff,
    source="H8; H16; D9",
)
TOGETHER = slice_of(
    PROPOSED,
    "together",
    "Which share of the new goals did the participant propose together with others?",
    goal.proposer == "together",
)

# Everybody enrolled long enough: who makes no plans has no goals of anybody's own.
OWN_GOAL = share(
    id="goal.proposed-by-participant.people",
    question="Which share of those enrolled has a current goal that they proposed?",
    counts="enrolment",
    among=ENROLLED,
    mature=enrolled_for(param.plan_due_days),
    excluded=left_before(param.plan_due_days),
    numerator=case.goals.any(_CURRENT & goal.proposer.in_(*OWN)),
    direction=Direction.UP,
    needs=("enrolment.exit", "enrolment.start", "goal.proposed_by", "goal.status"),
    companion="goal.proposed-by-participant",
    groupings=("case.unit", "enrolment.programme"),
    parameters=(assumed("plan_due_days", 28, "days", "four weeks"),),
    recorded_by_staff=case.goals.where(_CURRENT).any(goal.recorded_by_staff),
    source="D9; H16",
)

_SAID: Rows = case.stances.where(
    (stance.item_kind == "goal")
    & (stance.item == goal.id)
    & (stance.version == goal.version)
)
_THEIRS: Rows = _SAID.where(stance.party == "participant")
_OWN_WORD: Rows = _THEIRS.where(stance.by_representative.is_unknown.or_else(True))
_FOR_THEM: Rows = _THEIRS.where(stance.by_representative.is_known)


def _last(rows: Rows) -> Rows:
    """The rows of the last day."""
    return rows.where(stance.on == rows.max(stance.on).or_else(stance.on))


def _at_one(rows: Rows) -> Expr:
    """Whether the last day says one thing: unknown where it says two, else true."""
    last = _last(rows)
    sure = last.where(last.distinct(stance.answer.recorded) <= 1)
    return ~rows.any(True) | sure.first(True)


# Who said it must be known of every word, and of two words of one day the last.
_CLEAR: Expr = _CURRENT & told(
    _SAID.all(told(stance.party == "participant")) & _at_one(_OWN_WORD)
)
_STANDS: Expr = (
    _last(_OWN_WORD)
    .last(stance.answer.recorded)
    .or_else(_last(_FOR_THEM).last(stance.answer.recorded))
    .or_else("not_asked")
)
_NEEDS = ("goal.status", "goal.wordings", "stance.party", "stance.version")

STANCE = Definition(
    id="goal.stance",
    question="Where do the participants stand on their current goals?",
    counts="goal",
    among=_CLEAR,
    scoring=Distribution(category=_STANDS, order=tuple(StanceAnswer)),
    needs=_NEEDS,
    duty_holder=DutyHolder.PROGRAMME,
    companion="plan.owned-by-participant.every-goal-agreed",
    groupings=_GROUPINGS,
    source="H16; D9",
)


def _says(*answers: str) -> Expr:
    """Whether the participant says so, or a representative while there is no own word."""
    test = no_unless(stance.answer.in_(*answers), stance.answer.recorded == "not_asked")
    own = _OWN_WORD.any(True)
    return (own & _last(_OWN_WORD).any(test)) | (~own & _last(_FOR_THEM).any(test))


AGREED = share(
    id="goal.agreed",
    question="To which share of the current goals does the participant agree?",
    counts="goal",
    among=_CLEAR,
    numerator=_says("agrees"),
    needs=_NEEDS,
    companion="plan.owned-by-participant.every-goal-agreed",
    printed_with=(STANCE.id,),
    groupings=_GROUPINGS,
    recorded_by_staff=_last(_OWN_WORD).any(stance.recorded_by_staff),
    source="H16; M12",
)
DISAGREED = share(
    id="goal.disagreed",
    question="With which share of the current goals does the participant disagree?",
    counts="goal",
    among=_CLEAR,
    numerator=_says("disagrees", "withdrawn"),
    needs=_NEEDS,
    companion="plan.owned-by-participant.every-goal-agreed",
    printed_with=(STANCE.id,),
    groupings=_GROUPINGS,
    recorded_by_staff=_last(_OWN_WORD).any(stance.recorded_by_staff),
    source="H16; D9",
)
BY_REPRESENTATIVE = share(
    id="goal.stance.by-representative",
    question="For which share of the current goals did only a representative speak?",
    counts="goal",
    among=_CLEAR,
    numerator=_FOR_THEM.any(True) & ~_OWN_WORD.any(True),
    needs=(*_NEEDS, "stance.by_representative"),
    companion="plan.owned-by-participant",
    groupings=_GROUPINGS,
    source="H10",
)

# An answer that was declined was asked for; the participant's own words need no asking.
STANCE_ASKED = share(
    id="goal.stance-asked",
    question="For which share of the current goals was the participant asked where they"
    " stand?",
    counts="goal",
    among=_CURRENT,
    mature=days_between(goal.on, TODAY) >= param.ask_days,
    numerator=goal.worder.in_(*OWN)
    | _SAID.any(
        (stance.party == "participant") & (stance.answer.recorded != "not_asked")
    ),
    direction=Direction.UP,
    needs=(*_NEEDS, "goal.on"),
    duty_holder=DutyHolder.ORGANISATION,
    companion="plan.owned-by-participant.every-goal-agreed",
    groupings=_GROUPINGS,
    parameters=(assumed("ask_days", 14, "days", "two weeks"),),
    recorded_by_staff=(_SAID.any(True) & _SAID.any(stance.recorded_by_staff))
    | (~_SAID.any(True) & goal.recorded_by_staff),
    source="H16; D9",
)

DEFINITIONS: tuple[Definition, ...] = (
    PROPOSED,
    TOGETHER,
    OWN_GOAL,
    STANCE,
    AGREED,
    DISAGREED,
    BY_REPRESENTATIVE,
    STANCE_ASKED,
)
"""In the order of the documentation."""
