"""`bmv demo`: a real published log, from its text to its indicators, through every layer.

The log is that of the LOG page of the Empowerment project's slides. It is kept for as
long as the command runs and nowhere else.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import click

from brukermedvirkning.domain.case import Case
from brukermedvirkning.ports import Store
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.asked import Asked, counts_cases
from brukermedvirkning.services import (
    definitions,
    known_programmes,
    measure_together,
)
from brukermedvirkning_cli.checked import document as check
from brukermedvirkning_cli.checked import page as check_page
from brukermedvirkning_cli.commands import import_, indicators, show
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE, Failed
from brukermedvirkning_cli.measured import document as measured
from brukermedvirkning_cli.options import json_option, language_option
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["LAST_DAY", "LOG", "command", "document", "draw"]

LOG = "empowerment_log.txt"
FORMAT = "dk.star.log"
NAMES = {"case": "empowerment-log", "participant": "somebody"}
"""What to call the case and the participant; of what was so, nothing is added."""
LAST_DAY = date(2016, 4, 26)
"""The last day that the log tells of; the case is judged as of it."""


def document(app: App, say: Speaker) -> Document:
    """What each command would tell of the log, by the name of the command."""
    if FORMAT not in app.host.readers:
        raise Failed(
            "the demonstration reads a Danish log: install the plugin"
            " brukermedvirkning-denmark"
        )
    data = files("brukermedvirkning_cli").joinpath("data", LOG)
    with as_file(data) as log, tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{(Path(folder) / 'demo.db').as_posix()}"
        with app.store(url) as store:
            return _told(app, store, log, say)


def _told(app: App, store: Store, log: Path, say: Speaker) -> Document:
    report = import_.imported(app, store, (log,), format_id=FORMAT, settings=NAMES)
    read = import_.document(report, store)
    with store.begin() as unit:
        programmes = known_programmes(app.host, unit)
        cases = tuple(unit.cases.stream())
    return {
        "import": read,
        "show": [show.document(case, say, on=LAST_DAY, cut=True) for case in cases],
        "check": check.document(app, cases, say, on=LAST_DAY, programmes=programmes),
        "indicators": _measured_document(app, cases, say),
    }


def _measured_document(app: App, cases: Iterable[Case], say: Speaker) -> Document:
    """What is asked of cases; nothing is withheld, and no programme's aim is compared."""
    asked = Asked(
        definitions=tuple(filter(counts_cases, definitions(app.host))),
        windows=(Window.everything(LAST_DAY),),
    )
    return measured.document(
        asked, measure_together(asked, cases, internal=True), say, None
    )


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """The pages of the commands, one after the other."""
    yield from _headed("import", say)
    yield from import_.draw(found["import"], say)
    yield ""
    yield from _headed("show", say)
    for case in found["show"]:
        yield from show.draw(case, say)
    yield ""
    yield from _headed("check", say)
    yield from check_page.draw(found["check"], say)
    yield ""
    yield from _headed("indicators", say)
    yield from _measured(found["indicators"], say)


def _measured(found: Document, say: Speaker) -> Iterator[Block]:
    """The indicators that have a value, and the names of those that have none."""
    told = found["measurements"]
    undefined = [one["indicator"] for one in told if one["undefined"]]
    defined = [one for one in told if not one["undefined"]]
    yield from indicators.draw({**found, "measurements": defined}, say)
    if undefined:
        yield ""
        yield say.word("demo.undefined", names=", ".join(undefined))


def _headed(name: str, say: Speaker) -> Iterator[Block]:
    heading = say.word(f"demo.{name}")
    yield heading
    yield "=" * len(heading)


@click.command(short_help="Lead a real case from its log to its indicators.")
@language_option
@json_option
@click.pass_obj
def command(app: App, *, languages: tuple[str, ...], as_json: bool) -> int:
    """Lead a real published log through import, show, check and indicators.

    Nothing is kept: the store is a file that goes with the command.
    """
    say = app.speaker(languages)
    app.show(document(app, say), draw, say, as_json=as_json)
    return FINE
