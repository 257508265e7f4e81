"""What an expression comes to, as a column of an Ibis table.

Unknown is NULL. SQL's `and`, `or` and `not` are Kleene's already, and its comparisons
and sums give NULL for NULL; what differs is written out here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs
import ibis

from brukermedvirkning.rules.expressions.check import infer
from brukermedvirkning.rules.expressions.nodes import Fold, Lit, Node, Op, Raw, Ref
from brukermedvirkning.rules.expressions.types import Kind
from brukermedvirkning_engine_ibis.places import Places, can
from brukermedvirkning_engine_ibis.sql import (
    Value,
    either,
    greatest,
    least,
    literal,
    on_calendar,
    plain,
)

__all__ = ["Frame", "Many"]


@attrs.frozen
class Many:
    """Several values in one: whether one is among them, whether another may be, how many."""

    holds: Callable[[Value], Value]
    unsure: Value
    size: Value
    there: Value

    def has(self, entry: Value) -> Value:
        """Whether an entry is there; an unknown one among the others may be it."""
        asked = self.there & entry.notnull()
        return either((asked & self.holds(entry), True), (asked & ~self.unsure, False))


@attrs.frozen
class Frame:
    """A table whose columns bear the names of the language.

    `kept` says in which column a node is, or will be, kept: a fold, or what stands in
    many places. Where the table has no such column yet, it is computed. What is `given`
    stands in no table.
    """

    table: Any
    places: Places
    kept: Mapping[Node, str]
    given: Mapping[str, Value]
    there: frozenset[str] = attrs.field(init=False, repr=False)

    @there.default
    def _there(self) -> frozenset[str]:
        return frozenset({*self.table.columns, *self.given})

    def __getitem__(self, name: str) -> Value:
        return self.given[name] if name in self.given else self.table[name]

    def value(self, node: Node) -> Value:
        """What a node comes to: a truth value, a whole number or a text; NULL is unknown."""
        kept = self.kept.get(node)
        if kept in self.there:
            return self[kept]
        match node:
            case Lit(value):
                return literal(value)
            case Ref(path):
                return self[".".join(path)]
            case Raw(Ref(path)):
                return self[self.places.recorded(path)]
            case Op("or", (one, Op("not", (other,)))) if one == other:
                return either((self._enclosed(one).notnull(), True))
            case Op(name, args) if name in _OF_NODES:
                return _OF_NODES[name](self, args)
            case Op(name, args):
                return _OF_VALUES[name](*map(self.value, args))
            case Fold():
                raise AssertionError(f"{node.name} is asked for before it was folded")

    def known(self, node: Node) -> Value:
        """Whether a node comes to something; never NULL."""
        if not isinstance(node, Ref):
            return self._enclosed(node).notnull()
        found = self.places.type_of(node.path)
        if found.kind is Kind.MANY:
            given = node.path[0] == "param"
            return ibis.literal(True) if given else self.many(node).there
        if found.personal or found.kind in (Kind.CLOSED, Kind.RECORD):
            name = self.places.presence(node.path)
            return ibis.literal(True) if name is None else self[name]
        return self.value(node).notnull()

    def _enclosed(self, node: Node) -> Value:
        """The value of a node, safe in front of `IS NULL` and `IN`.

        Ibis writes `NOT x IS NULL`, which SQL reads as `NOT (x IS NULL)`, and
        `x IS NOT NULL IS NOT NULL`, which Spark does not read.
        """
        value = self.value(node)
        if isinstance(node, Op) and node.name in ("not", "is_known", "is_unknown"):
            return ibis.coalesce(value, ibis.null("boolean"))
        return value

    def among(self, many: Node, entry: Node) -> Value:
        """Whether an entry is one of several."""
        value = self._enclosed(entry)
        if isinstance(many, Lit):
            return either((value.notnull(), value.isin(list(plain(many.value)))))
        if isinstance(many, Ref) and many.path[0] == "param":
            name = ".".join(many.path)
            unsure = self[f"{name}.unsure"].nullif(True)
            # Ibis has Spark say that what is not known is not in a list.
            return either(
                (value.notnull(), ibis.array([self[name]]).contains(value) | unsure)
            )
        return self.many(many).has(value)

    def has_place(self, node: Node) -> Value | None:
        """Whether the source has a place for what a node names; None where it has."""
        ref = node.ref if isinstance(node, Raw) else node
        if not isinstance(ref, Ref):
            return None
        path = self.places.needs_place(ref.path)
        return None if path is None else self[can(path)]

    def many(self, node: Node) -> Many:
        """A field with several values."""
        assert isinstance(node, Ref)
        name, of = ".".join(node.path), self.places.type_of(node.path).of
        if f"{name}.size" in self.places.names:
            size = self[f"{name}.size"]
            return Many(
                lambda _: ibis.literal(False),
                ibis.literal(False),
                size,
                self._filled(node, size),
            )
        values = self[name]
        unknown = [
            member.value
            for member in (of.of if of.kind is Kind.CODE else ())
            if member.is_unknown
        ]
        unsure = ibis.literal(False)
        for member in unknown:
            unsure |= values.contains(member)
        return Many(
            lambda entry: (
                values.contains(entry) & ~entry.isin(unknown)
                if unknown
                else values.contains(entry)
            ),
            unsure,
            values.length(),
            self._filled(node, values.length()),
        )

    def _filled(self, node: Ref, size: Value) -> Value:
        """Whether a field with several values is known: nothing, with no place, is not."""
        place = self.has_place(node)
        if place is None:
            return size.notnull()
        return size.notnull() & ((size > 0) | place)

    def period(self, node: Node) -> tuple[Value, Value]:
        """The first day of a period and the day after its last."""
        assert isinstance(node, Ref)
        name = ".".join(node.path)
        return self[f"{name}.start"], self[f"{name}.end"]

    def is_day(self, node: Node) -> bool:
        """Whether a node is a day."""
        return infer(node, self.places.schema).kind is Kind.DATE


Args: TypeAlias = tuple[Node, ...]


def _is_known(frame: Frame, args: Args) -> Value:
    known, place = frame.known(args[0]), frame.has_place(args[0])
    return known if place is None else either((known, True), (place, False))


def _sum(sign: int) -> Callable[[Frame, Args], Value]:
    def reckon(frame: Frame, args: Args) -> Value:
        one, other = map(frame.value, args)
        total = one + other if sign > 0 else one - other
        return on_calendar(total) if frame.is_day(args[0]) else total

    return reckon


def _days_within(frame: Frame, args: Args) -> Value:
    (start, end), since, until = (
        frame.period(args[0]),
        frame.value(args[1]),
        frame.value(args[2]),
    )
    asked = since.notnull() & until.notnull()
    last = ibis.least(ibis.coalesce(end, until), until)
    days = ibis.greatest(last - ibis.greatest(start, since), 0)
    return either((asked & start.notnull(), days), (asked & (end <= since), 0))


def _contains(frame: Frame, args: Args) -> Value:
    (start, end), day = frame.period(args[0]), frame.value(args[1])
    return (day >= start) & (end.isnull() | (day < end))


_OF_NODES: Mapping[str, Callable[[Frame, Args], Value]] = MappingProxyType(
    {
        "+": _sum(1),
        "-": _sum(-1),
        "is_known": _is_known,
        "is_unknown": lambda frame, args: ~_is_known(frame, args),
        "carried": lambda frame, args: frame[can(str(_text(args[0])))],
        "days_within": _days_within,
        "contains": _contains,
        "in": lambda frame, args: frame.among(args[1], args[0]),
        "has": lambda frame, args: frame.among(args[0], args[1]),
        "size": lambda frame, args: _size(frame, args[0]),
    }
)


def _text(node: Node) -> Any:
    assert isinstance(node, Lit)
    return node.value


def _size(frame: Frame, node: Node) -> Value:
    if isinstance(node, Lit):
        return ibis.literal(len(plain(node.value)), "int64")
    if isinstance(node, Ref) and node.path[0] == "param":
        return frame[f"{'.'.join(node.path)}.size"]
    many = frame.many(node)
    return either((many.there, many.size))


def _into_span(first: Value, day: Value, length: Value) -> Value:
    """How many days of its span lie before a day; SQL's remainder may be negative."""
    some = either((length > 0, length))
    return ((day - first) % some + some) % some


def _spans_between(first: Value, day: Value, length: Value) -> Value:
    whole = day - first - _into_span(first, day, length)
    return (whole // length).cast("int64")


def _weekdays_until(day: Value) -> Value:
    """How many days from Monday to Friday there are from the calendar's first, a Monday."""
    saturdays, sundays = (day + 1) // 7, day // 7
    return day - saturdays - sundays


_OF_VALUES: Mapping[str, Callable[..., Value]] = MappingProxyType(
    {
        "and": lambda a, b: a & b,
        "or": lambda a, b: a | b,
        "not": lambda a: ~a,
        "==": lambda a, b: a == b,
        "!=": lambda a, b: a != b,
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
        ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b,
        "neg": lambda a: -a,
        "days_between": lambda a, b: b - a,
        "span_start": lambda a, b, length: on_calendar(b - _into_span(a, b, length)),
        "spans_between": _spans_between,
        "weekdays_between": lambda a, b: _weekdays_until(b) - _weekdays_until(a),
        "least": least,
        "greatest": greatest,
        "or_else": ibis.coalesce,
    }
)
