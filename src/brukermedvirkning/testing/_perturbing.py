"""Facts a few random steps away from examples, by what their annotations say alone.

A step that does not give valid facts, or facts that nobody would be asked about, is
left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import attrs
from hypothesis import strategies as st

from brukermedvirkning.domain.case import REFERENCES, Case, collections, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.record import Id, Record, Text, field_types
from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.testing.forgetting import ways, without_rows

__all__ = ["perturbed", "with_an_error"]

_SHIFTS = (1, -1, 2, -2, 7, -7, 30, -30, 365, -365)
_FIGURES = (1, -1, 7, -7, 60, -60)
_MOST_STEPS = 6
_TARGETS = {field: target for _, field, target in REFERENCES} | {
    "by_representative": "team"
}
_FIXED = ("id", "registered_in_error", "extensions")
_LISTS = ("collective", "trainings")


@st.composite
def perturbed(draw: st.DrawFn, *examples: Facts) -> Facts:
    """One of the examples, up to six random steps away from what it says.

    Days move, members of concept lists change, optional fields are emptied and filled,
    rows come, go, double and turn out to be registered in error, parameters move by
    little, the judged day moves, and things are forgotten. Rows may come from the other
    examples.
    """
    pick = _picker(draw)
    facts: Facts = pick(examples)
    step = _Step(pick, _pool(examples))
    steps = _STEPS if facts.case is not None else _STEPS_WITHOUT_CASE
    for _ in range(pick(range(_MOST_STEPS + 1))):
        # The calendar has a first and a last day.
        with suppress(InvalidRecordError, OverflowError):
            changed = pick(steps)(step, facts)
            if _is_asked(changed):
                facts = changed
    return facts


def with_an_error(facts: Facts) -> Iterator[Facts]:
    """The facts with one more row registered in error, for each row of the case."""
    for name in collections() if facts.case is not None else ():
        rows = _rows(facts, name)
        for place, row in enumerate(rows):
            if not row.registered_in_error:
                wrong = attrs.evolve(row, registered_in_error=True)
                other = _with(facts, name, (*rows[:place], wrong, *rows[place + 1 :]))
                if _is_asked(other):
                    yield other


def _picker(draw: st.DrawFn) -> Callable[[Sequence[Any]], Any]:
    def pick(values: Sequence[Any]) -> Any:
        return values[draw(_up_to(len(values) - 1))]

    return pick


@cache
def _up_to(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


def _is_asked(facts: Facts) -> bool:
    """Whether a rule would be asked: of a case that counts, on days that it tells of."""
    if facts.case is None:
        return _is_asked_without_a_case(facts)
    until = facts.case.origin.known_until
    if facts.case.registered_in_error or (until and until < facts.on):
        return False
    enrolment = facts.enrolment
    return enrolment is None or not (
        enrolment.registered_in_error
        or (enrolment.start is not None and enrolment.start > facts.on)
    )


def _is_asked_without_a_case(facts: Facts) -> bool:
    """A programme and a unit while they last; a participation by itself, if by one."""
    subject = facts.programme or facts.unit
    if subject is None:
        return len(facts.collective) == 1
    return subject.period.end is None or facts.on < subject.period.end


@attrs.frozen
class _Pool:
    """What the examples have: days, ids by field, rows by collection."""

    days: tuple[date, ...]
    figures: tuple[int, ...]
    ids: Mapping[str, tuple[str, ...]]
    rows: tuple[tuple[str, Any], ...]


_POOLS: dict[tuple[int, ...], tuple[tuple[Facts, ...], _Pool]] = {}


def _pool(examples: tuple[Facts, ...]) -> _Pool:
    # Facts hold a mapping and have no hash; the examples are kept, so their place stays.
    key = tuple(map(id, examples))
    if key not in _POOLS:
        _POOLS[key] = (examples, _pooled(examples))
    return _POOLS[key][1]


def _pooled(examples: Iterable[Facts]) -> _Pool:
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
        for name in _LISTS:
            _gather(getattr(facts, name), "", days, ids)
            rows += [(name, row) for row in getattr(facts, name)]
    return _Pool(
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


class _Values:
    """Other values than those that are there, and plausible ones where there are none."""

    def __init__(self, pick: Callable[[Sequence[Any]], Any], pool: _Pool) -> None:
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


class _Step(_Values):
    """The steps: each makes other facts of facts, or the same where it cannot."""

    def changed_row(self, facts: Facts) -> Facts:
        """A field of a row becomes another, or that it was registered in error."""
        name, place = self.place(facts)
        if not name:
            return facts
        rows = _rows(facts, name)
        row = rows[place]
        if hasattr(row, "registered_in_error") and self.pick((False,) * 5 + (True,)):
            wrong = not row.registered_in_error
            row = attrs.evolve(row, registered_in_error=wrong)
        else:
            self.case = facts.case
            row = self.changed(row)
        return _with(facts, name, (*rows[:place], row, *rows[place + 1 :]))

    def place(self, facts: Facts) -> tuple[str, int]:
        """A row, by its collection and place; an empty name where there is none."""
        there = [
            (name, place)
            for name in (*(collections() if facts.case else ()), *_LISTS)
            for place in range(len(_rows(facts, name)))
        ]
        return self.pick(there) if there else ("", 0)

    def dropped_row(self, facts: Facts) -> Facts:
        """A row goes, and what cannot be without it."""
        name, place = self.place(facts)
        if not name:
            return facts
        rows = _rows(facts, name)
        if name in _LISTS or facts.case is None:
            return _with(facts, name, (*rows[:place], *rows[place + 1 :]))
        left: dict[str, Any] = without_rows(facts.case, {rows[place].id})
        return _of(facts, attrs.evolve(facts.case, **left))

    def doubled_row(self, facts: Facts) -> Facts:
        """A row is there twice, under another id."""
        name, place = self.place(facts)
        if not name:
            return facts
        rows = _rows(facts, name)
        return self.added(facts, name, rows[place])

    def borrowed_row(self, facts: Facts) -> Facts:
        """A row of any example, or one of a kind that an example has."""
        if not self.pool.rows:
            return facts
        name, row = self.pick(self.pool.rows)
        if (name in _LISTS) is (facts.case is not None):
            return facts
        return self.added(facts, name, row)

    def added(self, facts: Facts, name: str, row: Any) -> Facts:
        """A row more, as it is or changed."""
        taken = {one.id for one in _all_rows(facts)}
        number = 2
        while (new := f"{number}-{row.id}") in taken:
            number += 1
        row = attrs.evolve(row, id=new if row.id in taken else row.id)
        if self.pick((True, False)):
            self.case = facts.case
            row = self.changed(row)
        return _with(facts, name, (*_rows(facts, name), row))

    def moved_day(self, facts: Facts) -> Facts:
        """Another day is judged."""
        return attrs.evolve(facts, on=self.day(facts.on))

    def other_figure(self, facts: Facts) -> Facts:
        """A parameter is a little off."""
        if not facts.parameters:
            return facts
        name = self.pick(sorted(facts.parameters))
        use = facts.parameters[name]
        value = self.figure(int(use.value))
        parameters = {**facts.parameters, name: attrs.evolve(use, value=value)}
        return attrs.evolve(facts, parameters=parameters)

    def forgotten(self, facts: Facts) -> Facts:
        """One thing less is known of the case."""
        _, forget = self.pick(list(ways(facts.the_case)))
        return _of(facts, forget())

    def changed_case(self, facts: Facts) -> Facts:
        """The period, the plan or the days that its source speaks of."""
        case = self.case = facts.the_case
        field = self.pick(("period", "origin", "plan"))
        if field == "origin":
            name = self.pick(("known_from", "known_until"))
            known = self.other(getattr(case.origin, name), date | None, name)
            value = attrs.evolve(case.origin, **{name: known})
        elif field == "period":
            value = self.changed(case.period)
        else:
            value = self.other(case.plan, field_types(Case)["plan"], "plan")
        changes: dict[str, Any] = {field: value}
        return _of(facts, attrs.evolve(case, **changes))

    def changed_frame(self, facts: Facts) -> Facts:
        """What is said of the programme or the unit; or the programme is not known."""
        there = [name for name in ("programme", "unit") if getattr(facts, name)]
        if not there:
            return facts
        name = self.pick(there)
        value = self.changed(getattr(facts, name))
        if facts.case is not None and self.pick((False, False, True)):
            value = None
        changes: dict[str, Any] = {name: value}
        return attrs.evolve(facts, **changes)


_STEPS = (
    *(_Step.changed_row,) * 10,
    *(_Step.moved_day,) * 2,
    *(_Step.dropped_row,) * 2,
    *(_Step.doubled_row,) * 2,
    *(_Step.borrowed_row,) * 2,
    *(_Step.forgotten,) * 2,
    _Step.other_figure,
    _Step.changed_case,
    _Step.changed_frame,
)
_STEPS_WITHOUT_CASE = (
    *(_Step.changed_row,) * 3,
    *(_Step.changed_frame,) * 3,
    *(_Step.moved_day,) * 2,
    _Step.dropped_row,
    _Step.doubled_row,
    _Step.borrowed_row,
    _Step.other_figure,
)


def _rows(facts: Facts, name: str) -> tuple[Any, ...]:
    rows: tuple[Any, ...] = getattr(facts if name in _LISTS else facts.case, name)
    return rows


def _all_rows(facts: Facts) -> Iterator[Any]:
    for name in _LISTS:
        yield from getattr(facts, name)
    if facts.case is not None:
        yield from facts.case.rows()


def _with(facts: Facts, name: str, rows: tuple[Any, ...]) -> Facts:
    """The facts with other rows of one kind."""
    changes: dict[str, Any]
    if name in _LISTS:
        changes = {name: rows}
        return attrs.evolve(facts, **changes)
    changes = {name: in_order(rows)}
    return _of(facts, attrs.evolve(facts.the_case, **changes))


def _of(facts: Facts, case: Case) -> Facts:
    """The facts of another version of the case; the same where its enrolment is gone."""
    if facts.enrolment is None:
        return attrs.evolve(facts, case=case)
    enrolment = case.enrolment(facts.enrolment.id)
    if enrolment is None:
        return facts
    return attrs.evolve(facts, case=case, enrolment=enrolment)
