"""`bmv check`: which promises are not kept, and which cannot be told, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import click

from brukermedvirkning.domain.case import Case
from brukermedvirkning.rules.outcomes import Severity
from brukermedvirkning.services import known_programmes
from brukermedvirkning_cli.checked.document import beside, document
from brukermedvirkning_cli.checked.page import draw
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINDINGS, FINE
from brukermedvirkning_cli.options import (
    json_option,
    language_option,
    on_option,
    store_option,
)
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.progress import counted

__all__ = ["command", "ends_with"]

_WEIGHTY = (str(Severity.REMARK), str(Severity.BREACH))


def ends_with(found: Document) -> int:
    """1 where a finding is more than information."""
    weighty = any(one["severity"] in _WEIGHTY for one in found["findings"])
    return FINDINGS if weighty else FINE


@click.command(short_help="Check promises: what is not kept, what cannot be told.")
@click.argument("case_ids", nargs=-1, metavar="[CASE]...")
@click.option(
    "--programme",
    "programmes",
    metavar="ID",
    multiple=True,
    help="Check what this programme says of itself; may be repeated.",
)
@click.option(
    "--unit",
    "units",
    metavar="ID",
    multiple=True,
    help="Check this unit and its collective participation; may be repeated.",
)
@on_option("The day that is judged; else today.")
@store_option
@language_option
@json_option
@click.pass_obj
def command(
    app: App,
    *,
    case_ids: tuple[str, ...],
    programmes: tuple[str, ...],
    units: tuple[str, ...],
    on: date | None,
    store: str | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Check the promises made to the participants of all cases, or of each CASE.

    Where a programme or a unit is named, that is checked, and only the cases named
    beside it. Ends with 1 where a finding is a remark or a breach; information alone is
    fine, and so is what cannot be told.
    """
    say, judged = app.speaker(languages), on or app.today
    with app.reading(store) as unit:
        if case_ids or programmes or units:
            cases: Iterable[Case] = map(unit.cases.get, case_ids)
        else:
            cases = unit.cases.stream()
        found = document(
            app,
            counted("cases checked:", cases),
            say,
            on=judged,
            programmes=known_programmes(app.host, unit),
            others=beside(app, unit, on=judged, programmes=programmes, units=units),
        )
    app.show(found, draw, say, as_json=as_json)
    return ends_with(found)
