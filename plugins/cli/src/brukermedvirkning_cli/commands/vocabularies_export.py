"""`bmv vocabularies export`: vocabularies in a format that other tools read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click

from brukermedvirkning.domain.vocabulary import Vocabulary
from brukermedvirkning.errors import UnknownNameError
from brukermedvirkning.host import Host
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE, WrongUse
from brukermedvirkning_cli.files import STDIN as STDOUT
from brukermedvirkning_cli.files import replacing
from brukermedvirkning_cli.options import json_option, language_option
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.skos import BASE, SYNTAXES, skos
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["chosen", "command", "document", "draw"]


def chosen(
    host: Host, schemes: tuple[str, ...], countries: tuple[str, ...]
) -> list[Vocabulary]:
    """The vocabularies named, and those of the countries named; all, where none is.

    Raises `UnknownNameError` for a scheme or a country that no vocabulary has.
    """
    known = host.vocabularies
    lands = sorted({one.country for one in known.values() if one.country})
    for scheme in schemes:
        if scheme not in known:
            raise UnknownNameError("vocabulary", scheme, tuple(known))
    for country in countries:
        if country not in lands:
            raise UnknownNameError("country", country, tuple(lands))
    if not (schemes or countries):
        return list(known.values())
    return [
        one for one in known.values() if one.id in schemes or one.country in countries
    ]


def document(format_id: str, path: Path, vocabularies: list[Vocabulary]) -> Document:
    """What was written, and where."""
    return {
        "format": format_id,
        "path": str(path),
        "vocabularies": [one.id for one in vocabularies],
        "terms": sum(len(one.terms) for one in vocabularies),
    }


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """One line."""
    yield say.word(
        "vocabularies.exported",
        path=found["path"],
        count=len(found["vocabularies"]),
        terms=found["terms"],
    )


def _checked(context: click.Context, option: click.Parameter, base: str) -> str:
    """A base that IRIs can begin with: absolute, with nothing that would end an IRI."""
    del context
    if not urlsplit(base).scheme or any(c in base for c in ' <>"{}|\\^`\n\t'):
        raise click.BadParameter("it is no absolute IRI", param=option)
    return base


@click.command(short_help="Write vocabularies in a format that other tools read.")
@click.option(
    "--format",
    "format_id",
    type=click.Choice(list(SYNTAXES)),
    required=True,
    help="SKOS in Turtle (skos) or in JSON-LD (skos-jsonld).",
)
@click.option(
    "--scheme",
    "schemes",
    metavar="SCHEME",
    multiple=True,
    help="A vocabulary to write, else all; may be repeated.",
)
@click.option(
    "--country",
    "countries",
    metavar="CODE",
    multiple=True,
    help="Write the vocabularies of a country, such as NO; may be repeated.",
)
@click.option(
    "--base",
    metavar="IRI",
    default=BASE,
    show_default=True,
    callback=_checked,
    help="What the IRIs of schemes and concepts begin with.",
)
@click.option(
    "--out",
    "path",
    type=click.Path(allow_dash=True, path_type=Path),
    default=STDOUT,
    help="The file to write; else standard output.",
)
@language_option
@json_option
@click.pass_obj
def command(
    app: App,
    *,
    format_id: str,
    schemes: tuple[str, ...],
    countries: tuple[str, ...],
    base: str,
    path: Path,
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Write vocabularies as SKOS concept schemes.

    The file takes the place of an older one only when it is whole. Needs the extra
    skos: pip install 'brukermedvirkning-cli[skos]'.
    """
    to_stdout = str(path) == STDOUT
    if to_stdout and as_json:
        raise WrongUse("--json tells what was written: it needs --out")
    vocabularies = chosen(app.host, schemes, countries)
    content = skos(vocabularies, format_id=format_id, base=base).encode()
    if to_stdout:
        sys.stdout.buffer.write(content)
        return FINE
    with replacing(path) as file:
        file.write(content)
    found = document(format_id, path, vocabularies)
    app.show(found, draw, app.speaker(languages), as_json=as_json)
    return FINE
