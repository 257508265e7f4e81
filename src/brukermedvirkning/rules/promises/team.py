"""Rules about the team: a coordinating caseworker for all, a mentor offered. Source: D20."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from brukermedvirkning.domain.concepts import InterventionKind, OfferKind, Role
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Promise
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
        yield _not_recorded(facts, "enrolment.start")
        return
    if enrolment.first_day > facts.on:
        return
    tomorrow = facts.on + timedelta(days=1)
    end = min(enrolment.period.end or tomorrow, tomorrow)
    window = Period(start=enrolment.first_day, end=end)
    grace = facts.number("team.coordinator-grace-days")
    members = facts.rows("team")
    sure = [
        row.period
        for row in members
        if row.role.concept is Role.COORDINATING_CASEWORKER
    ]
    perhaps = [row for row in members if row.role.concept is Role.UNKNOWN]
    unknown_start = any(period.start is None for period in sure)
    for gap in Period.uncovered(window, sure):
        if (gap.days or 0) <= grace:
            continue
        if unknown_start:
            yield _not_recorded(facts, "team_member.period")
        elif any(
            row.period.start is None or row.period.overlap(gap) for row in perhaps
        ):
            yield _not_recorded(facts, "team_member.role")
        else:
            yield Finding(
                items=(facts.subject,),
                since=gap.start,
                params={"days": gap.days or 0, "grace": grace},
            )


def was_not_offered_a_mentor(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Everybody is offered a mentor within the days that the programme gives itself.

    An offer, a mentor in the team, or mentor support that started all show it; an offer
    that was declined is an offer. Only where a source could have shown each of the three
    and shows none is the promise broken. Source: D20, `domain.md` 2.2 mentor.offered.
    """
    enrolment = facts.the_enrolment
    offers = facts.rows("offers")
    if (
        any(row.nature.concept is OfferKind.MENTOR for row in offers)
        or any(row.role.concept in _MENTORS for row in facts.rows("team"))
        or any(row.measure.concept in _MENTORING for row in facts.rows("interventions"))
    ):
        return
    if enrolment.first_day is None:
        yield _not_recorded(facts, "enrolment.start")
        return
    due = enrolment.first_day + timedelta(days=facts.number("mentor.offer-due-days"))
    judged = min(facts.on, enrolment.exit.on) if enrolment.exit else facts.on
    if judged <= due:
        return
    missing = facts.carries.missing(("offer", "team_member", "intervention.measure"))
    if missing:
        yield CannotTell(missing=missing, cause=Cause.SOURCE_CANNOT_SAY)
    elif any(row.nature.concept is OfferKind.UNKNOWN for row in offers):
        yield _not_recorded(facts, "offer.nature")
    elif any(row.role.concept is Role.UNKNOWN for row in facts.rows("team")):
        yield _not_recorded(facts, "team_member.role")
    elif any(
        row.measure.concept is InterventionKind.UNKNOWN
        for row in facts.rows("interventions")
    ):
        yield _not_recorded(facts, "intervention.measure")
    else:
        yield Finding(
            items=(facts.subject,),
            since=due,
            params={"days": (judged - enrolment.first_day).days},
        )


def _not_recorded(facts: Facts, path: str) -> CannotTell:
    return CannotTell(missing=(path,), cause=Cause.NOT_RECORDED, items=(facts.subject,))


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
    source="D20; domain.md 2.2 mentor.offered",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.PROGRAMME,
    scope=Scope.ENROLMENT,
    promise=Promise.MENTOR_OFFERED,
    uses=("mentor.offer-due-days",),
    check=was_not_offered_a_mentor,
)
