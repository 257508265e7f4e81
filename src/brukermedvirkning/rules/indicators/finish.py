"""From counts to measurements: all arithmetic of indicators, pure, one part per scoring.

Nothing here knows a case. Whatever engine counted, the same counts give the same result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators import chain as label
from brukermedvirkning.rules.indicators.counted import Counted, common, share
from brukermedvirkning.rules.indicators.definition import (
    Definition,
    IntervalMethod,
)
from brukermedvirkning.rules.indicators.lowering import categories
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    CohortMeasurement,
    ContinuousMeasurement,
    DistributionMeasurement,
    Interval,
    Measurement,
    NoInterval,
    ProportionMeasurement,
    RateMeasurement,
    RatioMeasurement,
    Undefined,
)
from brukermedvirkning.rules.indicators.scoring import (
    Cohort,
    Continuous,
    Distribution,
    Proportion,
    Rate,
    Ratio,
    Stock,
    TimeToEvent,
)
from brukermedvirkning.rules.indicators.spells import stock, time_to_event
from brukermedvirkning.rules.indicators.statistics import (
    clustered,
    mean,
    quantile,
    wilson,
)
from brukermedvirkning.rules.indicators.tally import Group, Key, Settings, tally, unpair

__all__ = ["finish", "measure"]

_P90 = Fraction(9, 10)
_HALF = Fraction(1, 2)


def finish(
    definition: Definition,
    counts: Mapping[Key, int],
    window: Window,
    parameters: Settings | None = None,
    by: Sequence[str] = (),
) -> tuple[Measurement, ...]:
    """The measurements of one definition: one, or one per group in a stable order.

    `window`, `parameters` and `by` are those that the cases were counted with. Groups
    stand by name, *unknown* last. A definition that counted nothing has a measurement
    with an undefined value, unless it was split.
    """
    mine = {key: n for key, n in counts.items() if key.indicator == definition.id and n}
    groups = {key.group for key in mine if label.EVERY not in key.group}
    settings = definition.settings((parameters or {}).get(definition.id))
    return tuple(
        _FINISHERS[type(definition.scoring)](
            Counted(definition, window, settings, tuple(by), group, _of(mine, group))
        )
        for group in sorted(groups if by else {()}, key=_in_order)
    )


def measure(
    definitions: Sequence[Definition],
    cases: Iterable[Any],
    window: Window,
    parameters: Settings | None = None,
    by: Sequence[str] = (),
) -> tuple[Measurement, ...]:
    """Counting and finishing in one call, by the reference engine.

    The result is for the eyes of those who may see everything; `withhold.publish` makes
    of it what may leave.
    """
    counts = tally(definitions, cases, window, parameters, by)
    return tuple(
        measurement
        for definition in definitions
        for measurement in finish(definition, counts, window, parameters, by)
    )


def _in_order(group: Group) -> tuple[tuple[bool, Any], ...]:
    return tuple((name is None, name) for name in group)


def _of(counts: Mapping[Key, int], group: Group) -> dict[str, Counter[int]]:
    """The counts of a group; what has no such field belongs to every group."""
    labels: dict[str, Counter[int]] = {}
    for key, count in counts.items():
        if all(
            own in (label.EVERY, name)
            for own, name in zip(key.group, group, strict=True)
        ):
            labels.setdefault(key.label, Counter())[key.value] += count
    return labels


def _proportion(counted: Counted) -> ProportionMeasurement:
    numerator = counted.total(label.NUMERATOR)
    negative = counted.total(label.NEGATIVE)
    out = counted.total(label.NUMERATOR_EXCLUDED)
    exception = counted.total(label.EXCEPTION)
    not_recorded = counted.total(label.NOT_RECORDED)
    cannot_tell = counted.total(label.CANNOT_TELL)
    denominator = numerator + out + negative + not_recorded
    whole = denominator + cannot_tell
    value = share(numerator, denominator)
    interval, without = _interval(counted, value, denominator)
    asked = counted.definition.recorded_by_staff is not None
    hands = counted.numbers(label.NUMERATOR)
    return ProportionMeasurement(
        **common(counted, numerator + out + exception + negative),
        value=value,
        undefined=Undefined.EMPTY_DENOMINATOR if value is None else None,
        numerator=numerator,
        numerator_excluded=out,
        exception=exception,
        negative=negative,
        denominator=denominator,
        by_staff=hands[1] if asked else None,
        by_unknown_hand=hands[2] if asked else None,
        low=share(numerator, whole),
        high=share(numerator + not_recorded + cannot_tell, whole),
        interval=interval,
        no_interval=without,
    )


def _interval(
    counted: Counted, value: Fraction | None, size: int
) -> tuple[Interval | None, NoInterval | None]:
    if value is None:
        return None, NoInterval.NO_VALUE
    if counted.definition.interval is IntervalMethod.WILSON:
        return wilson(value, size, IntervalMethod.WILSON), None
    clusters = {
        unpair(number): count
        for number, count in counted.numbers(label.CLUSTER).items()
    }
    interval = clustered(clusters)
    return interval, NoInterval.ONE_CASE if interval is None else None


def _continuous(counted: Counted) -> ContinuousMeasurement:
    scoring = counted.definition.scoring
    assert isinstance(scoring, Continuous)
    numbers = counted.numbers(label.OBSERVED)
    observed = sum(numbers.values())
    known = common(counted, observed)
    if not observed:
        return ContinuousMeasurement(
            **known, unit=scoring.unit, undefined=Undefined.NOTHING_OBSERVED
        )
    limit = _limit(counted, scoring)
    above = None
    if limit is not None:
        above = sum(count for number, count in numbers.items() if number > limit)
    return ContinuousMeasurement(
        **known,
        unit=scoring.unit,
        observed=observed,
        value=quantile(numbers, _HALF) / scoring.per,
        p90=quantile(numbers, _P90) / scoring.per,
        mean=mean(numbers) / scoring.per,
        minimum=min(numbers) / scoring.per,
        maximum=max(numbers) / scoring.per,
        threshold=None if limit is None else limit / scoring.per,
        above=above,
        above_share=None if above is None else Fraction(above, observed),
    )


def _limit(counted: Counted, scoring: Continuous) -> int | None:
    if scoring.above is None:
        return None
    found: int | None = counted.once(scoring.above)
    return found


def _distribution(counted: Counted) -> DistributionMeasurement:
    scoring = counted.definition.scoring
    assert isinstance(scoring, Distribution)
    found = {
        name: counted.total(f"{label.CATEGORY}{name}")
        for name in categories(counted.definition, scoring)
    }
    total = sum(found.values())
    return DistributionMeasurement(
        **common(counted, total),
        undefined=None if total else Undefined.EMPTY_DENOMINATOR,
        categories=tuple(
            CategoryRow(
                category=name,
                declared=name in scoring.order,
                count=count,
                share=share(count, total),
            )
            for name, count in found.items()
        ),
        total=total,
    )


def _rate(counted: Counted) -> RateMeasurement:
    scoring = counted.definition.scoring
    assert isinstance(scoring, Rate)
    events = counted.adding(f"events.{label.OBSERVED}")
    time = counted.adding(f"time.{label.OBSERVED}")
    value = share(events, time)
    return RateMeasurement(
        **_two_sided(counted, "events.", "time."),
        value=None if value is None else value * scoring.per,
        undefined=Undefined.EMPTY_DENOMINATOR if value is None else None,
        unit=scoring.unit,
        events=events,
        time=time,
    )


def _ratio(counted: Counted) -> RatioMeasurement:
    above = counted.adding(f"numerator.{label.OBSERVED}")
    below = counted.adding(f"denominator.{label.OBSERVED}")
    value = share(above, below)
    return RatioMeasurement(
        **_two_sided(counted, "numerator.", "denominator."),
        value=value,
        undefined=Undefined.EMPTY_DENOMINATOR if value is None else None,
        numerator=above,
        denominator=below,
    )


def _two_sided(counted: Counted, *sides: str) -> dict[str, Any]:
    known = counted.total(*(f"{side}{label.OBSERVED}" for side in sides))
    return common(counted, known, *sides)


def _cohort(counted: Counted) -> CohortMeasurement:
    count = counted.total(label.COUNTED)
    return CohortMeasurement(
        **common(counted, count), value=Fraction(count), count=count
    )


_FINISHERS: Mapping[type, Callable[[Counted], Measurement]] = MappingProxyType(
    {
        Proportion: _proportion,
        Continuous: _continuous,
        Distribution: _distribution,
        Rate: _rate,
        Ratio: _ratio,
        Cohort: _cohort,
        TimeToEvent: time_to_event,
        Stock: stock,
    }
)
