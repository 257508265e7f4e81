"""Make docs/reference/tables.md from the tables: `python tools/tables_page.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from brukermedvirkning.tables import Column, Table, Take, layout, left_out

__all__ = ["PAGE", "page"]

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "tables.md"

HEAD = """# The tables

Cases laid out flat: one table for each kind of row, one of the cases, and one of the
pauses of interventions. `bmv export --format tables` writes them as CSV with a
[Data Package](https://datapackage.org/standard/) description, `--format tables.parquet`
as Parquet with the same description, where `brukermedvirkning-engine-ibis` is installed.

A column bears the name by which an expression asks for it. Where it is empty, the value
is unknown or there is none; beside each code that can be unknown `….recorded` holds the
code as recorded, so that *not asked* and *declined* stay apart. `….code.scheme` and
`….code.code` are the code of the source, `….is_known` says whether something is there
that is not written, `….size` how many there are. Several codes of one cell are a list
(in CSV a JSON array), as recorded. What an expression can derive is a column too:
`contact.is_held`.

`case` is a number that means nothing outside one set of tables, `row` the place of a row
among those of its kind in its case, from 1; the rows stand sorted by both, which is by
case, day and id. What was registered in error is left out: a case, a row, and with an
enrolment the rows that name it. What the source of a case has a place for stands in
`case.origin.carries.everything` and `case.origin.carries.paths`.

Names, free texts, instants and ids of people are never written. The ids of cases and
participants and the digest of the source are written only with `--set ids=yes`. Rows
keep their own ids, which others of the case refer to: where these are those of the
source system, the tables can be joined with it, and must be guarded like it. A few
columns together may point to one person in any case: the tables are for those who may
see everybody.

Facts about neighbours are written once: the days since the row before and, of contacts,
since the last one that was held; whether the caseworker or the coordinating caseworker
is another than on the day of the contact before (cover is no change, and where nobody is
known by an id it is unknown); whether a row is the first or the last.

Made from the classes of the domain.

```python
from brukermedvirkning.tables import layout

contact = layout()["contact"]
assert "contact.form.recorded" in contact.names
assert contact.keys == ("case", "row")
```
"""

SHARED = """
## In every table of rows

`case`, `row`, and with the name of the kind for `….`:

| column | type | what it shows |
|---|---|---|
"""

TABLE = """
## {name}

{keys}

| column | type | what it shows |
|---|---|---|
"""


def _own_name(table: Table, column: Column) -> str:
    return column.name.removeprefix(f"{table.name}.")


def _shared() -> dict[str, Column]:
    """The columns that every kind of row has, by their name without the kind."""
    kinds = [table for table in layout().values() if table.rows and not table.field]
    common = set.intersection(
        *({_own_name(table, column) for column in table.columns} for table in kinds)
    )
    first = kinds[0]
    return {
        _own_name(first, column): column
        for column in first.columns
        if _own_name(first, column) in common
    }


def _line(name: str, column: Column) -> str:
    words = {
        Take.RECORDED: "the code as recorded",
        Take.PRESENCE: "whether it is there",
        Take.MANY: "codes or ids as recorded",
        Take.SIZE: "how many there are",
    }
    says = column.says or words.get(column.take, "")
    if column.concepts is not None and column.take in (Take.VALUE, Take.MANY):
        says = f"`{column.concepts.__name__}`{', as recorded' if says else ''}"
    always = "" if column.nullable else ", always there"
    return f"| `{name}` | {column.form.value}{always} | {says} |\n"


def _section(table: Table, shared: set[str]) -> Iterator[str]:
    keys = ", ".join(f"`{key}`" for key in table.keys)
    yield TABLE.format(name=table.name, keys=f"Keys: {keys}.")
    for column in table.columns:
        if _own_name(table, column) not in shared or not table.rows:
            yield _line(column.name, column)
    hidden = [
        name
        for name in left_out(table)
        if not name.startswith(f"{table.name}.recorded.")
        and name.removeprefix(f"{table.name}.") not in ("extensions", "redactions")
    ]
    if hidden:
        names = ", ".join(f"`{name}`" for name in hidden)
        yield f"\nNot written, or only whether or how many: {names}.\n"


def page() -> str:
    """The whole page."""
    shared = _shared()
    parts = [HEAD, SHARED, *(_line(f"….{name}", of) for name, of in shared.items())]
    for table in layout().values():
        parts += _section(table, set(shared))
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
