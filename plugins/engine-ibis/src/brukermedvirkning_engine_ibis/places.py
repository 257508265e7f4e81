"""Where a path of the language stands in the tables: which columns it is made of.

Days are whole numbers here, counted as `date.toordinal` counts them: what loads the
tables turns them, so that no SQL ever reckons with dates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import attrs

from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.expressions.nodes import (
    Fold,
    Lit,
    Node,
    Op,
    Raw,
    Ref,
    inside,
)
from brukermedvirkning.rules.expressions.nodes import walk as walk_nodes
from brukermedvirkning.rules.expressions.types import Kind, Schema, Type
from brukermedvirkning.tables import Form, Table, layout

__all__ = ["Places", "can", "nodes_in", "row_of"]


_ALWAYS = ("window", "param")
_TYPES = {
    Form.BOOL: "boolean",
    Form.INT: "int64",
    Form.DATE: "int64",
    Form.TEXT: "string",
    Form.MANY: "array<string>",
}


def can(path: str) -> str:
    """The column that says whether the source of the case has a place for a path."""
    return f"can.{path}"


def row_of(kind: str) -> str:
    """The column with the place of a row of a kind, in a frame of several kinds."""
    return f"row.{kind}"


def nodes_in(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes themselves and everything inside them."""
    for node in nodes:
        yield from walk_nodes(node)


@attrs.frozen
class Places:
    """The columns of the tables, by the paths of a schema with its parameters.

    Where the sources are `complete`, they have a place for everything, and no column is
    asked whether they do.
    """

    schema: Schema
    complete: bool = False
    tables: Mapping[str, Table] = attrs.field(init=False, repr=False)
    names: frozenset[str] = attrs.field(init=False, repr=False)

    @tables.default
    def _tables(self) -> Mapping[str, Table]:
        return layout(self.schema)

    @names.default
    def _names(self) -> frozenset[str]:
        return frozenset(
            column.name for table in self.tables.values() for column in table.columns
        )

    def types_of(self, table: str) -> dict[str, str]:
        """The types of a table's columns, the keys included."""
        found = self.tables[table]
        own = {column.name: _TYPES[column.form] for column in found.columns}
        return {**dict.fromkeys(found.keys, "int64"), **own}

    def type_of(self, path: tuple[str, ...]) -> Type:
        """The type at the end of a path."""
        return self.schema.resolve(path)

    def recorded(self, path: tuple[str, ...]) -> str:
        """The column of a code as recorded."""
        name = ".".join(path)
        beside = f"{name}.recorded"
        return beside if beside in self.names or path[0] == "param" else name

    def presence(self, path: tuple[str, ...]) -> str | None:
        """The column that says whether something is there; None where it always is."""
        for length in range(len(path), 1, -1):
            name = ".".join((*path[:length], "is_known"))
            if name in self.names:
                return name
        return None

    def needs_place(self, path: tuple[str, ...]) -> str | None:
        """What a source must carry for a field to be filled in; None for what it need not."""
        if self.complete or path[0] in _ALWAYS or len(path) < 2:
            return None
        owner: Any = self.schema.root(path[0]).of
        if path[1] not in {field.name for field in attrs.fields(owner)}:
            return None
        return path[1] if path[0] == "case" else ".".join(path[:2])

    def columns(self, node: Node) -> Iterator[str]:
        """The columns that a node itself may need, of the case, a row or the window."""
        match node:
            case Ref(path):
                yield from self._of_path(path)
            case Raw(Ref(path)):
                yield self.recorded(path)
            case Op("carried", (Lit(path),)):
                yield can(str(path))
            case Fold() if not self.complete:
                yield can(node.row)
            case _:
                return

    def needed(
        self, nodes: Iterable[Node], kept: Mapping[Node, str], there: Collection[str]
    ) -> set[str]:
        """The columns that some nodes are made of.

        What is kept in a column that is there is not looked into.
        """
        found: set[str] = set()
        for node in nodes:
            name = kept.get(node)
            if name is not None and name in there:
                found.add(name)
            else:
                found.update(self.columns(node))
                found |= self.needed(inside(node), kept, there)
        return found

    def _of_path(self, path: tuple[str, ...]) -> Iterator[str]:
        name, found = ".".join(path), self.type_of(path)
        place = self.needs_place(path)
        if place is not None:
            yield can(place)
        if found.personal or found.kind in (Kind.CLOSED, Kind.RECORD):
            there = self.presence(path)
            if there is not None:
                yield there
        if found.kind is Kind.RECORD and found.of is Period:
            yield from (f"{name}.start", f"{name}.end")
        elif found.kind is Kind.MANY and path[0] != "param":
            yield from {name, f"{name}.size"} & self.names
        elif found.kind is Kind.MANY:
            yield from (name, f"{name}.unsure")
        elif not found.personal and found.kind not in (Kind.CLOSED, Kind.RECORD):
            yield name
