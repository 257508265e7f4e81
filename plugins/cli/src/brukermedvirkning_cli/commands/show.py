"""`bmv show`: one case: who, plan, timeline, contacts, decisions, the state of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

from brukermedvirkning.domain.case import Case
from brukermedvirkning_cli.case.document import case_document
from brukermedvirkning_cli.case.looking import Look
from brukermedvirkning_cli.case.page import case_page
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE
from brukermedvirkning_cli.options import (
    json_option,
    language_option,
    on_option,
    store_option,
)
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["command", "document", "draw"]


def document(case: Case, say: Speaker, *, on: date, cut: bool) -> Document:
    """The case for looking at; with `cut`, as it stood on the day."""
    return case_document(Look(case, say, on, cut))


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """The case as a page."""
    yield from case_page(found, say)


@click.command(short_help="Show a case: who, plan, timeline, contacts, decisions.")
@click.argument("case_id", metavar="CASE")
@on_option("Show the case as it stood on this day; else whole, with today's state.")
@store_option
@language_option
@json_option
@click.pass_obj
def command(
    app: App,
    *,
    case_id: str,
    on: date | None,
    store: str | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Show a case: who, plan, timeline, contacts, decisions.

    What the source has no place for is said to be so, and never shown as none.
    """
    say = app.speaker(languages)
    with app.reading(store) as unit:
        case = unit.cases.get(case_id)
    found = document(case, say, on=on or app.today, cut=on is not None)
    app.show(found, draw, say, as_json=as_json)
    return FINE
