"""`bmv import`: files, folders or standard input into the store, every fault told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs
import click

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import collections
from brukermedvirkning.domain.concepts import ActorKind
from brukermedvirkning.ports import Store
from brukermedvirkning.services import (
    ImportReport,
    OnError,
    import_sources,
)
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINDINGS, FINE
from brukermedvirkning_cli.files import check_new, gathered, sources
from brukermedvirkning_cli.options import (
    as_settings,
    json_option,
    language_option,
    set_option,
    store_option,
)
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.progress import progress
from brukermedvirkning_cli.rejected import write_rejects
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["command", "document", "draw", "imported"]

IMPORTER = Actor(kind=ActorKind.SYSTEM)
"""Who writes down what is imported: nobody knows which person ran the command."""


def imported(
    app: App,
    store: Store,
    paths: tuple[Path, ...],
    *,
    format_id: str | None = None,
    settings: Mapping[str, str] | None = None,
    on_error: OnError = OnError.KEEP_GOOD,
) -> ImportReport:
    """Import the paths; progress is shown where somebody looks at it."""
    inputs = gathered(paths)
    with progress("cases read:") as tell:
        return import_sources(
            app.host,
            store,
            sources(inputs),
            format=format_id,
            options=settings or {},
            on_error=on_error,
            by=IMPORTER,
            clock=app.clock,
            on_case=tell,
        )


def document(report: ImportReport, store: Store) -> Document:
    """The report, with how many rows of each kind its new and updated cases hold."""
    return {
        "read": report.read,
        "kept": report.kept,
        "rejected": report.rejected,
        "refused": report.refused,
        "warnings": [attrs.asdict(notice) for notice in report.notices],
        "faults": [attrs.asdict(fault) for fault in report.faults],
        "cases": list(report.cases),
        "added": list(report.added),
        "updated": list(report.updated),
        "unchanged": list(report.unchanged),
        "rows": _rows(store, (*report.added, *report.updated)),
    }


def _rows(store: Store, cases: tuple[str, ...]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    with store.begin() as unit:
        for case_id in cases:
            case = unit.cases.get(case_id)
            counts.update({name: len(getattr(case, name)) for name in collections()})
    return {name: counts[name] for name in collections() if counts[name]}


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """The counts, what came of each case, what is worth knowing, the faults."""
    yield say.word("import.counts", **found)
    if found["refused"]:
        yield say.word("import.refused")
    for kind in ("added", "updated", "unchanged"):
        for case in found[kind]:
            yield say.word(f"import.{kind}", case=case)
    for name, count in found["rows"].items():
        kind = say.named("rows", name)
        yield "  " + say.word("import.rows", count=count, kind=kind)
    if found["warnings"]:
        yield say.word("import.warnings")
        for notice in found["warnings"]:
            yield f"  {_place(notice)}: {notice['found']}"
            yield f"      {notice['note']}"
    if found["faults"]:
        yield say.word("import.faults")
        for fault in found["faults"]:
            said = f"found {fault['found']}; " if fault["found"] else ""
            yield f"  {_place(fault)}: {said}expected {fault['expected']}"


def _place(one: Mapping[str, str]) -> str:
    return ", ".join(filter(None, (one["source"], one["where"], one["field"])))


@click.command(short_help="Read files, folders or standard input into the store.")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH...",
    type=click.Path(exists=True, allow_dash=True, path_type=Path),
)
@click.option(
    "--format", "format_id", metavar="ID", help="The format; else it is recognised."
)
@set_option
@store_option
@click.option(
    "--on-error",
    type=click.Choice([str(choice) for choice in OnError]),
    default=str(OnError.KEEP_GOOD),
    show_default=True,
    help="What to do with an input that has faults.",
)
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write what was rejected to this new file, to be mended and imported again;"
    " to one for each format where there are several.",
)
@language_option
@json_option
@click.pass_obj
def command(
    app: App,
    *,
    paths: tuple[Path, ...],
    format_id: str | None,
    settings: tuple[str, ...],
    store: str | None,
    on_error: str,
    rejects: Path | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Read files, folders (all files in them) or standard input (-) into the store.

    The same content again changes nothing; new rows of a known source are an update.
    Ends with 1 where something was rejected or is of no known format.
    """
    told = as_settings(settings)
    if rejects is not None:
        check_new(rejects)
    with app.store(store) as opened:
        report = imported(
            app,
            opened,
            paths,
            format_id=format_id,
            settings=told,
            on_error=OnError(on_error),
        )
        found = document(report, opened)
    if rejects is not None:
        write_rejects(app, report, rejects)
    app.show(found, draw, app.speaker(languages), as_json=as_json)
    return FINDINGS if report.rejected or report.faults else FINE
