"""The page of sources: every sentence became something, and everything has a sentence."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

import brukermedvirkning as bmv
from brukermedvirkning import domain
from brukermedvirkning.builtin.rules import RULES
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.record import Record
from brukermedvirkning.rules.indicators.builtin import BUILT_IN

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

from sources_page import (  # noqa: E402 - the path comes first
    PAGE,
    SECTIONS,
    content,
    lines_of,
    page,
    rows,
)

ROWS = rows()
SOURCES = {
    "rules": {rule.id: rule.source for rule in RULES},
    "indicators": {one.id: one.source for one in BUILT_IN},
}
every_row = pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row['place']}: {row['says'][:30]}"
)


@cache
def _classes() -> dict[str, type]:
    """The records and concept lists of the domain, by name."""
    found: dict[str, type] = {}
    for module in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, type) and issubclass(value, (Record, Concept)):
                found.setdefault(name, value)
    return found


def _is_there(named: str) -> bool:
    """Whether a record, one of its fields, or a member of a list exists."""
    name, _, part = named.partition(".")
    found = _classes().get(name)
    if found is None:
        return False
    fields = attrs.fields_dict(found) if attrs.has(found) else {}
    members = getattr(found, "__members__", {})
    derived = isinstance(getattr(found, part, None), property)
    return not part or part in fields or part in members or derived


def _public_records() -> set[str]:
    public: dict[str, Any] = {name: getattr(bmv, name) for name in bmv.__all__}
    return {
        name
        for name, value in public.items()
        if isinstance(value, type) and issubclass(value, Record)
    }


def test_the_page_of_sources_is_made_from_the_file() -> None:
    assert page() == PAGE.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("H6, M4", {("H", 6), ("M", 4)}),
        ("D94-95; definitions 2.2", {("D", 94), ("D", 95)}),
        ("definitions 2.1 and STAR hypothesis 3", set()),
    ],
)
def test_citations_are_read_by_line(text: str, lines: set[tuple[str, int]]) -> None:
    assert lines == lines_of(text)


@every_row
def test_a_row_cites_lines_and_names_only_what_exists(row: dict[str, Any]) -> None:
    named = row.get("records", [])

    assert lines_of(row["place"])
    assert row["place"][0] in SECTIONS
    assert [] == [one for one in named if not _is_there(one)]


@every_row
def test_a_sentence_became_something_or_it_says_why_not(row: dict[str, Any]) -> None:
    became = [row.get("records"), row["rules"], row["indicators"], row.get("not_data")]

    assert any(became)


@every_row
@pytest.mark.parametrize("kind", ["rules", "indicators"])
def test_a_rule_or_indicator_in_a_row_exists_and_cites_one_of_its_lines(
    kind: str, row: dict[str, Any]
) -> None:
    lines = lines_of(row["place"])
    strangers = [
        name for name in row[kind] if not lines_of(SOURCES[kind].get(name)) & lines
    ]

    assert [] == strangers


@pytest.mark.parametrize("kind", ["rules", "indicators"])
def test_every_rule_and_indicator_that_cites_a_document_stands_in_a_row(
    kind: str,
) -> None:
    placed = {name for row in ROWS for name in row[kind]}
    citing = {name for name, source in SOURCES[kind].items() if lines_of(source)}

    assert set() == citing - placed


def test_every_public_record_is_asked_for_or_says_why_it_is_there() -> None:
    asked_for = {
        one.partition(".")[0] for row in ROWS for one in row.get("records", ())
    }
    own = {one["record"] for one in content()["own"]}

    assert set() == _public_records() - asked_for - own
    assert set() == asked_for & own
    assert [] == [name for name in sorted(own) if not _is_there(name)]


def test_what_plugins_offer_is_offered() -> None:
    host = bmv.Host.load()
    offered = {
        *host.programmes,
        *host.vocabularies,
        *host.crosswalks,
        *host.readers,
    }
    named = {one for row in ROWS for one in row.get("offered", ())}

    assert set() == named - offered


def test_every_programme_and_its_vocabularies_stand_in_a_row() -> None:
    host = bmv.Host.load()
    named = {one for row in ROWS for one in row.get("offered", ())}
    programmes = {
        name
        for name in (*host.programmes, *host.vocabularies)
        if name.startswith(("no.halden", "no.midtun", "no.nav.mb", "dk.star."))
    }

    assert set() == programmes - named
