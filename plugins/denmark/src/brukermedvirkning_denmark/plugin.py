"""The hooks of the Danish plugin: thin, each over a plain function with its own test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brukermedvirkning.domain.crosswalk import Crosswalk
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.vocabulary import Vocabulary
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.ports import (
    IdentifierScheme,
    PluginInfo,
    PluginLevel,
    Reader,
    Texts,
)
from brukermedvirkning.rules.indicators.groups import IndicatorGroup
from brukermedvirkning.rules.parameters import Parameter
from brukermedvirkning.rules.rule import Rule
from brukermedvirkning_denmark import __version__, data
from brukermedvirkning_denmark.identifiers import CPR
from brukermedvirkning_denmark.indicator_groups import GROUPS
from brukermedvirkning_denmark.log.reader import LogReader
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
    """The two wordings of the published exit tables."""
    return tuple(data.crosswalks().values())


@hookimpl
def bmv_texts() -> Sequence[Texts]:
    """Danish texts of the rules, and English ones of its own."""
    return (
        Texts(id="rules", language="da", messages=_danish_messages),
        Texts(id="rules", language="en", messages=_english_messages),
    )


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
    """The log of Projekt Empowerment."""
    return (LogReader(),)


def _danish_messages() -> Mapping[str, str]:
    return {**data.messages("rules", "da"), **data.messages("national", "da")}


def _english_messages() -> Mapping[str, str]:
    return data.messages("national", "en")
