"""Tests written as Python, each in the way in which it is asked.

What must go through rows is asked last, and only where the rest does not decide.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from brukermedvirkning.rules.expressions.nodes import Lit, Node, Op, Raw, Ref
from brukermedvirkning.rules.expressions.operations import PLAIN
from brukermedvirkning.rules.expressions.types import Kind, Type
from brukermedvirkning.rules.generated.fields import unknown_members
from brukermedvirkning.rules.generated.pieces import (
    FALSE,
    NOTHING,
    TRUE,
    all_of,
    any_of,
    assign,
    call,
    choose,
    compare,
    is_none,
    is_not_none,
    joined,
    name,
    negate,
    when,
)
from brukermedvirkning.rules.generated.reckoning import operands
from brukermedvirkning.rules.generated.scopes import (
    OF_CASE,
    Block,
    Mode,
    Scope,
    needs,
    rests_on_rows,
)
from brukermedvirkning.rules.generated.writer import (
    OTHER_WAY,
    Writer,
    parameter_name,
)

__all__ = ["write_test"]

_Test: TypeAlias = Callable[[Writer, Op, Mode, Scope], ast.expr]

_OPPOSITE = MappingProxyType(
    {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
)


def write_test(writer: Writer, node: Op, mode: Mode, here: Scope) -> ast.expr:
    """An operation that is true, false or unknown."""
    if mode == "value":
        yes = writer.yes(node, here)
        if not writer.type_of(node).nullable:
            return yes
        return choose(yes, TRUE, choose(writer.no(node, here), FALSE, NOTHING))
    return _TESTS[node.name](writer, node, mode, here)


def _not(writer: Writer, node: Op, mode: Mode, here: Scope) -> ast.expr:
    return writer.ask(node.args[0], OTHER_WAY[mode], here)


def _and_or(writer: Writer, node: Op, mode: Mode, here: Scope) -> ast.expr:
    how = "and" if (node.name == "and") == (mode == "yes") else "or"
    if _is_contrary(*node.args):
        return _either_way(writer, node, mode, here)
    parts = list(_parts(node, node.name))
    if not any(map(_goes_through_rows, parts)):
        return joined(how, [writer.ask(part, mode, here) for part in node.args])
    parts.sort(key=_goes_through_rows)
    easy = [part for part in parts if not _goes_through_rows(part)] or parts[:1]
    found = joined(how, [writer.ask(part, mode, here) for part in easy])
    for part in parts[len(easy) :]:
        found = _if_undecided(writer, how, found, (part, mode), here)
    return found


def _is_contrary(one: Node, other: Node) -> bool:
    return Op("not", (one,)) == other or Op("not", (other,)) == one


def _either_way(writer: Writer, node: Op, mode: Mode, here: Scope) -> ast.expr:
    """A test or its contrary: true or false for sure where the test is not unknown."""
    if (node.name == "or") != (mode == "yes"):
        return FALSE
    return _is_there(writer, node.args[0], here)


def _parts(node: Node, operation: str) -> Iterator[Node]:
    """The parts of `a and b and c`; what needs no rows stays as it was put together."""
    if isinstance(node, Op) and node.name == operation and _goes_through_rows(node):
        for part in node.args:
            yield from _parts(part, operation)
    else:
        yield node


def _goes_through_rows(node: Node) -> bool:
    """Whether rows are gone through again and again to compute a node."""
    return rests_on_rows(node) and bool(needs(node) - OF_CASE)


def _if_undecided(
    writer: Writer, how: str, found: ast.expr, asked: tuple[Node, Mode], here: Scope
) -> ast.expr:
    """A further test, worked out only where those before it leave it open."""
    further = here.branch((Block.FURTHER, asked))
    last = writer.ask(*asked, further)
    if not further.before:
        return joined(how, [found, last])
    kept = writer.fresh("holds")
    undecided = name(kept) if how == "and" else negate(name(kept))
    here.before += [
        assign(kept, found),
        *when(undecided, [*further.before, assign(kept, last)]),
    ]
    return name(kept)


def _carried(writer: Writer, node: Op, mode: Mode, _here: Scope) -> ast.expr:
    (path,) = node.args
    assert isinstance(path, Lit)
    there = writer.place(str(path.value))
    return there if mode == "yes" else negate(there)


def _compared(writer: Writer, node: Op, mode: Mode, here: Scope) -> ast.expr:
    how = node.name if mode == "yes" else _OPPOSITE[node.name]
    left, right = node.args
    for code, literal in ((left, right), (right, left)):
        if isinstance(literal, Lit) and isinstance(code, Ref | Raw):
            found = writer.type_of(code)
            if found.kind is Kind.CODE:
                return _is_member(writer, code, found, str(literal.value), how, here)
    known, (one, other) = operands(writer, node.args, here)
    return all_of((*known, compare(one, how, other)))


def _is_member(
    writer: Writer, code: Ref | Raw, found: Type, word: str, how: str, here: Scope
) -> ast.expr:
    """A code beside one of its members: the same object, or not."""
    read = writer.value(Raw(code) if isinstance(code, Ref) else code, here)
    member = writer.constant(found.of(word))
    if how == "==":
        return compare(read, "is", member)
    kept, tested = writer.kept(read)
    others: list[ast.expr] = [compare(tested, "is not", member)]
    if found.nullable:
        others.append(is_not_none(kept))
    if not found.raw:
        unknown = unknown_members(found)
        others += [compare(kept, "is not", writer.constant(one)) for one in unknown]
    return all_of(others)


def _known(writer: Writer, node: Op, mode: Mode, here: Scope) -> ast.expr:
    """What is there is known; what is not is unknown, or has no place in the source."""
    if node.name == "is_unknown":
        mode = OTHER_WAY[mode]
    (asked,) = node.args
    there = _is_there(writer, asked, here)
    if mode == "yes":
        return there
    ref = asked.ref if isinstance(asked, Raw) else asked
    place = writer.has_place(ref) if isinstance(ref, Ref) else TRUE
    return all_of((negate(there), place))


def _is_there(writer: Writer, asked: Node, here: Scope) -> ast.expr:
    if writer.is_test(asked):
        if not writer.type_of(asked).nullable:
            return TRUE
        return any_of((writer.yes(asked, here), writer.no(asked, here)))
    if not writer.may_be_unknown(asked):
        return TRUE
    return is_not_none(writer.value(asked, here))


def _among(writer: Writer, node: Op, mode: Mode, here: Scope) -> ast.expr:
    """Whether an entry is among several; an unknown one of them may be it."""
    entry, many = node.args if node.name == "in" else node.args[::-1]
    known, (one, several) = operands(writer, (entry, many), here)
    if isinstance(many, Lit):
        several = writer.constant(_members(writer.type_of(entry), many))
    elif isinstance(many, Ref) and many.path[0] == "param":
        codes = writer.type_of(many).of.kind is Kind.CODE
        if codes and mode == "no":
            known.append(negate(name(f"{parameter_name(many.path[1])}_lost")))
    else:
        has = call(writer.constant(PLAIN["has"]), several, one)
        return all_of((*known, compare(has, "is", writer.constant(mode == "yes"))))
    return all_of((*known, compare(one, "in" if mode == "yes" else "not in", several)))


def _members(of: Type, many: Lit) -> Any:
    """Literal texts as what they are compared with: codes as their members."""
    assert isinstance(many.value, tuple)
    if of.kind is not Kind.CODE:
        return many.value
    return tuple(of.of(str(word)) for word in many.value)


def _contains(writer: Writer, node: Op, mode: Mode, here: Scope) -> ast.expr:
    """A period whose first day is not known only tells of the days after its end."""
    period, day = node.args
    known, (at,) = operands(writer, (day,), here)
    if writer.may_be_unknown(period):
        known.append(is_not_none(writer.value(period, here)))
    assert isinstance(period, Ref)
    start, first = writer.kept(writer.value(Ref((*period.path, "start")), here))
    end, last = writer.kept(writer.value(Ref((*period.path, "end")), here))
    if mode == "yes":
        begun = (is_not_none(first), compare(start, "<=", at))
        open_ = any_of((is_none(last), compare(at, "<", end)))
        return all_of((*known, *begun, open_))
    before = all_of((is_not_none(first), compare(at, "<", start)))
    after = all_of((is_not_none(last), compare(at, ">=", end)))
    return all_of((*known, any_of((before, after))))


def _or_else(writer: Writer, node: Op, mode: Mode, here: Scope) -> ast.expr:
    first, second = node.args
    decided = writer.ask(first, mode, here)
    if not writer.type_of(first).nullable:
        return decided
    other = negate(writer.ask(first, OTHER_WAY[mode], here))
    return any_of((decided, all_of((other, writer.ask(second, mode, here)))))


_TESTS: Mapping[str, _Test] = MappingProxyType(
    {
        "not": _not,
        "and": _and_or,
        "or": _and_or,
        "carried": _carried,
        "is_known": _known,
        "is_unknown": _known,
        "in": _among,
        "has": _among,
        "contains": _contains,
        "or_else": _or_else,
        **dict.fromkeys(_OPPOSITE, _compared),
    }
)
