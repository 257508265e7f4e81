"""Imported consent is never more than the source says, whichever of NAV's contracts it is.

For each contract: approval on behalf, silence, reading and a deadline that has passed,
wherever its messages have a place for them. The one law of this file is tried on a
contract that breaks it, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs
import pytest
from card_payloads import deletion, upsert
from hypothesis import given
from hypothesis import strategies as st
from nav_consent_payloads import agreement, approved, event, on_behalf, order
from nav_payloads import (
    ADA,
    ADA_AKTOR,
    ADAS,
    STAY,
    cases,
    gathered,
    goal,
    period,
    place,
    source,
    stay,
)

from brukermedvirkning.domain.concepts import (
    Answer,
    DecidedBy,
    ItemKind,
    Party,
    StanceAnswer,
    WishAsked,
)
from brukermedvirkning.domain.plan import Stance
from brukermedvirkning.ports import Read
from brukermedvirkning.serialization import to_document
from brukermedvirkning_norway.nav.contract import Contract, Known
from brukermedvirkning_norway.nav.contracts import CONTRACTS
from brukermedvirkning_norway.nav.gathering import NavGathering
from brukermedvirkning_norway.nav.told import Piece, Shown, Told

LONG_AGO = "2025-01-25T10:00:00"


def activity(**more: Any) -> dict[str, Any]:
    """An activity that NAV marked as agreed, with a prior notice that was read."""
    return {
        "id": "144136",
        "versjon": "3",
        "tittel": "Skrive søknad",
        "type": "EGEN",
        "status": "PLANLAGT",
        "fraDato": "2025-03-02T23:00:00.000+00:00",
        "tilDato": "2025-03-31T22:00:00.000+00:00",
        "opprettetDato": "2025-02-20T10:00:00+01:00",
        "endretDato": "2025-02-22T10:00:00+01:00",
        "endretAvType": "NAV",
        "endretAv": ADA,
        "historisk": False,
        "avtalt": True,
        "transaksjonsType": "AVTALT",
        "forhaandsorientering": {
            "id": "1",
            "type": "SEND_FORHAANDSORIENTERING",
            "tekst": "Ansvaret ditt",
            "lestDato": None,
        },
        "oppfolgingsperiodeId": ADAS,
        **more,
    }


READ = activity(
    versjon="4",
    endretDato="2025-02-25T10:00:00+01:00",
    endretAvType="BRUKER",
    transaksjonsType="FORHAANDSORIENTERING_LEST",
    forhaandsorientering={
        "id": "1",
        "type": "SEND_FORHAANDSORIENTERING",
        "tekst": "Ansvaret ditt",
        "lestDato": "2025-02-25T10:00:00+01:00",
    },
)
SHARED = activity(
    id="144137",
    type="STILLING_FRA_NAV",
    transaksjonsType="DEL_CV_SVART",
    stillingFraNavData={
        "cvKanDelesData": {
            "kanDeles": True,
            "endretTidspunkt": "2025-02-25T10:00:00+01:00",
            "endretAv": ADA,
            "endretAvType": "NAV",
        },
        "svarfrist": "2025-02-28",
    },
)
ENTRY = {
    "type": "TeamTiltakAvtale",
    "id": STAY,
    "norskIdent": ADA,
    "startDato": "2025-02-03",
    "sluttDato": "2025-08-01",
    "status": "GJENNOMFØRES",
    "tiltakstype": {"tiltakskode": "ARBEIDSTRENING", "navn": "Arbeidstrening"},
}
THREAD = {
    "id": "45",
    "fnr": ADA,
    "oppfolgingsperiode": ADAS,
    "sisteDato": "2025-03-09T12:00:00Z",
    "egenskaper": ["PARAGRAF8"],
    "ferdigBehandlet": True,
    "erLestAvBruker": True,
    "lestAvBrukerTidspunkt": "2025-03-10T12:00:00Z",
    "henvendelser": [
        {
            "id": "1",
            "avsender": "VEILEDER",
            "sendt": "2025-03-09T12:00:00Z",
            "lest": True,
            "tekst": "Er du enig? Svar innen fredag.",
        }
    ],
}
OLD_STAY = {
    "id": STAY,
    "gjennomforingId": "dddddddd-0000-4000-8000-000000000001",
    "personIdent": ADA,
    "status": {"type": "DELTAR", "aarsak": None, "opprettetDato": LONG_AGO},
    "startDato": "2025-02-03",
    "sluttDato": None,
    "registrertDato": LONG_AGO,
    "endretDato": LONG_AGO,
    "fattetAvNav": True,
}

SILENT: Mapping[str, Sequence[dict[str, Any]]] = {
    "no.nav.oppfolgingsperiode": [
        period(end="2025-06-20T15:45:00+02:00"),
    ],
    "no.nav.maal": [{**goal("Jeg vil i jobb", editor="VEILEDER"), "fnr": ADA}],
    "no.nav.dialog": [THREAD],
    "no.nav.vedtak-14a": [
        {
            "fnr": ADA,
            "aktorId": ADA_AKTOR,
            "innsatsgruppe": "JOBBE_DELVIS",
            "hovedmal": None,
            "fattetDato": "2025-03-25T08:55:59+01:00",
        }
    ],
    "no.nav.gjennomforing-v2": [place()],
    "no.nav.tiltakshistorikk-v1": [ENTRY],
    "no.nav.deltaker-v1": [OLD_STAY],
    "no.nav.deltaker-ekstern-v1": [
        stay(status="UTKAST_TIL_PAMELDING"),
        stay(status="DELTAR", changed="2025-02-04T08:00:00", fattetAvNav=True),
        stay(status="HAR_SLUTTET", reason="ANNET", changed="2025-08-04T08:00:00"),
    ],
    "no.nav.avtale": [
        agreement(status="KLAR_FOR_OPPSTART"),
        on_behalf(),
        on_behalf(godkjentPaVegneGrunn={"arenaMigreringDeltaker": True}),
        approved(godkjentAvDeltaker=None),
        agreement(status="AVSLUTTET", lestAvDeltaker="2025-03-01T10:00:00"),
    ],
    "no.nav.deltaker-vedtak": [
        order(by_nav=True, begrunnelse="ringte"),
        order(by_nav=False),
        event("NavGodkjennUtkast"),
        event("Endring", endring="ForlengDeltakelse"),
        event("Forslag", status="Godkjent", svarfrist="2025-01-01"),
        event("InnbyggerGodkjennUtkast", ansvarlig={"type": "NavVeileder"}),
        event("InnsokPaaFellesOppstart"),
    ],
    "no.nav.aktivitetskort": [
        upsert(avtaltMedNav=True),
        upsert(
            aktivitetStatus="FULLFORT",
            endretAv={"ident": ADA, "identType": "PERSONBRUKERIDENT"},
        ),
        deletion(),
    ],
    "no.nav.aktivitet": [activity(), READ, SHARED],
}
"""What may look like agreement, by contract, and is none."""

SPOKEN: Mapping[str, Sequence[dict[str, Any]]] = {
    "no.nav.avtale": [approved()],
    "no.nav.deltaker-vedtak": [
        event("InnbyggerGodkjennUtkast"),
        event("InnbyggerGodkjennUtkast", ansvarlig={"type": "Deltaker"}),
    ],
}
"""What is the participant's own word, and the only contracts that have it."""

_AGREEING = (StanceAnswer.AGREES, StanceAnswer.AGREES_IN_PART)


def agreements_in(case: Any) -> Iterator[str]:
    """The ids of rows by which a participant agrees, consents or had the last word."""
    for row in case.stances:
        if row.party is Party.PARTICIPANT and row.answer in _AGREEING:
            yield row.id
    yield from (row.id for row in case.consents)
    for row in case.enrolments:
        if row.exit is not None and (
            row.exit.stance in _AGREEING or row.exit.decided_by is DecidedBy.PARTICIPANT
        ):
            yield row.id
    for row in case.decisions:
        if row.wish.asked is WishAsked.ASKED or row.follows_wish is Answer.YES:
            yield row.id
    for row in case.introductions:
        if row.acknowledged_on is not None:
            yield row.id
    for row in case.interventions:
        if row.responsibility is not None or row.fits_own_interest is Answer.YES:
            yield row.id
    yield from (row.id for row in case.goals if row.realistic is Answer.YES)


def found_in(contracts: Mapping[str, Contract], *values: Any) -> list[str]:
    """What the participant agrees to, by what these contracts read."""
    gathering = NavGathering(contracts, period=ADAS)
    try:
        list(gathering.add(next(iter(contracts)), source([period(), *values])))
        reads = list(gathering.reads(lambda _, __: ()))
    finally:
        gathering.close()
    read = [one.case for one in reads if isinstance(one, Read)]
    assert read
    return [row for case in read for row in agreements_in(case)]


def test_every_contract_is_tried() -> None:
    assert SILENT.keys() == CONTRACTS.keys()
    for contract, values in {**SILENT, **SPOKEN}.items():
        for value in values:
            claiming = [one.id for one in CONTRACTS.values() if one.is_one(value)]
            assert claiming == [contract]


@pytest.mark.parametrize("contract", sorted(SILENT))
def test_nothing_but_the_participants_own_word_is_agreement(contract: str) -> None:
    for value in SILENT[contract]:
        assert found_in(CONTRACTS, value) == []
    assert found_in(CONTRACTS, *SILENT[contract]) == []


@pytest.mark.parametrize("contract", sorted(SPOKEN))
def test_the_participants_own_word_is(contract: str) -> None:
    for value in SPOKEN[contract]:
        assert len(found_in(CONTRACTS, value)) == 1


@given(
    st.sets(
        st.sampled_from(
            [
                (name, place)
                for name, all_ in SILENT.items()
                for place in range(len(all_))
            ]
        )
    )
)
def test_nor_do_several_contracts_together_make_agreement(
    chosen: set[tuple[str, int]],
) -> None:
    values = [SILENT[name][place] for name, place in sorted(chosen)]
    assert found_in(CONTRACTS, *values) == []


@pytest.mark.parametrize(
    "contract", sorted(SILENT.keys() - {"no.nav.gjennomforing-v2"})
)
def test_the_law_trips_where_a_contract_takes_silence_for_agreement(
    contract: str,
) -> None:
    good = CONTRACTS[contract]

    def show(told: Sequence[Told], known: Known) -> Shown:
        shown = good.show(told, known)
        agrees = Stance(
            id=f"{told[0].about}/agrees",
            on=date(2025, 3, 3),
            item_kind=ItemKind.PLAN,
            item=f"{ADAS}/plan",
            party=Party.PARTICIPANT,
            answer=StanceAnswer.AGREES,
        )
        piece = Piece(collection="stances", row=agrees, period=ADAS)
        return attrs.evolve(shown, pieces=(*shown.pieces, piece))

    broken = {**CONTRACTS, contract: attrs.evolve(good, show=show)}
    assert found_in(broken, SILENT[contract][0]) != []


@pytest.mark.parametrize("contract", sorted(CONTRACTS))
def test_no_national_number_stands_in_a_case(contract: str) -> None:
    more = {"nytt": {"fnr": ADA, "hvem": [ADA, ADA_AKTOR]}, "navIdent2": ADA}
    strict = contract == "no.nav.aktivitetskort"
    values = [value if strict else {**value, **more} for value in SILENT[contract]]
    values += SPOKEN.get(contract, ())
    found = gathered(source([period(), *values]), options={"period": ADAS})
    assert ADA in str(values)
    for case in cases(found).values():
        document = to_document(case)
        assert [number for number in (ADA, ADA_AKTOR) if number in document] == []
