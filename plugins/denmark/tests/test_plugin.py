"""The plugin, as a host loads it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from log_texts import EXAMPLE

import brukermedvirkning_denmark
from brukermedvirkning.host import Host
from brukermedvirkning.ports import PluginLevel, Source
from brukermedvirkning_denmark import plugin

FOLDER = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def host() -> Host:
    return Host.load([plugin], entry_points=False)


def test_it_is_a_country(host: Host) -> None:
    (info,) = [info for info in host.plugins if info.id != "core"]

    assert (info.id, info.country, info.level) == ("denmark", "DK", PluginLevel.COUNTRY)


def test_its_version_is_that_of_its_distribution() -> None:
    settings = tomllib.loads((FOLDER / "pyproject.toml").read_text("utf-8"))

    assert brukermedvirkning_denmark.__version__ == settings["project"]["version"]


def test_it_recognises_and_reads_a_log(host: Host) -> None:
    source = Source(name="log", content=EXAMPLE.read_bytes())

    assert host.recognise(source).id == "dk.star.log"


def test_it_offers_its_programmes_crosswalks_and_identifier(host: Host) -> None:
    assert list(host.programmes) == [
        "dk.star.empowerment",
        "dk.star.empowerment.aalborg",
    ]
    assert list(host.crosswalks) == [
        "dk.lab-2.lbl-6",
        "dk.star.empowerment.exit.aalborg",
        "dk.star.empowerment.exit.dream",
    ]
    assert list(host.identifiers) == ["dk.cpr"]


def test_it_speaks_danish_of_codes_and_of_findings(host: Host) -> None:
    label = host.label("core.role", "mentor", ["da"])
    text = host.text("rules", "plan.not-owned.no_plan", ["da"])

    assert (label.text, label.is_fallback) == ("mentor", False)
    assert (text.language, text.text) == ("da", "der er ingen plan")


def test_it_adds_danish_to_the_cores_words_and_takes_none_away(host: Host) -> None:
    spoken = [host.label("core.role", "supporter", [tag]) for tag in ("da", "en")]

    assert [(one.text, one.is_fallback) for one in spoken] == [
        ("bisidder", False),
        ("supporter", False),
    ]
