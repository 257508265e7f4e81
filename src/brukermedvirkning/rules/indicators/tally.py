"""Counting: how often each (indicator, group, label, value) occurs, and nothing else.

This is the reference engine. It runs the chains of `lowering` by the reference
interpreter, one case at a time, in the memory of one case; what it gives adds up over
any split of the cases and does not know their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isqrt
from typing import Any, NamedTuple

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.rules.expressions.interpret import Bindings, evaluate
from brukermedvirkning.rules.expressions.nodes import Ref
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.chain import (
    CASES,
    CLUSTER,
    IN_DENOMINATOR,
    NUMERATOR,
    OUTSIDE,
    OUTSIDE_THE_POPULATION,
    Chain,
    Step,
)
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.lowering import lower
from brukermedvirkning.rules.indicators.parameter import Setting

__all__ = [
    "Explained",
    "Group",
    "Key",
    "Settings",
    "explain",
    "pair",
    "tally",
    "unpair",
]

Group = tuple[str | None, ...]
Settings = Mapping[str, Mapping[str, Setting]]


class Key(NamedTuple):
    """What is counted. In a group None is *unknown*."""

    indicator: str
    group: Group
    label: str
    value: int = 0


@attrs.frozen(kw_only=True)
class Explained:
    """Where one row went: the ids, the label and number, and the group.

    `step` holds the test that was the first to be true of it, of those of `chain`.
    """

    indicator: str
    case: str
    row: str
    group: Group
    label: str
    value: int
    chain: Chain = attrs.field(repr=False)
    step: Step = attrs.field(repr=False)


def tally(
    definitions: Sequence[Definition],
    cases: Iterable[Any],
    window: Window,
    parameters: Settings | None = None,
    by: Sequence[str] = (),
) -> Counter[Key]:
    """How often each key occurs among the cases; one pass, in constant memory.

    `parameters` are by id of the definition; what is not given has its default. `by`
    are paths that every one of the definitions allows.
    """
    plans = [_plan(definition, parameters, by) for definition in definitions]
    counts: Counter[Key] = Counter()
    for case in cases:
        if case.registered_in_error:
            continue
        for chains, settings in plans:
            _count(chains, Bindings(case, window, settings), counts)
    return counts


def explain(
    definition: Definition,
    cases: Iterable[Any],
    window: Window,
    parameters: Settings | None = None,
    by: Sequence[str] = (),
) -> Iterator[Explained]:
    """The same chain, naming rows instead of counting them."""
    chains, settings = _plan(definition, parameters, by)
    for case in cases:
        if case.registered_in_error:
            continue
        sight = Bindings(case, window, settings)
        for chain in chains:
            for row, group, step, value in _labelled(chain, sight):
                yield Explained(
                    indicator=definition.id,
                    case=case.id,
                    row=row.id,
                    group=group,
                    label=step.label,
                    value=value,
                    chain=chain,
                    step=step,
                )


def pair(denominator: int, numerator: int) -> int:
    """One whole number for two with 0 <= numerator <= denominator."""
    return denominator * (denominator + 1) // 2 + numerator


def unpair(value: int) -> tuple[int, int]:
    """The denominator and the numerator behind a number of `pair`."""
    denominator = (isqrt(8 * value + 1) - 1) // 2
    return denominator, value - denominator * (denominator + 1) // 2


def _plan(
    definition: Definition, parameters: Settings | None, by: Sequence[str]
) -> tuple[tuple[Chain, ...], dict[str, Setting]]:
    given = (parameters or {}).get(definition.id)
    return lower(definition, tuple(by)), definition.settings(given)


def _count(chains: tuple[Chain, ...], sight: Bindings, counts: Counter[Key]) -> None:
    seen: set[tuple[str, Group]] = set()
    clusters: dict[tuple[str, Group], list[int]] = {}
    for chain in chains:
        for _, group, step, value in _labelled(chain, sight):
            label = step.label
            counts[Key(chain.indicator, group, label, value)] += 1
            place = (chain.indicator, group)
            if label.split(".")[-1] not in OUTSIDE_THE_POPULATION:
                seen.add(place)
            if chain.clustered and label in IN_DENOMINATOR:
                cluster = clusters.setdefault(place, [0, 0])
                cluster[0] += 1
                cluster[1] += label == NUMERATOR
    for indicator, group in seen:
        counts[Key(indicator, group, CASES)] += 1
    for (indicator, group), (denominator, numerator) in clusters.items():
        counts[Key(indicator, group, CLUSTER, pair(denominator, numerator))] += 1


def _labelled(chain: Chain, sight: Bindings) -> Iterator[tuple[Any, Group, Step, int]]:
    """Each counted row with its group, step and number; rows outside are left out."""
    for row, bound in _counted(chain, sight):
        for step in chain.steps:
            if evaluate(step.test, bound) is True:
                if step.label != OUTSIDE:
                    group = tuple(_name(one, bound) for one in chain.group)
                    yield row, group, step, evaluate(step.value, bound)
                break


def _counted(chain: Chain, sight: Bindings) -> Iterator[tuple[Any, Bindings]]:
    if not chain.rows:
        yield sight.case, sight
        return
    for row in sight.collection(chain.rows):
        yield row, sight.with_row(chain.counts, row)


def _name(one: Ref | str, bound: Bindings) -> str | None:
    if isinstance(one, str):
        return one
    value = evaluate(one, bound)
    return str(value) if isinstance(value, (str, Concept)) else None
