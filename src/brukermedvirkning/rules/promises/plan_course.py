"""Rules about the course of a plan: open to the participant, one, reviewed, followed up.

Source: H16, H17, M19, M30, D19.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from brukermedvirkning.domain.concepts import Answer, Role
from brukermedvirkning.domain.organisation import ResponsibilityLevel
from brukermedvirkning.domain.programme import Promise
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, ItemRef, Severity
from brukermedvirkning.rules.promises.reading import (
    Wait,
    reference,
    running_plan,
    undone,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = [
    "PLAN_NOBODY_FOLLOWS_UP",
    "PLAN_NOT_AVAILABLE",
    "PLAN_NOT_REVIEWED",
    "PLAN_NOT_SINGLE",
    "RULES",
]


def cannot_be_read(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The participant can read the plan soon after it began.

    Whoever owns a plan can open it. Source: H16, H17.
    """
    plan = running_plan(facts)
    if plan is None:
        return
    if plan.available_on is not None and plan.available_on <= facts.on:
        return
    yield from undone(
        facts,
        Wait(
            since={"plan.period": plan.period.start},
            days=facts.number("plan.available-due-days"),
        ),
        ItemRef(kind="plan", id=plan.id),
    )


def is_not_the_only_one(facts: Facts) -> Iterator[Finding | CannotTell]:
    """No other plan that is known to run beside this one is left out of it.

    One plan across social, health and employment services: what is joined in part is
    still another plan. Source: D19; definitions 2.2 plan.single.
    """
    plan = running_plan(facts)
    if plan is None:
        return
    for row in facts.rows("other_plans"):
        over = row.period.end is not None and row.period.end <= facts.on
        if over or row.joined_into_this is Answer.YES:
            continue
        item = reference(row)
        doubts = []
        if row.joined_into_this.is_unknown:
            doubts.append(facts.unknown("other_plan.joined_into_this", item))
        yield from undone(
            facts,
            Wait(
                since={
                    "plan.period": plan.period.start,
                    "other_plan.period": row.period.start,
                },
                days=facts.number("plan.joined-due-days"),
            ),
            item,
            doubts=doubts,
        )


def was_not_reviewed(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The plan is looked at again with the participant present, time after time.

    Counted from the first day of the plan or the last review with the participant.
    Source: M30; definitions 2.4 plan.reviewed-with-participant.
    """
    plan = running_plan(facts)
    if plan is None:
        return
    days = facts.number("plan.review-within-days")
    since: dict[str, date | None] = {"plan.period": plan.period.start}
    doubts = []
    for row in facts.rows("reviews"):
        if row.participant_present in (Answer.YES, Answer.PARTLY):
            since["review.on"] = row.on
        elif (
            row.participant_present is not Answer.NO
            and (facts.on - row.on).days <= days
        ):
            doubts.append(facts.unknown("review.participant_present", reference(row)))
    yield from undone(
        facts,
        Wait(since=since, days=days, shown_by="review"),
        ItemRef(kind="plan", id=plan.id),
        doubts=doubts,
    )


def is_followed_up_by_no_role(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Somebody in the team has the role that is declared to follow up the plan.

    The programme declares its chain; of its links only the plan's has a place in the
    team, for goals name their own and the others answer for more than one case.
    Source: M19, H22; definitions 2.2 responsibility.complete.
    """
    plan, programme = running_plan(facts), facts.programme
    if plan is None:
        return
    links = programme.chain if programme is not None else ()
    roles = {
        link.role.concept for link in links if link.level is ResponsibilityLevel.PLAN
    }
    doubts = {"programme.chain"} if Role.UNKNOWN in roles else set()
    for row in facts.rows("team"):
        over = row.period.end is not None and row.period.end <= facts.on
        if over or row.role.concept not in {*roles, Role.UNKNOWN}:
            continue
        if row.role.concept is Role.UNKNOWN:
            doubts.add("team_member.role")
        else:
            doubts.add("" if row.period.start else "team_member.period")
    if programme is None:
        doubts.add("enrolment.programme")
    elif not roles or "" in doubts:
        return
    item = ItemRef(kind="plan", id=plan.id)
    yield from undone(
        facts,
        Wait(
            since={"plan.period": plan.period.start},
            days=facts.number("goal.follow-up-due-days"),
            shown_by="team_member",
        ),
        item,
        doubts=[facts.unknown(path, item) for path in sorted(doubts)],
    )


PLAN_NOT_AVAILABLE = Rule(
    id="plan.not-available",
    source="H16; H17",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("plan", "plan.available_on"),
    uses=("plan.available-due-days",),
    check=cannot_be_read,
)

PLAN_NOT_SINGLE = Rule(
    id="plan.not-single",
    source="D19; definitions 2.2 plan.single",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    promise=Promise.PLAN_SINGLE,
    needs=("plan", "other_plan"),
    uses=("plan.joined-due-days",),
    check=is_not_the_only_one,
)

PLAN_NOT_REVIEWED = Rule(
    id="plan.not-reviewed-with-participant",
    source="M30; definitions 2.4 plan.reviewed-with-participant",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("plan", "review"),
    uses=("plan.review-within-days",),
    check=was_not_reviewed,
)

PLAN_NOBODY_FOLLOWS_UP = Rule(
    id="plan.nobody-follows-up",
    source="M19; H22; definitions 2.2 responsibility.complete",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("plan", "team_member"),
    uses=("goal.follow-up-due-days",),
    check=is_followed_up_by_no_role,
)

RULES: tuple[Rule, ...] = (
    PLAN_NOT_AVAILABLE,
    PLAN_NOT_SINGLE,
    PLAN_NOT_REVIEWED,
    PLAN_NOBODY_FOLLOWS_UP,
)
