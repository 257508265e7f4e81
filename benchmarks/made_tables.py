"""Made-up cases as the analytic tables, without making the cases: a million in minutes.

What the columns of a row say is asked of the library's own `Flattener`, once for each
sort of row; what differs from row to row (id, days, neighbours) is reckoned for all rows
at once. `refuse_difference` holds the outcome beside what the library itself writes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from draws import (
    FIRST,
    KINDS,
    LONGEST,
    SEED,
    UNITS,
    Drawn,
    Lot,
    Numbers,
    changed_on,
    lots,
)
from made_cases import bare_case, made_cases, row_id
from made_rows import sample

from brukermedvirkning.domain.case import row_kinds
from brukermedvirkning.tables import (
    DESCRIPTOR,
    Column,
    Flattener,
    Form,
    Table,
    Take,
    chosen,
    descriptor,
    layout,
)
from brukermedvirkning_engine_ibis.parquet import write_parquet

ROW_GROUP = 122_880
"""Rows that are read at once: what DuckDB itself writes."""
EPOCH = date(1970, 1, 1).toordinal()
TYPES = {
    Form.BOOL: pa.bool_(),
    Form.INT: pa.int64(),
    Form.DATE: pa.date32(),
    Form.TEXT: pa.string(),
    Form.MANY: pa.list_(pa.string()),
}
Fill: TypeAlias = Callable[[Drawn, Lot], Any]
"""Gives one column for the rows of a lot."""


def write_made_tables(count: int, folder: Path, seed: int = SEED) -> None:
    """Write so many made-up cases as Parquet, all tables and columns but the ids."""
    tables = chosen(layout().values())
    fills = {table.name: _fills(table, seed) for table in tables}
    with ExitStack() as files:
        writers: dict[str, pq.ParquetWriter] = {}
        for lot in lots(count, seed):
            for table in tables:
                made = _table(table, fills[table.name], lot, seed)
                if table.name not in writers:
                    path = folder / f"{table.name}.parquet"
                    # Without the schema of Arrow a reader sees text, and no dictionary.
                    writers[table.name] = files.enter_context(
                        pq.ParquetWriter(
                            path, made.schema, compression="zstd", store_schema=False
                        )
                    )
                writers[table.name].write_table(made, row_group_size=ROW_GROUP)
    text = descriptor(tables, "parquet", [None])
    (folder / DESCRIPTOR).write_text(text, "utf-8")


def refuse_difference(count: int, seed: int = SEED) -> None:
    """Raise where the tables are not those that the library writes of the same cases."""
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        write_made_tables(count, Path(one), seed)
        write_parquet(made_cases(count, seed), Path(other))
        for path in sorted(Path(other).iterdir()):
            if path.suffix != ".parquet":
                same = path.read_bytes() == (Path(one) / path.name).read_bytes()
            else:
                made = pq.read_table(Path(one) / path.name)
                same = made.cast(pq.read_schema(path)).equals(pq.read_table(path))
            if not same:
                message = f"{path.name} is not what the library writes"
                raise RuntimeError(message)


def _table(table: Table, fills: dict[str, Fill], lot: Lot, seed: int) -> pa.Table:
    drawn = _drawn(table, lot, seed)
    return pa.table({name: fill(drawn, lot) for name, fill in fills.items()})


def _drawn(table: Table, lot: Lot, seed: int) -> Drawn:
    if table.kind == "case":
        numbers = np.arange(lot.cases)
        units = (lot.first + numbers) % UNITS
        return Drawn(numbers, np.zeros_like(numbers), lot.start, units)
    none = np.zeros(0, np.int64)
    drawn = lot.rows.get(table.kind, Drawn(none, none, none, none))
    if not table.field:
        return drawn
    there = np.array(
        [bool(getattr(row, table.field)) for row in sample(table.kind, seed, FIRST)]
    )
    kept = there[drawn.sort]
    return Drawn(drawn.case[kept], drawn.place[kept], drawn.day[kept], drawn.sort[kept])


def _fills(table: Table, seed: int) -> dict[str, Fill]:
    """How each column of a table is filled."""
    fills: dict[str, Fill] = {"case": lambda rows, lot: lot.first + rows.case + 1}
    if "row" in table.keys:
        fills["row"] = lambda rows, _: rows.place + 1
    if "period" in table.keys:
        fills["period"] = lambda rows, _: np.ones_like(rows.case)
    own = attrs.evolve(
        table,
        columns=tuple(one for one in table.columns if one.take is not Take.NEIGHBOUR),
    )
    values = list(zip(*_sampled(own, seed), strict=True))[len(table.keys) :]
    by_name = dict(zip((one.name for one in own.columns), values, strict=False))
    for column in table.columns:
        fills[column.name] = _fill(column, by_name.get(column.name, ()), by_name)
    return fills


def _sampled(table: Table, seed: int) -> list[tuple[Any, ...]]:
    """What a row of each sort says, all as of one day."""
    if table.kind == "case":
        whole = [bare_case(number, FIRST) for number in range(UNITS)]
    elif table.kind in KINDS:
        field = row_kinds()[table.kind]
        blank = bare_case(0, FIRST)
        whole = []
        for row in sample(table.kind, seed, FIRST):
            # The flattener asks for no more than the rows: a whole case would refuse
            # to name goals and decisions that it does not have.
            case = object.__new__(type(blank))
            for name in attrs.fields_dict(type(blank)):
                object.__setattr__(case, name, getattr(blank, name))
            object.__setattr__(case, field, (row,))
            whole.append(case)
    else:
        whole = []
    flattener = Flattener([table])
    found = []
    for case in whole:
        rows = [values for _, values in flattener.rows(case)]
        blank_row = (None,) * (len(table.keys) + len(table.columns))
        found.append(rows[0] if rows else blank_row)
    return found


def _fill(
    column: Column, values: Sequence[Any], others: Mapping[str, Sequence[Any]]
) -> Fill:
    if column.take is Take.NEIGHBOUR:
        return _neighbour(column, others)
    if not values:
        return lambda _rows, _lot: pa.nulls(0, TYPES[column.form])
    if column.name == f"{column.path[0]}.id":
        ids = pa.array([row_id(column.path[0], place) for place in range(LONGEST)])
        return lambda rows, _: pa.DictionaryArray.from_arrays(
            rows.place.astype(np.int32), ids
        )
    if len({repr(value) for value in values}) == 1 and column.form is not Form.DATE:
        one = pa.scalar(values[0], TYPES[column.form])
        if column.form is not Form.TEXT:
            return lambda rows, _: pa.repeat(one, len(rows.case))
        if values[0] is None:
            return lambda rows, _: pa.nulls(len(rows.case), pa.string())
    match column.form:
        case Form.DATE:
            return _days(values)
        case Form.TEXT:
            return _texts(values)
        case _:
            whole = pa.array(values, TYPES[column.form])
            return lambda rows, _: whole.take(pa.array(rows.sort))


def _days(values: Sequence[Any]) -> Fill:
    """Days that lie as far from the day of the row as in the sample."""
    missing = np.array([value is None for value in values])
    after = np.array([0 if one is None else (one - FIRST).days for one in values])

    def fill(rows: Drawn, _: Lot) -> Any:
        found = (rows.day + after[rows.sort] - EPOCH).astype(np.int32)
        return pa.array(found, pa.date32(), mask=missing[rows.sort])

    return fill


def _texts(values: Sequence[Any]) -> Fill:
    known = sorted({value for value in values if value is not None})
    places = {value: place for place, value in enumerate(known)}
    missing = np.array([value is None for value in values])
    codes = np.array([places.get(value, 0) for value in values], np.int32)
    texts = pa.array(known, pa.string())

    def fill(rows: Drawn, _: Lot) -> Any:
        indices = pa.array(codes[rows.sort], mask=missing[rows.sort])
        return pa.DictionaryArray.from_arrays(indices, texts)

    return fill


def _neighbour(column: Column, others: Mapping[str, Sequence[Any]]) -> Fill:
    held = np.array([one is True for one in others.get("contact.is_held", ())])

    def since(rows: Drawn, before: Numbers, there: Any) -> Any:
        return pa.array(rows.day - rows.day[before], mask=~there)

    def fill(rows: Drawn, lot: Lot) -> Any:
        at = np.arange(len(rows.case))
        is_first = rows.place == 0
        match column.path[-1]:
            case "is_first":
                return pa.array(is_first)
            case "is_last":
                return pa.array(np.append(rows.case[1:] != rows.case[:-1], True)[at])
            case "days_since_previous":
                return since(rows, np.maximum(at - 1, 0), ~is_first)
            case "days_since_previous_held":
                last = np.maximum.accumulate(np.where(held[rows.sort], at, -1))
                before = np.append(-1, last)[at]
                return since(rows, np.maximum(before, 0), before >= at - rows.place)
            case "caseworker_changed":
                on = changed_on(lot.rows["team_member"], lot.cases)[rows.case]
                before = rows.day[np.maximum(at - 1, 0)]
                return pa.array((before < on) & (on <= rows.day), mask=is_first)
            case _:
                return pa.nulls(len(at), TYPES[column.form])

    return fill


def main(arguments: list[str]) -> None:
    """COUNT FOLDER: writes the tables; run as a process of its own."""
    write_made_tables(int(arguments[0]), Path(arguments[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
