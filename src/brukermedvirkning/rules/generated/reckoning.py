"""Whole numbers and days written as Python; unknown where a part of them is."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from brukermedvirkning.rules.expressions.nodes import Node, Op
from brukermedvirkning.rules.expressions.operations import PLAIN
from brukermedvirkning.rules.expressions.types import Kind
from brukermedvirkning.rules.generated.pieces import (
    NOTHING,
    all_of,
    attribute,
    call,
    choose,
    compare,
    is_not_none,
    name,
)
from brukermedvirkning.rules.generated.scopes import Scope
from brukermedvirkning.rules.generated.writer import Writer

__all__ = ["operands", "write_operation"]


def operands(
    writer: Writer, nodes: Sequence[Node], here: Scope
) -> tuple[list[ast.expr], list[ast.expr]]:
    """Whether each operand is known, asked first, and each to be read after that."""
    known: list[ast.expr] = []
    values: list[ast.expr] = []
    for node in nodes:
        value = writer.value(node, here)
        if writer.may_be_unknown(node):
            value, tested = writer.kept(value)
            known.append(is_not_none(tested))
        values.append(value)
    return known, values


def write_operation(writer: Writer, node: Op, here: Scope) -> ast.expr:
    """An operation that is no test."""
    if node.name == "or_else":
        return _or_else(writer, node, here)
    known, values = operands(writer, node.args, here)
    # A day outside the calendar is unknown: that is left to the interpreter's function.
    moves_a_day = node.name in ("+", "-") and writer.type_of(node).kind is Kind.DATE
    if moves_a_day or node.name not in _PLAIN:
        stem = _MOVED.get(node.name, node.name)
        plain = call(writer.constant(PLAIN[node.name], stem), *values)
    else:
        plain = _PLAIN[node.name](writer, values)
    return choose(all_of(known), plain, NOTHING)


def _or_else(writer: Writer, node: Op, here: Scope) -> ast.expr:
    first, second = node.args
    value = writer.value(first, here)
    if not writer.may_be_unknown(first):
        return value
    kept, tested = writer.kept(value)
    return choose(is_not_none(tested), kept, writer.value(second, here))


_MOVED = MappingProxyType({"+": "day_after", "-": "day_before"})
_Reckon: TypeAlias = Callable[[Writer, list[ast.expr]], ast.expr]


def _plus(_writer: Writer, of: list[ast.expr]) -> ast.expr:
    return ast.BinOp(of[0], ast.Add(), of[1])


def _minus(_writer: Writer, of: list[ast.expr]) -> ast.expr:
    return ast.BinOp(of[0], ast.Sub(), of[1])


def _negative(_writer: Writer, of: list[ast.expr]) -> ast.expr:
    return ast.UnaryOp(ast.USub(), of[0])


def _days_between(_writer: Writer, of: list[ast.expr]) -> ast.expr:
    return attribute(ast.BinOp(of[1], ast.Sub(), of[0]), "days")


def _least(writer: Writer, of: list[ast.expr]) -> ast.expr:
    (one, tested), (other, also) = map(writer.kept, of)
    return choose(compare(tested, "<=", also), one, other)


def _greatest(writer: Writer, of: list[ast.expr]) -> ast.expr:
    (one, tested), (other, also) = map(writer.kept, of)
    return choose(compare(tested, ">=", also), one, other)


def _size(_writer: Writer, of: list[ast.expr]) -> ast.expr:
    return call(name("len"), *of)


_PLAIN: Mapping[str, _Reckon] = MappingProxyType(
    {
        "+": _plus,
        "-": _minus,
        "neg": _negative,
        "days_between": _days_between,
        "least": _least,
        "greatest": _greatest,
        "size": _size,
    }
)
