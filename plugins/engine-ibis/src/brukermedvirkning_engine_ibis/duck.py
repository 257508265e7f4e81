"""The engine on DuckDB: embedded, on one machine."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from brukermedvirkning.errors import StoreError
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.tally import Key, Settings
from brukermedvirkning.tables import Form, layout
from brukermedvirkning.tables.layout import CASE, EVERYTHING, KEY, ORDER
from brukermedvirkning_engine_ibis.folder import check_columns, laid_out, no_table

if TYPE_CHECKING:
    from brukermedvirkning_engine_ibis.given import Literals
    from brukermedvirkning_engine_ibis.plan import Plan

__all__ = ["LOT", "DuckDB", "DuckDBTables"]

LOT = 50_000
"""How many cases are counted at once where there are more."""

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
        from brukermedvirkning_engine_ibis.given import literals_of
        from brukermedvirkning_engine_ibis.plan import make_plan

        if not definitions:
            return Counter()
        plan = make_plan(tuple(definitions), tuple(by), "duckdb")
        given = literals_of(plan.known, definitions, window, parameters, "duckdb")
        with laid_out(cases, plan.sources, definitions) as folder:
            tables = _declared(folder, plan, definitions)
            return _counted(plan, given, tables, threads=_threads())

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

        Raises `StoreError` where a table or a column is missing that is asked for and
        where rows are not sorted as the export sorts them, `DefinitionError` as the
        reference engine does.
        """
        from brukermedvirkning_engine_ibis.given import literals_of
        from brukermedvirkning_engine_ibis.plan import make_plan

        if not definitions:
            return Counter()
        lots, complete = _surveyed(self.folder)
        plan = make_plan(tuple(definitions), tuple(by), "duckdb", complete=complete)
        given = literals_of(plan.known, definitions, window, parameters, "duckdb")
        tables = _declared(self.folder, plan, definitions)
        if len(lots) == 1:
            return _counted(plan, given, tables, threads=_threads())
        with ThreadPoolExecutor(_threads()) as pool:
            count = partial(_counted, plan, given, tables, threads=1)
            return sum(pool.map(lambda lot: count(lot=lot), lots), Counter())


def _counted(
    plan: Plan,
    given: Literals,
    tables: Mapping[str, str],
    *,
    threads: int,
    lot: tuple[int, int] | None = None,
) -> Counter[Key]:
    """The counts of the cases, or of those with a number in the lot."""
    from brukermedvirkning_engine_ibis.reading import counted

    where = "" if lot is None else f' WHERE "{KEY}" BETWEEN {lot[0]} AND {lot[1]}'
    with _connected(threads) as connection:
        for name, sql in tables.items():
            connection.execute(f"CREATE TEMP VIEW {_quoted(name)} AS {sql}{where}")
        for name, made, view in plan.made:
            kind = "VIEW" if view else "TABLE"
            made_of = made.filled(given)
            connection.execute(f"CREATE TEMP {kind} {_quoted(name)} AS {made_of}")
        return counted(plan, given, lambda sql: connection.execute(sql).fetchall())


def _surveyed(folder: Path) -> tuple[list[tuple[int, int]], bool]:
    """The lots that the cases are counted in, and whether all of them carry everything.

    What is counted adds up over any split of the cases. A lot fits into the memory that
    is near, and the lots are counted side by side.
    """
    source = _file(folder, CASE)
    with _connected(1) as connection:
        there = _columns(connection, source)
        everything = (
            f"bool_and(CAST({_quoted(EVERYTHING)} AS BOOLEAN))"
            if EVERYTHING in there
            else "NULL"
        )
        number = f'CAST("{KEY}" AS BIGINT)'
        found = connection.execute(
            f"SELECT count(*), min({number}), max({number}),"  # noqa: S608 - see above
            f" {everything} FROM {source}"
        ).fetchone()
    count, first, last, complete = found
    parts = -(-count // LOT) if source.startswith("read_parquet") else 1
    if parts <= 1:
        return [(0, 0)], bool(complete)
    size = -(-(last - first + 1) // parts)
    starts = range(first, last + 1, size)
    return [(start, start + size - 1) for start in starts], bool(complete)


def _threads() -> int:
    """How many things this machine does at once."""
    return os.cpu_count() or 1


def _check_order(connection: Any, source: str, name: str) -> None:
    """Raises `StoreError` for rows that do not stand by case and place in the case.

    What stands before a row is looked for in the row before it, so that rows in another
    order would be counted wrongly without a word.
    """
    case, place = (f'CAST("{key}" AS BIGINT)' for key in (KEY, ORDER))
    ((sorted_rows,),) = connection.execute(
        f"SELECT bool_and(c > c0 OR (c = c0 AND p >= p0)) FROM (SELECT {case} AS c,"  # noqa: S608 - see above
        f" {place} AS p, lag({case}) OVER () AS c0, lag({place}) OVER () AS p0"
        f" FROM {source})"
    ).fetchall()
    if sorted_rows is False:
        raise StoreError(
            f"the rows of {name} do not stand by {KEY} and {ORDER}; sort them so, or"
            " export the tables anew"
        )


@contextmanager
def _connected(threads: int) -> Iterator[Any]:
    """A database in memory; what does not fit goes into a folder that is gone afterwards."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="brukermedvirkning-") as place:
        connection = duckdb.connect(
            config={
                "threads": threads,
                "temp_directory": place,
                "autoinstall_known_extensions": False,
            }
        )
        try:
            connection.execute("SET parquet_metadata_cache = true")
            yield connection
        finally:
            connection.close()


def _declared(
    folder: Path, plan: Plan, definitions: Sequence[Definition]
) -> dict[str, str]:
    """For each table how its file is read, with days as numbers. Raises `StoreError`."""
    tables = layout(definitions[0].schema)
    found = {}
    with _connected(1) as connection:
        for name, columns in plan.sources.items():
            source = _file(folder, name)
            check_columns(folder, name, columns, _columns(connection, source))
            forms = {column.name: column.form for column in tables[name].columns}
            read = ", ".join(
                f"{_read(one, forms.get(one, Form.INT), source)} AS {_quoted(one)}"
                for one in columns
            )
            found[name] = f"SELECT {read} FROM {source}"  # noqa: S608 - see above
            if ORDER in columns:
                _check_order(connection, source, name)
    return found


def _columns(connection: Any, source: str) -> frozenset[str]:
    relation = connection.execute(f"SELECT * FROM {source} LIMIT 0")  # noqa: S608 - see above
    return frozenset(column[0] for column in relation.description)


def _file(folder: Path, name: str) -> str:
    """How the file of a table is read. Raises `StoreError`."""
    for ending, options in (("parquet", ""), ("csv", _CSV)):
        path = folder / f"{name}.{ending}"
        if path.is_file():
            where = str(path).replace("'", "''")
            return f"read_{ending}('{where}'{options})"
    raise no_table(folder, name)


_CSV = ", header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"'"


def _read(name: str, form: Form, source: str) -> str:
    column = _quoted(name)
    if form is Form.MANY and source.startswith("read_csv"):
        return f"from_json({column}, '[\"VARCHAR\"]')"
    return _CASTS[form].format(column)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
