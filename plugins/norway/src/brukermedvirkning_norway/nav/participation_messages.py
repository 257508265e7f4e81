"""Participations in measures: `amt.deltaker-ekstern-v1`, and `amt.deltaker-v1` before it.

The same facts under other names. Only AFT and VTA have intensities. Source:
amt-deltakelser: amt-deltaker/docs/deltaker-ekstern-v1.md; amt-tiltak: .docs/deltaker-v1.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice
from brukermedvirkning_norway.nav import codes, times
from brukermedvirkning_norway.nav.contract import Contract, Known
from brukermedvirkning_norway.nav.documents import Message
from brukermedvirkning_norway.nav.fields import Fields, Report, without_numbers
from brukermedvirkning_norway.nav.numbers import person
from brukermedvirkning_norway.nav.participations import (
    REASONS,
    STATUSES,
    Participation,
    notices_of,
    pieces_of,
)
from brukermedvirkning_norway.nav.places import measure_of
from brukermedvirkning_norway.nav.told import Shown, Told

__all__ = ["CARRIES", "OLDER", "PARTICIPATIONS", "intensities_in"]

CARRIES = Carries(
    paths=(
        "enrolment",
        "enrolment.start",
        "enrolment.referral",
        "enrolment.exit",
        "intervention",
        "intervention.period",
        "intervention.measure",
        "intervention.status",
        "intervention.planned_start",
        "intervention.planned_end",
        "intervention.end_reason",
    )
)
"""What a message of a participation has a place for."""

_NAMED = {"id", "gjennomforingId", "personIdent", "status"}
_NEW, _OLD = (
    ("registrertTidspunkt", "endretTidspunkt"),
    ("registrertDato", "endretDato"),
)
_SYSTEMS = frozenset({"ARENA", "KOMET"})


def _is_named(value: Any, times_of: tuple[str, str]) -> bool:
    return (
        isinstance(value, Mapping)
        and value.keys() >= _NAMED
        and any(name in value for name in times_of)
    )


def _tell(message: Message) -> Iterator[Told | Fault | Notice]:
    report = Report()
    fields = Fields.of(message.value, report, "")
    numbers = person(fields, "personIdent")
    one = _participation(fields, "")
    yield from report
    if not report.faults and one is not None:
        yield Told(
            about=one.id,
            numbers=numbers,
            at=one.at,
            value=message.value,
        )


def _participation(fields: Fields, contract: str) -> Participation | None:
    """A message's participation, with its faults in the report of the fields."""
    participation_id = fields.uuid("id", required=True)
    place = fields.uuid("gjennomforingId", required=True)
    start, last = fields.day("startDato"), fields.day("sluttDato")
    registered = fields.instant(*_NEW[:1], *_OLD[:1], required=True)
    changed = fields.instant(*_NEW[1:], *_OLD[1:], required=True)
    system = fields.code("kilde", known=_SYSTEMS)
    status = fields.inside("status", required=True)
    if status is None:
        return None
    kind = status.code("type", known=codes.known(STATUSES), required=True)
    told = status.instant("opprettetTidspunkt", "opprettetDato")
    reason, words, beside = _reason(status)
    text = status.text("tekst", "statusTekst")
    beside = {**status.rest(), **({"aarsak": beside} if beside else {})}
    if start and last and last < start:
        fields.wrong("sluttDato", None, "a day that is not before startDato")
    more = {
        "system": system,
        "content": without_numbers(fields.raw("innhold")),
        "intensities": intensities_in(fields),
        "percent": fields.number("prosentStilling", "deltidsprosent", most=100),
        "days": fields.number("dagerPerUke", most=7),
        "counsellor": without_numbers(fields.raw("navVeileder")),
        "unknown": fields.rest(),
        # What a writer says again, where the rows have days or nothing.
        "start": _said(start),
        "last": _said(last),
        "registered": _said(registered),
        "changed": _said(changed),
        "status_at": _said(told),
        "status_text": text,
        "status_unknown": beside,
        "reason": reason,
        "reason_words": words,
    }
    if fields.report.faults or participation_id is None or kind is None:
        return None
    return Participation(
        id=participation_id,
        contract=contract,
        status=kind,
        status_on=None if told is None else times.civil_day(told),
        reason=reason,
        reason_text=words if reason == "ANNET" else None,
        start=start,
        last=last,
        registered=None if registered is None else times.civil_day(registered),
        at=changed,
        place=place,
        more=more,
    )


def _said(day: date | None) -> str | None:
    """A day or an instant as text."""
    return None if day is None else day.isoformat()


def _reason(status: Fields) -> tuple[str | None, str | None, dict[str, Any]]:
    """The reason, its words and what is unknown, be it a code or an object with one."""
    if not isinstance(status.raw("aarsak"), Mapping):
        reason = status.code("aarsak", known=codes.known(REASONS))
        return reason, status.text("aarsakTekst"), {}
    inside = status.inside("aarsak")
    assert inside is not None
    reason = inside.code("type", known=codes.known(REASONS))
    words = inside.text("beskrivelse")
    return reason, words, inside.rest()


def intensities_in(fields: Fields) -> list[dict[str, Any]]:
    """The intensities as they stood, under one spelling of their names."""
    return [
        {
            "percent": one.number("deltakelsesprosent", most=100, required=True),
            "days": one.number("dagerPerUke", most=7),
            "valid_from": str(one.day("gyldigFraDato", "gyldigFra", required=True)),
            "created": str(
                one.instant("opprettetTidspunkt", "opprettet", required=True)
            ),
            **({"unknown": unknown} if (unknown := one.rest()) else {}),
        }
        for one in fields.each("deltakelsesmengder")
    ]


def _show(contract: str, told: Sequence[Told], known: Known) -> Shown:
    """The participation as the latest message has it."""
    last = told[-1]
    one = _participation(Fields.of(last.value, Report(), ""), contract)
    assert one is not None, "what was told was checked"
    one = attrs.evolve(one, measure=measure_of(one.id, one.place, known))
    return Shown(
        pieces=tuple(pieces_of(one)),
        notices=tuple(notices_of(one, last.place.source, last.place.where)),
    )


def _contract(contract: str, title: str, names: tuple[str, str]) -> Contract:
    return Contract(
        id=contract,
        title=title,
        carries=CARRIES,
        is_one=lambda value: _is_named(value, names),
        tell=_tell,
        show=lambda told, known: _show(contract, told, known),
    )


OLDER = _contract(
    "no.nav.deltaker-v1", "NAV participations in measures, amt.deltaker-v1", _OLD
)
PARTICIPATIONS = _contract(
    "no.nav.deltaker-ekstern-v1",
    "NAV participations in measures, amt.deltaker-ekstern-v1",
    _NEW,
)
