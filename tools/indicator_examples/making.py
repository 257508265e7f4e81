"""Small cases in few words, and what a measurement of them says in one line."""

from __future__ import annotations

from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import attrs

from brukermedvirkning.domain.case import Case, Participant, collections, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.domain.record import Record, field_types
from brukermedvirkning.rules.expressions.window import Window
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

__all__ = ["YEAR", "Worked", "a_case", "make", "said"]

YEAR = Window(start=date(2026, 1, 1), end=date(2027, 1, 1), as_of=date(2026, 12, 31))
"""The window of every worked example: the year 2026, as known on its last day."""


@attrs.frozen(kw_only=True)
class Worked:
    """What is said of an indicator, and the smallest cases that show it.

    `gives` are the numbers by hand, of the indicator itself and of what stands beside
    it: slices and companions over the same cases.
    """

    id: str
    formula: str
    cheated: str
    misread: str
    story: str
    cases: tuple[dict[str, Any], ...]
    gives: dict[str, str]


def a_case(number: int, rows: dict[str, Any]) -> Case:
    """A case out of plain words; rows without an id are numbered."""
    given = dict(rows)
    values: dict[str, Any] = {}
    if (plan := given.pop("plan", None)) is not None:
        values["plan"] = make(ActionPlan, **({"id": "plan"} | plan))
    for name, cls in collections().items():
        values[name] = in_order(
            tuple(
                make(cls, **({"id": f"{cls.kind}-{place}"} | row))
                for place, row in enumerate(given.pop(name, ()), 1)
            )
        )
    return Case(
        id=f"case-{number}",
        participant=Participant(id=f"person-{number}"),
        **values,
        **given,
    )


def make(cls: type, **words: Any) -> Any:
    """A record out of plain words, by the types of its fields."""
    hints = field_types(cls)
    return cls(**{name: _coerced(hints[name], word) for name, word in words.items()})


def _coerced(hint: Any, word: Any) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _coerced(arguments[0], word)
    if origin in (Union, UnionType):
        (inner,) = (one for one in arguments if one is not type(None))
        return None if word is None else _coerced(inner, word)
    if origin is tuple:
        many = word if isinstance(word, (tuple, list)) else (word,)
        return tuple(_coerced(arguments[0], one) for one in many)
    if origin is Coded:
        return Coded(concept=arguments[0](word))
    if hint is date:
        return _day(word)
    if hint is datetime:
        return datetime.fromisoformat(word)
    if hint is Period:
        first, _, last = word.partition("/")
        return Period.through(
            _day(first) if first else None, _day(last) if last else None
        )
    if isinstance(hint, type) and issubclass(hint, Concept):
        return hint(word)
    if isinstance(hint, type) and issubclass(hint, Record) and isinstance(word, dict):
        return make(hint, **word)
    return word


def _day(word: str) -> date:
    """A day of 2026 by month and day, or a day in full."""
    return date.fromisoformat(word if len(word) > 5 else f"2026-{word}")


def said(one: Measurement) -> str:
    """What a measurement says, and those of its parts that are not empty."""
    parts = [
        f"{getattr(one, name)} {name.replace('_', ' ')}"
        for name in (
            "numerator_excluded",
            "excluded",
            "exception",
            "not_mature",
            "not_recorded",
            "cannot_tell",
            "unplaced",
            "blind",
        )
        if getattr(one, name, 0)
    ]
    return "; ".join([_head(one), *parts])


def _head(one: Measurement) -> str:
    match one:
        case ProportionMeasurement():
            return f"{one.numerator} of {one.denominator}"
        case DistributionMeasurement():
            rows = ", ".join(f"{row.category} {row.count}" for row in one.rows())
            return rows or "none"
        case ContinuousMeasurement():
            return f"median {one.value} {one.unit} of {one.observed}"
        case RateMeasurement():
            return f"{one.events} in {one.time} days"
        case RatioMeasurement():
            return f"{one.numerator} of {one.denominator}"
        case CohortMeasurement():
            return f"{one.count}"
        case StockMeasurement():
            return f"{one.count}, the longest {one.maximum} days"
        case TimeToEventMeasurement():
            points = (f"day {one.day}: {one.value}" for one in one.curve or ())
            return ", ".join(points)
    raise TypeError(type(one).__name__)
