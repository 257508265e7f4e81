"""Facts a few random steps away from examples, by what their annotations say alone.

A step that does not give valid facts, or facts that nobody would be asked about, is
left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any

import attrs
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case, collections, in_order
from brukermedvirkning.domain.record import field_types
from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.testing._plausible import LISTS, Values, pool_of
from brukermedvirkning.testing.forgetting import ways, without_rows

__all__ = ["perturbed", "with_an_error", "with_another"]

_MOST_STEPS = 6


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
    step = _Step(pick, pool_of(examples))
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


def with_another(facts: Facts, examples: tuple[Facts, ...]) -> Iterator[Facts]:
    """The facts with a row of any example beside one of theirs, on the same day."""
    taken = {one.id for one in _all_rows(facts)}
    pool = pool_of(examples).rows
    for name in LISTS if facts.case is None else collections():
        others = [other for kind, other in pool if kind == name]
        for row in _rows(facts, name):
            tried = [row]
            for other in others:
                with suppress(InvalidRecordError):
                    like = _on_the_day_of(row, other)
                    if like in tried:
                        continue
                    tried.append(like)
                    new = attrs.evolve(like, id=_new_id(like.id, taken))
                    more = _with(facts, name, (*_rows(facts, name), new))
                    if _is_asked(more):
                        yield more


def _on_the_day_of(row: Any, other: Any) -> Any:
    """Another row under the id and with the day of a row."""
    changes = {
        name: getattr(row, name) for name in ("id", "on", "start") if hasattr(row, name)
    }
    kind: Any = type(row)
    if "period" in field_types(kind):
        changes["period"] = attrs.evolve(other.period, start=row.period.start)
    return attrs.evolve(other, **changes)


def _new_id(row_id: str, taken: set[str]) -> str:
    number = 2
    while (new := f"{number}-{row_id}") in taken:
        number += 1
    return new if row_id in taken else row_id


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


class _Step(Values):
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
            for name in (*(collections() if facts.case else ()), *LISTS)
            for place in range(len(_rows(facts, name)))
        ]
        return self.pick(there) if there else ("", 0)

    def dropped_row(self, facts: Facts) -> Facts:
        """A row goes, and what cannot be without it."""
        name, place = self.place(facts)
        if not name:
            return facts
        rows = _rows(facts, name)
        if name in LISTS or facts.case is None:
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
        if (name in LISTS) is (facts.case is not None):
            return facts
        return self.added(facts, name, row)

    def added(self, facts: Facts, name: str, row: Any) -> Facts:
        """A row more, as it is or changed."""
        taken = {one.id for one in _all_rows(facts)}
        row = attrs.evolve(row, id=_new_id(row.id, taken))
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
    rows: tuple[Any, ...] = getattr(facts if name in LISTS else facts.case, name)
    return rows


def _all_rows(facts: Facts) -> Iterator[Any]:
    for name in LISTS:
        yield from getattr(facts, name)
    if facts.case is not None:
        yield from facts.case.rows()


def _with(facts: Facts, name: str, rows: tuple[Any, ...]) -> Facts:
    """The facts with other rows of one kind."""
    changes: dict[str, Any]
    if name in LISTS:
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
