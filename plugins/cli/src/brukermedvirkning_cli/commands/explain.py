"""`bmv explain`: which records stand behind the parts of one indicator, and why there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.services import BESIDE, Explanation, explain_as, known_programmes
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.explained import explained, told
from brukermedvirkning_cli.failures import FINE, WrongUse
from brukermedvirkning_cli.measured.options import (
    by_option,
    definitions_option,
    period_options,
)
from brukermedvirkning_cli.measured.wanted import Wanted, or_wrong_use, wanted
from brukermedvirkning_cli.options import json_option, language_option, store_option
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.reader import purpose_option, reader
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["command", "document", "draw"]


def document(found: Explanation, purpose: str, say: Speaker) -> Document:
    """Every step with its condition and the records in it that may be named."""
    return explained(found, purpose, say)


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """The parts in the order in which they are asked."""
    yield from told(found, say)


@click.command(short_help="Name the records behind an indicator that a reader may see.")
@click.argument("indicator")
@click.option(
    "--part",
    "parts",
    multiple=True,
    metavar="NAME",
    help="A part such as numerator; may be repeated. Else all of them.",
)
@click.option(
    "--as",
    "named",
    required=True,
    metavar="ROLE:ID",
    help="Who asks, such as counsellor:s-1.",
)
@click.option("--unit", metavar="ID", help="The unit that this reader reads for.")
@purpose_option
@click.option("--log-name", is_flag=True, help="Put the reader's id into the log too.")
@period_options
@by_option
@definitions_option
@store_option
@language_option
@json_option
@click.pass_obj
def command(
    app: App,
    *,
    indicator: str,
    parts: tuple[str, ...],
    named: str,
    unit: str | None,
    purpose: str,
    log_name: bool,
    start: date | None,
    until: date | None,
    as_of: date | None,
    by: tuple[str, ...],
    file: Path | None,
    store: str | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Name the records behind each part of one INDICATOR, and the condition of each.

    Only those that the reader may see, with all that was looked at; each is in the log
    of its case (`bmv access`). The others are counted, and not named; they too are in
    the log.
    """
    say, actor = app.speaker(languages), reader(named, unit)
    if indicator in BESIDE:
        raise WrongUse(f"{indicator} is measured whole, and has no records by part")
    asking = Wanted(
        definitions=wanted(app.host, (indicator,), None, file),
        named=True,
        as_of=as_of or app.today,
        first=start,
        last=until,
        by=by,
    )
    with app.reading(store) as work:
        asked = asking.asked(known_programmes(app.host, work))
        definition = next(one for one in asked.definitions if one.id == indicator)
        (window,) = asked.windows
        found = or_wrong_use(
            lambda: explain_as(
                app.host,
                work,
                definition,
                window,
                actor,
                at=app.clock.now(),
                purpose=Purpose(purpose),
                parts=parts,
                by=asked.by,
                parameters=asked.parameters,
                with_name=log_name,
            )
        )
    app.show(document(found, purpose, say), draw, say, as_json=as_json)
    return FINE
