"""`bmv vocabularies`: the schemes of codes that are known, and the codes of some."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from brukermedvirkning.domain.vocabulary import Term, Vocabulary
from brukermedvirkning.errors import UnknownNameError
from brukermedvirkning.host import Host
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE
from brukermedvirkning_cli.options import json_option, language_option
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.shapes import period, period_text
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block, Table

__all__ = ["command", "document", "draw"]

_ALWAYS = {"start": None, "end": None}


def document(
    host: Host, schemes: tuple[str, ...], languages: tuple[str, ...]
) -> Document:
    """The vocabularies; with all their terms where schemes are named."""
    offers = host.offers["bmv_vocabularies"]
    for scheme in schemes:
        if scheme not in offers:
            raise UnknownNameError("vocabulary", scheme, tuple(offers))
    found = []
    for scheme in schemes or offers:
        offered = offers[scheme]
        vocabulary: Vocabulary = offered.thing
        one: dict[str, Any] = {
            "id": vocabulary.id,
            "title": vocabulary.title,
            "concepts": vocabulary.concepts,
            "country": vocabulary.country,
            "terms": len(vocabulary.terms),
            "source": vocabulary.source,
            "plugin": offered.plugin.id,
        }
        if schemes:
            one["terms"] = [_term(vocabulary, t, languages) for t in vocabulary.terms]
        found.append(one)
    return {"vocabularies": found}


def _term(
    vocabulary: Vocabulary, term: Term, languages: tuple[str, ...]
) -> dict[str, Any]:
    labels = {label.language: label.text for label in term.labels}
    order = dict.fromkeys((*languages, *labels)) if languages else labels
    return {
        "notation": term.notation,
        "concept": term.concept,
        "match": str(term.match),
        "labels": {tag: labels[tag] for tag in order if tag in labels},
        "broader": term.broader,
        "valid": period(term.valid),
        "verified": term.verified,
        "note": term.note,
        "source": term.source or vocabulary.source,
    }


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """One row a vocabulary, or one row a code."""
    detailed = [one for one in found["vocabularies"] if isinstance(one["terms"], list)]
    if not detailed:
        headings = ("id", "title", "vocabularies.terms", "vocabularies.concepts")
        yield Table(
            [say.word(heading) for heading in (*headings, "plugin")],
            [
                [
                    one["id"],
                    one["title"],
                    str(one["terms"]),
                    one["concepts"] or "",
                    one["plugin"],
                ]
                for one in found["vocabularies"]
            ],
            right=frozenset({2}),
        )
    for one in detailed:
        yield f"{one['id']}  {one['title']} ({one['plugin']})"
        columns = ("code", "concept", "label", "valid", "notes")
        yield Table(
            [say.word(f"vocabularies.{column}") for column in columns],
            [_row(term, say) for term in one["terms"]],
        )
        yield ""


def _row(term: dict[str, Any], say: Speaker) -> list[str]:
    notes = [
        say.word("vocabularies.close") if term["match"] == "close" else "",
        "" if term["verified"] else say.word("vocabularies.open"),
        term["note"] or "",
    ]
    return [
        term["notation"],
        term["concept"] or "",
        next(iter(term["labels"].values()), ""),
        "" if term["valid"] == _ALWAYS else period_text(term["valid"]),
        "; ".join(filter(None, notes)),
    ]


@click.command(short_help="List the vocabularies, or the codes of some of them.")
@click.argument("schemes", nargs=-1, metavar="[SCHEME]...")
@language_option
@json_option
@click.pass_obj
def command(
    app: App, *, schemes: tuple[str, ...], languages: tuple[str, ...], as_json: bool
) -> int:
    """List the vocabularies; of those named by SCHEME, list the codes."""
    app.show(
        document(app.host, schemes, languages),
        draw,
        app.speaker(languages),
        as_json=as_json,
    )
    return FINE
