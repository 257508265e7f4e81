"""What an expression means: the reference interpreter, the specification in code.

Unknown is None. A field is unknown when it is None or holds an unknown member of its
list; logic is Kleene's; a filter keeps what is true. Every engine and every generated
function must give what this gives. It is written to be read, not to be fast.
Source: the design of indicators, "Unknown".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias

import attrs

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.expressions.nodes import (
    Fold,
    Lit,
    Node,
    Op,
    Raw,
    Ref,
    roots,
)
from brukermedvirkning.rules.expressions.window import Window

__all__ = [
    "PLAIN",
    "Bindings",
    "Carrying",
    "carrying",
    "covered_days",
    "evaluate",
    "peak_load",
    "rows_of",
]


Args: TypeAlias = tuple[Node, ...]

_SEEN_BY_ALL = frozenset({"case", "param", "window"})


class Carrying(Protocol):
    """What tells whether a source has a place for a path."""

    def can(self, path: str) -> bool:
        """Whether the source has a place for what the path names."""
        ...


class _Everything:
    def can(self, path: str) -> bool:
        return bool(path)


@attrs.frozen(eq=False)
class Bindings:
    """What an expression can see: the case, rows by kind, the window, parameters.

    What a fold came to is remembered: with the case where it sees nothing else, with the
    row in sight where it does.
    """

    case: Any
    window: Window
    parameters: Mapping[str, Any] = attrs.field(factory=dict)
    rows: Mapping[str, Any] = attrs.field(factory=dict)
    _of_case: dict[Any, Any] = attrs.field(factory=dict, repr=False)
    _of_row: dict[Fold, Any] = attrs.field(factory=dict, init=False, repr=False)

    def with_row(self, kind: str, row: Any) -> Bindings:
        """The same, with one row in sight."""
        rows = {**self.rows, kind: row}
        return Bindings(self.case, self.window, self.parameters, rows, self._of_case)

    def folded(self, fold: Fold) -> Any:
        """What a fold comes to here."""
        memory = self._of_case if roots(fold) <= _SEEN_BY_ALL else self._of_row
        if fold not in memory:
            memory[fold] = _fold(fold, self)
        return memory[fold]

    def can(self, path: str) -> bool:
        """Whether the case's source has a place for a path."""
        return carrying(self.case).can(path)

    def collection(self, name: str) -> tuple[Any, ...]:
        """The rows of a collection, without those registered in error."""
        if name not in self._of_case:
            self._of_case[name] = rows_of(self.case, name)
        kept: tuple[Any, ...] = self._of_case[name]
        return kept

    def root(self, name: str) -> Any:
        """The value that a root stands for."""
        match name:
            case "case":
                return self.case
            case "window":
                return self.window
            case _:
                return self.rows[name]


def carrying(case: Any) -> Carrying:
    """What the source of a case can carry; a case that names none carries everything."""
    origin = getattr(case, "origin", None)
    carries: Carrying = _Everything() if origin is None else origin.carries
    return carries


def rows_of(case: Any, name: str) -> tuple[Any, ...]:
    """The rows of a collection that count: none registered in error.

    An enrolment registered in error takes the rows that name it along.
    """
    wrong = {
        row.id for row in getattr(case, "enrolments", ()) if row.registered_in_error
    }
    return tuple(
        row
        for row in getattr(case, name)
        if not row.registered_in_error
        and (not wrong or getattr(row, "enrolment", None) not in wrong)
    )


def evaluate(node: Node, scope: Bindings) -> Any:
    """The value of an expression in a scope; None is unknown."""
    match node:
        case Lit():
            return node.value
        case Ref():
            value = _known(_read(node, scope))
            return None if value == () and not _has_place(node.path, scope) else value
        case Raw():
            return _read(node.ref, scope)
        case Op() if node.name in _OF_UNKNOWN:
            return _OF_UNKNOWN[node.name](node.args, scope)
        case Op():
            values = [evaluate(part, scope) for part in node.args]
            return None if None in values else PLAIN[node.name](*values)
        case _:
            return scope.folded(node)


def _read(ref: Ref, scope: Bindings) -> Any:
    """What stands at the end of a path; a code beside a concept gives the concept."""
    if ref.path[0] == "param":
        return scope.parameters[ref.path[1]]
    value = scope.root(ref.path[0])
    for name in ref.path[1:]:
        if value is None:
            return None
        value = getattr(value, name)
    return value.concept if isinstance(value, Coded) else value


def _known(value: Any) -> Any:
    return None if isinstance(value, Concept) and value.is_unknown else value


def _is_known(args: Args, scope: Bindings) -> bool | None:
    """What is there is known; what is not is unknown, or has no place in the source."""
    (asked,) = args
    if evaluate(asked, scope) is not None:
        return True
    ref = asked.ref if isinstance(asked, Raw) else asked
    if isinstance(ref, Ref) and not _has_place(ref.path, scope):
        return None
    return False


def _is_unknown(args: Args, scope: Bindings) -> bool | None:
    known = _is_known(args, scope)
    return None if known is None else not known


def _and(args: Args, scope: Bindings) -> bool | None:
    left = evaluate(args[0], scope)
    if left is False:
        return False
    right = evaluate(args[1], scope)
    if right is False:
        return False
    return None if left is None or right is None else True


def _or(args: Args, scope: Bindings) -> bool | None:
    left = evaluate(args[0], scope)
    if left is True:
        return True
    right = evaluate(args[1], scope)
    if right is True:
        return True
    return None if left is None or right is None else False


def _or_else(args: Args, scope: Bindings) -> Any:
    value = evaluate(args[0], scope)
    return evaluate(args[1], scope) if value is None else value


def _carried(args: Args, scope: Bindings) -> bool:
    return scope.can(evaluate(args[0], scope))


def _has_place(path: tuple[str, ...], scope: Bindings) -> bool:
    """Whether the case's source has a place for a field; a derived value always has."""
    if path[0] == "param":
        return True
    owner = scope.root(path[0])
    if path[1] not in {field.name for field in attrs.fields(type(owner))}:
        return True
    return scope.can(path[1] if path[0] == "case" else ".".join(path[:2]))


def _plus(left: Any, right: int) -> Any:
    """A sum; a day outside the calendar is unknown."""
    if not isinstance(left, date):
        return left + right
    try:
        return left + timedelta(days=right)
    except OverflowError:
        return None


def _days_within(period: Period, since: date, until: date) -> int | None:
    """Where the first day is not known, only a period that ended before is surely out."""
    if period.start is None:
        return 0 if period.end is not None and period.end <= since else None
    return period.days_within(since, until)


def _contains(period: Period, day: date) -> bool | None:
    """Where the first day is not known, only a day after the end is surely outside."""
    if period.start is None:
        return False if period.end is not None and day >= period.end else None
    return period.contains(day)


def _has(many: tuple[Any, ...], entry: Any) -> bool | None:
    """Whether an entry is there; an unknown one among the others may be it."""
    values = [
        _known(value.concept if isinstance(value, Coded) else value) for value in many
    ]
    if entry in values:
        return True
    return None if None in values else False


def _spans_between(first: date, day: date, length: int) -> int | None:
    """Spans without a day are none."""
    return (day - first).days // length if length > 0 else None


def _span_start(first: date, day: date, length: int) -> date | None:
    """Spans without a day have no start; a day outside the calendar is unknown."""
    if length < 1:
        return None
    start: date | None = _plus(day, -((day - first).days % length))
    return start


def _weekdays_until(day: date) -> int:
    """How many days from Monday to Friday there are from the calendar's first, a Monday."""
    days = day.toordinal()
    saturdays, sundays = (days + 1) // 7, days // 7
    return days - saturdays - sundays


_OF_UNKNOWN: Mapping[str, Callable[[Args, Bindings], Any]] = MappingProxyType(
    {
        "and": _and,
        "or": _or,
        "is_known": _is_known,
        "is_unknown": _is_unknown,
        "or_else": _or_else,
        "carried": _carried,
    }
)
"""The operations that may have an answer though a part of them is unknown."""
PLAIN: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "not": lambda a: not a,
        "==": lambda a, b: a == b,
        "!=": lambda a, b: a != b,
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
        ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b,
        "+": _plus,
        "-": lambda a, b: _plus(a, -b),
        "neg": lambda a: -a,
        "days_between": lambda a, b: (b - a).days,
        "weekdays_between": lambda a, b: _weekdays_until(b) - _weekdays_until(a),
        "days_within": _days_within,
        "span_start": _span_start,
        "spans_between": _spans_between,
        "contains": _contains,
        "least": min,
        "greatest": max,
        "in": lambda a, many: _has(many, a),
        "has": _has,
        "size": len,
    }
)


def _fold(node: Fold, scope: Bindings) -> Any:
    if not scope.can(node.row):
        return None
    bounds = [evaluate(bound, scope) for bound in node.bounds]
    inner = [scope.with_row(node.row, row) for row in scope.collection(node.rows)]
    kept = [
        one for one in inner if node.where is None or evaluate(node.where, one) is True
    ]
    if node.name == "count":
        return len(kept)
    if node.name == "longest_gap":
        days = (one.rows[node.row].day for one in kept)
        return None if None in bounds else _longest_gap(days, *bounds)
    if node.name == "peak_load":
        loads = [[evaluate(arg, one) for arg in node.args] for one in kept]
        return None if None in bounds else peak_load(loads, *bounds)
    values = [evaluate(node.args[0], one) for one in kept]
    if node.name == "covered_days":
        return None if None in bounds else covered_days(values, *bounds)
    return _FOLDS[node.name](values)


def _kleene_any(values: list[Any]) -> bool | None:
    if True in values:
        return True
    return None if None in values else False


def _kleene_all(values: list[Any]) -> bool | None:
    if False in values:
        return False
    return None if None in values else True


def _there(values: list[Any]) -> list[Any]:
    return [value for value in values if value is not None]


_FOLDS: Mapping[str, Callable[[list[Any]], Any]] = MappingProxyType(
    {
        "any": _kleene_any,
        "all": _kleene_all,
        "sum": lambda values: sum(_there(values)),
        "min": lambda values: min(_there(values), default=None),
        "max": lambda values: max(_there(values), default=None),
        "first": lambda values: values[0] if values else None,
        "last": lambda values: values[-1] if values else None,
        "distinct": lambda values: len(set(_there(values))),
    }
)


def _longest_gap(days: Iterable[date | None], since: date, until: date) -> int:
    end = max(since, until)
    inside = (min(max(day, since), end) for day in days if day is not None)
    reached = sorted((since, *inside, end))
    return max((after - before).days for before, after in pairwise(reached))


def peak_load(
    loads: Iterable[list[Any]], since: date = date.min, until: date | None = None
) -> int:
    """Each stretch of a period adds its load on its first day and takes it off at its end."""
    changes: Counter[date] = Counter()
    window = Period(start=since, end=until and max(since, until))
    for period, load, *pauses in (one for one in loads if None not in one[:2]):
        for stretch in Period.uncovered(period, (pauses and pauses[0]) or ()):
            inside = stretch.overlap(window)
            if inside is not None and inside.start is not None:
                changes[inside.start] += load
                if inside.end is not None:
                    changes[inside.end] -= load
    highest = running = 0
    for day in sorted(changes):
        running += changes[day]
        highest = max(highest, running)
    return highest


def covered_days(
    periods: Iterable[Period | None], since: date, until: date
) -> int | None:
    """Counted once however many periods hold a day."""
    reached, total = since, 0
    for period in sorted(map(_from_known, periods), key=lambda one: one.start or since):
        if period.start is not None:
            total += period.days_within(reached, until)
            reached = max(reached, period.end or until)
        elif period.end is None or period.end > since:
            return None
    return total


def _from_known(period: Period | None) -> Period:
    return Period() if period is None else period
