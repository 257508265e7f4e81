"""The host: finds plugins, merges what they offer, refuses conflicts.

One host per application, made by `Host.load`; there is no global one. Daily work goes
over the things that it hands out, never over a hook call per record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import attrs

from brukermedvirkning.domain.crosswalk import Crosswalk
from brukermedvirkning.domain.ownership import Ownership
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.vocabulary import Spoken, Vocabulary
from brukermedvirkning.errors import (
    AmbiguousFormatError,
    PluginError,
    UnknownFormatError,
    UnknownNameError,
)
from brukermedvirkning.host.loading import (
    Offered,
    Offers,
    installed,
    merged,
    name_of,
    offers_of,
)
from brukermedvirkning.ports import (
    Connector,
    Counted,
    Engine,
    IdentifierScheme,
    Messenger,
    PluginInfo,
    Reader,
    Source,
    Store,
    StoreOpener,
    Template,
    Writer,
)
from brukermedvirkning.rules.access import DenyRule
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.function_indicators import FUNCTION_INDICATORS
from brukermedvirkning.rules.indicators.groups import IndicatorGroup
from brukermedvirkning.rules.indicators.printed_with import together
from brukermedvirkning.rules.parameters import Parameters
from brukermedvirkning.rules.rule import Rule

__all__ = ["Host", "Offered"]


@attrs.frozen(kw_only=True)
class Host:
    """What all plugins offer, each kind by id and in the order of the ids.

    `problems` are what was wrong with plugins that were left out; empty when the host
    was loaded strictly. `plugins` are those that take part.
    """

    plugins: tuple[PluginInfo, ...]
    problems: tuple[str, ...]
    offers: Mapping[str, Mapping[str, Offered]] = attrs.field(repr=False)

    @classmethod
    def load(
        cls,
        plugins: Iterable[object] = (),
        *,
        entry_points: bool = True,
        builtins: bool = True,
        strict: bool = True,
    ) -> Host:
        """Load the built-in plugins, those installed, and those given.

        Raises `PluginError` that names every plugin that fails to import, offers
        nonsense, registers nothing, has an unknown `bmv_*` name, or is in conflict with
        another. With `strict=False` it goes on without these and keeps the problems.
        """
        problems: list[str] = []
        found: list[tuple[str, object]] = []
        if builtins:
            from brukermedvirkning.builtin.plugins import PLUGINS

            found += [(name, module) for name, module in PLUGINS.items()]
        if entry_points:
            found += installed(problems)
        found += [(name_of(plugin), plugin) for plugin in plugins]
        loaded: list[tuple[PluginInfo, Offers]] = []
        for name, plugin in found:
            offered = offers_of(name, plugin, problems)
            if offered is not None:
                loaded.append(offered)
        offers = merged(loaded, problems)
        if problems and strict:
            raise PluginError(tuple(problems))
        return cls(
            plugins=tuple(sorted((info for info, _ in loaded), key=lambda i: i.id)),
            problems=tuple(problems),
            offers=offers,
        )

    def _things(self, hook: str) -> Mapping[str, Any]:
        return MappingProxyType(
            {name: offered.thing for name, offered in self.offers[hook].items()}
        )

    def _thing(self, hook: str, kind: str, name: str) -> Any:
        try:
            return self.offers[hook][name].thing
        except KeyError:
            raise UnknownNameError(kind, name, tuple(self.offers[hook])) from None

    @property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """Vocabularies by scheme."""
        return self._things("bmv_vocabularies")

    @property
    def crosswalks(self) -> Mapping[str, Crosswalk]:
        """Crosswalks by id."""
        return self._things("bmv_crosswalks")

    @property
    def identifiers(self) -> Mapping[str, IdentifierScheme]:
        """National number schemes by id."""
        return self._things("bmv_identifiers")

    @property
    def programmes(self) -> Mapping[str, Programme]:
        """Ready programmes by id."""
        return self._things("bmv_programmes")

    @property
    def policies(self) -> Mapping[str, Ownership]:
        """Policies of ownership by id."""
        return self._things("bmv_policies")

    @property
    def rules(self) -> Mapping[str, Rule]:
        """Rules by id."""
        return self._things("bmv_rules")

    @property
    def parameters(self) -> Parameters:
        """All parameters, to be asked for a programme and a day."""
        return Parameters.of(self._things("bmv_parameters").values())

    @property
    def indicators(self) -> Mapping[str, Definition]:
        """Indicator definitions by id."""
        return self._things("bmv_indicators")

    @property
    def indicator_groups(self) -> Mapping[str, IndicatorGroup]:
        """Ready choices of indicators, by id."""
        return self._things("bmv_indicator_groups")

    def indicators_of(self, group: str) -> tuple[Definition, ...]:
        """The indicators of a ready choice, in its order.

        What functions measure is not among them: it has no definition. Right behind each
        stands what it is never printed without. Raises `UnknownNameError` for a group,
        and for an indicator in it, that no plugin offers.
        """
        chosen: IndicatorGroup = self._thing(
            "bmv_indicator_groups", "group of indicators", group
        )
        ids = [one for one in chosen.indicators if one not in FUNCTION_INDICATORS]
        for indicator in ids:
            self._thing("bmv_indicators", "indicator", indicator)
        return together(ids, self.indicators)

    @property
    def access_rules(self) -> Mapping[str, DenyRule]:
        """Rules that narrow access, by id."""
        return self._things("bmv_access_rules")

    @property
    def readers(self) -> Mapping[str, Reader]:
        """Readers by the id of their format."""
        return self._things("bmv_readers")

    @property
    def writers(self) -> Mapping[str, Writer]:
        """Writers by the id of their format."""
        return self._things("bmv_writers")

    @property
    def messengers(self) -> Mapping[str, Messenger]:
        """Messengers by id."""
        return self._things("bmv_messengers")

    @property
    def connectors(self) -> Mapping[str, Connector]:
        """Connectors by URL scheme."""
        return self._things("bmv_connectors")

    @property
    def engines(self) -> Mapping[str, Engine]:
        """Engines by id."""
        return self._things("bmv_engines")

    def reader(self, format_id: str) -> Reader:
        """The reader of a format. Raises `UnknownNameError`."""
        reader: Reader = self._thing("bmv_readers", "format", format_id)
        return reader

    def writer(self, format_id: str) -> Writer:
        """The writer of a format. Raises `UnknownNameError`."""
        writer: Writer = self._thing("bmv_writers", "format", format_id)
        return writer

    def connector(self, url: str) -> Connector:
        """The connector of a URL's scheme. Raises `UnknownNameError`."""
        scheme = url.partition(":")[0]
        connector: Connector = self._thing("bmv_connectors", "connector", scheme)
        return connector

    def recognise(self, source: Source) -> Reader:
        """The one reader that claims a source.

        Raises `UnknownFormatError` where none does, `AmbiguousFormatError` where
        several do.
        """
        claiming = [r for r in self.readers.values() if r.recognises(source)]
        if not claiming:
            known = ", ".join(self.readers)
            raise UnknownFormatError(
                f"{source.name}: not of any known format ({known})"
            )
        if len(claiming) > 1:
            raise AmbiguousFormatError(source.name, tuple(r.id for r in claiming))
        return claiming[0]

    def open_store(self, url: str, **settings: Any) -> Store:
        """Open a store by its URL. Raises `UnknownNameError` for an unknown scheme."""
        scheme = url.partition(":")[0]
        opener: StoreOpener = self._thing("bmv_stores", "store", scheme)
        return opener.open(url, settings)

    def texts(self, domain: str, language: str) -> Mapping[str, Template]:
        """The texts of a domain in one language; empty where there are none."""
        offered = self.offers["bmv_texts"].get(f"{domain}/{language}")
        return offered.thing.messages() if offered else {}

    def text(
        self,
        domain: str,
        message: str,
        languages: Sequence[str],
        params: Mapping[str, object] | None = None,
    ) -> Spoken:
        """A text in the first language of the list that has it, its places filled.

        A text worded by a number is said as that number asks. English is asked last.
        Another language than the first, and the bare id where no language has the text,
        are marked as fallbacks.
        """
        for place, language in enumerate((*languages, "en")):
            template = self.texts(domain, language).get(message)
            if template is not None:
                places = _Places(params or {})
                if isinstance(template, Counted):
                    template = template.form(places)
                return Spoken(
                    text=template.format_map(places),
                    language=language,
                    is_fallback=place > 0 and bool(languages),
                )
        return Spoken(text=message, language=None, is_fallback=True)

    def label(self, scheme: str, notation: str, languages: Sequence[str]) -> Spoken:
        """What a code of a scheme is called; the bare code where nobody knows."""
        vocabulary = self.vocabularies.get(scheme)
        if vocabulary is None:
            return Spoken(text=notation, language=None, is_fallback=True)
        return vocabulary.label(notation, languages)


class _Places(dict[str, object]):
    """Leaves a place that nobody filled as it is written."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"
