"""Definitions turned into SQL: tables made one after the other, then small questions.

Made once for some definitions and a split; the window and the parameters are put in when
it runs, so that no period and no figure makes it anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import attrs
import ibis

from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions.check import infer
from brukermedvirkning.rules.expressions.nodes import Fold, Node, Op, roots
from brukermedvirkning.rules.expressions.types import Type
from brukermedvirkning.rules.indicators.chain import Chain
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.lowering import lower
from brukermedvirkning.rules.indicators.parameter import type_of
from brukermedvirkning.tables.layout import CASE, EVERYTHING, KEY, ORDER, PATHS
from brukermedvirkning_engine_ibis.chains import (
    depth,
    folds_in,
    is_stepped,
    largest,
    nodes_of,
    outside,
    owned,
    sees_case,
    sees_window,
)
from brukermedvirkning_engine_ibis.folds import Folder
from brukermedvirkning_engine_ibis.given import Given, Sql
from brukermedvirkning_engine_ibis.held import DAY, GAP, held_within
from brukermedvirkning_engine_ibis.labels import Labels
from brukermedvirkning_engine_ibis.places import Places, nodes_in, row_of
from brukermedvirkning_engine_ibis.questions import Question, Questions
from brukermedvirkning_engine_ibis.sifting import sifted
from brukermedvirkning_engine_ibis.sql import Dialect, Value
from brukermedvirkning_engine_ibis.values import Frame

__all__ = ["Plan", "make_plan"]


@attrs.frozen(kw_only=True)
class Plan:
    """The SQL of some definitions, with what it needs.

    `sources` are the columns that each table must have, and `ordered` those tables of
    which the rows are looked at in their stored order. `made` are the tables and views on
    the way, each by what makes it, and `groups` the number of columns of a group.
    """

    known: Mapping[str, Node]
    sources: Mapping[str, tuple[str, ...]]
    ordered: tuple[str, ...]
    made: tuple[tuple[str, Sql, bool], ...]
    questions: tuple[Question, ...]
    groups: int


@lru_cache(maxsize=64)
def make_plan(
    definitions: tuple[Definition, ...],
    by: tuple[str, ...],
    dialect: Dialect,
    *,
    complete: bool = False,
) -> Plan:
    """The plan of definitions, in a dialect of SQL.

    One for `complete` sources is for cases that carry everything, and asks for less.
    Raises `DefinitionError` for a split that one of them does not allow.
    """
    return _Planner(definitions, by, dialect, complete).plan()


class _Planner:
    def __init__(
        self,
        definitions: tuple[Definition, ...],
        by: tuple[str, ...],
        dialect: Dialect,
        complete: bool,
    ) -> None:
        if len({one.schema for one in definitions}) > 1:
            raise DefinitionError("definitions over cases of two classes at once")
        self._definitions = definitions
        self._dialect = dialect
        self._groups = [f"group.{place}" for place, _ in enumerate(by)]
        parameters: dict[str, Type] = {
            f"{one.id}.{given.name}": type_of(given.default)
            for one in definitions
            for given in one.parameters
        }
        schema = definitions[0].schema.with_parameters(parameters)
        self._places = Places(schema, complete)
        self._given = Given(parameters)
        every = [owned(chain) for one in definitions for chain in lower(one, by)]
        self._chains, self._sure = sifted(every, self._places)
        tests = [node for nodes in self._sure.values() for node in nodes]
        nodes = [node for chain in self._chains for node in nodes_of(chain)]
        self._needed = {
            name
            for node in nodes_in([*nodes, *tests])
            for name in self._places.columns(node)
        }
        self._nodes = nodes
        self._folds = {
            fold: f"fold.{place}"
            for place, fold in enumerate(dict.fromkeys(folds_in(nodes)))
        }
        for fold in self._folds:
            if held_within(fold):
                self._needed |= {DAY, GAP}
            elif is_stepped(fold):
                self._needed.add(f"{fold.row}.day")
        self._kept: dict[Node, str] = dict(self._folds.items())
        self._made: list[tuple[str, Sql, bool]] = []
        self._questions = Questions(self._sql, self._make, self._groups)
        self._used: dict[str, set[str]] = {}

    def plan(self) -> Plan:
        """All statements, in their order."""
        known = self._keep("window", sees_window)
        for node in known:
            self._given.add(self._kept[node], infer(node, self._places.schema).kind)
        base = self._cases()
        by_kind: dict[str, list[Chain]] = {}
        for chain in self._chains:
            by_kind.setdefault(chain.counts, []).append(chain)
        labels = {kind: Labels(tuple(own)) for kind, own in by_kind.items()}
        seen = {kind: self._kind(kind, base, own) for kind, own in labels.items()}
        self._questions.ask_of_cases(labels, seen)
        return Plan(
            known={self._kept[node]: node for node in known},
            sources={name: tuple(sorted(cols)) for name, cols in self._used.items()},
            ordered=tuple(sorted({one.row for one in self._folds if is_stepped(one)})),
            made=tuple(self._made),
            questions=tuple(self._questions.asked),
            groups=len(self._groups),
        )

    def _source(self, name: str) -> Any:
        """The table of a name, with its keys and the columns that are needed."""
        types = self._places.types_of(name)
        table = self._places.tables[name]
        used = {column for column in types if column in self._needed or table.field}
        used |= {*table.keys}
        if name == CASE and not self._places.complete:
            used |= {EVERYTHING, PATHS}
        self._used.setdefault(name, set()).update(used)
        return ibis.table({one: types[one] for one in types if one in used}, name=name)

    def _keep(self, name: str, fits: Callable[[Node], bool]) -> list[Node]:
        """The largest nodes that fit get a column each, and are computed once."""
        found = [
            node
            for node in dict.fromkeys(largest(self._nodes, fits))
            if node not in self._kept
        ]
        for place, node in enumerate(found):
            self._kept[node] = f"{name}.known.{place}"
        return found

    def _make(self, name: str, expression: Any, *, view: bool = False) -> Any:
        """Keep what an expression gives under a name, to be read by what follows."""
        self._made.append((name, self._sql(expression), view))
        return ibis.table(expression.schema(), name=name)

    def _sql(self, expression: Any) -> Sql:
        text = ibis.to_sql(expression, dialect=self._dialect, pretty=False)
        return self._given.sql(str(text))

    def _folder(self, *keys: str) -> Folder:
        return Folder(
            self._places,
            self._kept,
            keys,
            self._given.marks,
            self._source,
            self._make,
            self._dialect,
        )

    def _cases(self) -> Any:
        """The cases with what is needed of them, and what all their folds come to."""
        cases = self._source(CASE)
        carried = sorted(name for name in self._needed if name.startswith("can."))
        own = sorted(name for name in self._needed & set(cases.columns) if name != KEY)
        base = cases.select(
            KEY,
            *own,
            **{
                name: cases[EVERYTHING]
                | cases[PATHS].contains(name.removeprefix("can."))
                for name in carried
            },
        )
        base = self._with_known_of_cases(base)
        folds = frozenset(fold for fold in self._folds if self._of_case(fold))
        return self._folded(base, folds, self._folder(KEY), "cases", once=False)

    def _with_known_of_cases(self, base: Any) -> Any:
        """The cases with what is reckoned of them and the window alone."""
        found = self._keep("case", sees_case)
        frame = self._frame(base)
        known = {self._kept[node]: frame.value(node) for node in found}
        return self._make("cases.0", base.select(*base.columns, **known))

    def _frame(self, table: Any) -> Frame:
        return Frame(table, self._places, self._kept, self._given.marks)

    def _of_case(self, fold: Fold) -> bool:
        """Whether a fold sees the case alone."""
        return roots(fold) <= {"case", "window", "param"}

    def _folded(
        self,
        outer: Any,
        folds: frozenset[Fold],
        folder: Folder,
        name: str,
        *,
        once: bool,
    ) -> Any:
        """The outer table with all folds, the innermost first; is it read but once?"""
        depths = {fold: depth(fold, folds) for fold in folds}
        ordered = [fold for fold in self._folds if fold in folds]
        last = max(depths.values(), default=0)
        for level in range(1, last + 1):
            now, later = (
                [fold for fold in ordered if depths[fold] == one]
                for one in (level, level + 1)
            )
            view = all(map(folder.is_listed, later)) if later else once
            outer = self._make(f"{name}.{level}", folder.add(outer, now), view=view)
        return outer

    def _kind(self, kind: str, base: Any, labels: Labels) -> Any:
        """Labels for the rows of a kind; gives what they came to, case by case."""
        frame = base if kind == CASE else self._counted(kind, base, labels.chains)
        labelled = self._labelled(kind, frame, labels)
        self._questions.ask_labels(labelled, labels)
        return self._questions.seen(kind, labelled, labels)

    def _counted(self, kind: str, base: Any, chains: Sequence[Chain]) -> Any:
        """The rows of a kind, with what is needed of their case and their own folds.

        Without those that surely are of no account to any of the chains.
        """
        nodes = [node for chain in chains for node in nodes_of(chain)]
        rows = self._source(kind)
        folder = self._folder(KEY, row_of(kind))
        if asked := self._sure[kind]:
            frame = folder.frame(rows)
            rows = rows.filter([frame.value(node) for node in asked])
        there = {*base.columns, *self._given.names}
        needed = self._places.needed(nodes, self._kept, there)
        own = sorted(needed & set(rows.columns))
        above = sorted(needed & set(base.columns))
        table = rows.select(
            KEY, **{row_of(kind): rows[ORDER]}, **{name: rows[name] for name in own}
        )
        if above:
            cases = base.select(*above, **{f"{KEY}.of": base[KEY]})
            table = table.join(cases, [table[KEY] == cases[f"{KEY}.of"]]).drop(
                f"{KEY}.of"
            )
        folds = frozenset(fold for fold in folds_in(nodes) if kind in roots(fold))
        if not all(map(folder.is_listed, folds)):
            table = self._make(f"{kind}.0", table)
        return self._folded(table, folds, folder, kind, once=True)

    def _labelled(self, kind: str, table: Any, labels: Labels) -> Any:
        """For each row its case, its group, and by chain the step that is true of it."""
        nodes = [node for chain in labels.chains for node in nodes_of(chain)]
        table = self._with_repeated(kind, table, nodes)
        frame = self._frame(table)
        columns: dict[str, Value] = {KEY: frame[KEY]}
        group = labels.chains[0].group
        for name, one in zip(self._groups, group, strict=True):
            columns[name] = (
                ibis.literal(one) if isinstance(one, str) else frame.value(one)
            )
        columns.update(labels.columns(frame))
        return self._make(f"{kind}.labelled", frame.table.select(**columns))

    def _with_repeated(self, kind: str, table: Any, nodes: Sequence[Node]) -> Any:
        """The rows with a column for what several steps ask."""
        there = frozenset({*table.columns, *self._given.names})
        times = Counter(outside(nodes, self._kept, there))
        found = [
            node
            for node in dict.fromkeys(outside(nodes, self._kept, there))
            if isinstance(node, Op) and node.name != "carried" and times[node] > 1
        ]
        if not found:
            return table
        frame = self._frame(table)
        known = {f"{kind}.told.{n}": frame.value(node) for n, node in enumerate(found)}
        self._kept.update(zip(found, known, strict=True))
        return self._make(f"{kind}.told", table.mutate(**known), view=True)
