"""The one plan: started under a policy, made available, reviewed; other plans noted.

When it ends and goes on again is in `plan_course`. Source: M30, D19.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import Answer, Party, PlanKind
from brukermedvirkning.domain.contacts import Contact
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
from brukermedvirkning.domain.happenings.voices import refuse_claims, refuse_voice
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, OtherPlan, PlanReview
from brukermedvirkning.domain.record import Id

__all__ = [
    "HANDLERS",
    "OtherPlanJoined",
    "OtherPlanNoted",
    "PlanMadeAvailable",
    "PlanReviewed",
    "PlanStarted",
]


@attrs.frozen(kw_only=True)
class PlanStarted(Act):
    """The one plan of the case began, under the ownership policy in force. Source: D19."""

    kind: ClassVar[str] = "plan_started"

    plan: Id
    policy: Id
    nature: Coded[PlanKind] = Coded(concept=PlanKind.UNKNOWN)


@attrs.frozen(kw_only=True)
class PlanMadeAvailable(Act):
    """From this day the participant could read the plan; the first such day is kept."""

    kind: ClassVar[str] = "plan_made_available"
    goes_on_after_exit: ClassVar[bool] = True


@attrs.frozen(kw_only=True)
class PlanReviewed(Act):
    """The plan was looked at: was the participant there, and who changed it. Source: M30.

    To have been there is not to agree. `changed_by` names the participant only in the
    participant's own act.
    """

    kind: ClassVar[str] = "plan_reviewed"

    review: Id
    participant_present: Answer
    changed_by: tuple[Party, ...] = ()
    next_on: date | None = None
    contact: Id | None = None
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class OtherPlanNoted(Act):
    """Another plan was found to exist elsewhere. Source: D19."""

    kind: ClassVar[str] = "other_plan_noted"

    other_plan: Id
    period: Period
    nature: Coded[PlanKind] = Coded(concept=PlanKind.UNKNOWN)
    held_by: Id | None = None
    joined_into_this: Answer = Answer.UNKNOWN
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class OtherPlanJoined(Act):
    """Another plan was joined into the one plan of the case. Source: D19."""

    kind: ClassVar[str] = "other_plan_joined"

    other_plan: Id


def _start(case: Case, act: PlanStarted) -> Case:
    plan = ActionPlan(
        id=act.plan, period=Period(start=act.on), kind=act.nature, policy=act.policy
    )
    return attrs.evolve(case, plan=plan)


def _may_not_start(case: Case, act: PlanStarted, context: Context) -> Iterator[Refusal]:
    yield from refuse_voice(case, act)
    yield from refuse_taken(case, act.plan)
    yield from refuse_early(act.on, case.start)
    if case.plan is not None:
        yield Refusal(
            rule="plan.one",
            reason="the case has its one plan",
            permitted=("plan_resumed", PlanReviewed.kind),
        )
    if act.policy != context.policy.id:
        yield Refusal(
            rule="plan.policy",
            reason=f"the policy in force is {context.policy.id}",
            permitted=(PlanStarted.kind,),
        )


def _make_available(case: Case, act: PlanMadeAvailable) -> Case:
    assert case.plan is not None
    return attrs.evolve(case, plan=attrs.evolve(case.plan, available_on=act.on))


def _refuse_no_plan(case: Case, act: Act) -> Iterator[Refusal]:
    """There is a plan, and it has begun."""
    yield from refuse_voice(case, act)
    if case.plan is None:
        yield Refusal(
            rule="plan.none", reason="there is no plan", permitted=(PlanStarted.kind,)
        )
    else:
        yield from refuse_early(act.on, case.plan.period.start)


def _may_not_make_available(
    case: Case, act: PlanMadeAvailable, _: Context
) -> Iterator[Refusal]:
    yield from _refuse_no_plan(case, act)
    if case.plan is not None and case.plan.available_on is not None:
        yield Refusal(rule="plan.available", reason="the plan is available already")


def _review(case: Case, act: PlanReviewed) -> Case:
    row = PlanReview(
        id=act.review,
        recorded=act.recorded,
        unit=act.unit,
        on=act.on,
        participant_present=act.participant_present,
        changed_by=act.changed_by,
        next_on=act.next_on,
        contact=act.contact,
    )
    return with_row(case, row)


def _may_not_review(case: Case, act: PlanReviewed, _: Context) -> Iterator[Refusal]:
    yield from _refuse_no_plan(case, act)
    yield from refuse_taken(case, act.review)
    yield from refuse_absent(case, Contact.kind, act.contact)
    yield from refuse_claims(act, act.changed_by)
    if case.plan is not None and not _still_runs(case.plan, act):
        yield Refusal(
            rule="plan.not-running",
            reason="the plan has ended",
            permitted=("plan_resumed",),
        )


def _still_runs(plan: ActionPlan, act: Act) -> bool:
    return plan.period.end is None or act.on < plan.period.end


def _note(case: Case, act: OtherPlanNoted) -> Case:
    row = OtherPlan(
        id=act.other_plan,
        recorded=act.recorded,
        unit=act.unit,
        period=act.period,
        nature=act.nature,
        held_by=act.held_by,
        joined_into_this=act.joined_into_this,
    )
    return with_row(case, row)


def _may_not_note(case: Case, act: OtherPlanNoted, _: Context) -> Iterator[Refusal]:
    yield from refuse_voice(case, act)
    yield from refuse_taken(case, act.other_plan)


def _join(case: Case, act: OtherPlanJoined) -> Case:
    row = find_row(case, OtherPlan, act.other_plan)
    assert row is not None
    return with_row(case, attrs.evolve(row, joined_into_this=Answer.YES))


def _may_not_join(case: Case, act: OtherPlanJoined, _: Context) -> Iterator[Refusal]:
    yield from _refuse_no_plan(case, act)
    yield from refuse_absent(
        case, OtherPlan.kind, act.other_plan, permitted=(OtherPlanNoted.kind,)
    )
    row = find_row(case, OtherPlan, act.other_plan)
    if row is not None:
        yield from refuse_early(act.on, row.period.start)
        if row.joined_into_this is Answer.YES:
            yield Refusal(rule="other-plan.joined", reason="it is joined already")


HANDLERS: dict[type[Happening], Handler[Any]] = {
    PlanStarted: Handler(change=_start, refuse=_may_not_start),
    PlanMadeAvailable: Handler(change=_make_available, refuse=_may_not_make_available),
    PlanReviewed: Handler(change=_review, refuse=_may_not_review),
    OtherPlanNoted: Handler(change=_note, refuse=_may_not_note),
    OtherPlanJoined: Handler(change=_join, refuse=_may_not_join),
}
