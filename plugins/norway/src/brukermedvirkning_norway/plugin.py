"""The hooks of the Norwegian plugin: thin, each over a plain function with its own test."""

from __future__ import annotations

from collections.abc import Sequence

from brukermedvirkning.domain.crosswalk import Crosswalk
from brukermedvirkning.domain.ownership import Ownership
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.vocabulary import Vocabulary
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.ports import (
    IdentifierScheme,
    PluginInfo,
    PluginLevel,
    Reader,
    Texts,
    Writer,
    catalogues,
)
from brukermedvirkning.rules.access import DenyRule
from brukermedvirkning.rules.indicators.groups import IndicatorGroup
from brukermedvirkning.rules.parameters import Parameter
from brukermedvirkning.rules.rule import Rule
from brukermedvirkning_norway import __version__, data
from brukermedvirkning_norway.access import ACCESS_RULES
from brukermedvirkning_norway.identifiers import IDENTIFIERS
from brukermedvirkning_norway.indicator_groups import GROUPS
from brukermedvirkning_norway.nav.cards.writer import CardWriter
from brukermedvirkning_norway.nav.contracts import CONTRACTS
from brukermedvirkning_norway.nav.participation_writer import ParticipationWriter
from brukermedvirkning_norway.nav.reader import readers
from brukermedvirkning_norway.rules import PARAMETERS, RULES

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
def bmv_crosswalks() -> Sequence[Crosswalk]:
    """The codes of NAV and Arena in each other, and under their other spellings."""
    return tuple(data.crosswalks().values())


@hookimpl
def bmv_indicator_groups() -> Sequence[IndicatorGroup]:
    """Halden and Midtun: what each promises."""
    return GROUPS


@hookimpl
def bmv_programmes() -> Sequence[Programme]:
    """Halden, Midtun, and what NAV offers: MB, AFT, VTA and others of its measures."""
    return tuple(data.programmes().values())


@hookimpl
def bmv_policies() -> Sequence[Ownership]:
    """Who may do what in NAV's activity plan."""
    # Its types of activity are read from the vocabularies.
    from brukermedvirkning_norway.ownership import POLICIES

    return POLICIES


@hookimpl
def bmv_texts() -> Sequence[Texts]:
    """Texts in both forms of Norwegian; English ones of its own rules."""
    return catalogues("brukermedvirkning_norway")


@hookimpl
def bmv_rules() -> Sequence[Rule]:
    """What the regulation asks, and what is asked of AFT, as far as it was read."""
    return RULES


@hookimpl
def bmv_parameters() -> Sequence[Parameter]:
    """The figures of these rules, each with its source."""
    return PARAMETERS


@hookimpl
def bmv_identifiers() -> Sequence[IdentifierScheme]:
    """Fødselsnummer, D-number, NAV's own numbers, and that of an organisation."""
    return IDENTIFIERS


@hookimpl
def bmv_access_rules() -> Sequence[DenyRule]:
    """Protected persons, and what one office alone may read."""
    return ACCESS_RULES


@hookimpl
def bmv_readers() -> Sequence[Reader]:
    """NAV's contracts, read together."""
    return readers(CONTRACTS)


@hookimpl
def bmv_writers() -> Sequence[Writer]:
    """NAV's activity cards, and participations in measures."""
    return CardWriter(), ParticipationWriter()
