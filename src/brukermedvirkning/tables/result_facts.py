"""A measurement as plain facts: what JSON can say, every part by its name.

Unknown, undefined and withheld stay apart: `undefined` says why there is no value,
`withheld` names what was taken out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.measurement import (
    DistributionMeasurement,
    Interval,
    TimeToEventMeasurement,
)
from brukermedvirkning.rules.indicators.results import Compared, Result
from brukermedvirkning.rules.indicators.stay_limits import NotOffered

__all__ = [
    "Facts",
    "asked_with",
    "not_offered_facts",
    "plain",
    "result_facts",
    "window_facts",
]

Facts = dict[str, Any]

_IN_ANOTHER_SHAPE = (
    *("window", "by", "group", "parameters"),
    *("categories", "curve"),
)


def plain(value: Any) -> Any:
    """A value as JSON can say it: days as text, exact shares as numbers."""
    if isinstance(value, Concept):
        return str(value)
    if isinstance(value, Interval):
        return {name: plain(part) for name, part in attrs.asdict(value).items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value


def window_facts(window: Window) -> Facts:
    """A window; `end` is the first day after it, a `start` of null is the beginning."""
    from_ever = window.start == Window.everything(window.as_of).start
    return {
        "start": None if from_ever else plain(window.start),
        "end": plain(window.end),
        "as_of": plain(window.as_of),
    }


def asked_with(parameters: Mapping[str, Any]) -> str:
    """The parameters of a measurement in one line: `days: 28; kinds: mail, phone`."""
    return "; ".join(
        f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in parameters.items()
    )


def not_offered_facts(one: NotOffered) -> Facts:
    """What is not measured of some programmes, and why."""
    return {name: plain(value) for name, value in attrs.asdict(one).items()}


def result_facts(result: Result, *, zero_rows: bool = False) -> Facts:
    """One result with all its parts, in a stable order."""
    one = result.measurement
    found: Facts = {
        "indicator": one.indicator,
        "version": one.version,
        "scoring": result.scoring,
        "window": window_facts(one.window),
        "programme": result.programme,
        "group": [
            {"by": path, "name": name}
            for path, name in zip(one.by, one.group, strict=True)
        ],
        "parameters": {name: plain(value) for name, value in one.parameters},
    }
    # The events of a rate are a number, those of a curve rows.
    shaped = ("events",) if isinstance(one, TimeToEventMeasurement) else ()
    for field in attrs.fields(type(one)):
        if field.name not in (*_IN_ANOTHER_SHAPE, *shaped, *found):
            found[field.name] = plain(getattr(one, field.name))
    if isinstance(one, DistributionMeasurement):
        found["categories"] = [_row(row) for row in one.rows(zero_rows=zero_rows)]
        for row in found["categories"]:
            del row["declared"]
    if isinstance(one, TimeToEventMeasurement):
        found["events"] = one.events and [_row(row) for row in one.events]
        found["curve"] = one.curve and [_row(point) for point in one.curve]
    found["parts"] = list(dict.fromkeys((*one.CELLS, *one.TOTALS, "blind")))
    found["not_for_comparison"] = one.not_for_comparison
    found["comparisons"] = [_comparison(compared) for compared in result.comparisons]
    found["source"] = result.source
    return found


def _row(row: Any) -> Facts:
    """A row or point with everything in it."""
    return {
        name: [_row(part) for part in value] if name == "categories" else plain(value)
        for name, value in attrs.asdict(row, recurse=False).items()
    }


def _comparison(compared: Compared) -> Facts:
    found = attrs.asdict(compared.comparison, recurse=False)
    del found["measurement"]
    return {
        "programme": compared.programme,
        "kind": str(compared.aim),
        **{name: plain(value) for name, value in found.items()},
    }
