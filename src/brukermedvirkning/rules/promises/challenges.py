"""Rules about challenges: does the participant name what is to be worked on, and is it?

Source: D9, H8, N73; STAR's third hypothesis.
"""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.domain.concepts import Proposer
from brukermedvirkning.domain.plan import Challenge, proposer
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, ItemRef, Severity
from brukermedvirkning.rules.promises.reading import (
    OWN,
    Wait,
    reference,
    running_plan,
    undone,
    wording_on,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["NONE_NAMED", "NOT_WORKED_ON", "RULES"]


def named_none(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Soon after the plan began, the participant has named what they meet.

    A challenge counts that the participant proposed or worded, alone or together with
    others; one that has been closed was named too. The organisation gives room for it.
    Source: D9, H8, N73.
    """
    plan = running_plan(facts)
    if plan is None:
        return
    rows = facts.rows("challenges")
    if any(_is_own(facts, row) for row in rows):
        return
    unsure = [reference(row) for row in rows if _is_own(facts, row) is None]
    doubts = [facts.unknown("challenge.proposed_by", *unsure)] if unsure else []
    yield from undone(
        facts,
        Wait(
            since={"plan.period": plan.period.start},
            days=facts.number("challenge.due-days"),
            shown_by="challenge",
        ),
        ItemRef(kind="plan", id=plan.id),
        doubts=doubts,
    )


def _is_own(facts: Facts, row: Challenge) -> bool | None:
    """Whether the participant named it; None where nobody knows who did."""
    whose = {row.proposer, proposer(wording_on(row, facts.on).worded_by)}
    if whose & OWN:
        return True
    return None if Proposer.UNKNOWN in whose else False


def is_not_worked_on(facts: Facts) -> Iterator[Finding | CannotTell]:
    """What the participant named is worked on: by a goal, or by a measure that began.

    Asked of the participant's own challenges while they are open.
    Source: STAR's third hypothesis (own barriers); D9.
    """
    goals = {row.id for row in facts.rows("goals")}
    for row in facts.rows("challenges"):
        closed = row.closed_on is not None and row.closed_on <= facts.on
        own = _is_own(facts, row)
        doubts = {*_work(facts, row)}
        if closed or own is False or goals & {*row.goals} or "" in doubts:
            continue
        if own is None:
            doubts.add("challenge.proposed_by")
        item = reference(row)
        yield from undone(
            facts,
            Wait(
                since={"challenge.on": row.on},
                days=facts.number("challenge.work-due-days"),
                shown_by="intervention",
            ),
            item,
            doubts=[facts.unknown(path, item) for path in sorted(doubts)],
        )


def _work(facts: Facts, challenge: Challenge) -> Iterator[str]:
    """What may work on it: the path that would tell, "" where it is known."""
    for row in facts.rows("interventions"):
        if challenge.id in row.challenges and not row.has_not_begun:
            yield "intervention.period" if row.began_unknown else ""


NONE_NAMED = Rule(
    id="challenge.none-named-by-participant",
    source="D9; H8; N73",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("plan", "challenge"),
    uses=("challenge.due-days",),
    check=named_none,
)

NOT_WORKED_ON = Rule(
    id="challenge.not-worked-on",
    source="STAR hypothesis 3, own barriers (definitions 2.3); D9",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=(
        "challenge",
        "challenge.closed_on",
        "challenge.goals",
        "goal",
        "intervention",
        "intervention.challenges",
    ),
    uses=("challenge.work-due-days",),
    check=is_not_worked_on,
)

RULES: tuple[Rule, ...] = (NONE_NAMED, NOT_WORKED_ON)
