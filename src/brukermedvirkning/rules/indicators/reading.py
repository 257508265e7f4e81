"""Definitions read from TOML; all faults of a file are told, each with its place.

The keys are the fields of `Definition`, of its scoring, which `kind` names, and of its
parameters. Expressions are texts. Nothing in a file is run.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, get_type_hints

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.errors import DefinitionError, DefinitionFileError
from brukermedvirkning.rules.expressions.check import infer, of_carried
from brukermedvirkning.rules.expressions.nodes import Lit, Node, Op
from brukermedvirkning.rules.expressions.parse import parse
from brukermedvirkning.rules.expressions.roots import SCHEMA
from brukermedvirkning.rules.expressions.signatures import expect
from brukermedvirkning.rules.expressions.types import Schema, nearest
from brukermedvirkning.rules.indicators.checks import check_grouping, check_seen
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter, type_of
from brukermedvirkning.rules.indicators.plain_values import READ, code_lists, member
from brukermedvirkning.rules.indicators.scoring import NAMES, Side

__all__ = ["definitions_from", "read_definitions"]

Table = Mapping[str, Any]

_SPLIT = "groupings"
_NAMED = ("order", "wanted", "censoring")
"""Keys that hold members of the category's list."""


def definitions_from(
    path: Path | Traversable, schema: Schema = SCHEMA
) -> tuple[Definition, ...]:
    """The definitions of a TOML file, which may be a resource of a package.

    Raises `DefinitionFileError` that tells every fault of the file.
    """
    try:
        written = path.read_bytes().decode()
    except UnicodeDecodeError:
        raise DefinitionFileError((f"{path.name}: not a text in UTF-8",)) from None
    return read_definitions(written, path.name, schema)


def read_definitions(
    written: str, source: str = "", schema: Schema = SCHEMA
) -> tuple[Definition, ...]:
    """The definitions of a TOML document. `source` is what messages call it.

    Raises `DefinitionFileError` that tells every fault of it.
    """
    reader = _Reader(source, schema)
    found = tuple(reader.definitions(written))
    if reader.problems:
        raise DefinitionFileError(tuple(reader.problems))
    return found


class _Reader:
    """Reads one document and keeps what is wrong with it."""

    def __init__(self, source: str, schema: Schema) -> None:
        self.source = source
        self.untyped = self.schema = schema
        self.problems: list[str] = []

    def wrong(self, *said: object) -> None:
        """Keep a fault: its place, where it has one, and what is wrong."""
        self.problems.append(": ".join(filter(None, map(str, (self.source, *said)))))

    def definitions(self, written: str) -> Iterator[Definition]:
        """The definitions that are well formed."""
        try:
            document = tomllib.loads(written)
        except tomllib.TOMLDecodeError as fault:
            self.wrong("not TOML", fault)
            return
        self._refuse_others(document, ("indicator",))
        tables = document.get("indicator", [])
        if not _are_tables(tables):
            self.wrong("indicator", "write [[indicator]] above each definition")
            return
        names = [
            str(one.get("id", f"indicator {n}")) for n, one in enumerate(tables, 1)
        ]
        for name, count in Counter(names).items():
            if count > 1:
                self.wrong(name, "it stands here twice")
        for name, table in zip(names, tables, strict=True):
            before = len(self.problems)
            given = self._definition(name, table)
            if len(self.problems) == before:
                try:
                    yield Definition(**given, schema=self.untyped)
                except DefinitionError as fault:
                    self.wrong(fault)

    def _definition(self, name: str, table: Table) -> dict[str, Any]:
        scoring = table.get("scoring")
        before = len(self.problems)
        self.schema = self.untyped
        parameters = self._parameters(name, table.get("parameters", []))
        if len(self.problems) == before:
            self.schema = self.untyped.with_parameters(
                {one.name: type_of(one.default) for one in parameters}
            )
        counts = str(table.get("counts", "case"))
        given = self._fields(
            Definition, table, name, counts, elsewhere=("scoring", "parameters")
        )
        given["parameters"] = tuple(parameters)
        if isinstance(scoring, dict):
            given["scoring"] = self._scoring(name, scoring, counts)
        else:
            self.wrong(name, "write [indicator.scoring] below it, with its kind")
        self._splits(name, table, counts)
        return given

    def _parameters(self, name: str, tables: Any) -> list[IndicatorParameter]:
        """The parameters that are well formed."""
        if not _are_tables(tables):
            self.wrong(name, "write [[indicator.parameters]] above each parameter")
            return []
        found = []
        for number, table in enumerate(tables, 1):
            place = f"{name}: parameter {table.get('name', number)}"
            before = len(self.problems)
            codes = table.get("codes")
            given = self._fields(IndicatorParameter, table, place, also=("codes",))
            if len(self.problems) == before:
                try:
                    given["default"] = self._default(given["default"], codes)
                    found.append(IndicatorParameter(**given))
                except DefinitionError as fault:
                    self.wrong(f"{place}: default", fault)
        return found

    def _default(self, value: Any, codes: Any) -> Any:
        """The value as a parameter holds it; `codes` names the list that it is of."""
        several = tuple(value) if isinstance(value, list) else (value,)
        if codes is not None:
            concepts = member(codes, code_lists(self.untyped), "list of codes")
            several = tuple(member(one, _by_name(concepts)) for one in several)
        found = several if isinstance(value, list) else several[0]
        type_of(found)
        return found

    def _scoring(self, name: str, table: Table, counts: str) -> Any:
        """The scoring, or None where something is wrong with it."""
        before = len(self.problems)
        place = f"{name}: scoring"
        try:
            kind = member(table.get("kind"), NAMES)
        except DefinitionError as fault:
            self.wrong(f"{place}: kind", fault)
            return None
        given = self._fields(kind, table, place, counts, also=("kind",))
        category = given.get("category")
        if category is not None:
            for key in _NAMED:
                self._members(f"{place}: {key}", category, given.get(key, ()))
        return kind(**given) if len(self.problems) == before else None

    def _members(self, place: str, category: Node, names: tuple[str, ...]) -> None:
        for name in names:
            try:
                infer(Op("==", (category, Lit(name))), self.schema)
            except DefinitionError as fault:
                self.wrong(place, fault)

    def _splits(self, name: str, table: Table, counts: str) -> None:
        """Every split that is not allowed; what is no text was told before."""
        scoring = table.get("scoring")
        sides = scoring.values() if isinstance(scoring, dict) else ()
        kinds = (counts, *(str(one.get("counts")) for one in sides if _is_table(one)))
        groupings = table.get(_SPLIT)
        for path in groupings if isinstance(groupings, list) else ():
            try:
                check_grouping(str(path), kinds, self.schema)
            except DefinitionError as fault:
                self.wrong(f"{name}: {_SPLIT}", fault)

    def _fields(
        self,
        kind: type,
        table: Table,
        place: str,
        counts: str = "",
        *,
        elsewhere: tuple[str, ...] = (),
        also: tuple[str, ...] = (),
    ) -> dict[str, Any]:
        """The fields of a class that a table gives and that are well formed.

        `elsewhere` are read apart, `also` are keys that are no fields.
        """
        hints = get_type_hints(kind)
        fields = {one.name: one for one in attrs.fields(kind) if one.name != "schema"}
        self._refuse_others(table, (*fields, *also), place)
        found: dict[str, Any] = {}
        for name, field in fields.items():
            if name in elsewhere:
                continue
            if name not in table:
                if field.default is attrs.NOTHING:
                    self.wrong(place, f"{name} is missing")
                continue
            at = f"{place}: {name}"
            try:
                found[name] = self._value(field, hints[name], table[name], at, counts)
            except DefinitionError as fault:
                self.wrong(at, fault)
        return found

    def _value(self, field: Any, hint: Any, value: Any, place: str, counts: str) -> Any:
        if "asks" in field.metadata:
            seen = "" if field.metadata.get("once") else counts
            return self._expression(value, field.metadata["asks"], seen)
        if hint is Side:
            return self._side(value, place)
        if field.name == "counts":
            member(value, dict.fromkeys(("case", *self.schema.kinds)), "kind of row")
        if field.name == "needs":
            for path in READ[hint](value):
                of_carried(path, self.schema)
        if isinstance(hint, type) and issubclass(hint, Concept):
            return member(value, _by_name(hint))
        read: Callable[[Any], Any] = READ[hint]
        return read(value)

    def _side(self, table: Any, place: str) -> Side | None:
        if not _is_table(table):
            raise DefinitionError("it is a table of its own")
        before = len(self.problems)
        given = self._fields(Side, table, place, str(table.get("counts")))
        return Side(**given) if len(self.problems) == before else None

    def _expression(self, value: Any, kind: Any, counts: str) -> Node:
        """Of an expression over several lines, one space stands where lines meet."""
        text: str = READ[str](value)
        written = " ".join(line.strip() for line in text.splitlines())
        found = parse(written, self.schema)
        expect(kind, (found.node_, found.type_))
        check_seen(found.node_, counts)
        return found.node_

    def _refuse_others(self, table: Table, known: tuple[str, ...], *place: str) -> None:
        for key in table:
            if key not in known:
                self.wrong(
                    *place, f"there is no key {key!r} here; {nearest(key, known)}"
                )


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


def _are_tables(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_table, value))


def _by_name(concepts: type[Concept]) -> dict[str, Concept]:
    return {str(one): one for one in concepts}
