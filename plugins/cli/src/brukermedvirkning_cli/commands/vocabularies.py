"""`bmv vocabularies`: the schemes of codes that are known, and the codes of some.

`bmv vocabularies export` and `bmv vocabularies translate` are commands of their own, each
loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
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
    spoken = term.called(tuple(order))
    return {
        "notation": term.notation,
        "concept": term.concept,
        "match": str(term.match),
        "label": {
            "text": spoken.text,
            "language": spoken.language,
            "is_fallback": spoken.is_fallback,
        },
        "labels": {tag: labels[tag] for tag in order if tag in labels},
        "alternatives": {
            label.language: list(label.alternatives)
            for label in term.labels
            if label.alternatives
        },
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
    label = term["label"]
    notes = [
        say.word("vocabularies.instead", language=label["language"])
        if label["language"] and label["is_fallback"]
        else "",
        say.word("vocabularies.close") if term["match"] == "close" else "",
        "" if term["verified"] else say.word("vocabularies.open"),
        term["note"] or "",
    ]
    return [
        term["notation"],
        term["concept"] or "",
        label["text"] if label["language"] else "",
        "" if term["valid"] == _ALWAYS else period_text(term["valid"]),
        "; ".join(filter(None, notes)),
    ]


class WithOthers(click.Command):
    """A command that gives way to `export` or `translate` where that is its first word."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """The context of the command that is meant."""
        if args[:1] in (["export"], ["translate"]):
            module = import_module(f"{__name__}_{args[0]}")
            meant: click.Command = module.command
            return meant.make_context(
                f"{info_name} {args[0]}", args[1:], parent, **extra
            )
        return super().make_context(info_name, args, parent, **extra)


@click.command(
    cls=WithOthers, short_help="List the vocabularies, or the codes of some of them."
)
@click.argument("schemes", nargs=-1, metavar="[SCHEME]...")
@language_option
@json_option
@click.pass_obj
def command(
    app: App, *, schemes: tuple[str, ...], languages: tuple[str, ...], as_json: bool
) -> int:
    """List the vocabularies; of those named by SCHEME, list the codes.

    `bmv vocabularies export` writes them in a format that other tools read;
    `bmv vocabularies translate` says a code of one in another.
    """
    app.show(
        document(app.host, schemes, languages),
        draw,
        app.speaker(languages),
        as_json=as_json,
    )
    return FINE
