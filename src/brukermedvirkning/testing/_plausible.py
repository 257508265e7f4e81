"""Plausible values for the fields of records, by their annotations and some examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import attrs

from brukermedvirkning.domain.case import REFERENCES, Case, collections
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.record import Id, Record, Text, field_types
from brukermedvirkning.rules.facts import Facts

__all__ = ["LISTS", "Pool", "Values", "pool_of"]

LISTS = ("collective", "trainings")
_SHIFTS = (1, -1, 2, -2, 7, -7, 30, -30, 365, -365)
_FIGURES = (1, -1, 7, -7, 60, -60)
_TARGETS = {field: target for _, field, target in REFERENCES} | {
    "by_representative": "team"
}
_FIXED = ("id", "registered_in_error", "extensions")


@attrs.frozen
class Pool:
    """What the examples have: days, ids by field, rows by collection."""

    days: tuple[date, ...]
    figures: tuple[int, ...]
    ids: Mapping[str, tuple[str, ...]]
    rows: tuple[tuple[str, Any], ...]


_POOLS: dict[tuple[int, ...], tuple[tuple[Facts, ...], Pool]] = {}


def pool_of(examples: tuple[Facts, ...]) -> Pool:
    # Facts hold a mapping and have no hash; the examples are kept, so their place stays.
    key = tuple(map(id, examples))
    if key not in _POOLS:
        _POOLS[key] = (examples, _pooled(examples))
    return _POOLS[key][1]


def _pooled(examples: Iterable[Facts]) -> Pool:
    days: set[date] = set()
    ids: dict[str, set[str]] = {}
    rows: list[tuple[str, Any]] = []
    figures: set[int] = set()
    for facts in examples:
        days.add(facts.on)
        figures |= {int(use.value) for use in facts.parameters.values()}
        for part in (facts.case, facts.programme, facts.unit):
            _gather(part, "", days, ids)
        if facts.case is not None:
            for name in collections():
                rows += [(name, row) for row in getattr(facts.case, name)]
        for name in LISTS:
            _gather(getattr(facts, name), "", days, ids)
            rows += [(name, row) for row in getattr(facts, name)]
    return Pool(
        days=tuple(sorted(days)),
        figures=tuple(sorted(figures)),
        ids={name: tuple(sorted(found)) for name, found in ids.items()},
        rows=tuple(rows),
    )


def _gather(value: Any, name: str, days: set[date], ids: dict[str, set[str]]) -> None:
    if isinstance(value, tuple):
        for one in value:
            _gather(one, name, days, ids)
    elif isinstance(value, Record):
        kind: Any = type(value)
        for field in field_types(kind):
            _gather(getattr(value, field), field, days, ids)
    elif type(value) is date:
        days.add(value)
    elif type(value) is str:
        ids.setdefault(name, set()).add(value)


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any, Any], ...]:
    """The fields of a record that may change: name, annotation, default."""
    return tuple(
        (field.name, field_types(kind)[field.name], field.default)
        for field in attrs.fields(kind)
        if field.name not in _FIXED
    )


class Values:
    """Other values than those that are there, and plausible ones where there are none."""

    def __init__(self, pick: Callable[[Sequence[Any]], Any], pool: Pool) -> None:
        self.pick = pick
        self.pool = pool
        self.case: Case | None = None

    def changed(self, record: Any) -> Any:
        """The record with one field changed, most often one that says something."""
        kind: Any = type(record)
        fields = _fields(kind)
        told = [one for one in fields if getattr(record, one[0]) != one[2]]
        if told and self.pick((True, True, False)):
            fields = tuple(told)
        if not fields:
            return record
        name, hint, _ = self.pick(fields)
        value = self.other(getattr(record, name), hint, name)
        return attrs.evolve(record, **{name: value})

    def other(self, value: Any, hint: Any, name: str) -> Any:
        """Another value of an annotation than the one that is there."""
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in (Union, UnionType):
            if value is None:
                return self.some(arguments[0], name)
            if self.pick((False, False, True)):
                return None
            return self.other(value, arguments[0], name)
        if origin is tuple:
            return self.another_list(value, arguments[0], name)
        if isinstance(value, Coded):
            new = self.some(hint, name)
            # Some rules look at the code as found; it stays as often as it goes.
            return attrs.evolve(new, code=self.pick((None, value.code)))
        if isinstance(value, bool):
            return not value
        if isinstance(value, datetime):
            return value + timedelta(days=self.pick(_SHIFTS))
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, int):
            return self.figure(value)
        if isinstance(value, Record):
            return self.changed(value)
        return self.some(hint, name)

    def some(self, hint: Any, name: str) -> Any:
        """A plausible value of an annotation."""
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in (Union, UnionType):
            return self.some(arguments[0], name)
        if origin is Annotated:
            return self.shaped(hint, arguments[0], name)
        if origin is tuple:
            return (self.some(arguments[0], name),)
        if origin is Coded:
            return Coded(concept=self.pick(tuple(arguments[0])))
        if hint is bool:
            return True
        if hint is int:
            return self.pick((*self.pool.figures, 0, 1))
        if hint is date:
            return self.day(self.pick(self.pool.days))
        if hint is datetime:
            day = self.pick(self.pool.days)
            return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        if issubclass(hint, Concept):
            return self.pick(tuple(hint))
        if issubclass(hint, Record):
            return self.made(hint)
        return hint()

    def made(self, kind: Any) -> Any:
        """A record of a class with what it must have, and one thing more."""
        values = {
            name: self.some(hint, name)
            for name, hint, default in _fields(kind)
            if default is attrs.NOTHING
        }
        if "id" in field_types(kind) and attrs.fields_dict(kind)["id"].default is (
            attrs.NOTHING
        ):
            values["id"] = "another"
        return self.changed(kind(**values))

    def shaped(self, hint: Any, kind: type, name: str) -> Any:
        """A text, an id or a whole number; ids are of rows where the field names one."""
        if kind is int:
            return self.pick((*self.pool.figures, 0, 1))
        if hint == Text:
            return "some words"
        known: tuple[str, ...] = self.pool.ids.get(name, ())
        if hint == Id and self.case is not None and name in _TARGETS:
            known = tuple(row.id for row in getattr(self.case, _TARGETS[name]))
        elif name == "item" and self.case is not None:
            known = tuple(row.id for row in self.case.rows())
        return self.pick((*known, "another"))

    def another_list(self, value: tuple[Any, ...], hint: Any, name: str) -> Any:
        """The list with a member more, a member less or another one."""
        if not value or self.pick((False, False, False, True)):
            return (*value, self.some(hint, name))
        place = self.pick(range(len(value)))
        if self.pick((True, False)):
            changed = self.other(value[place], hint, name)
            return (*value[:place], changed, *value[place + 1 :])
        return (*value[:place], *value[place + 1 :])

    def day(self, day: date) -> date:
        """A day a little off, or off by a figure, or one that the examples speak of."""
        if self.pick((True, True, False)):
            shifts = [sign * one for one in self.pool.figures for sign in (1, -1)]
            return self.moved(day, (*_SHIFTS, *shifts))
        return self.moved(self.pick(self.pool.days), (0, 1, -1, *self.pool.figures))

    def moved(self, day: date, shifts: Sequence[int]) -> date:
        """The day moved by one of the numbers."""
        return day + timedelta(days=self.pick(shifts))

    def figure(self, figure: int) -> int:
        """A whole number a little off."""
        change: int = self.pick(_FIGURES)
        return max(figure + change, 0)
