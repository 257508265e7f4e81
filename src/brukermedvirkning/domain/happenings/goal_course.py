"""How a goal fares: taken into the plan, achieved, dropped, and who follows it up.

A status is not content: moving it makes no version. Following up is never owning.
Source: H16, H22, M19.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ActorKind, GoalStatus, Party
from brukermedvirkning.domain.happenings.base import (
    Context,
    Handler,
    Happening,
    Refusal,
    find_row,
    with_row,
)
from brukermedvirkning.domain.happenings.goals import (
    OnGoal,
    refuse_change,
    refuse_others,
    the_goal,
)
from brukermedvirkning.domain.happenings.items import refuse_early
from brukermedvirkning.domain.happenings.voices import is_on_own_side
from brukermedvirkning.domain.plan import Goal
from brukermedvirkning.domain.record import PERSONAL, Text

__all__ = [
    "HANDLERS",
    "GoalAchieved",
    "GoalDropped",
    "GoalFollowUpDelegated",
    "GoalTaken",
]

_STAFF = (ActorKind.STAFF, ActorKind.PEER_WORKER)


@attrs.frozen(kw_only=True)
class GoalTaken(OnGoal):
    """A goal was taken into the plan and is current from then on."""

    kind: ClassVar[str] = "goal_taken"


@attrs.frozen(kw_only=True)
class GoalAchieved(OnGoal):
    """A goal has been achieved."""

    kind: ClassVar[str] = "goal_achieved"


@attrs.frozen(kw_only=True)
class GoalDropped(OnGoal):
    """A goal is pursued no longer. Others than the participant say why."""

    kind: ClassVar[str] = "goal_dropped"

    reason: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)


@attrs.frozen(kw_only=True)
class GoalFollowUpDelegated(OnGoal):
    """The service gave the following up of a goal to one of its own.

    The goal stays the participant's; what changes is who is responsible for following
    it up. Source: H22, M19.
    """

    kind: ClassVar[str] = "goal_follow_up_delegated"

    to: Actor


def _moved(status: GoalStatus, case: Case, act: OnGoal) -> Case:
    row = attrs.evolve(
        the_goal(case, act),
        status=status,
        status_on=act.on,
        status_by=act.party,
        status_reason=getattr(act, "reason", None),
    )
    return with_row(case, row)


def _take(case: Case, act: GoalTaken) -> Case:
    return _moved(GoalStatus.CURRENT, case, act)


def _may_not_take(case: Case, act: GoalTaken, _: Context) -> Iterator[Refusal]:
    yield from refuse_change(case, act)
    row = find_row(case, Goal, act.goal)
    if row is not None and row.status is GoalStatus.CURRENT:
        yield Refusal(rule="goal.current", reason="the goal is in the plan already")
    if case.plan is None or not case.plan.period.contains(act.on):
        yield Refusal(
            rule="plan.not-running",
            reason="no plan runs on the day",
            permitted=("plan_started",),
        )


def _achieve(case: Case, act: GoalAchieved) -> Case:
    return _moved(GoalStatus.ACHIEVED, case, act)


def _drop(case: Case, act: GoalDropped) -> Case:
    return _moved(GoalStatus.DROPPED, case, act)


def _may_not_move(case: Case, act: OnGoal, _: Context) -> Iterator[Refusal]:
    """A status is not older than the one before."""
    yield from refuse_change(case, act)
    row = find_row(case, Goal, act.goal)
    yield from refuse_early(act.on, None if row is None else row.status_on)


def _may_not_drop(case: Case, act: GoalDropped, context: Context) -> Iterator[Refusal]:
    yield from _may_not_move(case, act, context)
    yield from refuse_others(case, act)
    if not is_on_own_side(act) and act.reason is None:
        yield Refusal(
            rule="goal.drop-reason",
            reason="who drops a goal for the participant says why",
            permitted=(GoalDropped.kind,),
        )


def _delegate(case: Case, act: GoalFollowUpDelegated) -> Case:
    """The goal names who follows it up, and so do the places in the team that day."""
    case = with_row(case, attrs.evolve(the_goal(case, act), followed_up_by=act.to))
    for member in case.team:
        if not member.period.contains(act.on):
            continue
        others = tuple(goal for goal in member.follows_up if goal != act.goal)
        is_theirs = act.to.id is not None and member.actor.id == act.to.id
        goals = (*others, act.goal) if is_theirs else others
        case = with_row(case, attrs.evolve(member, follows_up=goals))
    return case


def _may_not_delegate(
    case: Case, act: GoalFollowUpDelegated, _: Context
) -> Iterator[Refusal]:
    yield from refuse_change(case, act)
    if act.party is not Party.SERVICE:
        yield Refusal(
            rule="goal.delegation",
            reason="the service delegates what is its own to follow up",
            permitted=("change_proposed", "comment_added"),
        )
    if act.to.kind not in _STAFF or not (act.to.id or act.to.roles):
        yield Refusal(
            rule="goal.follow-up",
            reason="following up is for one of the staff, named or by role",
            permitted=(GoalFollowUpDelegated.kind,),
        )


HANDLERS: dict[type[Happening], Handler[Any]] = {
    GoalTaken: Handler(change=_take, refuse=_may_not_take),
    GoalAchieved: Handler(change=_achieve, refuse=_may_not_move),
    GoalDropped: Handler(change=_drop, refuse=_may_not_drop),
    GoalFollowUpDelegated: Handler(change=_delegate, refuse=_may_not_delegate),
}
