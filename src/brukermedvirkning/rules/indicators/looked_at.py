"""What a chain looks at before it gives a label: for whoever may not see all of a case.

A label tells of everything that was asked on the way to it. So a record can be named
under a label to those alone who may read all of that. Source: definitions 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import attrs

from brukermedvirkning.rules.access import parts_of
from brukermedvirkning.rules.expressions.nodes import Fold, Node, Op, Ref, inside
from brukermedvirkning.rules.indicators.chain import (
    BLIND,
    CANNOT_TELL,
    NOT_RECORDED,
    UNPLACED,
    Chain,
)

__all__ = ["DERIVED", "LookedAt", "looked_at", "tells_of_source"]

DERIVED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "decision": MappingProxyType(
            dict.fromkeys(("contested", "matches_wish", "say"), "own")
        ),
        "intervention": MappingProxyType(
            dict.fromkeys(("content_shaper", "goal_shaper", "proposer"), "own")
        ),
    }
)
"""The part that a derived value is made of, by kind; one that is not here needs none."""

_OF_OTHER_ROWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"goals_agreed": ("goal", "stance")}
)
"""The kinds of row that a derived value of a case is made of."""

_SOURCE = (False, ("case", "origin"))
_OF_THE_SOURCE = (BLIND, CANNOT_TELL, NOT_RECORDED, UNPLACED)


@attrs.frozen(kw_only=True)
class LookedAt:
    """What the reader of a label is told something of.

    `row` names the parts of the row that is counted, `case` those of the case.
    `others` are the kinds whose rows were all looked at, each with parts; the plan is
    one of them.
    """

    row: frozenset[str]
    case: frozenset[str]
    others: Mapping[str, frozenset[str]]


def looked_at(chain: Chain, kinds: Mapping[str, str]) -> LookedAt:
    """What a chain looks at; `kinds` are the kinds of row, with their collections."""
    row: set[str] = set()
    case: set[str] = set()
    others: dict[str, set[str]] = {}
    for of_all, path in _paths(chain):
        root, *names = path
        if root == "case":
            for kind in _kinds_behind(names, kinds):
                others.setdefault(kind, set()).update(_parts(kind, names[1:]))
            case.update(_parts("case", names))
        elif of_all:
            others.setdefault(root, set()).update(_parts(root, names))
        elif root == chain.counts:
            row.update(_parts(root, names))
    return LookedAt(
        row=frozenset(row),
        case=frozenset(case),
        others=MappingProxyType(
            {kind: frozenset(parts) for kind, parts in sorted(others.items())}
        ),
    )


def tells_of_source(label: str) -> bool:
    """Whether a label says what the source of the case has a place for."""
    return label.rpartition(".")[2] in _OF_THE_SOURCE


def _paths(chain: Chain) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """Every path that is read, and whether it is of all rows of a kind."""
    for step in chain.steps:
        for path in (
            *_read(step.test, frozenset()),
            *_read(step.value, frozenset()),
        ):
            # What the source can carry is told by the label: see `tells_of_source`.
            if path != _SOURCE or not tells_of_source(step.label):
                yield path
    yield from ((False, one.path) for one in chain.group if isinstance(one, Ref))


def _read(node: Node, folded: frozenset[str]) -> Iterator[tuple[bool, tuple[str, ...]]]:
    match node:
        case Ref():
            yield node.path[0] in folded, node.path
        case Fold():
            yield True, (node.row,)
            for bound in node.bounds:
                yield from _read(bound, folded)
            for asked in node.asked_of_rows:
                yield from _read(asked, folded | {node.row})
        case Op("carried"):
            yield _SOURCE
        case _:
            for part in inside(node):
                yield from _read(part, folded)


def _kinds_behind(names: list[str], kinds: Mapping[str, str]) -> Iterator[str]:
    """The kinds of item that a field of a case is, or is made of."""
    match names:
        case ["plan", *_]:
            yield "plan"
        case [name, *_]:
            yield from _OF_OTHER_ROWS.get(name, ())
            yield from (kind for kind, rows in kinds.items() if rows == name)


def _parts(kind: str, names: list[str]) -> Iterator[str]:
    """The parts of a kind that a field lies in, or that a derived value is made of."""
    match names:
        case [name, *_] if name in DERIVED.get(kind, {}):
            yield DERIVED[kind][name]
    for part in parts_of(kind):
        for path in part.paths:
            place = path.split(".")
            if names[: len(place)] == place:
                yield part.name
