"""Where the participant stands on the goals of a plan, taken together.

The participant's own last word on the current version counts, and a representative's
only while there is no own one. Silence is never agreement. Of two different words of one
day nobody knows which came last; a stance of a party that nobody wrote down may be the
participant's. Source: H16, M12, D9; definitions 2.2 plan.owned-by-participant.
"""

from __future__ import annotations

from collections.abc import Iterable

from brukermedvirkning.domain.concepts import (
    Answer,
    GoalStatus,
    ItemKind,
    Party,
    Proposer,
    StanceAnswer,
)
from brukermedvirkning.domain.plan import Goal, Stance

__all__ = ["agreed_to_all", "stance_on"]

_OWN = frozenset({Proposer.PARTICIPANT_ALONE, Proposer.TOGETHER})


def stance_on(goal: Goal, stances: Iterable[Stance]) -> StanceAnswer:
    """Where the participant stands on the current version of a goal."""
    said = [
        row
        for row in stances
        if not row.registered_in_error
        and (row.item_kind, row.item, row.version)
        == (ItemKind.GOAL, goal.id, goal.version)
    ]
    theirs = [row for row in said if row.party is Party.PARTICIPANT]
    spoken = [row for row in theirs if row.by_representative is None] or theirs
    if any(row.party is Party.UNKNOWN for row in said):
        return StanceAnswer.UNKNOWN
    if not spoken:
        return StanceAnswer.NOT_ASKED
    day = max(row.on for row in spoken)
    last = {row.answer for row in spoken if row.on == day}
    return last.pop() if len(last) == 1 else StanceAnswer.UNKNOWN


def agreed_to_all(goals: Iterable[Goal], stances: tuple[Stance, ...]) -> Answer:
    """Whether each current goal is worded or agreed to by the participant.

    A goal of unknown status may be current. Of no goals there is nothing to agree to.
    """
    found: set[Answer] = set()
    for goal in goals:
        if goal.registered_in_error:
            continue
        agreed = _agreed(goal, stances)
        if goal.status is GoalStatus.CURRENT:
            found.add(agreed)
        elif goal.status is GoalStatus.UNKNOWN and agreed is not Answer.YES:
            found.add(Answer.UNKNOWN)
    if Answer.NO in found:
        return Answer.NO
    return Answer.UNKNOWN if Answer.UNKNOWN in found else Answer.YES


def _agreed(goal: Goal, stances: tuple[Stance, ...]) -> Answer:
    if goal.worder in _OWN:
        return Answer.YES
    said = stance_on(goal, stances)
    if said is StanceAnswer.AGREES:
        return Answer.YES
    doubtful = said is StanceAnswer.UNKNOWN or (
        said is StanceAnswer.NOT_ASKED and goal.worder is Proposer.UNKNOWN
    )
    return Answer.UNKNOWN if doubtful else Answer.NO
