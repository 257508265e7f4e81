"""All hooks. Every one takes nothing and returns the things that the plugin offers.

The host calls them once, at load, merges what all plugins offer and refuses two of one
id at one level. A hook causes no effect and imports nothing heavy: what it returns
imports on first use. Mark an implementation with `hookimpl`:

    from brukermedvirkning.hookspecs import hookimpl

    @hookimpl
    def bmv_plugin_info(): ...
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from brukermedvirkning.domain.crosswalk import Crosswalk
    from brukermedvirkning.domain.ownership import Ownership
    from brukermedvirkning.domain.programme import Programme
    from brukermedvirkning.domain.vocabulary import Vocabulary
    from brukermedvirkning.ports import (
        Connector,
        Engine,
        IdentifierScheme,
        Messenger,
        PluginInfo,
        Reader,
        StoreOpener,
        Texts,
        Writer,
    )
    from brukermedvirkning.rules.access import DenyRule
    from brukermedvirkning.rules.indicators.definition import Definition
    from brukermedvirkning.rules.indicators.groups import IndicatorGroup
    from brukermedvirkning.rules.parameters import Parameter
    from brukermedvirkning.rules.rule import Rule

__all__ = ["PROJECT", "hookimpl"]

PROJECT = "brukermedvirkning"
"""The name of the marker and of the entry-point group."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def bmv_plugin_info() -> PluginInfo:
    """Called first, and required: what the plugin is."""


@hookspec
def bmv_vocabularies() -> Sequence[Vocabulary]:
    """Called at load: the schemes whose codes and labels the plugin knows."""


@hookspec
def bmv_crosswalks() -> Sequence[Crosswalk]:
    """Called at load: how codes of one scheme are said in another, by date."""


@hookspec
def bmv_texts() -> Sequence[Texts]:
    """Called at load: texts of findings, indicators and command in a language."""


@hookspec
def bmv_identifiers() -> Sequence[IdentifierScheme]:
    """Called at load: national number schemes."""


@hookspec
def bmv_programmes() -> Sequence[Programme]:
    """Called at load: programmes that are ready to use or to copy."""


@hookspec
def bmv_policies() -> Sequence[Ownership]:
    """Called at load: policies of ownership that a programme or a plan can name."""


@hookspec
def bmv_rules() -> Sequence[Rule]:
    """Called at load: promises and duties that can be checked."""


@hookspec
def bmv_parameters() -> Sequence[Parameter]:
    """Called at load: the figures that rules and indicators use, by date."""


@hookspec
def bmv_indicators() -> Sequence[Definition]:
    """Called at load: indicator definitions."""


@hookspec
def bmv_indicator_groups() -> Sequence[IndicatorGroup]:
    """Called at load: ready choices of indicators, in order and under headings."""


@hookspec
def bmv_access_rules() -> Sequence[DenyRule]:
    """Called at load: rules that narrow access; they can deny and nothing else."""


@hookspec
def bmv_readers() -> Sequence[Reader]:
    """Called at load: formats that can be read."""


@hookspec
def bmv_writers() -> Sequence[Writer]:
    """Called at load: formats that can be written."""


@hookspec
def bmv_messengers() -> Sequence[Messenger]:
    """Called at load: what turns changes into messages for other systems."""


@hookspec
def bmv_connectors() -> Sequence[Connector]:
    """Called at load: what talks to other systems, by URL scheme."""


@hookspec
def bmv_stores() -> Sequence[StoreOpener]:
    """Called at load: what opens stores, by URL scheme."""


@hookspec
def bmv_engines() -> Sequence[Engine]:
    """Called at load: what counts indicators over many cases."""
