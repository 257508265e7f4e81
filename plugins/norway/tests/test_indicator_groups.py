"""The ready groups choose what the library offers, and nothing else."""

from __future__ import annotations

import pytest

from brukermedvirkning import Host
from brukermedvirkning.rules.indicators.function_indicators import FUNCTION_INDICATORS
from brukermedvirkning_norway import plugin


@pytest.mark.parametrize("group", ["halden", "midtun"])
def test_every_indicator_of_a_group_is_there(group: str) -> None:
    host = Host.load([plugin], entry_points=False)
    chosen = [definition.id for definition in host.indicators_of(group)]

    behind = [name for one in host.indicators_of(group) for name in one.printed_with]
    named = {*host.indicator_groups[group].indicators} - {*FUNCTION_INDICATORS}

    assert {*chosen} == {*named, *behind}
