"""One version of an activity, read from any of the spellings of NAV's systems.

Every change of an activity is a whole new version at NAV. What is unknown is kept and
told, as NAV's own consumers do; a message of a change without a person, or without the
mark `avtalt`, is refused, as theirs are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from typing import Any

import attrs

from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.record import PERSONAL
from brukermedvirkning_norway import data
from brukermedvirkning_norway.identifiers import AKTORID
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.activities.shapes import ARENA_TYPES, is_change
from brukermedvirkning_norway.nav.codes import known
from brukermedvirkning_norway.nav.documents import text_of
from brukermedvirkning_norway.nav.fields import Fields, kind_of, without_numbers
from brukermedvirkning_norway.nav.numbers import number_of
from brukermedvirkning_norway.nav.told import Number

__all__ = ["CONTACTS", "TYPES", "Version", "read_version"]

TYPES = "no.nav.aktivitet-type"
_STATUSES = "no.nav.aktivitet-status"
_ACTORS = "no.nav.innsender"
_CHANGES = "no.nav.transaksjonstype"
_NOTICES = "no.nav.forhaandsorientering"
_MESSAGES = "no.nav.endringstype"

CONTACTS = frozenset({"MOTE", "SAMTALEREFERAT"})

_TEXTS = (
    *("tittel", "beskrivelse", "lenke", "avsluttetKommentar", "malid"),
    *("etikett", "kontaktperson", "arbeidsgiver", "arbeidssted", "stillingsTittel"),
    *("hensikt", "oppfolging", "avtaleOppfolging", "jobbStatus", "ansettelsesforhold"),
    *("arbeidstid", "behandlingType", "behandlingSted", "effekt", "adresse"),
    *("behandlingOppfolging", "forberedelser", "tiltakskode", "tiltaksnavn"),
    *("tiltakLokaltNavn", "arrangoer", "bedriftsnummer", "jobbStatusType"),
    *("stillingsoekEtikett", "endringsType"),
)
_OTHERS = (
    *("antallStillingerSokes", "antallStillingerIUken", "stillingFraNavData"),
    *("deltakelseProsent", "antallDagerPerUke", "statusSistEndret", "moeteplanListe"),
)


@attrs.frozen(kw_only=True)
class Version:
    """What one version says. `more` is what the core has no field for, without the report.

    `is_whole` says that it has all fields: a message of a change, and the internal
    service, have few.
    """

    id: str
    uuid: str | None
    number: int
    type: str
    status: str | None
    kind: str | None
    start: date | None
    last: date | None
    begins: datetime | None
    ends: datetime | None
    made: datetime | None
    changed: datetime | None
    change: str | None
    by: str | None
    maker: str | None
    agreed: bool | None
    period: str | None
    office: str | None
    channel: str | None
    report: str | None = attrs.field(repr=False, metadata=PERSONAL)
    is_shared: bool | None
    numbers: tuple[Number, ...] = attrs.field(repr=False)
    is_whole: bool
    more: Mapping[str, Any] = attrs.field(repr=False, metadata=PERSONAL)

    @property
    def about(self) -> str:
        """The id of its row: by the id that other systems know it by, where it has one."""
        return f"aktivitet-{self.uuid or self.id}"

    @property
    def also(self) -> tuple[str, ...]:
        """The id that NAV knows it by, where others have another one."""
        return () if self.uuid is None else (f"aktivitet-{self.id}",)

    @property
    def words(self) -> str | None:
        """By which a change of its texts is seen; None where it has none."""
        texts = [self.more.get(name) for name in ("tittel", "beskrivelse")]
        if not any(texts):
            return None
        return sha256(text_of(texts).encode()).hexdigest()[:16]


def read_version(
    fields: Fields, value: Mapping[str, Any], period: str | None
) -> Version | None:
    """The version that an entry is, or None with its faults in the report."""
    is_message = is_change(value)
    found = _id(fields)
    kind = _code(fields, TYPES, "type", "aktivitet_type", "aktivitetType")
    begins = fields.instant("fraDato", "fra_dato")
    ends = fields.instant("tilDato", "til_dato")
    numbers = _numbers(fields, required=is_message)
    agreed = fields.flag("avtalt", "avtalt_med_nav", required=is_message)
    external = _external(fields)
    if kind in CONTACTS and begins is None:
        fields.wrong("fraDato", value.get("fraDato"), "the day of a meeting or a talk")
    report = fields.text("referat")
    version = Version(
        id=found or "",
        uuid=fields.uuid("funksjonellId"),
        number=fields.whole("versjon", "version") or 0,
        type=kind or "",
        status=_code(fields, _STATUSES, "status", "aktivitetStatus", required=False),
        kind=external.get("type"),
        start=None if begins is None else times.civil_day(begins),
        last=None if ends is None else times.civil_day(ends),
        begins=begins,
        ends=ends,
        made=fields.instant("opprettetDato", "opprettet_dato"),
        changed=fields.instant("endretDato", "endret_dato"),
        change=_change(fields),
        by=_code(fields, _ACTORS, "endretAvType", "lagtInnAv", required=False),
        maker=_maker(fields),
        agreed=agreed,
        period=fields.uuid("oppfolgingsperiodeId", "oppfolgingsperiode_id") or period,
        office=fields.text("kontorsperreEnhetId", "kontorsperre_enhet_id"),
        channel=fields.code("kanal", known=known("no.nav.kanal")),
        report=report,
        is_shared=fields.flag("erReferatPublisert", "referatPublisert"),
        numbers=numbers,
        is_whole=not is_message and "aktivitet_id" not in value,
        more=_more(fields, external),
    )
    return None if fields.report.faults else version


def _numbers(fields: Fields, *, required: bool) -> tuple[Number, ...]:
    """The person, by what the message calls it: its consumers take any text for one."""
    text = fields.text("aktorId", required=required)
    if text is None:
        return ()
    return (number_of(text) or Number(scheme=AKTORID.id, value=text),)


def _id(fields: Fields) -> str | None:
    """A number as text, a number, an id of Arena's, or a uuid."""
    names = ("id", "aktivitet_id", "aktivitetId")
    value = fields.raw(*names)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    plain = isinstance(value, str) and value.isascii() and value.isprintable()
    if not plain or not value.strip() or "/" in value:
        fields.wrong(names[0], value, "the id of an activity")
        return None
    return str(value.strip())


def _code(
    fields: Fields, scheme: str, *names: str, required: bool = True
) -> str | None:
    """A code as its scheme spells it; one that nobody knows is kept and told."""
    spelt = _spellings(scheme)
    code = fields.code(*names, known=frozenset(spelt), required=required)
    return None if code is None else spelt.get(code, code)


@cache
def _spellings(scheme: str) -> Mapping[str, str]:
    """Every spelling of a code that is known, and how its scheme spells it."""
    walk = data.crosswalks().get(f"{scheme}.spelling")
    codes = {*known(scheme), *(ARENA_TYPES if scheme == TYPES else ())}
    others = {} if walk is None else {one.source: one.target for one in walk.mappings}
    return {
        **{one.lower(): one for one in codes},
        **others,
        **{one: one for one in codes},
    }


def _change(fields: Fields) -> str | None:
    """What was done; of a message of a change only that it was made is as plain."""
    change = fields.code("transaksjonsType", known=known(_CHANGES))
    message = fields.code("endringsType", known=known(_MESSAGES))
    return change or ("OPPRETTET" if message == "OPPRETTET" else None)


def _maker(fields: Fields) -> str | None:
    """Who made it, where the history goes back to that: before the first was nothing."""
    history = fields.inside("historikk")
    if history is None:
        return None
    for entry in history.each("endringer"):
        if entry.has("forrigeVersjonsId") and entry.raw("forrigeVersjonsId") is None:
            return _code(entry, _ACTORS, "endretAvType", required=False)
    return None


def _external(fields: Fields) -> dict[str, Any]:
    """What a card of another system says, as it stands."""
    found = fields.inside("eksternAktivitet")
    if found is None:
        return {}
    kind = found.code("type", known=known("no.nav.aktivitetskort-type"))
    said: dict[str, Any] = {"type": kind}
    for name in ("oppgave", "handlinger", "detaljer", "etiketter"):
        said[name] = found.raw(name)
    return {name: one for name, one in {**said, **found.rest()}.items() if one}


def _more(fields: Fields, external: dict[str, Any]) -> dict[str, Any]:
    more: dict[str, Any] = {name: fields.text(name) for name in _TEXTS}
    more |= {name: fields.raw(name) for name in _OTHERS}
    more["historisk"] = fields.flag("historisk")
    more["forhaandsorientering"] = _prior_notice(fields)
    more["eksternAktivitet"] = external
    more["endretAv"] = fields.text("endretAv")
    more["unknown"] = fields.rest()
    return {
        name: _storable(one)
        for name, one in without_numbers(more).items()
        if one not in (None, {}, [])
    }


def _prior_notice(fields: Fields) -> dict[str, Any]:
    """The prior notice, and when it was read: that is reading, and no agreement."""
    notice = fields.inside("forhaandsorientering")
    if notice is None:
        return {}
    read = notice.instant("lestDato")
    said = {
        "id": notice.text("id"),
        "type": notice.code("type", known=known(_NOTICES)),
        "tekst": notice.text("tekst"),
        "lestDato": None if read is None else times.written(read),
        **notice.rest(),
    }
    return {name: one for name, one in said.items() if one is not None}


def _storable(value: Any) -> Any:
    """A value as a case can keep it; of what no case can keep, its kind."""
    try:
        return FrozenMap({"": value}).thawed()[""]
    except TypeError:
        return f"{kind_of(value)} that JSON does not say exactly"
