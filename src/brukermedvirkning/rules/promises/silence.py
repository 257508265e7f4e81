"""A rule about silence: how long a participant hears nothing. Source: B37, D21, D133."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

import attrs

from brukermedvirkning.domain.concepts import Direction
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, ItemRef, Severity
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["TOO_LONG_SILENCE"]


def is_silent_too_long(facts: Facts) -> Iterator[Finding | CannotTell]:
    """No stretch without a conversation or two-way correspondence passes the limit.

    Counted from the first day to the first contact, between contacts, and from the last
    contact to the end or the day that is judged; no further than the source speaks. An
    exchange whose direction nobody wrote down may or may not have broken a silence:
    where that decides, the rule cannot tell.
    Source: definitions 2.2 contact.longest-silence.
    """
    limit = facts.number("contact.silence-limit-days")
    contacts = [(row, _breaks_silence(row)) for row in facts.rows("contacts")]
    surely = [row.on for row, breaks in contacts if breaks is True]
    perhaps = [row for row, breaks in contacts if breaks is None]
    start, end = _start(facts), _end(facts)
    first = min((day for day in (start, *surely) if day), default=None)
    if start is None and _may_be_silent_before(facts, first, limit):
        yield facts.unknown(_start_path(facts))
    if first is None:
        return
    last = max(day for day in (first, *surely, end.surely) if day)
    between = [row.on for row in perhaps if first < row.on < last]
    for since, until in _longer({first, *surely, *between, last}, limit):
        params = _params(since, until, limit)
        yield Finding(items=(facts.subject,), since=since, params=params)
    for since, until in _longer({first, *surely, last}, limit):
        decisive = [row for row in perhaps if since < row.on < until]
        yield from _undecided(facts, decisive)
    heard_first = min(surely, default=max(last, end.perhaps))
    heard_last = max((first, *surely))
    beyond = [
        row
        for row in perhaps
        if (row.on < first and (heard_first - row.on).days > limit)
        or (row.on > last and (row.on - heard_last).days > limit)
    ]
    yield from _undecided(facts, beyond)
    if end.perhaps > last and (end.perhaps - heard_last).days > limit:
        yield facts.unknown(end.path)


def _breaks_silence(contact: Contact) -> bool | None:
    """Whether a contact breaks silence; None where it cannot be told."""
    if contact.is_held is False or contact.is_individual is False:
        return False
    if contact.is_correspondence and contact.direction not in (
        Direction.BOTH,
        Direction.UNKNOWN,
    ):
        return False
    return None if _unknown_of(contact) else True


def _unknown_of(contact: Contact) -> str:
    """What would have to be known to say whether a contact broke a silence."""
    if contact.is_held is None:
        return "contact.status"
    if contact.is_individual is None:
        return "contact.nature"
    if contact.is_correspondence and contact.direction is Direction.UNKNOWN:
        return "contact.direction"
    return ""


def _undecided(facts: Facts, contacts: list[Contact]) -> Iterator[CannotTell]:
    for path in sorted({_unknown_of(row) for row in contacts}):
        rows = [row for row in contacts if _unknown_of(row) == path]
        items = (ItemRef(kind=row.kind, id=row.id) for row in rows)
        yield facts.unknown(path, *items)


def _start(facts: Facts) -> date | None:
    """The first day of the first enrolment, else of the case; None where not known.

    No earlier than the first day of which the source speaks.
    """
    starts: list[date | None] = [row.start for row in facts.rows("enrolments")]
    if not starts and facts.carries.can("enrolment"):
        starts = [facts.the_case.period.start]
    known = [day for day in starts if day is not None]
    if not known or len(known) < len(starts):
        return None
    return max(min(known), facts.the_case.origin.known_from or date.min)


def _may_be_silent_before(facts: Facts, first: date | None, limit: int) -> bool:
    """Whether too long a silence may lie before the first contact that is known."""
    known_from = facts.the_case.origin.known_from
    return first is None or known_from is None or (first - known_from).days > limit


def _start_path(facts: Facts) -> str:
    asked = facts.rows("enrolments") or not facts.carries.can("enrolment")
    return "enrolment.start" if asked else "period"


@attrs.frozen(kw_only=True)
class _End:
    """Until when silence counts for sure, until when perhaps, and what decides."""

    surely: date | None
    perhaps: date
    path: str


def _end(facts: Facts) -> _End:
    """The last exit, the end of the case, or the judged day, whichever comes first."""
    surely: list[date] = []
    perhaps: list[date] = []
    path = "enrolment.exit"
    for row in facts.rows("enrolments"):
        if row.exit is not None and row.exit.on <= facts.on:
            surely.append(row.exit.on)
        elif row.start is None:
            perhaps.append(facts.on)
            path = "enrolment.start"
        elif row.exit is None and not facts.carries.can("enrolment.exit"):
            perhaps.append(facts.on)
        else:
            surely.append(facts.on)
    if not surely and not perhaps:
        can = facts.carries.can("enrolment")
        (surely if can else perhaps).append(facts.on)
    sure, latest = max(surely, default=None), max((*surely, *perhaps))
    closed = facts.the_case.period.end
    if closed is not None and closed <= facts.on:
        # Written without subtraction: the first day of the calendar has none before it.
        cap = date.fromordinal(max(closed.toordinal() - 1, 1))
        return _End(
            surely=None if sure is None else min(sure, cap),
            perhaps=min(latest, cap),
            path=path,
        )
    if closed is None and not facts.carries.can("period"):
        return _End(surely=None, perhaps=latest, path="period")
    return _End(surely=sure, perhaps=latest, path=path)


def _longer(days: Iterable[date], limit: int) -> list[tuple[date, date]]:
    """The stretches longer than the limit, as (last heard of, heard of again)."""
    return [
        (before, after)
        for before, after in pairwise(sorted(days))
        if (after - before).days > limit
    ]


def _params(since: date, until: date, limit: int) -> dict[str, object]:
    return {
        "days": (until - since).days,
        "limit": limit,
        "since": since.isoformat(),
        "until": until.isoformat(),
    }


TOO_LONG_SILENCE = Rule(
    id="contact.too-long-silence",
    source="definitions 2.2 contact.longest-silence; B37",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=("contact", "contact.status"),
    uses=("contact.silence-limit-days",),
    check=is_silent_too_long,
)
