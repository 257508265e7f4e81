"""The ready groups choose what the library offers, and nothing else."""

from __future__ import annotations

import pytest

from brukermedvirkning import Host
from brukermedvirkning_norway import plugin


@pytest.mark.parametrize("group", ["halden", "midtun"])
def test_every_indicator_of_a_group_is_there(group: str) -> None:
    host = Host.load([plugin], entry_points=False)
    chosen = [definition.id for definition in host.indicators_of(group)]

    assert tuple(chosen) == host.indicator_groups[group].indicators
