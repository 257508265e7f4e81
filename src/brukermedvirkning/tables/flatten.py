"""A case as flat rows: the values of the columns, in their order.

Rows registered in error are left out, as every indicator leaves them out: a case, a row,
and with an enrolment the rows that name it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

import attrs

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.rules.expressions.interpret import rows_of
from brukermedvirkning.tables.layout import IDS, Column, Table, Take
from brukermedvirkning.tables.neighbours import Neighbours

__all__ = ["Flattener", "Values", "chosen"]

Values: TypeAlias = tuple[Any, ...]


def chosen(
    tables: Iterable[Table],
    columns: Collection[str] | None = None,
    *,
    ids: bool = False,
) -> tuple[Table, ...]:
    """The tables with the columns asked for, all of them where none are named.

    Ids of cases and participants are there only with `ids`, or where they are named.
    """

    def wanted(column: Column) -> bool:
        if columns is not None:
            return column.name in columns
        return ids or column.name not in IDS

    return tuple(
        attrs.evolve(table, columns=tuple(filter(wanted, table.columns)))
        for table in tables
    )


class Flattener:
    """Turns cases into the rows of some tables, one case at a time.

    Each case gets the next number as its key, from 1.
    """

    def __init__(self, tables: Iterable[Table]) -> None:
        self._plans = [(table, _plan(table)) for table in tables]
        self._number = 0

    def rows(self, case: Any) -> Iterator[tuple[str, Values]]:
        """Each row with the name of its table; none for a case registered in error."""
        if case.registered_in_error:
            return
        self._number += 1
        for table, plan in self._plans:
            for values in _rows(table, plan, case, self._number):
                yield table.name, values

    @property
    def cases(self) -> int:
        """How many cases have been turned into rows."""
        return self._number


class _Taken(NamedTuple):
    """Where a value goes, the attribute it is in, and what is made of it."""

    place: int
    attribute: str
    convert: Callable[[Any], Any]


class _Plan(NamedTuple):
    """What is taken of a record, and of the records inside it."""

    taken: list[_Taken]
    inside: list[tuple[str, _Plan]]


class _Whole(NamedTuple):
    """What a row of a table is made from."""

    blank: list[Any]
    own: _Plan
    beside: list[tuple[int, str]]


def _plan(table: Table) -> _Whole:
    own, beside = _Plan([], []), []
    blank: list[Any] = [None] * len(table.keys)
    for place, column in enumerate(table.columns, start=len(table.keys)):
        blank.append(False if column.take is Take.PRESENCE else None)
        if column.take is Take.NEIGHBOUR:
            beside.append((place, column.path[-1]))
            continue
        path = column.path[2:] if table.field else column.path[1:]
        at = own
        for name in path[:-1]:
            at = _below(at, name)
        at.taken.append(_Taken(place, path[-1], _CONVERT[column.take]))
    return _Whole(blank, own, beside)


def _below(plan: _Plan, name: str) -> _Plan:
    for known, found in plan.inside:
        if known == name:
            return found
    made = _Plan([], [])
    plan.inside.append((name, made))
    return made


def _rows(table: Table, plan: _Whole, case: Any, number: int) -> Iterator[Values]:
    if not table.rows:
        yield _values(plan, case, (number,))
        return
    rows = rows_of(case, table.rows)
    if table.field:
        for place, row in enumerate(rows, start=1):
            for count, one in enumerate(getattr(row, table.field), start=1):
                yield _values(plan, one, (number, place, count))
        return
    beside = Neighbours(case, rows)
    for place, row in enumerate(rows):
        facts = [(at, beside.fact(name, place)) for at, name in plan.beside]
        yield _values(plan, row, (number, place + 1), facts)


def _values(
    plan: _Whole, record: Any, keys: Values, facts: Iterable[tuple[int, Any]] = ()
) -> Values:
    out = plan.blank.copy()
    out[: len(keys)] = keys
    _fill(out, record, plan.own)
    for place, fact in facts:
        out[place] = fact
    return tuple(out)


def _fill(out: list[Any], record: Any, plan: _Plan) -> None:
    for place, attribute, convert in plan.taken:
        out[place] = convert(getattr(record, attribute))
    for attribute, inside in plan.inside:
        value = getattr(record, attribute)
        if value is not None:
            _fill(out, value, inside)


def _recorded(value: Any) -> Any:
    """A code as recorded, whether or not it says that something is known."""
    concept = value.concept if isinstance(value, Coded) else value
    return None if concept is None else concept._value_


def _value(value: Any) -> Any:
    """The value, without one that only says that nothing is known."""
    found = value.concept if isinstance(value, Coded) else value
    if isinstance(found, Concept):
        return None if found.is_unknown else found._value_
    return found


def _many(values: Any) -> Any:
    """The entries as recorded: an expression sees by its list which of them are known."""
    return [entry if type(entry) is str else _recorded(entry) for entry in values]


_CONVERT: dict[Take, Callable[[Any], Any]] = {
    Take.VALUE: _value,
    Take.RECORDED: _recorded,
    Take.PRESENCE: lambda value: value is not None,
    Take.MANY: _many,
    Take.SIZE: len,
}
