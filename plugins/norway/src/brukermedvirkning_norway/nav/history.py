"""The history of measures (tiltakshistorikk v1): one list over three systems.

Three shapes stand in it, told apart by `type`: what Arena had, what Team Komet has, and
agreements with employers (Team Tiltak). A status is an object in one of them and a bare
string in the others. Source: mulighetsrommet: tiltakshistorikk-client,
TiltakshistorikkV1Dto.kt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from brukermedvirkning.domain.coded import Code
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice
from brukermedvirkning_norway.nav import codes, times
from brukermedvirkning_norway.nav.contract import Contract, Known
from brukermedvirkning_norway.nav.documents import Message
from brukermedvirkning_norway.nav.fields import Fields, Report
from brukermedvirkning_norway.nav.numbers import person
from brukermedvirkning_norway.nav.participation_messages import CARRIES
from brukermedvirkning_norway.nav.participations import (
    AGREEMENT_STATUSES,
    ARENA_STATUSES,
    REASONS,
    STATUSES,
    Participation,
    notices_of,
    pieces_of,
)
from brukermedvirkning_norway.nav.places import MEASURES
from brukermedvirkning_norway.nav.told import Shown, Told

__all__ = ["HISTORY"]

_ID = "no.nav.tiltakshistorikk-v1"
_KINDS = frozenset({"ArenaDeltakelse", "TeamKometDeltakelse", "TeamTiltakAvtale"})
_SYSTEMS = frozenset({"ARENA", "TEAM_KOMET", "TEAM_TILTAK"})
_WARNINGS = frozenset({"MANGLER_HISTORIKK_FRA_TEAM_TILTAK"})
_ARENA_MEASURES = "no.arena.tiltakskode"


def _is_entry(value: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and value.get("type") in _KINDS
        and "tiltakstype" in value
    )


def _is_one(value: Any) -> bool:
    """The whole answer, or an entry of it."""
    answer = isinstance(value, Mapping) and isinstance(value.get("historikk"), list)
    return answer or _is_entry(value)


def _tell(message: Message) -> Iterator[Told | Fault | Notice]:
    value = message.value
    if _is_entry(value):
        yield from _tell_entry(value, "")
        return
    report = Report()
    fields = Fields.of(value, report, "")
    entries = fields.raw("historikk")
    for place, warning in enumerate(fields.raw("meldinger") or ()):
        known = warning if warning in _WARNINGS else "another warning"
        note = "the answer says that it is not complete"
        fields.tell(f"meldinger[{place}]", known, note)
    fields.rest()
    yield from report
    if not isinstance(entries, list):
        yield Fault(where="historikk", field="historikk", expected="a list")
        return
    for place, entry in enumerate(entries):
        yield from _tell_entry(entry, f"historikk[{place}]")


def _tell_entry(value: Any, where: str) -> Iterator[Told | Fault | Notice]:
    """One entry; what is wrong with it leaves the others as they are."""
    report = Report()
    fields = Fields.of(value, report, where)
    numbers = person(fields, "norskIdent")
    one = _entry(fields)
    yield from report
    if not report.faults and one is not None:
        yield Told(about=one.id, numbers=numbers, at=one.at, value=value)


def _entry(fields: Fields) -> Participation | None:
    kind = fields.code("type", known=_KINDS, strict=True, required=True)
    if kind is None:
        return None
    return _SHAPES[kind](fields)


def _komet(fields: Fields) -> Participation | None:
    status = fields.inside("status", required=True)
    if status is None:
        return None
    code = status.code("type", known=codes.known(STATUSES), required=True)
    reason = status.code("aarsak", known=codes.known(REASONS))
    at = status.instant("opprettetTidspunkt", "opprettetDato")
    status.rest()
    one = _common(fields, code, STATUSES, MEASURES, "arrangor")
    if one is None:
        return None
    return attrs.evolve(
        one, reason=reason, status_on=None if at is None else times.civil_day(at)
    )


def _arena(fields: Fields) -> Participation | None:
    code = fields.code("status", known=codes.known(ARENA_STATUSES), required=True)
    arena_id = fields.whole("arenaId")
    one = _common(fields, code, ARENA_STATUSES, _ARENA_MEASURES, "arrangor")
    if one is None:
        return None
    return attrs.evolve(one, more={**one.more, "arena_id": arena_id})


def _agreement(fields: Fields) -> Participation | None:
    statuses = codes.spellings(AGREEMENT_STATUSES)
    code = fields.code("status", known=statuses, required=True)
    code = codes.respelt(AGREEMENT_STATUSES, code)
    return _common(fields, code, AGREEMENT_STATUSES, MEASURES, "arbeidsgiver")


_SHAPES: Mapping[str, Callable[[Fields], Participation | None]] = {
    "TeamKometDeltakelse": _komet,
    "ArenaDeltakelse": _arena,
    "TeamTiltakAvtale": _agreement,
}


def _common(
    fields: Fields, status: str | None, scheme: str, measures: str, party: str
) -> Participation | None:
    """What the three shapes share. A place's name may hold personal data: it is left."""
    entry_id = fields.uuid("id", required=True)
    start, last = fields.day("startDato"), fields.day("sluttDato")
    registered = fields.instant("opprettetTidspunkt", "opprettetDato")
    changed = fields.instant("oppdatertTidspunkt")
    measure = _inside_code(fields, "tiltakstype", "tiltakskode", measures)
    place = fields.inside("gjennomforing")
    more: dict[str, Any] = {
        "system": fields.code("opphav", known=_SYSTEMS),
        "percent": fields.number("deltidsprosent", "stillingsprosent", most=100),
        "days": fields.number("dagerPerUke", most=7),
    }
    provider = _provider(fields, party)
    fields.text("tittel")
    fields.raw("norskIdent")
    fields.raw("type")
    more["unknown"] = fields.rest()
    if fields.report.faults or entry_id is None or status is None:
        return None
    return Participation(
        id=entry_id,
        contract=_ID,
        status=status,
        scheme=scheme,
        start=start,
        last=last,
        registered=None if registered is None else times.civil_day(registered),
        at=changed or registered,
        measure=None if measure is None else Code(scheme=measures, code=measure),
        place=None if place is None else place.uuid("id"),
        provider=provider,
        more=more,
    )


def _inside_code(fields: Fields, name: str, inner: str, scheme: str) -> str | None:
    inside = fields.inside(name, required=True)
    if inside is None:
        return None
    return inside.code(inner, known=codes.known(scheme), required=True)


def _provider(fields: Fields, party: str) -> str | None:
    """The organisation that runs it, by its number: the unit, and not what owns it."""
    inside = fields.inside(party)
    if inside is not None and inside.has("underenhet"):
        inside.raw("hovedenhet")
        inside = inside.inside("underenhet")
    number = None if inside is None else inside.text("organisasjonsnummer")
    return None if number is None else f"no.orgnr:{number}"


def _show(told: Sequence[Told], _: Known) -> Shown:
    """The entry as it was told last."""
    last = told[-1]
    one = _entry(Fields.of(last.value, Report(), ""))
    assert one is not None, "what was told was checked"
    return Shown(
        pieces=tuple(pieces_of(one)),
        notices=tuple(notices_of(one, last.place.source, last.place.where)),
    )


HISTORY = Contract(
    id=_ID,
    title="NAV history of measures (tiltakshistorikk v1), of three systems",
    carries=CARRIES,
    is_one=_is_one,
    tell=_tell,
    show=_show,
)
