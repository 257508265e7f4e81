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

from brukermedvirkning.rules.expressions.nodes import Lit, Node, Op, Ref
from brukermedvirkning.rules.expressions.surface import as_node
from brukermedvirkning.rules.expressions.types import Kind

__all__ = [
    "NAMES",
    "Cohort",
    "Continuous",
    "Distribution",
    "Proportion",
    "Rate",
    "Ratio",
    "Scoring",
    "Side",
    "Stock",
    "TimeToEvent",
    "name_of",
]

YES = Lit(True)
NO = Lit(False)
ONE = Lit(1)
AS_OF = Ref(("window", "as_of"))
HAPPENED = "happened"
"""The one category of events that are not told apart."""


A_TEST: Mapping[str, Kind] = MappingProxyType({"asks": Kind.BOOL})
A_DAY: Mapping[str, Kind] = MappingProxyType({"asks": Kind.DATE})
A_NUMBER: Mapping[str, Kind] = MappingProxyType({"asks": Kind.INT})
A_CODE: Mapping[str, Kind] = MappingProxyType({"asks": Kind.CODE})
"""Metadata of a field that holds an expression: the kind that it must have."""
ONE_DAY: Mapping[str, Any] = MappingProxyType({"asks": Kind.DATE, "once": True})
ONE_NUMBER: Mapping[str, Any] = MappingProxyType({"asks": Kind.INT, "once": True})
"""The same, asked once for all rows: it sees the window and the parameters alone."""


def to_node(given: Any) -> Node:
    """A field's expression, given as one is written."""
    return as_node(given)


def to_optional(given: Any) -> Node | None:
    """A field's expression, or None where it is left out."""
    return None if given is None else as_node(given)


def _names(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str, given))


def _days(given: Iterable[int]) -> tuple[int, ...]:
    return tuple(given)


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
        default=None, converter=to_optional, metadata=ONE_NUMBER
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


@attrs.frozen(kw_only=True)
class TimeToEvent:
    """How soon something happens: cumulative incidence in the presence of other events.

    Each row is followed from its `origin`; day 0 is that day. `event` is the day on
    which something happened, unknown while nothing has, and `category` what it was;
    `wanted` are the categories whose joint incidence is the value, and every other is
    an event that competes. Without a `category` there is one sort of event. A
    `.recorded` category has the unknown members as events of their own; else an event
    of unknown category counts as not recorded, and competes all the same.

    A row is seen up to `as_of`, or to `until` where that is earlier, both days in it;
    what is then still going on is censored. So is what ended by one of the categories
    of `censoring`. The end of a programme belongs there: it is never an exit.
    `entry` is the first day on which the event would have been seen, where that may lie
    after the origin: a row whose event came before would be missing, so no row counts as
    at risk before its entry. `at` are the days after the origin that are asked about.
    Source: definitions 2.2 "exit.cumulative-incidence"; O. O. Aalen and S. Johansen,
    Scand. J. Stat. 5 (1978), 141-150.
    """

    among: Node = attrs.field(default=YES, converter=to_node, metadata=A_TEST)
    excluded: Node = attrs.field(default=NO, converter=to_node, metadata=A_TEST)
    origin: Node = attrs.field(converter=to_node, metadata=A_DAY)
    entry: Node | None = attrs.field(
        default=None, converter=to_optional, metadata=A_DAY
    )
    event: Node = attrs.field(converter=to_node, metadata=A_DAY)
    until: Node | None = attrs.field(
        default=None, converter=to_optional, metadata=A_DAY
    )
    category: Node | None = attrs.field(
        default=None, converter=to_optional, metadata=A_CODE
    )
    wanted: tuple[str, ...] = attrs.field(default=(), converter=_names)
    censoring: tuple[str, ...] = attrs.field(default=(), converter=_names)
    at: tuple[int, ...] = attrs.field(converter=_days)

    @property
    def counted(self) -> tuple[str, ...]:
        """The categories whose joint incidence is the value."""
        return (HAPPENED,) if self.category is None else self.wanted


@attrs.frozen(kw_only=True)
class Stock:
    """How many rows are open on a day, and for how long they have been.

    A row is open from `since` up to, and not including, `until`; where `until` is
    unknown it is open still. `on` is the day, never later than `as_of`.
    Source: definitions 2.2 "waiting.now".
    """

    among: Node = attrs.field(default=YES, converter=to_node, metadata=A_TEST)
    excluded: Node = attrs.field(default=NO, converter=to_node, metadata=A_TEST)
    since: Node = attrs.field(converter=to_node, metadata=A_DAY)
    until: Node | None = attrs.field(
        default=None, converter=to_optional, metadata=A_DAY
    )
    on: Node = attrs.field(default=AS_OF, converter=to_node, metadata=ONE_DAY)

    @property
    def day(self) -> Node:
        """The day asked about, as far as anything is known."""
        return AS_OF if self.on == AS_OF else Op("least", (self.on, AS_OF))


Scoring: TypeAlias = (
    Proportion | Continuous | Distribution | Rate | Ratio | Cohort | TimeToEvent | Stock
)

NAMES: Mapping[str, type[Scoring]] = MappingProxyType(
    {
        "proportion": Proportion,
        "continuous": Continuous,
        "distribution": Distribution,
        "rate": Rate,
        "ratio": Ratio,
        "cohort": Cohort,
        "time_to_event": TimeToEvent,
        "stock": Stock,
    }
)
"""What each way is called in documents and files."""


def name_of(scoring: Scoring) -> str:
    """What the way of a scoring is called in documents and files."""
    return next(name for name, kind in NAMES.items() if type(scoring) is kind)
