"""Agreements with employers and decisions on participations, of synthetic persons."""

from __future__ import annotations

from typing import Any

from nav_payloads import ADA, STAY

AGREEMENT = "eeeeeeee-0000-4000-8000-000000000001"
ORDER = "ffffffff-0000-4000-8000-000000000001"


def agreement(**more: Any) -> dict[str, Any]:
    """An agreement that nobody has approved, its content flat."""
    return {
        "id": AGREEMENT,
        "deltakerFnr": ADA,
        "tiltakstype": "ARBEIDSTRENING",
        "status": "MANGLER_GODKJENNING",
        "startDato": "2025-03-03",
        "sluttDato": "2025-08-29",
        "stillingprosent": 50,
        "antallDagerPerUke": 2.5,
        "arbeidsoppgaver": "rydde lager",
        "maal": [
            {"id": "m1", "kategori": "FÅ_JOBB_I_BEDRIFTEN", "beskrivelse": "bli fast"}
        ],
        "godkjentAvDeltaker": None,
        "godkjentAvArbeidsgiver": None,
        "godkjentAvVeileder": None,
        "avtaleInngått": None,
        "godkjentPaVegneAv": False,
        "godkjentPaVegneGrunn": None,
        "sistEndret": "2025-02-20T12:00:00Z",
        **more,
    }


def approved(**more: Any) -> dict[str, Any]:
    """An agreement that all three have approved."""
    return agreement(
        **{
            "status": "GJENNOMFØRES",
            "godkjentAvDeltaker": "2025-02-21T09:00:00",
            "godkjentAvArbeidsgiver": "2025-02-22T09:00:00",
            "godkjentAvVeileder": "2025-02-23T09:00:00",
            "avtaleInngått": "2025-02-23T09:00:00",
            "sistEndret": "2025-02-23T09:00:00",
            **more,
        }
    )


def on_behalf(**more: Any) -> dict[str, Any]:
    """An agreement that NAV approved for the participant."""
    return approved(
        **{
            "godkjentPaVegneAv": True,
            "godkjentPaVegneGrunn": {
                "ikkeBankId": True,
                "reservert": False,
                "digitalKompetanse": True,
                "arenaMigreringDeltaker": False,
            },
            **more,
        }
    )


def order(*, by_nav: bool, **more: Any) -> dict[str, Any]:
    """A decision (vedtak) on a participation."""
    return {
        "id": ORDER,
        "deltakerId": STAY,
        "personIdent": ADA,
        "fattet": "2025-01-25T10:00:00",
        "fattetAvNav": by_nav,
        **more,
    }


def event(kind: str, **more: Any) -> dict[str, Any]:
    """What happened to a draft, or an entry of the history of a participation."""
    return {
        "type": kind,
        "deltakerId": STAY,
        "personIdent": ADA,
        "tidspunkt": "2025-01-25T10:00:00",
        **more,
    }
