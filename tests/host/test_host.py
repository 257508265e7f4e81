"""The host hands out what plugins offer, by id, and says what is not there."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from brukermedvirkning.builtin.rules import RULES
from brukermedvirkning.domain.carries import EVERYTHING
from brukermedvirkning.domain.vocabulary import Spoken
from brukermedvirkning.errors import (
    AmbiguousFormatError,
    UnknownFormatError,
    UnknownNameError,
)
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.host import Host
from brukermedvirkning.ports import (
    Counted,
    PluginInfo,
    Source,
    StoreOpener,
    Template,
    Texts,
)
from brukermedvirkning.rules.indicators.function_indicators import FUNCTION_INDICATORS
from brukermedvirkning.rules.indicators.groups import Heading, IndicatorGroup


class FakeReader:
    """Claims what begins with its mark."""

    title = "a fake"
    options = ()
    carries = EVERYTHING

    def __init__(self, reader_id: str, mark: bytes) -> None:
        self.id = reader_id
        self._mark = mark

    def recognises(self, source: Source) -> bool:
        return source.content.startswith(self._mark)

    def read(self, source: Source, options: Mapping[str, str]) -> Any:
        return iter(())

    def rejects(self, rejected: Any, options: Mapping[str, str]) -> str:
        return ""


def opened(url: str, settings: Mapping[str, Any]) -> Any:
    return (url, dict(settings))


def host(**hooks: Any) -> Host:
    plugin: Any = SimpleNamespace(__name__="acme")
    hooks["bmv_plugin_info"] = PluginInfo(id="acme", version="1", title="Acme")
    hooks.setdefault("bmv_rules", ())
    for hook, answer in hooks.items():
        setattr(plugin, hook, hookimpl(lambda found=answer: found))
    return Host.load([plugin], entry_points=False)


def texts(language: str, **messages: Template) -> Texts:
    return Texts(id="acme", language=language, messages=lambda: messages)


# Formats


def read_by(*readers: FakeReader, content: bytes) -> Any:
    return host(bmv_readers=readers).recognise(Source(name="a file", content=content))


ONE, OTHER, WIDE = (
    FakeReader("x.one", b"one"),
    FakeReader("x.other", b"other"),
    FakeReader("x.wide", b""),
)


def test_the_one_reader_that_claims_a_source_is_recognised() -> None:
    assert read_by(ONE, OTHER, content=b"other") is OTHER


def test_a_source_that_no_reader_claims_names_the_known_formats() -> None:
    with pytest.raises(UnknownFormatError) as raised:
        read_by(ONE, content=b"nothing")

    assert str(raised.value) == (
        "a file: not of any known format (brukermedvirkning.json, x.one)"
    )


def test_a_source_that_two_readers_claim_names_both() -> None:
    with pytest.raises(AmbiguousFormatError) as raised:
        read_by(ONE, WIDE, content=b"one")

    assert (raised.value.source, raised.value.formats) == (
        "a file",
        ("x.one", "x.wide"),
    )


@pytest.mark.parametrize("method", ["reader", "writer"])
def test_a_format_is_found_by_its_id(method: str) -> None:
    assert getattr(host(), method)("brukermedvirkning.json").id == (
        "brukermedvirkning.json"
    )


@pytest.mark.parametrize(
    ("method", "known"),
    [
        ("reader", ("brukermedvirkning.json",)),
        ("writer", ("brukermedvirkning.json", "indicators", "tables")),
    ],
)
def test_an_unknown_format_names_the_known_ones(
    method: str, known: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownNameError) as raised:
        getattr(host(), method)("x.none")

    assert (raised.value.kind, raised.value.name, raised.value.known) == (
        "format",
        "x.none",
        known,
    )


# Stores


def test_a_store_is_opened_by_the_scheme_of_its_url_with_the_callers_settings() -> None:
    opener = StoreOpener(id="fake", title="a fake", open=opened)
    found: Any = host(bmv_stores=(opener,)).open_store("fake:///place", secret="s")

    assert found == ("fake:///place", {"secret": "s"})


def test_an_unknown_scheme_is_named() -> None:
    with pytest.raises(UnknownNameError, match="no store is called 'nowhere'"):
        host().open_store("nowhere:///place")


# What is offered


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("rules", {rule.id for rule in RULES}),
        ("readers", {"brukermedvirkning.json"}),
        ("writers", {"brukermedvirkning.json", "indicators", "tables"}),
        ("crosswalks", set()),
        ("identifiers", set()),
        ("programmes", set()),
        ("access_rules", set()),
        ("messengers", set()),
        ("connectors", set()),
        ("engines", {"interpreter", "python"}),
    ],
)
def test_each_kind_is_handed_out_by_id(kind: str, expected: set[str]) -> None:
    assert set(getattr(host(), kind)) == expected


def test_what_is_handed_out_cannot_be_changed() -> None:
    rules: Any = host().rules

    with pytest.raises(TypeError):
        rules["a"] = 1


def test_the_core_offers_indicators_and_parameters() -> None:
    found = host()

    assert (bool(found.indicators), bool(found.parameters.known)) == (True, True)


# Words


def said(*languages: str, message: str = "hello", **params: object) -> Spoken:
    offered = (
        texts("en", hello="hello {name}", only="only English"),
        texts("nb", hello="hei {name}"),
    )
    return host(bmv_texts=offered).text("acme", message, languages, params)


def test_a_text_is_said_in_the_first_language_that_has_it() -> None:
    assert said("nb", "en", name="Kari") == Spoken(
        text="hei Kari", language="nb", is_fallback=False
    )


def test_a_text_in_a_later_language_is_marked_as_a_fallback() -> None:
    assert said("se", "nb", name="Kari") == Spoken(
        text="hei Kari", language="nb", is_fallback=True
    )


SILENCE = Counted(by="days", forms=("én dag stille", "{days} dager stille"))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "én dag stille"),
        (2, "2 dager stille"),
        (0, "0 dager stille"),
        ("1", "én dag stille"),
        ("1.5", "1.5 dager stille"),
        (None, "None dager stille"),
    ],
)
def test_a_text_is_worded_by_the_number_in_its_place(days: object, said: str) -> None:
    spoken = host(bmv_texts=[texts("nb", silence=SILENCE)])

    assert spoken.text("acme", "silence", ["nb"], {"days": days}).text == said


def test_without_the_number_the_last_form_is_said() -> None:
    spoken = host(bmv_texts=[texts("nb", silence=SILENCE)])

    assert spoken.text("acme", "silence", ["nb"]).text == "{days} dager stille"


def test_a_text_worded_by_a_number_has_two_forms_or_more() -> None:
    with pytest.raises(ValueError, match="worded by days has two forms or more"):
        Counted(by="days", forms=("{days} days",))


def test_texts_are_read_once_and_not_before_they_are_asked_for() -> None:
    read: list[str] = []

    def messages() -> Mapping[str, str]:
        read.append("read")
        return {"hello": "hei"}

    spoken = host(bmv_texts=[Texts(id="acme", language="nb", messages=messages)])
    before = list(read)
    said = [spoken.text("acme", "hello", ["nb"]).text for _ in range(2)]

    assert (before, said, read) == ([], ["hei", "hei"], ["read"])


def test_english_is_asked_last() -> None:
    assert said("nb", message="only") == Spoken(
        text="only English", language="en", is_fallback=True
    )


def test_english_is_no_fallback_where_no_language_was_asked_for() -> None:
    assert said(message="only").is_fallback is False


def test_a_text_that_nobody_has_is_its_id() -> None:
    assert said("nb", message="nobody.has-it") == Spoken(
        text="nobody.has-it", language=None, is_fallback=True
    )


def test_a_place_that_nobody_filled_stays_as_it_is_written() -> None:
    assert said("nb").text == "hei {name}"


def test_a_label_is_found_by_scheme_and_code() -> None:
    spoken = host().label("core.contact-form", "mail", ["en"])

    assert (spoken.language, spoken.is_fallback) == ("en", False)


def test_a_label_of_an_unknown_scheme_is_the_code() -> None:
    assert host().label("nobody.knows", "x", ["en"]) == Spoken(
        text="x", language=None, is_fallback=True
    )


# Groups of indicators


def test_the_indicators_of_a_group_come_in_its_order() -> None:
    names = ("note.draft-age", "plan.exists", "contact.held")
    heading = Heading(title="Some", indicators=names)
    group = IndicatorGroup(
        id="acme", title="What Acme looks at", headings=(heading,), source="made up"
    )
    chosen = host(bmv_indicator_groups=[group]).indicators_of("acme")

    assert names == tuple(definition.id for definition in chosen)


def test_a_group_has_right_behind_each_what_it_is_never_printed_without() -> None:
    core = Host.load(entry_points=False)
    group = core.indicator_groups["by-principle"]
    chosen = [definition.id for definition in core.indicators_of("by-principle")]
    place = chosen.index("exit.to-work-or-education")

    assert {*group.indicators} - {*FUNCTION_INDICATORS} < {*chosen}
    assert ["enrolment.now", "exit.cumulative-incidence"] == chosen[
        place + 1 : place + 3
    ]
    assert len(chosen) == len(set(chosen))


def test_a_group_or_an_indicator_that_nobody_offers_is_named() -> None:
    heading = Heading(title="Form", indicators=("acme.unheard-of",))
    group = IndicatorGroup(
        id="acme", title="What Acme looks at", headings=(heading,), source="made up"
    )
    acme = host(bmv_indicator_groups=[group])

    with pytest.raises(
        UnknownNameError, match=r"no indicator is called 'acme\.unheard"
    ):
        acme.indicators_of("acme")
    with pytest.raises(UnknownNameError, match="no group of indicators is called 'b'"):
        acme.indicators_of("b")
