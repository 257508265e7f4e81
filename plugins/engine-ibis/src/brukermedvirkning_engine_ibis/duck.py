"""The engine on DuckDB: embedded, on one machine."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

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

LOT = 100_000
"""How many cases are counted at once where there are more."""

_CASTS = {
    Form.BOOL: "CAST({0} AS BOOLEAN)",
    Form.INT: "CAST({0} AS BIGINT)",
    Form.TEXT: "{0}",
    Form.DATE: "CAST({0} AS DATE) - DATE '0001-12-31 (BC)'",
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
        with (
            laid_out(cases, plan.sources, definitions) as folder,
            _connected() as connection,
        ):
            tables = _declared(connection, folder, plan, definitions)
            return _counted(connection, plan, given, tables, [None])

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
        with _connected() as connection:
            lots, complete = _surveyed(connection, self.folder)
            plan = make_plan(tuple(definitions), tuple(by), "duckdb", complete=complete)
            given = literals_of(plan.known, definitions, window, parameters, "duckdb")
            tables = _declared(connection, self.folder, plan, definitions)
            return _counted(connection, plan, given, tables, lots)


Lot: TypeAlias = tuple[int, int] | None
"""The numbers of the first and the last case; None is all of them."""


def _counted(
    connection: Any,
    plan: Plan,
    given: Literals,
    tables: Mapping[str, str],
    lots: Sequence[Lot],
) -> Counter[Key]:
    """The counts of the cases of all lots, which are counted side by side."""
    if len(lots) == 1:
        return _counted_lot(connection, plan, given, tables, lots[0])
    # Each lot has a thread of its own, and they know of what was read of the files.
    connection.execute("SET threads = 1")

    def count(lot: Lot) -> Counter[Key]:
        with closing(connection.cursor()) as own:
            return _counted_lot(own, plan, given, tables, lot)

    with ThreadPoolExecutor(_threads()) as pool:
        return sum(pool.map(count, lots), Counter())


def _counted_lot(
    connection: Any, plan: Plan, given: Literals, tables: Mapping[str, str], lot: Lot
) -> Counter[Key]:
    from brukermedvirkning_engine_ibis.reading import counted

    where = "" if lot is None else f' WHERE "{KEY}" BETWEEN {lot[0]} AND {lot[1]}'
    for name, sql in tables.items():
        connection.execute(f"CREATE TEMP VIEW {_quoted(name)} AS {sql}{where}")
    for name in plan.ordered:
        _check_order(connection, name)
    for name, made, view in plan.made:
        kind = "VIEW" if view else "TABLE"
        made_of = made.filled(given)
        connection.execute(f"CREATE TEMP {kind} {_quoted(name)} AS {made_of}")
    return counted(plan, given, lambda sql: connection.execute(sql).fetchall())


def _surveyed(connection: Any, folder: Path) -> tuple[list[Lot], bool]:
    """The lots that the cases are counted in, and whether all of them carry everything.

    What is counted adds up over any split of the cases. A lot fits into the memory that
    is near.
    """
    source = _file(folder, CASE)
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
        return [None], bool(complete)
    size = -(-(last - first + 1) // parts)
    starts = range(first, last + 1, size)
    return [(start, start + size - 1) for start in starts], bool(complete)


def _threads() -> int:
    """How many things this machine does at once."""
    return os.cpu_count() or 1


def _check_order(connection: Any, name: str) -> None:
    """Raises `StoreError` for rows that do not stand by case and place in the case.

    What stands before a row is looked for in the row before it, so that rows in another
    order would be counted wrongly without a word.
    """
    ((sorted_rows,),) = connection.execute(
        "SELECT bool_and(c > c0 OR (c = c0 AND p >= p0)) FROM ("  # noqa: S608 - see above
        f'SELECT "{KEY}" AS c, "{ORDER}" AS p, lag("{KEY}") OVER () AS c0,'
        f' lag("{ORDER}") OVER () AS p0 FROM {_quoted(name)})'
    ).fetchall()
    if sorted_rows is False:
        raise StoreError(
            f"the rows of {name} do not stand by {KEY} and {ORDER}; sort them so, or"
            " export the tables anew"
        )


@contextmanager
def _connected() -> Iterator[Any]:
    """A database in memory; what does not fit goes into a folder that is gone afterwards."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="brukermedvirkning-") as place:
        connection = duckdb.connect(
            config={
                "threads": _threads(),
                "temp_directory": place,
                "autoinstall_known_extensions": False,
                "enable_external_file_cache": False,
            }
        )
        try:
            connection.execute("SET GLOBAL parquet_metadata_cache = true")
            yield connection
        finally:
            connection.close()


def _declared(
    connection: Any, folder: Path, plan: Plan, definitions: Sequence[Definition]
) -> dict[str, str]:
    """For each table how its file is read, with days as numbers. Raises `StoreError`."""
    tables = layout(definitions[0].schema)
    found = {}
    for name, columns in plan.sources.items():
        source = _file(folder, name)
        check_columns(folder, name, columns, _columns(connection, source))
        forms = {column.name: column.form for column in tables[name].columns}
        read = ", ".join(
            f"{_read(one, forms.get(one, Form.INT), source)} AS {_quoted(one)}"
            for one in columns
        )
        found[name] = f"SELECT {read} FROM {source}"  # noqa: S608 - see above
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
