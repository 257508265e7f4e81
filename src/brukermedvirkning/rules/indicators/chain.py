"""What an engine runs: chains of labelled steps over the rows of one kind, and labels.

`lowering` makes them of definitions, an engine counts by them, `finish` reads the counts.
"""

from __future__ import annotations

from functools import reduce

import attrs

from brukermedvirkning.rules.expressions.nodes import Lit, Node, Op, Ref
from brukermedvirkning.rules.indicators.scoring import YES

__all__ = [
    "BLIND",
    "CANNOT_TELL",
    "CASES",
    "CATEGORY",
    "CENSORED",
    "CLUSTER",
    "COUNTED",
    "ENTERED",
    "EVERY",
    "EXCEPTION",
    "EXCLUDED",
    "IN_DENOMINATOR",
    "NEGATIVE",
    "NOT_MATURE",
    "NOT_RECORDED",
    "NUMERATOR",
    "NUMERATOR_EXCLUDED",
    "OBSERVED",
    "OUTSIDE",
    "OUTSIDE_THE_POPULATION",
    "UNPLACED",
    "Chain",
    "Step",
    "all_of",
]

OUTSIDE = ""
"""The row does not belong, and is not counted."""
BLIND = "blind"
"""The source has no place for what would tell whether, or which, rows belong."""
UNPLACED = "unplaced"
"""Nobody wrote down what would tell whether the row belongs."""
EXCLUDED = "excluded"
NOT_MATURE = "not_mature"
NUMERATOR_EXCLUDED = "numerator_excluded"
NUMERATOR = "numerator"
EXCEPTION = "exception"
NEGATIVE = "negative"
NOT_RECORDED = "not_recorded"
"""The source has a place for it, and nobody wrote it."""
CANNOT_TELL = "cannot_tell"
"""The source has no place for it."""
OBSERVED = "observed"
COUNTED = "counted"
CATEGORY = "category."
"""What the labels of categories begin with."""
CENSORED = "censored"
"""Nothing had happened on the last day on which it would have been seen."""
ENTERED = "entry.entered"
"""When a row came under observation; a label of a second chain over the same rows."""
CASES = "cases"
"""A case with a row in the population: one for each case and group."""
CLUSTER = "cluster"
"""What the rows of one case came to: denominator and numerator, folded into one number."""

OUTSIDE_THE_POPULATION = frozenset({OUTSIDE, BLIND, UNPLACED})
IN_DENOMINATOR = frozenset({NUMERATOR, NUMERATOR_EXCLUDED, NEGATIVE, NOT_RECORDED})
EVERY = "*"
"""In a group: the row has no such field, and belongs to every group alike."""


@attrs.frozen
class Step:
    """A label for the rows whose test is true, with the whole number it carries."""

    label: str
    test: Node
    value: Node = Lit(0)


@attrs.frozen(kw_only=True)
class Chain:
    """An ordered list of steps over the rows of one kind, or over cases.

    `rows` is the collection of the rows; with `counts` `case` it is empty.
    `group` holds what the row is split by, each a path, or `EVERY` where the row has no
    such field. `clustered` asks for a `CLUSTER` label per case and group.
    """

    indicator: str
    counts: str
    rows: str = ""
    steps: tuple[Step, ...]
    group: tuple[Ref | str, ...] = ()
    clustered: bool = False


def all_of(*tests: Node) -> Node:
    """All of the tests; those that are plainly true are left out."""
    asked = [test for test in tests if test != YES]
    return reduce(lambda one, other: Op("and", (one, other)), asked) if asked else YES
