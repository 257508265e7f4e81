"""A case out of the rows that were read of one citizen's journal and tasks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TypeVar

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.concepts import ContactStatus
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.plan import PlanReview
from brukermedvirkning_denmark.momentum.objects import FORMAT, NOTE, TASK
from brukermedvirkning_denmark.momentum.rows import BESIDE
from brukermedvirkning_denmark.momentum.values import digest

__all__ = ["CARRIES", "Citizen", "case_of"]

R = TypeVar("R", bound=Item)

_PATHS = {
    NOTE: (
        "contact",
        "contact.on",
        "contact.nature",
        "contact.form",
        "contact.status",
        "contact.note",
    ),
    TASK: (
        "contact",
        "contact.on",
        "contact.nature",
        "contact.status",
        "review",
        "review.on",
    ),
}
CARRIES = Carries(paths=tuple(dict.fromkeys((*_PATHS[NOTE], *_PATHS[TASK]))))
"""What a source can carry that has both a journal and tasks."""


@attrs.define
class Citizen:
    """What was read of one citizen so far. `seen` are the digests of what was read."""

    key: str = attrs.field(repr=False)
    rows: list[Contact | PlanReview] = attrs.field(factory=list, repr=False)
    unread: list[FrozenMap] = attrs.field(factory=list, repr=False)
    seen: dict[str, tuple[str, str]] = attrs.field(factory=dict, repr=False)


def case_of(citizen: Citizen, sections: Collection[str], unit: str | None) -> Case:
    """The case of a citizen; `sections` are those that the source has."""
    rows = [attrs.evolve(row, unit=unit) for row in citizen.rows]
    carried = [
        path for section in _PATHS if section in sections for path in _PATHS[section]
    ]
    first, last = _stretch(rows)
    tasks = [one[BESIDE] for one in citizen.unread]
    beside = FrozenMap({BESIDE: {"tasks": tasks}}) if tasks else FrozenMap()
    return Case(
        id=f"dk-momentum-{digest(citizen.key, length=24)}",
        participant=Participant(id=citizen.key),
        unit=unit,
        origin=Origin(
            reader=FORMAT,
            source_key=citizen.key,
            known_from=first,
            known_until=last,
            carries=Carries(paths=tuple(dict.fromkeys(carried))),
        ),
        contacts=_of_kind(Contact, rows),
        reviews=_of_kind(PlanReview, rows),
        extensions=beside,
    )


def _of_kind(kind: type[R], rows: list[Contact | PlanReview]) -> tuple[R, ...]:
    return in_order(tuple(row for row in rows if isinstance(row, kind)))


def _stretch(rows: list[Contact | PlanReview]) -> tuple[date | None, date | None]:
    """The first and last day of which the source speaks: those of what has happened.

    What is planned, and what nobody says anything of, may lie ahead.
    """
    ahead = (ContactStatus.PLANNED, ContactStatus.UNKNOWN)
    days = [
        row.on
        for row in rows
        if not (isinstance(row, Contact) and row.status in ahead and _is_task(row))
    ]
    return min(days, default=None), max(days, default=None)


def _is_task(row: Contact) -> bool:
    return "task" in row.extensions.get(BESIDE, ())
