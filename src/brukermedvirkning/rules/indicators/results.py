"""Measurements with all that a writer needs: where from, how its codes are named, and
what its programme aimed at.

Nothing is computed here but the comparison, and that of what is shown. Source: H6, H15,
H19; definitions 2.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.rules.expressions.check import infer
from brukermedvirkning.rules.indicators.asked import PROGRAMME
from brukermedvirkning.rules.indicators.comparing import (
    Comparison,
    compare_with_degree,
    compare_with_targets,
)
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.measurement import (
    CohortMeasurement,
    ContinuousMeasurement,
    DistributionMeasurement,
    Measurement,
    ProportionMeasurement,
    RateMeasurement,
    RatioMeasurement,
    StockMeasurement,
    TimeToEventMeasurement,
)

__all__ = ["DEGREE", "Aim", "Compared", "Result", "result", "results"]

DEGREE = "decision.participation-degree"
"""The indicator that is set beside the degree of participation a programme promises."""

Codes: TypeAlias = type[Concept] | None

_SCORINGS: Mapping[type[Measurement], str] = MappingProxyType(
    {
        ProportionMeasurement: "proportion",
        ContinuousMeasurement: "continuous",
        DistributionMeasurement: "distribution",
        RateMeasurement: "rate",
        RatioMeasurement: "ratio",
        CohortMeasurement: "cohort",
        StockMeasurement: "stock",
        TimeToEventMeasurement: "time_to_event",
    }
)


class Aim(Concept):
    """What a programme said of itself."""

    TARGET = "target"
    PROMISED_DEGREE = "promised_degree"


@attrs.frozen(kw_only=True)
class Compared:
    """A comparison, with whose aim it is and of which kind."""

    programme: str
    aim: Aim
    comparison: Comparison


@attrs.frozen(kw_only=True)
class Result:
    """A measurement for a writer.

    `category` is the list that its categories or events are codes of, `groups` those of
    what it is split by; None where they are no codes. `programme` is the one that alone
    was measured, where it was one.
    """

    measurement: Measurement
    source: str
    category: Codes = None
    groups: tuple[Codes, ...] = ()
    comparisons: tuple[Compared, ...] = ()
    programme: str | None = None

    @property
    def scoring(self) -> str:
        """The name of its scoring."""
        return _SCORINGS[type(self.measurement)]


def results(
    measurements: Iterable[Measurement],
    definitions: Mapping[str, Definition],
    programmes: Mapping[str, Programme] | None = None,
    programme: str | None = None,
) -> Iterator[Result]:
    """Each measurement with what belongs to it; what is compared is what it shows.

    It is compared with the aims of `programme`, or where it is split by programme, of
    the one whose group it is.
    """
    for one in measurements:
        compared = _compared(one, programmes or {}, programme)
        found = result(one, definitions[one.indicator], compared)
        yield attrs.evolve(found, programme=programme)


def result(
    one: Measurement, definition: Definition, comparisons: Iterable[Compared] = ()
) -> Result:
    """A measurement with what its definition says of it."""
    category: Any = getattr(definition.scoring, "category", None)
    return Result(
        measurement=one,
        source=definition.source,
        category=None if category is None else infer(category, definition.typed).of,
        groups=tuple(
            definition.typed.resolve(tuple(path.split("."))).of for path in one.by
        ),
        comparisons=tuple(comparisons),
    )


def _compared(
    one: Measurement, programmes: Mapping[str, Programme], programme: str | None
) -> Iterator[Compared]:
    name = dict(zip(one.by, one.group, strict=True)).get(PROGRAMME, programme)
    of_it = programmes.get(name) if name else None
    if of_it is None:
        return
    if isinstance(one, (ProportionMeasurement, TimeToEventMeasurement)):
        for comparison in compare_with_targets((one,), of_it.solution.targets):
            yield Compared(programme=of_it.id, aim=Aim.TARGET, comparison=comparison)
    promised = of_it.solution.promised_degree
    if (
        isinstance(one, DistributionMeasurement)
        and one.indicator == DEGREE
        and promised is not None
    ):
        yield Compared(
            programme=of_it.id,
            aim=Aim.PROMISED_DEGREE,
            comparison=compare_with_degree(one, promised),
        )
