"""How long the plan runs: it ends with the course it belongs to, and goes on with it.

The plan of a case is one, over all its enrolments. Nothing in it is removed when it ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
)
from brukermedvirkning.domain.happenings.items import refuse_early
from brukermedvirkning.domain.period import Period

__all__ = ["HANDLERS", "PlanEnded", "PlanResumed", "plan_ends", "plan_goes_on"]


@attrs.frozen(kw_only=True)
class PlanEnded(Act):
    """The plan ended with the last enrolment, or with the case; `on` is its last day."""

    kind: ClassVar[str] = "plan_ended"
    goes_on_after_exit: ClassVar[bool] = True


@attrs.frozen(kw_only=True)
class PlanResumed(Act):
    """The plan goes on: an exit was undone, or the participant came back. Source: D19."""

    kind: ClassVar[str] = "plan_resumed"


def plan_ends(case: Case, act: Act) -> Iterator[PlanEnded]:
    """The plan ends with the act when the case is over by it and the plan still runs."""
    if case.is_over and case.plan is not None and case.plan.period.is_open:
        exits = [row.exit.on for row in case.enrolments if row.exit]
        last = act.on if case.period.end else max([act.on, *exits])
        yield PlanEnded(at=act.at, by=act.by, on=last, source=act.source)


def plan_goes_on(case: Case, act: Act) -> Iterator[PlanResumed]:
    """A plan that has ended goes on with the case; for acts before which it was over."""
    ended = case.plan is not None and not case.plan.period.is_open
    if ended and not case.is_over:
        yield PlanResumed(at=act.at, by=act.by, on=act.on, source=act.source)


def _refuse_end(case: Case, _act: PlanEnded, _context: Context) -> Iterator[Refusal]:
    """A plan that runs ends when the last enrolment has ended or the case is closed."""
    if case.plan is None or not case.plan.period.is_open:
        yield Refusal(rule="plan.not-running", reason="no plan runs")
    elif not case.is_over:
        yield Refusal(
            rule="plan.course-goes-on",
            reason="the plan ends with the last enrolment or the case",
            permitted=("exited", "case_closed"),
        )


def _refuse_resume(
    case: Case, act: PlanResumed, _context: Context
) -> Iterator[Refusal]:
    """Only a plan that has ended goes on, and not before it began."""
    if case.plan is None or case.plan.period.is_open:
        yield Refusal(rule="plan.not-ended", reason="there is no plan that has ended")
    else:
        yield from refuse_early(act.on, case.plan.period.start)


def _end(case: Case, act: PlanEnded) -> Case:
    assert case.plan is not None
    start, end = case.plan.period.start, Period.single(act.on).end
    assert end is not None
    # A plan that was to begin later than the last day held no day.
    return _with_period(case, Period(start=start, end=max(end, start or end)))


def _resume(case: Case, _act: PlanResumed) -> Case:
    assert case.plan is not None
    return _with_period(case, Period(start=case.plan.period.start))


def _with_period(case: Case, period: Period) -> Case:
    assert case.plan is not None
    return attrs.evolve(case, plan=attrs.evolve(case.plan, period=period))


HANDLERS: dict[type[Happening], Handler[Any]] = {
    PlanEnded: Handler(change=_end, refuse=_refuse_end),
    PlanResumed: Handler(change=_resume, refuse=_refuse_resume),
}
