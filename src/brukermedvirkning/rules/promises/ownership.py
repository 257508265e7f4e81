"""A rule about the plan: is it the participant's own? Source: H16, M12, D9."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from brukermedvirkning.domain.concepts import (
    GoalStatus,
    ItemKind,
    OfferAnswer,
    OfferKind,
    Party,
    Proposer,
    StanceAnswer,
)
from brukermedvirkning.domain.plan import Goal, Stance, Wording, proposer
from brukermedvirkning.domain.programme import Promise
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Finding,
    ItemRef,
    Severity,
    reference,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["PLAN_NOT_OWNED"]

_UNCLEAR = frozenset({StanceAnswer.UNKNOWN, StanceAnswer.DECLINED_TO_SAY})


def is_not_the_participants(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The plan is there, the participant words or agrees to each goal and proposed one.

    A field that names an owner would always say yes; these three parts do not. Asked
    while the participant is enrolled; who declined a plan has none to own.
    Source: definitions 2.2 plan.owned-by-participant.
    """
    enrolment, case = facts.the_enrolment, facts.the_case
    first_day, days = enrolment.first_day, facts.number("plan.due-days")
    declined = _declined(facts)
    if declined or (enrolment.exit and enrolment.exit.on < facts.on):
        return
    if first_day is None:
        yield facts.unknown("enrolment.start")
        return
    if (facts.on - first_day).days <= days:
        return
    if declined is None:
        yield facts.unknown("offer.answer")
    elif facts.may_have_left:
        yield facts.unknown("enrolment.exit")
    elif case.plan is not None and case.plan.period.contains(facts.on):
        yield from _owned(facts)
    elif case.plan is not None and case.plan.period.start is None:
        yield facts.unknown("plan.period", ItemRef(kind="plan", id=case.plan.id))
    else:
        yield Finding(
            items=(facts.subject,),
            since=first_day + timedelta(days=days),
            params={"reason": "no_plan"},
        )


def _declined(facts: Facts) -> bool | None:
    """Whether the participant declined a plan; None where that is not known."""
    unsaid = [OfferAnswer.DECLINED, OfferAnswer.UNKNOWN]
    if not facts.carries.can("offer.answer"):
        unsaid.append(OfferAnswer.NOT_ANSWERED)
    answers = [
        (offer.nature.concept, offer.answer)
        for offer in facts.rows("offers")
        if offer.nature.concept in (OfferKind.PLAN, OfferKind.UNKNOWN)
        and offer.answer in unsaid
    ]
    if (OfferKind.PLAN, OfferAnswer.DECLINED) in answers:
        return True
    return None if answers else False


def _owned(facts: Facts) -> Iterator[Finding | CannotTell]:
    """What the goals of a plan that is there say of whose plan it is."""
    goals = facts.rows("goals")
    for goal in goals:
        if goal.status is GoalStatus.UNKNOWN:
            yield facts.unknown("goal.status", reference(goal))
        elif goal.status is GoalStatus.CURRENT:
            yield from _agreed(facts, goal)
    yield from _own(facts, [row for row in goals if row.status is GoalStatus.CURRENT])


def _agreed(facts: Facts, goal: Goal) -> Iterator[Finding | CannotTell]:
    """Whether the participant worded a goal or agreed to its current version."""
    wording = _wording(facts, goal)
    worder = proposer(wording.worded_by)
    if worder in (Proposer.PARTICIPANT_ALONE, Proposer.TOGETHER):
        return
    stances = _stances(facts, goal)
    if stances and len(goal.wordings) > 1 and not facts.carries.can("stance.version"):
        yield facts.unknown("stance.version", reference(goal))
        return
    said, perhaps = _standing(
        [row for row in stances if row.version == wording.version]
    )
    if said | perhaps == {StanceAnswer.AGREES}:
        return
    if said & _UNCLEAR:
        yield facts.unknown("stance.answer", reference(goal))
    elif StanceAnswer.AGREES in said and len(said) > 1:
        yield facts.unknown("stance.on", reference(goal))
    elif (said | perhaps) & {StanceAnswer.AGREES, *_UNCLEAR}:
        yield facts.unknown("stance.party", reference(goal))
    elif worder is Proposer.UNKNOWN:
        yield facts.unknown("goal.wordings", reference(goal))
    else:
        yield Finding(
            items=(reference(goal),),
            since=wording.on or goal.on,
            params={"reason": "not_agreed", "stance": min(said)},
        )


def _wording(facts: Facts, goal: Goal) -> Wording:
    """The version that was current on the judged day."""
    said = [row for row in goal.wordings if row.on is None or row.on <= facts.on]
    return said[-1] if said else goal.wordings[0]


def _stances(facts: Facts, goal: Goal) -> list[Stance]:
    return [
        row
        for row in facts.rows("stances")
        if row.item_kind is ItemKind.GOAL and row.item == goal.id
    ]


def _standing(rows: list[Stance]) -> tuple[set[StanceAnswer], set[StanceAnswer]]:
    """Where the participant stands, and what else it may be.

    The participant's own last word counts before that of a representative; which of two
    words of one day came last nobody knows. A stance of a party that nobody wrote down
    may be the participant's later word.
    """
    theirs = [row for row in rows if row.party is Party.PARTICIPANT]
    own = [row for row in theirs if row.by_representative is None]
    perhaps = {
        row.answer
        for row in rows
        if row.party is Party.UNKNOWN and (not own or row.on >= own[-1].on)
    }
    said = own or theirs
    last = {row.answer for row in said if row.on == said[-1].on}
    return last or {StanceAnswer.NOT_ASKED}, perhaps


def _own(facts: Facts, goals: list[Goal]) -> Iterator[Finding | CannotTell]:
    """Whether the participant proposed at least one goal that is current."""
    proposers = {goal.proposer for goal in goals}
    if proposers & {Proposer.PARTICIPANT_ALONE, Proposer.TOGETHER}:
        return
    if Proposer.UNKNOWN in proposers:
        yield facts.unknown("goal.proposed_by")
    elif any(row.status is GoalStatus.UNKNOWN for row in facts.rows("goals")):
        yield facts.unknown("goal.status")
    else:
        yield Finding(items=(facts.subject,), params={"reason": "no_own_goal"})


PLAN_NOT_OWNED = Rule(
    id="plan.not-owned",
    source="H16; M12; definitions 2.2 plan.owned-by-participant",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    promise=Promise.PLAN_OWNED,
    needs=("plan", "goal", "goal.proposed_by", "goal.status", "stance", "offer"),
    uses=("plan.due-days",),
    check=is_not_the_participants,
)
