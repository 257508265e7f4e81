"""A participation in a measure (deltakelse) as rows: the measure, and the enrolment.

What has not begun is a planned measure and no enrolment: being on a waiting list is not
being in. Source: amt-deltakelser: amt-deltaker/docs/deltaker-ekstern-v1.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Actor, Recorded
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Area,
    EndReason,
    ExitCategory,
    InterventionKind,
    InterventionStatus,
)
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit, Referral
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import PERSONAL
from brukermedvirkning.ports import Notice
from brukermedvirkning_norway.marks import EXTENSION, INTENSITY, share_marks
from brukermedvirkning_norway.nav.codes import coded, kept
from brukermedvirkning_norway.nav.intensities import Intensity, within
from brukermedvirkning_norway.nav.places import programme_of
from brukermedvirkning_norway.nav.told import Piece

__all__ = [
    "AGREEMENT_STATUSES",
    "ARENA_STATUSES",
    "REASONS",
    "STATUSES",
    "Participation",
    "notices_of",
    "pieces_of",
]

STATUSES = "no.nav.deltaker-status"
REASONS = "no.nav.deltaker-aarsak"

ARENA_STATUSES = "no.arena.deltakerstatus-navn"
AGREEMENT_STATUSES = "no.nav.avtale-status"

_RUNNING: Mapping[str, frozenset[str]] = {
    STATUSES: frozenset({"DELTAR"}),
    ARENA_STATUSES: frozenset({"GJENNOMFORES"}),
}
_ENDED: Mapping[str, frozenset[str]] = {
    STATUSES: frozenset({"HAR_SLUTTET", "FULLFORT", "AVBRUTT"}),
    ARENA_STATUSES: frozenset({"FULLFORT", "DELTAKELSE_AVBRUTT"}),
    AGREEMENT_STATUSES: frozenset({"AVSLUTTET"}),
}
_IN_ERROR = ("FEILREGISTRERT",)
_NOT_BEGUN = (InterventionStatus.PLANNED, InterventionStatus.NEVER_STARTED)
_END_REASONS: Mapping[str, EndReason] = {
    "SYK": EndReason.HEALTH,
    "FATT_JOBB": EndReason.WORK,
    "UTDANNING": EndReason.EDUCATION,
}


@attrs.frozen(kw_only=True)
class Participation:
    """What a message says of one participation, however its contract words it.

    `last` is the last day, planned or real. `measure` is the code of the measure, None
    where the message does not name it. `more` is what the core has no field for.
    """

    id: str
    contract: str
    status: str
    scheme: str = STATUSES
    status_on: date | None = None
    reason: str | None = None
    reason_text: str | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    start: date | None = None
    last: date | None = None
    registered: date | None = None
    at: datetime | None = None
    measure: Code | None = None
    place: str | None = None
    provider: str | None = None
    more: Mapping[str, Any] = attrs.field(factory=dict, repr=False, metadata=PERSONAL)

    @property
    def is_enrolment(self) -> bool:
        """Whether the participant is, or was, in the measure, and it is a programme: an
        agreement with an employer is none.
        """
        running = self.status in _RUNNING.get(self.scheme, ())
        return self.scheme != AGREEMENT_STATUSES and (running or self.has_ended)

    @property
    def has_ended(self) -> bool:
        """Whether the participant was in the measure and is no longer."""
        return self.status in _ENDED[self.scheme]

    @property
    def last_day(self) -> date | None:
        """The last day in the measure: as told, else the day on which the end was told."""
        return (self.last or self.status_on) if self.has_ended else None

    @property
    def day(self) -> date | None:
        """The day by which its follow-up period is found."""
        return self.start or self.registered or self.status_on


def pieces_of(one: Participation) -> Iterator[Piece]:
    """The measure, and the enrolment where it has begun.

    Raises `InvalidRecordError` where the days contradict each other.
    """
    yield Piece(collection="interventions", row=_intervention(one), day=one.day)
    if one.is_enrolment:
        row = _enrolment(one)
        yield Piece(collection="enrolments", row=row, day=one.day, beside=one.id)


def notices_of(one: Participation, source: str, where: str) -> Iterator[Notice]:
    """What is worth knowing of how it was read."""
    if one.has_ended and one.last is None:
        yield Notice(
            source=source,
            where=where,
            field="sluttDato",
            found="nothing",
            note="ended without a last day; the day on which that was told stands for it",
        )


def _recorded(one: Participation) -> Recorded:
    """That the system wrote it down; who stands behind it, the message does not say."""
    return Recorded(by=Actor(kind=ActorKind.SYSTEM), at=one.at)


def _intervention(one: Participation) -> Intervention:
    status = coded(InterventionStatus, one.scheme, one.status).concept
    begun = status not in _NOT_BEGUN
    last = one.last_day
    return Intervention(
        id=one.id,
        recorded=_recorded(one),
        registered_in_error=one.status in _IN_ERROR,
        period=Period(
            start=one.start if begun else None,
            end=None if last is None or not begun else last + timedelta(days=1),
        ),
        measure=_measure(one),
        area=Coded(concept=Area.EMPLOYMENT),
        status=status,
        planned_start=None if begun else one.start,
        planned_end=None if one.has_ended else one.last,
        provider=one.provider,
        end_reason=_end_reason(one),
        extensions=kept(
            contract=one.contract,
            status=one.status,
            status_on=None if one.status_on is None else str(one.status_on),
            place=one.place,
            **one.more,
        ),
    )


def _measure(one: Participation) -> Coded[InterventionKind]:
    if one.measure is None:
        return Coded(concept=InterventionKind.UNKNOWN)
    return coded(InterventionKind, one.measure.scheme, one.measure.code, one.start)


def _end_reason(one: Participation) -> Coded[EndReason]:
    if one.reason is not None:
        concept = _END_REASONS.get(one.reason, EndReason.OTHER)
        return Coded(concept=concept, code=Code(scheme=REASONS, code=one.reason))
    if one.status == "FULLFORT":
        return Coded(concept=EndReason.COMPLETED)
    return Coded(concept=EndReason.UNKNOWN)


def _enrolment(one: Participation) -> Enrolment:
    return Enrolment(
        id=f"{one.id}/enrolment",
        recorded=_recorded(one),
        programme=_programme(one),
        start=one.start,
        referral=None if one.registered is None else Referral(on=one.registered),
        exit=_exit(one),
        extensions=FrozenMap({**kept(contract=one.contract), **_shares(one)}),
    )


def _shares(one: Participation) -> dict[str, Any]:
    """The stretches that count, as NAV's mark of how much of full time it is."""
    entries = [
        Intensity(
            percent=entry["percent"],
            days=entry["days"],
            valid_from=date.fromisoformat(entry["valid_from"]),
            created=datetime.fromisoformat(entry["created"]),
        )
        for entry in one.more.get("intensities", ())
    ]
    if not entries or one.start is None:
        return {}
    counting = within(entries, one.start, one.last_day)
    marks = share_marks((entry.valid_from, entry.percent) for entry in counting)
    return {EXTENSION: {INTENSITY: marks}}


def _programme(one: Participation) -> str:
    """The programme of the measure; where no message tells it, the place itself."""
    if one.measure is not None:
        return programme_of(one.measure)
    return f"no.nav.gjennomforing:{one.place or 'unknown'}"


def _exit(one: Participation) -> ProgrammeExit | None:
    """The exit. Who decided it and where the participant stood, no message says."""
    last = one.last_day
    if last is None:
        return None
    category = coded(ExitCategory, REASONS, one.reason, last)
    if one.reason is None and one.status == "FULLFORT":
        category = Coded(
            concept=ExitCategory.COMPLETED,
            code=Code(scheme=one.scheme, code=one.status),
        )
    return ProgrammeExit(on=last, category=category, reason=one.reason_text)
