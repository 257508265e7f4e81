"""Runs over payloads that NAV published, where they lie beside the project."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from nav_payloads import SAMPLES, cases, faults, gathered, recognised

from brukermedvirkning.ports import Identity, Source
from brukermedvirkning_norway.nav.participation_writer import ParticipationWriter

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="NAV's payloads are not here"
)

CARDS = {
    "validaktivitetskort.json": "",
    "validaktivitetskortZonedDatetime.json": "",
    "validkassering.json": "",
    "invalidaktivitetskortInvalidActionType.json": "DESERIALISERINGSFEIL",
}
"""The error that NAV's own consumer answers each with."""


@pytest.mark.parametrize("name", sorted(CARDS))
def test_a_card_is_read_or_refused_as_navs_consumer_does(name: str) -> None:
    content = (SAMPLES / "aktivitetskort" / name).read_bytes()
    one = Source(name=name, content=content)
    assert recognised(one) == "no.nav.aktivitetskort"
    found = gathered(one)
    refused = [fault.expected for fault in faults(found)]
    assert bool(refused) == bool(CARDS[name])
    assert all(CARDS[name] in expected for expected in refused)
    assert bool(cases(found)) == (not refused)


def test_every_published_card_is_here() -> None:
    there = {path.name for path in (SAMPLES / "aktivitetskort").glob("*.json")}
    assert there <= CARDS.keys()


READ = {
    "aktivitetsplan.mal.json": ("no.nav.maal", {"goals": 1}),
    "deltaker-ekstern-v1.example.json": (
        "no.nav.deltaker-ekstern-v1",
        {"interventions": 1, "enrolments": 1},
    ),
    "gjennomforing-v2.gruppe-aft.json": ("no.nav.gjennomforing-v2", {}),
    "siste-oppfolgingsperiode-v3.json": ("no.nav.oppfolgingsperiode", {}),
    "tiltakshistorikk-v1.response.json": (
        "no.nav.tiltakshistorikk-v1",
        {"interventions": 5, "enrolments": 3},
    ),
}
"""The contract of each, and how many rows of a kind it comes to."""

NO_MESSAGES = {"deltakelsesmengder.json"}
"""Cases of a calculation, tried where it is."""


@pytest.mark.parametrize("name", sorted(READ))
def test_a_payload_is_read(name: str) -> None:
    one = Source(name=name, content=(SAMPLES / name).read_bytes())
    contract, rows = READ[name]
    assert recognised(one) == contract
    found = gathered(one)
    assert faults(found) == []
    for kind, count in rows.items():
        assert sum(len(getattr(case, kind)) for case in cases(found).values()) == count
    assert bool(cases(found)) == (contract != "no.nav.gjennomforing-v2")


def test_every_published_payload_is_here() -> None:
    there = {path.name for path in SAMPLES.glob("*.json")}
    assert there <= READ.keys() | NO_MESSAGES


def test_a_participation_is_written_as_it_was_published() -> None:
    name = "deltaker-ekstern-v1.example.json"
    content = (SAMPLES / name).read_bytes()
    message = json.loads(content)
    (case,) = cases(gathered(Source(name=name, content=content))).values()
    number = Identity(
        participant=case.participant.id, scheme="no.fnr", value=message["personIdent"]
    )
    out = BytesIO()
    ParticipationWriter(numbers=lambda _: (number,)).write([case], out, {})
    assert json.loads(out.getvalue()) == message
