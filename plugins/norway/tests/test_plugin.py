"""The plugin, as a host loads it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import brukermedvirkning_norway
from brukermedvirkning.host import Host
from brukermedvirkning.ports import PluginLevel
from brukermedvirkning_norway import plugin

FOLDER = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def host() -> Host:
    return Host.load([plugin], entry_points=False)


def test_it_is_a_country(host: Host) -> None:
    (info,) = [info for info in host.plugins if info.id != "core"]

    assert (info.id, info.country, info.level) == ("norway", "NO", PluginLevel.COUNTRY)


def test_its_version_is_that_of_its_distribution() -> None:
    settings = tomllib.loads((FOLDER / "pyproject.toml").read_text("utf-8"))

    assert brukermedvirkning_norway.__version__ == settings["project"]["version"]


def test_it_offers_its_programmes(host: Host) -> None:
    assert list(host.programmes) == [
        "no.halden",
        "no.midtun",
        "no.nav.aft",
        "no.nav.arr",
        "no.nav.avklaring",
        "no.nav.mb",
        "no.nav.oppfolging",
        "no.nav.vta",
        "no.nav.vta-ordinaer",
    ]


def test_it_offers_who_may_do_what_and_who_may_read(host: Host) -> None:
    assert "no.nav" in host.policies
    assert list(host.access_rules) == [
        "no.adressebeskyttelse",
        "no.kontorsperre",
        "no.skjerming",
    ]


def test_it_offers_number_schemes(host: Host) -> None:
    assert list(host.identifiers) == [
        "no.aktorid",
        "no.dnr",
        "no.fnr",
        "no.npid",
        "no.orgnr",
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "attføringsansvarlig"),
        ("nn", "attføringsansvarleg"),
        ("en", "person responsible for vocational rehabilitation"),
    ],
)
def test_it_adds_norwegian_to_the_cores_words_and_takes_none_away(
    host: Host, language: str, said: str
) -> None:
    spoken = host.label("core.role", "rehabilitation_lead", [language])

    assert (spoken.text, spoken.is_fallback) == (said, False)
