"""The ways in which rows become a measurement, as data.

Each scoring holds expressions and says for each which type it must have. How rows are
labelled stands in `lowering`, what the labels come to in `finish`; a new scoring is a
class here and one entry there.
Source: HL7 FHIR Clinical Quality Measures, "Measure conformance", for proportion, ratio,
continuous variable and cohort.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs

from brukermedvirkning.rules.expressions.nodes import Lit, Node
from brukermedvirkning.rules.expressions.surface import as_node
from brukermedvirkning.rules.expressions.types import Kind

__all__ = [
    "Cohort",
    "Continuous",
    "Distribution",
    "Proportion",
    "Rate",
    "Ratio",
    "Scoring",
    "Side",
]

YES = Lit(True)
NO = Lit(False)
ONE = Lit(1)


A_TEST: Mapping[str, Kind] = MappingProxyType({"asks": Kind.BOOL})
A_DAY: Mapping[str, Kind] = MappingProxyType({"asks": Kind.DATE})
A_NUMBER: Mapping[str, Kind] = MappingProxyType({"asks": Kind.INT})
A_CODE: Mapping[str, Kind] = MappingProxyType({"asks": Kind.CODE})
"""Metadata of a field that holds an expression: the kind that it must have."""


def to_node(given: Any) -> Node:
    """A field's expression, given as one is written."""
    return as_node(given)


def to_optional(given: Any) -> Node | None:
    """A field's expression, or None where it is left out."""
    return None if given is None else as_node(given)


def _names(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str, given))


@attrs.frozen(kw_only=True)
class Proportion:
    """The share of a denominator that meets the numerator.

    `excluded` leaves the denominator before the numerator is looked at; an `exception`
    leaves it too, and never takes a row that met the numerator; `numerator_excluded`
    stays in the denominator and leaves the numerator.
    """

    denominator: Node = attrs.field(default=YES, converter=to_node, metadata=A_TEST)
    numerator: Node = attrs.field(converter=to_node, metadata=A_TEST)
    excluded: Node = attrs.field(default=NO, converter=to_node, metadata=A_TEST)
    exception: Node = attrs.field(default=NO, converter=to_node, metadata=A_TEST)
    numerator_excluded: Node = attrs.field(
        default=NO, converter=to_node, metadata=A_TEST
    )


@attrs.frozen(kw_only=True)
class Continuous:
    """What whole numbers, observed one per row, look like: median, quantiles, mean.

    `observe` gives whole units; a printed `unit` holds `per` of them (60 minutes in an
    hour). `above` is a number of whole units: the share of rows above it is printed.
    """

    among: Node = attrs.field(default=YES, converter=to_node, metadata=A_TEST)
    observe: Node = attrs.field(converter=to_node, metadata=A_NUMBER)
    excluded: Node = attrs.field(default=NO, converter=to_node, metadata=A_TEST)
    unit: str
    per: Fraction = Fraction(1)
    above: Node | None = attrs.field(
        default=None, converter=to_optional, metadata=A_NUMBER
    )


@attrs.frozen(kw_only=True)
class Distribution:
    """How many rows fall into each category of a code.

    `order` names the categories that a table shows in its own order, those without rows
    included; others follow where they occur. A category `.recorded` shows the unknown
    members as categories of their own.
    """

    among: Node = attrs.field(default=YES, converter=to_node, metadata=A_TEST)
    category: Node = attrs.field(converter=to_node, metadata=A_CODE)
    excluded: Node = attrs.field(default=NO, converter=to_node, metadata=A_TEST)
    order: tuple[str, ...] = attrs.field(default=(), converter=_names)


@attrs.frozen(kw_only=True)
class Side:
    """One of two sides with populations of their own: what is counted or added up.

    `counts` is the kind of row, or `case`; `when` the date that puts a row into the
    window, or None where the observation itself looks at the window.
    """

    counts: str
    when: Node | None = attrs.field(default=None, converter=to_optional, metadata=A_DAY)
    among: Node = attrs.field(default=YES, converter=to_node, metadata=A_TEST)
    excluded: Node = attrs.field(default=NO, converter=to_node, metadata=A_TEST)
    observe: Node = attrs.field(default=ONE, converter=to_node, metadata=A_NUMBER)


@attrs.frozen(kw_only=True)
class Rate:
    """Events over time at risk: `per` units of time make the printed `unit`."""

    events: Side
    time: Side
    unit: str
    per: Fraction = Fraction(1)

    @property
    def sides(self) -> tuple[tuple[str, Side], ...]:
        """The two sides with their names, the one above the line first."""
        return (("events", self.events), ("time", self.time))


@attrs.frozen(kw_only=True)
class Ratio:
    """One sum over another, each over a population of its own."""

    numerator: Side
    denominator: Side

    @property
    def sides(self) -> tuple[tuple[str, Side], ...]:
        """The two sides with their names, the one above the line first."""
        return (("numerator", self.numerator), ("denominator", self.denominator))


@attrs.frozen(kw_only=True)
class Cohort:
    """How many rows there are."""

    among: Node = attrs.field(default=YES, converter=to_node, metadata=A_TEST)
    excluded: Node = attrs.field(default=NO, converter=to_node, metadata=A_TEST)


Scoring: TypeAlias = Proportion | Continuous | Distribution | Rate | Ratio | Cohort
