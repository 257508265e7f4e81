"""What a plan asks of the nodes of chains: whose they are, how deep, what they see."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import attrs

from brukermedvirkning.rules.expressions.nodes import (
    Fold,
    Node,
    Op,
    Raw,
    Ref,
    inside,
    roots,
)
from brukermedvirkning.rules.indicators.chain import Chain
from brukermedvirkning_engine_ibis.held import held_within
from brukermedvirkning_engine_ibis.places import nodes_in

__all__ = [
    "depth",
    "folds_in",
    "is_stepped",
    "largest",
    "nodes_of",
    "outside",
    "owned",
    "sees_case",
    "sees_window",
]


def owned(chain: Chain) -> Chain:
    """The chain with its parameters named after its indicator, to tell them apart."""
    return attrs.evolve(
        chain,
        steps=tuple(
            attrs.evolve(
                step,
                test=_own(step.test, chain.indicator),
                value=_own(step.value, chain.indicator),
            )
            for step in chain.steps
        ),
    )


def _own(node: Node, indicator: str) -> Node:
    """The node with its parameters named after the indicator that has them."""
    match node:
        case Ref(("param", name)):
            return Ref(("param", f"{indicator}.{name}"))
        case Ref():
            return node
        case Raw(ref):
            return Raw(_own(ref, indicator))  # type: ignore[arg-type]
        case Op(name, args):
            return Op(name, tuple(_own(arg, indicator) for arg in args))
        case Fold():
            return attrs.evolve(
                node,
                where=None if node.where is None else _own(node.where, indicator),
                args=tuple(_own(arg, indicator) for arg in node.args),
                bounds=tuple(_own(bound, indicator) for bound in node.bounds),
            )
        case _:
            return node


def nodes_of(chain: Chain) -> Iterator[Node]:
    """All that a chain asks: tests, numbers, and what it is split by."""
    for step in chain.steps:
        yield step.test
        yield step.value
    yield from (one for one in chain.group if not isinstance(one, str))


def _is_carried(parts: Iterable[Node]) -> bool:
    return any(isinstance(part, Op) and part.name == "carried" for part in parts)


def largest(nodes: Iterable[Node], fits: Callable[[Node], bool]) -> Iterator[Node]:
    """The nodes that fit and do not stand in another that does."""
    for node in nodes:
        if fits(node):
            yield node
        else:
            yield from largest(inside(node), fits)


def folds_in(nodes: Iterable[Node]) -> Iterator[Fold]:
    """All folds that have to be reckoned: the bounds of some are not asked for."""
    for node in nodes:
        if isinstance(node, Fold):
            yield node
            yield from folds_in(asked_for(node))
        else:
            yield from folds_in(inside(node))


def asked_for(fold: Fold) -> tuple[Node, ...]:
    """What has to be known for a fold."""
    return (*fold.asked_of_rows, *(() if held_within(fold) else fold.bounds))


def is_stepped(fold: Fold) -> bool:
    """Whether a fold goes from one row to the next."""
    return fold.name == "longest_gap" and held_within(fold) is None


def outside(
    nodes: Iterable[Node], kept: Mapping[Node, str], there: Collection[str]
) -> Iterator[Node]:
    """The nodes and what is inside them, but for what is kept in a column."""
    for node in nodes:
        if kept.get(node) not in there:
            yield node
            yield from outside(inside(node), kept, there)


def sees_window(node: Node) -> bool:
    """Whether an operation is reckoned of the window and the parameters alone."""
    return _sees(node, frozenset({"window", "param"}))


def sees_case(node: Node) -> bool:
    """Whether an operation is reckoned of the case itself, and of the window."""
    return _sees(node, frozenset({"case", "window", "param"}))


def _sees(node: Node, names: frozenset[str]) -> bool:
    if not isinstance(node, Op) or not roots(node) <= names:
        return False
    parts = list(nodes_in((node,)))
    if any(isinstance(part, Fold) for part in parts):
        return False
    return node.name != "carried" and (not _is_carried(parts) or "case" in names)


def depth(fold: Fold, among: frozenset[Fold]) -> int:
    """How many folds stand inside one another here, those elsewhere not counted."""
    deeper = (depth(node, among) for node in folds_in(asked_for(fold)) if node in among)
    return 1 + max(deeper, default=0)
