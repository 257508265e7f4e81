"""Rules about collective participation: what came of it, and where it has a body.

What counts is what came of the matters that users raised, not meetings. A day that is
not there says that it did not happen; a list in which nothing stands was not recorded.
Source: N17-26, N55, B22, B25, D151.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from brukermedvirkning.domain.collective import (
    CollectiveDecisionKind,
    CollectiveParticipation,
    Consequence,
    Matter,
    MatterOutcome,
    TierOfGovernment,
)
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.organisation import UnitKind
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, ItemRef, Severity
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = [
    "ECONOMIC_WITHOUT_USERS",
    "MATTER_UNANSWERED",
    "NO_BODY_AT_LEVEL",
    "NO_CONSEQUENCE",
    "PLANNING_WITHOUT_USERS",
    "RULES",
]

_USERS = frozenset({Party.PARTICIPANT, Party.REPRESENTATIVE, Party.PEER})
_TIERS = (TierOfGovernment.CENTRAL, TierOfGovernment.COUNTY, TierOfGovernment.LOCAL)
_NO_CONSEQUENCE = frozenset({Consequence.NOTHING, Consequence.NOT_YET_DECIDED})


def _the_body(facts: Facts) -> CollectiveParticipation:
    """The one that is asked about, for rules whose scope is one."""
    (body,) = facts.collective
    return body


def _reference(matter: Matter) -> ItemRef:
    return ItemRef(kind="matter", id=matter.id)


def leaves_a_matter_unanswered(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Whoever raises a matter for users is answered within the days that are set.

    Answered late and not answered are told apart. Source: N55; definitions 2.2
    collective.matter-outcome.
    """
    days = facts.number("collective.answer-due-days")
    for matter in _the_body(facts).matters:
        known = [party for party in matter.raised_by if not party.is_unknown]
        by_users = any(party in _USERS for party in known)
        if not by_users and known and len(known) == len(matter.raised_by):
            continue
        if matter.raised_on is None:
            yield facts.unknown("matter.raised_on", _reference(matter))
            continue
        due = matter.raised_on + timedelta(days=days)
        if facts.on <= due or (matter.answered_on and matter.answered_on <= due):
            continue
        if not by_users:
            yield facts.unknown("matter.raised_by", _reference(matter))
            continue
        late = matter.answered_on is not None and matter.answered_on <= facts.on
        yield Finding(
            items=(_reference(matter),),
            since=due,
            params={
                "reason": "late" if late else "open",
                "raised": matter.raised_on.isoformat(),
                "limit": days,
            },
        )


def has_no_consequence(facts: Facts) -> Iterator[Finding | CannotTell]:
    """What users took part in deciding has changed something in the organisation.

    Asked once a matter was decided longer ago than the days that are set. *Nothing* and
    *not yet decided* are no consequence. Source: B25.
    """
    days = facts.number("collective.consequence-due-days")
    body = _the_body(facts)
    there = body.consequences
    if any(one not in _NO_CONSEQUENCE and not one.is_unknown for one in there):
        return
    due = [(_due(facts, matter, days), matter) for matter in body.matters]
    ripe = [day for day, _ in due if isinstance(day, date)]
    if not ripe:
        for path, matter in due:
            if isinstance(path, str):
                yield facts.unknown(path, _reference(matter))
    elif not there or Consequence.UNKNOWN in there:
        yield facts.unknown("collective.consequences")
    else:
        nothing = Consequence.NOTHING in there
        yield Finding(
            items=(facts.subject,),
            since=min(ripe),
            params={
                "reason": "nothing" if nothing else "not_yet_decided",
                "limit": days,
            },
        )


def _of(body: CollectiveParticipation) -> ItemRef:
    return ItemRef(kind="collective", id=body.id)


def _due(facts: Facts, matter: Matter, days: int) -> date | str | None:
    """The day by which a consequence was due, what is not known of it, or None."""
    wait = timedelta(days=days)
    if matter.decided_on is not None:
        due = matter.decided_on + wait
        return due if due < facts.on else None
    if matter.raised_on is not None and matter.raised_on + wait >= facts.on:
        return None
    if matter.outcome is MatterOutcome.PENDING:
        return None
    return "matter.outcome" if matter.outcome.is_unknown else "matter.decided_on"


def plans_without_users(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Users took part before a decision on the development of services was made.

    Experience counts in *all* planning of measures and services. That they took part
    after it was made is told apart. Source: B22, N19; definitions 2.2
    collective.planning-with-users.
    """
    yield from _without_users(facts, CollectiveDecisionKind.SERVICE_DEVELOPMENT)


def spends_without_users(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Users took part before a decision on economic priorities was made.

    That they took part after it was made is told apart. Source: N17-21, D151;
    definitions 2.2 collective.planning-with-users.
    """
    yield from _without_users(facts, CollectiveDecisionKind.ECONOMIC_PRIORITY)


def _without_users(
    facts: Facts, kind: CollectiveDecisionKind
) -> Iterator[Finding | CannotTell]:
    for matter in _the_body(facts).matters:
        if matter.nature not in (kind, CollectiveDecisionKind.UNKNOWN):
            continue
        if matter.decided_on is None:
            yield from _perhaps_decided(facts, matter)
            continue
        took_part = matter.users_took_part_on
        if matter.decided_on > facts.on or (
            took_part is not None and took_part <= matter.decided_on
        ):
            continue
        if matter.nature is not kind:
            yield facts.unknown("matter.nature", _reference(matter))
            continue
        after = took_part is not None and took_part <= facts.on
        yield Finding(
            items=(_reference(matter),),
            since=matter.decided_on,
            params={"reason": "after" if after else "none"},
        )


def _perhaps_decided(facts: Facts, matter: Matter) -> Iterator[CannotTell]:
    """A matter that came out somehow was decided on a day that nobody wrote down."""
    if matter.outcome is not MatterOutcome.PENDING:
        unknown = matter.outcome.is_unknown
        path = "matter.outcome" if unknown else "matter.decided_on"
        yield facts.unknown(path, _reference(matter))


def lacks_a_body(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A national service has a formal body of users centrally, in counties and locally.

    Bodies of the units that are part of it count. Of a service with no collective
    participation on record nothing can be told. Source: N23-26.
    """
    if facts.the_unit.nature.is_unknown:
        yield facts.unknown("unit.nature")
        return
    if facts.the_unit.nature is not UnitKind.NATIONAL_SERVICE:
        return
    if not facts.collective:
        yield facts.unknown("collective")
        return
    bodies = [row for row in facts.collective if row.formal and _may_sit(row, facts.on)]
    for tier in _TIERS:
        here = [row for row in bodies if row.tier in (tier, TierOfGovernment.UNKNOWN)]
        if any(row.tier is tier and row.period.start for row in here):
            continue
        if here:
            path = (
                "collective.period"
                if any(row.tier is tier for row in here)
                else "collective.tier"
            )
            yield facts.unknown(path, *sorted(map(_of, here), key=lambda one: one.id))
        else:
            yield Finding(items=(facts.subject,), params={"tier": tier})


def _may_sit(row: CollectiveParticipation, day: date) -> bool:
    """Whether nothing that is known says that a body does not exist on the day."""
    start, end = row.period.start, row.period.end
    return (start is None or start <= day) and (end is None or day < end)


NO_BODY_AT_LEVEL = Rule(
    id="collective.no-body-at-level",
    source="N23-26",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.UNIT,
    needs=("collective", "collective.tier"),
    check=lacks_a_body,
)

MATTER_UNANSWERED = Rule(
    id="collective.matter-unanswered",
    source="N55; definitions 2.2 collective.matter-outcome",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.COLLECTIVE,
    needs=("matter.answered_on",),
    uses=("collective.answer-due-days",),
    check=leaves_a_matter_unanswered,
)

NO_CONSEQUENCE = Rule(
    id="collective.no-consequence",
    source="B25",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.COLLECTIVE,
    needs=("collective.consequences", "matter.decided_on"),
    uses=("collective.consequence-due-days",),
    check=has_no_consequence,
)

PLANNING_WITHOUT_USERS = Rule(
    id="collective.planning-without-users",
    source="B22, N19; definitions 2.2 collective.planning-with-users",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.COLLECTIVE,
    needs=("matter.decided_on", "matter.users_took_part_on"),
    check=plans_without_users,
)

ECONOMIC_WITHOUT_USERS = Rule(
    id="collective.economic-without-users",
    source="N17-21, D151; definitions 2.2 collective.planning-with-users",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.COLLECTIVE,
    needs=("matter.decided_on", "matter.users_took_part_on"),
    check=spends_without_users,
)

RULES: tuple[Rule, ...] = (
    NO_BODY_AT_LEVEL,
    MATTER_UNANSWERED,
    NO_CONSEQUENCE,
    PLANNING_WITHOUT_USERS,
    ECONOMIC_WITHOUT_USERS,
)
