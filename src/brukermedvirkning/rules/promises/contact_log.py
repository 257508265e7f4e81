"""Rules about the log of contacts: written down in time, the first one early.

Source: D21; definitions 2.2 contact.first-within.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.programme import Promise
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.in_time import (
    inside,
    last_asked_day,
    reference,
    unknowns,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["FIRST_CONTACT_TOO_LATE", "LOGGED_LATE", "RULES"]


def was_logged_late(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A contact that was held is written down within the days that are set.

    The day of writing is a civil day where the programme is run. Source: D21.
    """
    limit = facts.number("contact.log-due-days")
    for row in facts.rows("contacts"):
        place = inside(facts, row.on)
        if row.is_held is False or place is None:
            continue
        status = "" if row.is_held else "contact.status"
        if row.recorded.at is None:
            yield from unknowns(facts, row, ("contact.recorded", status, place))
            continue
        logged_on = min(_civil_day(facts, row.recorded.at), facts.on)
        days = (logged_on - row.on).days
        if days <= limit:
            continue
        if status or place:
            yield from unknowns(facts, row, (status, place))
        else:
            yield Finding(
                items=(reference(row),),
                since=row.on + timedelta(days=limit),
                params={"days": days, "limit": limit, "on": row.on.isoformat()},
            )


def _civil_day(facts: Facts, at: datetime) -> date:
    return facts.programme.civil_day(at) if facts.programme else at.date()


def waited_for_the_first_contact(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The first contact with one participant is held soon after the enrolment.

    Letters count, group meetings do not. Of those who left before the days had gone
    nothing is asked. Source: definitions 2.2 contact.first-within.
    """
    limit = facts.number("contact.first-due-days")
    start = facts.the_enrolment.start
    if start is None:
        yield facts.unknown("enrolment.start")
        return
    if (last_asked_day(facts) - start).days <= limit:
        return
    due = start + timedelta(days=limit)
    within = [row for row in facts.rows("contacts") if start <= row.on <= due]
    if any(_as_a_first_contact(row) == "" for row in within):
        return
    doubts = [(row, doubt) for row in within if (doubt := _as_a_first_contact(row))]
    for row, doubt in doubts:
        yield from unknowns(facts, row, (doubt,))
    if doubts:
        return
    if facts.may_have_left:
        yield facts.unknown("enrolment.exit")
    elif not facts.speaks_of(start):
        yield facts.untold("contact")
    else:
        yield Finding(
            items=(facts.subject,),
            since=due,
            params={"limit": limit, "start": start.isoformat()},
        )


def _as_a_first_contact(row: Contact) -> str | None:
    """What must be known to count a contact; "" where it counts, None where it cannot."""
    if row.is_held is False or row.is_individual is False:
        return None
    if row.is_held is None:
        return "contact.status"
    return "contact.nature" if row.is_individual is None else ""


LOGGED_LATE = Rule(
    id="contact.logged-late",
    source="D21",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    promise=Promise.CONTACT_LOGGED,
    needs=("contact", "contact.status", "contact.recorded"),
    uses=("contact.log-due-days",),
    check=was_logged_late,
)

FIRST_CONTACT_TOO_LATE = Rule(
    id="contact.first-too-late",
    source="definitions 2.2 contact.first-within",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("contact", "contact.status"),
    uses=("contact.first-due-days",),
    check=waited_for_the_first_contact,
)

RULES: tuple[Rule, ...] = (LOGGED_LATE, FIRST_CONTACT_TOO_LATE)
