"""What an expression means: the reference interpreter, the specification in code.

Unknown is None. A field is unknown when it is None or holds an unknown member of its
list; logic is Kleene's; a filter keeps what is true. Every engine and every generated
function must give what this gives. It is written to be read, not to be fast.
Source: the design of indicators, "Unknown".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias

import attrs

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.rules.expressions.folding import (
    FOLDS,
    covered_days,
    longest_gap,
    peak_load,
)
from brukermedvirkning.rules.expressions.nodes import (
    Fold,
    Lit,
    Node,
    Op,
    Raw,
    Ref,
    roots,
)
from brukermedvirkning.rules.expressions.operations import PLAIN, known
from brukermedvirkning.rules.expressions.window import Window

__all__ = ["Bindings", "Carrying", "carrying", "evaluate", "rows_of"]


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
            value = known(_read(node, scope))
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
    told = _is_known(args, scope)
    return None if told is None else not told


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
    (path,) = args
    assert isinstance(path, Lit)
    return scope.can(str(path.value))


def _has_place(path: tuple[str, ...], scope: Bindings) -> bool:
    """Whether the case's source has a place for a field; a derived value always has."""
    if path[0] == "param":
        return True
    owner = scope.root(path[0])
    if path[1] not in {field.name for field in attrs.fields(type(owner))}:
        return True
    return scope.can(path[1] if path[0] == "case" else ".".join(path[:2]))


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
        return None if None in bounds else longest_gap(days, *bounds)
    if node.name == "peak_load":
        loads = [[evaluate(arg, one) for arg in node.args] for one in kept]
        return None if None in bounds else peak_load(loads, *bounds)
    values = [evaluate(node.args[0], one) for one in kept]
    if node.name == "covered_days":
        return None if None in bounds else covered_days(values, *bounds)
    return FOLDS[node.name](values)
