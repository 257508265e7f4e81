"""Rules about measures and records: how long a mentor, and what the state's data hold.

Source: LAB § 167; the public wiki of Det fælles datagrundlag (DFDG).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.concepts import InterventionKind
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.rule import Rule, Scope
from brukermedvirkning_denmark.rules.law import (
    ACT_2019,
    COUNTRY,
    READ_UNTIL,
    days_after,
    may_lie_within,
    months_after,
    reference,
    undecided,
)

__all__ = ["HOURS_OUT_OF_RANGE", "MENTOR_TOO_LONG", "RULES", "TWO_AT_SAME_INSTANT"]

_MENTORING = (InterventionKind.MENTOR_SUPPORT, InterventionKind.UNKNOWN)
Doubts = list[tuple[str, Item]]


def _told(
    facts: Facts, found: Iterator[tuple[str, Finding | Item]]
) -> Iterator[Finding | CannotTell]:
    """What was found, and what is not known of the rest."""
    doubts: Doubts = []
    for path, one in found:
        if isinstance(one, Finding):
            yield one
        else:
            doubts.append((path, one))
    yield from undecided(facts, dict.fromkeys(doubts))


def lasts_too_long(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A period of mentor support lasts no longer than six months; a new one is assessed.

    It is counted to the day that is judged, or to the exit. A remark:
    two periods may stand in one row, and whoever leaves a psychiatric hospital has a
    right to more (stk. 2). Source: LAB § 167, stk. 1.
    """
    yield from _told(facts, _mentored(facts))


def _mentored(facts: Facts) -> Iterator[tuple[str, Finding | Item]]:
    months = facts.number("dk.mentor.period-months")
    ends = [facts.the_enrolment.period.end, days_after(facts.on, 1)]
    for row in facts.rows("interventions"):
        if row.measure.concept not in _MENTORING or row.has_not_begun:
            continue
        began = row.period.start
        if began is None:
            yield "intervention.period", row
            continue
        within = may_lie_within(facts, began)
        end = min(end for end in (*ends, row.period.end) if end is not None)
        latest = months_after(began, months)
        if began < ACT_2019 or within is None or end <= latest:
            continue
        if within or row.measure.concept.is_unknown:
            yield within or "intervention.measure", row
        else:
            yield (
                "",
                Finding(
                    items=(reference(row),),
                    since=latest,
                    params={"start": began.isoformat(), "months": months},
                ),
            )


def has_hours_that_do_not_fit(facts: Facts) -> Iterator[Finding | CannotTell]:
    """An activity of more than 59 hours and 59 minutes a week cannot be registered.

    The state's service takes at most 59 of each. Information, and no breach: it says that
    the activity would be refused if it were sent. The page bears no date.
    Source: DFDG wiki, CreateActivity.
    """
    yield from _told(facts, _overlong(facts))


def _overlong(facts: Facts) -> Iterator[tuple[str, Finding | Item]]:
    limit = facts.number("dk.activity.weekly-minutes-limit")
    for row in facts.rows("interventions"):
        if row.weekly_minutes is None:
            yield "intervention.weekly_minutes", row
        elif row.weekly_minutes <= limit:
            continue
        elif row.began_unknown:
            yield "intervention.period", row
        else:
            hours, minutes = divmod(row.weekly_minutes, 60)
            params = {"hours": hours, "minutes": minutes}
            yield "", Finding(items=(reference(row),), params=params)


def are_at_one_instant(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Two held contacts of one type at one instant cannot both be registered.

    The state's service refuses the second; a minute apart is accepted. Information, and
    no breach. The page bears no date. Source: DFDG wiki, InterviewService.
    """
    yield from _told(facts, _at_once(facts))


def _at_once(facts: Facts) -> Iterator[tuple[str, Finding | Item]]:
    for first, second in combinations(facts.rows("contacts"), 2):
        both: tuple[Contact, Contact] = (first, second)
        if False in (first.is_held, second.is_held) or _same_type(*both) is False:
            continue
        if first.at is None or second.at is None:
            if first.on == second.on:
                yield from (("contact.at", row) for row in both if row.at is None)
        elif first.at != second.at:
            continue
        elif _same_type(*both) is None:
            yield from (("contact.nature", row) for row in both)
        elif None in (first.is_held, second.is_held):
            yield from (("contact.status", row) for row in both if row.is_held is None)
        else:
            yield (
                "",
                Finding(
                    items=(reference(first), reference(second)),
                    since=first.on,
                    params={"day": first.on.isoformat()},
                ),
            )


def _same_type(first: Contact, second: Contact) -> bool | None:
    """Whether two are of one type, by code where one scheme has both; None if not known."""
    mine, theirs = first.nature, second.nature
    if mine.code and theirs.code and mine.code.scheme == theirs.code.scheme:
        return mine.code.code == theirs.code.code
    if mine.concept.is_unknown or theirs.concept.is_unknown:
        return None
    return mine.concept is theirs.concept


MENTOR_TOO_LONG = Rule(
    id="dk.mentor.period-too-long",
    country=COUNTRY,
    source="LAB § 167, stk. 1 (lov 548 of 7/5 2019, in force 1/1 2020; LBK 701 of 22/5 2022)",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    valid=Period(start=ACT_2019, end=READ_UNTIL),
    needs=("intervention", "intervention.period", "intervention.measure"),
    uses=("dk.mentor.period-months",),
    check=lasts_too_long,
)

HOURS_OUT_OF_RANGE = Rule(
    id="dk.activity.hours-out-of-range",
    country=COUNTRY,
    source="DFDG wiki, CreateActivity (AktivitetDto)",
    severity=Severity.INFORMATION,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=("intervention", "intervention.weekly_minutes"),
    uses=("dk.activity.weekly-minutes-limit",),
    check=has_hours_that_do_not_fit,
)

TWO_AT_SAME_INSTANT = Rule(
    id="dk.talk.two-at-same-instant",
    country=COUNTRY,
    source="DFDG wiki, InterviewService",
    severity=Severity.INFORMATION,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=("contact", "contact.at", "contact.nature", "contact.status"),
    check=are_at_one_instant,
)

RULES: tuple[Rule, ...] = (MENTOR_TOO_LONG, HOURS_OUT_OF_RANGE, TWO_AT_SAME_INSTANT)
