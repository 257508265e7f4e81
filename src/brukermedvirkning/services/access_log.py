"""Who has read a case, told reading by reading; the log is the participant's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

import attrs

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, Purpose, Role
from brukermedvirkning.domain.record import PERSONAL
from brukermedvirkning.ports import UnitOfWork
from brukermedvirkning.rules.access import AccessEntry

__all__ = ["ALLOWED", "Reading", "readings_of", "who_has_read"]

ALLOWED = "allowed"


@attrs.frozen(kw_only=True)
class Reading:
    """One look at a case: when, for what, from which unit, in which role.

    `outcome` is `allowed` or the rule that denied; `kinds` are the kinds of item that
    were read, `bases` what the reading rested on. `reader` is None unless it was asked
    for and is in the log.
    """

    at: datetime
    purpose: Purpose
    unit: str | None
    kind: ActorKind
    roles: tuple[Coded[Role], ...]
    outcome: str
    kinds: tuple[str, ...]
    bases: tuple[str, ...]
    reader: str | None = attrs.field(default=None, repr=False, metadata=PERSONAL)

    @property
    def was_denied(self) -> bool:
        """Whether nothing was shown."""
        return self.outcome != ALLOWED


def who_has_read(
    unit_of_work: UnitOfWork, case_id: str, *, names: bool = False
) -> tuple[Reading, ...]:
    """Every reading of a case, denied ones too, the oldest first.

    For the participant: day, purpose, unit and role. The reader's id only with `names`,
    where law or a service's own policy gives it. Raises `CaseNotFoundError`.
    """
    unit_of_work.cases.get(case_id)
    entries = unit_of_work.access_log.of_case(case_id)
    return tuple(readings_of(entries, names=names))


def readings_of(
    entries: Iterable[AccessEntry], *, names: bool = False
) -> Iterator[Reading]:
    """Entries that were written together, as one reading each."""
    for _, group in groupby(entries, key=_together):
        entries_of_one = list(group)
        first = entries_of_one[0]
        bases = (one.basis for one in entries_of_one if one.basis is not None)
        kinds = (one.item_kind for one in entries_of_one if one.outcome == ALLOWED)
        yield Reading(
            at=first.at,
            purpose=first.purpose,
            unit=first.unit,
            kind=first.kind,
            roles=first.roles,
            outcome=first.outcome,
            kinds=tuple(dict.fromkeys(kinds)),
            bases=tuple(dict.fromkeys(bases)),
            reader=first.reader if names else None,
        )


def _together(entry: AccessEntry) -> Any:
    return attrs.evolve(entry, item_kind="case", basis=None)
