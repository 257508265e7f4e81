"""`bmv access`: who has read a case: day, purpose, unit, role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from brukermedvirkning.services import Reading, who_has_read
from brukermedvirkning_cli.case.readings import reading_facts, readings_table
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE
from brukermedvirkning_cli.options import json_option, language_option, store_option
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["command", "document", "draw"]


def document(case_id: str, readings: Sequence[Reading], say: Speaker) -> Document:
    """The readings of a case, the oldest first."""
    return {"case": case_id, "readings": reading_facts(readings, say)}


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """The readings as a table."""
    yield say.word("access.title", case=found["case"])
    yield from readings_table(found["readings"], say)


@click.command(short_help="Tell who has read a case: when, for what, in which role.")
@click.argument("case_id", metavar="CASE")
@click.option(
    "--names", is_flag=True, help="Tell readers' ids too, where the log has them."
)
@store_option
@language_option
@json_option
@click.pass_obj
def command(
    app: App,
    *,
    case_id: str,
    names: bool,
    store: str | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Tell who has read a case: when, for what purpose, from which unit, in which role.

    The log is the participant's. It says of what was denied that it was.
    """
    with app.reading(store) as unit:
        readings = who_has_read(unit, case_id, names=names)
    say = app.speaker(languages)
    app.show(document(case_id, readings, say), draw, say, as_json=as_json)
    return FINE
