"""The folder of tables that an engine reads, and what it says of what is not there."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from brukermedvirkning.errors import StoreError
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.tables import chosen, layout
from brukermedvirkning_engine_ibis.parquet import write_parquet

__all__ = ["check_columns", "laid_out", "no_table"]


@contextmanager
def laid_out(
    cases: Iterable[Any],
    sources: Mapping[str, Sequence[str]],
    definitions: Sequence[Definition],
) -> Iterator[Path]:
    """Some tables and columns of cases, in a folder of its own that is gone afterwards."""
    tables = layout(definitions[0].schema)
    columns = {name for names in sources.values() for name in names}
    wanted = chosen((tables[name] for name in sources), columns)
    with tempfile.TemporaryDirectory(prefix="brukermedvirkning-") as place:
        folder = Path(place)
        write_parquet(cases, folder, tables=wanted)
        yield folder


def no_table(folder: object, name: str) -> StoreError:
    """The error for a table that is asked for and is not there."""
    return StoreError(f"{folder}: no table {name} (neither Parquet nor CSV)")


def check_columns(
    folder: object, name: str, columns: Iterable[str], there: Collection[str]
) -> None:
    """Raises `StoreError` for the first column of a table that is not there."""
    for column in columns:
        if column not in there:
            raise StoreError(
                f"{folder}: the table {name} has no column {column!r};"
                " export the cases anew (with ids, if it is one)"
            )
