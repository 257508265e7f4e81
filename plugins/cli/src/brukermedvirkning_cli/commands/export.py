"""`bmv export`: cases in another format, into a private file or on standard output."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import click

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.ports import FolderWriter, Writer
from brukermedvirkning.services import logged_whole
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

_IN_MEMORY = 1_000_000
"""How many bytes wait in memory before they wait in a file."""


def document(format_id: str, path: Path, cases: int) -> Document:
    """What was written, and where."""
    return {"format": format_id, "path": str(path), "cases": cases}


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """One line."""
    yield say.word("export.done", count=found["cases"], path=found["path"])


@click.command(short_help="Write cases in another format.")
@click.argument("path", type=click.Path(allow_dash=True, path_type=Path))
@click.option(
    "--format", "format_id", metavar="ID", required=True, help="The format to write."
)
@purpose_option
@set_option
@store_option
@language_option
@json_option
@click.pass_obj
def command(
    app: App,
    *,
    path: Path,
    format_id: str,
    purpose: str,
    settings: tuple[str, ...],
    store: str | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Write all cases to PATH, or to standard output (-).

    The file is readable by its owner alone, and takes the place of an older one only
    when it is whole. A format of several files makes a new folder, or one ZIP file on
    standard output. Each case is in the log as read, by whoever has the store.
    """
    to_stdout = str(path) == STDOUT
    if to_stdout and as_json:
        raise click.UsageError("--json and - both want standard output")
    told = as_settings(settings)
    writer = app.host.writer(format_id)
    if to_stdout:
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as held:
            _write(app, store, writer, held, told, purpose)  # type: ignore[arg-type]
            held.seek(0)
            shutil.copyfileobj(held, sys.stdout.buffer)
        return FINE
    if isinstance(writer, FolderWriter):
        with new_folder(path) as folder:
            written = _read(
                app,
                store,
                purpose,
                lambda cases: writer.write_folder(cases, folder, told),
            )
    else:
        with replacing(path) as file:
            written = _write(app, store, writer, file, told, purpose)
    found = document(format_id, path, written)
    app.show(found, draw, app.speaker(languages), as_json=as_json)
    return FINE


def _write(
    app: App,
    store: str | None,
    writer: Writer,
    out: BinaryIO,
    told: Mapping[str, str],
    purpose: str,
) -> int:
    """Write all cases into one file and return how many."""
    return _read(app, store, purpose, lambda cases: writer.write(cases, out, told))


def _read(
    app: App, store: str | None, purpose: str, write: Callable[[Iterable[Case]], int]
) -> int:
    """Write all cases; handed on only once the readings are in the log."""
    with app.reading(store) as unit:
        return write(
            logged_whole(
                unit,
                counted("cases written:", unit.cases.stream()),
                by=OPERATOR,
                at=app.clock.now(),
                purpose=Purpose(purpose),
            )
        )
