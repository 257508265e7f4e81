"""Where in a generated function something is computed: once, once a case, once a row.

What is asked for is computed in the shallowest scope that knows all it needs, or in the
one branch of it that asks. There it gets a name where it is asked for more than once, or
from a loop inside; else it stays where it stands, so that `and` and `or` spare it.
"""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from enum import Enum, auto
from functools import lru_cache
from itertools import takewhile
from typing import TypeAlias

import attrs

from brukermedvirkning.rules.expressions.nodes import Fold, Node, Op, Ref, inside, walk

__all__ = [
    "CASE",
    "OF_CASE",
    "Asked",
    "Block",
    "Columns",
    "Mode",
    "Plan",
    "Scope",
    "conjuncts",
    "knows_case_alone",
    "needs",
    "outermost",
    "rests_on_rows",
]

Mode: TypeAlias = str
"""How a node is asked: `yes` (is it true?), `no` (is it false?), or `value`."""
Asked: TypeAlias = tuple[Node, Mode]
Place: TypeAlias = tuple[Hashable, Asked]
"""The block in which something is asked for, by its key."""

CASE = frozenset({"case"})
OF_CASE = frozenset({"case", "param", "window"})
"""The roots that stay the same for all rows of a case."""


class Block(Enum):
    """What a block is for: with what it is about, this is its key."""

    EARLY = auto()
    LATE = auto()
    ROWS_OF = auto()
    KEPT = auto()
    GATHERED = auto()
    FURTHER = auto()
    BELONGS = auto()
    LOST = auto()


@attrs.define(eq=False)
class Columns:
    """What a loop over gathered rows finds in them: a variable for each thing asked."""

    fold: Fold
    variables: dict[Asked, str] = attrs.field(factory=dict)


@attrs.define(kw_only=True, eq=False)
class Scope:
    """A block of the generated function, with the names that it gives to the roots.

    A block without names is a branch: it runs for some of the rows of the block around
    it. `key` is the same for the same block of a plan and of the writing after it; by
    default it is what the block knows.
    `before` are the statements that what is computed here needs. A loop over gathered
    rows has `columns`: of its rows it knows nothing else.
    """

    outer: Scope | None
    names: dict[str, str]
    key: Hashable = attrs.Factory(lambda self: frozenset(self.names), takes_self=True)
    columns: Columns | None = None
    before: list[ast.stmt] = attrs.field(factory=list)
    known: dict[Asked, ast.expr] = attrs.field(factory=dict)

    def outwards(self) -> Iterator[Scope]:
        """This scope and those around it, the nearest first."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.outer

    def inner(
        self, key: Hashable, names: dict[str, str], columns: Columns | None = None
    ) -> Scope:
        """A block inside this one."""
        return Scope(key=key, outer=self, names=names, columns=columns)

    def branch(self, key: Hashable) -> Scope:
        """A block inside this one that only runs for some of its rows."""
        return self.inner((self.key, key), {})

    def path(self, home: Scope) -> list[Scope]:
        """The scopes from below `home` down to this one."""
        inside = takewhile(lambda scope: scope is not home, self.outwards())
        return [*inside][::-1]

    def home(self, roots: frozenset[str]) -> Scope:
        """The shallowest scope that knows all of these roots: the nearest with one."""
        *_, outermost = self.outwards()
        knowing = (one for one in self.outwards() if not roots.isdisjoint(one.names))
        return next(knowing, outermost)


def outermost() -> Scope:
    """The block of a function itself, which knows what is the same for all cases."""
    names = {root: root for root in OF_CASE - CASE}
    return Scope(outer=None, names=names)


@attrs.define
class Plan:
    """What a first pass found out: how often what is asked for where.

    `direct` is what a block or a loop in it asks for, and not a branch of it alone.
    `folded` are the folds that are worked out as the rows are first gone through, by
    collection, with how they are asked; `gathered` those for which rows are gathered on that way, with what is
    asked of each row; `wanted` by which loop over rows the rows of which collections
    must have been gathered. Dictionaries without values keep an order.
    """

    times: Counter[Place] = attrs.field(factory=Counter)
    direct: set[Place] = attrs.field(factory=set)
    seen: set[Place] = attrs.field(factory=set)
    folded: dict[str, dict[Fold, dict[Mode, None]]] = attrs.field(factory=dict)
    gathered: dict[str, dict[Fold, dict[Asked, None]]] = attrs.field(factory=dict)
    wanted: defaultdict[Hashable, set[str]] = attrs.field(
        factory=lambda: defaultdict(set)
    )

    def note(self, asked: Asked, home: Scope, here: Scope) -> bool:
        """Takes down that something is asked for.

        Gives whether what is inside it must be gone through too: not where it was
        already worked out, here or in a block around.
        """
        path = here.path(home)
        first = not any((one.key, asked) in self.seen for one in (home, *path))
        self.seen.add((here.key, asked))
        at = home
        for scope in path:
            place = at.key, asked
            if scope.names:
                # A loop asks again and again.
                self.times.update((place, place))
                self.direct.add(place)
                return first
            self.times.update((place,))
            at = scope
        place = at.key, asked
        self.times.update((place,))
        self.direct.add(place)
        return first

    def target(self, asked: Asked, home: Scope, here: Scope) -> Scope:
        """The scope to compute something in: `home`, or the branch of it that asks.

        What several branches ask for is computed in each.
        """
        at = home
        for scope in here.path(home):
            if scope.names or (at.key, asked) in self.direct:
                break
            at = scope
        return at


@lru_cache(maxsize=8192)
def needs(node: Node) -> frozenset[str]:
    """The roots that must be known to compute a node; a fold knows its own row.

    Unlike `nodes.roots`, whether a source has a place for something needs the case.
    """
    match node:
        case Ref():
            return frozenset({node.path[0]})
        case Op("carried"):
            return CASE
        case Fold():
            own = frozenset[str]().union(*map(needs, node.asked_of_rows)) - {node.row}
            return own.union(CASE, *map(needs, node.bounds))
        case _:
            return frozenset[str]().union(*map(needs, inside(node)))


def conjuncts(node: Node) -> Iterator[Node]:
    """The tests that must all hold for one that joins them by `and`."""
    if isinstance(node, Op) and node.name == "and":
        for part in node.args:
            yield from conjuncts(part)
    else:
        yield node


@lru_cache(maxsize=8192)
def rests_on_rows(node: Node) -> bool:
    """Whether rows must be gone through to compute a node."""
    return any(isinstance(part, Fold) for part in walk(node))


@lru_cache(maxsize=8192)
def knows_case_alone(fold: Fold) -> bool:
    """Whether a fold sees nothing but the case, the window and the parameters."""
    return needs(fold) <= OF_CASE
