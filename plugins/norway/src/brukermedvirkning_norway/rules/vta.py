"""Rules about permanently adapted work (VTA): no time limit, and looked at regularly.

Source: tiltaksforskriften § 14-4.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from brukermedvirkning.domain.concepts import DecisionSubject
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity, reference
from brukermedvirkning.rules.rule import Rule, Scope
from brukermedvirkning_norway.rules.law import COUNTRY, IN_FORCE, VTA, is_about

__all__ = ["RULES", "TRANSFER_NOT_ASSESSED"]

_ONWARD = (
    DecisionSubject.MEASURE_CHOICE,
    DecisionSubject.MEASURE_END,
    DecisionSubject.REFERRAL,
    DecisionSubject.EXIT,
)
"""What a decision about another measure, education or ordinary work can be about."""

_SHOWN_BY = ("decision", "decision.subject", "review")


def was_not_assessed(facts: Facts) -> Iterator[Finding | CannotTell]:
    """In VTA it is assessed regularly whether something else has become possible.

    VTA has no time limit. A transfer to another measure, education or ordinary work is
    to be assessed all the same. A question that was raised about it shows that, and so
    does a review of the plan, whose subject no record tells: that doubt is the
    service's benefit. How often is regularly, the regulation does not say.
    Source: tiltaksforskriften § 14-4.
    """
    for about in is_about(facts, VTA):
        if isinstance(about, CannotTell):
            yield about
        elif _is_asked(facts):
            yield from _not_assessed(facts)


def _is_asked(facts: Facts) -> bool:
    """Whether the enrolment runs and is, or may be, as old as that."""
    period = facts.the_enrolment.period
    if period.end is not None and period.end <= facts.on:
        return False
    return period.start is None or _is_overdue(facts, period.start)


def _is_overdue(facts: Facts, day: date) -> bool:
    return (facts.on - day).days > facts.number("no.vta.transfer-assessed-days")


def _not_assessed(facts: Facts) -> Iterator[Finding | CannotTell]:
    decisions = [
        row for row in facts.rows("decisions") if row.subject.concept in _ONWARD
    ]
    days = [row.on for row in (*decisions, *facts.rows("reviews"))]
    known = [day for day in days if day is not None]
    if any(not _is_overdue(facts, day) for day in known):
        return
    doubts = [facts.unknown(path) for path in _SHOWN_BY if not facts.carries.can(path)]
    for row in facts.rows("decisions"):
        may_be_recent = row.on is None or not _is_overdue(facts, row.on)
        if row.subject.concept.is_unknown and may_be_recent:
            doubts.append(facts.unknown("decision.subject", reference(row)))
        elif row in decisions and row.on is None:
            doubts.append(facts.unknown("decision.on", reference(row)))
    start = facts.the_enrolment.start
    if start is None:
        doubts.append(facts.unknown("enrolment.start"))
    if facts.may_have_left:
        doubts.append(facts.unknown("enrolment.exit"))
    known_from = facts.the_case.origin.known_from
    if known_from is not None and not _is_overdue(facts, known_from):
        doubts.append(facts.untold("decision"))
    if doubts or start is None:
        yield from doubts
        return
    limit = facts.number("no.vta.transfer-assessed-days")
    since = max((start, *known)) + timedelta(days=limit + 1)
    yield Finding(items=(facts.subject,), since=since, params={"days": limit})


TRANSFER_NOT_ASSESSED = Rule(
    id="no.vta.transfer-not-assessed",
    country=COUNTRY,
    source="tiltaksforskriften (FOR-2015-12-11-1598) § 14-4",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    valid=Period(start=IN_FORCE),
    uses=("no.vta.transfer-assessed-days",),
    check=was_not_assessed,
)

RULES: tuple[Rule, ...] = (TRANSFER_NOT_ASSESSED,)
