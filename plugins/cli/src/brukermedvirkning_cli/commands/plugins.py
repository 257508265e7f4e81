"""`bmv plugins`: which plugins take part and what they offer, and which are broken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import click

from brukermedvirkning.host import Host
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINDINGS, FINE
from brukermedvirkning_cli.options import json_option, language_option
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block, Table

__all__ = ["command", "document", "draw"]


def document(host: Host) -> Document:
    """The plugins with how many things of each kind they offer, and all problems."""
    offers: dict[str, Counter[str]] = {}
    for hook, offered in host.offers.items():
        for one in offered.values():
            offers.setdefault(one.plugin.id, Counter())[hook.removeprefix("bmv_")] += 1
    return {
        "plugins": [
            {
                "id": info.id,
                "version": info.version,
                "title": info.title,
                "level": info.level,
                "country": info.country,
                "offers": dict(sorted(offers.get(info.id, Counter()).items())),
            }
            for info in host.plugins
        ],
        "problems": list(host.problems),
    }


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """The plugins as a table, the problems as a list."""
    headings = ("id", "plugins.version", "title", "plugins.country", "plugins.offers")
    yield Table(
        [say.word(heading) for heading in headings],
        [
            [
                one["id"],
                one["version"],
                one["title"],
                one["country"] or "",
                ", ".join(f"{count} {kind}" for kind, count in one["offers"].items()),
            ]
            for one in found["plugins"]
        ],
    )
    if found["problems"]:
        yield ""
        yield say.word("plugins.problems")
        yield from (f"  {problem}" for problem in found["problems"])


@click.command(short_help="List the plugins that take part, and those that are broken.")
@language_option
@json_option
@click.pass_obj
def command(app: App, *, languages: tuple[str, ...], as_json: bool) -> int:
    """List the plugins that take part, and those that are broken.

    Every other command refuses to work beside a broken plugin; this one names it and
    ends with 1.
    """
    app.host = app.load_host(strict=False)
    found = document(app.host)
    app.show(found, draw, app.speaker(languages), as_json=as_json)
    return FINDINGS if found["problems"] else FINE
