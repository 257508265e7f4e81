"""Enrolments in programmes, from the referral to the exit and what came after.

The end of a programme's period is not an exit. A published exit table counts everybody
who left, those who went to work included. Source: H9, H13, D16, D96, D113, D161-187.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

import attrs

from brukermedvirkning.domain.actors import UNKNOWN_ACTOR, Actor, Item
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    BenefitKind,
    DecidedBy,
    EmploymentTerms,
    ExitCategory,
    FollowUpStatus,
    OwnWish,
    Purpose,
    ReferralRoute,
    StanceAnswer,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import PERSONAL, Id, Number, Record, Text
from brukermedvirkning.errors import Fault

__all__ = [
    "Eligibility",
    "Enrolment",
    "FollowUp",
    "Introduction",
    "ProgrammeExit",
    "Referral",
]


@attrs.frozen(kw_only=True)
class Referral(Record):
    """How somebody came into a programme, and whether they wanted to. Source: D96, D113.

    Assessment and allocation; never a visit.
    """

    on: date | None = None
    route: Coded[ReferralRoute] = Coded(concept=ReferralRoute.UNKNOWN)
    by: Actor = UNKNOWN_ACTOR
    own_wish: OwnWish = OwnWish.UNKNOWN


@attrs.frozen(kw_only=True)
class Eligibility(Record):
    """The facts that a target group is told by. Source: D16.

    `benefit_since` is the first day of the spell on the benefit.
    """

    benefit: Coded[BenefitKind] = Coded(concept=BenefitKind.UNKNOWN)
    benefit_since: date | None = None
    age_at_entry: Number | None = None
    target_group: Code | None = None


@attrs.frozen(kw_only=True)
class ProgrammeExit(Record):
    """That a participant left a programme: why, who decided, where the participant stood.

    `on` is the last day in the programme. `stance` is the participant's own on leaving;
    what a representative thinks of it is a `Stance` on the enrolment. Where a
    representative decided for the participant, `by_representative` names the team member.
    """

    on: date
    category: Coded[ExitCategory]
    decided_by: DecidedBy = DecidedBy.UNKNOWN
    stance: StanceAnswer = StanceAnswer.NOT_ASKED
    reason: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    heard_before: Answer = Answer.UNKNOWN
    complaint_route_named: Answer = Answer.UNKNOWN
    by_representative: Id | None = None

    def _invariants(self) -> Iterator[Fault]:
        """`on` is before the last day of the calendar, which is no day of leaving."""
        if self.on == date.max:
            yield Fault(
                field="on",
                found=str(self.on),
                expected="the last day in the programme; no exit while still enrolled",
            )


@attrs.frozen(kw_only=True)
class Enrolment(Item):
    """The participant's time in one programme, inside a case.

    `attended_from` is the first day of attendance, which may be later than `start`.
    Open while there is no exit. `undone_exits` are those that were taken back, the first
    first: what the participant said of them stays.
    """

    kind: ClassVar[str] = "enrolment"
    derived: ClassVar[tuple[str, ...]] = (*Item.derived, "period", "first_day")

    programme: Id
    start: date | None = None
    attended_from: date | None = None
    referral: Referral | None = None
    eligibility: Eligibility = Eligibility()
    exit: ProgrammeExit | None = None
    undone_exits: tuple[ProgrammeExit, ...] = ()

    def _invariants(self) -> Iterator[Fault]:
        """`start` and `attended_from` are not after the day of the exit.
        `attended_from` is not before `start`.
        """
        last = self.exit.on if self.exit else None
        for field in ("start", "attended_from"):
            day = getattr(self, field)
            if last and day and day > last:
                yield Fault(
                    field=field,
                    found=str(day),
                    expected=f"{last} or earlier, the day of the exit",
                )
        if self.start and self.attended_from and self.attended_from < self.start:
            yield Fault(
                field="attended_from",
                found=str(self.attended_from),
                expected=f"{self.start} or later, the start of the enrolment",
            )

    @property
    def day(self) -> date | None:
        """The first day of the enrolment."""
        return self.start

    @property
    def period(self) -> Period:
        """The days in the programme; open while there is no exit."""
        end = None if self.exit is None else self.exit.on + timedelta(days=1)
        return Period(start=self.start, end=end)

    @property
    def first_day(self) -> date | None:
        """The first day of attendance, else the start: "dag en" of H13."""
        return self.attended_from or self.start

    @property
    def is_open(self) -> bool:
        """Whether the participant is still enrolled."""
        return self.exit is None

    @property
    def speakers(self) -> tuple[tuple[str, str], ...]:
        """Where, and which members of the team, decided here for the participant."""
        said = [
            (f".undone_exits[{place}]", undone.by_representative)
            for place, undone in enumerate(self.undone_exits)
        ]
        if self.exit is not None:
            said.append((".exit", self.exit.by_representative))
        return tuple((where, who) for where, who in said if who)


@attrs.frozen(kw_only=True)
class Introduction(Item):
    """That the organisation made the participant aware of role and responsibility.

    It is the organisation's duty, from day one, and is acknowledged by the participant,
    or for them by the team member that `by_representative` names; a repeat when the
    role changes is another row. Source: H13.
    """

    kind: ClassVar[str] = "introduction"
    derived: ClassVar[tuple[str, ...]] = (*Item.derived, "is_complete")

    on: date | None = None
    enrolment: Id | None = None
    covers_role: Answer = Answer.UNKNOWN
    covers_responsibility: Answer = Answer.UNKNOWN
    acknowledged_on: date | None = None
    by_representative: Id | None = None
    material_given: Answer = Answer.UNKNOWN

    def _invariants(self) -> Iterator[Fault]:
        """`acknowledged_on` is not before `on`."""
        if self.on and self.acknowledged_on and self.acknowledged_on < self.on:
            yield Fault(
                field="acknowledged_on",
                found=str(self.acknowledged_on),
                expected=f"{self.on} or later",
            )

    @property
    def day(self) -> date | None:
        """The day of the introduction."""
        return self.on

    @property
    def is_complete(self) -> Answer:
        """Whether it covered both role and responsibility."""
        answers = (self.covers_role, self.covers_responsibility)
        if all(answer is Answer.YES for answer in answers):
            return Answer.YES
        if any(answer in (Answer.NO, Answer.PARTLY) for answer in answers):
            return Answer.NO
        return Answer.UNKNOWN


@attrs.frozen(kw_only=True)
class FollowUp(Item):
    """How it went some time after an exit. Source: H9 "varige endringer", H22, N45-51."""

    kind: ClassVar[str] = "follow_up"
    purpose: ClassVar[Purpose] = Purpose.STATISTICS

    on: date
    enrolment: Id
    status: FollowUpStatus
    terms: EmploymentTerms = EmploymentTerms.UNKNOWN
    arena: Code | None = None
    as_peer_worker: Answer = Answer.UNKNOWN
    moved_on_to: Code | None = None

    @property
    def day(self) -> date:
        """The day of the observation."""
        return self.on
