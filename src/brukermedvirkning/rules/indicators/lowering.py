"""A definition lowered to chains: what an engine runs, and all that it needs to know.

Of each counted row the first step whose test is true gives a label, and some labels
carry a whole number. Whether the row belongs, whether its source can say, and what it
shows are steps alike, so that an engine only ever asks "is it true?".

The order is that of the design with one thing made explicit: a row whose source has no
place for what the definition needs never reaches the numerator, or an empty collection
would speak for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from types import MappingProxyType
from typing import Any

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.rules.expressions.check import infer
from brukermedvirkning.rules.expressions.nodes import Lit, Node, Op, Ref
from brukermedvirkning.rules.indicators.definition import Definition, IntervalMethod
from brukermedvirkning.rules.indicators.scoring import (
    NO,
    YES,
    Cohort,
    Continuous,
    Distribution,
    Proportion,
    Side,
)

__all__ = [
    "BLIND",
    "CANNOT_TELL",
    "CASES",
    "CATEGORY",
    "CLUSTER",
    "COUNTED",
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
    "categories",
    "lower",
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


def lower(definition: Definition, by: tuple[str, ...] = ()) -> tuple[Chain, ...]:
    """The chains of a definition, split by the paths given.

    Raises `DefinitionError` for a split that the definition does not allow.
    """
    for path in by:
        definition.check_grouping(path)
    if definition.sides:
        mains = [_side_chain(definition, by, *side) for side in definition.sides]
    else:
        mains = [_main_chain(definition, by)]
    return (*mains, *_blind_chains(definition, by))


def _main_chain(definition: Definition, by: tuple[str, ...]) -> Chain:
    scoring = definition.scoring
    among, steps = _SCORINGS[type(scoring)](definition, scoring)
    member = _all(definition.among, among, *_in_window(definition.when))
    return Chain(
        indicator=definition.id,
        counts=definition.counts,
        rows=definition.schema.kinds.get(definition.counts, ""),
        steps=(*_placing(definition, member), *steps),
        group=_group(definition.counts, by),
        clustered=isinstance(scoring, Proportion)
        and definition.interval is IntervalMethod.CLUSTERED,
    )


def _side_chain(
    definition: Definition, by: tuple[str, ...], name: str, side: Side
) -> Chain:
    member = _all(side.among, *_in_window(side.when))
    steps = (
        *_placing(definition, member),
        *_yes(EXCLUDED, side.excluded),
        Step(CANNOT_TELL, Op("not", (_able(definition),))),
        Step(OBSERVED, Op("is_known", (side.observe,)), side.observe),
        Step(NOT_RECORDED, YES),
    )
    return Chain(
        indicator=definition.id,
        counts=side.counts,
        rows=definition.schema.kinds.get(side.counts, ""),
        steps=tuple(
            attrs.evolve(step, label=step.label and f"{name}.{step.label}")
            for step in steps
        ),
        group=_group(side.counts, by),
    )


def _blind_chains(definition: Definition, by: tuple[str, ...]) -> Iterator[Chain]:
    """A case whose source has no place for the rows that are counted shows in coverage."""
    kinds = {kind for kind in definition.kinds if kind != "case"}
    if kinds:
        seen = _all(*(Op("carried", (Lit(kind),)) for kind in sorted(kinds)))
        yield Chain(
            indicator=definition.id,
            counts="case",
            steps=(Step(BLIND, Op("not", (seen,))),),
            group=_group("case", by),
        )


def _placing(definition: Definition, member: Node) -> Iterator[Step]:
    """Whether a row belongs; where that is unknown, why."""
    if member != YES:
        lost = Op("is_unknown", (member,))
        yield Step(OUTSIDE, Op("not", (member,)))
        yield Step(BLIND, _all(lost, Op("not", (_able(definition),))))
        yield Step(UNPLACED, lost)


def _telling(definition: Definition, excluded: Node) -> Iterator[Step]:
    """Excluded, not mature, cannot tell: what comes before the outcome is looked at."""
    yield from _yes(EXCLUDED, excluded)
    if definition.mature is not None:
        yield Step(NOT_MATURE, Op("not", (definition.mature,)))
    yield Step(CANNOT_TELL, Op("not", (_able(definition),)))
    if definition.mature is not None:
        yield Step(NOT_RECORDED, Op("is_unknown", (definition.mature,)))


def _proportion(
    definition: Definition, scoring: Proportion
) -> tuple[Node, tuple[Step, ...]]:
    met = scoring.numerator
    return scoring.denominator, (
        *_telling(definition, scoring.excluded),
        *_yes(NUMERATOR_EXCLUDED, scoring.numerator_excluded, also=met),
        *_numerator(definition, met),
        *_yes(EXCEPTION, scoring.exception),
        Step(NEGATIVE, Op("not", (met,))),
        Step(NOT_RECORDED, YES),
    )


def _numerator(definition: Definition, met: Node) -> Iterator[Step]:
    """What met the numerator, apart by who wrote it down: 1 staff, 0 not, 2 unknown."""
    by_staff = definition.recorded_by_staff
    if by_staff is not None:
        yield Step(NUMERATOR, _all(met, by_staff), Lit(1))
        yield Step(NUMERATOR, _all(met, Op("is_unknown", (by_staff,))), Lit(2))
    yield Step(NUMERATOR, met)


def _continuous(
    definition: Definition, scoring: Continuous
) -> tuple[Node, tuple[Step, ...]]:
    return scoring.among, (
        *_telling(definition, scoring.excluded),
        Step(OBSERVED, Op("is_known", (scoring.observe,)), scoring.observe),
        Step(NOT_RECORDED, YES),
    )


def _distribution(
    definition: Definition, scoring: Distribution
) -> tuple[Node, tuple[Step, ...]]:
    return scoring.among, (
        *_telling(definition, scoring.excluded),
        *(
            Step(f"{CATEGORY}{member}", Op("==", (scoring.category, Lit(member))))
            for member in categories(definition, scoring)
        ),
        Step(NOT_RECORDED, YES),
    )


def categories(definition: Definition, scoring: Distribution) -> tuple[str, ...]:
    """Every category: those of the declared order, then the others in the list's order."""
    found = infer(scoring.category, definition.typed)
    concepts: type[Concept] = found.of
    members = concepts if found.raw else concepts.known()
    rest = (str(member) for member in members if str(member) not in scoring.order)
    return (*scoring.order, *rest)


def _cohort(definition: Definition, scoring: Cohort) -> tuple[Node, tuple[Step, ...]]:
    return scoring.among, (
        *_telling(definition, scoring.excluded),
        Step(COUNTED, YES),
    )


_SCORINGS: Mapping[type, Callable[[Definition, Any], tuple[Node, tuple[Step, ...]]]] = (
    MappingProxyType(
        {
            Proportion: _proportion,
            Continuous: _continuous,
            Distribution: _distribution,
            Cohort: _cohort,
        }
    )
)


def _in_window(when: Node | None) -> tuple[Node, ...]:
    """A day counts from the window's start to before its end, and not after `as_of`."""
    if when is None:
        return ()
    return (
        Op("<=", (Ref(("window", "start")), when)),
        Op("<", (when, Ref(("window", "end")))),
        Op("<=", (when, Ref(("window", "as_of")))),
    )


def _able(definition: Definition) -> Node:
    return _all(*(Op("carried", (Lit(path),)) for path in definition.carry_paths))


def _yes(label: str, test: Node, *, also: Node = YES) -> tuple[Step, ...]:
    return () if test == NO else (Step(label, _all(also, test)),)


def _all(*tests: Node) -> Node:
    """All of the tests; those that are plainly true are left out."""
    asked = [test for test in tests if test != YES]
    return reduce(lambda one, other: Op("and", (one, other)), asked) if asked else YES


def _group(counts: str, by: tuple[str, ...]) -> tuple[Ref | str, ...]:
    paths = (tuple(path.split(".")) for path in by)
    return tuple(Ref(path) if path[0] in ("case", counts) else EVERY for path in paths)
