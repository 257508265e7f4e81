"""A rule about continuity: few changes of coordinating caseworker. Source: D97-98."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise

from brukermedvirkning.domain.concepts import Party, Role
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.in_time import last_asked_day, reference
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["COORDINATOR_CHANGED_OFTEN", "RULES"]

_YEAR = timedelta(days=365)


def changed_coordinator_often(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The coordinating caseworker is not changed more often in a year than is set.

    Counted in the last 365 days of the stay. The first one is no change, nor is cover,
    nor the same person again; a change that the participant asked for is not counted.
    Source: D97-98, definitions 2.2 coordinator.changes.
    """
    enrolment = facts.the_enrolment
    limit = facts.number("team.coordinator-changes-limit")
    if facts.may_have_left:
        yield facts.unknown("enrolment.exit")
        return
    if enrolment.start is None:
        yield facts.unknown("enrolment.start")
        return
    last = last_asked_day(facts)
    since = max(enrolment.start, last - min(_YEAR, last - date.min))
    rows: list[TeamMember] = [
        row
        for row in facts.rows("team")
        if row.role.concept in (Role.COORDINATING_CASEWORKER, Role.UNKNOWN)
        and not row.stands_in
    ]
    vague = sorted({path for row in rows if (path := _vague(facts, row))})
    may_be = [row for row in rows if _may_begin(row, since, last)]
    changes = [] if vague else _changes(rows, since, last)
    sure = [came for came, doubt in changes if not doubt]
    if len(sure) > limit:
        yield Finding(
            items=tuple(reference(row) for came in sure for row in came),
            since=sure[limit][0].period.start,
            params={"changes": len(sure), "limit": limit},
        )
    elif len(may_be if vague else changes) > limit:
        doubts = vague or sorted({doubt for _, doubt in changes if doubt})
        yield from (facts.unknown(path) for path in doubts)
    elif not facts.speaks_of(since):
        yield facts.untold("team_member")


def _vague(facts: Facts, row: TeamMember) -> str:
    """What must be known of a member to put it in its place among the others."""
    if row.role.concept.is_unknown:
        return "team_member.role"
    if row.period.start is None:
        return "team_member.period"
    return "" if facts.carries.can("team_member.stands_in") else "team_member.stands_in"


def _may_begin(row: TeamMember, since: date, last: date) -> bool:
    """Whether somebody came, or may have come, after the first day asked about."""
    return row.period.start is None or since < row.period.start <= last


def _changes(
    rows: list[TeamMember], since: date, last: date
) -> list[tuple[list[TeamMember], str]]:
    """Who came on one day by a change, with what must be known to count it.

    Of those who came on one day nobody knows who was first.
    """
    days = [list(came) for _, came in groupby(rows, lambda row: row.day)]
    changes = []
    for before, after in pairwise(days):
        doubts = {_doubt(one, other) for one in before for other in after}
        if doubts != {None} and _may_begin(after[0], since, last):
            unsaid = sorted(doubt for doubt in doubts if doubt)
            tied = "" if len(doubts) == 1 else "team_member.recorded"
            changes.append((after, unsaid[0] if unsaid else tied))
    return changes


def _doubt(before: TeamMember, after: TeamMember) -> str | None:
    """What must be known to count a change that was not asked for; None: it is none."""
    if before.ended_at_wish_of is Party.PARTICIPANT:
        return None
    if before.actor.id is not None and before.actor.id == after.actor.id:
        return None
    if before.actor.id is None or after.actor.id is None:
        return "team_member.actor"
    return "team_member.ended_at_wish_of" if before.ended_at_wish_of.is_unknown else ""


COORDINATOR_CHANGED_OFTEN = Rule(
    id="team.coordinator-changed-often",
    source="D97-98; definitions 2.2 coordinator.changes",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("team_member", "team_member.role"),
    uses=("team.coordinator-changes-limit",),
    check=changed_coordinator_often,
)

RULES: tuple[Rule, ...] = (COORDINATOR_CHANGED_OFTEN,)
