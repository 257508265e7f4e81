"""The follow-up period (oppfølgingsperiode), in its three spellings: it is the case.

NAV ends it; the participant cannot. Its activities belong to the one activity plan
(aktivitetsplan) of the period. Source: veilarboppfolging: `siste-oppfolgingsperiode-v3`,
the older v1, and GraphQL; pto-schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import PlanKind
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice
from brukermedvirkning_norway.marks import unit_of_office
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.contract import Contract, Known
from brukermedvirkning_norway.nav.documents import Message
from brukermedvirkning_norway.nav.fields import Fields, Report
from brukermedvirkning_norway.nav.numbers import person
from brukermedvirkning_norway.nav.told import Shown, Spell, Told

__all__ = ["PERIODS", "POLICY"]

POLICY = "no.nav"
"""The ownership policy that plans at NAV follow."""

_CHANGES = frozenset(
    {"OPPFOLGING_STARTET", "ARBEIDSOPPFOLGINGSKONTOR_ENDRET", "OPPFOLGING_AVSLUTTET"}
)
_REASONS = frozenset(
    {"ARBEIDSSOKER", "SYKEMELDT_MER_OPPFOLGING", "MANUELL_REGISTRERING_VEILEDER"}
)
_ENDS = ("sluttTidspunkt", "sluttDato")


def _is_one(value: Any) -> bool:
    """A period has an id, a start and an end, however they are spelt."""
    return isinstance(value, Mapping) and (
        "oppfolgingsperiodeUuid" in value
        or ({"uuid", "startDato"} <= value.keys() and "aktorId" in value)
        or {"id", "startTidspunkt", "sluttTidspunkt"} <= value.keys()
    )


def _tell(message: Message) -> Iterator[Told | Fault | Notice]:
    report = Report()
    fields = Fields.of(message.value, report, "")
    period = fields.uuid("oppfolgingsperiodeUuid", "uuid", "id", required=True)
    numbers = (
        *person(fields, "ident", "fnr", required=False),
        *person(fields, "aktorId", required=False),
    )
    start = fields.instant("startTidspunkt", "startDato", required=True)
    end = fields.instant(*_ENDS)
    sent = fields.instant("producerTimestamp")
    change = fields.code("sisteEndringsType", known=_CHANGES)
    fields.code("startetBegrunnelse", known=_REASONS)
    office = fields.inside("kontor")
    if office is not None:
        office.text("kontorId", required=True)
        office.text("kontorNavn")
        office.rest()
    if start and end and end < start:
        fields.wrong(_ENDS[0], None, "an instant after the start")
    if change == "OPPFOLGING_AVSLUTTET" and end is None:
        fields.wrong(_ENDS[0], None, "an instant, for a period that has ended")
    fields.raw("kvpPerioder")
    fields.rest()
    yield from report
    if not report.faults and period:
        # An end is the last word; without it and without a clock, a start is the first.
        rank = 2 if end else 0 if change == "OPPFOLGING_STARTET" else 1
        yield Told(
            about=period,
            numbers=numbers,
            period=period,
            at=sent or end or start,
            version=rank,
            value=message.value,
        )


def _show(told: Sequence[Told], _: Known) -> Shown:
    """The period as the last message has it; that of one that ended is the last."""
    last = max(told, key=lambda one: (one.version == 2, one.order))
    report = Report()
    fields = Fields.of(last.value, report, "")
    start = fields.instant("startTidspunkt", "startDato")
    end = fields.instant(*_ENDS)
    first = None if start is None else times.civil_day(start)
    # The day on which it ends still belongs to it.
    after = None if end is None else times.civil_day(end) + timedelta(days=1)
    office = fields.inside("kontor")
    unit = None if office is None else office.text("kontorId")
    return Shown(
        spells=(
            Spell(
                id=last.about,
                start=first,
                end=after,
                unit=_unit(unit or _earlier_unit(told)),
                at=last.at,
                plan=_plan(last.about, Period(start=first, end=after)),
            ),
        )
    )


def _earlier_unit(told: Sequence[Told]) -> str | None:
    """The last office that is named: a period that has ended names none any more."""
    for one in reversed(told):
        office = Fields.of(one.value, Report(), "").inside("kontor")
        found = None if office is None else office.text("kontorId")
        if found is not None:
            return found
    return None


def _unit(office: str | None) -> str | None:
    return None if office is None else unit_of_office(office)


def _plan(period_id: str, period: Period) -> ActionPlan:
    return ActionPlan(
        id=f"{period_id}/plan",
        period=period,
        kind=Coded(
            concept=PlanKind.ACTIVITY_PLAN,
            code=Code(scheme="no.nav.plan", code="aktivitetsplan"),
        ),
        policy=POLICY,
    )


PERIODS = Contract(
    id="no.nav.oppfolgingsperiode",
    title="NAV follow-up periods (oppfølgingsperiode), all three spellings",
    carries=Carries(
        paths=("case", "period", "plan", "plan.period", "plan.kind", "unit")
    ),
    is_one=_is_one,
    tell=_tell,
    show=_show,
)
