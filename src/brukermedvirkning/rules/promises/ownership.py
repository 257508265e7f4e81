"""A rule about the plan: is it the participant's own? Source: H16, M12, D9."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from brukermedvirkning.domain.concepts import (
    GoalStatus,
    OfferAnswer,
    OfferKind,
    Party,
    Proposer,
    StanceAnswer,
)
from brukermedvirkning.domain.plan import Goal
from brukermedvirkning.domain.programme import Promise
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Cause,
    Finding,
    ItemRef,
    Severity,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["PLAN_NOT_OWNED"]


def is_not_the_participants(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The plan is there, the participant words or agrees to each goal and proposed one.

    A field that names an owner would always say yes; these three parts do not. A
    participant who declined a plan has none to own. Source: `domain.md` 2.2
    plan.owned-by-participant.
    """
    enrolment, case = facts.the_enrolment, facts.the_case
    if enrolment.first_day is None:
        yield _not_recorded("enrolment.start", facts.subject)
        return
    due = enrolment.first_day + timedelta(days=facts.number("plan.due-days"))
    declined = _declined(facts)
    if facts.on <= due or declined:
        return
    if declined is None:
        yield _not_recorded("offer.answer", facts.subject)
        return
    plan = case.plan
    if plan is None or not plan.period.contains(facts.on):
        if plan is not None and plan.period.start is None:
            yield _not_recorded("plan.period", ItemRef(kind="plan", id=plan.id))
        else:
            yield Finding(
                items=(facts.subject,), since=due, params={"reason": "no_plan"}
            )
        return
    goals = [row for row in facts.rows("goals") if row.status is GoalStatus.CURRENT]
    for goal in facts.rows("goals"):
        if goal.status is GoalStatus.UNKNOWN:
            yield _not_recorded("goal.status", ItemRef(kind="goal", id=goal.id))
    for goal in goals:
        yield from _agreed(facts, goal)
    yield from _own(facts, goals)


def _declined(facts: Facts) -> bool | None:
    """Whether the participant declined a plan; None where that is not known."""
    answers = [
        (offer.nature.concept, offer.answer)
        for offer in facts.rows("offers")
        if offer.nature.concept in (OfferKind.PLAN, OfferKind.UNKNOWN)
        and offer.answer in (OfferAnswer.DECLINED, OfferAnswer.UNKNOWN)
    ]
    if (OfferKind.PLAN, OfferAnswer.DECLINED) in answers:
        return True
    return None if answers else False


def _agreed(facts: Facts, goal: Goal) -> Iterator[Finding | CannotTell]:
    """Whether the participant worded a goal or agreed to its current version."""
    if goal.worder in (Proposer.PARTICIPANT_ALONE, Proposer.TOGETHER):
        return
    case = facts.the_case
    answer = case.stance_on(goal.id, goal.version, party=Party.PARTICIPANT)
    if answer is None:
        answer = case.stance_on(
            goal.id, goal.version, party=Party.PARTICIPANT, own=False
        )
    item = ItemRef(kind="goal", id=goal.id)
    if answer is StanceAnswer.AGREES:
        return
    if answer in (StanceAnswer.UNKNOWN, StanceAnswer.DECLINED_TO_SAY):
        yield _not_recorded("stance.answer", item)
    elif _stance_of_unknown_party(facts, goal):
        yield _not_recorded("stance.party", item)
    elif goal.worder is Proposer.UNKNOWN:
        yield _not_recorded("goal.wordings", item)
    else:
        yield Finding(
            items=(item,),
            since=goal.wordings[-1].on or goal.on,
            params={"reason": "not_agreed", "stance": answer or StanceAnswer.NOT_ASKED},
        )


def _stance_of_unknown_party(facts: Facts, goal: Goal) -> bool:
    return any(
        stance.item == goal.id
        and stance.version == goal.version
        and stance.party is Party.UNKNOWN
        for stance in facts.rows("stances")
    )


def _own(facts: Facts, goals: list[Goal]) -> Iterator[Finding | CannotTell]:
    """Whether the participant proposed at least one goal that is current."""
    proposers = {goal.proposer for goal in goals}
    if proposers & {Proposer.PARTICIPANT_ALONE, Proposer.TOGETHER}:
        return
    if Proposer.UNKNOWN in proposers:
        yield _not_recorded("goal.proposed_by", facts.subject)
    elif any(row.status is GoalStatus.UNKNOWN for row in facts.rows("goals")):
        yield _not_recorded("goal.status", facts.subject)
    else:
        yield Finding(items=(facts.subject,), params={"reason": "no_own_goal"})


def _not_recorded(path: str, item: ItemRef) -> CannotTell:
    return CannotTell(missing=(path,), cause=Cause.NOT_RECORDED, items=(item,))


PLAN_NOT_OWNED = Rule(
    id="plan.not-owned",
    source="H16; M12; domain.md 2.2 plan.owned-by-participant",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    promise=Promise.PLAN_OWNED,
    needs=("plan", "goal", "goal.proposed_by", "goal.status", "stance", "offer"),
    uses=("plan.due-days",),
    check=is_not_the_participants,
)
