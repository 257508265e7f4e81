"""`bmv copy`: the participant's own complete copy, and by name what it leaves out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from brukermedvirkning.rules.access import ParticipantsCopy, Withheld
from brukermedvirkning.services import copy_for_participant, readings_of
from brukermedvirkning_cli.case.readings import reading_facts, readings_table
from brukermedvirkning_cli.case.telling import lines, told
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE
from brukermedvirkning_cli.files import check_new, write_new
from brukermedvirkning_cli.options import json_option, language_option, store_option
from brukermedvirkning_cli.output import Document, Output
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["command", "document", "draw"]


class Made(NamedTuple):
    """A copy, and of which case it is: the copy itself may not be let to say."""

    case: str
    copy: ParticipantsCopy


def document(found: Made) -> Document:
    """Every field of every row, what is withheld with its ground, and who has read."""
    return found.copy.as_json()


def draw(found: Made, say: Speaker) -> Iterator[Block]:
    """The same for reading on paper."""
    copy = found.copy
    yield say.word("copy.title", case=found.case, day=copy.view.on)
    yield ""
    yield from lines(told(copy.view, say))
    yield ""
    yield say.word("copy.withheld")
    if not copy.withheld:
        yield f"  {say.word('copy.nothing-withheld')}"
    for one in copy.withheld:
        yield f"  {_withheld(one, say)}"
    yield ""
    yield say.word("copy.access")
    readings = reading_facts(readings_of(copy.log, names=True), say)
    yield from readings_table(readings, say)


def _withheld(one: Withheld, say: Speaker) -> str:
    places = {
        "kind": say.kind(one.kind),
        "id": one.id,
        "ground": one.ground,
        "source": one.source,
    }
    if one.part is None:
        return say.word("copy.row", **places)
    return say.word("copy.part", part=one.part.replace("_", " "), **places)


def _write(found: Made, say: Speaker, out: Output, *, as_json: bool) -> None:
    if as_json:
        out.json(document(found))
    else:
        out.text(draw(found, say))


@click.command(short_help="Give the participant their own complete copy of a case.")
@click.argument("case_id", metavar="CASE")
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it to this new file, readable by you alone; else to standard output.",
)
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
    path: Path | None,
    names: bool,
    store: str | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Give the participant their own complete copy of a case.

    What it leaves out is named, with the ground on which it is withheld. That it was
    made stands in the log. The JSON is for taking along, the text for reading.
    """
    if path is not None:
        check_new(path)
    with app.reading(store) as unit:
        copy = copy_for_participant(
            app.host, unit, case_id, at=app.clock.now(), names=names
        )
    found, say = Made(case_id, copy), app.speaker(languages)
    if path is None:
        _write(found, say, app.out, as_json=as_json)
        return FINE
    page = io.StringIO()
    _write(found, say, Output(page), as_json=as_json)
    write_new(path, page.getvalue())
    app.out.text([say.word("copy.done", path=path)])
    return FINE
