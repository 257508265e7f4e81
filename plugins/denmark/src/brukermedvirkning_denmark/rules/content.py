"""A rule about what Min Plan holds. Source: LAB § 41, stk. 2.

The list was read in the version of lov nr. 548 of 7/5 2019. Lov nr. 295 of 20/3 2023
repeals its nr. 7 (follow-up); whether the rest stands as read after that day was not
seen, and the rule is silent from it on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.concepts import (
    Area,
    GoalKind,
    GoalStatus,
    InterventionKind,
    PlanKind,
)
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Goal
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, ItemRef, Severity
from brukermedvirkning.rules.rule import Rule, Scope
from brukermedvirkning_denmark.rules.law import (
    ACT_2019,
    AMENDED_2023,
    COUNTRY,
    ELIGIBILITY,
    belongs,
    days_after,
    may_lie_within,
    reference,
    undecided,
)

__all__ = ["LACKS_CONTENT", "RULES"]

_ALL = tuple(range(1, 12))
_JOB = (2, 3, 9, 10)
_JOB_OR_EDUCATION = (1, 4, 5, 6, 7, 8, 11)
_STABILISING = (3, 5, 6, 7, 8, 9, 11)

_WORK = (GoalKind.WORK,)
_WORK_OR_EDUCATION = (GoalKind.WORK, GoalKind.EDUCATION)
_WELL_BEING = (GoalKind.HEALTH, GoalKind.SOCIAL, GoalKind.DAILY_LIFE)
_AREAS = (Area.HEALTH, Area.SOCIAL, Area.SELF_HELP)
_KINDS = (
    InterventionKind.TREATMENT,
    InterventionKind.SOCIAL_SUPPORT,
    InterventionKind.SELF_HELP,
    InterventionKind.MENTOR_SUPPORT,
    InterventionKind.SOCIAL_MENTOR,
)

Doubts = list[tuple[str, Item]]


def lacks_what_it_must_hold(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Min Plan holds a goal of work or education, stabilising activities, and follow-up.

    A goal of work for groups 2, 3, 9 and 10 (nr. 1); one of work or education for 4 to 8
    and 11, and for group 1, some of whom are told to take an education (nr. 2); something
    that stabilises for 3, 5 to 9 and 11 (nr. 5), where a goal of health or daily life is
    enough; a review after a measure has ended (nr. 7), within days that are our figure.
    A remark: whether there was anything of a kind to write is not in a case.
    Source: LAB § 41, stk. 2, nr. 1, 2, 5 and 7.
    """
    plan = facts.the_case.plan
    within = may_lie_within(facts, facts.on)
    belonging = belongs(facts, _ALL)
    kinds = (PlanKind.MY_PLAN, PlanKind.UNKNOWN)
    if plan is None or within is None or belonging is False:
        return
    if plan.kind.concept not in kinds:
        return
    begun = plan.period.start
    if begun is not None and (begun == facts.on or not plan.period.contains(facts.on)):
        return
    unknown = (
        (belonging is None, ELIGIBILITY, facts.subject),
        (plan.kind.concept.is_unknown, "plan.kind", _of(plan)),
        (begun is None, "plan.period", _of(plan)),
        (bool(within), within, facts.subject),
    )
    said = [facts.unknown(path, item) for unsaid, path, item in unknown if unsaid]
    if said or begun is None:
        yield from said
    else:
        yield from _lacks(facts, begun)


def _of(plan: ActionPlan) -> ItemRef:
    return ItemRef(kind="plan", id=plan.id)


def _lacks(facts: Facts, begun: date) -> Iterator[Finding | CannotTell]:
    """What a plan that is there does not hold."""
    if belongs(facts, _JOB):
        yield from _unless(facts, "no_job_goal", _goals(facts, _WORK))
    if belongs(facts, _JOB_OR_EDUCATION):
        goals = _goals(facts, _WORK_OR_EDUCATION)
        yield from _unless(facts, "no_job_or_education_goal", goals)
    if belongs(facts, _STABILISING):
        activities = [*_goals(facts, _WELL_BEING), *_activities(facts)]
        yield from _unless(facts, "nothing_stabilising", activities)
    yield from _without_follow_up(facts, begun)


def _unless(
    facts: Facts, reason: str, found: Iterable[tuple[str, Item]]
) -> Iterator[Finding | CannotTell]:
    """A finding, unless something is there for sure ("") or perhaps (its path)."""
    doubts = list(found)
    if any(not path for path, _ in doubts):
        return
    yield from undecided(facts, doubts)
    if not doubts:
        yield Finding(items=(facts.subject,), params={"reason": reason})


def _goals(facts: Facts, topics: tuple[GoalKind, ...]) -> Iterator[tuple[str, Goal]]:
    """The goals that are, or may be, about one of the topics; dropped ones are not."""
    for row in facts.rows("goals"):
        if row.status is GoalStatus.DROPPED:
            continue
        if row.topic.concept is GoalKind.UNKNOWN:
            yield "goal.topic", row
        elif row.topic.concept in topics:
            yield ("goal.status" if row.status.is_unknown else ""), row


def _activities(facts: Facts) -> Iterator[tuple[str, Intervention]]:
    """The activities that stabilise, or may."""
    for row in facts.rows("interventions"):
        if row.area.concept in _AREAS or row.measure.concept in _KINDS:
            yield ("intervention.period" if row.began_unknown else ""), row
        elif row.area.concept.is_unknown:
            yield "intervention.area", row
        elif row.measure.concept.is_unknown:
            yield "intervention.measure", row


def _without_follow_up(facts: Facts, begun: date) -> Iterator[Finding | CannotTell]:
    """The measures that ended under the plan and were not followed up in a review."""
    days = facts.number("dk.plan.follow-up-days")
    reviews = [row.on for row in facts.rows("reviews")]
    for row in facts.rows("interventions"):
        end = row.period.end
        if end is None or end < max(begun, ACT_2019):
            continue
        if may_lie_within(facts, end) is None:
            continue
        latest = days_after(end, days)
        if facts.on <= latest or any(end <= on <= latest for on in reviews):
            continue
        if not facts.speaks_of(end):
            yield facts.untold("review")
            continue
        yield Finding(
            items=(reference(row),),
            since=latest,
            params={"reason": "no_follow_up", "end": end.isoformat()},
        )


LACKS_CONTENT = Rule(
    id="dk.plan.lacks-content",
    country=COUNTRY,
    source="LAB § 41, stk. 2, nr. 1, 2, 5, 7 (lov 548 of 7/5 2019; nr. 7 repealed by lov 295 of 20/3 2023)",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    valid=Period(start=ACT_2019, end=AMENDED_2023),
    needs=(
        "plan",
        "goal",
        "intervention",
        "intervention.period",
        "review",
        ELIGIBILITY,
    ),
    uses=("dk.plan.follow-up-days",),
    check=lacks_what_it_must_hold,
)

RULES: tuple[Rule, ...] = (LACKS_CONTENT,)
