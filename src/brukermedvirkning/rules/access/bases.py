"""What a read across units may rest on: consent, statute, the participant's own sharing.

And what opens what is closed: an emergency with a statutory ground, for a time, seen by
the participant. Source: definitions 3.1, 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

import attrs

from brukermedvirkning.domain.bases import (
    LONGEST_OPENING,
    BreakGlass,
    Sharing,
    Statute,
)
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ConsentPurpose
from brukermedvirkning.domain.rights import Consent

__all__ = [
    "LONGEST_OPENING",
    "SHARING_AIMS",
    "BreakGlass",
    "Sharing",
    "Statute",
    "consents_in_force",
]

T = TypeVar("T")

SHARING_AIMS = frozenset(
    {ConsentPurpose.SHARING_BETWEEN_UNITS, ConsentPurpose.CROSS_SECTOR_PLAN}
)
"""The aims of consent that let another unit read; the others are for something else.
Source: definitions 3.1 (a read across units needs consent; a cross-sector plan does)."""


def consents_in_force(case: Case, day: date) -> Iterator[Consent]:
    """The consents on which others may read, each no wider than what it narrows.

    From the day of a narrowing the wider one is gone for good, and from the day of
    withdrawal there is none; to take back a narrowing never widens.
    """
    counted: dict[str | None, Consent] = {
        row.id: row for row in case.consents if not row.registered_in_error
    }
    narrowed = {row.narrows for row in counted.values() if row.on <= day}
    for row in counted.values():
        if row.id in narrowed or row.aim.concept not in SHARING_AIMS:
            continue
        chain = list(_chain(row, counted))
        if all(one.holds_on(day) for one in chain):
            yield attrs.evolve(
                row,
                covers=_common(one.covers for one in chain),
                recipients=_common(one.recipients for one in chain),
            )


def _chain(row: Consent, counted: dict[str | None, Consent]) -> Iterator[Consent]:
    """A consent, what it narrows, and so on; what is in error is no limit."""
    seen: set[str] = set()
    above: Consent | None = row
    while above is not None and above.id not in seen:
        seen.add(above.id)
        yield above
        above = counted.get(above.narrows)


def _common(lists: Iterator[tuple[T, ...]]) -> tuple[T, ...]:
    first, *others = lists
    return tuple(one for one in first if all(one in other for other in others))
