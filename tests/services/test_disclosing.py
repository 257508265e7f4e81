from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.organisation import Unit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.host import Host
from brukermedvirkning.ports import PluginInfo
from brukermedvirkning.rules.indicators.withhold import THRESHOLD
from brukermedvirkning.rules.parameters import (
    Parameter,
    ParameterLevel,
    ParameterValue,
)
from brukermedvirkning.services import disclosure_threshold

DAY = date(2026, 6, 1)


@hookimpl
def bmv_plugin_info() -> PluginInfo:
    return PluginInfo(id="acme", version="1", title="Acme")


@hookimpl
def bmv_parameters() -> list[Parameter]:
    value = ParameterValue(value=7, since=date(2026, 1, 1), source="a test")
    return [
        Parameter(
            id="disclosure.threshold",
            level=ParameterLevel.COUNTRY,
            applies_to="NO",
            unit_of_measure="people",
            values=(value,),
        )
    ]


ACME = SimpleNamespace(
    __name__="acme", bmv_plugin_info=bmv_plugin_info, bmv_parameters=bmv_parameters
)


def programme(country: str | None, own: int | None = None) -> Programme:
    return Programme(
        id="one",
        name="One",
        country=country,
        period=Period(),
        time_zone="Europe/Oslo",
        parameters=FrozenMap({} if own is None else {"disclosure.threshold": own}),
    )


@pytest.fixture(scope="module")
def host() -> Host:
    return Host.load([ACME], entry_points=False)


@pytest.mark.parametrize(
    ("where", "on", "expected"),
    [
        (programme("NO"), DAY, 7),
        (programme("NO", own=9), DAY, 9),
        (programme("NO"), date(2025, 12, 31), THRESHOLD),
        (programme("DK"), DAY, THRESHOLD),
        (None, DAY, THRESHOLD),
    ],
)
def test_the_nearest_that_is_set_counts_and_else_the_cores(
    host: Host, where: Programme | None, on: date, expected: int
) -> None:
    assert disclosure_threshold(host, on, where) == expected


def test_a_unit_is_asked_where_there_is_no_programme(host: Host) -> None:
    unit = Unit(id="u", name="U", country="NO")

    assert disclosure_threshold(host, DAY, unit=unit) == 7
