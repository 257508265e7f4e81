"""The description of the tables: a Data Package with Table Schemas, version 2.

Source: https://datapackage.org/standard/, "Data Package" and "Table Schema".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.expressions.types import Kind, Schema, Type
from brukermedvirkning.tables.layout import (
    CASE,
    IDS,
    KEY,
    ORDER,
    Column,
    Form,
    Table,
    Take,
)

__all__ = ["DESCRIPTOR", "PROFILE", "describe", "descriptor", "left_out"]

DESCRIPTOR = "datapackage.json"
"""The name of the file that describes the others."""

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_KEYS = {
    KEY: "number of the case; it means nothing outside these tables",
    ORDER: "place of the row among those of its kind in its case, from 1",
    "period": "place of the period among those of its row, from 1",
}
_TAKEN = {
    Take.RECORDED: "the code as recorded, those that say that nothing is known included",
    Take.PRESENCE: "whether it is there; what it says is not in these tables",
    Take.MANY: "the codes or ids as recorded, in their order",
    Take.SIZE: "how many there are",
}


def descriptor(
    tables: Iterable[Table], ending: str, readers: Iterable[str | None]
) -> str:
    """The content of `datapackage.json`, for files with this ending.

    `readers` are those that brought the cases, None for cases kept by the library.
    """
    written = list(tables)
    document = {
        "$schema": PROFILE,
        "name": "brukermedvirkning",
        "title": "Cases laid out flat, sorted by case and day",
        "sources": [
            {"title": reader or "cases kept by brukermedvirkning"}
            for reader in sorted(set(readers), key=lambda one: one or "")
        ],
        "resources": [_resource(table, ending) for table in written],
    }
    if not document["sources"]:
        del document["sources"]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table, ending: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            *(
                _field(name, Form.INT, _KEYS[name], required=True)
                for name in table.keys
            ),
            *map(_of_column, table.columns),
        ],
        "primaryKey": list(table.keys),
    }
    if table.kind != CASE:
        whole = CASE if not table.field else table.kind
        keys = [KEY] if not table.field else [KEY, ORDER]
        schema["foreignKeys"] = [
            {"fields": keys, "reference": {"resource": whole, "fields": keys}}
        ]
    if ending == "csv":
        schema["missingValues"] = [""]
    found = {
        "name": table.name,
        "path": f"{table.name}.{ending}",
        "type": "table",
        "format": ending,
        "schema": schema,
    }
    withheld = {*left_out(table), *(IDS if table.kind == CASE else ())}
    if withheld - {*table.names}:
        found["leftOut"] = sorted(withheld - {*table.names})
    return found


def _of_column(column: Column) -> dict[str, Any]:
    field = _field(
        column.name, column.form, describe(column), required=not column.nullable
    )
    if column.concepts is not None and column.form is Form.TEXT:
        known = [
            str(member)
            for member in column.concepts
            if column.take is Take.RECORDED or not member.is_unknown
        ]
        field.setdefault("constraints", {})["enum"] = known
    return field


def describe(column: Column) -> str:
    """What a column shows, beyond its name; empty where the name says it all."""
    return column.says or _TAKEN.get(column.take, "")


def _field(name: str, form: Form, says: str, *, required: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": form.value}
    if says:
        field["description"] = says
    if required:
        field["constraints"] = {"required": True}
    return field


@cache
def left_out(table: Table) -> tuple[str, ...]:
    """The fields of a table's rows of which at most the presence is written."""
    if table.field:
        return ()
    schema = Schema(Case)
    return tuple(_closed(schema, (table.kind,), schema.root(table.kind)))


def _closed(schema: Schema, path: tuple[str, ...], at: Type) -> Iterator[str]:
    for name, found in (schema.fields(path, at) or {}).items():
        place = (*path, name)
        if found.personal or found.kind is Kind.CLOSED:
            yield ".".join(place)
        elif found.kind is Kind.RECORD:
            yield from _closed(schema, place, found)
        elif found.kind is Kind.CODE and found.coded:
            yield ".".join((*place, "code", "label"))
        elif found.kind is Kind.MANY and _is_hidden(found.of):
            yield ".".join(place)


def _is_hidden(entry: Type) -> bool:
    """Whether of several such records only the number is written."""
    return entry.kind is Kind.RECORD and entry.of is not Period
