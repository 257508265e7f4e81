"""What is given when a plan runs: the window, the parameters, and what they come to.

A plan is made without them. Where one is asked for, the SQL has a mark, and a literal is
put in its place: so that no period makes a plan anew, and the database still knows, when
it looks at the SQL, what it has to compare with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import ibis

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.rules.expressions.interpret import Bindings, evaluate
from brukermedvirkning.rules.expressions.nodes import Node
from brukermedvirkning.rules.expressions.types import Kind, Type
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.parameter import Setting
from brukermedvirkning.rules.indicators.tally import Settings
from brukermedvirkning_engine_ibis.sql import Dialect, Value, plain

__all__ = ["Given", "Literals", "Sql", "literals_of"]

_NUMBER = 9_100_000_000_000_000_000
_MARK = re.compile(r"91000000000000(\d{5})|'\u2039given (\d+)\u203a'")
"""A mark in the SQL: a number that no expression comes to, or a text that none is."""

Literals = Mapping[str, str]
"""By name what is put in its place."""


class Given:
    """Names of what is given, each with the mark that stands for it."""

    def __init__(self, parameters: Mapping[str, Type]) -> None:
        self.names: list[str] = []
        self.marks: dict[str, Value] = {}
        for name in ("start", "end", "as_of"):
            self.add(f"window.{name}", Kind.DATE)
        for name, found in parameters.items():
            self._add_parameter(f"param.{name}", found)

    def _add_parameter(self, name: str, found: Type) -> None:
        if found.kind is Kind.MANY:
            self.add(name, found.of.kind)
            self.add(f"{name}.unsure", Kind.BOOL)
            self.add(f"{name}.size", Kind.INT)
            return
        self.add(name, found.kind)
        if found.kind is Kind.CODE:
            self.add(f"{name}.recorded", found.kind)

    def add(self, name: str, kind: Kind) -> None:
        """Give something a mark of its own."""
        number = len(self.names)
        self.names.append(name)
        if kind in (Kind.TEXT, Kind.CODE):
            self.marks[name] = ibis.literal(f"\u2039given {number}\u203a", "string")
            return
        mark = ibis.literal(_NUMBER + number, "int64")
        self.marks[name] = mark == 1 if kind is Kind.BOOL else mark

    def sql(self, text: str) -> Sql:
        """SQL with marks."""
        parts = _MARK.split(text)
        names = (
            self.names[int(number or other)]
            for number, other in zip(parts[1::3], parts[2::3], strict=True)
        )
        return Sql(tuple(parts[::3]), tuple(names))


@attrs.frozen
class Sql:
    """SQL in pieces, and what is given between one and the next."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]

    def filled(self, literals: Literals) -> str:
        """The SQL with what is given in its place."""
        first, *others = self.pieces
        return first + "".join(
            literals[name] + piece
            for name, piece in zip(self.names, others, strict=True)
        )


def literals_of(
    known: Mapping[str, Node],
    definitions: Sequence[Definition],
    window: Window,
    parameters: Settings | None,
    dialect: Dialect,
) -> Literals:
    """What is given, as literals; `known` are nodes that are reckoned of it alone.

    Raises `DefinitionError` for a parameter that a definition does not have.
    """
    found: dict[str, Any] = {
        f"window.{name}": day for name, day in attrs.asdict(window).items()
    }
    settings: dict[str, Setting] = {}
    for one in definitions:
        values = one.settings((parameters or {}).get(one.id))
        for name, value in values.items():
            settings[f"{one.id}.{name}"] = value
            found.update(_parameter(f"param.{one.id}.{name}", value))
    bindings = Bindings(None, window, settings)
    for name, node in known.items():
        found[name] = evaluate(node, bindings)
    return {name: _literal(value, dialect) for name, value in found.items()}


def _parameter(name: str, value: Setting) -> Iterator[tuple[str, Any]]:
    """What is asked of a parameter: the value where it is known, and as it was given."""
    if isinstance(value, tuple):
        yield name, tuple(one for one in value if not _is_unknown(one))
        yield f"{name}.unsure", any(map(_is_unknown, value))
        yield f"{name}.size", len(value)
    else:
        yield name, None if _is_unknown(value) else value
        yield f"{name}.recorded", value


def _is_unknown(value: Any) -> bool:
    return isinstance(value, Concept) and value.is_unknown


def _literal(value: Any, dialect: Dialect) -> str:
    """A value as SQL has it; several as they stand in the brackets of a list."""
    match plain(value):
        case None | ():
            return "NULL"
        case tuple(several):
            return ", ".join(_literal(one, dialect) for one in several)
        case int(number):
            return str(int(number)) if number >= 0 else f"({number})"
        case text if dialect == "pyspark":
            escaped = str(text).replace("\\", "\\\\").replace("'", "\\'")
            return f"'{escaped}'"
        case text:
            escaped = str(text).replace("'", "''")
            return f"'{escaped}'"
