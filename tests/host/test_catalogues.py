"""Compiled gettext catalogues as texts: every message, plural forms, nothing too early."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from brukermedvirkning.ports import Counted, Texts, catalogues


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Makes a package with catalogues of its own, and says what it is called."""

    def make(name: str, **found: Catalog) -> str:
        folder = tmp_path / name / "catalogues"
        folder.mkdir(parents=True)
        (tmp_path / name / "__init__.py").touch()
        (folder / "notes.txt").touch()
        for file, catalogue in found.items():
            with (folder / f"{file.replace('_', '.')}.mo").open("wb") as out:
                write_mo(out, catalogue)
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(sys.modules, name, raising=False)
        return name

    return make


def polish() -> Catalog:
    """Polish has three forms: 1, 2 to 4, and 5 or more."""
    catalogue = Catalog(locale="pl")
    catalogue.add("hello", "dzień dobry, {name}")
    forms = ("{days} dzień", "{days} dni", "{days} dnia")
    catalogue.add(("silence", "silence"), forms, context="days")
    return catalogue


def test_a_catalogue_is_called_by_its_domain_and_language(package) -> None:
    found = catalogues(package("acme_named", rules_pl=polish(), command_pl=polish()))

    assert [(texts.id, texts.language) for texts in found] == [
        ("command", "pl"),
        ("rules", "pl"),
    ]


def test_its_messages_are_told_by_id_and_their_heading_is_none(package) -> None:
    (texts,) = catalogues(package("acme_told", rules_pl=polish()))

    assert list(texts.messages()) == ["hello", "silence"]
    assert texts.messages()["hello"] == "dzień dobry, {name}"


@pytest.mark.parametrize(("days", "form"), [(1, 0), (2, 1), (5, 2), (22, 1), (112, 2)])
def test_the_language_says_which_form_a_number_takes(
    days: int, form: int, package
) -> None:
    (texts,) = catalogues(package("acme_counted", rules_pl=polish()))
    silence = texts.messages()["silence"]

    assert isinstance(silence, Counted)
    assert (silence.by, silence.form({"days": days})) == ("days", silence.forms[form])


def test_no_catalogue_is_read_before_its_texts_are_asked_for(
    package, tmp_path: Path
) -> None:
    name = package("acme_late", rules_pl=polish())
    (texts,) = catalogues(name)
    (tmp_path / name / "catalogues" / "rules.pl.mo").unlink()

    assert isinstance(texts, Texts)
    with pytest.raises(FileNotFoundError):
        texts.messages()
