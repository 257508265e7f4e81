"""Writing the tables as Parquet, a batch of rows at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from brukermedvirkning.tables import Form, Table, chosen, layout, write_tables
from brukermedvirkning.tables.flatten import Values

__all__ = ["parquet_sink", "write_parquet"]

_BATCH = 10_000
"""How many rows wait in memory; a row group is a number of such batches."""


def write_parquet(
    cases: Iterable[Any],
    folder: Path,
    *,
    tables: Collection[Table] | None = None,
    ids: bool = False,
) -> int:
    """Write cases as Parquet files with `datapackage.json`; returns how many cases."""
    wanted = chosen(layout().values(), ids=ids) if tables is None else tables
    return write_tables(cases, folder, "parquet", parquet_sink, wanted)


@contextmanager
def parquet_sink(table: Table, path: Path) -> Iterator[_ParquetSink]:
    """A Parquet file of a table."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        Form.BOOL: pa.bool_(),
        Form.INT: pa.int64(),
        Form.DATE: pa.date32(),
        Form.TEXT: pa.string(),
        Form.MANY: pa.list_(pa.string()),
    }
    schema = pa.schema(
        [
            *(pa.field(name, pa.int64()) for name in table.keys),
            *(pa.field(column.name, types[column.form]) for column in table.columns),
        ]
    )
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        sink = _ParquetSink(schema, writer)
        yield sink
        sink.flush()


class _ParquetSink:
    def __init__(self, schema: Any, writer: Any) -> None:
        self._schema = schema
        self._writer = writer
        self._rows: list[Values] = []

    def write(self, values: Values) -> None:
        """Take one row; a full batch is written."""
        self._rows.append(values)
        if len(self._rows) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write the rows that wait."""
        import pyarrow as pa

        if self._rows:
            arrays = [
                pa.array(column, field.type)
                for column, field in zip(
                    zip(*self._rows, strict=True), self._schema, strict=True
                )
            ]
            self._writer.write_batch(
                pa.record_batch(arrays, schema=self._schema), row_group_size=_BATCH
            )
            self._rows = []
