"""The loops over the rows of a case, and what is done in each.

A collection is gone through once. On that way the folds are worked out that rest on no
other, rows are gathered for those that do or that see the counted row, and rows are
counted. What rests on a fold of the case comes in a second loop after that.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

import attrs

from brukermedvirkning.rules.expressions.nodes import Fold, Node, Op, Raw, Ref, walk
from brukermedvirkning.rules.generated.asking import write_test
from brukermedvirkning.rules.generated.fields import write_raw, write_ref
from brukermedvirkning.rules.generated.folds import Around, Folded, fold_rows
from brukermedvirkning.rules.generated.pieces import (
    NOTHING,
    TRUE,
    all_of,
    any_of,
    append,
    assign,
    attribute,
    choose,
    compare,
    is_cheap,
    is_not_none,
    loop,
    name,
    several,
    when,
)
from brukermedvirkning.rules.generated.reckoning import write_operation
from brukermedvirkning.rules.generated.scopes import (
    OF_CASE,
    Asked,
    Block,
    Columns,
    Mode,
    Scope,
    conjuncts,
    knows_case_alone,
    needs,
    rests_on_rows,
)
from brukermedvirkning.rules.generated.writer import PLANNED, Writer

__all__ = ["Loops", "More", "is_late", "write_node"]

More: TypeAlias = Callable[[Scope], list[ast.stmt]]
"""What else is done with each row of a collection."""


@lru_cache(maxsize=8192)
def is_late(node: Node) -> bool:
    """Whether a node rests on what a fold of the case came to."""
    return any(isinstance(one, Fold) and knows_case_alone(one) for one in walk(node))


def _is_early(fold: Fold) -> bool:
    """Whether a fold is worked out as the rows are first gone through."""
    parts = (*fold.asked_of_rows, *fold.bounds)
    return knows_case_alone(fold) and not any(map(rests_on_rows, parts))


def write_node(writer: Writer, node: Node, mode: Mode, here: Scope) -> ast.expr:
    """Any node but a literal; folds write their loops into the scope."""
    match node:
        case Fold():
            return _write_fold(writer, node, mode, here)
        case Ref():
            return write_ref(writer, node, mode, here)
        case Raw():
            return write_raw(writer, node, here)
        case Op() if writer.is_test(node):
            return write_test(writer, node, mode, here)
    assert isinstance(node, Op)
    return write_operation(writer, node, here)


# Folds


def _write_fold(writer: Writer, fold: Fold, mode: Mode, here: Scope) -> ast.expr:
    """What a fold comes to; the early ones were worked out before."""
    if not _is_early(fold):
        return _over_gathered(writer, fold, mode, here)
    assert writer.planning
    folds = writer.plan.folded.setdefault(fold.rows, {})
    folds.setdefault(fold, {}).setdefault(mode)
    _plan_early(writer, fold, mode, writer.while_gathering(fold, here))
    return PLANNED


def _plan_early(writer: Writer, fold: Fold, mode: Mode, rows: Scope) -> None:
    assert rows.outer is not None
    if fold.where is not None:
        writer.yes(fold.where, rows)
    kept = _kept(fold.where, rows)
    around = Around(writer=writer, home=rows.outer, kept=kept)
    fold_rows(fold, (mode,), around)


def _over_gathered(writer: Writer, fold: Fold, mode: Mode, here: Scope) -> ast.expr:
    """A loop of its own over the rows gathered for a fold."""
    own, further = _split(fold)
    columns = Columns(fold)
    rows = here.inner((Block.ROWS_OF, fold), {fold.row: fold.row}, columns)
    if writer.planning:
        _plan_gathering(writer, fold, own, here)
    else:
        gathered = writer.plan.gathered[fold.rows][fold]
        columns.variables = {one: writer.fresh(_column_name(one)) for one in gathered}
    test = all_of([writer.yes(part, rows) for part in further])
    kept = rows.branch(Block.KEPT)
    around = Around(writer=writer, home=here, kept=kept, alone=True)
    found = fold_rows(fold, (mode,), around)
    body = [*rows.before, *when(test, [*kept.before, *found.kept])]
    here.before += [
        *found.before,
        loop(
            tuple(columns.variables.values()) or ("_",),
            PLANNED if writer.planning else name(writer.lists[fold]),
            body,
        ),
        *found.after,
    ]
    return _if_there(writer, fold, mode, found.results[mode])


def _column_name(asked: Asked) -> str:
    node, mode = asked
    return "_".join(("its", *node.path[1:])) if isinstance(node, Ref) else f"its_{mode}"


def _plan_gathering(writer: Writer, fold: Fold, own: list[Node], here: Scope) -> None:
    plan = writer.plan
    plan.gathered.setdefault(fold.rows, {}).setdefault(fold, {})
    while_gathering = writer.while_gathering(fold, here)
    for part in own:
        writer.yes(part, while_gathering)
    for scope in here.outwards():
        plan.wanted[scope.key].add(fold.rows)


def _split(fold: Fold) -> tuple[list[Node], list[Node]]:
    """The parts of a filter that a row decides alone, and those that need more."""
    parts = [] if fold.where is None else list(conjuncts(fold.where))
    own = [
        part
        for part in parts
        if not rests_on_rows(part) and not needs(part) - OF_CASE - {fold.row}
    ]
    return own, [part for part in parts if part not in own]


def _if_there(writer: Writer, fold: Fold, mode: Mode, result: ast.expr) -> ast.expr:
    """Of rows that a source has no place for every fold is unknown."""
    there = writer.place(fold.row)
    if mode == "value":
        return choose(there, result, NOTHING)
    return all_of((there, result))


# Loops


@attrs.define(kw_only=True)
class Loops:
    """The loops over the collections of a case, each with what else happens in it."""

    writer: Writer
    of_case: Scope
    early: dict[str, list[More]] = attrs.field(factory=dict)
    late: dict[str, list[More]] = attrs.field(factory=dict)
    _gathered_alone: set[str] = attrs.field(factory=set, init=False)

    def plan(self) -> None:
        """Finds out what all that happens in the loops asks for."""
        for turn, loops in ((Block.EARLY, self.early), (Block.LATE, self.late)):
            for rows, more in loops.items():
                self._more(more, self._inner(rows, turn))

    def write(self) -> None:
        """All loops, into the block of the case; rows are gathered before their use."""
        for rows in self._early_order():
            self._rows(rows)
        for rows in sorted(self.late):
            inner = self._inner(rows, Block.LATE)
            self._loop(rows, inner, self._more(self.late[rows], inner))

    def _early_order(self) -> Iterator[str]:
        """The collections in an order in which what is gathered stands before its use.

        Where two loops each want the rows of the other, one of them is gathered alone.
        """
        plan = self.writer.plan
        waiting = sorted({*self.early, *plan.folded, *plan.gathered})
        while waiting:
            wanted = {one: self._wanted(one) & {*waiting} for one in waiting}
            ready = [one for one in waiting if not wanted[one]]
            if ready:
                waiting.remove(ready[0])
                yield ready[0]
            else:
                every = frozenset[str]().union(*wanted.values())
                self._gather_alone(min(every, key=self._gathering))

    def _wanted(self, rows: str) -> set[str]:
        """The collections whose rows must have been gathered before a loop."""
        wanted = self.writer.plan.wanted[Block.EARLY, rows]
        return {one for one in wanted if one not in self._gathered_alone}

    def _gathering(self, rows: str) -> tuple[int, str]:
        return len(self.writer.plan.gathered[rows]), rows

    def _gather_alone(self, rows: str) -> None:
        inner = self._inner(rows, Block.EARLY)
        self._loop(rows, inner, self._gather(rows, inner))
        self._gathered_alone.add(rows)

    def _inner(self, rows: str, turn: Block) -> Scope:
        kinds = self.writer.schema.kinds
        kind = next(kind for kind, found in kinds.items() if found == rows)
        variable = self.writer.fresh(kind)
        return self.of_case.inner((turn, rows), {kind: variable})

    def _rows(self, rows: str) -> None:
        """The first loop over a collection."""
        inner = self._inner(rows, Block.EARLY)
        gathered = self._gather(rows, inner) if rows not in self._gathered_alone else []
        more = self._more(self.early.get(rows, []), inner)
        body, after = self._fold(rows, inner, alone=not (gathered or more))
        self._loop(rows, inner, [*body, *gathered, *more])
        self.of_case.before += after

    @staticmethod
    def _more(more: list[More], inner: Scope) -> list[ast.stmt]:
        return [statement for one in more for statement in one(inner)]

    def _loop(self, rows: str, inner: Scope, body: list[ast.stmt]) -> None:
        (variable,) = inner.names.values()
        body = [*_left_out(self.writer, rows, variable), *inner.before, *body]
        over = attribute(name("case"), rows)
        self.of_case.before.append(loop((variable,), over, body))

    def _fold(
        self, rows: str, inner: Scope, *, alone: bool
    ) -> tuple[list[ast.stmt], list[ast.stmt]]:
        """The folds of a first loop, those with one filter together; and what follows."""
        folds = self.writer.plan.folded.get(rows, {})
        by_filter: dict[Node | None, list[Fold]] = {}
        for fold in folds:
            by_filter.setdefault(fold.where, []).append(fold)
        body: list[ast.stmt] = []
        after: list[ast.stmt] = []
        for where, alike in by_filter.items():
            test = TRUE if where is None else self.writer.yes(where, inner)
            branch = _kept(where, inner)
            around = Around(
                writer=self.writer,
                home=self.of_case,
                kept=branch,
                alone=alone and len(folds) == 1,
            )
            kept: list[ast.stmt] = []
            for fold in alike:
                found = fold_rows(fold, folds[fold], around)
                self.of_case.before += found.before
                kept += found.kept
                after += [*found.after, *self._known(fold, folds[fold], found)]
            inside = kept if branch is inner else [*branch.before, *kept]
            body += when(test, inside)
        return body, after

    def _known(
        self, fold: Fold, modes: Iterable[Mode], found: Folded
    ) -> Iterator[ast.stmt]:
        """After its loop a fold is known in the whole case."""
        for mode in modes:
            result = _if_there(self.writer, fold, mode, found.results[mode])
            if not is_cheap(result):
                variable = self.writer.fresh(f"{fold.name}_of_{fold.rows}")
                yield assign(variable, result)
                result = name(variable)
            self.of_case.known[fold, mode] = result

    def _gather(self, rows: str, inner: Scope) -> list[ast.stmt]:
        """What is asked of each row by the folds that come to it later."""
        writer = self.writer
        body: list[ast.stmt] = []
        for fold, columns in writer.plan.gathered.get(rows, {}).items():
            own, _ = _split(fold)
            test = all_of(writer.yes(part, inner) for part in own)
            branch = inner.branch((Block.GATHERED, fold))
            values = several(writer.ask(*asked, branch) for asked in columns)
            gathered = writer.fresh(f"{rows}_gathered")
            self.of_case.before.append(assign(gathered, ast.List([], ast.Load())))
            writer.lists[fold] = gathered
            body += when(test, [*branch.before, append(gathered, values)])
        return body


def _kept(where: Node | None, rows: Scope) -> Scope:
    """The branch of the rows that a filter keeps."""
    return rows if where is None else rows.branch((Block.KEPT, where))


def _left_out(writer: Writer, rows: str, variable: str) -> list[ast.stmt]:
    """Rows that do not count: registered in error, or after the last day looked at.

    An enrolment registered in error takes the rows that name it along.
    """
    row = name(variable)
    tests: list[ast.expr] = [attribute(row, "registered_in_error")]
    if hasattr(writer.schema.collections[rows], "enrolment"):
        writer.knows_wrong = True
        wrong = name("wrong")
        tests.append(all_of((wrong, compare(attribute(row, "enrolment"), "in", wrong))))
    if writer.until_as_of:
        day, known = writer.kept(attribute(row, "day"))
        as_of = attribute(name("window"), "as_of")
        tests.append(all_of((is_not_none(known), compare(day, ">", as_of))))
    return when(any_of(tests), [ast.Continue()])
