"""`bmv vocabularies translate`: a code in another scheme on a day, and what is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.translation import Loss
from brukermedvirkning.host import Host
from brukermedvirkning.services.translating import Translator
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE
from brukermedvirkning_cli.options import json_option, language_option, on_option
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.shapes import day
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block, Table

__all__ = ["command", "document", "draw"]


def document(
    host: Host,
    say: Speaker,
    code: Code,
    to_scheme: str,
    on: date | None,
    languages: tuple[str, ...],
) -> Document:
    """What a code is in another scheme, by which crosswalks, and what is lost."""
    found = Translator(host).translate(code, to_scheme, on)
    return {
        "from": code.scheme,
        "to": to_scheme,
        "on": day(on),
        "code": _code(host, code, languages),
        "found": [_code(host, one, languages) for one in found.found],
        "losses": [_loss(loss, say) for loss in found.losses],
        "crosswalks": list(found.crosswalks),
    }


def _code(host: Host, code: Code, languages: tuple[str, ...]) -> dict[str, Any]:
    spoken = host.label(code.scheme, code.code, (*languages, "en", "nb", "da"))
    return {
        "code": code.code,
        "label": spoken.text if spoken.language else None,
        "language": spoken.language,
    }


def _loss(loss: Loss, say: Speaker) -> dict[str, Any]:
    return {
        **say.concept(loss.nature),
        "scheme": loss.code.scheme,
        "code": loss.code.code,
        "codes": list(loss.codes),
        "why": loss.why,
    }


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """The codes that were found, then the losses with their reasons."""
    yield f"{found['from']} -> {found['to']}"
    headings = [say.word(f"vocabularies.{name}") for name in ("code", "label")]
    yield Table(headings, [[one["code"], one["label"] or ""] for one in found["found"]])
    yield ""
    if found["losses"]:
        notes = say.word("vocabularies.notes")
        rows = [[loss["code"], _told(loss)] for loss in found["losses"]]
        yield Table([headings[0], notes], rows)


def _told(loss: dict[str, Any]) -> str:
    codes = ", ".join(loss["codes"])
    start = f"{loss['label']['text']}: {codes}" if codes else loss["label"]["text"]
    return f"{start} ({loss['why']})" if loss["why"] else start


@click.command(short_help="Say a code of one scheme in another.")
@click.argument("scheme")
@click.argument("code")
@click.argument("to_scheme", metavar="TO")
@on_option("The day that it is about; without one, only what holds on every day.")
@language_option
@json_option
@click.pass_obj
def command(
    app: App,
    *,
    scheme: str,
    code: str,
    to_scheme: str,
    on: date | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Say CODE of SCHEME in the scheme TO, and what is lost.

    Crosswalks are followed, and where none leads there, what the codes mean.
    """
    say = app.speaker(languages)
    wanted = Code(scheme=scheme, code=code)
    app.show(
        document(app.host, say, wanted, to_scheme, on, languages),
        draw,
        say,
        as_json=as_json,
    )
    return FINE
