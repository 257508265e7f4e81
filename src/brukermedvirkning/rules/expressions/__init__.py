"""The small typed language that rules and indicators are written in.

`nodes` are its values, `types` and `check` say what fits together, `surface` and `roots`
are what one writes with, `text` and `parse` its form as text, `interpret` what it means.
"""

from __future__ import annotations

from brukermedvirkning.rules.expressions.check import infer
from brukermedvirkning.rules.expressions.interpret import Bindings, evaluate, rows_of
from brukermedvirkning.rules.expressions.nodes import Fold, Lit, Node, Op, Raw, Ref
from brukermedvirkning.rules.expressions.parse import parse
from brukermedvirkning.rules.expressions.surface import (
    Expr,
    as_node,
    contains,
    days_between,
    days_within,
    greatest,
    least,
    span_start,
    spans_between,
    weekdays_between,
)
from brukermedvirkning.rules.expressions.text import text
from brukermedvirkning.rules.expressions.types import Kind, Schema, Type
from brukermedvirkning.rules.expressions.window import Window

__all__ = [
    "Bindings",
    "Expr",
    "Fold",
    "Kind",
    "Lit",
    "Node",
    "Op",
    "Raw",
    "Ref",
    "Schema",
    "Type",
    "Window",
    "as_node",
    "contains",
    "days_between",
    "days_within",
    "evaluate",
    "greatest",
    "infer",
    "least",
    "parse",
    "rows_of",
    "span_start",
    "spans_between",
    "text",
    "weekdays_between",
]
