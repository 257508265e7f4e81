"""Expressions read from text: Python's grammar, a dozen kinds of nodes, nothing executed.

The text is taken apart by `ast.parse` and built again through `surface`, so that both
ways of writing pass the same checks. A fault names the text and the column.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from datetime import date
from functools import reduce
from types import MappingProxyType
from typing import Any, TypeAlias

from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions import surface
from brukermedvirkning.rules.expressions.nodes import Lit, Node
from brukermedvirkning.rules.expressions.surface import Expr, Rows, lit, root
from brukermedvirkning.rules.expressions.text import (
    ATTRIBUTES,
    COMPARISONS,
    FUNCTIONS,
    METHODS,
)
from brukermedvirkning.rules.expressions.types import Schema, nearest

__all__ = ["parse"]

_FOLDS = (
    "all",
    "any",
    "count",
    "distinct",
    "first",
    "last",
    "longest_gap",
    "max",
    "min",
    "sum",
    "where",
)
_WORDS: Mapping[type[ast.cmpop], str] = MappingProxyType(
    {kind: word for word, kind in COMPARISONS.items()}
)
_COMPARE: Mapping[str, Callable[[Expr, Expr], Expr]] = MappingProxyType(
    {
        "==": Expr.__eq__,
        "!=": Expr.__ne__,
        "<": Expr.__lt__,
        "<=": Expr.__le__,
        ">": Expr.__gt__,
        ">=": Expr.__ge__,
        "in": Expr.in_,
    }
)


def parse(written: str, schema: Schema) -> Expr:
    """The expression that a text says; raises `DefinitionError` with text and column."""
    written = written.strip()
    try:
        tree = ast.parse(written, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        column = getattr(fault, "offset", None) or 1
        raise DefinitionError(
            f"column {column} of {written!r}: not an expression"
        ) from None
    try:
        return _Reader(written, schema).value(tree.body)
    except RecursionError:
        raise DefinitionError("an expression is nested too deeply") from None


_Read: TypeAlias = Callable[["_Reader", Any], Any]


class _Reader:
    """Walks one tree; each method takes one kind of node."""

    def __init__(self, written: str, schema: Schema) -> None:
        self.written = written
        self.schema = schema

    def value(self, tree: ast.expr) -> Expr:
        """The expression of one node, which must not be rows."""
        found: Expr | Rows = self.read(tree)
        if isinstance(found, Rows):
            raise self._placed(tree, "rows are not a value: fold them")
        return found

    def read(self, tree: ast.expr) -> Any:
        """The expression of one node; a fault gets the column where it was written."""
        reader: _Read = _READERS.get(type(tree), _refuse)
        try:
            return reader(self, tree)
        except _PlacedError:
            raise
        except DefinitionError as fault:
            raise self._placed(tree, str(fault)) from None

    def _placed(self, tree: ast.expr, fault: str) -> _PlacedError:
        column = tree.col_offset + 1
        return _PlacedError(f"column {column} of {self.written!r}: {fault}")

    def read_name(self, tree: ast.Name) -> Any:
        return root(tree.id, self.schema)

    def read_constant(self, tree: ast.Constant) -> Expr:
        if not isinstance(tree.value, (bool, int, str)):
            raise DefinitionError(f"{ast.unparse(tree)} is no literal of expressions")
        return lit(tree.value, self.schema)

    def read_tuple(self, tree: ast.Tuple | ast.List | ast.Set) -> Expr:
        nodes: list[Node] = [self.value(entry).node_ for entry in tree.elts]
        if not all(isinstance(node, Lit) for node in nodes):
            raise DefinitionError("a tuple holds literals only")
        return lit(
            tuple(node.value for node in nodes if isinstance(node, Lit)), self.schema
        )

    def read_attribute(self, tree: ast.Attribute) -> Any:
        owner, name = self.read(tree.value), tree.attr
        if hasattr(type(owner), name) and name not in ATTRIBUTES:
            raise DefinitionError(f"{ast.unparse(tree)} is no field")
        return getattr(owner, name)

    def read_unary(self, tree: ast.UnaryOp) -> Expr:
        operand = self.value(tree.operand)
        if isinstance(tree.op, ast.Not):
            return ~operand
        if isinstance(tree.op, ast.USub):
            return -operand
        raise DefinitionError("write `not` for not, and - for minus")

    def read_binary(self, tree: ast.BinOp) -> Expr:
        left, right = self.value(tree.left), self.value(tree.right)
        if isinstance(tree.op, ast.Add):
            return left + right
        if isinstance(tree.op, ast.Sub):
            return left - right
        raise DefinitionError(
            "only + and - are taken; write `and` and `or` for logic, and leave shares"
            " to the scoring"
        )

    def read_boolean(self, tree: ast.BoolOp) -> Expr:
        join = operator.and_ if isinstance(tree.op, ast.And) else operator.or_
        joined: Expr = reduce(join, map(self.value, tree.values))
        return joined

    def read_comparison(self, tree: ast.Compare) -> Expr:
        sides = [self.value(side) for side in (tree.left, *tree.comparators)]
        return reduce(operator.and_, map(self._compare, sides, tree.ops, sides[1:]))

    def _compare(self, left: Expr, sort: ast.cmpop, right: Expr) -> Expr:
        if isinstance(sort, ast.NotIn):
            return ~left.in_(right)
        word = _WORDS.get(type(sort))
        if word is None:
            raise DefinitionError("write == and != instead of is")
        return _COMPARE[word](left, right)

    def read_call(self, tree: ast.Call) -> Any:
        if tree.keywords:
            raise DefinitionError("arguments are given by place, not by name")
        name, function = self._callee(tree.func)
        args = [self.value(arg) for arg in tree.args]
        try:
            return function(*args)
        except DefinitionError:
            raise
        except (TypeError, ValueError):
            raise DefinitionError(f"{name} does not take these arguments") from None

    def _callee(self, tree: ast.expr) -> tuple[str, Callable[..., Any]]:
        if isinstance(tree, ast.Name):
            if tree.id == "date":
                return "date", self._date
            if tree.id == "carried":
                return "carried", self._carried
            if tree.id in FUNCTIONS:
                return tree.id, getattr(surface, tree.id)
            raise DefinitionError(
                f"there is no function {tree.id!r}; {nearest(tree.id, FUNCTIONS)}"
            )
        if isinstance(tree, ast.Attribute):
            owner, name = self.read(tree.value), tree.attr
            if isinstance(owner, Rows):
                if name in _BOUNDED:
                    return name, lambda *args: _BOUNDED[name](owner, args)
                if name in _FOLDS:
                    return name, getattr(owner, name)
                raise DefinitionError(
                    f"rows have no fold {name!r}; {nearest(name, (*_FOLDS, *_BOUNDED))}"
                )
            if name in METHODS:
                return name, getattr(owner, name)
        raise DefinitionError(f"{ast.unparse(tree)} cannot be called")

    def _carried(self, path: Expr) -> Expr:
        said = path.node_.value if isinstance(path.node_, Lit) else None
        if not isinstance(said, str):
            raise DefinitionError(
                "carried takes a path in quotes, such as 'contact.form'"
            )
        return surface.carried(said, self.schema)

    def _date(self, *parts: Expr) -> Expr:
        numbers = [part.node_.value for part in parts if isinstance(part.node_, Lit)]
        return lit(date(*numbers), self.schema)  # type: ignore[arg-type]


def _peak_load(owner: Rows, args: tuple[Expr, ...]) -> Expr:
    """By place: period, load, then the pauses, then both bounds; either may be left out."""
    bounds = args[-2:] if len(args) >= 4 else ()
    period, load, *pauses = args[: len(args) - len(bounds)]
    since, until = bounds or (None, None)
    return owner.peak_load(period, load, *pauses, since=since, until=until)


def _refuse(_: _Reader, tree: ast.expr) -> Any:
    raise DefinitionError(f"{type(tree).__name__} has no place in an expression")


def _covered_days(owner: Rows, args: tuple[Expr, ...]) -> Expr:
    """By place: the period, then both bounds."""
    period, since, until = args
    return owner.covered_days(period, since=since, until=until)


_BOUNDED: Mapping[str, Callable[[Rows, tuple[Expr, ...]], Expr]] = MappingProxyType(
    {"peak_load": _peak_load, "covered_days": _covered_days}
)


class _PlacedError(DefinitionError):
    """A fault that has its column already."""


_READERS: Mapping[type[ast.expr], _Read] = MappingProxyType(
    {
        ast.Name: _Reader.read_name,
        ast.Constant: _Reader.read_constant,
        ast.Tuple: _Reader.read_tuple,
        ast.List: _Reader.read_tuple,
        ast.Set: _Reader.read_tuple,
        ast.Attribute: _Reader.read_attribute,
        ast.UnaryOp: _Reader.read_unary,
        ast.BinOp: _Reader.read_binary,
        ast.BoolOp: _Reader.read_boolean,
        ast.Compare: _Reader.read_comparison,
        ast.Call: _Reader.read_call,
    }
)
