"""The core as a plugin: its rules, parameters, indicators, words and its own format."""

from __future__ import annotations

from collections.abc import Sequence

from brukermedvirkning import __version__
from brukermedvirkning.builtin.documents import CaseDocuments
from brukermedvirkning.builtin.engines import ENGINES
from brukermedvirkning.builtin.flat_tables import FlatTables
from brukermedvirkning.builtin.indicator_groups import GROUPS
from brukermedvirkning.builtin.indicator_results import IndicatorResults
from brukermedvirkning.builtin.parameters import PARAMETERS
from brukermedvirkning.builtin.rules import RULES
from brukermedvirkning.builtin.words import core_vocabularies
from brukermedvirkning.domain.ownership import POLICIES, Ownership
from brukermedvirkning.domain.vocabulary import Vocabulary
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.ports import (
    Engine,
    PluginInfo,
    PluginLevel,
    Reader,
    Texts,
    Writer,
    catalogues,
)
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.groups import IndicatorGroup
from brukermedvirkning.rules.indicators.organisations import ORGANISATION_INDICATORS
from brukermedvirkning.rules.parameters import Parameter
from brukermedvirkning.rules.rule import Rule


@hookimpl
def bmv_plugin_info() -> PluginInfo:
    """The core."""
    return PluginInfo(
        id="core",
        version=__version__,
        title="brukermedvirkning core",
        level=PluginLevel.CORE,
    )


@hookimpl
def bmv_policies() -> Sequence[Ownership]:
    """The ready policies of ownership."""
    return tuple(POLICIES.values())


@hookimpl
def bmv_rules() -> Sequence[Rule]:
    """The common rules."""
    return RULES


@hookimpl
def bmv_parameters() -> Sequence[Parameter]:
    """Their figures, each with its source."""
    return PARAMETERS


@hookimpl
def bmv_indicators() -> Sequence[Definition]:
    """The built-in indicators, over cases and over what organisations record."""
    return (*BUILT_IN, *ORGANISATION_INDICATORS)


@hookimpl
def bmv_indicator_groups() -> Sequence[IndicatorGroup]:
    """The built-in indicators by principle of quality."""
    return GROUPS


@hookimpl
def bmv_vocabularies() -> Sequence[Vocabulary]:
    """The core's concept lists with English labels."""
    return core_vocabularies()


@hookimpl
def bmv_texts() -> Sequence[Texts]:
    """English texts."""
    return catalogues("brukermedvirkning.builtin")


@hookimpl
def bmv_readers() -> Sequence[Reader]:
    """The library's own documents."""
    return (CaseDocuments(),)


@hookimpl
def bmv_writers() -> Sequence[Writer]:
    """The library's own documents, flat tables, and what indicators say."""
    return (CaseDocuments(), FlatTables(), IndicatorResults())


@hookimpl
def bmv_engines() -> Sequence[Engine]:
    """Generated Python, and the interpreter."""
    return ENGINES
