"""The versions of one activity that are known, in order, in few words each.

A row keeps them, so that in whatever order and however often versions come, the same
comes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

import attrs

from brukermedvirkning.domain.concepts import Party
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.activities.version import Version

__all__ = ["Course", "Step"]

_SHAPING = frozenset(
    {"OPPRETTET", "DETALJER_ENDRET", "MOTE_TID_OG_STED_ENDRET", "AVTALT_DATO_ENDRET"}
)
_FIRST_WITH_REPORT = ("OPPRETTET", "REFERAT_OPPRETTET")
_PARTIES: Mapping[str, Party] = {
    "BRUKER": Party.PARTICIPANT,
    "NAV": Party.SERVICE,
    "ARBEIDSGIVER": Party.EMPLOYER,
    "TILTAKSARRANGOER": Party.OTHER_SERVICE,
}
"""Whose act a change is; a system's and Arena's are nobody's that is told."""


@attrs.frozen(kw_only=True)
class Step:
    """One version, in few words: days and instants as text, as they are kept."""

    number: int
    at: str | None
    change: str | None = None
    by: str | None = None
    status: str | None = None
    kind: str | None = None
    start: str | None = None
    last: str | None = None
    words: str | None = None
    has_report: bool = False
    is_shared: bool | None = None

    @classmethod
    def of(cls, version: Version) -> Step:
        """The version in few words."""
        at = version.changed or version.made
        return cls(
            number=version.number,
            at=None if at is None else times.written(at),
            change=version.change,
            by=version.by,
            status=version.status,
            kind=version.kind,
            start=None if version.start is None else str(version.start),
            last=None if version.last is None else str(version.last),
            words=version.words,
            has_report=version.report is not None,
            is_shared=version.is_shared,
        )

    @property
    def order(self) -> tuple[float, int, str]:
        """By which versions stand in order: their instants, then their numbers."""
        at = self.instant
        moment = float("-inf") if at is None else at.timestamp()
        return moment, self.number, repr(self)

    @property
    def instant(self) -> datetime | None:
        """When it was so."""
        return None if self.at is None else times.instant(self.at)

    @property
    def day(self) -> date | None:
        """The day from which it was so."""
        at = self.instant
        return None if at is None else times.civil_day(at)

    @property
    def party(self) -> Party:
        """Whose act it was."""
        return _PARTIES.get(self.by or "", Party.UNKNOWN)

    def kept(self) -> dict[str, Any]:
        """What of it is kept: nothing that is not said."""
        return {
            name: value
            for name, value in attrs.asdict(self).items()
            if value is not None and value is not False
        }


@attrs.frozen(kw_only=True)
class Course:
    """All known versions, the first first; `maker` is who made it, where that is told.

    `told` are the versions as they were told, to be kept; in `steps` what one of them
    leaves out is as it was before.
    """

    told: tuple[Step, ...]
    steps: tuple[Step, ...]
    maker: str | None = None

    @classmethod
    def of(cls, steps: Iterable[Step], maker: str | None) -> Course:
        """The versions in order, each once."""
        told = sorted(set(steps), key=lambda one: one.order)
        found: list[Step] = []
        for step in told:
            before = found[-1] if found else step
            found.append(
                attrs.evolve(
                    step,
                    kind=step.kind or before.kind,
                    words=step.words or before.words,
                    is_shared=(
                        before.is_shared if step.is_shared is None else step.is_shared
                    ),
                )
            )
        return cls(told=tuple(told), steps=tuple(found), maker=maker)

    @property
    def last(self) -> Step:
        """The version that holds."""
        return self.steps[-1]

    @property
    def proposed_by(self) -> tuple[Party, ...]:
        """Who made it, where its making is known; else nobody knows."""
        made = next((one.by for one in self.steps if one.change == "OPPRETTET"), None)
        party = _PARTIES.get(made or self.maker or "")
        return () if party is None else (party,)

    @property
    def shaped_by(self) -> tuple[Party, ...]:
        """Who gave it its content, from its making on; unknown where that is not known."""
        if not self.proposed_by:
            return ()
        shapers = [one.party for one in self.steps if one.change in _SHAPING]
        found = dict.fromkeys((*self.proposed_by, *shapers))
        return tuple(party for party in found if party is not Party.UNKNOWN)

    @property
    def ended_by(self) -> Party:
        """Whose act moved it to the status that holds."""
        step = self._first_with(lambda one: one.status)
        return step.party if step.change == "STATUS_ENDRET" else Party.UNKNOWN

    @property
    def stands_since(self) -> date | None:
        """The day from which its status is told."""
        return self._first_with(lambda one: one.status).day

    @property
    def report_written_on(self) -> date | None:
        """The day on which the report was first there; unknown where that was missed.

        Asked of an activity that has one.
        """
        first = [one.has_report for one in self.steps].index(True)
        step = self.steps[first]
        is_known = first > 0 or step.change in _FIRST_WITH_REPORT
        return step.day if is_known else None

    @property
    def report_shared_on(self) -> date | None:
        """The first day on which its report is known to be shared; None while it is not."""
        if not self.last.is_shared:
            return None
        return self._first_with(lambda one: one.is_shared).day

    def _first_with(self, of: Callable[[Step], object]) -> Step:
        """The first of the last versions that say the same as the one that holds."""
        found = self.last
        for step in reversed(self.steps):
            if of(step) != of(self.last):
                break
            found = step
        return found
