"""Tables of jobindsats.dk (API v3) as figures to compare with: no case, no person.

A reply is JSON with `columns`, the names, and `rows`, lists of cells in their order; a byte
order mark before it is known. What a name of an area or a group is in the API stands in
the metadata of the table: dimensions, their hierarchies, levels and values. Nothing is
asked for here: the caller has the bytes.

An empty cell is not known, for the service withholds small numbers, and from how many on
it does was not found; it is never a zero.
Source: users of the API on GitHub (streamlit-jobindsats-dashboard and others).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

import attrs

from brukermedvirkning.errors import DocumentError, Fault, UnknownNameError

__all__ = ["Cell", "Metadata", "Table", "Value", "read_metadata", "read_table"]

Cell: TypeAlias = str | int | Decimal | None
"""A word, a figure, or None where the service gives none."""

_FIGURE = re.compile(
    r"-?[0-9]+"
    r"|-?[0-9]{1,3}(?:\.[0-9]{3}){2,}"  # 1.234.567; 1.234 alone may be a fraction
    r"|-?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+),[0-9]+"
)
_ONE_FIGURE = "a figure that can be read in one way only"
_NOTHING = ("", "-", ".", "..")
"""What stands where the service gives no figure, as its users met it."""


@attrs.frozen(kw_only=True)
class Table:
    """A reply: the names of its columns, and its rows, each as long as they."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def column(self, name: str) -> tuple[Cell, ...]:
        """The cells of a column. Raises `UnknownNameError`."""
        place = self._place(name)
        return tuple(row[place] for row in self.rows)

    def where(self, **cells: Cell) -> Table:
        """The rows with these cells: `where(Område="Aalborg")`. Raises `UnknownNameError`."""
        return self.such({**cells})

    def such(self, cells: Mapping[str, Cell]) -> Table:
        """The rows with these cells, for names that are no words of Python."""
        places = {self._place(name): cell for name, cell in cells.items()}
        kept = tuple(
            row
            for row in self.rows
            if all(row[place] == cell for place, cell in places.items())
        )
        return attrs.evolve(self, rows=kept)

    def figure(self, name: str) -> int | Decimal | None:
        """The one figure of a column with one row; None where the service gives none.

        Figures written as Danish text (`1.234,5`) are read too; `1.234` is not, for its
        users read it in two ways. Raises `DocumentError` where there is not one row, or
        what it holds is no figure, and `UnknownNameError`.
        """
        cells = self.column(name)
        if len(cells) != 1:
            found = f"{len(cells)} rows"
            raise DocumentError((Fault(field=name, found=found, expected="one row"),))
        figure = _figure(cells[0])
        if isinstance(figure, str):
            where = f"rows[0][{self._place(name)}]"
            found = f"text of length {len(figure)}"
            raise DocumentError(
                (Fault(where=where, field=name, found=found, expected=_ONE_FIGURE),)
            )
        return figure

    def _place(self, name: str) -> int:
        if name not in self.columns:
            raise UnknownNameError("column", name, self.columns)
        return self.columns.index(name)


@attrs.frozen(kw_only=True)
class Value:
    """A value of a hierarchy: what a query names it by, what it is called, its level."""

    id: str
    name: str
    level: int


@attrs.frozen(kw_only=True)
class Metadata:
    """The values that each hierarchy of each dimension of a table may take."""

    dimensions: Mapping[str, Mapping[str, tuple[Value, ...]]]

    def values(self, dimension: str, hierarchy: str) -> tuple[Value, ...]:
        """The values of a hierarchy, level by level. Raises `UnknownNameError`."""
        if dimension not in self.dimensions:
            raise UnknownNameError("dimension", dimension, tuple(self.dimensions))
        found = self.dimensions[dimension]
        if hierarchy not in found:
            raise UnknownNameError("hierarchy", hierarchy, tuple(found))
        return found[hierarchy]

    def value_id(self, dimension: str, hierarchy: str, name: str) -> str:
        """What a query names a value by, such as a municipality. Raises `UnknownNameError`."""
        values = self.values(dimension, hierarchy)
        for value in values:
            if value.name == name:
                return value.id
        raise UnknownNameError("value", name, tuple(value.name for value in values))


def read_table(content: bytes, name: str = "") -> Table:
    """The table of a reply. Raises `DocumentError` with every fault and its place.

    `name` is what faults call the reply. A figure keeps every digit that was sent.
    """
    document = _json(content, name)
    columns, rows = _list(document, "columns", name), _list(document, "rows", name)
    faults = [
        Fault(source=name, where=f"columns[{place}]", expected="a name of a column")
        for place, column in enumerate(columns)
        if type(column) is not str or not column
    ]
    if not faults and len(set(columns)) < len(columns):
        faults.append(Fault(source=name, where="columns", expected="each name once"))
    for place, row in enumerate(rows):
        faults += _faults_of(row, place, len(columns), name)
    if faults:
        raise DocumentError(tuple(faults))
    return Table(columns=tuple(columns), rows=tuple(map(tuple, rows)))


def read_metadata(content: bytes, name: str = "") -> Metadata:
    """The metadata of a table. Raises `DocumentError` with the place of the first fault."""
    document = _json(content, name)
    found: dict[str, dict[str, tuple[Value, ...]]] = {}
    for where, dimension in _tables(document, "dimensions", "", name):
        hierarchies = found.setdefault(
            _text(dimension, "dimension_id", where, name), {}
        )
        for below, hierarchy in _tables(dimension, "hierarchies", where, name):
            key = _text(hierarchy, "hierarchy_id", below, name)
            hierarchies[key] = tuple(_values(hierarchy, below, name))
    return Metadata(dimensions=found)


def _values(hierarchy: dict[str, Any], where: str, name: str) -> Iterator[Value]:
    levels = _tables(hierarchy, "levels", where, name)
    for number, (below, level) in enumerate(levels, start=1):
        for place, value in _tables(level, "values", below, name):
            yield Value(
                id=_text(value, "value_id", place, name),
                name=_text(value, "value_name", place, name),
                level=number,
            )


def _json(content: bytes, name: str) -> dict[str, Any]:
    """The object of a reply, its fractions exact."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _wrong(name, "", "encoding", "other bytes", "text in UTF-8") from None
    try:
        document = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        place = (
            f"line {error.lineno}, column {error.colno}"
            if isinstance(error, json.JSONDecodeError)
            else ""
        )
        found = "nothing" if not text.strip() else "text that is no JSON"
        raise _wrong(name, place, "reply", found, "JSON") from None
    if not isinstance(document, dict):
        raise _wrong(name, "", "reply", "another value", "an object")
    return document


def _no_number(_: str) -> Any:
    raise ValueError("not a number of JSON")


def _list(table: dict[str, Any], key: str, name: str, where: str = "") -> list[Any]:
    value = table.get(key)
    if not isinstance(value, list):
        found = "nothing" if value is None else "another value"
        raise _wrong(name, where, key, found, "a list")
    return value


def _tables(
    table: dict[str, Any], key: str, where: str, name: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a list, each with its place."""
    for number, one in enumerate(_list(table, key, name, where)):
        place = f"{where}.{key}[{number}]".removeprefix(".")
        if not isinstance(one, dict):
            raise _wrong(name, place, key, "another value", "an object")
        yield place, one


def _text(table: dict[str, Any], key: str, where: str, name: str) -> str:
    value = table.get(key)
    if type(value) is not str or not value:
        found = "nothing" if value in (None, "") else "another value"
        raise _wrong(name, where, key, found, "a text")
    return value


def _faults_of(row: Any, place: int, width: int, name: str) -> Iterator[Fault]:
    """What is wrong with a row: its length, or a cell that is no word and no figure."""
    where = f"rows[{place}]"
    if not isinstance(row, list):
        yield Fault(source=name, where=where, expected="a list of cells")
    elif len(row) != width:
        found = f"a row of length {len(row)}"
        expected = f"a cell for each column, {width} in all"
        yield Fault(source=name, where=where, found=found, expected=expected)
    else:
        for number, cell in enumerate(row):
            if cell is not None and type(cell) not in (str, int, Decimal):
                expected = "a word, a figure, or nothing"
                yield Fault(source=name, where=f"{where}[{number}]", expected=expected)


def _figure(cell: Cell) -> Cell:
    """A figure that was written as Danish text; anything else as it is."""
    if not isinstance(cell, str):
        return cell
    text = "".join(cell.split())
    if text in _NOTHING:
        return None
    if not _FIGURE.fullmatch(text):
        return cell
    number = text.replace(".", "").replace(",", ".")
    return Decimal(number) if "." in number else int(number)


def _wrong(
    source: str, where: str, field: str, found: str, expected: str
) -> DocumentError:
    fault = Fault(
        source=source, where=where, field=field, found=found, expected=expected
    )
    return DocumentError((fault,))
