"""An expression as text, in the grammar of Python's own expressions.

The text is made through `ast`, so that brackets stand where Python's grammar needs them.
`parse` in the module beside reads it back: `parse(text(e)) == e`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from brukermedvirkning.rules.expressions.nodes import Fold, Lit, Node, Op, Raw, Ref

__all__ = ["ATTRIBUTES", "COMPARISONS", "FUNCTIONS", "METHODS", "text"]

COMPARISONS: Mapping[str, type[ast.cmpop]] = MappingProxyType(
    {
        "==": ast.Eq,
        "!=": ast.NotEq,
        "<": ast.Lt,
        "<=": ast.LtE,
        ">": ast.Gt,
        ">=": ast.GtE,
        "in": ast.In,
    }
)
FUNCTIONS = (
    "carried",
    "contains",
    "days_between",
    "days_within",
    "greatest",
    "least",
    "span_start",
    "spans_between",
    "weekdays_between",
)
METHODS = ("has", "or_else")
ATTRIBUTES = ("is_known", "is_unknown", "size")


def text(node: Node) -> str:
    """The expression as one line that `parse` reads back to the same value."""
    return ast.unparse(_tree(node))


def _tree(node: Node) -> ast.expr:
    match node:
        case Lit():
            return _literal(node.value)
        case Ref():
            return _path(ast.Name(node.path[0]), node.path[1:])
        case Raw():
            return ast.Attribute(_tree(node.ref), "recorded")
        case Op():
            return _operation(node)
        case _:
            return _fold(node)


def _literal(value: object) -> ast.expr:
    match value:
        case tuple():
            return ast.Tuple([_literal(entry) for entry in value])
        case date():
            parts = (value.year, value.month, value.day)
            return _call(ast.Name("date"), map(ast.Constant, parts))
        case int() if value < 0:
            return ast.UnaryOp(ast.USub(), ast.Constant(-value))
        case _:
            return ast.Constant(value)  # type: ignore[arg-type]


def _operation(node: Op) -> ast.expr:
    name, args = node.name, [_tree(part) for part in node.args]
    if name in ("and", "or"):
        operator = ast.And() if name == "and" else ast.Or()
        return ast.BoolOp(operator, [_tree(part) for part in _spine(node, name)])
    if name == "not":
        return ast.UnaryOp(ast.Not(), args[0])
    if name == "neg":
        return ast.UnaryOp(ast.USub(), args[0])
    if name in ("+", "-"):
        return ast.BinOp(args[0], ast.Add() if name == "+" else ast.Sub(), args[1])
    if name in COMPARISONS:
        return ast.Compare(args[0], [COMPARISONS[name]()], [args[1]])
    if name in ATTRIBUTES:
        return ast.Attribute(args[0], name)
    if name in METHODS:
        return _call(ast.Attribute(args[0], name), args[1:])
    return _call(ast.Name(name), args)


def _spine(node: Node, name: str) -> Iterable[Node]:
    """The operands of `a and b and c`, which stand nested to the left."""
    if isinstance(node, Op) and node.name == name:
        yield from _spine(node.args[0], name)
        yield node.args[1]
    else:
        yield node


def _fold(node: Fold) -> ast.expr:
    rows: ast.expr = _path(ast.Name("case"), (node.rows,))
    if node.where is not None:
        rows = _call(ast.Attribute(rows, "where"), [_tree(node.where)])
    given = [_tree(part) for part in (*node.args, *node.bounds)]
    return _call(ast.Attribute(rows, node.name), given)


def _path(start: ast.expr, names: Iterable[str]) -> ast.expr:
    for name in names:
        start = ast.Attribute(start, name)
    return start


def _call(function: ast.expr, args: Iterable[ast.expr]) -> ast.expr:
    return ast.Call(function, list(args), [])
