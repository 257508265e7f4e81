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
from types import MappingProxyType
from typing import Any

import attrs

from brukermedvirkning.rules.expressions.nodes import Lit, Node, Op, Ref
from brukermedvirkning.rules.indicators.chain import (
    BLIND,
    CANNOT_TELL,
    CATEGORY,
    COUNTED,
    ENTERED,
    EVERY,
    EXCEPTION,
    EXCLUDED,
    NEGATIVE,
    NOT_RECORDED,
    NUMERATOR,
    NUMERATOR_EXCLUDED,
    OBSERVED,
    OUTSIDE,
    UNPLACED,
    Chain,
    Step,
    all_of,
)
from brukermedvirkning.rules.indicators.definition import Definition, IntervalMethod
from brukermedvirkning.rules.indicators.scoring import (
    YES,
    Cohort,
    Continuous,
    Distribution,
    Proportion,
    Side,
    Stock,
    TimeToEvent,
)
from brukermedvirkning.rules.indicators.spell_steps import (
    came,
    ends,
    events,
    stock,
    time_to_event,
)
from brukermedvirkning.rules.indicators.steps import able, members, telling, yes

__all__ = ["categories", "events", "lower"]


def lower(definition: Definition, by: tuple[str, ...] = ()) -> tuple[Chain, ...]:
    """The chains of a definition, split by the paths given.

    Raises `DefinitionError` for a split that the definition does not allow.
    """
    for path in by:
        definition.check_grouping(path)
    if definition.sides:
        mains = [_side_chain(definition, by, *side) for side in definition.sides]
    else:
        mains = [_main_chain(definition, by), *_entry_chain(definition, by)]
    return (*mains, *_blind_chains(definition, by))


def _main_chain(definition: Definition, by: tuple[str, ...]) -> Chain:
    scoring = definition.scoring
    among, steps = _SCORINGS[type(scoring)](definition, scoring)
    member = all_of(definition.among, among, *_in_window(definition.when))
    return Chain(
        indicator=definition.id,
        counts=definition.counts,
        rows=definition.schema.kinds.get(definition.counts, ""),
        steps=(*_placing(definition, member), *steps),
        group=_group(by, definition.counts),
        clustered=isinstance(scoring, Proportion)
        and definition.interval is IntervalMethod.CLUSTERED,
    )


def _entry_chain(definition: Definition, by: tuple[str, ...]) -> Iterator[Chain]:
    """When each row that is followed came under observation, where that may be late.

    Who is at risk on a day follows from how many had come and how many had gone; so the
    two are counted apart, and no number has to hold both.
    """
    scoring = definition.scoring
    if isinstance(scoring, TimeToEvent) and scoring.entry is not None:
        main = _main_chain(definition, by)
        before = len(main.steps) - len(ends(definition, scoring))
        steps = (
            attrs.evolve(step, label=step.label and f"entry.{step.label}")
            for step in main.steps[:before]
        )
        days = Op("days_between", (scoring.origin, came(scoring)))
        yield attrs.evolve(main, steps=(*steps, Step(ENTERED, YES, days)))


def _side_chain(
    definition: Definition, by: tuple[str, ...], name: str, side: Side
) -> Chain:
    member = all_of(side.among, *_in_window(side.when))
    steps = (
        *_placing(definition, member),
        *yes(EXCLUDED, side.excluded),
        Step(CANNOT_TELL, Op("not", (able(definition),))),
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
        group=_group(by, side.counts),
    )


def _blind_chains(definition: Definition, by: tuple[str, ...]) -> Iterator[Chain]:
    """A case whose source has no place for the rows that are counted shows in coverage."""
    kinds = {kind for kind in definition.kinds if kind != "case"}
    if kinds:
        seen = all_of(*(Op("carried", (Lit(kind),)) for kind in sorted(kinds)))
        yield Chain(
            indicator=definition.id,
            counts="case",
            steps=(Step(BLIND, Op("not", (seen,))),),
            group=_group(by),
        )


def _placing(definition: Definition, member: Node) -> Iterator[Step]:
    """Whether a row belongs; where that is unknown, why."""
    if member != YES:
        lost = Op("is_unknown", (member,))
        yield Step(OUTSIDE, Op("not", (member,)))
        yield Step(BLIND, all_of(lost, Op("not", (able(definition),))))
        yield Step(UNPLACED, lost)


def _proportion(
    definition: Definition, scoring: Proportion
) -> tuple[Node, tuple[Step, ...]]:
    met = scoring.numerator
    return scoring.denominator, (
        *telling(definition, scoring.excluded),
        *yes(NUMERATOR_EXCLUDED, scoring.numerator_excluded, also=met),
        *_numerator(definition, met),
        *yes(EXCEPTION, scoring.exception),
        Step(NEGATIVE, Op("not", (met,))),
        Step(NOT_RECORDED, YES),
    )


def _numerator(definition: Definition, met: Node) -> Iterator[Step]:
    """What met the numerator, apart by who wrote it down: 1 staff, 0 not, 2 unknown."""
    by_staff = definition.recorded_by_staff
    if by_staff is not None:
        yield Step(NUMERATOR, all_of(met, by_staff), Lit(1))
        yield Step(NUMERATOR, all_of(met, Op("is_unknown", (by_staff,))), Lit(2))
    yield Step(NUMERATOR, met)


def _continuous(
    definition: Definition, scoring: Continuous
) -> tuple[Node, tuple[Step, ...]]:
    return scoring.among, (
        *telling(definition, scoring.excluded),
        Step(OBSERVED, Op("is_known", (scoring.observe,)), scoring.observe),
        Step(NOT_RECORDED, YES),
    )


def _distribution(
    definition: Definition, scoring: Distribution
) -> tuple[Node, tuple[Step, ...]]:
    return scoring.among, (
        *telling(definition, scoring.excluded),
        *(
            Step(f"{CATEGORY}{member}", Op("==", (scoring.category, Lit(member))))
            for member in categories(definition, scoring)
        ),
        Step(NOT_RECORDED, YES),
    )


def categories(definition: Definition, scoring: Distribution) -> tuple[str, ...]:
    """Every category: those of the declared order, then the others in the list's order."""
    found = members(definition, scoring.category)
    return (*scoring.order, *(name for name in found if name not in scoring.order))


def _cohort(definition: Definition, scoring: Cohort) -> tuple[Node, tuple[Step, ...]]:
    return scoring.among, (
        *telling(definition, scoring.excluded),
        Step(COUNTED, YES),
    )


_SCORINGS: Mapping[type, Callable[[Definition, Any], tuple[Node, tuple[Step, ...]]]] = (
    MappingProxyType(
        {
            Proportion: _proportion,
            Continuous: _continuous,
            Distribution: _distribution,
            Cohort: _cohort,
            TimeToEvent: time_to_event,
            Stock: stock,
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


def _group(by: tuple[str, ...], *kinds: str) -> tuple[Ref | str, ...]:
    paths = (tuple(path.split(".")) for path in by)
    seen = ("case", *kinds)
    return tuple(Ref(path) if path[0] in seen else EVERY for path in paths)
