"""Rules about those who lead: that they meet users, and that results are measured.

Source: B31, H19, M30.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, ItemRef, Severity
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["HAVE_NOT_MET_USERS", "NO_RESULT_INDICATORS", "RULES"]


def have_not_met_users(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Within the days of the window, those who decide met users in some arena.

    Who seldom meets users and decides much gets to meet them. Where no arena names whom
    they met, whether they did was not recorded. Source: B31; definitions 2.2
    leaders.met-users.
    """
    met = [row for row in facts.collective if row.deciders_met_users]
    if not met:
        yield facts.unknown("collective.deciders_met_users")
        return
    days = facts.number("leaders.met-users-days")
    until = facts.on + timedelta(days=1)
    window = Period(start=facts.on - timedelta(days=days), end=until)
    if any(row.period.overlap(window) for row in met):
        return
    undated = sorted(
        row.id
        for row in met
        if row.period.start is None
        and (row.period.end is None or row.period.end > facts.on - timedelta(days=days))
    )
    if undated:
        items = (ItemRef(kind="collective", id=row_id) for row_id in undated)
        yield facts.unknown("collective.period", *items)
    else:
        yield Finding(items=(facts.subject,), params={"days": days})


def measures_no_results(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The organisation has indicators by which it measures the results of participation.

    A unit that says who answers for what and names no indicator has none; of one that
    says neither it cannot be told. Source: H19, M30.
    """
    if facts.the_unit.indicators:
        return
    if facts.the_unit.chain:
        yield Finding(items=(facts.subject,))
    else:
        yield facts.unknown("unit.indicators")


HAVE_NOT_MET_USERS = Rule(
    id="leaders.have-not-met-users",
    source="B31; definitions 2.2 leaders.met-users",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.UNIT,
    needs=("collective", "collective.deciders_met_users"),
    uses=("leaders.met-users-days",),
    check=have_not_met_users,
)

NO_RESULT_INDICATORS = Rule(
    id="organisation.no-result-indicators",
    source="H19, M30",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.UNIT,
    needs=("unit.indicators",),
    check=measures_no_results,
)

RULES: tuple[Rule, ...] = (NO_RESULT_INDICATORS, HAVE_NOT_MET_USERS)
