"""Small pieces of Python's syntax tree, so that what is generated can be read as written.

Tests are simplified as they are joined: what is plainly true or false leaves no trace.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

__all__ = [
    "FALSE",
    "NOTHING",
    "TRUE",
    "all_of",
    "any_of",
    "append",
    "assign",
    "attribute",
    "bound",
    "call",
    "choose",
    "compare",
    "constant",
    "count_one",
    "function",
    "is_cheap",
    "is_none",
    "is_not_none",
    "joined",
    "loop",
    "module",
    "name",
    "negate",
    "several",
    "unpack",
    "when",
]

TRUE = ast.Constant(True)
FALSE = ast.Constant(False)
NOTHING = ast.Constant(None)

_COMPARISONS = MappingProxyType(
    {
        "==": ast.Eq,
        "!=": ast.NotEq,
        "<": ast.Lt,
        "<=": ast.LtE,
        ">": ast.Gt,
        ">=": ast.GtE,
        "is": ast.Is,
        "is not": ast.IsNot,
        "in": ast.In,
        "not in": ast.NotIn,
    }
)
_JOINING: Mapping[str, tuple[type[ast.boolop], ast.expr, ast.expr]] = MappingProxyType(
    {"and": (ast.And, TRUE, FALSE), "or": (ast.Or, FALSE, TRUE)}
)
_OTHER_WAY: Mapping[type[ast.cmpop], type[ast.cmpop]] = MappingProxyType(
    {
        ast.Is: ast.IsNot,
        ast.IsNot: ast.Is,
        ast.In: ast.NotIn,
        ast.NotIn: ast.In,
        ast.Eq: ast.NotEq,
        ast.NotEq: ast.Eq,
    }
)


def name(identifier: str) -> ast.expr:
    """A variable that is read."""
    return ast.Name(identifier, ast.Load())


def constant(value: bool | int | str | None) -> ast.expr:
    """A plain value: true or false, a whole number, a text, None."""
    return ast.Constant(value)


def attribute(value: ast.expr, field: str) -> ast.expr:
    """A field of a value."""
    return ast.Attribute(value, field, ast.Load())


def call(function: ast.expr, *arguments: ast.expr) -> ast.expr:
    """A call."""
    return ast.Call(function, list(arguments), [])


def compare(left: ast.expr, how: str, right: ast.expr) -> ast.expr:
    """One comparison."""
    return ast.Compare(left, [_COMPARISONS[how]()], [right])


def is_none(value: ast.expr) -> ast.expr:
    """Whether a value is unknown."""
    return compare(value, "is", NOTHING)


def is_not_none(value: ast.expr) -> ast.expr:
    """Whether a value is known."""
    if isinstance(value, ast.Constant):
        return FALSE if value.value is None else TRUE
    return compare(value, "is not", NOTHING)


def bound(identifier: str, value: ast.expr) -> ast.expr:
    """A value that is given a name on the way."""
    return ast.NamedExpr(ast.Name(identifier, ast.Store()), value)


def choose(test: ast.expr, then: ast.expr, otherwise: ast.expr) -> ast.expr:
    """One of two values."""
    if test is TRUE or then is otherwise:
        return then
    return otherwise if test is FALSE else ast.IfExp(test, then, otherwise)


def is_cheap(value: ast.expr) -> bool:
    """Whether to work a value out again costs no more than to look it up by a name."""
    match value:
        case ast.Name() | ast.Constant():
            return True
        case ast.UnaryOp(op=ast.Not(), operand=ast.Name()):
            return True
        case _:
            return _simple(value) is not None


def _simple(test: ast.expr) -> tuple[object, ...] | None:
    """What a test whether a name *is* something asks; None for every other test."""
    match test:
        case ast.Compare(ast.Name(one), [how], [ast.Name(other)]) if _is_is(how):
            return one, type(how), other
        case ast.Compare(ast.Name(one), [how], [ast.Constant(value)]) if _is_is(how):
            return one, type(how), type(value), value
    return None


def _is_is(how: ast.cmpop) -> bool:
    return isinstance(how, ast.Is | ast.IsNot)


def all_of(tests: Iterable[ast.expr]) -> ast.expr:
    """Whether all of the tests hold."""
    return joined("and", tests)


def any_of(tests: Iterable[ast.expr]) -> ast.expr:
    """Whether one of the tests holds."""
    return joined("or", tests)


def joined(how: str, tests: Iterable[ast.expr]) -> ast.expr:
    """Tests joined by `and` or `or`; what was asked before is not asked again."""
    operator, idle, decisive = _JOINING[how]
    kept: list[ast.expr] = []
    asked: set[tuple[object, ...] | None] = set()
    for test in tests:
        inner = isinstance(test, ast.BoolOp) and isinstance(test.op, operator)
        for one in test.values if inner else [test]:  # type: ignore[attr-defined]
            if one is decisive:
                return decisive
            simple = _simple(one)
            if one is not idle and (simple is None or simple not in asked):
                asked.add(simple)
                kept.append(one)
    if not kept:
        return idle
    return kept[0] if len(kept) == 1 else ast.BoolOp(operator(), kept)


def negate(test: ast.expr) -> ast.expr:
    """Whether a test does not hold."""
    match test:
        case ast.Constant(value=value):
            return FALSE if value else TRUE
        case ast.UnaryOp(op=ast.Not(), operand=asked):
            return asked
        case ast.Compare(left=left, ops=[how], comparators=right) if (
            type(how) in _OTHER_WAY
        ):
            return ast.Compare(left, [_OTHER_WAY[type(how)]()], right)
        case _:
            return ast.UnaryOp(ast.Not(), test)


def several(values: Iterable[ast.expr]) -> ast.expr:
    """Several values as one; one value alone stays as it is."""
    found = list(values)
    return found[0] if len(found) == 1 else ast.Tuple(found, ast.Load())


def assign(identifier: str, value: ast.expr) -> ast.stmt:
    """A variable that is set."""
    return ast.Assign([_target([identifier])], value)


def unpack(identifiers: Sequence[str], value: ast.expr) -> ast.stmt:
    """Variables that are set to the parts of a value."""
    stored: list[ast.expr] = [ast.Name(one, ast.Store()) for one in identifiers]
    return ast.Assign([ast.Tuple(stored, ast.Store())], value)


def _target(identifiers: Sequence[str]) -> ast.expr:
    stored: list[ast.expr] = [ast.Name(one, ast.Store()) for one in identifiers]
    return stored[0] if len(stored) == 1 else ast.Tuple(stored, ast.Store())


def append(identifier: str, value: ast.expr, how: str = "append") -> ast.stmt:
    """A value put into a list, or with `add` into a set."""
    return ast.Expr(call(attribute(name(identifier), how), value))


def count_one(variable: str | ast.expr) -> ast.stmt:
    """One more in a variable, or in an entry of a mapping."""
    if isinstance(variable, str):
        return ast.AugAssign(
            ast.Name(variable, ast.Store()), ast.Add(), ast.Constant(1)
        )
    assert isinstance(variable, ast.Subscript)
    return ast.AugAssign(variable, ast.Add(), ast.Constant(1))


def when(
    test: ast.expr, then: Sequence[ast.stmt], otherwise: Sequence[ast.stmt] = ()
) -> list[ast.stmt]:
    """Statements that run where a test holds, and others where it does not."""
    if test is TRUE:
        return list(then)
    if test is FALSE:
        return list(otherwise)
    if not then:
        return when(negate(test), otherwise) if otherwise else []
    return [ast.If(test, list(then), list(otherwise))]


def loop(
    identifiers: Sequence[str], over: ast.expr, body: Sequence[ast.stmt]
) -> ast.stmt:
    """Statements that run for each of several values."""
    return ast.For(_target(identifiers), over, list(body) or [ast.Pass()], [])


def function(
    identifier: str, arguments: Sequence[str], body: Sequence[ast.stmt]
) -> ast.stmt:
    """A function with plain arguments."""
    taken = [ast.arg(one) for one in arguments]
    return ast.FunctionDef(
        identifier,
        ast.arguments([], taken, None, [], [], None, []),
        list(body),
        [],
    )


def module(statement: ast.stmt) -> ast.Module:
    """A statement as a whole text, as Python wants it before it runs.

    All of it stands in one place. Where it ends is left out, and with it a third of the
    memory that `ast.fix_missing_locations` takes.
    """
    whole = ast.Module([statement], [])
    for piece in ast.walk(whole):
        if isinstance(piece, ast.stmt | ast.expr | ast.arg):
            piece.lineno = 1
            piece.col_offset = 0
    return whole
