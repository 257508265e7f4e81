"""The sides of a comparison: each counts the twelve over the tables of a folder.

Every side gives the counts of the library, key by key, so that they can be told equal
before any time is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from by_hand import BY_HAND
from common import WINDOW

from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.tally import Key

TWELVE = tuple(one for one in BUILT_IN if one.id in BY_HAND)
THREADS = 2
USED = ("case", "contact", "enrolment", "intervention", "intervention.pauses")
"""The tables that the twelve ask for."""

Counts: TypeAlias = Counter[Key]
Rows = Iterable[tuple[str, str, Any, Any]]


def counts_of(rows: Rows) -> Counts:
    """Counts out of indicator, label, value and how often."""
    counts: Counts = Counter()
    for indicator, label, value, times in rows:
        if times:
            counts[Key(indicator, (), label, int(value))] += int(times)
    return counts


def ours(folder: Path) -> Counts:
    return _tally(TWELVE, folder)


def ours_all(folder: Path) -> Counts:
    """Every built-in indicator."""
    return _tally(BUILT_IN, folder)


def _tally(definitions: Any, folder: Path) -> Counts:
    from brukermedvirkning_engine_ibis.duck import DuckDB

    return DuckDB().over(folder).tally(definitions, WINDOW)


@contextmanager
def _connected(folder: Path) -> Iterator[Any]:
    import duckdb

    connection = duckdb.connect(config={"threads": THREADS})
    try:
        for name in USED:
            source = f"read_parquet('{folder / name}.parquet')"
            connection.execute(f'CREATE VIEW "{name}" AS SELECT * FROM {source}')
        yield connection
    finally:
        connection.close()


def _dated(sql: str) -> str:
    for name in ("start", "end", "as_of"):
        sql = sql.replace(f"{{{name}}}", getattr(WINDOW, name).isoformat())
    return sql


def naive_sql(folder: Path) -> Counts:
    import naive_sql as sql

    window = _dated(sql.WINDOW)

    def rows(connection: Any) -> Rows:
        for indicator, query in sql.NAIVE.items():
            answer = connection.execute(f"WITH {window}, {query}").fetchall()
            yield from ((indicator, *row) for row in answer)

    with _connected(folder) as connection:
        return counts_of(rows(connection))


def good_sql(folder: Path) -> Counts:
    import good_sql as sql

    with _connected(folder) as connection:
        for made in sql.MADE:
            connection.execute(_dated(made))
        return counts_of(connection.execute(sql.ASKED).fetchall())


def polars(folder: Path) -> Counts:
    import with_polars

    return counts_of(with_polars.twelve(folder, WINDOW))


def pandas(folder: Path) -> Counts:
    import with_pandas

    return counts_of(with_pandas.twelve(folder, WINDOW))


OURS, NAIVE, GOOD, POLARS, PANDAS = (
    "our engine on DuckDB",
    "DuckDB SQL, naive",
    "DuckDB SQL, good",
    "Polars, lazy",
    "pandas",
)
WHOLE_SET = "our engine, all built-in"
SIDES: dict[str, Callable[[Path], Counts]] = {
    OURS: ours,
    NAIVE: naive_sql,
    GOOD: good_sql,
    POLARS: polars,
    PANDAS: pandas,
    WHOLE_SET: ours_all,
}
