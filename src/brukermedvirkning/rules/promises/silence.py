"""A rule about silence: how long a participant hears nothing. Source: B37, D21, D133."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from brukermedvirkning.domain.concepts import Direction
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Cause,
    Finding,
    ItemRef,
    Severity,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["TOO_LONG_SILENCE"]


def is_silent_too_long(facts: Facts) -> Iterator[Finding | CannotTell]:
    """No stretch without a conversation or two-way correspondence passes the limit.

    Counted from the first day to the first contact, between contacts, and from the last
    contact to the end or the day that is judged; no further than the source speaks. An
    exchange whose direction nobody wrote down may or may not have broken a silence:
    where that decides, the rule cannot tell.
    Source: `domain.md` 2.2 contact.longest-silence.
    """
    limit = timedelta(days=facts.number("contact.silence-limit-days"))
    last = _end(facts)
    contacts: list[Contact] = [row for row in facts.rows("contacts") if row.on <= last]
    anchor, doubted = _anchor(facts, contacts, limit)
    if doubted:
        yield CannotTell(missing=("case.period",), cause=_cause(facts, "case.period"))
    if anchor is None:
        return
    surely = [row.on for row in contacts if _breaks_silence(row) is True]
    perhaps = [row for row in contacts if _breaks_silence(row) is None]
    heard = [*surely, *(row.on for row in perhaps)]
    silences = _silences(anchor, last, heard, limit)
    for since, until in silences:
        yield Finding(since=since, params=_params(since, until, limit))
    for since, until in _silences(anchor, last, surely, limit):
        between = [row for row in perhaps if since < row.on < until]
        if between:
            yield CannotTell(
                missing=("contact.direction",),
                cause=_cause(facts, "contact.direction"),
                items=tuple(ItemRef(kind=row.kind, id=row.id) for row in between),
            )


def _breaks_silence(contact: Contact) -> bool | None:
    """Whether a contact breaks silence; None where it cannot be told."""
    if contact.is_held is not True or contact.is_individual is False:
        return contact.is_held and contact.is_individual
    if contact.is_correspondence is False:
        return True
    if contact.is_correspondence is None or contact.direction is Direction.UNKNOWN:
        return None
    return contact.direction is Direction.BOTH


def _anchor(
    facts: Facts, contacts: list[Contact], limit: timedelta
) -> tuple[date | None, bool]:
    """The day from which silence is counted, and whether an earlier silence is possible.

    The start of the case or of its first enrolment, and any contact before it. Where the
    start is not known it is the first contact, and what lay before cannot be told; a
    source that speaks only from some day on leaves no more open than that.
    """
    case = facts.the_case
    heard = contacts[0].on if contacts else None
    starts = [row.start for row in facts.rows("enrolments")] or [case.period.start]
    start = None if None in starts else min(day for day in starts if day)
    known_from = case.origin.known_from
    if start is not None:
        start = max(start, known_from or start)
        return min(start, heard or start), False
    if heard is None:
        return None, True
    return heard, known_from is None or heard - known_from > limit


def _end(facts: Facts) -> date:
    """The last day on which silence counts: the last exit, the end, the judged day."""
    exits = [row.exit.on if row.exit else facts.on for row in facts.rows("enrolments")]
    closed = facts.the_case.period.last_day
    return min(max(exits, default=facts.on), closed or facts.on, facts.on)


def _silences(
    anchor: date, last: date, days: list[date], limit: timedelta
) -> list[tuple[date, date]]:
    """The stretches longer than the limit, as (last heard of, heard of again)."""
    marks = [anchor, *sorted(days), max(anchor, last)]
    return [
        (before, after) for before, after in pairwise(marks) if after - before > limit
    ]


def _params(since: date, until: date, limit: timedelta) -> dict[str, object]:
    return {
        "days": (until - since).days,
        "limit": limit.days,
        "since": since.isoformat(),
        "until": until.isoformat(),
    }


def _cause(facts: Facts, path: str) -> Cause:
    carried = facts.carries.can(path)
    return Cause.NOT_RECORDED if carried else Cause.SOURCE_CANNOT_SAY


TOO_LONG_SILENCE = Rule(
    id="contact.too-long-silence",
    source="domain.md 2.2 contact.longest-silence; B37",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=("contact", "contact.status"),
    uses=("contact.silence-limit-days",),
    check=is_silent_too_long,
)
