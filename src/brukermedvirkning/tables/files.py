"""Writing tables as CSV with their description: one file a table, a case at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from brukermedvirkning.tables.flatten import Flattener, Values, chosen
from brukermedvirkning.tables.layout import Table, layout
from brukermedvirkning.tables.package import DESCRIPTOR, descriptor

__all__ = ["Sink", "csv_sink", "write_csv", "write_tables"]


class Sink(Protocol):
    """Takes the rows of one table, in their order."""

    def write(self, values: Values) -> None:
        """Take one row."""


Opener: TypeAlias = Callable[[Table, Path], Any]
"""Opens the file of a table: a context manager that gives a `Sink`."""


def write_csv(
    cases: Iterable[Any],
    folder: Path,
    *,
    columns: Collection[str] | None = None,
    ids: bool = False,
) -> int:
    """Write cases as CSV files with `datapackage.json`; returns how many cases.

    UTF-8, comma, a header of column names; an empty cell is a missing value, several
    codes of one cell stand as a JSON array. `columns` names those that are wanted. With
    `ids` the ids of cases and participants are written too.
    """
    return write_tables(
        cases, folder, "csv", csv_sink, chosen(layout().values(), columns, ids=ids)
    )


def write_tables(
    cases: Iterable[Any],
    folder: Path,
    ending: str,
    opener: Opener,
    tables: Collection[Table],
) -> int:
    """Write the rows of cases to a file for each table, in the memory of one case."""
    flattener = Flattener(tables)
    readers: set[str | None] = set()
    with ExitStack() as open_files:
        sinks: dict[str, Sink] = {
            table.name: open_files.enter_context(
                opener(table, folder / f"{table.name}.{ending}")
            )
            for table in tables
        }
        for case in cases:
            before = flattener.cases
            for name, values in flattener.rows(case):
                sinks[name].write(values)
            if flattener.cases > before:
                readers.add(case.origin.reader)
    text = descriptor(tables, ending, readers)
    (folder / DESCRIPTOR).write_text(text, "utf-8")
    return flattener.cases


@contextmanager
def csv_sink(table: Table, path: Path) -> Iterator[Sink]:
    """A CSV file of a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.names)
        yield _CsvSink(writer.writerow)


class _CsvSink:
    def __init__(self, write_row: Callable[[Iterable[Any]], Any]) -> None:
        self._write_row = write_row

    def write(self, values: Values) -> None:
        """Write one row as text."""
        self._write_row([_cell(value) for value in values])


def _cell(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case list():
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        case _:
            return value
