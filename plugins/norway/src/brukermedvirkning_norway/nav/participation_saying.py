"""Participations as messages of `amt.deltaker-ekstern-v1`: what the contract can say.

A message is said again as it was told, with what has changed since. What is registered
in error says so by its status (FEILREGISTRERT) where its source did; where it was taken
back otherwise, a tombstone says that it is deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import attrs

from brukermedvirkning.domain.concepts import InterventionStatus
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning_norway import data
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.codes import coded, of_norway
from brukermedvirkning_norway.nav.course import planned_of
from brukermedvirkning_norway.nav.participations import REASONS, STATUSES

__all__ = ["ID", "Left", "Said", "said"]

ID = "no.nav.deltaker-ekstern-v1"
_OLDER = "no.nav.deltaker-v1"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_IN_ERROR = "FEILREGISTRERT"
_STATUSES: Mapping[InterventionStatus, str] = {
    InterventionStatus.PLANNED: "VENTER_PA_OPPSTART",
    InterventionStatus.RUNNING: "DELTAR",
    InterventionStatus.NEVER_STARTED: "IKKE_AKTUELL",
}
_ENDED = (InterventionStatus.COMPLETED, InterventionStatus.STOPPED)
_CONTINUOUS = frozenset(
    {"ARBEIDSFORBEREDENDE_TRENING", "VARIG_TILRETTELAGT_ARBEID_SKJERMET"}
)
"""Measures that anybody may enter at any time, so that what ends there HAR_SLUTTET."""


@attrs.frozen
class Said:
    """A message about one participation; no value is a tombstone."""

    key: str
    value: dict[str, Any] | None = attrs.field(repr=False)


@attrs.frozen
class Left:
    """Why something is left out: a whole row, or a part of one that is written."""

    note: str
    is_part: bool = False


def said(row: Intervention, at: datetime | None) -> Iterator[Said | Left]:
    """The message about a row, and what it leaves out; nothing for other rows.

    `at` is the instant of changes of which it is not known.
    """
    told = of_norway(row.extensions)
    contract = told.get("contract")
    if contract not in (ID, _OLDER):
        if told.get("system") == "TEAM_KOMET":
            yield Left("when it was registered is not known")
        return
    if not _UUID.fullmatch(row.id):
        yield Left("its id is none that the contract has")
        return
    if row.is_gone or (row.registered_in_error and told["status"] != _IN_ERROR):
        yield Said(row.id, None)
        return
    if told.get("system") is None:
        yield Left("which system has it is not known")
        return
    yield from _message(row, told, at)


def _message(
    row: Intervention, told: Mapping[str, Any], at: datetime | None
) -> Iterator[Said | Left]:
    changes = _changes(row, told)
    if changes is None:
        yield Left("where it stands is no status that the contract has for it")
        return
    before = times.instant(told["changed"])
    changed = _later(before, row.recorded.at, at) if changes else before
    if changed is None:
        yield Left("when it was changed is not known (at)")
        return
    message = _as_told(row.id, told)
    status = message["status"]
    if "type" in changes:
        code = changes["type"]
        status |= {"type": code, "tekst": _label(code)}
        status["opprettetTidspunkt"] = _local(changed)
    if "reason" in changes:
        status["aarsak"] = {"type": changes["reason"], "beskrivelse": None}
    message |= {name: changes[name] for name in _DAYS if name in changes}
    message["endretTidspunkt"] = _local(changed)
    yield Said(row.id, message)
    if told["contract"] == _OLDER:
        for name in ("percent", "days", "unknown", "status_unknown"):
            if name in told:
                yield Left(f"the contract has no place for: {name}", is_part=True)


_DAYS = ("startDato", "sluttDato")


def _changes(row: Intervention, told: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the row says otherwise than its message did; None where that cannot be said."""
    found: dict[str, Any] = {}
    first, last = planned_of(row)
    if _text(first) != told.get("start"):
        found["startDato"] = _text(first)
    is_stand_in = row.period.end is not None and told.get("last") is None
    if _text(last) != told.get("status_on" if is_stand_in else "last"):
        found["sluttDato"] = _text(last)
    status = told["status"]
    if coded(InterventionStatus, STATUSES, status).concept is not row.status:
        code = _status(row)
        if code is None:
            return None
        found["type"] = code
    reason = row.end_reason.code
    code = reason.code if reason is not None and reason.scheme == REASONS else None
    if code != told.get("reason"):
        found["reason"] = code
    return found


def _status(row: Intervention) -> str | None:
    code = row.measure.code
    if row.status in _ENDED:
        is_known = code is not None and code.code in _CONTINUOUS
        return "HAR_SLUTTET" if is_known else None
    return _STATUSES.get(row.status)


def _later(
    before: datetime | None, recorded: datetime | None, at: datetime | None
) -> datetime | None:
    """The instant of a change: after that of the message that told of it before."""
    for one in (recorded, at):
        if one is not None and (before is None or one > before):
            return one
    return None


def _as_told(key: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """The message that told of it, without the number of its person."""
    is_ours = told["contract"] == ID
    counsellor = _thawed(told.get("counsellor"))
    unknown = _thawed(told.get("unknown", {})) if is_ours else {}
    beside = _thawed(told.get("status_unknown", {})) if is_ours else {}
    reason = {
        **beside.pop("aarsak", {}),
        "type": told.get("reason"),
        "beskrivelse": told.get("reason_words"),
    }
    return {
        **unknown,
        "id": key,
        "gjennomforingId": told["place"],
        "startDato": told.get("start"),
        "sluttDato": told.get("last"),
        "status": {
            **beside,
            "type": told["status"],
            "tekst": told.get("status_text"),
            "aarsak": reason,
            "opprettetTidspunkt": _again(told.get("status_at")),
        },
        "registrertTidspunkt": _again(told["registered"]),
        "endretTidspunkt": _again(told["changed"]),
        "kilde": told["system"],
        "innhold": _thawed(told.get("content")),
        "deltakelsesmengder": [
            {
                **_thawed(one.get("unknown", {})),
                "deltakelsesprosent": one["percent"],
                "dagerPerUke": one["days"],
                "gyldigFraDato": one["valid_from"],
                "opprettetTidspunkt": _again(one["created"]),
            }
            for one in told.get("intensities", ())
        ],
        **({"navVeileder": counsellor} if counsellor is not None else {}),
    }


def _thawed(value: Any) -> Any:
    """A value of an extension as JSON has it."""
    return FrozenMap({"": value}).thawed()[""]


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _again(text: str | None) -> str | None:
    at = None if text is None else times.instant(text)
    return None if at is None else _local(at)


def _local(at: datetime) -> str:
    """An instant as the contract has it: local time in Norway, without an offset."""
    return times.local(at).isoformat()


def _label(code: str) -> str:
    """The Norwegian name of a status."""
    term = data.vocabulary(STATUSES).find(code)
    labels = () if term is None else term.labels
    return next((one.text for one in labels if one.language == "nb"), code)
