"""Acts on the plan of a given case: challenges, goals, stances, words, reviews."""

from __future__ import annotations

from functools import partial
from typing import Any

import attrs
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Answer,
    ItemKind,
    Party,
    StanceAnswer,
)
from brukermedvirkning.domain.happenings.base import Act
from brukermedvirkning.domain.happenings.challenges import (
    ChallengeClosed,
    ChallengeLinked,
    ChallengeNamed,
    ChallengeReworded,
)
from brukermedvirkning.domain.happenings.comments import (
    ChangeAnswered,
    ChangeProposed,
    CommentAdded,
    CorrectionAsked,
    CorrectionMade,
    CorrectionRefused,
    ErasureAsked,
    ErasureRefused,
)
from brukermedvirkning.domain.happenings.goal_course import (
    GoalAchieved,
    GoalDropped,
    GoalFollowUpDelegated,
    GoalTaken,
)
from brukermedvirkning.domain.happenings.goals import (
    GoalProposed,
    GoalReworded,
    GoalSplit,
    Subgoal,
)
from brukermedvirkning.domain.happenings.items import version_of
from brukermedvirkning.domain.happenings.planning import (
    OtherPlanJoined,
    OtherPlanNoted,
    PlanMadeAvailable,
    PlanReviewed,
    PlanStarted,
)
from brukermedvirkning.domain.happenings.stances import (
    DisagreementStated,
    StanceTaken,
    StanceWithdrawn,
)
from brukermedvirkning.domain.ownership import POLICIES
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Comment, Stance
from brukermedvirkning.testing._pools import texts
from brukermedvirkning.testing._records import records
from brukermedvirkning.testing.life._who_and_when import act_of, days, known, new_ids

__all__ = ["acts"]

_BESIDE = ((), (), (), (Party.SERVICE,), (Party.NETWORK,), (Party.PARTICIPANT,))
_FOLLOWERS = (
    Actor(kind=ActorKind.STAFF, id="staff-1", unit="unit-1"),
    Actor(kind=ActorKind.PEER_WORKER, id="peer-1"),
    Actor(kind=ActorKind.PARTICIPANT),
)


def acts(case: Case) -> st.SearchStrategy[Act]:
    """Everything that may be asked for about the plan, mostly where it is permitted."""
    areas = [_on_challenges, _on_goals, _on_the_plan, _stances, _words]
    # What needs something to be there comes only where something is.
    if case.goals:
        areas.append(_on_goal_course)
    if case.comments:
        areas.append(_answers)
    if case.stances:
        areas.append(_withdrawals)
    # One area is built for each act: building all of them is most of the time.
    return st.sampled_from(areas).flatmap(lambda area: area(case))


def _on_challenges(case: Case) -> st.SearchStrategy[Act]:
    challenge = known(case.challenges)
    return st.one_of(
        act_of(
            ChallengeNamed,
            case,
            challenge=new_ids(case, "challenge"),
            **_worded(),
        ),
        act_of(ChallengeReworded, case, challenge=challenge, **_worded()),
        act_of(
            ChallengeLinked,
            case,
            challenge=challenge,
            goals=st.lists(known(case.goals), max_size=2).map(tuple),
        ),
        act_of(ChallengeClosed, case, challenge=challenge),
    )


def _on_goals(case: Case) -> st.SearchStrategy[Act]:
    goal = known(case.goals)
    return st.one_of(
        act_of(
            GoalProposed,
            case,
            goal=new_ids(case, "goal"),
            parent=st.none() | goal,
            target_on=st.none() | days(),
            **_worded(),
        ),
        act_of(GoalReworded, case, goal=goal, **_worded()),
        act_of(GoalSplit, case, goal=goal, parts=_parts(case), together_with=_beside()),
    )


def _on_goal_course(case: Case) -> st.SearchStrategy[Act]:
    goal = known(case.goals)
    members = tuple(row.actor for row in case.team)
    return st.one_of(
        act_of(GoalTaken, case, goal=goal),
        act_of(GoalAchieved, case, goal=goal),
        act_of(GoalDropped, case, goal=goal, reason=st.none() | texts()),
        _also_by_staff(
            act_of(
                GoalFollowUpDelegated,
                case,
                goal=goal,
                to=st.sampled_from((*_FOLLOWERS, *members)),
            )
        ),
    )


def _on_the_plan(case: Case) -> st.SearchStrategy[Act]:
    return st.one_of(
        act_of(
            PlanStarted,
            case,
            plan=new_ids(case, "plan"),
            policy=st.sampled_from(tuple(POLICIES)),
        ),
        act_of(PlanMadeAvailable, case),
        act_of(
            PlanReviewed,
            case,
            review=new_ids(case, "review"),
            participant_present=st.sampled_from(Answer),
            changed_by=_beside(),
            next_on=st.none() | days(),
            contact=st.none() | known(case.contacts),
        ),
        act_of(
            OtherPlanNoted,
            case,
            other_plan=new_ids(case, "other-plan"),
            period=records(Period),
            joined_into_this=st.sampled_from(Answer),
        ),
        act_of(OtherPlanJoined, case, other_plan=known(case.other_plans)),
    )


def _stances(case: Case) -> st.SearchStrategy[Act]:
    """Stances, mostly on the current version."""

    def on(item: tuple[ItemKind, str]) -> st.SearchStrategy[Act]:
        kind, row = item
        version = version_of(case, kind, row)
        about: dict[str, Any] = {
            "stance": new_ids(case, "stance"),
            "item_kind": st.just(kind),
            "item": st.just(row),
            "version": st.sampled_from((version, version, version, version + 1, 1)),
            "words": st.none() | texts(),
        }
        return st.one_of(
            act_of(StanceTaken, case, answer=st.sampled_from(StanceAnswer), **about),
            act_of(DisagreementStated, case, **about),
            act_of(StanceWithdrawn, case, **about),
        )

    return _items(case).flatmap(on)


def _withdrawals(case: Case) -> st.SearchStrategy[Act]:
    """Somebody takes back a stance that is on record, mostly whoever took it."""

    def of(row: Stance) -> st.SearchStrategy[Act]:
        taken_back = act_of(
            StanceWithdrawn,
            case,
            stance=new_ids(case, "stance"),
            item_kind=st.just(row.item_kind),
            item=st.just(row.item),
            version=st.just(row.version),
        )
        source = row.recorded.source
        return taken_back | taken_back.map(partial(attrs.evolve, source=source))

    return st.sampled_from(case.stances).flatmap(of)


def _words(case: Case) -> st.SearchStrategy[Act]:
    """Own words on what is there."""

    def on(item: tuple[ItemKind, str]) -> st.SearchStrategy[Act]:
        about: dict[str, Any] = {
            "comment": new_ids(case, "comment"),
            "item_kind": st.just(item[0]),
            "item": st.just(item[1]),
            "words": texts(),
        }
        kinds = (CommentAdded, CorrectionAsked, ErasureAsked, ChangeProposed)
        return st.one_of([act_of(kind, case, **about) for kind in kinds])

    return _items(case).flatmap(on)


def _answers(case: Case) -> st.SearchStrategy[Act]:
    """Answers, mostly to what has none yet."""
    waiting = [row for row in case.comments if row.answered_on is None]

    def to(answer: type[Act]) -> dict[str, Any]:
        nature = getattr(answer, "answers", None)
        asked: list[Comment] = [row for row in waiting if row.nature is nature]
        return {"comment": known(asked or case.comments)}

    replies: list[st.SearchStrategy[Act]] = [
        act_of(
            CorrectionMade,
            case,
            corrected=st.sampled_from((Answer.YES, Answer.PARTLY, Answer.NO)),
            words=st.none() | texts(),
            **to(CorrectionMade),
        ),
        act_of(CorrectionRefused, case, reason=texts(), **to(CorrectionRefused)),
        act_of(ErasureRefused, case, reason=texts(), **to(ErasureRefused)),
        act_of(
            ChangeAnswered,
            case,
            taken_up=st.sampled_from(Answer),
            words=st.none() | texts(),
            **to(ChangeAnswered),
        ),
    ]
    return st.one_of([_also_by_staff(reply) for reply in replies])


def _also_by_staff(asked: st.SearchStrategy[Any]) -> st.SearchStrategy[Act]:
    """The acts, half of them by staff whoever they came from."""
    return asked | asked.map(partial(attrs.evolve, source=_FOLLOWERS[0]))


def _items(case: Case) -> st.SearchStrategy[tuple[ItemKind, str]]:
    """What is there to have a stance on, goals most; now and then what is not there."""
    goals = [(ItemKind.GOAL, row.id) for row in case.goals]
    there = [(ItemKind(row.kind), row.id) for row in case.rows()]
    if case.plan is not None:
        there.append((ItemKind.PLAN, case.plan.id))
    strange = st.tuples(st.sampled_from(ItemKind), st.just("nobody's"))
    known_ones = [st.sampled_from(one) for one in (goals, there, there) if one]
    return st.one_of(*known_ones, strange)


def _parts(case: Case) -> st.SearchStrategy[tuple[Subgoal, ...]]:
    """Two or three subgoals with ids of their own, or too few."""

    def numbered(stem: str, words: list[str]) -> tuple[Subgoal, ...]:
        return tuple(
            Subgoal(id=f"{stem}.{place}", text=text) for place, text in enumerate(words)
        )

    sizes = st.sampled_from((2, 2, 3, 1))
    words = sizes.flatmap(lambda size: st.lists(texts(), min_size=size, max_size=size))
    return st.builds(numbered, new_ids(case, "part"), words)


def _beside() -> st.SearchStrategy[tuple[Party, ...]]:
    return st.sampled_from(_BESIDE)


def _worded() -> dict[str, st.SearchStrategy[Any]]:
    return {"text": texts(), "together_with": _beside()}
