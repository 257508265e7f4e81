"""Folds over the contacts held in a span of days, by the gap that stands beside each.

The tables tell for each contact how many days lie between it and the last one before it
that was held. Where a fold looks at no others, nobody has to sort for it.
"""

from __future__ import annotations

import attrs

from brukermedvirkning.rules.expressions.nodes import Fold, Node, Op, Ref, roots
from brukermedvirkning_engine_ibis.filters import parts_of

__all__ = ["DAY", "GAP", "Held", "held_within"]

DAY = "contact.on"
GAP = "contact.days_since_previous_held"
_IS_HELD = Ref(("contact", "is_held"))
_ON = Ref(("contact", "on"))
_COMPARED = frozenset({"<", "<=", ">", ">="})


@attrs.frozen
class Held:
    """What a fold asks of contacts beside that they were held: some tests of their day.

    These name a span without holes, so that a contact held before belongs to it when they
    hold for its day too.
    """

    span: tuple[Node, ...]


def held_within(fold: Fold) -> Held | None:
    """The fold as one over contacts held in a span; None where it is another."""
    if fold.row != "contact" or fold.where is None or not _is_answered(fold):
        return None
    asked = list(parts_of(fold.where))
    span = tuple(node for node in asked if node != _IS_HELD)
    if len(span) + 1 != len(asked) or not all(map(_is_of_day, span)):
        return None
    return Held(span)


def _is_answered(fold: Fold) -> bool:
    """Whether the gaps answer it: how many days, or the longest way between two."""
    match fold.name:
        case "distinct":
            return fold.args == (_ON,)
        case "longest_gap":
            same = attrs.evolve(fold, args=(_ON,), bounds=())
            ends = (attrs.evolve(same, name=name) for name in ("min", "max"))
            return fold.bounds == tuple(ends)
        case _:
            return False


def _is_of_day(node: Node) -> bool:
    """Whether a test compares the day with what is the same for all contacts."""
    match node:
        case Op(name, (one, other)) if name in _COMPARED and _ON in (one, other):
            rest = other if one == _ON else one
            return "contact" not in roots(rest)
        case _:
            return False
