"""`bmv indicators`: measurements with all their parts; small groups are withheld."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.ports import CaseQuery
from brukermedvirkning.rules.disclosure import Limits
from brukermedvirkning.rules.indicators.asked_functions import left_out
from brukermedvirkning.rules.indicators.scales import NO_SCALES, scales_from
from brukermedvirkning.services import (
    arenas,
    beside_cases,
    engine,
    known_programmes,
    results_beside,
    usual_threshold,
)
from brukermedvirkning.tables.counting import over_tables
from brukermedvirkning.tables.result_files import write_results_csv
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE
from brukermedvirkning_cli.measured.aside import aside
from brukermedvirkning_cli.measured.document import document
from brukermedvirkning_cli.measured.measuring import measured
from brukermedvirkning_cli.measured.options import (
    choosing_options,
    counting_options,
    hiding_options,
    period_options,
)
from brukermedvirkning_cli.measured.page import page, unasked
from brukermedvirkning_cli.measured.trend import trend
from brukermedvirkning_cli.measured.wanted import (
    Wanted,
    limits,
    or_wrong_use,
    wanted,
)
from brukermedvirkning_cli.options import json_option, language_option, store_option
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["command", "draw"]


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """The measurements as a page, a trend as tables."""
    yield from (trend if found["every"] else page)(found, say)


@click.command(short_help="Measure how well promises are kept over many cases.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@period_options
@choosing_options
@hiding_options
@counting_options
@store_option
@language_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV: a row for each number.")
@json_option
@click.pass_obj
def command(
    app: App,
    *,
    ids: tuple[str, ...],
    start: date | None,
    until: date | None,
    as_of: date | None,
    every: str | None,
    by: tuple[str, ...],
    programme: str | None,
    group: str | None,
    file: Path | None,
    scales: Path | None,
    zero_rows: bool,
    threshold: int | None,
    zeros: str | None,
    internal: bool,
    engine_id: str,
    tables: Path | None,
    store: str | None,
    languages: tuple[str, ...],
    as_csv: bool,
    as_json: bool,
) -> int:
    """Measure all indicators, or each ID, over all cases.

    A value that few people stand behind is withheld, and with it as many others as it
    takes that nobody can work it out; of several periods, all together.
    """
    if as_csv and as_json:
        raise click.UsageError("--csv and --json both want standard output")
    if tables is not None and store is not None:
        raise click.UsageError("--tables are counted, and no store is: without --store")
    say = app.speaker(languages)
    counting = engine(app.host, engine_id)

    def hidden(programmes: Mapping[str, Programme]) -> Limits | None:
        usual = usual_threshold(app.host, as_of or app.today, programmes, programme)
        return limits(threshold=threshold, usual=usual, zeros=zeros, internal=internal)

    hiding = hidden(app.host.programmes)
    question = Wanted(
        definitions=wanted(app.host, ids, group, file),
        named=bool(ids),
        as_of=as_of or app.today,
        first=start,
        last=until,
        every=every,
        by=by,
        programme=programme,
        tables=tables is not None,
    )
    functions = aside(
        ids,
        group=app.host.indicator_groups.get(group) if group else None,
        only=file is not None,
        first=start,
        scales=scales,
        without={"--by": by, "--programme": programme, "--tables": tables},
    )
    beside: tuple[Any, ...] = ()
    if tables is not None:
        folder, engines = tables, app.host.engines
        over = or_wrong_use(lambda: over_tables(counting, folder, engines))
        asked = question.asked(app.host.programmes)
        results = measured(asked, (), app.host.programmes, (), over, hiding)
    else:
        with app.reading(store) as unit:
            programmes, beside = known_programmes(app.host, unit), beside_cases(unit)
            asked = question.asked(programmes, beside)
            hiding = hidden(programmes)
            small = hiding or Limits()
            cases = unit.cases.stream(CaseQuery(programme=programme))
            results = (
                *measured(asked, cases, programmes, beside, counting, hiding),
                *results_beside(
                    unit,
                    functions.asked,
                    asked.windows,
                    threshold=small.threshold,
                    zeros=small.zeros,
                    internal=internal,
                    scales=scales_from(scales) if scales else NO_SCALES,
                    programmes=programmes,
                    arenas=arenas(app.host),
                ),
            )
    # Of tables nothing is beside: what is kept in a store is left out, and named.
    kept = bool(beside) or tables is not None
    found = document(
        asked,
        () if as_csv else results,
        say,
        hiding,
        every=every,
        zero_rows=zero_rows,
        left_out=left_out(question.definitions, asked, functions, beside=kept),
    )
    if as_csv:
        rows = io.StringIO()
        write_results_csv(results, rows)
        app.out.rows(rows.getvalue())
        for line in unasked(found, say):
            click.echo(f"bmv: {line}", err=True)
        return FINE
    app.show(found, draw, say, as_json=as_json)
    return FINE
