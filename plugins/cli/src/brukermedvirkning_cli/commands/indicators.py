"""`bmv indicators`: measurements with all their parts; small groups are withheld."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import click

from brukermedvirkning.domain.case import Case
from brukermedvirkning.host import Host
from brukermedvirkning.ports import Engine
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.reading import definitions_from
from brukermedvirkning.services import definitions, engine, measure
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE, WrongUse
from brukermedvirkning_cli.measured.document import measurement
from brukermedvirkning_cli.measured.page import page
from brukermedvirkning_cli.measured.tables import over
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
    counting: Engine | None = None,
) -> Document:
    """All measurements, in the order of the indicators and their groups."""
    known = {definition.id: definition for definition in wanted}
    measured = measure(wanted, cases, window, by=by, internal=internal, engine=counting)
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


def _wanted(
    host: Host, ids: tuple[str, ...], group: str | None, file: Path | None
) -> tuple[Definition, ...]:
    """Those named, those of a group, those of a file, or all that are installed.

    A name means the definition in the file where there is one of that name.
    """
    own = {one.id: one for one in (definitions_from(file) if file else ())}
    of_group = host.indicators_of(group) if group else ()
    if ids or not (own or of_group):
        named = [name for name in ids if name not in own]
        of_group += definitions(host, named) if named or not ids else ()
    mine = {name: own[name] for name in ids if name in own} if ids else own
    return tuple({**{one.id: one for one in of_group}, **mine}.values())


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
    "--group", metavar="ID", help="The indicators of a ready group, in its order."
)
@click.option(
    "--definitions",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Indicators of your own, as TOML.",
)
@click.option(
    "--zero-rows",
    is_flag=True,
    help="Show the declared rows of a table that are empty.",
)
@click.option(
    "--internal", is_flag=True, help="Withhold nothing; for those who may see everyone."
)
@click.option(
    "--engine",
    "engine_id",
    default="python",
    metavar="ID",
    help="What counts: python, interpreter, or a plugin's; python if not said.",
)
@click.option(
    "--tables",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Count exported tables and not the store, with an engine that can.",
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
    group: str | None,
    file: Path | None,
    zero_rows: bool,
    internal: bool,
    engine_id: str,
    tables: Path | None,
    store: str | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Measure all indicators, or each ID, over all cases.

    A value that few people stand behind is withheld, and with it as many others as it
    takes that nobody can work it out.
    """
    say = app.speaker(languages)
    window = _window(start, until, as_of or app.today)
    counting = engine(app.host, engine_id)
    chosen = _wanted(app.host, ids, group, file)
    wanted = _that_allow(chosen, by, named=bool(ids))
    shown = partial(document, by=by, zero_rows=zero_rows, internal=internal)
    if tables is not None:
        found = shown(wanted, (), window, say, counting=over(counting, tables))
    else:
        with app.reading(store) as unit:
            cases = counted("cases measured:", unit.cases.stream())
            found = shown(wanted, cases, window, say, counting=counting)
    app.show(found, draw, say, as_json=as_json)
    return FINE
