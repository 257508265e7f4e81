"""What several rules ask of a row: is it inside the enrolment, was it done in time.

What would have to be known is told as a path such as `contact.status`; "" is that
nothing is missing, None that the row does not matter whatever else is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.concepts import ItemKind
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Cause,
    Finding,
    reference,
)

__all__ = [
    "ABOUT",
    "completed_years",
    "conversation",
    "inside",
    "last_asked_day",
    "not_carried",
    "overdue",
    "reference",
    "unknowns",
]

ABOUT: tuple[str, ...] = tuple(
    kind.value for kind in ItemKind if kind is not ItemKind.SERVICE
)
"""What words, stances and complaints may be about: without it they cannot be there."""

_DAY = timedelta(days=1)


def unknowns(facts: Facts, row: Item, paths: Iterable[str]) -> Iterator[CannotTell]:
    """That each path that is not "" is not known: of the row where it is one of its own."""
    for path in paths:
        if path:
            own = path.startswith(f"{row.kind}.")
            yield facts.unknown(path, *([reference(row)] if own else ()))


def not_carried(facts: Facts, paths: Iterable[str]) -> Iterator[CannotTell]:
    """That a source without a place for some of this may hide more than it shows."""
    missing = facts.carries.missing(tuple(paths))
    if missing:
        yield CannotTell(missing=missing, cause=Cause.SOURCE_CANNOT_SAY)


def inside(facts: Facts, day: date) -> str | None:
    """What must be known to say that a day lies in the enrolment; None where it does not.

    The last day in the programme is inside.
    """
    enrolment = facts.the_enrolment
    if enrolment.exit is not None and day > enrolment.exit.on:
        return None
    if enrolment.start is not None and day < enrolment.start:
        return None
    if enrolment.start is None and not (
        enrolment.attended_from and enrolment.attended_from <= day
    ):
        return "enrolment.start"
    return "enrolment.exit" if facts.may_have_left else ""


def last_asked_day(facts: Facts) -> date:
    """The judged day, or the last one in the programme where that is earlier."""
    left = facts.the_enrolment.exit
    return facts.on if left is None else min(facts.on, left.on)


def overdue(
    facts: Facts,
    row: Item,
    since: date,
    limit: int,
    *doubts: str,
    until: date | None = None,
) -> Iterator[Finding | CannotTell]:
    """That more than `limit` days went by since a day, in which something was not done.

    Where a doubt is left, or the day lies before the first of which the source speaks,
    it cannot be told. `until` is the last day that is asked about, else the judged one.
    """
    days = ((until or facts.on) - since).days
    if days <= limit:
        return
    if any(doubts):
        yield from unknowns(facts, row, sorted(set(doubts)))
    elif not facts.speaks_of(since):
        yield facts.untold(row.kind)
    else:
        yield Finding(
            items=(reference(row),),
            since=since + timedelta(days=limit),
            params={"days": days, "limit": limit},
        )


def conversation(contact: Contact) -> str | None:
    """What must be known to say that a contact is a conversation with the participant.

    Letters and group meetings are none. Whether it was held is not asked here.
    """
    if contact.nature.concept.is_unknown:
        return "contact.nature"
    return "" if contact.is_individual and not contact.is_correspondence else None


def completed_years(facts: Facts, start: date) -> Iterator[Period]:
    """The years from a start that ended before the judged day and before the exit.

    The last day in the programme belongs to a year that it completes.
    """
    left = facts.the_enrolment.exit
    end = facts.on if left is None else min(facts.on, left.on + _DAY)
    since = start
    for year in range(start.year + 1, end.year + 1):
        until = _anniversary(start, year)
        if until > end:
            return
        yield Period(start=since, end=until)
        since = until


def _anniversary(start: date, year: int) -> date:
    """The same day in another year; 1 March where that has no 29 February."""
    try:
        return start.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
