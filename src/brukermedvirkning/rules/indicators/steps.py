"""Steps that the chains of several scorings share."""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.rules.expressions.check import infer
from brukermedvirkning.rules.expressions.nodes import Lit, Node, Op
from brukermedvirkning.rules.indicators.chain import (
    CANNOT_TELL,
    EXCLUDED,
    NOT_MATURE,
    NOT_RECORDED,
    Step,
    all_of,
)
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.scoring import NO, YES

__all__ = ["able", "members", "telling", "yes"]


def telling(definition: Definition, excluded: Node) -> Iterator[Step]:
    """Excluded, not mature, cannot tell: what comes before the outcome is looked at."""
    yield from yes(EXCLUDED, excluded)
    if definition.mature is not None:
        yield Step(NOT_MATURE, Op("not", (definition.mature,)))
    yield Step(CANNOT_TELL, Op("not", (able(definition),)))
    if definition.mature is not None:
        yield Step(NOT_RECORDED, Op("is_unknown", (definition.mature,)))


def able(definition: Definition) -> Node:
    """Whether the source has a place for all that the definition needs."""
    return all_of(*(Op("carried", (Lit(path),)) for path in definition.carry_paths))


def yes(label: str, test: Node, *, also: Node = YES) -> tuple[Step, ...]:
    """The label where a test is true; no step where nothing is asked."""
    return () if test == NO else (Step(label, all_of(also, test)),)


def members(definition: Definition, category: Node) -> tuple[str, ...]:
    """The members of a code's list; those that say nothing only as recorded."""
    found = infer(category, definition.typed)
    concepts: type[Concept] = found.of
    return tuple(map(str, concepts if found.raw else concepts.known()))
