"""The hooks of the Danish plugin: thin, each over a plain function with its own test."""

from __future__ import annotations

from collections.abc import Sequence

from brukermedvirkning.domain.crosswalk import Crosswalk
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.vocabulary import Vocabulary
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.ports import (
    Connector,
    IdentifierScheme,
    Messenger,
    PluginInfo,
    PluginLevel,
    Reader,
    Texts,
    catalogues,
)
from brukermedvirkning.rules.indicators.groups import IndicatorGroup
from brukermedvirkning.rules.parameters import Parameter
from brukermedvirkning.rules.rule import Rule
from brukermedvirkning_denmark import __version__, data
from brukermedvirkning_denmark.identifiers import CPR
from brukermedvirkning_denmark.indicator_groups import GROUPS
from brukermedvirkning_denmark.log.reader import LogReader
from brukermedvirkning_denmark.momentum.connector import MomentumConnector
from brukermedvirkning_denmark.momentum.messenger import MomentumMessenger
from brukermedvirkning_denmark.momentum.reader import MomentumReader
from brukermedvirkning_denmark.rules import PARAMETERS, RULES

__all__: list[str] = []


@hookimpl
def bmv_plugin_info() -> PluginInfo:
    """Denmark, as a country."""
    return PluginInfo(
        id="denmark",
        version=__version__,
        title="Denmark",
        level=PluginLevel.COUNTRY,
        country="DK",
    )


@hookimpl
def bmv_vocabularies() -> Sequence[Vocabulary]:
    """The schemes of the log and of the project, and Danish words for the core's."""
    return tuple(data.vocabularies().values())


@hookimpl
def bmv_crosswalks() -> Sequence[Crosswalk]:
    """The exits of the published tables, and target groups before and after 2020."""
    return tuple(data.crosswalks().values())


@hookimpl
def bmv_texts() -> Sequence[Texts]:
    """Danish texts of rules, indicators and command; English ones of its own rules."""
    return catalogues("brukermedvirkning_denmark")


@hookimpl
def bmv_rules() -> Sequence[Rule]:
    """What Danish law asks of a jobcentre, as far as the law was read."""
    return RULES


@hookimpl
def bmv_parameters() -> Sequence[Parameter]:
    """The figures of these rules, each with its source."""
    return PARAMETERS


@hookimpl
def bmv_identifiers() -> Sequence[IdentifierScheme]:
    """The personal number."""
    return (CPR,)


@hookimpl
def bmv_indicator_groups() -> Sequence[IndicatorGroup]:
    """The hypotheses of Projekt Empowerment."""
    return GROUPS


@hookimpl
def bmv_programmes() -> Sequence[Programme]:
    """Projekt Empowerment, and the same at Jobcenter Aalborg."""
    return tuple(data.programmes().values())


@hookimpl
def bmv_readers() -> Sequence[Reader]:
    """The log of Projekt Empowerment, and journals of KMD Momentum."""
    return (LogReader(), MomentumReader())


@hookimpl
def bmv_messengers() -> Sequence[Messenger]:
    """What a jobcentre should find in its journal in KMD Momentum."""
    return (MomentumMessenger(),)


@hookimpl
def bmv_connectors() -> Sequence[Connector]:
    """KMD Momentum; the second one is for a server on the same machine."""
    return (MomentumConnector("momentum+https"), MomentumConnector("momentum+http"))
