"""What the rows of a kind come to: a bit for each step of each chain that counts them.

One number tells what a row is to several chains at once. Little is kept that way, rows
that are alike are counted together, and what the rows of a case are is the OR of their
numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import add, or_
from typing import Any

import attrs
import ibis

from brukermedvirkning.rules.expressions.nodes import Lit
from brukermedvirkning.rules.indicators.chain import (
    OUTSIDE,
    OUTSIDE_THE_POPULATION,
    Chain,
    Step,
)
from brukermedvirkning_engine_ibis.sql import Value, either
from brukermedvirkning_engine_ibis.values import Frame

__all__ = ["Labels", "Told", "in_population", "masks", "says"]

_BITS = 62
_TOGETHER = 8
"""How many chains share a number: few enough that few labels meet in many ways."""


@attrs.frozen(kw_only=True)
class Told:
    """A step of a chain, and the bit of a column that is set where it is true of a row.

    `number` is the column of the number that goes with it, if rows have different ones.
    """

    chain: Chain
    step: Step
    column: str
    bit: int
    number: str | None


@attrs.frozen
class Labels:
    """The bits of the chains over the rows of one kind; equal chains have the same."""

    chains: tuple[Chain, ...]
    told: tuple[Told, ...] = attrs.field(init=False, repr=False)

    @told.default
    def _told(self) -> tuple[Told, ...]:
        bits = _bits(self.chains)
        return tuple(
            Told(
                chain=chain,
                step=chain.steps[place],
                column=column,
                bit=bit,
                number=_number(chain, bits),
            )
            for chain in self.chains
            for place, (column, bit) in bits[chain.steps].items()
        )

    def columns(self, frame: Frame) -> dict[str, Value]:
        """For each row its bits, and its numbers."""
        bits = _bits(self.chains)
        columns = dict.fromkeys(one.column for one in self.told)
        found = {
            name: reduce(add, _marked(frame, bits, name)).cast("int64")
            for name in columns
        }
        for chain in self.chains:
            name = _number(chain, bits)
            if name is not None and name not in found:
                found[name] = either(
                    *(
                        (frame.value(one.test), frame.value(one.value))
                        for one in chain.steps
                    )
                ).cast("int64")
        return found


_Bits = Mapping[tuple[Step, ...], Mapping[int, tuple[str, int]]]
"""By the steps of a chain, and the place of one: the column of its bit, and the bit."""


def _bits(chains: Iterable[Chain]) -> _Bits:
    """A bit for each step, but for those of rows that are outside.

    The steps of a chain stand in one column, if they are not too many for any.
    """
    found: dict[tuple[Step, ...], dict[int, tuple[str, int]]] = {}
    column = used = together = 0
    for chain in chains:
        if chain.steps in found:
            continue
        told = [n for n, step in enumerate(chain.steps) if step.label != OUTSIDE]
        if used and (used + len(told) > _BITS or together == _TOGETHER):
            column, used, together = column + 1, 0, 0
        own = found[chain.steps] = {}
        for place in told:
            if used == _BITS:
                column, used = column + 1, 0
            own[place] = f"label.{column}", 1 << used
            used += 1
        together += 1
    return found


def _number(chain: Chain, bits: _Bits) -> str | None:
    if all(isinstance(step.value, Lit) for step in chain.steps):
        return None
    return f"number.{[*bits].index(chain.steps)}"


def _marked(frame: Frame, bits: _Bits, name: str) -> Iterator[Value]:
    """For each chain with bits in a column that of the step that is true of a row."""
    for steps, own in bits.items():
        marks = {place: bit for place, (column, bit) in own.items() if column == name}
        if marks:
            yield either(
                *(
                    (frame.value(one.test), ibis.literal(marks.get(place, 0), "int64"))
                    for place, one in enumerate(steps)
                ),
                otherwise=0,
            )


def masks(told: Iterable[Told]) -> dict[str, int]:
    """In each column the bits of some steps."""
    found: dict[str, int] = {}
    for one in told:
        found[one.column] = found.get(one.column, 0) | one.bit
    return found


def says(table: Any, told: Iterable[Told]) -> Value:
    """Whether one of some steps is true: of a row, or of one of those of a case."""
    tests = [(table[name] & mask) != 0 for name, mask in masks(told).items()]
    return reduce(or_, tests)


def in_population(told: Told) -> bool:
    """Whether a row of which a step is true belongs to what is asked about."""
    return told.step.label.rpartition(".")[2] not in OUTSIDE_THE_POPULATION
