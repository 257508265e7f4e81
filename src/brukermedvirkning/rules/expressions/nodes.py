"""The five nodes that every expression is made of, as plain frozen values.

They compare and hash by structure, which round trips and shared subexpressions rest on.
They hold names only: what a name means stands in `types`, what an operation does in
`interpret`. Nobody writes nodes by hand; `surface` and `text` build and check them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

import attrs

__all__ = ["Fold", "Lit", "Node", "Op", "Raw", "Ref", "inside", "roots", "walk"]

Literal: TypeAlias = bool | int | str | date | tuple[str | int | date, ...]


def _tagged(value: Any) -> Any:
    """Tells `True` from `1`, which Python holds to be equal."""
    if isinstance(value, tuple):
        return tuple(map(_tagged, value))
    return type(value).__name__, value


@attrs.frozen
class Lit:
    """A value that stands in the expression itself; a code is its text."""

    value: Literal = attrs.field(eq=_tagged)


@attrs.frozen
class Ref:
    """What a path of names leads to, from `case`, a row kind, `window` or `param`."""

    path: tuple[str, ...]


@attrs.frozen
class Raw:
    """A code as recorded, its unknown members included."""

    ref: Ref


@attrs.frozen(cache_hash=True)
class Op:
    """An operation by name over other nodes."""

    name: str
    args: tuple[Node, ...]


@attrs.frozen(cache_hash=True)
class Fold:
    """One value out of the rows of a collection of the case.

    `rows` names the collection, `row` the kind of its rows. `where` and `args` are asked
    of each row; `bounds` are asked once, outside the fold.
    """

    name: str
    rows: str
    row: str
    where: Node | None = None
    args: tuple[Node, ...] = ()
    bounds: tuple[Node, ...] = ()

    @property
    def asked_of_rows(self) -> tuple[Node, ...]:
        """The filter and the arguments: what is asked of each row."""
        return self.args if self.where is None else (self.where, *self.args)


Node: TypeAlias = Lit | Ref | Raw | Op | Fold


def inside(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside a node."""
    match node:
        case Raw():
            return (node.ref,)
        case Op():
            return node.args
        case Fold():
            return (*node.asked_of_rows, *node.bounds)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node itself and everything inside it, outermost first."""
    yield node
    for part in inside(node):
        yield from walk(part)


@lru_cache(maxsize=4096)
def roots(node: Node) -> frozenset[str]:
    """The roots that must be known to compute a node; a fold knows its own row."""
    match node:
        case Ref():
            return frozenset({node.path[0]})
        case Fold():
            own = frozenset().union(*map(roots, node.asked_of_rows)) - {node.row}
            return own.union({"case"}, *map(roots, node.bounds))
        case _:
            return frozenset().union(*map(roots, inside(node)))
