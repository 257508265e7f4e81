"""`bmv indicators`: measurements with all their parts; small groups are withheld."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import click

from brukermedvirkning.domain.case import Case
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.services import definitions, measure
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE, WrongUse
from brukermedvirkning_cli.measured.document import measurement
from brukermedvirkning_cli.measured.page import page
from brukermedvirkning_cli.options import (
    Day,
    json_option,
    language_option,
    store_option,
)
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.progress import counted
from brukermedvirkning_cli.shapes import day
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["command", "document", "draw"]


def document(
    wanted: Sequence[Definition],
    cases: Iterable[Case],
    window: Window,
    say: Speaker,
    *,
    by: tuple[str, ...] = (),
    zero_rows: bool = False,
    internal: bool = False,
) -> Document:
    """All measurements, in the order of the indicators and their groups."""
    known = {definition.id: definition for definition in wanted}
    measured = measure(wanted, cases, window, by=by, internal=internal)
    everything = window == Window.everything(window.as_of)
    return {
        "window": {
            "start": None if everything else day(window.start),
            "end": day(window.end),
            "as_of": day(window.as_of),
        },
        "by": list(by),
        "internal": internal,
        "measurements": [
            measurement(one, known[one.indicator], say, zero_rows=zero_rows)
            for one in measured
        ],
    }


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """The measurements as a page."""
    yield from page(found, say)


def _window(start: date | None, until: date | None, as_of: date) -> Window:
    """The window of two printed days, both in it. Raises `WrongUse` for a wrong order."""
    everything = Window.everything(as_of)
    first = start or everything.start
    after = until + timedelta(days=1) if until else everything.end
    if after <= first:
        raise WrongUse(f"--until {until or as_of} lies before --from {first}")
    return Window(start=first, end=after, as_of=as_of)


def _that_allow(
    found: tuple[Definition, ...], by: tuple[str, ...], *, named: bool
) -> tuple[Definition, ...]:
    """Those that can be split so; where some were named, all of them must be."""
    allow = tuple(one for one in found if set(by) <= set(one.groupings))
    refuse = [one for one in found if one not in allow]
    if refuse and (named or not allow):
        fields = sorted({path for one in refuse for path in one.groupings})
        names = ", ".join(one.id for one in refuse) if named else "no indicator"
        raise WrongUse(
            f"{names} cannot be split by {', '.join(by)};"
            f" possible: {', '.join(fields) or 'nothing'}"
        )
    return allow


@click.command(short_help="Measure how well promises are kept over many cases.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--from", "start", type=Day(), metavar="DATE", help="The first day.")
@click.option("--until", type=Day(), metavar="DATE", help="The last day.")
@click.option(
    "--as-of", type=Day(), metavar="DATE", help="The day of knowledge; else today."
)
@click.option(
    "--by", multiple=True, metavar="FIELD", help="Split by a field; may be repeated."
)
@click.option(
    "--zero-rows",
    is_flag=True,
    help="Show the declared rows of a table that are empty.",
)
@click.option(
    "--internal", is_flag=True, help="Withhold nothing; for those who may see everyone."
)
@store_option
@language_option
@json_option
@click.pass_obj
def command(
    app: App,
    *,
    ids: tuple[str, ...],
    start: date | None,
    until: date | None,
    as_of: date | None,
    by: tuple[str, ...],
    zero_rows: bool,
    internal: bool,
    store: str | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Measure all indicators, or each ID, over all cases.

    A value that few people stand behind is withheld, and with it every total from which
    it could be worked out.
    """
    say = app.speaker(languages)
    window = _window(start, until, as_of or app.today)
    wanted = _that_allow(definitions(app.host, ids), by, named=bool(ids))
    with app.reading(store) as unit:
        found = document(
            wanted,
            counted("cases measured:", unit.cases.stream()),
            window,
            say,
            by=by,
            zero_rows=zero_rows,
            internal=internal,
        )
    app.show(found, draw, say, as_json=as_json)
    return FINE
