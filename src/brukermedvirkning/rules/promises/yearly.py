"""What is promised for every year of a stay, and the exits after which nobody is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from brukermedvirkning.domain.concepts import ExitCategory
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding
from brukermedvirkning.rules.promises.in_time import completed_years

__all__ = ["died", "years_without"]


def died(facts: Facts) -> str | None:
    """What must be known to say that the participant did not die; None: they did."""
    left = facts.the_enrolment.exit
    if left is None or left.on > facts.on:
        return "enrolment.exit" if facts.may_have_left else ""
    if left.category.concept is ExitCategory.DEATH:
        return None
    return "enrolment.exit" if left.category.concept.is_unknown else ""


def years_without(
    facts: Facts, kind: str, shown: Iterable[tuple[date, str]]
) -> Iterator[Finding | CannotTell]:
    """A finding for each completed year of the stay in which nothing is shown.

    `shown` are the days on which something is, each with what would have to be known of
    it; `kind` is the kind of row that was looked for. The running year is not mature,
    and of whoever died nothing is asked.
    """
    alive, start = died(facts), facts.the_enrolment.start
    if alive is None:
        return
    if start is None:
        yield facts.unknown("enrolment.start")
        return
    shown = list(shown)
    for year in completed_years(facts, start):
        doubts = {doubt for day, doubt in shown if year.contains(day)}
        if "" in doubts:
            continue
        since, until = year.start or start, year.last_day or start
        if doubts or alive:
            paths = sorted({*doubts, *([alive] if alive else [])})
            yield from (facts.unknown(path) for path in paths)
        elif not facts.speaks_of(since):
            yield facts.untold(kind)
        else:
            yield Finding(
                items=(facts.subject,),
                since=year.end,
                params={"first": since.isoformat(), "last": until.isoformat()},
            )
