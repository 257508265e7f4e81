"""Whole pages in bokmål, nynorsk and Danish, with every plugin that is installed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

LANGUAGES = ("nb", "nn", "da")
HEADING = re.compile(
    r"^(Who|Goals|Timeline|Interventions|Contacts|Decisions|Findings|Cannot tell)"
    r"|^  (participant|unit|read from|enrolment|value|parts|coverage|Day|When)\b"
    r"|^\w+ +(No|The|What|In|Of) "
)

SHOWN = {
    "nb": """\
Sak c-1

Hvem
  deltaker: p-c-1
  enhet: halden
  periode: 2024-01-08 – …
""",
    "nn": """\
Sak c-1

Kven
  deltakar: p-c-1
  eining: halden
  periode: 2024-01-08 – …
""",
    "da": """\
Sag c-1

Hvem
  deltager: p-c-1
  enhed: halden
  periode: 2024-01-08 – …
""",
}
FOUND = {
    "nb": [
        "137 dager uten samtale eller gjensidig korrespondanse, fra 2024-01-15 til",
        "2024-05-31; det skal gå høyst 28",
        "gjelder: kontakt k-1",
    ],
    "nn": [
        "137 dagar utan samtale eller gjensidig korrespondanse, frå 2024-01-15 til",
        "2024-05-31; det skal gå høgst 28",
        "gjeld: kontakt k-1",
    ],
    "da": [
        "137 dage uden en samtale eller gensidig korrespondance, fra 2024-01-15 til",
        "2024-05-31; der bør højst gå 28",
        "gælder: kontakt k-1",
    ],
}
MEASURED = {
    "nb": """\
plan.exists (andel, versjon 1)
  Hvor stor andel av deltakerne har en plan?
  målt med plan_due_days: 28
  verdi: 100,0 % (lavest 100,0 %, høyest 100,0 %)
  intervall: 20,7 % til 100,0 % (95,0 %, Wilson)
""",
    "nn": """\
plan.exists (del, versjon 1)
  Kor stor del av deltakarane har ein plan?
  målt med plan_due_days: 28
  verdi: 100,0 % (lågast 100,0 %, høgast 100,0 %)
  intervall: 20,7 % til 100,0 % (95,0 %, Wilson)
""",
    "da": """\
plan.exists (andel, version 1)
  Hvor stor en andel af deltagerne har en plan?
  målt med plan_due_days: 28
  værdi: 100,0 % (lavest 100,0 %, højest 100,0 %)
  interval: 20,7 % til 100,0 % (95,0 %, Wilson)
""",
}
in_every_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def kept_in_full(full_bmv, documents, rich_case, log_case) -> None:
    assert full_bmv("import", documents(rich_case, log_case)).exit_code == 0


def said(value: Any) -> Iterator[dict[str, Any]]:
    """Every text in a document that says which language it is in."""
    if isinstance(value, dict):
        if {"text", "language", "is_fallback"} == set(value):
            yield value
        for one in value.values():
            yield from said(one)
    elif isinstance(value, list):
        for one in value:
            yield from said(one)


@in_every_language
def test_a_case_is_shown_in_a_language(full_bmv, kept_in_full, language: str) -> None:
    page = full_bmv("show", "c-1", "--language", language).stdout

    assert page.startswith(SHOWN[language])


@in_every_language
def test_findings_are_told_in_a_language(full_bmv, kept_in_full, language: str) -> None:
    page = full_bmv("check", "c-1", "--language", language).stdout

    assert [line for line in FOUND[language] if line not in page] == []


@in_every_language
def test_an_indicator_is_told_in_a_language(
    full_bmv, kept_in_full, language: str
) -> None:
    asked = ("indicators", "plan.exists", "--internal", "--language", language)

    assert MEASURED[language] in full_bmv(*asked).stdout


PAGES = [
    ("show", "c-1"),
    ("show", "log-1"),
    ("check",),
    ("indicators", "plan.exists", "goal.stance", "--internal"),
    ("access", "c-1"),
    ("audience", "c-1"),
]


@in_every_language
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])
def test_no_page_falls_back_on_english_words(
    page: tuple[str, ...], language: str, full_bmv, kept_in_full
) -> None:
    english = full_bmv(*page).stdout.splitlines()
    told = full_bmv(*page, "--language", language).stdout.splitlines()
    own = {*english}.intersection(told)

    # What is the same in both: days, ids, sources, the participant's own words.
    assert [line for line in own if HEADING.search(line)] == []


@in_every_language
@pytest.mark.parametrize("page", [("check",), ("indicators", "--internal")])
def test_every_text_of_rules_and_indicators_is_in_the_language_asked_for(
    page: tuple[str, ...], language: str, full_bmv, kept_in_full
) -> None:
    document = json.loads(full_bmv(*page, "--json", "--language", language).stdout)
    kinds = ("findings", "cannot_tell", "measurements")
    texts = [one["text"] for kind in kinds for one in document.get(kind, ())]

    assert texts
    assert {(text["language"], text["is_fallback"]) for text in texts} == {
        (language, False)
    }


def test_what_nobody_says_in_a_language_is_reported_as_a_fallback(
    full_bmv, kept_in_full
) -> None:
    asked = ("indicators", "plan.exists", "--json", "--language", "se")
    first = json.loads(full_bmv(*asked).stdout)["measurements"][0]["text"]
    then = json.loads(full_bmv(*asked, "--language", "nn").stdout)["measurements"][0]

    assert (first["language"], first["is_fallback"]) == ("en", True)
    assert then["text"] == {
        "text": "Kor stor del av deltakarane har ein plan?",
        "language": "nn",
        "is_fallback": True,
    }


def test_the_language_of_the_machine_is_never_read(
    full_bmv, kept_in_full, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.setenv(name, "nb_NO.UTF-8")

    assert full_bmv("show", "c-1").stdout.startswith("Case c-1\n\nWho\n")
