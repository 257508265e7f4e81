"""The hooks of the Norwegian plugin: thin, each over a plain function with its own test."""

from __future__ import annotations

from collections.abc import Sequence

from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.vocabulary import Vocabulary
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.ports import PluginInfo, PluginLevel
from brukermedvirkning.rules.indicators.groups import IndicatorGroup
from brukermedvirkning_norway import __version__, data
from brukermedvirkning_norway.indicator_groups import GROUPS

__all__: list[str] = []


@hookimpl
def bmv_plugin_info() -> PluginInfo:
    """Norway, as a country."""
    return PluginInfo(
        id="norway",
        version=__version__,
        title="Norway",
        level=PluginLevel.COUNTRY,
        country="NO",
    )


@hookimpl
def bmv_vocabularies() -> Sequence[Vocabulary]:
    """The schemes of the programmes, and Norwegian words for the core's."""
    return tuple(data.vocabularies().values())


@hookimpl
def bmv_indicator_groups() -> Sequence[IndicatorGroup]:
    """Halden and Midtun: what each promises."""
    return GROUPS


@hookimpl
def bmv_programmes() -> Sequence[Programme]:
    """Halden, Midtun, and NAV's programme for employees with user experience."""
    return tuple(data.programmes().values())
