"""Rules about how much of full time a participant in AFT takes part.

The shares are those that NAV's contracts carry, kept with the enrolment. They are asked
of the measure and of those who run it: a participant who manages less has not broken
anything. Source: ASVL's description of AFT, after NAV's requirements for the measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.rule import Rule, Scope
from brukermedvirkning_norway.marks import Share, shares
from brukermedvirkning_norway.rules.law import AFT, COUNTRY, is_about

__all__ = ["BELOW_FLOOR", "BELOW_HALF", "RULES"]

_SOURCE = "ASVL, Arbeidsforberedende trening (AFT), 1. Om AFT (read 22 November 2026)"


def is_below_the_floor(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A participant in AFT takes part for at least 30 percent of full time.

    NAV may let somebody start below half of full time, and not below this.
    Source: ASVL, Om AFT.
    """
    floor = facts.number("no.aft.share-floor-percent")
    for told in _shares(facts):
        if isinstance(told, CannotTell):
            yield told
            continue
        for share, since, doubt in _held(facts, told):
            if share.percent >= floor:
                continue
            yield doubt or _finding(facts, share, since, floor)


def stays_below_half(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Who starts in AFT below half of full time has a plan by which it becomes more.

    Half is the main rule. A higher share on record for a later day shows the plan; it
    may also stand in words that no contract carries, so this is a remark. What lies
    below the floor is another rule's. Source: ASVL, Om AFT.
    """
    least = facts.number("no.aft.share-percent")
    floor = facts.number("no.aft.share-floor-percent")
    for told in _shares(facts):
        if isinstance(told, CannotTell):
            yield told
            continue
        held = list(_held(facts, told))
        if not held or not _runs(facts):
            continue
        share, since, doubt = held[-1]
        grows = any(
            later.since > share.since and later.percent > share.percent
            for later in told
        )
        if grows or not floor <= share.percent < least:
            continue
        if doubt is None and facts.may_have_left:
            doubt = facts.unknown("enrolment.exit")
        yield doubt or _finding(facts, share, since, least)


def _runs(facts: Facts) -> bool:
    """Whether the enrolment has not ended by the judged day."""
    end = facts.the_enrolment.period.end
    return end is None or end > facts.on


def _shares(facts: Facts) -> Iterator[tuple[Share, ...] | CannotTell]:
    """The shares of an enrolment in AFT; nothing where it is in another measure."""
    for about in is_about(facts, AFT):
        if isinstance(about, CannotTell):
            yield about
            continue
        found = shares(facts.the_enrolment)
        yield facts.unknown("enrolment.extensions") if found is None else found


def _held(
    facts: Facts, told: tuple[Share, ...]
) -> Iterator[tuple[Share, date, CannotTell | None]]:
    """The shares that held on some day of the enrolment, until the judged day.

    Each with its first such day, and with what is not known of whether there was one.
    """
    period = facts.the_enrolment.period
    tomorrow = facts.on + timedelta(days=1)
    for place, share in enumerate(told):
        after = told[place + 1].since if place + 1 < len(told) else None
        ends = [day for day in (after, period.end, tomorrow) if day is not None]
        first = max(share.since, period.start or share.since)
        if first >= min(ends):
            continue
        if period.start is None:
            yield share, first, facts.unknown("enrolment.start")
        elif facts.may_have_left and first > period.start:
            yield share, first, facts.unknown("enrolment.exit")
        else:
            yield share, first, None


def _finding(facts: Facts, share: Share, since: date, least: int) -> Finding:
    return Finding(
        items=(facts.subject,),
        since=since,
        params={"percent": int(share.percent), "least": least},
    )


BELOW_FLOOR = Rule(
    id="no.aft.share-below-floor",
    country=COUNTRY,
    source=_SOURCE,
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    uses=("no.aft.share-floor-percent",),
    check=is_below_the_floor,
)

BELOW_HALF = Rule(
    id="no.aft.share-below-half",
    country=COUNTRY,
    source=_SOURCE,
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    uses=("no.aft.share-percent", "no.aft.share-floor-percent"),
    check=stays_below_half,
)

RULES: tuple[Rule, ...] = (BELOW_FLOOR, BELOW_HALF)
