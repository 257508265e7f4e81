"""The rows inside an outer table: joined to it by the case, with what a fold asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from brukermedvirkning.rules.expressions.nodes import Fold, Node
from brukermedvirkning.tables.layout import KEY, ORDER
from brukermedvirkning_engine_ibis.filters import filters_of
from brukermedvirkning_engine_ibis.places import Places, row_of
from brukermedvirkning_engine_ibis.sql import Dialect, Value
from brukermedvirkning_engine_ibis.values import Frame

__all__ = ["Inside"]


@attrs.frozen
class Inside:
    """An outer table's keys, and how its rows are joined with those inside it.

    `keys` tell its rows apart. `given` are the window and the parameters, `source` gives the table of a row kind with the columns asked for.
    `make` keeps a table under a name, in the SQL of `dialect`.
    """

    places: Places
    kept: Mapping[Node, str]
    keys: tuple[str, ...]
    given: Mapping[str, Value]
    source: Callable[[str], Any]
    make: Callable[[str, Any], Any]
    dialect: Dialect

    def frame(self, table: Any) -> Frame:
        """A table whose columns bear the names of the language."""
        return Frame(table, self.places, self.kept, self.given)

    def filtered(self, table: Any, tests: Iterable[Node]) -> Frame:
        """The rows of a table of which all tests are true."""
        frame = self.frame(table)
        asked = [frame.value(test) for test in tests]
        return self.frame(table.filter(asked)) if asked else frame

    def rows(
        self,
        outer: Any,
        row: str,
        nodes: Sequence[Node],
        *,
        more: Iterable[str] = (),
        also: Iterable[str] = (),
    ) -> Any:
        """The rows of a kind inside the outer table, with what the nodes ask for.

        `more` are further columns of the rows, `also` such of the outer table.
        """
        table = self.source(row)
        there = {*outer.columns, *self.given}
        needed = self.places.needed(nodes, self.kept, there)
        own = sorted(({*more} | needed) & set(table.columns))
        inside = table.select(
            KEY, **{row_of(row): table[ORDER]}, **{n: table[n] for n in own}
        )
        above = sorted((({*also} | needed) & set(outer.columns)) - set(own))
        if above or len(self.keys) > 1:
            renamed = outer.select(
                *self.keys[1:], *above, **{f"{KEY}.outer": outer[KEY]}
            )
            inside = inside.join(
                renamed, [inside[KEY] == renamed[f"{KEY}.outer"]]
            ).drop(f"{KEY}.outer")
        return inside

    def raw(self, fold: Fold) -> str:
        """The column of what the rows of a fold come to, before there being none counts."""
        return f"{self.kept[fold]}.raw"

    def bounded(self, outer: Any, fold: Fold) -> Any:
        """The outer table with the bounds of a fold as columns."""
        frame = self.frame(outer)
        return frame.table.select(
            *outer.columns,
            **{
                f"bound.{place}": frame.value(bound)
                for place, bound in enumerate(fold.bounds)
            },
        )

    def chosen(
        self,
        outer: Any,
        folds: Sequence[Fold],
        more: Iterable[str],
        **values: Callable[[Frame], Value],
    ) -> Any:
        """The rows that folds with the same bounds may look at, with these and values.

        They pass the tests that all of these folds ask.
        """
        bounded = self.bounded(outer, folds[0])
        bounds = [f"bound.{place}" for place, _ in enumerate(folds[0].bounds)]
        asked = [node for fold in folds for node in fold.asked_of_rows]
        row = folds[0].row
        inside = self.rows(bounded, row, asked, more=more, also=bounds)
        frame = self.filtered(inside, filters_of(folds).common)
        return frame.table.select(
            *self.keys,
            row_of(row),
            *bounds,
            **{name: make(frame) for name, make in values.items()},
        )
