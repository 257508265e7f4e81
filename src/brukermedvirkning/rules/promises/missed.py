"""Rules about contacts that were not held: somebody asked why, and there is a new one.

That something was not held is no fault of anybody's until somebody has asked; what the
service called off counts like the rest. Source: H17, definitions 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.domain.concepts import (
    ContactStatus,
    NotHeldReason,
    WhoCouldNot,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.in_time import (
    conversation,
    inside,
    last_asked_day,
    overdue,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["NOT_REBOOKED", "REASON_NOT_ASKED", "RULES"]

_THEIRS = (WhoCouldNot.PARTICIPANT,)
_NO_REASON = (NotHeldReason.NOT_ASKED, NotHeldReason.UNKNOWN)


def was_not_asked_why(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Where a contact was not held, somebody asks why within the days that are set.

    Whoever it was that could not: what the service called off is asked of alike.
    Source: definitions 3.2 (missed contact as moral fact).
    """
    limit = facts.number("contact.reason-due-days")
    for row, doubts in _not_held(facts):
        if row.not_held_reason in _NO_REASON:
            unsaid = row.not_held_reason is NotHeldReason.UNKNOWN
            reason = "contact.not_held_reason" if unsaid else ""
            until = last_asked_day(facts)
            yield from overdue(facts, row, row.on, limit, reason, *doubts, until=until)


def was_not_rebooked(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Where the service could not hold a contact, there is a new one within some days.

    A new one is planned for one of those days, whatever became of it. Letters and group
    meetings are none. Source: H17, definitions 3.2.
    """
    limit = facts.number("contact.rebook-due-days")
    for row, doubts in _not_held(facts):
        kind = conversation(row)
        if row.who_could_not in _THEIRS or kind is None:
            continue
        new = _new_ones(facts, row, limit)
        if "" in new:
            continue
        who = "contact.who_could_not" if row.who_could_not.is_unknown else ""
        until = last_asked_day(facts)
        yield from overdue(
            facts, row, row.on, limit, who, kind, *new, *doubts, until=until
        )


def _not_held(facts: Facts) -> Iterator[tuple[Contact, tuple[str, ...]]]:
    """What may not have been held inside the enrolment, with what is not known."""
    for row in facts.rows("contacts"):
        place = inside(facts, row.on)
        known = not row.status.is_unknown
        if place is None or (known and row.status is not ContactStatus.NOT_HELD):
            continue
        yield row, ("" if known else "contact.status", place)


def _new_ones(facts: Facts, missed: Contact, limit: int) -> set[str]:
    """What must be known of each contact that may be a new one; "" where one is."""
    found = set()
    for row in facts.rows("contacts"):
        days = (row.on - missed.on).days
        kind = conversation(row) if 0 <= days <= limit else None
        if kind is None:
            continue
        if days > 0 or row.is_held:
            found.add(kind)
        elif row.is_held is None:
            found.add("contact.status")
    return found


REASON_NOT_ASKED = Rule(
    id="contact.reason-not-asked",
    source="H17; definitions 3.2",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("contact", "contact.status", "contact.not_held_reason"),
    uses=("contact.reason-due-days",),
    check=was_not_asked_why,
)

NOT_REBOOKED = Rule(
    id="contact.not-rebooked",
    source="H17; definitions 3.2",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("contact", "contact.status", "contact.who_could_not"),
    uses=("contact.rebook-due-days",),
    check=was_not_rebooked,
)

RULES: tuple[Rule, ...] = (REASON_NOT_ASKED, NOT_REBOOKED)
