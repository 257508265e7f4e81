"""From counts of days to measurements of spells: how soon they end, how many are open."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from brukermedvirkning.rules.indicators import chain as label
from brukermedvirkning.rules.indicators.counted import Counted, common
from brukermedvirkning.rules.indicators.incidence import incidence
from brukermedvirkning.rules.indicators.lowering import events
from brukermedvirkning.rules.indicators.measurement import (
    CategoryShare,
    CurvePoint,
    EventRow,
    StockMeasurement,
    TimeToEventMeasurement,
    Undefined,
)
from brukermedvirkning.rules.indicators.scoring import Stock, TimeToEvent
from brukermedvirkning.rules.indicators.statistics import quantile

__all__ = ["stock", "time_to_event"]

_UNNAMED = ""
"""The category of events of which nobody wrote what they were."""


def time_to_event(counted: Counted) -> TimeToEventMeasurement:
    """The curve, the median, and how all rows ended."""
    scoring = counted.definition.scoring
    assert isinstance(scoring, TimeToEvent)
    names = events(counted.definition, scoring)
    ended: dict[str, Mapping[int, int]] = {
        name: counted.numbers(f"{label.CATEGORY}{name}") for name in names
    }
    lost = counted.numbers(label.NOT_RECORDED)
    unnamed = {number - 1: count for number, count in lost.items() if number}
    censored = counted.numbers(label.CENSORED)
    known = counted.total(
        label.CENSORED, *(f"{label.CATEGORY}{name}" for name in names)
    )
    followed = known + sum(unnamed.values())
    late = scoring.entry is not None
    days = {**ended, _UNNAMED: unnamed}
    found = incidence(
        days,
        censored,
        counted.numbers(label.ENTERED) if late else {0: followed},
        scoring.at,
        scoring.counted,
    )
    curve = tuple(
        _point(shares, at_risk, scoring, last, _between(days, first, last))
        for first, last, at_risk, shares in zip(
            (0, *(day + 1 for day in scoring.at)),
            scoring.at,
            found.at_risk,
            found.shares,
            strict=False,
        )
    )
    value = curve[-1].value
    beyond = Undefined.NOT_FOLLOWED if followed else Undefined.NOTHING_OBSERVED
    return TimeToEventMeasurement(
        **common(counted, known),
        value=value,
        undefined=beyond if value is None else None,
        ended=known - sum(censored.values()),
        censored=sum(censored.values()),
        never_at_risk=counted.numbers(label.EXCLUDED)[1],
        unnamed=sum(unnamed.values()),
        median=None if found.median is None else Fraction(found.median),
        p90=None if found.p90 is None else Fraction(found.p90),
        observed_until=found.observed_until,
        events=tuple(
            EventRow(
                category=name,
                wanted=name in scoring.counted,
                count=sum(ended[name].values()),
            )
            for name in names
        ),
        curve=curve,
    )


def _between(
    days: Mapping[str, Mapping[int, int]], first: int, last: int
) -> dict[str, int]:
    """How many of each category ended from one day to another, both in it."""
    return {
        name: sum(count for at, count in ended.items() if first <= at <= last)
        for name, ended in days.items()
    }


def _point(
    shares: Mapping[str, Fraction] | None,
    at_risk: int,
    scoring: TimeToEvent,
    day: int,
    ended: dict[str, int],
) -> CurvePoint:
    unnamed = ended.pop(_UNNAMED)
    value = high = None
    if shares is not None:
        high = sum((shares[name] for name in scoring.counted), shares[_UNNAMED])
        value = high - shares[_UNNAMED]
    return CurvePoint(
        day=day,
        at_risk=at_risk,
        unnamed=unnamed,
        value=value,
        high=high,
        categories=tuple(
            CategoryShare(
                category=name,
                count=count,
                share=None if shares is None else shares[name],
            )
            for name, count in ended.items()
        ),
    )


def stock(counted: Counted) -> StockMeasurement:
    """How many are open, and for how long they have been."""
    scoring = counted.definition.scoring
    assert isinstance(scoring, Stock)
    numbers = counted.numbers(label.OBSERVED)
    count = sum(numbers.values())
    known = common(counted, count)
    on = counted.once(scoring.day)
    if not count:
        return StockMeasurement(**known, on=on, value=Fraction(0))
    return StockMeasurement(
        **known,
        on=on,
        value=Fraction(count),
        count=count,
        median=quantile(numbers, Fraction(1, 2)),
        p90=quantile(numbers, Fraction(9, 10)),
        maximum=Fraction(max(numbers)),
    )
