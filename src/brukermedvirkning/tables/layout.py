"""Which tables and columns there are: read from the domain's own classes.

There is no second schema. The tables follow the types of the expression language, and a
column bears the name by which an expression asks for it: `contact.on`, `case.unit`,
`enrolment.exit.category`. What an expression may not see of a person is not written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.expressions.types import Kind, Schema, Type

__all__ = [
    "CASE",
    "EVERYTHING",
    "IDS",
    "KEY",
    "ORDER",
    "PATHS",
    "Column",
    "Form",
    "Table",
    "Take",
    "layout",
]

CASE = "case"
"""The kind of the table of cases, and the name of its key in every table."""
KEY = "case"
"""The number of a case within one set of tables: it means nothing outside it."""
ORDER = "row"
"""The place of a row among those of its kind in its case, from 1."""
IDS = ("case.id", "case.participant.id", "case.origin.content_hash")
"""What tells which case it is elsewhere; written only where the caller asks for it."""

EVERYTHING = "case.origin.carries.everything"
PATHS = "case.origin.carries.paths"
"""The two columns that tell what the source of a case has a place for."""


class Form(Enum):
    """What a column holds; the values are the types of Table Schema."""

    BOOL = "boolean"
    INT = "integer"
    DATE = "date"
    TEXT = "string"
    MANY = "array"


class Take(Enum):
    """What of a field a column shows."""

    VALUE = "value"
    RECORDED = "recorded"
    PRESENCE = "presence"
    MANY = "many"
    SIZE = "size"
    NEIGHBOUR = "neighbour"


@attrs.frozen(kw_only=True)
class Column:
    """One column: its name, what it holds, and the path of the field that it shows.

    `concepts` is the list that a code is from. `nullable` says that it may be empty.
    """

    name: str
    form: Form
    path: tuple[str, ...]
    take: Take = Take.VALUE
    nullable: bool = True
    concepts: type[Concept] | None = None
    says: str = ""


@attrs.frozen(kw_only=True)
class Table:
    """The rows of one kind, of all cases, sorted by case and place in the case.

    `rows` is the collection of a case that they stand in; empty for the cases
    themselves. A table with a `field` holds the periods of a field that has several.
    """

    name: str
    kind: str
    rows: str = ""
    field: str = ""
    columns: tuple[Column, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that tell a row from every other."""
        if self.kind == CASE:
            return (KEY,)
        return (KEY, ORDER, "period") if self.field else (KEY, ORDER)

    @property
    def names(self) -> tuple[str, ...]:
        """All columns in their order, the keys first."""
        return (*self.keys, *(column.name for column in self.columns))


_FORMS = {
    Kind.BOOL: Form.BOOL,
    Kind.INT: Form.INT,
    Kind.DATE: Form.DATE,
    Kind.TEXT: Form.TEXT,
    Kind.CODE: Form.TEXT,
}


def layout(schema: Schema | None = None) -> Mapping[str, Table]:
    """All tables of a schema by name; without one, those of the library's own cases."""
    return _layout(Case if schema is None else schema.case)


@cache
def _layout(case: type) -> Mapping[str, Table]:
    schema = Schema(case)
    tables = [_table(schema, CASE, "")]
    for kind, rows in schema.kinds.items():
        tables.append(_table(schema, kind, rows))
        tables += _periods(schema, kind, rows)
    return MappingProxyType({table.name: table for table in tables})


def _table(schema: Schema, kind: str, rows: str) -> Table:
    own = tuple(_columns(schema, (kind,), schema.root(kind)))
    beside = tuple(_neighbours(kind)) if rows else ()
    return Table(name=kind, kind=kind, rows=rows, columns=(*own, *beside))


def _columns(schema: Schema, path: tuple[str, ...], at: Type) -> Iterator[Column]:
    """What is written of a record, field by field."""
    for name, declared in (schema.fields(path, at) or {}).items():
        yield from _column(schema, (*path, name), declared, at.nullable)


def _column(
    schema: Schema, path: tuple[str, ...], declared: Type, above: bool
) -> Iterator[Column]:
    name, found = ".".join(path), declared.maybe(above)
    if found.kind is Kind.ROWS:
        return
    if name in IDS:
        yield Column(name=name, form=Form.TEXT, path=path, nullable=found.nullable)
        return
    if found.personal or found.kind is Kind.CLOSED:
        if declared.nullable:
            yield _presence(path)
        return
    match found.kind:
        case Kind.RECORD:
            if declared.nullable:
                yield _presence(path)
            yield from _columns(schema, path, found)
        case Kind.MANY:
            yield from _many(path, found)
        case Kind.CODE:
            yield from _code(schema, path, found)
        case _:
            yield Column(
                name=name,
                form=_FORMS[found.kind],
                path=path,
                nullable=found.nullable,
            )


def _presence(path: tuple[str, ...]) -> Column:
    """Whether something is there of which nothing else may be said here."""
    return Column(
        name=".".join((*path, "is_known")),
        form=Form.BOOL,
        path=path,
        take=Take.PRESENCE,
        nullable=False,
    )


def _code(schema: Schema, path: tuple[str, ...], found: Type) -> Iterator[Column]:
    """A code: what is known, beside it what was recorded, and the code of the source."""
    name, concepts = ".".join(path), found.of
    yield Column(
        name=name,
        form=Form.TEXT,
        path=path,
        nullable=found.nullable,
        concepts=concepts,
    )
    if any(member.is_unknown for member in concepts):
        yield Column(
            name=f"{name}.recorded",
            form=Form.TEXT,
            path=path,
            take=Take.RECORDED,
            concepts=concepts,
        )
    if found.coded:
        declared = schema.fields(path, found) or {}
        yield from _column(schema, (*path, "code"), declared["code"], found.nullable)


def _many(path: tuple[str, ...], found: Type) -> Iterator[Column]:
    """Several codes or ids stand in one column; of several records only how many."""
    name, entry = ".".join(path), found.of
    if entry.kind in (Kind.CODE, Kind.TEXT):
        yield Column(
            name=name,
            form=Form.MANY,
            path=path,
            take=Take.MANY,
            nullable=found.nullable,
            concepts=entry.of,
        )
    else:
        yield Column(
            name=f"{name}.size",
            form=Form.INT,
            path=path,
            take=Take.SIZE,
            nullable=found.nullable,
        )


def _neighbours(kind: str) -> Iterator[Column]:
    """Facts that need the row before: written once, so that nobody sorts for them."""
    yield _beside(kind, "days_since_previous", Form.INT, "days since the row before")
    if kind == "contact":
        yield _beside(
            kind,
            "days_since_previous_held",
            Form.INT,
            "days since the last contact before it that was held",
        )
        for role in ("caseworker", "coordinator"):
            yield _beside(
                kind,
                f"{role}_changed",
                Form.BOOL,
                f"whether the {role} is another than on the day of the contact before",
            )
    yield _beside(kind, "is_first", Form.BOOL, "whether no row stands before it")
    yield _beside(kind, "is_last", Form.BOOL, "whether no row stands after it")


def _beside(kind: str, name: str, form: Form, says: str) -> Column:
    return Column(
        name=f"{kind}.{name}",
        form=form,
        path=(kind, name),
        take=Take.NEIGHBOUR,
        nullable=not name.startswith("is_"),
        says=says,
    )


def _periods(schema: Schema, kind: str, rows: str) -> Iterator[Table]:
    """A table for each field that holds several periods, such as the pauses."""
    for name, found in (schema.fields((kind,), schema.root(kind)) or {}).items():
        if found.kind is Kind.MANY and found.of.of is Period:
            path = (kind, name)
            yield Table(
                name=".".join(path),
                kind=kind,
                rows=rows,
                field=name,
                columns=tuple(
                    Column(
                        name=".".join((*path, end)), form=Form.DATE, path=(*path, end)
                    )
                    for end in ("start", "end")
                ),
            )
