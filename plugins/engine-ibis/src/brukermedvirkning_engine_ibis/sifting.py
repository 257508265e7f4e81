"""Which rows are surely of no account to the chains that count them.

Their tests are asked of the rows before anything else, and of the chains no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from brukermedvirkning.rules.expressions.nodes import Lit, Node, Op, Ref, roots
from brukermedvirkning.rules.expressions.types import Kind
from brukermedvirkning.rules.indicators.chain import OUTSIDE, Chain
from brukermedvirkning.tables.layout import CASE
from brukermedvirkning_engine_ibis.filters import parts_of
from brukermedvirkning_engine_ibis.places import Places, nodes_in
from brukermedvirkning_engine_ibis.simplify import simplified

__all__ = ["sifted"]


def sifted(
    chains: Iterable[Chain], places: Places
) -> tuple[list[Chain], dict[str, list[Node]]]:
    """The chains, and for each kind of rows the tests that pass for all that they count.

    Such a test is asked once, of the rows, and no more by the chains.
    """
    by_kind: dict[str, list[Chain]] = {}
    for chain in simplified(chains, complete=places.complete):
        by_kind.setdefault(chain.counts, []).append(chain)
    sure = {
        kind: [
            node
            for node in _asked_by_all(kind, own)
            if kind != CASE and _is_never_unknown(node, places)
        ]
        for kind, own in by_kind.items()
    }
    found = [
        chain for kind, own in by_kind.items() for chain in simplified(own, sure[kind])
    ]
    return found, sure


def _is_never_unknown(node: Node, places: Places) -> bool:
    """Whether a test compares what is always there."""
    return isinstance(node, Op) and all(
        (isinstance(part, Op) and part.name in _COMPARED)
        or isinstance(part, Lit)
        or (isinstance(part, Ref) and _is_there(part, places))
        for part in nodes_in((node,))
    )


def _is_there(ref: Ref, places: Places) -> bool:
    found = places.type_of(ref.path)
    return not found.nullable and found.kind in (Kind.DATE, Kind.INT, Kind.BOOL)


_COMPARED = frozenset({"==", "!=", "<", "<=", ">", ">=", "least", "greatest"})


def _asked_by_all(kind: str, chains: Iterable[Chain]) -> Iterator[Node]:
    """Tests of the row alone that must not fail, or no chain counts the row."""
    first, *others = [dict.fromkeys(_asked(chain)) for chain in chains]
    for node in first:
        if roots(node) <= {kind, "window"} and all(node in other for other in others):
            yield node


def _asked(chain: Chain) -> Iterator[Node]:
    """All that the first step of a chain asks of a row that is not outside."""
    step = chain.steps[0]
    if step.label == OUTSIDE and isinstance(step.test, Op) and step.test.name == "not":
        yield from parts_of(step.test.args[0])
