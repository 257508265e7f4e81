"""`bmv export`: cases in another format, into a private file or on standard output."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

import click
from click.core import ParameterSource

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.ports import FolderWriter, ResultsWriter, Writer
from brukermedvirkning.services import logged_whole, measurable
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE
from brukermedvirkning_cli.files import STDIN as STDOUT
from brukermedvirkning_cli.files import new_folder, replacing
from brukermedvirkning_cli.options import (
    as_settings,
    json_option,
    language_option,
    set_option,
    store_option,
)
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.progress import counted
from brukermedvirkning_cli.reader import OPERATOR, purpose_option
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["command", "document", "draw"]

Writing: TypeAlias = Callable[[Writer, Iterable[Case]], int]
Reading: TypeAlias = Callable[[Writing], int]

_IN_MEMORY = 1_000_000
"""How many bytes wait in memory before they wait in a file."""


def document(
    format_id: str, path: Path, cases: int | None, *, results: bool
) -> Document:
    """What was written, and where; `cases` were written, or measured for `results`.

    Where tables were counted nobody knows of how many cases they are.
    """
    return {
        "format": format_id,
        "path": str(path),
        "results": results,
        "cases": cases,
    }


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """One line."""
    if found["cases"] is None:
        yield say.word("export.of-tables", path=found["path"])
        return
    word = "export.measured" if found["results"] else "export.done"
    yield say.word(word, count=found["cases"], path=found["path"])


@click.command(short_help="Write cases, or results, in another format.")
@click.argument("path", type=click.Path(allow_dash=True, path_type=Path))
@click.option(
    "--format", "format_id", metavar="ID", required=True, help="The format to write."
)
@purpose_option
@set_option
@store_option
@language_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    path: Path,
    format_id: str,
    purpose: str,
    settings: tuple[str, ...],
    store: str | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Write all cases, or what they say, to PATH, or to standard output (-).

    The file is readable by its owner alone, and takes the place of an older one only
    when it is whole. A format of several files makes a new folder, or one ZIP file on
    standard output. Each case is in the log as read, by whoever has the store; where
    what is written are results, nothing of a case is, and none is read.
    """
    app: App = ctx.obj
    to_stdout = str(path) == STDOUT
    if to_stdout and as_json:
        raise click.UsageError("--json and - both want standard output")
    told, tables = as_settings(settings), False
    writer = app.host.writer(format_id)
    if isinstance(writer, ResultsWriter):
        if ctx.get_parameter_source("purpose") is ParameterSource.COMMANDLINE:
            raise click.UsageError("--purpose is of readings: results read no case")
        tables = writer.counts_tables(told)
        if tables and store is not None:
            raise click.UsageError(
                "tables are counted, and no store is: without --store"
            )
        read = _of_tables(app, writer) if tables else _measured(app, store, writer)
    else:
        read = _cases(app, store, writer, purpose)
    if to_stdout:
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as held:
            read(lambda by, cases: by.write(cases, held, told))  # type: ignore[arg-type]
            held.seek(0)
            shutil.copyfileobj(held, sys.stdout.buffer)
        return FINE
    if isinstance(writer, FolderWriter):
        with new_folder(path) as folder:
            written = read(
                lambda by, cases: _folder(by).write_folder(cases, folder, told)
            )
    else:
        with replacing(path) as file:
            written = read(lambda by, cases: by.write(cases, file, told))
    found = document(
        format_id,
        path,
        None if tables else written,
        results=isinstance(writer, ResultsWriter),
    )
    app.show(found, draw, app.speaker(languages), as_json=as_json)
    return FINE


def _folder(writer: Writer) -> FolderWriter:
    assert isinstance(writer, FolderWriter)
    return writer


def _cases(app: App, store: str | None, writer: Writer, purpose: str) -> Reading:
    """Reads all cases; handed on only once the readings are in the log."""

    def read(write: Writing) -> int:
        with app.reading(store) as unit:
            cases = logged_whole(
                unit,
                counted("cases written:", unit.cases.stream()),
                by=OPERATOR,
                at=app.clock.now(),
                purpose=Purpose(purpose),
            )
            return write(writer, cases)

    return read


def _measured(app: App, store: str | None, writer: ResultsWriter) -> Reading:
    """Counts all cases; nothing of a case is handed on, so that there is no reading."""

    def read(write: Writing) -> int:
        with app.reading(store) as unit:
            over = writer.over(measurable(app.host, unit))
            return write(over, counted("cases measured:", unit.cases.stream()))

    return read


def _of_tables(app: App, writer: ResultsWriter) -> Reading:
    """Counts exported tables; no store is opened."""

    def read(write: Writing) -> int:
        return write(writer.over(measurable(app.host)), ())

    return read
