"""`bmv vocabularies export`: SKOS that says what the vocabularies say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from rdflib import DCTERMS, RDF, SDO, SKOS, Graph, Literal, URIRef

from brukermedvirkning.builtin.words import core_lists
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.vocabulary import Label, Match, Term, Vocabulary
from brukermedvirkning.host import Host
from brukermedvirkning_cli.skos import BASE, skos

GOLDEN = Path(__file__).parent / "golden" / "acme.exit.ttl"
VOCABULARIES = list(Host.load().vocabularies.values())
TURNED = date(2024, 1, 1)

pytestmark = pytest.mark.once

EXITS = Vocabulary(
    id="acme.exit",
    title="Why people left, as Acme counts it",
    concepts="ExitCategory",
    country="NO",
    source="the handbook",
    terms=(
        Term(
            notation="arbeid/fast",
            concept="ordinary_work",
            match=Match.CLOSE,
            broader="arbeid",
            labels=(
                Label(language="nb", text="fast jobb", alternatives=("fast stilling",)),
                Label(language="se", text="bargu"),
            ),
            note="A subsidised job is none.",
            source="the handbook, 3",
        ),
        Term(
            notation="arbeid",
            concept="ordinary_work",
            labels=(Label(language="nb", text="arbeid"),),
        ),
        Term(notation="ÆØ", concept="other", verified=False),
        Term(
            notation="X",
            concept="illness",
            valid=Period(start=date(2020, 1, 1), end=TURNED),
        ),
        Term(notation="X", concept="moved", valid=Period(start=TURNED)),
    ),
)


def exported(bmv, *arguments: object, plugins: Iterable[object] = ()) -> str:
    result = bmv("vocabularies", "export", *arguments, plugins=plugins)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_a_small_scheme_is_written_as_it_was_looked_at(bmv, plugin) -> None:
    acme = plugin("acme", bmv_vocabularies=(EXITS,))
    text = exported(bmv, "--format", "skos", "--scheme", "acme.exit", plugins=[acme])

    assert text == GOLDEN.read_text("utf-8")


# rdflib's own reader of JSON-LD uses what rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize(
    ("format_id", "syntax"), [("skos", "turtle"), ("skos-jsonld", "json-ld")]
)
def test_what_is_written_says_all_that_the_vocabularies_say(
    format_id: str, syntax: str
) -> None:
    everything = [*VOCABULARIES, EXITS]
    text = skos(everything, format_id=format_id, base=BASE)
    graph = Graph().parse(data=text, format=syntax)

    assert {row for one in everything for row in _in_words(one)} == set(_read(graph))


def _in_words(vocabulary: Vocabulary) -> Iterable[tuple[object, ...]]:
    """What a vocabulary says of each of its terms, without the words of SKOS."""
    for term in vocabulary.terms:
        yield (
            vocabulary.id,
            vocabulary.title,
            term.notation,
            frozenset((label.language, label.text) for label in term.labels),
            frozenset(
                (label.language, text)
                for label in term.labels
                for text in label.alternatives
            ),
            term.valid.start,
            term.valid.last_day,
            term.note,
            term.source or vocabulary.source,
            term.verified,
            _meaning(vocabulary, term),
            term.broader,
        )


def _meaning(vocabulary: Vocabulary, term: Term) -> tuple[str, Match] | None:
    if term.concept is None or not term.verified or vocabulary.id in core_lists():
        return None
    (core,) = (
        scheme
        for scheme, one in core_lists().items()
        if one.__name__ == vocabulary.concepts
    )
    return f"{BASE}{core}/{term.concept}", term.match


def _read(graph: Graph) -> Iterable[tuple[object, ...]]:
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        (scheme,) = graph.objects(concept, SKOS.inScheme)
        matches = [
            (str(place), match)
            for match, means in (
                (Match.EXACT, SKOS.exactMatch),
                (Match.CLOSE, SKOS.closeMatch),
            )
            for place in graph.objects(concept, means)
        ]
        broader = {
            _text(graph, place, SKOS.notation)
            for place in graph.objects(concept, SKOS.broader)
        }
        yield (
            _text(graph, scheme, DCTERMS.identifier),
            _text(graph, scheme, DCTERMS.title),
            _text(graph, concept, SKOS.notation),
            _spoken(graph, concept, SKOS.prefLabel),
            _spoken(graph, concept, SKOS.altLabel),
            _text(graph, concept, SDO.validFrom),
            _text(graph, concept, SDO.validThrough),
            _text(graph, concept, SKOS.scopeNote),
            _text(graph, concept, DCTERMS.source),
            (concept, SKOS.editorialNote, None) not in graph,
            matches[0] if matches else None,
            next(iter(broader), None),
        )


def _text(graph: Graph, subject: object, means: URIRef) -> object:
    """The one value of a property, as Python has it; None where there is none."""
    found = list(graph.objects(subject, means))
    assert len(found) <= 1
    return found[0].toPython() if found else None


def _spoken(graph: Graph, subject: object, means: URIRef) -> frozenset[object]:
    return frozenset(
        (label.language, str(label)) for label in graph.objects(subject, means)
    )


def test_what_is_written_keeps_the_promises_of_skos() -> None:
    text = skos(VOCABULARIES, format_id="skos", base=BASE)
    graph = Graph().parse(data=text, format="turtle")
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))

    for concept in concepts:
        tags = [label.language for label in graph.objects(concept, SKOS.prefLabel)]
        preferred = set(graph.objects(concept, SKOS.prefLabel))
        assert len(tags) == len(set(tags))
        assert not preferred & set(graph.objects(concept, SKOS.altLabel))
    assert len(concepts) == sum(len(one.terms) for one in VOCABULARIES)
    assert {*graph.objects(None, SKOS.exactMatch)} <= concepts
    assert {*graph.objects(None, SKOS.closeMatch)} <= concepts


def test_a_code_whose_meaning_changed_is_two_concepts() -> None:
    graph = Graph().parse(data=skos([EXITS], format_id="skos", base=BASE))
    concepts = set(graph.subjects(SKOS.notation, Literal("X")))

    assert concepts == {
        URIRef(f"{BASE}acme.exit/X@2020-01-01"),
        URIRef(f"{BASE}acme.exit/X@2024-01-01"),
    }


def test_a_term_that_nobody_verified_means_nothing() -> None:
    graph = Graph().parse(data=skos([EXITS], format_id="skos", base=BASE))
    concept = URIRef(f"{BASE}acme.exit/{quote('ÆØ')}")

    assert (concept, RDF.type, SKOS.Concept) in graph
    assert [*graph.objects(concept, SKOS.exactMatch)] == []
    assert "Not verified" in str(graph.value(concept, SKOS.editorialNote))


def test_the_scheme_says_its_languages_and_its_country() -> None:
    graph = Graph().parse(data=skos([EXITS], format_id="skos", base=BASE))
    scheme = URIRef(f"{BASE}acme.exit")

    assert {str(one) for one in graph.objects(scheme, DCTERMS.language)} == {"nb", "se"}
    assert str(graph.value(scheme, DCTERMS.coverage)) == "NO"


@pytest.mark.parametrize("format_id", ["skos", "skos-jsonld"])
def test_equal_vocabularies_are_equal_bytes(format_id: str, real_bmv) -> None:
    arguments = ("vocabularies", "export", "--format", format_id)
    chosen = ("--scheme", "core.item-kind", "--scheme", "core.role")
    first, second = (
        real_bmv(*arguments, *chosen, env={"PYTHONHASHSEED": seed}) for seed in "12"
    )

    assert first.returncode == 0
    assert first.stdout == second.stdout


def test_the_base_of_the_iris_can_be_chosen(bmv) -> None:
    text = exported(
        bmv,
        *("--format", "skos-jsonld", "--scheme", "core.match"),
        *("--base", "https://acme.example/voc/"),
    )
    ids = [node["@id"] for node in json.loads(text)["@graph"]]

    assert ids == [
        "https://acme.example/voc/core.match",
        "https://acme.example/voc/core.match/close",
        "https://acme.example/voc/core.match/exact",
    ]


@pytest.mark.parametrize("base", ["acme", "urn:a b:", "https://acme.example/<", ""])
def test_a_base_that_no_iri_can_begin_with_is_wrong_usage(bmv, base: str) -> None:
    result = bmv("vocabularies", "export", "--format", "skos", "--base", base)

    assert result.exit_code == 2
    assert "it is no absolute IRI" in result.stderr


def test_schemes_and_countries_are_chosen_together(bmv, plugin, tmp_path: Path) -> None:
    acme = plugin("acme", bmv_vocabularies=(EXITS,))
    out = tmp_path / "some.ttl"
    arguments = ("--scheme", "core.match", "--country", "NO", "--out", out)
    text = exported(bmv, "--format", "skos", *arguments, "--json", plugins=[acme])

    assert json.loads(text) == {
        "format": "skos",
        "path": str(out),
        "vocabularies": ["acme.exit", "core.match"],
        "terms": 7,
    }
    assert out.read_text("utf-8").count("a skos:ConceptScheme") == 2


def test_all_are_written_where_none_is_named(bmv, tmp_path: Path) -> None:
    out = tmp_path / "all.ttl"
    text = exported(bmv, "--format", "skos", "--out", out)

    assert f": {len(core_lists())}, with" in " ".join(text.split())
    assert out.read_text("utf-8").count("a skos:ConceptScheme") == len(core_lists())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--scheme", "core.nonsense"),
        ("--country", "XX"),
        ("--json",),
        ("--format", "x"),
    ],
)
def test_what_cannot_be_answered_is_wrong_usage(bmv, arguments) -> None:
    assert bmv("vocabularies", "export", "--format", "skos", *arguments).exit_code == 2


def test_a_format_is_to_be_named(bmv) -> None:
    result = bmv("vocabularies", "export")

    assert result.exit_code == 2
    assert "--format" in result.stderr


@pytest.mark.parametrize("format_id", ["skos", "skos-jsonld"])
def test_without_the_extra_there_is_one_clear_error(
    bmv, format_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rdflib", None)
    result = bmv("vocabularies", "export", "--format", format_id)

    assert result.exit_code == 3
    assert result.stderr == (
        "bmv: SKOS needs rdflib: pip install 'brukermedvirkning-cli[skos]'\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["demo"], ["vocabularies"], ["vocabularies", "export", "--help"]],
    ids=" ".join,
)
def test_nothing_else_imports_rdflib(arguments: list[str], tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from brukermedvirkning_cli.main import run\n"
        "try:\n    run()\n"
        "finally:\n    assert 'rdflib' not in sys.modules\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "AssertionError" not in done.stderr
    assert done.returncode in (0, 1)


def test_a_label_in_another_language_than_asked_for_is_marked(full_bmv) -> None:
    arguments = ("vocabularies", "core.role", "--language", "se", "--language", "nb")
    (found,) = json.loads(full_bmv(*arguments, "--json").stdout)["vocabularies"]
    terms = {term["notation"]: term for term in found["terms"]}
    page = full_bmv(*arguments).stdout

    assert terms["counsellor"]["label"] == {
        "text": "NAV-bagadalli",
        "language": "se",
        "is_fallback": False,
    }
    assert terms["mentor"]["label"] == {
        "text": "mentor",
        "language": "nb",
        "is_fallback": True,
    }
    assert terms["peer_worker"]["alternatives"]["nb"] == ["erfaringskonsulent"]
    (row,) = (line for line in page.splitlines() if line.startswith("  mentor "))
    assert "navn på nb" in row


def test_a_label_is_no_fallback_where_no_language_is_asked_for(bmv) -> None:
    (found,) = json.loads(bmv("vocabularies", "core.match", "--json").stdout)[
        "vocabularies"
    ]

    assert [term["label"]["is_fallback"] for term in found["terms"]] == [False, False]
    assert "label in" not in bmv("vocabularies", "core.match").stdout
