"""Where an activity of the plan stands, and its days: what both of its contracts tell.

Its dates are planned ones (aktivitetskort: "Planlagt startdato", "Planlagt sluttdato").
So what has ended ended on its last day, or before it, on the day on which that was told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import InterventionKind, InterventionStatus
from brukermedvirkning.domain.interventions import EarlierContent, Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import PERSONAL
from brukermedvirkning_norway.nav.codes import coded

__all__ = [
    "STATUSES",
    "Content",
    "earlier_of",
    "first_told",
    "planned_of",
    "standing",
]

STATUSES = "no.nav.aktivitet-status"

_ENDED = (InterventionStatus.COMPLETED, InterventionStatus.STOPPED)


@attrs.frozen(kw_only=True)
class Content:
    """What an activity consists of in one version: `words` are its texts, `on` is the day
    from which it was so.
    """

    on: date | None
    measure: Coded[InterventionKind]
    start: date | None
    last: date | None
    words: tuple[Any, ...] = attrs.field(default=(), repr=False, metadata=PERSONAL)

    def is_like(self, other: Content) -> bool:
        """Whether it is the same content, whenever it was told."""
        return attrs.evolve(self, on=None) == attrs.evolve(other, on=None)


def standing(
    status: str | None, start: date | None, last: date | None, told_on: date | None
) -> tuple[InterventionStatus, Period]:
    """Its status and the days on which it ran; `told_on` is when the status was first told.

    What was broken off before its first day never began. Of a code that is not known,
    and of what is planned, no day is said.
    """
    found = coded(InterventionStatus, STATUSES, status).concept
    if found is InterventionStatus.RUNNING:
        return found, Period(start=start)
    if found not in _ENDED:
        return found, Period()
    before = start is not None and told_on is not None and told_on < start
    if before and found is InterventionStatus.STOPPED:
        return InterventionStatus.NEVER_STARTED, Period()
    end = min((day for day in (last, told_on) if day is not None), default=None)
    begun = start if end is None or start is None or start <= end else None
    return found, Period.through(begun, end)


def earlier_of(contents: Sequence[Content]) -> tuple[EarlierContent, ...]:
    """The contents before the last one, each until the day on which it was changed."""
    found: list[EarlierContent] = []
    current: Content | None = None
    for content in contents:
        if current is not None:
            if current.is_like(content):
                continue
            if content.on is not None:
                found.append(
                    EarlierContent(
                        until=content.on,
                        measure=current.measure,
                        planned_start=current.start,
                        planned_end=current.last,
                    )
                )
        current = content
    return tuple(found)


def first_told(statuses: Sequence[tuple[str | None, date | None]]) -> date | None:
    """The day from which the last status has been told without a break."""
    day: date | None = None
    last = statuses[-1][0]
    for status, told_on in reversed(statuses):
        if status != last:
            break
        day = told_on
    return day


def planned_of(row: Intervention) -> tuple[date | None, date | None]:
    """The first and the last day of a row, planned or real."""
    return (
        row.period.start or row.planned_start,
        row.period.last_day or row.planned_end,
    )
