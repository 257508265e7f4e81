"""Messages of synthetic persons after NAV's contracts, and ways to read them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from brukermedvirkning.ports import Notice, Read, Rejected, Source
from brukermedvirkning_norway.nav.contracts import CONTRACTS
from brukermedvirkning_norway.nav.reader import readers

READERS = {reader.id: reader for reader in readers(CONTRACTS)}
SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "nav"

# Tenor's and the publishers' way: the month raised, so that it is nobody's.
ADA, BO = "15857398765", "03917512345"
ADA_AKTOR, BO_AKTOR = "1000000000011", "1000000000022"
ADAS = "aaaaaaaa-0000-4000-8000-000000000001"
BOS = "bbbbbbbb-0000-4000-8000-000000000001"
STAY = "cccccccc-0000-4000-8000-000000000001"
PLACE = "dddddddd-0000-4000-8000-000000000001"


def period(
    key: str = ADAS,
    *,
    ident: str = ADA,
    aktor: str = ADA_AKTOR,
    start: str = "2025-01-07T09:00:00+01:00",
    end: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    """A follow-up period as the newest topic has it."""
    change = "OPPFOLGING_STARTET" if end is None else "OPPFOLGING_AVSLUTTET"
    return {
        "oppfolgingsperiodeUuid": key,
        "aktorId": aktor,
        "ident": ident,
        "startTidspunkt": start,
        "sluttTidspunkt": end,
        "kontor": {"kontorId": "0106", "kontorNavn": "Nav Fredrikstad"},
        "sisteEndringsType": change,
        **more,
    }


def stay(
    key: str = STAY,
    *,
    ident: str = ADA,
    status: str = "DELTAR",
    reason: str | None = None,
    words: str | None = None,
    start: str | None = "2025-02-03",
    last: str | None = "2025-08-01",
    changed: str = "2025-02-03T08:00:00",
    **more: Any,
) -> dict[str, Any]:
    """A participation as `deltaker-ekstern-v1` has it."""
    return {
        "id": key,
        "gjennomforingId": PLACE,
        "personIdent": ident,
        "startDato": start,
        "sluttDato": last,
        "status": {
            "type": status,
            "tekst": status.capitalize(),
            "aarsak": {"type": reason, "beskrivelse": words},
            "opprettetTidspunkt": changed,
        },
        "registrertTidspunkt": "2025-01-20T10:11:12",
        "endretTidspunkt": changed,
        "kilde": "KOMET",
        "innhold": None,
        "deltakelsesmengder": [],
        **more,
    }


def place(**more: Any) -> dict[str, Any]:
    """A place in a measure."""
    return {
        "type": "TiltaksgjennomforingV2.Gruppe",
        "id": PLACE,
        "opprettetTidspunkt": "2024-11-02T03:04:05Z",
        "oppdatertTidspunkt": "2024-11-06T07:08:09Z",
        "tiltakskode": "ARBEIDSFORBEREDENDE_TRENING",
        "arrangor": {"organisasjonsnummer": "999999999"},
        "navn": "AFT",
        "startDato": "2024-12-01",
        "sluttDato": None,
        "status": "GJENNOMFORES",
        "oppstart": "LOPENDE",
        **more,
    }


def goal(words: str, day: str = "2025-01-10", editor: str = "BRUKER") -> dict[str, Any]:
    """A wording of a goal."""
    return {"mal": words, "endretAv": editor, "dato": f"{day}T10:00:00.000+01:00"}


def source(values: Any, name: str = "messages.json") -> Source:
    """A source with a value as JSON."""
    return Source(name=name, content=json.dumps(values, ensure_ascii=False).encode())


def gathered(
    *sources: Source,
    formats: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
) -> list[Read | Rejected | Notice]:
    """What a gathering of sources gives, each read as what it is recognised as."""
    first = next(iter(READERS.values()))
    found: list[Read | Rejected | Notice] = []
    with first.gather(options or {}) as gathering:
        for one in sources:
            format_id = (formats or {}).get(one.name) or recognised(one)
            found += gathering.add(format_id, one)
        found += gathering.reads(lambda _, __: ())
    return found


def recognised(one: Source) -> str:
    """The one reader that claims a source."""
    (claiming,) = [reader.id for reader in READERS.values() if reader.recognises(one)]
    return claiming


def cases(found: Iterable[Read | Rejected | Notice]) -> dict[str, Any]:
    """The cases among what was read, by their source keys."""
    return {one.source_key: one.case for one in found if isinstance(one, Read)}


def faults(found: Iterable[Read | Rejected | Notice]) -> list[Any]:
    """Every fault among what was read."""
    return [fault for one in found if isinstance(one, Rejected) for fault in one.faults]


def notices(found: Iterable[Read | Rejected | Notice]) -> list[Notice]:
    """The notices among what was read."""
    return [one for one in found if isinstance(one, Notice)]
