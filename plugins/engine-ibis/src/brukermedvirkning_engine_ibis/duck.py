"""The engine on DuckDB: embedded, on one machine."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from brukermedvirkning.errors import StoreError
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.tally import Key, Settings
from brukermedvirkning.tables import Form, Table, chosen, layout
from brukermedvirkning_engine_ibis.parquet import write_parquet

__all__ = ["DuckDB", "DuckDBTables"]

_ARROW_TYPES = {
    "boolean": "BOOLEAN",
    "int64": "BIGINT",
    "string": "VARCHAR",
    "array<boolean>": "BOOLEAN[]",
    "array<int64>": "BIGINT[]",
    "array<string>": "VARCHAR[]",
}
_CASTS = {
    Form.BOOL: "CAST({0} AS BOOLEAN)",
    Form.INT: "CAST({0} AS BIGINT)",
    Form.TEXT: "{0}",
    Form.DATE: "(CAST({0} AS DATE) - DATE '0001-01-01') + 1",
    Form.MANY: "{0}",
}
"""How a column is read; days are counted as Python's ordinals are."""


@attrs.frozen
class DuckDB:
    """Counts indicators in SQL on DuckDB.

    Over cases it first lays out what the definitions need of them, in a folder of its
    own that is gone afterwards; over tables that were exported it reads these.
    """

    id: str = attrs.field(default="duckdb", init=False)

    def tally(
        self,
        definitions: Sequence[Definition],
        cases: Iterable[Any],
        window: Window,
        parameters: Settings | None = None,
        by: Sequence[str] = (),
    ) -> Counter[Key]:
        """How often each key occurs among the cases: what the reference engine gives.

        Raises `DefinitionError` as the reference engine does.
        """
        from brukermedvirkning_engine_ibis.plan import make_plan

        if not definitions:
            return Counter()
        plan = make_plan(tuple(definitions), tuple(by))
        tables = layout(definitions[0].schema)
        columns = {name for names in plan.sources.values() for name in names}
        wanted = chosen((tables[name] for name in plan.sources), columns)
        with tempfile.TemporaryDirectory(prefix="brukermedvirkning-") as place:
            folder = Path(place)
            write_parquet(cases, folder, tables=wanted)
            return self.over(folder).tally(definitions, window, parameters, by)

    def over(self, folder: Path) -> DuckDBTables:
        """The engine over the tables of a folder, Parquet or CSV."""
        return DuckDBTables(folder)


@attrs.frozen
class DuckDBTables:
    """Counts indicators over the tables of a folder."""

    folder: Path

    def tally(
        self,
        definitions: Sequence[Definition],
        window: Window,
        parameters: Settings | None = None,
        by: Sequence[str] = (),
    ) -> Counter[Key]:
        """How often each key occurs among the cases of the tables.

        Raises `StoreError` where a table or a column is missing that is asked for,
        `DefinitionError` as the reference engine does.
        """
        from brukermedvirkning_engine_ibis.plan import make_plan
        from brukermedvirkning_engine_ibis.reading import counted
        from brukermedvirkning_engine_ibis.settings import settings_of

        if not definitions:
            return Counter()
        plan = make_plan(tuple(definitions), tuple(by))
        row = settings_of(plan.window, definitions, window, parameters)
        tables = layout(definitions[0].schema)
        with _connected() as connection:
            for name, columns in plan.sources.items():
                _declare(connection, self.folder, tables[name], columns)
            places = ", ".join(
                f"CAST(? AS {_ARROW_TYPES[kind]}) AS {_quoted(name)}"
                for name, kind in plan.window.items()
            )
            connection.execute(
                f"CREATE TEMP TABLE {_quoted('window')} AS SELECT {places}",
                list(row.values()),
            )
            for name, sql, view in plan.made:
                kind = "VIEW" if view else "TABLE"
                connection.execute(f"CREATE TEMP {kind} {_quoted(name)} AS {sql}")
            return counted(plan, lambda sql: connection.execute(sql).fetchall())


@contextmanager
def _connected() -> Iterator[Any]:
    """A database in memory; what does not fit goes into a folder that is gone afterwards."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="brukermedvirkning-") as place:
        connection = duckdb.connect(
            config={
                "temp_directory": place,
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
            }
        )
        try:
            yield connection
        finally:
            connection.close()


def _declare(
    connection: Any, folder: Path, table: Table, columns: Sequence[str]
) -> None:
    """A view of a table's file, with days as numbers. Raises `StoreError`."""
    source = _file(folder, table.name)
    relation = connection.execute(f"SELECT * FROM {source} LIMIT 0")  # noqa: S608 - see above
    there = {column[0] for column in relation.description}
    for name in columns:
        if name not in there:
            raise StoreError(
                f"{folder}: the table {table.name} has no column {name!r};"
                " export the cases anew (with ids, if it is one)"
            )
    forms = {column.name: column.form for column in table.columns}
    read = ", ".join(
        f"{_read(name, forms.get(name, Form.INT), source)} AS {_quoted(name)}"
        for name in columns
    )
    connection.execute(
        f"CREATE TEMP VIEW {_quoted(table.name)} AS SELECT {read} FROM {source}"  # noqa: S608 - see above
    )


def _file(folder: Path, name: str) -> str:
    """How the file of a table is read. Raises `StoreError`."""
    for ending, options in (("parquet", ""), ("csv", _CSV)):
        path = folder / f"{name}.{ending}"
        if path.is_file():
            where = str(path).replace("'", "''")
            return f"read_{ending}('{where}'{options})"
    raise StoreError(f"{folder}: no table {name} (neither Parquet nor CSV)")


_CSV = ", header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"'"


def _read(name: str, form: Form, source: str) -> str:
    column = _quoted(name)
    if form is Form.MANY and source.startswith("read_csv"):
        return f"from_json({column}, '[\"VARCHAR\"]')"
    return _CASTS[form].format(column)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
