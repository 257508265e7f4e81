"""What several folds over the same rows ask alike of them, to be asked but once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from brukermedvirkning.rules.expressions.nodes import Fold, Node, Op
from brukermedvirkning.rules.indicators.chain import all_of

__all__ = ["Filters", "filters_of", "parts_of"]


@attrs.frozen
class Filters:
    """The tests that every fold asks of its rows, and what else each fold asks."""

    common: tuple[Node, ...]
    rest: Mapping[Fold, Node | None]


def filters_of(folds: Sequence[Fold]) -> Filters:
    """What some folds ask in common, and apart.

    Where a test is false or unknown a fold does not look at the row, so that rows can be
    left out by it before the rest is asked.
    """
    tests = {
        fold: [] if fold.where is None else list(parts_of(fold.where)) for fold in folds
    }
    first, *others = tests.values()
    common = tuple(
        node for node in dict.fromkeys(first) if all(node in own for own in others)
    )
    rest = {
        fold: [node for node in own if node not in common]
        for fold, own in tests.items()
    }
    return Filters(
        common, {fold: all_of(*own) if own else None for fold, own in rest.items()}
    )


def parts_of(node: Node) -> Iterator[Node]:
    """The tests that must all hold for a test to hold."""
    if isinstance(node, Op) and node.name == "and":
        for part in node.args:
            yield from parts_of(part)
    else:
        yield node
