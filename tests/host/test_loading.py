"""Loading plugins: each is asked by itself, and what is wrong is told all at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from brukermedvirkning.domain.vocabulary import Label, Term, Vocabulary
from brukermedvirkning.errors import PluginError
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.host import Host
from brukermedvirkning.ports import PluginInfo, PluginLevel, Texts
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.scoring import Cohort
from brukermedvirkning.rules.parameters import (
    Parameter,
    ParameterLevel,
    ParameterValue,
)


def plugin(
    name: str = "acme",
    *,
    level: int = PluginLevel.ORGANISATION,
    info: bool = True,
    **hooks: Callable[[], Any],
) -> Any:
    """A plugin whose hooks are given as functions without an argument."""
    made: Any = SimpleNamespace(__name__=name)
    if info:
        hooks["bmv_plugin_info"] = lambda: PluginInfo(
            id=name, version="1", title=name, level=level
        )
    for hook, function in hooks.items():
        setattr(made, hook, hookimpl(function))
    return made


def offering(*things: Any) -> Callable[[], Sequence[Any]]:
    return lambda: things


def vocabulary(
    *labels: Label, notation: str = "a", scheme: str = "acme.scheme"
) -> Vocabulary:
    return Vocabulary(
        id=scheme, title="a scheme", terms=(Term(notation=notation, labels=labels),)
    )


def load(*plugins: Any, strict: bool = True) -> Host:
    return Host.load(plugins, entry_points=False, builtins=False, strict=strict)


def problems(*plugins: Any) -> tuple[str, ...]:
    with pytest.raises(PluginError) as raised:
        load(*plugins)
    return raised.value.problems


ENGLISH = Label(language="en", text="an A")
SOUND = plugin("sound", bmv_vocabularies=offering(vocabulary(ENGLISH)))


def fails() -> Any:
    raise RuntimeError("out of order")


def test_a_sound_plugin_takes_part() -> None:
    host = load(SOUND)

    assert ([info.id for info in host.plugins], list(host.vocabularies)) == (
        ["sound"],
        ["acme.scheme"],
    )


def test_the_built_in_plugin_is_loaded_like_any_other() -> None:
    host = Host.load(entry_points=False)

    assert [info.id for info in host.plugins] == ["core"]


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (plugin("silent"), "plugin silent registers nothing"),
        (plugin("empty", info=False), "plugin empty registers nothing"),
        (
            plugin("nameless", info=False, bmv_rules=offering()),
            "plugin nameless lacks bmv_plugin_info, which is required",
        ),
        (
            plugin("odd", info=False, bmv_plugin_info=lambda: 1, bmv_rules=offering()),
            "plugin odd: bmv_plugin_info returned no PluginInfo",
        ),
        (
            plugin("shy", info=False, bmv_plugin_info=fails, bmv_rules=offering()),
            "plugin shy: bmv_plugin_info failed: RuntimeError: out of order",
        ),
        (
            plugin("raising", bmv_rules=fails),
            "plugin raising: bmv_rules failed: RuntimeError: out of order",
        ),
        (
            plugin("nothing", bmv_rules=lambda: None),
            "plugin nothing: bmv_rules returned nothing",
        ),
        (
            plugin("one", bmv_rules=lambda: 1),
            "plugin one: bmv_rules failed: TypeError: 'int' object is not iterable",
        ),
        (
            plugin("wrong", bmv_rules=offering(vocabulary())),
            "plugin wrong: bmv_rules offers a Vocabulary, not a Rule",
        ),
        (
            plugin("half", bmv_readers=offering(SimpleNamespace(id="x", read=1))),
            "plugin half: bmv_readers offers a SimpleNamespace without title,",
        ),
        (
            plugin("misnamed", bmv_rulez=offering(), bmv_rules=offering()),
            "plugin misnamed: no hook is called bmv_rulez",
        ),
        (
            plugin("asking", bmv_rules=lambda host: ()),
            "plugin asking cannot be registered:",
        ),
    ],
    ids=lambda value: value.__name__ if hasattr(value, "__name__") else "",
)
def test_what_is_wrong_with_a_plugin_is_told_with_its_name(
    broken: Any, problem: str
) -> None:
    (told,) = problems(broken)

    assert told.startswith(problem)


def test_a_hook_without_the_mark_is_told() -> None:
    unmarked = plugin("unmarked", bmv_rules=offering())
    unmarked.bmv_readers = offering()

    (told,) = problems(unmarked)

    assert told.startswith("plugin unmarked: bmv_readers is not marked with")


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert len(problems(plugin("a"), plugin("b", bmv_rules=fails), plugin("c"))) == 3


def test_every_hook_that_fails_is_told() -> None:
    assert len(problems(plugin("a", bmv_rules=fails, bmv_texts=fails))) == 2


def test_a_plugin_that_raises_stops_no_other() -> None:
    host = load(plugin("a", bmv_vocabularies=fails), SOUND, strict=False)

    assert list(host.vocabularies) == ["acme.scheme"]


def test_without_strictness_the_problems_are_kept() -> None:
    host = load(plugin("silent"), SOUND, strict=False)

    assert host.problems == ("plugin silent registers nothing",)


def test_without_strictness_a_broken_plugin_takes_no_part() -> None:
    half = plugin(
        "half",
        bmv_texts=fails,
        bmv_vocabularies=offering(vocabulary(scheme="half.scheme")),
    )
    host = load(half, SOUND, strict=False)

    assert ([info.id for info in host.plugins], list(host.vocabularies)) == (
        ["sound"],
        ["acme.scheme"],
    )


def test_each_plugin_is_asked_once() -> None:
    calls: list[str] = []

    def asked() -> Iterator[Any]:
        calls.append("asked")
        yield vocabulary()

    host = load(plugin("a", bmv_vocabularies=asked))
    _ = (host.vocabularies, host.vocabularies)

    assert calls == ["asked"]


# Merging


def test_two_plugins_of_one_name_are_told() -> None:
    twins = [plugin("twin", bmv_rules=offering()) for _ in range(2)]

    assert problems(*twins) == ("two plugins are called twin",)


def test_two_things_of_one_id_at_one_level_name_both_plugins() -> None:
    first, second = (
        plugin(name, bmv_vocabularies=offering(vocabulary())) for name in ("a", "b")
    )

    assert problems(first, second) == (
        "bmv_vocabularies: acme.scheme is offered by both a and b",
    )


def figure(value: int, **fields: Any) -> Parameter:
    return Parameter(
        id="figure",
        unit_of_measure="days",
        values=(ParameterValue(value=value, source="a test"),),
        **fields,
    )


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_levels_the_more_specific_thing_counts(order: int) -> None:
    common = plugin(
        "common", level=PluginLevel.CORE, bmv_parameters=offering(figure(1))
    )
    special = plugin(
        "special", level=PluginLevel.COUNTRY, bmv_parameters=offering(figure(2))
    )
    host = load(*[common, special][::order])
    (offered,) = host.offers["bmv_parameters"].values()

    assert (offered.plugin.id, offered.thing.values[0].value) == ("special", 2)


def test_a_parameter_may_be_offered_for_several_places() -> None:
    norwegian, danish = (
        figure(value, level=ParameterLevel.COUNTRY, applies_to=country)
        for value, country in ((1, "NO"), (2, "DK"))
    )
    host = load(plugin(bmv_parameters=offering(norwegian, danish)))

    assert len(host.offers["bmv_parameters"]) == 2


def test_things_stand_in_the_order_of_their_ids() -> None:
    schemes = [vocabulary(scheme=name) for name in ("b", "c", "a")]
    host = load(plugin(bmv_vocabularies=offering(*schemes)))

    assert list(host.vocabularies) == ["a", "b", "c"]


CORE = plugin(
    "core", level=PluginLevel.CORE, bmv_vocabularies=offering(vocabulary(ENGLISH))
)


def country(*labels: Label, notation: str = "a") -> Any:
    return plugin(
        "country",
        level=PluginLevel.COUNTRY,
        bmv_vocabularies=offering(vocabulary(*labels, notation=notation)),
    )


def test_a_country_adds_its_labels_to_the_terms_of_the_core() -> None:
    danish = Label(language="da", text="et A")
    host = load(CORE, country(danish))

    assert host.vocabularies["acme.scheme"].terms[0].labels == (ENGLISH, danish)


def test_a_labelled_vocabulary_stays_the_one_of_whoever_made_it() -> None:
    host = load(CORE, country(Label(language="da", text="et A")))

    assert host.offers["bmv_vocabularies"]["acme.scheme"].plugin.id == "core"


def one_term(**facts: Any) -> Any:
    term = Term(notation="a", **facts)
    return offering(Vocabulary(id="acme.scheme", title="a scheme", terms=(term,)))


@pytest.mark.parametrize(
    ("of_core", "of_country", "together"),
    [
        (None, None, None),
        (None, "Not a B.", "Not a B."),
        ("Not a B.", None, "Not a B."),
        ("Not a B.", "Not a B.", "Not a B."),
        ("Not a B.", "No C either.", "Not a B. No C either."),
    ],
)
def test_what_a_word_must_not_be_mistaken_for_travels_with_the_word(
    of_core: str | None, of_country: str | None, together: str | None
) -> None:
    host = load(
        plugin("core", level=PluginLevel.CORE, bmv_vocabularies=one_term(note=of_core)),
        plugin("danish", bmv_vocabularies=one_term(note=of_country)),
    )

    assert host.vocabularies["acme.scheme"].terms[0].note == together


@pytest.mark.parametrize(
    ("of_core", "of_country", "together"),
    [
        (None, None, None),
        ("ours", None, "ours"),
        (None, "D20", "danish: D20"),
        ("ours", "D20", "ours; danish: D20"),
    ],
)
def test_the_source_of_a_word_stands_beside_that_of_the_term(
    of_core: str | None, of_country: str | None, together: str | None
) -> None:
    host = load(
        plugin(
            "core", level=PluginLevel.CORE, bmv_vocabularies=one_term(source=of_core)
        ),
        plugin("danish", bmv_vocabularies=one_term(source=of_country)),
    )

    assert host.vocabularies["acme.scheme"].terms[0].source == together


def test_a_label_cannot_be_changed_by_adding_another() -> None:
    (told,) = problems(CORE, country(Label(language="en", text="another")))

    assert told.startswith("plugin country: Term:")


def test_a_country_cannot_add_terms_to_the_scheme_of_another() -> None:
    assert problems(CORE, country(notation="b")) == (
        "plugin country: acme.scheme has no term 'b' to be labelled",
    )


def an_indicator(name: str, *others: str) -> Definition:
    return Definition(
        id=name,
        question="How many?",
        scoring=Cohort(),
        printed_with=others,
        duty_holder=DutyHolder.PROGRAMME,
        source="made up",
    )


def test_an_indicator_that_is_printed_with_what_nobody_offers_is_told() -> None:
    alone = plugin(bmv_indicators=offering(an_indicator("acme.one", "acme.two")))

    assert (
        "plugin acme: acme.one is never printed without acme.two, which nobody offers",
    ) == problems(alone)


def test_without_strictness_it_is_left_out_with_what_is_printed_with_it() -> None:
    some = plugin(
        bmv_indicators=offering(
            an_indicator("acme.a", "acme.b"),
            an_indicator("acme.b", "acme.c"),
            an_indicator("acme.d"),
        )
    )
    host = load(some, strict=False)

    assert ["acme.d"] == list(host.indicators)
    assert 1 == len(host.problems)


def test_what_it_is_printed_with_may_be_another_plugins() -> None:
    host = load(
        plugin(bmv_indicators=offering(an_indicator("acme.one", "other.one"))),
        plugin("other", bmv_indicators=offering(an_indicator("other.one"))),
    )

    assert ["acme.one", "other.one"] == list(host.indicators)


def test_texts_of_several_languages_live_side_by_side() -> None:
    texts = [Texts(id="rules", language=tag, messages=dict) for tag in ("da", "nb")]
    host = load(plugin(bmv_texts=offering(*texts)))

    assert list(host.offers["bmv_texts"]) == ["rules/da", "rules/nb"]


def test_texts_of_one_language_are_put_together_and_the_specific_one_is_said() -> None:
    def speaking(name: str, level: int, said: dict[str, str]) -> Any:
        texts = Texts(id="rules", language="en", messages=lambda: said)
        return plugin(name, level=level, bmv_texts=offering(texts))

    core = speaking("core", PluginLevel.CORE, {"a": "core", "b": "core"})
    one = speaking("one", PluginLevel.COUNTRY, {"b": "one", "c": "one"})
    two = speaking("two", PluginLevel.COUNTRY, {"d": "two"})

    assert load(two, core, one).texts("rules", "en") == {
        "a": "core",
        "b": "one",
        "c": "one",
        "d": "two",
    }


# Entry points

GOOD = """
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.ports import PluginInfo

@hookimpl
def bmv_plugin_info():
    return PluginInfo(id="installed", version="1", title="installed")

@hookimpl
def bmv_rules():
    return ()
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put a distribution with one entry point on the path."""
    monkeypatch.syspath_prepend(tmp_path)

    def add(module: str, source: str) -> None:
        (tmp_path / f"{module}.py").write_text(source, "utf-8")
        info = tmp_path / f"{module}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {module}\nVersion: 1\n", "utf-8"
        )
        (info / "entry_points.txt").write_text(
            f"[brukermedvirkning]\n{module} = {module}\n", "utf-8"
        )

    yield add
    for module in ("bmv_fake_good", "bmv_fake_broken"):
        sys.modules.pop(module, None)


def test_an_installed_plugin_is_found_by_its_entry_point(
    install: Callable[..., None],
) -> None:
    install("bmv_fake_good", GOOD)
    host = Host.load(builtins=False, strict=False)

    assert "installed" in [info.id for info in host.plugins]


def test_an_installed_plugin_that_cannot_be_imported_is_named(
    install: Callable[..., None],
) -> None:
    install("bmv_fake_broken", "raise RuntimeError('out of order')")
    host = Host.load(builtins=False, strict=False)

    assert (
        "plugin bmv_fake_broken (bmv_fake_broken) cannot be imported: RuntimeError:"
        " out of order"
    ) in host.problems


def test_without_entry_points_nothing_installed_is_looked_for(
    install: Callable[..., None],
) -> None:
    install("bmv_fake_broken", "raise RuntimeError('out of order')")

    assert Host.load(builtins=False, entry_points=False).problems == ()
