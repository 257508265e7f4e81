"""Goals: proposed alone, together or by others; reworded; split into subgoals.

The plan and the goals in it are the participant's: words that are the participant's own
are changed by nobody else, whatever the policy; the others propose a change.
Source: H8, H16, M12, D9. How a goal fares is in `goal_course`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, TypeAlias

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import Area, GoalKind, GoalStatus, Party
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    find_row,
    with_row,
)
from brukermedvirkning.domain.happenings.items import (
    refuse_absent,
    refuse_early,
    refuse_taken,
)
from brukermedvirkning.domain.happenings.voices import (
    is_on_own_side,
    parties_of,
    refuse_claims,
    refuse_voice,
)
from brukermedvirkning.domain.happenings.wording import (
    WordedAct,
    has_own_words,
    refuse_beside,
    refuse_rewording,
    refuse_words,
    reworded,
)
from brukermedvirkning.domain.plan import Goal, Wording
from brukermedvirkning.domain.record import PERSONAL, Id, Record, Text

__all__ = ["HANDLERS", "GoalProposed", "GoalReworded", "GoalSplit", "OnGoal", "Subgoal"]
__all__ += ["refuse_change", "refuse_others", "the_goal"]

_ENDED = (GoalStatus.ACHIEVED, GoalStatus.DROPPED)
_UNKNOWN_TOPIC: Coded[GoalKind] = Coded(concept=GoalKind.UNKNOWN)


@attrs.frozen(kw_only=True)
class GoalProposed(WordedAct):
    """Somebody proposed a goal: alone, together with others, or without the participant.

    A proposal is not in the plan yet, and no stance is taken by it. Source: H8.
    """

    kind: ClassVar[str] = "goal_proposed"

    goal: Id
    parent: Id | None = None
    topic: Coded[GoalKind] = _UNKNOWN_TOPIC
    areas: tuple[Coded[Area], ...] = ()
    target_on: date | None = None
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class OnGoal(Act):
    """An act that changes a goal."""

    goal: Id

    @property
    def target(self) -> tuple[str, str]:
        """The goal."""
        return (Goal.kind, self.goal)


@attrs.frozen(kw_only=True)
class GoalReworded(WordedAct):
    """A goal got new words, as a new version, on which nobody has been asked yet."""

    kind: ClassVar[str] = "goal_reworded"

    goal: Id

    @property
    def target(self) -> tuple[str, str]:
        """The goal."""
        return (Goal.kind, self.goal)


@attrs.frozen(kw_only=True)
class Subgoal(Record):
    """One part of a goal that is split."""

    id: Id
    text: Text = attrs.field(repr=False, metadata=PERSONAL)
    topic: Coded[GoalKind] = _UNKNOWN_TOPIC


@attrs.frozen(kw_only=True)
class GoalSplit(OnGoal):
    """A goal was split into subgoals, which are proposals; its own words stand.

    Source: H22 "delmål".
    """

    kind: ClassVar[str] = "goal_split"

    parts: tuple[Subgoal, ...]
    together_with: tuple[Party, ...] = ()


_Changing: TypeAlias = OnGoal | GoalReworded


def the_goal(case: Case, act: _Changing) -> Goal:
    """The goal of an act that was let pass."""
    row = find_row(case, Goal, act.goal)
    assert row is not None
    return row


def refuse_change(case: Case, act: _Changing) -> Iterator[Refusal]:
    """A goal that changes is there, has begun, and is neither achieved nor dropped."""
    yield from refuse_voice(case, act)
    missing = tuple(
        refuse_absent(case, Goal.kind, act.goal, permitted=(GoalProposed.kind,))
    )
    yield from missing or _refuse_ended(the_goal(case, act), act)


def _refuse_ended(goal: Goal, act: Act) -> Iterator[Refusal]:
    yield from refuse_early(act.on, goal.on)
    if goal.status in _ENDED:
        yield Refusal(
            rule="goal.ended",
            reason=f"the goal is {goal.status}",
            permitted=(GoalProposed.kind, "comment_added"),
        )


def refuse_others(case: Case, act: _Changing) -> Iterator[Refusal]:
    """What the participant has worded alone, nobody else rewords or drops. Source: H16."""
    row = find_row(case, Goal, act.goal)
    if row is not None and has_own_words(row) and not is_on_own_side(act):
        yield Refusal(
            rule="goal.own-words",
            reason="the words are the participant's own",
            permitted=("change_proposed", "comment_added", "disagreement_stated"),
        )


def _propose(case: Case, act: GoalProposed) -> Case:
    row = Goal(
        id=act.goal,
        recorded=act.recorded,
        unit=act.unit,
        on=act.on,
        wordings=(act.wording(),),
        proposed_by=act.parties,
        areas=act.areas,
        parent=act.parent,
        topic=act.topic,
        status=GoalStatus.PROPOSED,
        status_on=act.on,
        target_on=act.target_on,
    )
    return with_row(case, row)


def _may_not_propose(
    case: Case, act: GoalProposed, context: Context
) -> Iterator[Refusal]:
    yield from refuse_voice(case, act)
    yield from refuse_words(case, act, context)
    yield from refuse_taken(case, act.goal)
    yield from refuse_early(act.on, case.start)
    yield from refuse_absent(case, Goal.kind, act.parent)
    above = find_row(case, Goal, act.parent) if act.parent else None
    if above is not None:
        yield from _refuse_ended(above, act)


def _reword(case: Case, act: GoalReworded) -> Case:
    return with_row(case, reworded(the_goal(case, act), act))


def _may_not_reword(
    case: Case, act: GoalReworded, context: Context
) -> Iterator[Refusal]:
    yield from refuse_change(case, act)
    yield from refuse_words(case, act, context)
    yield from refuse_others(case, act)
    row = find_row(case, Goal, act.goal)
    if row is not None:
        yield from refuse_rewording(row, act)


def _split(case: Case, act: GoalSplit) -> Case:
    whole = the_goal(case, act)
    parties = parties_of(act, act.together_with)
    for part in act.parts:
        words = Wording(version=1, text=part.text, worded_by=parties, on=act.on)
        row = Goal(
            id=part.id,
            recorded=act.recorded,
            unit=whole.unit,
            on=act.on,
            wordings=(words,),
            proposed_by=parties,
            areas=whole.areas,
            parent=whole.id,
            topic=part.topic,
            status=GoalStatus.PROPOSED,
            status_on=act.on,
        )
        case = with_row(case, row)
    return case


def _may_not_split(case: Case, act: GoalSplit, context: Context) -> Iterator[Refusal]:
    yield from refuse_change(case, act)
    yield from refuse_claims(act, act.together_with)
    yield from refuse_beside(case, act, act.together_with, context)
    yield from refuse_taken(case, *(part.id for part in act.parts))
    if len(act.parts) < 2:
        yield Refusal(
            rule="goal.parts",
            reason="a goal is split into two or more",
            permitted=(GoalProposed.kind,),
        )


HANDLERS: dict[type[Happening], Handler[Any]] = {
    GoalProposed: Handler(change=_propose, refuse=_may_not_propose),
    GoalReworded: Handler(change=_reword, refuse=_may_not_reword),
    GoalSplit: Handler(change=_split, refuse=_may_not_split),
}
