"""`bmv show`: one case: whole, or as somebody sees it. Either way it is logged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.errors import CaseNotFoundError
from brukermedvirkning.rules.access import CaseView, plain
from brukermedvirkning.services import read_as, read_whole
from brukermedvirkning_cli.case.document import case_document
from brukermedvirkning_cli.case.looking import Look
from brukermedvirkning_cli.case.page import case_page
from brukermedvirkning_cli.case.telling import lines, told
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE, Failed
from brukermedvirkning_cli.options import (
    json_option,
    language_option,
    on_option,
    store_option,
)
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.reader import OPERATOR, purpose_option, reader
from brukermedvirkning_cli.shapes import day
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["command", "document", "draw", "draw_view", "view_document"]


def document(case: Case, say: Speaker, *, on: date, cut: bool) -> Document:
    """The case for looking at; with `cut`, as it stood on the day."""
    return case_document(Look(case, say, on, cut))


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """The case as a page."""
    yield from case_page(found, say)


def view_document(case_id: str, view: CaseView, purpose: str) -> Document:
    """What somebody sees, every field of every row; what is withheld is not there."""
    return {
        "case": case_id,
        "on": day(view.on),
        "purpose": purpose,
        "view": plain(view),
    }


def draw_view(case_id: str, view: CaseView, say: Speaker) -> Iterator[Block]:
    """What somebody sees, as text."""
    yield say.word("view.title", case=case_id, day=view.on)
    yield ""
    yield from lines(told(view, say))


@click.command(short_help="Show a case: who, plan, timeline, contacts, decisions.")
@click.argument("case_id", metavar="CASE")
@on_option("Show the case as it stood on this day; else whole, with today's state.")
@click.option(
    "--as",
    "named",
    metavar="ROLE:ID",
    help="Show what this reader may see, such as counsellor:s-1.",
)
@click.option("--unit", metavar="ID", help="The unit that this reader reads for.")
@purpose_option
@click.option("--log-name", is_flag=True, help="Put the reader's id into the log too.")
@store_option
@language_option
@json_option
@click.pass_obj
def command(
    app: App,
    *,
    case_id: str,
    on: date | None,
    named: str | None,
    unit: str | None,
    purpose: str,
    log_name: bool,
    store: str | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Show a case: who, plan, timeline, contacts, decisions.

    What the source has no place for is said to be so, and never shown as none. With
    --as it is what one reader may see today: what is withheld is absent, unmentioned.
    Who read what stands in the log (`bmv access`).
    """
    say = app.speaker(languages)
    if named is not None:
        if on is not None:
            raise click.UsageError("--as shows what may be seen today, without --on")
        view = _view(app, store, case_id, named, unit, purpose, log_name=log_name)
        if as_json:
            app.out.json(view_document(case_id, view, purpose))
        else:
            app.out.text(draw_view(case_id, view, say))
        return FINE
    if unit is not None or log_name:
        raise click.UsageError("--unit and --log-name say more of a reader: --as")
    with app.reading(store) as work:
        case = read_whole(
            work, case_id, by=OPERATOR, at=app.clock.now(), purpose=Purpose(purpose)
        )
    found = document(case, say, on=on or app.today, cut=on is not None)
    app.show(found, draw, say, as_json=as_json)
    return FINE


def _view(
    app: App,
    store: str | None,
    case_id: str,
    named: str,
    unit: str | None,
    purpose: str,
    *,
    log_name: bool,
) -> CaseView:
    """What a reader sees. A case that is not there and one that is closed are told alike.

    Told only once the reading is in the log.
    """
    actor = reader(named, unit)
    try:
        with app.reading(store) as work:
            view = read_as(
                app.host,
                work,
                case_id,
                actor,
                at=app.clock.now(),
                purpose=Purpose(purpose),
                with_name=log_name,
            )
    except CaseNotFoundError:
        view = CaseView(on=app.today)
    if view.is_empty:
        raise Failed(f"no case called {case_id!r} that this reader may see")
    return view
