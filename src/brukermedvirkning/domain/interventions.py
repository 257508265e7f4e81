"""Interventions: the measures and activities of a plan.

Source: D16-19, D29-35, N57-60.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    Area,
    EndReason,
    InterventionKind,
    InterventionStatus,
    Obligation,
    Party,
    Proposer,
    Purpose,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import proposer
from brukermedvirkning.domain.record import PERSONAL, Id, Minutes, Record, Text
from brukermedvirkning.errors import Fault

__all__ = ["AgreedResponsibility", "EarlierContent", "Intervention"]

_NOT_BEGUN = (InterventionStatus.PLANNED, InterventionStatus.NEVER_STARTED)


@attrs.frozen(kw_only=True)
class AgreedResponsibility(Record):
    """A task that the participant takes on, and what the organisation does in return.

    The second is not optional: responsibility alone becomes blame. Source: H13, D142,
    definitions 3.2.
    """

    on: date
    task: Text = attrs.field(repr=False, metadata=PERSONAL)
    organisation_does: Text = attrs.field(repr=False, metadata=PERSONAL)
    by_representative: Id | None = None


@attrs.frozen(kw_only=True)
class EarlierContent(Record):
    """What an intervention consisted of until a day, so that what was agreed to stands."""

    until: date
    measure: Coded[InterventionKind]
    group: Code | None = None
    area: Coded[Area] = Coded(concept=Area.UNKNOWN)
    weekly_minutes: Minutes | None = None
    planned_start: date | None = None
    planned_end: date | None = None
    provider: Id | None = None
    obligation: Obligation = Obligation.UNKNOWN


@attrs.frozen(kw_only=True)
class Intervention(Item):
    """One measure or activity over a period.

    `group` and the code of `measure` are the two levels of the source's code, both kept.
    `weekly_minutes` is the load in whole minutes a week, None where the source has none.
    `goal_shaped_by` and `content_shaped_by` tell who shaped its aim and its content
    (D17); `fits_own_interest` is the participant's answer (N60). `pauses` lie inside
    `period`. What is planned, or never started, has no first day, but may have a
    `planned_start`. Each change of content is a new version; `earlier` has the content
    of versions 1, 2, 3 … before it.
    """

    kind: ClassVar[str] = "intervention"
    purpose: ClassVar[Purpose] = Purpose.SERVICE
    derived: ClassVar[tuple[str, ...]] = (
        *Item.derived,
        "proposer",
        "counts_as_load",
        "ended_on",
        "version",
        "goal_shaper",
        "content_shaper",
    )

    period: Period
    measure: Coded[InterventionKind]
    group: Code | None = None
    area: Coded[Area] = Coded(concept=Area.UNKNOWN)
    weekly_minutes: Minutes | None = None
    status: InterventionStatus = InterventionStatus.UNKNOWN
    planned_start: date | None = None
    planned_end: date | None = None
    pauses: tuple[Period, ...] = ()
    provider: Id | None = None
    obligation: Obligation = Obligation.UNKNOWN
    proposed_by: tuple[Party, ...] = ()
    found_by_participant: Answer = Answer.UNKNOWN
    decision: Id | None = None
    goal_shaped_by: tuple[Party, ...] = ()
    content_shaped_by: tuple[Party, ...] = ()
    fits_own_interest: Answer = Answer.NOT_ASKED
    goals: tuple[Id, ...] = ()
    challenges: tuple[Id, ...] = ()
    responsibility: AgreedResponsibility | None = None
    earlier_responsibilities: tuple[AgreedResponsibility, ...] = ()
    earlier: tuple[EarlierContent, ...] = ()
    end_reason: Coded[EndReason] = Coded(concept=EndReason.UNKNOWN)
    end_reason_said_by: Party = Party.UNKNOWN
    end_decided_by: Party = Party.UNKNOWN

    def _invariants(self) -> Iterator[Fault]:
        """Pauses lie inside the period, where its start is known.
        What is planned, or never started, has no first day.
        """
        for pause in self.pauses:
            inside = self.period.overlap(pause)
            if self.period.start is not None and inside != pause:
                yield Fault(field="pauses", expected="pauses inside the period")
        if self.has_not_begun and self.period.start is not None:
            yield Fault(
                field="period",
                found=str(self.period.start),
                expected="no first day for what is planned or never started",
            )

    @property
    def day(self) -> date | None:
        """The first day."""
        return self.period.start

    @property
    def began_unknown(self) -> bool:
        """Whether it began, or may have begun, on a day that nobody knows."""
        return self.period.start is None and not self.has_not_begun

    @property
    def has_not_begun(self) -> bool:
        """Whether it is known not to have begun: planned, or never started."""
        return self.status in _NOT_BEGUN

    @property
    def version(self) -> int:
        """The number of the current version of its content."""
        return len(self.earlier) + 1

    @property
    def speakers(self) -> tuple[tuple[str, str], ...]:
        """Where, and which members of the team, spoke here for the participant."""
        said = [
            (f".earlier_responsibilities[{place}]", earlier.by_representative)
            for place, earlier in enumerate(self.earlier_responsibilities)
        ]
        if self.responsibility is not None:
            said.append((".responsibility", self.responsibility.by_representative))
        return tuple((where, who) for where, who in said if who)

    @property
    def ended_on(self) -> date | None:
        """The first day that no longer belongs to it, or None while it runs."""
        return self.period.end

    @property
    def proposer(self) -> Proposer:
        """Who proposed it."""
        return proposer(self.proposed_by)

    @property
    def goal_shaper(self) -> Proposer:
        """Who shaped its aim. Source: D17."""
        return proposer(self.goal_shaped_by)

    @property
    def content_shaper(self) -> Proposer:
        """Who shaped its content. Source: D17."""
        return proposer(self.content_shaped_by)

    @property
    def counts_as_load(self) -> bool | None:
        """Whether its hours weigh on the participant; None where its kind is unknown."""
        return self.measure.concept.counts_as_load

    def runs_on(self, day: date) -> bool:
        """Whether it runs on a day: in its period and not in a pause."""
        return self.period.contains(day) and not any(
            pause.contains(day) for pause in self.pauses
        )
