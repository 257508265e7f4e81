"""Folds in SQL: one value for each row of an outer table out of rows inside it.

The outer table is that of the cases, or of counted rows where a fold sees them. The rows
inside are joined to it by the case; what they come to is joined back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from types import MappingProxyType
from typing import Any, NamedTuple

import attrs
import ibis

from brukermedvirkning.rules.expressions.nodes import Fold, Node
from brukermedvirkning.tables.layout import KEY, ORDER
from brukermedvirkning_engine_ibis.filters import filters_of
from brukermedvirkning_engine_ibis.held import DAY, GAP, Held, held_within
from brukermedvirkning_engine_ibis.inside import Inside
from brukermedvirkning_engine_ibis.places import can, row_of
from brukermedvirkning_engine_ibis.spread import SPREAD, swept_together
from brukermedvirkning_engine_ibis.sql import Value, either, greatest
from brukermedvirkning_engine_ibis.values import Frame

__all__ = ["Folder"]

_TRUE, _UNSURE, _FALSE = 2, 1, 0
_MANY = frozenset({"contact"})
"""Of which a case has many: too many for a list."""


@attrs.frozen
class Folder(Inside):
    """Adds folds to an outer table."""

    def add(self, outer: Any, folds: Iterable[Fold]) -> Any:
        """The outer table with a column for each of the folds."""
        wanted = list(folds)
        whole = outer
        for row in dict.fromkeys(fold.row for fold in wanted):
            own = [fold for fold in wanted if fold.row == row]
            listed = [fold for fold in own if self.is_listed(fold)]
            if listed:
                whole = self._listed(whole, row, listed)
                own = [fold for fold in own if fold not in listed]
            simple = [fold for fold in own if _is_simple(fold)]
            if simple:
                whole = self._joined(whole, self._simple(outer, row, simple))
            for several in swept_together(fold for fold in own if fold not in simple):
                spread = SPREAD[several[0].name](self, outer, several)
                whole = self._joined(whole, spread)
        frame = self.frame(whole)
        return frame.table.select(
            *outer.columns,
            **{self.kept[fold]: self._seen(frame, fold) for fold in wanted},
        )

    def _seen(self, frame: Frame, fold: Fold) -> Value:
        """The value of a fold; unknown where the source has no place for the rows."""
        whole = self._whole(frame, fold)
        if self.places.complete:
            return whole
        return either((frame[can(fold.row)], whole))

    def is_listed(self, fold: Fold) -> bool:
        """Whether a fold that sees a row is asked of a list that stands beside it.

        Else each counted row would meet all rows of its case, to be told apart again.
        """
        return (
            len(self.keys) > 1 and fold.name in ("any", "all") and fold.row not in _MANY
        )

    def _listed(self, outer: Any, row: str, folds: Sequence[Fold]) -> Any:
        """Folds that are true of any or all rows, which stand as a list in one cell."""
        nodes = [node for fold in folds for node in fold.asked_of_rows]
        table = self.source(row)
        there = {*outer.columns, *self.given}
        needed = self.places.needed(nodes, self.kept, there) & set(table.columns)
        names = sorted(needed - {KEY, ORDER}) or [ORDER]
        entry = ibis.struct({name: table[name] for name in names})
        inside = f"inside.{row}"
        lists = table.group_by(KEY).aggregate(**{inside: entry.collect()})
        lists = lists.rename({f"{KEY}.inside": KEY})
        whole = outer.left_join(lists, [outer[KEY] == lists[f"{KEY}.inside"]])
        whole = whole.drop(f"{KEY}.inside")

        def highest(fold: Fold) -> Value:
            def rank(one: Any) -> Value:
                frame = self.frame(_Beside(one, names, whole))
                value = frame.value(fold.args[0])
                found = ibis.coalesce(value.cast("int8") * _TRUE, _UNSURE)
                nothing = _TRUE if fold.name == "all" else _FALSE
                if fold.where is None:
                    return found
                return either((frame.value(fold.where), found), otherwise=nothing)

            ranks = whole[inside].map(rank)
            return ranks.mins() if fold.name == "all" else ranks.maxs()

        return whole.select(
            *outer.columns, **{self.raw(fold): highest(fold) for fold in folds}
        )

    def _joined(self, outer: Any, found: Any) -> Any:
        renamed = found.rename({f"{key}.inside": key for key in self.keys})
        joined = outer.left_join(
            renamed, [outer[key] == renamed[f"{key}.inside"] for key in self.keys]
        )
        return joined.drop(*(f"{key}.inside" for key in self.keys))

    def _simple(self, outer: Any, row: str, folds: Sequence[Fold]) -> Any:
        """All folds over one kind of rows that are plain aggregates, in one pass."""
        filters = filters_of(folds)
        tests = filters.rest
        asked = [arg for fold in folds for arg in fold.args]
        asked += [test for test in tests.values() if test is not None]
        held = {fold: found for fold in folds if (found := held_within(fold))}
        more = (DAY, GAP) if held else ()
        rows = self.rows(outer, row, [*filters.common, *asked], more=more)
        frame = self.filtered(rows, filters.common)
        columns = {
            node: f"value.{place}" for place, node in enumerate(dict.fromkeys(asked))
        }
        gaps = {fold: f"gap.{place}" for place, fold in enumerate(held)}
        # An aggregate of what is no column of the very table it is taken of fails.
        table = frame.table.select(
            *self.keys,
            row_of(row),
            **{name: frame.value(node) for node, name in columns.items()},
            **{name: self._gap(frame, held[fold]) for fold, name in gaps.items()},
            **({DAY: frame[DAY]} if held else {}),
        )

        def asked_of(fold: Fold) -> tuple[Value | None, list[Value]]:
            test = tests[fold]
            where = None if test is None else table[columns[test]]
            return where, [table[columns[arg]] for arg in fold.args]

        telling = [_tells(fold, *asked_of(fold)) for fold in _unlike(tests)]
        if all(one is not None for one in telling):
            table = table.filter(reduce(or_, telling))
        columns_of: dict[str, Value] = {}
        for fold in folds:
            where, values = asked_of(fold)
            if fold in held:
                columns_of |= self._of_gaps(fold, table, where, table[gaps[fold]])
            else:
                rows_of = _Asked(where, table[row_of(row)])
                columns_of[self.raw(fold)] = _SIMPLE[fold.name](self, rows_of, *values)
        return table.group_by(self.keys).aggregate(**columns_of)

    def _gap(self, frame: Frame, held: Held) -> Value:
        """The days since the contact held before, where that one is in the span too."""
        gap = frame[GAP]
        before = self.frame(_Beside({DAY: frame[DAY] - gap}, (DAY,), frame.table))
        return either((reduce(and_, map(before.value, held.span), gap.notnull()), gap))

    def _of_gaps(
        self, fold: Fold, table: Any, where: Value | None, gap: Value
    ) -> dict[str, Value]:
        """How many days there are, or the longest way between two and whether any is."""
        if fold.name == "distinct":
            is_new = ibis.coalesce(gap != 0, True)
            asked = is_new if where is None else where & is_new
            return {self.raw(fold): table.count(where=asked)}
        return {
            self.raw(fold): gap.max(where=where),
            f"{self.raw(fold)}.last": table[DAY].max(where=where),
        }

    def _whole(self, frame: Frame, fold: Fold) -> Value:
        """The value of a fold, with what it is where there are no rows."""
        raw = frame[self.raw(fold)]
        match fold.name:
            case "any":
                rank = ibis.coalesce(raw, _FALSE)
                return either((rank == _TRUE, True), (rank == _FALSE, False))
            case "all":
                rank = ibis.coalesce(raw, _TRUE)
                return either((rank == _TRUE, True), (rank == _FALSE, False))
            case "count" | "sum" | "distinct":
                return ibis.coalesce(raw, 0).cast("int64")
            case "longest_gap" if held_within(fold):
                some = frame[f"{self.raw(fold)}.last"].notnull()
                return either((some, ibis.coalesce(raw, 0).cast("int64")))
            case "longest_gap":
                since, until = map(frame.value, fold.bounds)
                reached = ibis.coalesce(frame[f"{self.raw(fold)}.last"], since)
                rest = greatest(since, until) - reached
                return either(
                    (rest.notnull(), greatest(ibis.coalesce(raw, 0), rest)),
                )
            case "covered_days":
                since, until = map(frame.value, fold.bounds)
                lost = ibis.coalesce(frame[f"{self.raw(fold)}.lost"], 0) == 1
                asked = since.notnull() & until.notnull() & ~lost
                return either((asked, ibis.coalesce(raw, 0).cast("int64")))
            case "peak_load":
                asked = ibis.literal(True)
                for bound in fold.bounds:
                    asked &= frame.value(bound).notnull()
                return either((asked, ibis.coalesce(raw, 0).cast("int64")))
            case _:
                return raw


def _is_simple(fold: Fold) -> bool:
    """Whether a fold is a plain aggregate of values that stand in the rows."""
    return (not fold.bounds and fold.name in _SIMPLE) or held_within(fold) is not None


def _unlike(tests: Mapping[Fold, Node | None]) -> Iterable[Fold]:
    """One of all folds that the same rows can change."""
    found: dict[Any, Fold] = {}
    for fold, test in tests.items():
        logic = (fold.name, fold.args) if fold.name in ("any", "all") else None
        found.setdefault((test, logic), fold)
    return found.values()


def _tells(fold: Fold, where: Value | None, values: Sequence[Value]) -> Value | None:
    """Whether a row can change what a fold comes to; None where any can."""
    if fold.name not in ("any", "all"):
        return where
    nothing = ibis.literal(fold.name == "all")
    tells = ibis.coalesce(values[0] != nothing, True)
    return tells if where is None else where & tells


class _Beside:
    """An entry of a list, and beside it the row that the list belongs to."""

    def __init__(self, entry: Any, names: Sequence[str], row: Any) -> None:
        self._entry = entry
        self._names = frozenset(names)
        self._row = row
        self.columns = (*names, *row.columns)

    def __getitem__(self, name: str) -> Value:
        return self._entry[name] if name in self._names else self._row[name]


class _Asked(NamedTuple):
    """Which rows are looked at, all of them where that is None, and in which order."""

    where: Value | None
    order: Value


def _ranked(pick: str) -> Callable[..., Value]:
    def fold(_: Folder, asked: _Asked, value: Value) -> Value:
        rank = either((value, _TRUE), (value.isnull(), _UNSURE), otherwise=_FALSE)
        return getattr(rank, pick)(where=asked.where)

    return fold


def _plain(name: str) -> Callable[..., Value]:
    return lambda _, asked, value: getattr(value, name)(where=asked.where)


def _count(_: Folder, asked: _Asked) -> Value:
    return asked.order.count(where=asked.where)


def _picked(last: bool) -> Callable[..., Value]:
    def fold(folder: Folder, asked: _Asked, value: Value) -> Value:
        if folder.dialect == "pyspark":
            # Spark orders no FIRST; that of DuckDB's ARG_MIN leaves out what is NULL.
            pick = value.argmax if last else value.argmin
            return pick(asked.order, where=asked.where)
        pick = value.last if last else value.first
        return pick(where=asked.where, order_by=asked.order, include_null=True)

    return fold


_SIMPLE: Mapping[str, Callable[..., Value]] = MappingProxyType(
    {
        "any": _ranked("max"),
        "all": _ranked("min"),
        "count": _count,
        "sum": _plain("sum"),
        "min": _plain("min"),
        "max": _plain("max"),
        "first": _picked(False),
        "last": _picked(True),
        "distinct": _plain("nunique"),
    }
)
