"""The core's lists in the languages of both countries: complete, distinct, with sources.

Northern Sámi is not asked for: what it lacks is listed on the page of vocabularies.
"""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from brukermedvirkning import domain
from brukermedvirkning.builtin.words import core_lists
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.vocabulary import Vocabulary
from brukermedvirkning.host import Host

LANGUAGES = ("en", "nb", "nn", "da")
HOST = Host.load()
CORE = [HOST.vocabularies[scheme] for scheme in core_lists()]
GLOSSARY = tomllib.loads(
    (Path(__file__).parents[2] / "docs" / "glossary.toml").read_text("utf-8")
)["word"]
WARNED = [
    (word["identifier"], word["not_to_be_mistaken_for"], *term.split("/"))
    for word in GLOSSARY
    for term in word["terms"]
]

every_list = pytest.mark.parametrize("vocabulary", CORE, ids=lambda one: one.id)


def _labels(vocabulary: Vocabulary, language: str) -> dict[str, str]:
    return {
        term.notation: label.text
        for term in vocabulary.terms
        for label in term.labels
        if label.language == language
    }


def test_every_list_of_the_domain_is_a_vocabulary() -> None:
    for found in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}."):
        import_module(found.name)
    lists = {
        one
        for one in Concept.__subclasses__()
        if one.__module__.startswith(f"{domain.__name__}.")
    }

    assert lists <= {*core_lists().values()}


@every_list
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_has_a_label(vocabulary: Vocabulary, language: str) -> None:
    members = [member.value for member in core_lists()[vocabulary.id]]

    assert list(_labels(vocabulary, language)) == members


@every_list
def test_no_label_is_empty_or_doubled_in_a_language(vocabulary: Vocabulary) -> None:
    labels = Counter(
        (label.language, label.text.strip().casefold())
        for term in vocabulary.terms
        for label in term.labels
    )

    assert [label for label, count in labels.items() if count > 1] == []
    assert [language for language, text in labels if not text] == []


@every_list
def test_no_other_word_for_a_concept_is_the_label_of_another(
    vocabulary: Vocabulary,
) -> None:
    others = [
        (label.language, text)
        for term in vocabulary.terms
        for label in term.labels
        for text in label.alternatives
    ]

    assert [
        one for one in others if one[1] in _labels(vocabulary, one[0]).values()
    ] == []


@every_list
def test_every_concept_says_where_each_countrys_words_come_from(
    vocabulary: Vocabulary,
) -> None:
    cited = re.compile(r".+; Denmark: .+; Norway: .+")

    assert [
        t.notation for t in vocabulary.terms if not cited.match(t.source or "")
    ] == []


@pytest.mark.parametrize(
    ("identifier", "mistaken", "scheme", "notation"),
    WARNED,
    ids=[f"{word[0]}-{word[2]}" for word in WARNED],
)
def test_what_a_word_must_not_be_mistaken_for_is_its_scope_note(
    identifier: str, mistaken: str, scheme: str, notation: str
) -> None:
    (term,) = (t for t in HOST.vocabularies[scheme].terms if t.notation == notation)
    telling = set(re.findall(r"\w{4,}", mistaken.casefold()))

    assert telling & {*re.findall(r"\w{4,}", (term.note or "").casefold())}


def test_only_what_is_no_code_of_the_core_carries_no_warning() -> None:
    silent = {
        word["identifier"]
        for word in GLOSSARY
        if word["not_to_be_mistaken_for"] and not word["terms"]
    }

    assert silent == {"SolutionDescription"}


@pytest.mark.parametrize(
    ("scheme", "notation", "wrong"),
    [
        ("core.role", "participant", "klient|kunde|client|customer"),
        ("core.item-kind", "decision", "vedtak|afgørelse"),
        ("core.item-kind", "stance", "aftale|avtal"),
        ("core.item-kind", "request", "søknad|ansøgning"),
        ("core.item-kind", "enrolment", "påmeld|tilmeld"),
        ("core.item-kind", "plan", "individuell|handleplan"),
        ("core.item-kind", "intervention", "innsats"),
        ("core.contact-kind", "conversation", "jobsamtale|brev"),
        ("core.contact-kind", "development_talk", "oppfølging|opfølgning"),
        ("core.scope", "programme", "tiltakstype|^tilbud$"),
        ("core.severity", "remark", "avvik|afvig"),
        ("core.end-reason", "programme_exit", "utløp|udløb|frafall|frafald|expired"),
        ("core.exit-category", "own_choice", "frafall|frafald|dropout|drop-out"),
        (
            "core.exit-category",
            "recommended_for_disability_pension",
            "innvilget|tilkendt|granted",
        ),
        ("core.mandate-kind", "supporter", "fullmektig|partsrepræsentant"),
    ],
)
def test_no_label_is_the_word_that_it_must_not_be_mistaken_for(
    scheme: str, notation: str, wrong: str
) -> None:
    (term,) = (t for t in HOST.vocabularies[scheme].terms if t.notation == notation)
    said = [
        text.casefold()
        for label in term.labels
        for text in (label.text, *label.alternatives)
    ]

    assert [text for text in said if re.search(wrong, text)] == []
