"""Loading plugins: asking each for what it offers, and merging the answers.

Every plugin is asked by itself, so that one that breaks is named and stops no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs
import pluggy

from brukermedvirkning import hookspecs
from brukermedvirkning.domain.crosswalk import Crosswalk
from brukermedvirkning.domain.ownership import Ownership
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.vocabulary import Term, Vocabulary
from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning.ports import IdentifierScheme, PluginInfo, StoreOpener, Texts
from brukermedvirkning.rules.access import DenyRule
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.groups import IndicatorGroup
from brukermedvirkning.rules.indicators.printed_with import lacking_of, none_alone
from brukermedvirkning.rules.parameters import Parameter
from brukermedvirkning.rules.rule import Rule

__all__ = ["HOOKS", "Offered", "Offers", "installed", "merged", "name_of", "offers_of"]

HOOKS = tuple(name for name in vars(hookspecs) if name.startswith("bmv_"))

_PROTOCOLS: Mapping[str, tuple[str, ...]] = {
    "bmv_readers": ("title", "options", "carries", "recognises", "read", "rejects"),
    "bmv_writers": ("title", "options", "write"),
    "bmv_messengers": ("messages",),
    "bmv_connectors": ("pull", "deliver"),
    "bmv_engines": ("tally",),
}
"""What a thing behind a Protocol must have besides its id."""

_INDICATORS = "bmv_indicators"

_CLASSES: Mapping[str, type] = {
    "bmv_vocabularies": Vocabulary,
    "bmv_crosswalks": Crosswalk,
    "bmv_texts": Texts,
    "bmv_identifiers": IdentifierScheme,
    "bmv_programmes": Programme,
    "bmv_policies": Ownership,
    "bmv_rules": Rule,
    "bmv_parameters": Parameter,
    _INDICATORS: Definition,
    "bmv_indicator_groups": IndicatorGroup,
    "bmv_access_rules": DenyRule,
    "bmv_stores": StoreOpener,
}
"""The class of the things that a hook returns, where it is one of ours."""


Offers: TypeAlias = Mapping[str, tuple[Any, ...]]
"""What one plugin offers: the things of each of its hooks."""


@attrs.frozen(kw_only=True)
class Offered:
    """A thing that a plugin offers, and which plugin that is."""

    thing: Any
    plugin: PluginInfo


def name_of(plugin: object) -> str:
    """What a plugin is called before it has said so itself."""
    return str(getattr(plugin, "__name__", type(plugin).__name__))


def installed(problems: list[str]) -> list[tuple[str, object]]:
    """The plugins behind entry points, by name; those that cannot be imported are told."""
    from importlib.metadata import entry_points

    found: list[tuple[str, object]] = []
    for entry in sorted(entry_points(group=hookspecs.PROJECT), key=lambda e: e.name):
        try:
            found.append((entry.name, entry.load()))
        except Exception as error:  # noqa: BLE001 - a plugin may fail in any way
            problems.append(
                f"plugin {entry.name} ({entry.value}) cannot be imported:"
                f" {type(error).__name__}: {error}"
            )
    return found


def offers_of(
    name: str, plugin: object, problems: list[str]
) -> tuple[PluginInfo, Offers] | None:
    """What one plugin offers, hook by hook; None where something is wrong with it.

    Each plugin is asked by itself, so that one that breaks is named and stops no other.
    """
    faults = list(_misnamed(name, plugin))
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    if not faults:
        try:
            manager.register(plugin, name)
        except Exception as error:  # noqa: BLE001 - a plugin may fail in any way
            faults.append(f"plugin {name} cannot be registered: {error}")
    if faults:
        problems.extend(faults)
        return None
    callers = {hook: getattr(manager.hook, hook) for hook in HOOKS}
    hooked = [hook for hook in HOOKS if callers[hook].get_hookimpls()]
    if hooked in ([], ["bmv_plugin_info"]):
        problems.append(f"plugin {name} registers nothing")
        return None
    if "bmv_plugin_info" not in hooked:
        problems.append(f"plugin {name} lacks bmv_plugin_info, which is required")
        return None
    info, wrong = _ask(name, "bmv_plugin_info", callers["bmv_plugin_info"])
    if not wrong and not isinstance(info, PluginInfo):
        wrong = f"plugin {name}: bmv_plugin_info returned no PluginInfo"
    if wrong:
        problems.append(wrong)
        return None
    offered: dict[str, tuple[Any, ...]] = {}
    for hook in hooked[1:]:
        things, wrong = _ask(name, hook, callers[hook])
        if wrong:
            faults.append(wrong)
            continue
        faults += _nonsense(name, hook, things)
        if not faults:
            offered[hook] = tuple(things)
    if faults:
        problems.extend(faults)
        return None
    return info, offered


def _misnamed(name: str, plugin: object) -> Iterable[str]:
    """Names that look like hooks and are none, and hooks without our marker."""
    for attribute in dir(plugin):
        if not attribute.startswith("bmv_"):
            continue
        if attribute not in HOOKS:
            yield f"plugin {name}: no hook is called {attribute}"
        elif not hasattr(getattr(plugin, attribute), f"{hookspecs.PROJECT}_impl"):
            yield (
                f"plugin {name}: {attribute} is not marked with"
                " brukermedvirkning.hookspecs.hookimpl"
            )


def _ask(name: str, hook: str, caller: Callable[[], Any]) -> tuple[Any, str]:
    try:
        answers = caller()
        if not answers:
            return None, f"plugin {name}: {hook} returned nothing"
        (answer,) = answers
        if hook != "bmv_plugin_info":
            answer = tuple(answer)
    except Exception as error:  # noqa: BLE001 - a plugin may fail in any way
        return None, f"plugin {name}: {hook} failed: {type(error).__name__}: {error}"
    return answer, ""


def _nonsense(name: str, hook: str, things: tuple[Any, ...]) -> Iterable[str]:
    expected = _CLASSES.get(hook)
    for thing in things:
        kind = type(thing).__name__
        if expected is not None:
            if not isinstance(thing, expected):
                yield (
                    f"plugin {name}: {hook} offers a {kind}, not a {expected.__name__}"
                )
            continue
        wanted = ("id", *_PROTOCOLS[hook])
        lacking = [attribute for attribute in wanted if not hasattr(thing, attribute)]
        if lacking:
            yield f"plugin {name}: {hook} offers a {kind} without {', '.join(lacking)}"


def _key(thing: Any) -> str:
    """The id under which a thing is merged."""
    if isinstance(thing, Texts):
        return f"{thing.id}/{thing.language}"
    if isinstance(thing, Parameter):
        return f"{thing.id}/{thing.level}/{thing.applies_to or ''}"
    return str(thing.id)


def merged(
    loaded: list[tuple[PluginInfo, Offers]], problems: list[str]
) -> Mapping[str, Mapping[str, Offered]]:
    """All things of all plugins, hook by hook and by id, sorted by id.

    Of two things of one id the more specific plugin's counts, and its labels are added
    where they are vocabularies; two of one level are a conflict that names both plugins.
    The texts of one domain and language are those of all plugins together, and of two
    with one message id the more specific plugin's is said. An indicator that is printed
    with what nobody offers is a fault of the plugin that offers it.
    """
    ids = [info.id for info, _ in loaded]
    doubled = sorted({plugin for plugin in ids if ids.count(plugin) > 1})
    problems.extend(f"two plugins are called {plugin}" for plugin in doubled)
    by_level = sorted(loaded, key=lambda plugin: plugin[0].level)
    found = {hook: _merged_hook(hook, by_level, problems) for hook in HOOKS[1:]}
    found[_INDICATORS] = _none_alone(found[_INDICATORS], problems)
    return MappingProxyType(found)


def _none_alone(
    offered: Mapping[str, Offered], problems: list[str]
) -> Mapping[str, Offered]:
    """The indicators that have beside them what they are printed with."""
    definitions = [one.thing for one in offered.values()]
    for indicator, name in lacking_of(definitions):
        problems.append(
            f"plugin {offered[indicator].plugin.id}: {indicator} is never printed without"
            f" {name}, which nobody offers"
        )
    return MappingProxyType(
        {one.id: offered[one.id] for one in none_alone(definitions)}
    )


def _merged_hook(
    hook: str, by_level: list[tuple[PluginInfo, Offers]], problems: list[str]
) -> Mapping[str, Offered]:
    together: dict[str, Offered] = {}
    for info, offers in by_level:
        for thing in offers.get(hook, ()):
            key = _key(thing)
            other = together.get(key)
            if isinstance(thing, Texts):
                texts = _with_messages(other.thing if other else None, thing)
                plugin = other.plugin if other else info
                together[key] = Offered(thing=texts, plugin=plugin)
            elif other is not None and other.plugin.level == info.level:
                problems.append(
                    f"{hook}: {key} is offered by both {other.plugin.id} and {info.id}"
                )
            elif other is not None and isinstance(thing, Vocabulary):
                vocabulary = _with_labels(other.thing, thing, info, problems)
                together[key] = Offered(thing=vocabulary, plugin=other.plugin)
            else:
                together[key] = Offered(thing=thing, plugin=info)
    return MappingProxyType(dict(sorted(together.items())))


def _with_messages(base: Texts | None, addition: Texts) -> Texts:
    """Texts with those that another plugin adds; read once, when they are asked for."""
    if base is None:
        return attrs.evolve(addition, messages=cache(addition.messages))
    return attrs.evolve(
        base, messages=cache(lambda: {**base.messages(), **addition.messages()})
    )


def _with_labels(
    base: Vocabulary, addition: Vocabulary, info: PluginInfo, problems: list[str]
) -> Vocabulary:
    """A vocabulary with the labels that a more specific plugin adds to its terms.

    A plugin names what is there in its language; it cannot add terms to a scheme of
    another plugin, nor change a label. What its words must not be mistaken for, and
    where they come from, travels with them.
    """
    extra = {(term.notation, term.valid): term for term in addition.terms}
    known = {(term.notation, term.valid) for term in base.terms}
    for notation, _ in sorted(extra.keys() - known, key=lambda place: place[0]):
        problems.append(
            f"plugin {info.id}: {base.id} has no term {notation!r} to be labelled"
        )
    try:
        return attrs.evolve(
            base,
            terms=tuple(
                _labelled(term, extra.get((term.notation, term.valid)), info)
                for term in base.terms
            ),
        )
    except InvalidRecordError as error:
        problems.append(f"plugin {info.id}: {error}")
        return base


def _labelled(term: Term, addition: Term | None, info: PluginInfo) -> Term:
    """A term with the labels, the scope note and the source that a plugin adds."""
    if addition is None:
        return term
    notes = [note for note in (term.note, addition.note) if note]
    sources = [term.source] if term.source else []
    if addition.source:
        sources.append(f"{info.title}: {addition.source}")
    return attrs.evolve(
        term,
        labels=(*term.labels, *addition.labels),
        note=" ".join(dict.fromkeys(notes)) or None,
        source="; ".join(sources) or None,
    )
