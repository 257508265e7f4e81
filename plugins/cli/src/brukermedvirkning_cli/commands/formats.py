"""`bmv formats`: what can be read and written, and what each format can be told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from brukermedvirkning.host import Host, Offered
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE
from brukermedvirkning_cli.options import json_option, language_option
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["command", "document", "draw"]


def document(host: Host) -> Document:
    """Readers and writers with their options, each with the plugin that offers it."""
    return {
        "readers": [
            {**_format(offered), "carries": _carries(offered)}
            for offered in host.offers["bmv_readers"].values()
        ],
        "writers": [
            _format(offered) for offered in host.offers["bmv_writers"].values()
        ],
    }


def _format(offered: Offered) -> dict[str, Any]:
    return {
        "id": offered.thing.id,
        "title": offered.thing.title,
        "plugin": offered.plugin.id,
        "options": [
            {
                "id": option.id,
                "help": option.help,
                "example": option.example,
                "required": option.required,
            }
            for option in offered.thing.options
        ],
    }


def _carries(offered: Offered) -> list[str] | str:
    """What a source of the format has a place for; "everything", or the paths."""
    carries = offered.thing.carries
    return "everything" if carries.everything else list(carries.paths)


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """Each format with its options below it."""
    for kind in ("readers", "writers"):
        yield say.word(f"formats.{kind}")
        for one in found[kind]:
            yield f"  {one['id']}  {one['title']} ({one['plugin']})"
            for option in one["options"]:
                required = (
                    f" ({say.word('formats.required')})" if option["required"] else ""
                )
                line = say.word(
                    "formats.option",
                    name=option["id"],
                    example=option["example"],
                    help=option["help"],
                )
                yield f"      {line}{required}"
        if not found[kind]:
            yield f"  {say.word('none')}"


@click.command(short_help="List the formats that can be read and written.")
@language_option
@json_option
@click.pass_obj
def command(app: App, *, languages: tuple[str, ...], as_json: bool) -> int:
    """List the formats that can be read and written, with their options."""
    app.show(document(app.host), draw, app.speaker(languages), as_json=as_json)
    return FINE
