"""Fields, codes and places in a source, written as Python.

What stands between the root and the end of a path may be missing; only what may be is
asked for. Each record on the way is read once where it is read from more than once.
"""

from __future__ import annotations

import ast
from typing import get_args

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.record import field_types
from brukermedvirkning.rules.expressions.nodes import Raw, Ref
from brukermedvirkning.rules.expressions.types import Kind, Type
from brukermedvirkning.rules.generated.pieces import (
    NOTHING,
    TRUE,
    all_of,
    attribute,
    choose,
    compare,
    is_none,
    name,
    negate,
)
from brukermedvirkning.rules.generated.scopes import Mode, Scope
from brukermedvirkning.rules.generated.writer import Writer, parameter_name

__all__ = ["is_among", "may_be_none", "unknown_members", "write_raw", "write_ref"]


def write_ref(writer: Writer, node: Ref, mode: Mode, here: Scope) -> ast.expr:
    """A field: a truth value by what is asked of it, else what is known of it."""
    found = writer.type_of(node)
    if mode != "value":
        read = writer.value(node, here)
        if not found.nullable:
            return read if mode == "yes" else negate(read)
        return compare(read, "is", writer.constant(mode == "yes"))
    if found.kind is Kind.CODE:
        return _known_code(writer, node, found, here)
    read = _read(writer, node, here)
    if found.kind is not Kind.MANY:
        return read
    place = writer.has_place(node)
    if place is TRUE:
        return read
    kept, tested = writer.kept(read)
    empty = compare(tested, "==", ast.Tuple([], ast.Load()))
    return choose(all_of((empty, negate(place))), NOTHING, kept)


def write_raw(writer: Writer, node: Raw, here: Scope) -> ast.expr:
    """A code as recorded; one beside a source's own code is the concept."""
    read = _read(writer, node.ref, here)
    if not writer.type_of(node.ref).coded:
        return read
    if not may_be_none(writer, node.ref):
        return attribute(read, "concept")
    kept, tested = writer.kept(read)
    return choose(is_none(tested), NOTHING, attribute(kept, "concept"))


def _known_code(writer: Writer, node: Ref, found: Type, here: Scope) -> ast.expr:
    read = writer.value(Raw(node), here)
    unknown = unknown_members(found)
    if not unknown:
        return read
    kept, tested = writer.kept(read)
    return choose(is_among(writer, tested, unknown), NOTHING, kept)


def unknown_members(found: Type) -> tuple[Concept, ...]:
    """The members of a code that say nothing."""
    concepts: type[Concept] = found.of
    return tuple(member for member in concepts if member.is_unknown)


def is_among(writer: Writer, value: ast.expr, members: tuple[Concept, ...]) -> ast.expr:
    """Whether a code is one of several members."""
    if len(members) == 1:
        return compare(value, "is", writer.constant(members[0]))
    return compare(value, "in", writer.constant(members))


def _read(writer: Writer, ref: Ref, here: Scope) -> ast.expr:
    """What stands at the end of a path, a code with the source's own code beside it."""
    if ref.path[0] == "param":
        return name(parameter_name(ref.path[1]))
    owner = Ref(ref.path[:-1])
    coded = writer.type_of(owner).coded
    read = _read(writer, owner, here) if coded else writer.value(owner, here)
    if not may_be_none(writer, owner):
        return attribute(read, ref.path[-1])
    kept, tested = writer.kept(read)
    return choose(is_none(tested), NOTHING, attribute(kept, ref.path[-1]))


def may_be_none(writer: Writer, ref: Ref) -> bool:
    """Whether there may be nothing at a place; what is derived is taken to be so."""
    *outer, field = ref.path
    if not outer:
        return False
    owner = Ref(tuple(outer))
    if may_be_none(writer, owner):
        return True
    of = writer.type_of(owner).of
    declared = field_types(of) if hasattr(of, "__attrs_attrs__") else {}
    if field in declared:
        return type(None) in get_args(declared[field])
    return writer.type_of(ref).nullable
