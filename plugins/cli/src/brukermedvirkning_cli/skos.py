"""Vocabularies as SKOS: concept schemes for tools that know nothing of this library.

Needs the extra `skos`; rdflib is imported when something is written, and not before.

A scheme is `<base><scheme>`, a term `<base><scheme>/<notation>`, the notation spelt as
IRIs have it; a notation that means one thing until a day and another from then on is two
concepts, and what follows `@` is the first day of each.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from brukermedvirkning.builtin.words import core_lists
from brukermedvirkning.domain.vocabulary import Match, Term, Vocabulary, share_days
from brukermedvirkning_cli.failures import Failed

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node, URIRef

__all__ = ["BASE", "SYNTAXES", "skos"]

BASE = "urn:brukermedvirkning:"
"""What the IRIs begin with where nobody names another: ours, and nobody's address."""

SYNTAXES = {"skos": "turtle", "skos-jsonld": "json-ld"}
"""The formats, by id, with what rdflib calls their syntax."""

_OPEN = "Not verified: nobody has read the source, so it is never used to read data."


def skos(vocabularies: Iterable[Vocabulary], *, format_id: str, base: str) -> str:
    """The vocabularies in one of the syntaxes; equal vocabularies give equal text.

    Raises `Failed` where rdflib is not installed.
    """
    try:
        from rdflib import DCTERMS, SDO, SKOS, Graph
    except ImportError:
        raise Failed(
            "SKOS needs rdflib: pip install 'brukermedvirkning-cli[skos]'"
        ) from None
    graph = Graph(bind_namespaces="none")
    graph.bind("skos", SKOS)
    graph.bind("dcterms", DCTERMS)
    graph.bind("schema", SDO)
    for vocabulary in sorted(vocabularies, key=lambda one: one.id):
        for triple in _scheme(vocabulary, base):
            graph.add(triple)
    if format_id == "skos":
        return graph.serialize(format=SYNTAXES[format_id])
    return _in_order(graph)


def _in_order(graph: Graph) -> str:
    """JSON-LD, its nodes by id and its values sorted; rdflib leaves that to chance."""
    prefixes = {name: str(iri) for name, iri in graph.namespaces()}
    text = graph.serialize(format=SYNTAXES["skos-jsonld"], context=prefixes)
    document = _sorted(json.loads(text))
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(one) for key, one in value.items()}
    if isinstance(value, list):
        return sorted(
            map(_sorted, value), key=lambda one: json.dumps(one, sort_keys=True)
        )
    return value


def _iri(*parts: str) -> URIRef:
    from rdflib import URIRef

    return URIRef("".join(parts))


def _scheme(vocabulary: Vocabulary, base: str) -> Iterator[tuple[URIRef, URIRef, Node]]:
    from rdflib import DCTERMS, RDF, SKOS, Literal

    scheme = _iri(base, quote(vocabulary.id, safe=""))
    yield scheme, RDF.type, SKOS.ConceptScheme
    yield scheme, DCTERMS.identifier, Literal(vocabulary.id)
    yield scheme, DCTERMS.title, Literal(vocabulary.title)
    if vocabulary.source:
        yield scheme, DCTERMS.source, Literal(vocabulary.source)
    if vocabulary.country:
        yield scheme, DCTERMS.coverage, Literal(vocabulary.country)
    labels = (label for term in vocabulary.terms for label in term.labels)
    for language in sorted({label.language for label in labels}):
        yield scheme, DCTERMS.language, Literal(language)
    several = Counter(term.notation for term in vocabulary.terms)
    places = [
        (_place(scheme, term, dated=several[term.notation] > 1), term)
        for term in vocabulary.terms
    ]
    for place, term in places:
        yield place, RDF.type, SKOS.Concept
        yield place, SKOS.inScheme, scheme
        yield from _said(place, term, vocabulary.source)
        yield from _meant(place, term, vocabulary, base)
        above = [
            other
            for other, one in places
            if one.notation == term.broader and share_days(one.valid, term.valid)
        ]
        for other in above:
            yield place, SKOS.broader, other
            yield other, SKOS.narrower, place
        if not above:
            yield place, SKOS.topConceptOf, scheme
            yield scheme, SKOS.hasTopConcept, place


def _place(scheme: URIRef, term: Term, *, dated: bool) -> URIRef:
    from_day = f"@{term.valid.start or ''}" if dated else ""
    return _iri(scheme, "/", quote(term.notation, safe=""), from_day)


def _said(
    place: URIRef, term: Term, of_scheme: str | None
) -> Iterator[tuple[URIRef, URIRef, Node]]:
    """What a term is called, when it is valid and where it comes from."""
    from rdflib import DCTERMS, SDO, SKOS, Literal

    yield place, SKOS.notation, Literal(term.notation)
    for label in term.labels:
        yield place, SKOS.prefLabel, Literal(label.text, lang=label.language)
        for text in label.alternatives:
            yield place, SKOS.altLabel, Literal(text, lang=label.language)
    if term.note:
        yield place, SKOS.scopeNote, Literal(term.note)
    if not term.verified:
        yield place, SKOS.editorialNote, Literal(_OPEN, lang="en")
    source = term.source or of_scheme
    if source:
        yield place, DCTERMS.source, Literal(source)
    if term.valid.start:
        yield place, SDO.validFrom, Literal(term.valid.start)
    if term.valid.last_day:
        yield place, SDO.validThrough, Literal(term.valid.last_day)


def _meant(
    place: URIRef, term: Term, vocabulary: Vocabulary, base: str
) -> Iterator[tuple[URIRef, URIRef, Node]]:
    """The core concept of a verified term of another scheme, and how well it fits."""
    from rdflib import SKOS

    core = _core_scheme(vocabulary.concepts)
    if core in (None, vocabulary.id) or not (term.verified and term.concept):
        return
    fits = SKOS.exactMatch if term.match is Match.EXACT else SKOS.closeMatch
    yield place, fits, _iri(base, core or "", "/", quote(term.concept, safe=""))


def _core_scheme(concepts: str | None) -> str | None:
    for scheme, concept_list in core_lists().items():
        if concept_list.__name__ == concepts:
            return scheme
    return None
