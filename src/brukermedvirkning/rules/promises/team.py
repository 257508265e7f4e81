"""Rules about the team: a coordinating caseworker for all, a mentor offered. Source: D20."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from brukermedvirkning.domain.concepts import (
    InterventionKind,
    OfferKind,
    Role,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Promise
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Cause, Finding, Severity
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["MENTOR_NOT_OFFERED", "NO_COORDINATING_CASEWORKER"]

_MENTORS = frozenset({Role.MENTOR, Role.SOCIAL_MENTOR})
_MENTORING = frozenset(
    {InterventionKind.MENTOR_SUPPORT, InterventionKind.SOCIAL_MENTOR}
)


def lacks_a_coordinator(facts: Facts) -> Iterator[Finding | CannotTell]:
    """From the first day on, every participant has a coordinating caseworker.

    Stretches without one that last no longer than the grace are let pass. A stretch
    that a member of unknown role or unknown start may have covered cannot be told.
    Source: D20.
    """
    enrolment = facts.the_enrolment
    if enrolment.first_day is None:
        yield facts.unknown("enrolment.start")
        return
    if enrolment.first_day > facts.on:
        return
    tomorrow = facts.on + timedelta(days=1)
    end = min(enrolment.period.end or tomorrow, tomorrow)
    window = Period(start=enrolment.first_day, end=end)
    grace = facts.number("team.coordinator-grace-days")
    members: list[TeamMember] = [
        row
        for row in facts.rows("team")
        if row.role.concept in (Role.COORDINATING_CASEWORKER, Role.UNKNOWN)
    ]
    sure = [row.period for row in members if not row.role.concept.is_unknown]
    for gap in _longer(Period.uncovered(window, sure), grace):
        perhaps = [row for row in members if _may_cover(row, gap)]
        certain = _longer(_certain(facts, gap, perhaps), grace)
        for stretch in certain:
            yield Finding(
                items=(facts.subject,),
                since=stretch.start,
                params={"days": stretch.days, "grace": grace},
            )
        if not certain:
            yield _doubt(facts, perhaps)


def _longer(stretches: Iterable[Period], grace: int) -> list[Period]:
    return [stretch for stretch in stretches if (stretch.days or 0) > grace]


def _may_cover(row: TeamMember, gap: Period) -> bool:
    """Whether a member that does not surely coordinate then may have done so."""
    if row.period.start is not None:
        return row.role.concept.is_unknown and row.period.overlap(gap) is not None
    return not (row.period.end and gap.start and row.period.end <= gap.start)


def _certain(facts: Facts, gap: Period, perhaps: list[TeamMember]) -> Iterator[Period]:
    """The parts of a gap that nobody can have covered, as far as the source speaks."""
    if facts.may_have_left or any(row.period.start is None for row in perhaps):
        return
    told = Period(start=facts.the_case.origin.known_from or date.min)
    for stretch in Period.uncovered(gap, [row.period for row in perhaps]):
        part = stretch.overlap(told)
        if part is not None:
            yield part


def _doubt(facts: Facts, perhaps: list[TeamMember]) -> CannotTell:
    """What would have to be known to say whether a gap was one."""
    if any(not row.role.concept.is_unknown for row in perhaps):
        return facts.unknown("team_member.period")
    if perhaps:
        return facts.unknown("team_member.role")
    if facts.may_have_left:
        return facts.unknown("enrolment.exit")
    return facts.untold("team_member")


def was_not_offered_a_mentor(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Everybody is offered a mentor within the days that the programme gives itself.

    An offer, a mentor in the team, or mentor support that started all show it; an offer
    that was declined is an offer. Only where a source could have shown each of the three
    and shows none is the promise broken. Source: D20, definitions 2.2 mentor.offered.
    """
    enrolment = facts.the_enrolment
    first_day, days = enrolment.first_day, facts.number("mentor.offer-due-days")
    doubts = _mentor_doubts(facts)
    if "" in doubts:
        return
    if first_day is None:
        yield facts.unknown("enrolment.start")
        return
    judged = min(facts.on, enrolment.exit.on) if enrolment.exit else facts.on
    if (judged - first_day).days <= days:
        return
    missing = facts.carries.missing(
        ("offer", "team_member", "intervention", "intervention.measure")
    )
    if missing:
        yield CannotTell(missing=missing, cause=Cause.SOURCE_CANNOT_SAY)
    elif doubts:
        yield from (facts.unknown(path) for path in sorted(doubts))
    elif facts.may_have_left:
        yield facts.unknown("enrolment.exit")
    elif not facts.speaks_of(first_day):
        yield facts.untold("offer")
    else:
        yield Finding(
            items=(facts.subject,),
            since=first_day + timedelta(days=days),
            params={"days": (judged - first_day).days},
        )


def _mentor_doubts(facts: Facts) -> set[str]:
    """What is not known of each row that may show a mentor; "" is one that does."""
    doubts = {
        "offer.nature" if row.nature.concept.is_unknown else ""
        for row in facts.rows("offers")
        if row.nature.concept in (OfferKind.MENTOR, OfferKind.UNKNOWN)
    }
    for row in facts.rows("team"):
        if row.role.concept is Role.UNKNOWN:
            doubts.add("team_member.role")
        elif row.role.concept in _MENTORS:
            doubts.add("" if row.period.start else "team_member.period")
    for row in facts.rows("interventions"):
        if row.has_not_begun:
            continue
        if row.measure.concept is InterventionKind.UNKNOWN:
            doubts.add("intervention.measure")
        elif row.measure.concept in _MENTORING:
            doubts.add("intervention.period" if row.began_unknown else "")
    return doubts


NO_COORDINATING_CASEWORKER = Rule(
    id="team.no-coordinating-caseworker",
    source="D20",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    promise=Promise.COORDINATING_CASEWORKER,
    needs=("team_member", "team_member.role"),
    uses=("team.coordinator-grace-days",),
    check=lacks_a_coordinator,
)

MENTOR_NOT_OFFERED = Rule(
    id="team.mentor-not-offered",
    source="D20; definitions 2.2 mentor.offered",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.PROGRAMME,
    scope=Scope.ENROLMENT,
    promise=Promise.MENTOR_OFFERED,
    uses=("mentor.offer-due-days",),
    check=was_not_offered_a_mentor,
)
