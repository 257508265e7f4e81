"""The weeks of a row of DREAM: one column a week, three digits in it or nothing.

Nothing in a week means that no benefit was paid in it. A week without a column is not
told of, which is another thing. Whose row it is stays with the caller: a row is read by
its columns of weeks alone, and no other column is looked at.
Source: DREAM, version of June 2015 (docplayer.dk/3576558); a table of its statuses in a
public SQL file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import attrs

from brukermedvirkning.domain.record import PERSONAL
from brukermedvirkning.errors import DocumentError, Fault

__all__ = ["COLUMN", "Row", "Week", "read_rows", "week_of", "weeks_of"]

COLUMN = r"y_(?P<year>[0-9]{2}|[0-9]{4})(?P<week>[0-9]{2})"
"""How a column of a week is called: an assumption of ours, to be set by the caller.

The year in two or four digits, then the week. Weeks are taken to be those of ISO 8601,
which is an assumption too.
"""

_CODE = re.compile(r"[0-9]{3}")
_FIRST_YEAR = 91
"""The register begins in the middle of 1991, so a year below 91 is of this century."""


@attrs.frozen(order=True)
class Week:
    """One week, known by its Monday."""

    monday: date

    @classmethod
    def of(cls, year: int, number: int) -> Week:
        """A week of ISO 8601. Raises `ValueError` for one that the year does not have."""
        return cls(date.fromisocalendar(year, number, 1))

    @property
    def next(self) -> Week:
        """The week after."""
        return Week(self.monday + timedelta(days=7))


@attrs.frozen(kw_only=True)
class Row:
    """One row: the code of each week that it tells of, None where no benefit was paid.

    `line` says where it stood. Whose it is is not read.
    """

    line: int
    weeks: Mapping[Week, str | None] = attrs.field(repr=False, metadata=PERSONAL)


def week_of(column: str, pattern: str = COLUMN) -> Week | None:
    """The week that a column is of, or None where it is of none.

    Raises `ValueError` for a week that its year does not have.
    """
    match = re.fullmatch(pattern, column.strip(), re.IGNORECASE)
    if match is None:
        return None
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += 1900 if year >= _FIRST_YEAR else 2000
    return Week.of(year, int(match["week"]))


def weeks_of(
    cells: Mapping[str, str | None], pattern: str = COLUMN
) -> Mapping[Week, str | None]:
    """The code of each week that some columns tell of, in the order of the weeks.

    A code may lack the zeros before it. Raises `DocumentError` with every column that is
    of no week that exists, or that holds anything but a code.
    """
    faults: list[Fault] = []
    found: dict[Week, str | None] = {}
    for column, cell in cells.items():
        try:
            week = week_of(column, pattern)
        except ValueError:
            faults.append(Fault(field=column, expected="a week that its year has"))
            continue
        if week is None:
            continue
        code = _code(cell or "")
        if code is None:
            said = f"text of length {len(cell or '')}"
            faults.append(
                Fault(field=column, found=said, expected="three digits, or nothing")
            )
        elif week in found:
            faults.append(Fault(field=column, expected="one column for a week"))
        else:
            found[week] = code or None
    if faults:
        raise DocumentError(tuple(faults))
    return {week: found[week] for week in sorted(found)}


def _code(cell: str) -> str | None:
    """The three digits of a cell, "" for nothing, None for anything else."""
    text = cell.strip().removesuffix(".0")
    if text in ("", "."):
        return ""
    code = text.zfill(3)
    return code if text.isascii() and _CODE.fullmatch(code) else None


def read_rows(
    content: bytes, *, delimiter: str = ";", pattern: str = COLUMN
) -> Iterator[Row | Fault]:
    """The rows of a table one by one, and for each bad column of a row a fault.

    The table is text in UTF-8 with the names of its columns in the first line. A row with
    a fault gives no `Row`, for a spell must not be cut by a code that nobody could read.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield Fault(field="encoding", found="other bytes", expected="text in UTF-8")
        return
    table = csv.reader(io.StringIO(text), delimiter=delimiter)
    names = next(table, [])
    if not any(re.fullmatch(pattern, name.strip(), re.IGNORECASE) for name in names):
        yield Fault(where="line 1", field="columns", expected="a column of a week")
        return
    for cells in table:
        where = f"line {table.line_num}"
        if not cells:
            continue
        if len(cells) != len(names):
            found = f"a row of length {len(cells)}"
            expected = f"a cell for each column, {len(names)} in all"
            yield Fault(where=where, field="row", found=found, expected=expected)
            continue
        try:
            named = dict(zip(names, cells, strict=True))
            yield Row(line=table.line_num, weeks=weeks_of(named, pattern))
        except DocumentError as error:
            yield from (attrs.evolve(fault, where=where) for fault in error.faults)
