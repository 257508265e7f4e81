"""Measurements as a document: every part of each, in a stable order."""

from __future__ import annotations

from typing import Any

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.rules.expressions.check import infer
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    DistributionMeasurement,
    Interval,
    Measurement,
    TimeToEventMeasurement,
)
from brukermedvirkning.rules.indicators.scoring import (
    Distribution,
    TimeToEvent,
    name_of,
)
from brukermedvirkning_cli.shapes import plain
from brukermedvirkning_cli.speaker import Speaker

__all__ = ["measurement"]

Facts = dict[str, Any]

_OF_ALL = ("window", "by", "group", "categories", "events", "curve")
"""What a measurement shares with the others, or what is told in another shape."""


def measurement(
    one: Measurement, definition: Definition, say: Speaker, *, zero_rows: bool
) -> Facts:
    """One measurement with all its parts; its scoring says what kind it is."""
    found: Facts = {
        "indicator": one.indicator,
        "version": one.version,
        "scoring": name_of(definition.scoring),
        "group": [
            _group(path, name, definition, say)
            for path, name in zip(one.by, one.group, strict=True)
        ],
    }
    for field in attrs.fields(type(one)):
        if field.name not in (*_OF_ALL, *found):
            found[field.name] = _part(getattr(one, field.name))
    if isinstance(one, DistributionMeasurement):
        found["categories"] = [
            _category(row, definition, say) for row in one.rows(zero_rows=zero_rows)
        ]
    if isinstance(one, TimeToEventMeasurement):
        found["events"] = one.events and [
            {"label": _event(row.category, definition, say), **_plainly(row)}
            for row in one.events
        ]
        found["curve"] = one.curve and [_plainly(point) for point in one.curve]
    found["parts"] = list(dict.fromkeys((*one.CELLS, *one.TOTALS, "blind")))
    found["not_for_comparison"] = one.not_for_comparison
    found["source"] = definition.source
    return found


def _part(value: Any) -> Any:
    if isinstance(value, Concept):
        return str(value)
    if isinstance(value, Interval):
        return {name: _part(part) for name, part in attrs.asdict(value).items()}
    return plain(value)


def _group(path: str, name: str | None, definition: Definition, say: Speaker) -> Facts:
    concepts = definition.typed.resolve(tuple(path.split("."))).of
    return {"by": path, "name": name, "label": _label(concepts, name, say)}


def _category(row: CategoryRow, definition: Definition, say: Speaker) -> Facts:
    scoring = definition.scoring
    assert isinstance(scoring, Distribution)
    concepts = infer(scoring.category, definition.typed).of
    return {
        "category": row.category,
        "label": _label(concepts, row.category, say),
        "count": row.count,
        "share": plain(row.share),
    }


def _plainly(row: Any) -> Facts:
    """A row or point with everything in it, as JSON can say it."""
    return {
        name: [_plainly(part) for part in value]
        if name == "categories"
        else plain(value)
        for name, value in attrs.asdict(row, recurse=False).items()
    }


def _event(category: str, definition: Definition, say: Speaker) -> Facts | None:
    scoring = definition.scoring
    assert isinstance(scoring, TimeToEvent)
    if scoring.category is None:
        return None
    return _label(infer(scoring.category, definition.typed).of, category, say)


def _label(concepts: Any, name: str | None, say: Speaker) -> Facts | None:
    """What a value of a concept list is called; None for what is no code."""
    if name is None or not (
        isinstance(concepts, type) and issubclass(concepts, Concept)
    ):
        return None
    label: Facts = say.concept(concepts(name))["label"]
    return label
