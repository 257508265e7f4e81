"""Folds in SQL: one value for each row of an outer table out of rows inside it.

The outer table is that of the cases, or of counted rows where a fold sees them. The rows
inside are joined to it by the case; what they come to is joined back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import attrs
import ibis

from brukermedvirkning.rules.expressions.nodes import Fold, Node
from brukermedvirkning_engine_ibis.inside import Inside
from brukermedvirkning_engine_ibis.places import can, row_of
from brukermedvirkning_engine_ibis.spread import SPREAD
from brukermedvirkning_engine_ibis.sql import Value, either, greatest
from brukermedvirkning_engine_ibis.values import Frame

__all__ = ["Folder"]

_TRUE, _UNSURE, _FALSE = 2, 1, 0


@attrs.frozen
class Folder(Inside):
    """Adds folds to an outer table."""

    def add(self, outer: Any, folds: Iterable[Fold]) -> Any:
        """The outer table with a column for each of the folds."""
        wanted = list(folds)
        whole = outer
        for row in dict.fromkeys(fold.row for fold in wanted):
            own = [fold for fold in wanted if fold.row == row]
            simple = [fold for fold in own if not fold.bounds and fold.name in _SIMPLE]
            if simple:
                whole = self._joined(whole, self._simple(outer, row, simple))
            for fold in own:
                if fold not in simple:
                    whole = self._joined(whole, SPREAD[fold.name](self, outer, fold))
        frame = self.frame(self.with_window(whole, folds_bounds(wanted)))
        return frame.table.select(
            *outer.columns,
            **{
                self.kept[fold]: either(
                    (frame[can(fold.row)], self._whole(frame, fold))
                )
                for fold in wanted
            },
        )

    def _joined(self, outer: Any, found: Any) -> Any:
        renamed = found.rename({f"{key}.inside": key for key in self.keys})
        joined = outer.left_join(
            renamed, [outer[key] == renamed[f"{key}.inside"] for key in self.keys]
        )
        return joined.drop(*(f"{key}.inside" for key in self.keys))

    def _simple(self, outer: Any, row: str, folds: Sequence[Fold]) -> Any:
        """All folds over one kind of rows that are plain aggregates, in one pass."""
        nodes = [node for fold in folds for node in fold.asked_of_rows]
        frame = self.frame(self.rows(outer, row, nodes))
        columns = {
            node: f"value.{place}" for place, node in enumerate(dict.fromkeys(nodes))
        }
        # An aggregate of what is no column of the very table it is taken of fails.
        table = frame.table.select(
            *self.keys,
            row_of(row),
            **{name: frame.value(node) for node, name in columns.items()},
        )
        return table.group_by(self.keys).aggregate(
            **{
                self.raw(fold): _SIMPLE[fold.name](
                    self,
                    _Asked(
                        None if fold.where is None else table[columns[fold.where]],
                        table[row_of(row)],
                    ),
                    *(table[columns[arg]] for arg in fold.args),
                )
                for fold in folds
            }
        )

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


def folds_bounds(folds: Iterable[Fold]) -> list[Node]:
    """The bounds of folds, which are asked of the outer table."""
    return [bound for fold in folds for bound in fold.bounds]


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
    def fold(_: Folder, asked: _Asked, value: Value) -> Value:
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
