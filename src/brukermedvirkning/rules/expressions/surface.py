"""What a definition is written with: roots, operators and functions over nodes.

`case.contacts.any(contact.is_held & (contact.on <= window.end))` builds nodes and checks
each as it is written, so that a fault meets its author at that line. An `Expr` is not a
value: it has no truth, and `==` on it makes a new expression.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NoReturn, TypeAlias

from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions.check import (
    infer,
    of_carried,
    of_fold,
    of_operation,
)
from brukermedvirkning.rules.expressions.nodes import Fold, Lit, Node, Op, Raw, Ref
from brukermedvirkning.rules.expressions.signatures import Arg
from brukermedvirkning.rules.expressions.text import text
from brukermedvirkning.rules.expressions.types import BOOL, Kind, Schema, Type

__all__ = [
    "Expr",
    "Rows",
    "as_node",
    "carried",
    "contains",
    "days_between",
    "days_within",
    "greatest",
    "least",
    "lit",
    "root",
    "span_start",
    "spans_between",
    "weekdays_between",
]

Given: TypeAlias = "Expr | bool | int | str | date | tuple[Any, ...]"


class Expr:
    """An expression under construction: a node, its type, and the names it may use.

    Attributes are the fields of the domain. `.is_known` and `.is_unknown` can be asked of
    anything, `.recorded` of a code, `.size` and `.has(...)` of a tuple.
    """

    __slots__ = ("node_", "schema_", "type_")

    def __init__(self, node: Node, found: Type, schema: Schema) -> None:
        self.node_ = node
        self.type_ = found
        self.schema_ = schema

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self.type_.kind is Kind.CODE and name == "recorded":
            ref = self.node_
            if not isinstance(ref, Ref):
                raise DefinitionError(f"only a field has .recorded, not {text(ref)}")
            raw = Raw(ref)
            return Expr(raw, infer(raw, self.schema_), self.schema_)
        if self.type_.kind is Kind.MANY and name == "size":
            return _operation("size", self)
        if not isinstance(self.node_, Ref):
            raise DefinitionError(
                f"{text(self.node_)} is {self.type_} and has no field {name!r}"
            )
        path = (*self.node_.path, name)
        found = self.schema_.step(self.node_.path, self.type_, name)
        if found.kind is Kind.ROWS:
            return Rows(name, found.of.kind, None, self.schema_)
        return Expr(Ref(path), found, self.schema_)

    def __repr__(self) -> str:
        return text(self.node_)

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> NoReturn:
        raise DefinitionError(
            "an expression has no truth value here: write & | ~ for and, or, not;"
            " .in_(...) for in; and two comparisons joined by & for a chain"
        )

    def __iter__(self) -> NoReturn:
        raise DefinitionError("an expression is not a list; ask .has(...) or .in_(...)")

    def __contains__(self, _: object) -> NoReturn:
        raise DefinitionError("write .in_(...) or .has(...) instead of in")

    def __eq__(self, other: Given) -> Expr:  # type: ignore[override]
        return _operation("==", self, other)

    def __ne__(self, other: Given) -> Expr:  # type: ignore[override]
        return _operation("!=", self, other)

    def __lt__(self, other: Given) -> Expr:
        return _operation("<", self, other)

    def __le__(self, other: Given) -> Expr:
        return _operation("<=", self, other)

    def __gt__(self, other: Given) -> Expr:
        return _operation(">", self, other)

    def __ge__(self, other: Given) -> Expr:
        return _operation(">=", self, other)

    def __and__(self, other: Given) -> Expr:
        return _operation("and", self, other)

    def __rand__(self, other: Given) -> Expr:
        return _operation("and", other, self)

    def __or__(self, other: Given) -> Expr:
        return _operation("or", self, other)

    def __ror__(self, other: Given) -> Expr:
        return _operation("or", other, self)

    def __invert__(self) -> Expr:
        return _operation("not", self)

    def __add__(self, other: Given) -> Expr:
        return _operation("+", self, other)

    def __radd__(self, other: Given) -> Expr:
        return _operation("+", other, self)

    def __sub__(self, other: Given) -> Expr:
        return _operation("-", self, other)

    def __rsub__(self, other: Given) -> Expr:
        return _operation("-", other, self)

    def __neg__(self) -> Expr:
        if isinstance(self.node_, Lit) and type(self.node_.value) is int:
            return Expr(Lit(-self.node_.value), self.type_, self.schema_)
        return _operation("neg", self)

    @property
    def is_known(self) -> Expr:
        """Whether there is a value; may be asked of personal fields too."""
        return _operation("is_known", self)

    @property
    def is_unknown(self) -> Expr:
        """Whether there is no value, or one that says that nothing is known."""
        return _operation("is_unknown", self)

    def or_else(self, other: Given) -> Expr:
        """The value, or the other one where it is unknown."""
        return _operation("or_else", self, other)

    def in_(self, *choices: Given) -> Expr:
        """Whether it is one of the values given, or of a parameter that holds several."""
        if len(choices) == 1 and isinstance(choices[0], (Expr, tuple)):
            return _operation("in", self, choices[0])
        return _operation("in", self, choices)

    def has(self, entry: Given) -> Expr:
        """Whether a tuple holds an entry."""
        return _operation("has", self, entry)


class Rows:
    """The rows of one kind in a case, perhaps filtered; each fold makes one value of them.

    Rows registered in error are not there. Where the case's source has no place for such
    rows, every fold is unknown.
    """

    __slots__ = ("_name", "_row", "_schema", "_where")

    def __init__(self, name: str, row: str, where: Node | None, schema: Schema) -> None:
        self._name = name
        self._row = row
        self._where = where
        self._schema = schema

    def __repr__(self) -> str:
        where = "" if self._where is None else f".where({text(self._where)})"
        return f"case.{self._name}{where}"

    def __bool__(self) -> NoReturn:
        raise DefinitionError(f"rows have no truth value: ask {self!r}.any(True)")

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        raise DefinitionError(
            f"{self!r} are rows and have no field {name!r}; ask a fold such as"
            f" .any({self._row}.{name} ...)"
        )

    def where(self, test: Given) -> Rows:
        """Only the rows for which the test is true; unknown is not true."""
        node = as_node(test)
        if self._where is not None:
            node = Op("and", (self._where, node))
        of_fold(Fold("count", self._name, self._row, node), self._schema)
        return Rows(self._name, self._row, node, self._schema)

    def any(self, test: Given) -> Expr:
        """Whether the test is true of a row; of no rows it is false."""
        return self._fold("any", (test,))

    def all(self, test: Given) -> Expr:
        """Whether the test is true of every row; of no rows it is true."""
        return self._fold("all", (test,))

    def count(self) -> Expr:
        """How many rows there are."""
        return self._fold("count")

    def sum(self, number: Given) -> Expr:
        """The sum over the rows where the number is known; 0 where there is none."""
        return self._fold("sum", (number,))

    def min(self, value: Given) -> Expr:
        """The smallest known value; unknown where there is none."""
        return self._fold("min", (value,))

    def max(self, value: Given) -> Expr:
        """The largest known value; unknown where there is none."""
        return self._fold("max", (value,))

    def first(self, value: Given) -> Expr:
        """The value of the first row, even if unknown there; rows stand by (day, id)."""
        return self._fold("first", (value,))

    def last(self, value: Given) -> Expr:
        """The value of the last row, even if unknown there; rows stand by (day, id)."""
        return self._fold("last", (value,))

    def distinct(self, value: Given) -> Expr:
        """How many different known values there are."""
        return self._fold("distinct", (value,))

    def longest_gap(self, since: Given, until: Given) -> Expr:
        """The most days without a row, from `since` over the rows' days to `until`.

        Rows outside the bounds are not looked at; where `until` lies before `since` it
        is 0.
        """
        return self._fold("longest_gap", (), (since, until))

    def peak_load(
        self,
        period: Given,
        load: Given,
        pauses: Given | None = None,
        *,
        since: Given | None = None,
        until: Given | None = None,
    ) -> Expr:
        """The highest sum of known loads on one day; a known pause weighs nothing.

        With both bounds, only days in [since, until) are looked at. Rows without a known
        first day weigh nothing.
        """
        args = (period, load) if pauses is None else (period, load, pauses)
        bounds = tuple(bound for bound in (since, until) if bound is not None)
        if len(bounds) == 1:
            raise DefinitionError("peak_load takes both since and until, or neither")
        return self._fold("peak_load", args, bounds)

    def covered_days(self, period: Given, *, since: Given, until: Given) -> Expr:
        """How many days in [since, until) at least one of the rows' periods holds.

        Unknown where a period that may reach into the bounds has no known first day.
        """
        return self._fold("covered_days", (period,), (since, until))

    def _fold(
        self, name: str, args: Iterable[Given] = (), bounds: Iterable[Given] = ()
    ) -> Expr:
        fold = Fold(
            name,
            self._name,
            self._row,
            self._where,
            tuple(map(as_node, args)),
            tuple(map(as_node, bounds)),
        )
        return Expr(fold, of_fold(fold, self._schema), self._schema)


def as_node(given: Given | Node | Rows) -> Node:
    """The node of an expression, or of a plain value that stands in one."""
    if isinstance(given, Expr):
        return given.node_
    if isinstance(given, (Lit, Ref, Raw, Op, Fold)):
        return given
    if isinstance(given, Rows):
        raise DefinitionError(f"{given!r} are rows, not a value: fold them")
    return Lit(_plain(given))


def _plain(value: Any) -> Any:
    """A code as its text, so that a literal means the same written in words."""
    if isinstance(value, (tuple, list)):
        return tuple(map(_plain, value))
    return str(value) if isinstance(value, str) else value


def _operation(name: str, *given: Given) -> Expr:
    schema = next((one.schema_ for one in given if isinstance(one, Expr)), None)
    if schema is None:
        raise DefinitionError(f"{name} needs at least one expression, not plain values")
    args = [_argument(one, schema) for one in given]
    node = Op(name, tuple(node for node, _ in args))
    return Expr(node, of_operation(name, args), schema)


def _argument(given: Given, schema: Schema) -> Arg:
    if isinstance(given, Expr):
        return given.node_, given.type_
    node = as_node(given)
    return node, infer(node, schema)


def root(name: str, schema: Schema) -> Any:
    """The expression that a name begins with: `case`, a row kind, `window`, `param`."""
    return Expr(Ref((name,)), schema.root(name), schema)


def lit(value: Given, schema: Schema) -> Expr:
    """A plain value as an expression of a schema."""
    return Expr(*_argument(value, schema), schema)


def days_between(earlier: Given, later: Given) -> Expr:
    """How many days the second day lies after the first; negative if before it."""
    return _operation("days_between", earlier, later)


def weekdays_between(earlier: Given, later: Given) -> Expr:
    """How many days from Monday to Friday lie after the first day, up to the second.

    Negative if the second lies before the first. Holidays count: they are a country's.
    """
    return _operation("weekdays_between", earlier, later)


def spans_between(first: Given, day: Given, length: Given) -> Expr:
    """How many whole spans of so many days, counted from the first day, lie before a day.

    With 365 days: the years completed. Negative before the first day.
    """
    return _operation("spans_between", first, day, length)


def span_start(first: Given, day: Given, length: Given) -> Expr:
    """The first day of the span that holds a day, the spans counted from the first day."""
    return _operation("span_start", first, day, length)


def days_within(period: Expr, since: Given, until: Given) -> Expr:
    """How many days of a period lie in [since, until); an open period goes on."""
    return _operation("days_within", period, since, until)


def contains(period: Expr, day: Given) -> Expr:
    """Whether a day belongs to a period; an open period goes on."""
    return _operation("contains", period, day)


def carried(path: str, schema: Schema) -> Expr:
    """Whether the case's source has a place for a kind of row, or a field of it."""
    return Expr(of_carried(path, schema), BOOL, schema)


def least(one: Given, other: Given) -> Expr:
    """The smaller or earlier of two; unknown where either is."""
    return _operation("least", one, other)


def greatest(one: Given, other: Given) -> Expr:
    """The larger or later of two; unknown where either is."""
    return _operation("greatest", one, other)
