"""How much of full time somebody takes part, by stretches (deltakelsesmengder).

The list has first days only. An entry that is made later removes every entry that
begins on its day or after it; neighbours that say the same are one. Source:
amt-deltakelser: amt-deltaker/docs/deltakelsesmengder.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import attrs

__all__ = ["Intensity", "changes_anything", "effective", "in_force", "within"]


@attrs.frozen(kw_only=True)
class Intensity:
    """Percent of full time and days a week from a day on, and when that was set."""

    percent: float
    days: float | None = None
    valid_from: date
    created: datetime

    def says_as(self, other: Intensity) -> bool:
        """Whether the two say the same of how much."""
        return (self.percent, self.days) == (other.percent, other.days)


def effective(entries: Iterable[Intensity]) -> tuple[Intensity, ...]:
    """The entries that count, in the order of their first days."""
    found: list[Intensity] = []
    for entry in sorted(entries, key=lambda one: (one.created, one.valid_from)):
        while found and found[-1].valid_from >= entry.valid_from:
            found.pop()
        if not found or not found[-1].says_as(entry):
            found.append(entry)
    return tuple(found)


def within(
    entries: Iterable[Intensity], start: date, last: date | None
) -> tuple[Intensity, ...]:
    """The entries that count in a stay from `start` to its `last` day, None while open.

    What was in force on the first day begins there, be it set for a day before it or,
    where nothing was, for a day after it. A shorter stay hides the later ones.
    """
    found = effective(entries)
    if not found:
        return ()
    before = [one for one in found if one.valid_from <= start]
    first = before[-1] if before else found[0]
    after = [one for one in found if one.valid_from > first.valid_from]
    return (
        attrs.evolve(first, valid_from=start),
        *(one for one in after if last is None or one.valid_from <= last),
    )


def in_force(entries: Sequence[Intensity], on: date) -> Intensity | None:
    """What counts on a day; before the first day that which comes first."""
    found = effective(entries)
    before = [one for one in found if one.valid_from <= on]
    return before[-1] if before else next(iter(found), None)


def changes_anything(entries: Sequence[Intensity], new: Intensity) -> bool:
    """Whether a new entry says something that those before it do not."""
    return effective((*entries, new)) != effective(entries)
