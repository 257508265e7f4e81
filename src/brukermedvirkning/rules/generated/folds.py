"""What each fold does: before the rows, with each row that is kept, and after them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs

from brukermedvirkning.rules.expressions.folding import covered_days, peak_load
from brukermedvirkning.rules.expressions.nodes import Fold, Ref
from brukermedvirkning.rules.generated.pieces import (
    FALSE,
    NOTHING,
    TRUE,
    all_of,
    any_of,
    append,
    assign,
    attribute,
    bound,
    call,
    choose,
    compare,
    constant,
    count_one,
    is_none,
    is_not_none,
    name,
    negate,
    several,
    when,
)
from brukermedvirkning.rules.generated.scopes import Mode, Scope
from brukermedvirkning.rules.generated.writer import OTHER_WAY, Writer

__all__ = ["Around", "Folded", "fold_rows"]


@attrs.define(kw_only=True)
class Folded:
    """A fold as statements: before the loop, in it for each kept row, and after it.

    `results` is what it comes to, for each way in which it is asked.
    """

    before: list[ast.stmt] = attrs.field(factory=list)
    kept: list[ast.stmt]
    after: list[ast.stmt] = attrs.field(factory=list)
    results: Mapping[Mode, ast.expr]


@attrs.frozen(kw_only=True)
class Around:
    """Where a fold is written: the block around the loop, and the kept rows inside it.

    `alone` says that the loop serves this fold and no other, and may be left early.
    """

    writer: Writer
    home: Scope
    kept: Scope
    alone: bool = False

    def fresh(self, fold: Fold, stem: str = "") -> str:
        """A variable named after the fold."""
        return self.writer.fresh(f"{stem or fold.name}_of_{fold.rows}")

    def found(self, fold: Fold, mode: Mode) -> str:
        """A variable that says whether a quantifier is true, or that it is false."""
        return self.fresh(fold, fold.name if mode == "yes" else f"not_{fold.name}")

    def argument(self, fold: Fold) -> tuple[ast.expr, ast.expr]:
        """The argument to read again, and the test whether it is known."""
        (asked,) = fold.args
        value, tested = self.writer.kept(self.writer.value(asked, self.kept))
        if value is tested and not self.writer.may_be_unknown(asked):
            return value, TRUE
        return value, is_not_none(tested)

    def bounds(self, fold: Fold) -> tuple[list[ast.expr], ast.expr]:
        """The bounds, and whether they are known."""
        values: list[ast.expr] = []
        known: list[ast.expr] = []
        for node in fold.bounds:
            value = self.writer.value(node, self.home)
            if not isinstance(value, ast.Name | ast.Constant):
                kept = self.fresh(fold, "bound")
                self.home.before.append(assign(kept, value))
                value = name(kept)
            values.append(value)
            if self.writer.may_be_unknown(node):
                known.append(is_not_none(value))
        return values, all_of(known)


def fold_rows(fold: Fold, modes: Collection[Mode], around: Around) -> Folded:
    """A fold asked for its value, or whether it is true or false, or for several."""
    if fold.name in ("any", "all"):
        return _quantifier(fold, modes, around)
    return _FOLDS[fold.name](fold, around)


def _quantifier(fold: Fold, modes: Collection[Mode], around: Around) -> Folded:
    """`any` is true by one row that is; it is false where every row is false."""
    writer, (asked,) = around.writer, fold.args
    decisive = "yes" if fold.name == "any" else "no"
    other = OTHER_WAY[decisive]
    if {*modes} == {other}:
        return _every_row(fold, other, around)
    if not writer.type_of(asked).nullable:
        modes = (decisive,)
    test = writer.ask(asked, decisive, around.kept)
    found = around.found(fold, decisive)
    settled: list[ast.stmt] = [assign(found, TRUE)]
    if around.alone:
        settled.append(ast.Break())
    before = [assign(found, FALSE)]
    otherwise: list[ast.stmt] = []
    lost: ast.expr = FALSE
    if {*modes} != {decisive}:
        unknown = around.fresh(fold, "unknown")
        before.append(assign(unknown, FALSE))
        against = writer.ask(asked, other, around.kept)
        otherwise = when(negate(against), [assign(unknown, TRUE)])
        lost = name(unknown)
    kept = when(test, settled, otherwise)
    never = test is FALSE
    if not around.alone and not never:
        kept = when(negate(name(found)), kept)
    is_found = FALSE if never else name(found)
    yes, no = (TRUE, FALSE) if decisive == "yes" else (FALSE, TRUE)
    return Folded(
        before=before[1:] if never else before,
        kept=kept,
        results={
            decisive: is_found,
            other: all_of((negate(is_found), negate(lost))),
            "value": choose(is_found, yes, choose(lost, NOTHING, no)),
        },
    )


def _every_row(fold: Fold, mode: Mode, around: Around) -> Folded:
    """A quantifier that one row can only refute."""
    found = around.found(fold, mode)
    test = negate(around.writer.ask(fold.args[0], mode, around.kept))
    settled: list[ast.stmt] = [assign(found, FALSE)]
    if around.alone:
        settled.append(ast.Break())
    else:
        test = all_of((name(found), test))
    return Folded(
        before=[assign(found, TRUE)],
        kept=when(test, settled),
        results={mode: name(found)},
    )


def _results(value: ast.expr) -> Mapping[Mode, ast.expr]:
    """A value, and whether it is true or false."""
    return {
        "value": value,
        "yes": compare(value, "is", TRUE),
        "no": compare(value, "is", FALSE),
    }


_Fold: TypeAlias = Callable[[Fold, Around], Folded]


def _count(fold: Fold, around: Around) -> Folded:
    found = around.fresh(fold)
    return Folded(
        before=[assign(found, constant(0))],
        kept=[count_one(found)],
        results=_results(name(found)),
    )


def _sum(fold: Fold, around: Around) -> Folded:
    found = around.fresh(fold)
    value, known = around.argument(fold)
    more = ast.AugAssign(ast.Name(found, ast.Store()), ast.Add(), value)
    return Folded(
        before=[assign(found, constant(0))],
        kept=when(known, [more]),
        results=_results(name(found)),
    )


def _extreme(fold: Fold, around: Around) -> Folded:
    found = around.fresh(fold)
    value, known = around.argument(fold)
    how = "<" if fold.name == "min" else ">"
    better = any_of((is_none(name(found)), compare(value, how, name(found))))
    return Folded(
        before=[assign(found, NOTHING)],
        kept=when(all_of((known, better)), [assign(found, value)]),
        results=_results(name(found)),
    )


def _first(fold: Fold, around: Around) -> Folded:
    """The first row counts, whether its value is known or not."""
    found, seen = around.fresh(fold), around.fresh(fold, "seen")
    value = around.writer.value(fold.args[0], around.kept)
    return Folded(
        before=[assign(found, NOTHING), assign(seen, FALSE)],
        kept=when(negate(name(seen)), [assign(seen, TRUE), assign(found, value)]),
        results=_results(name(found)),
    )


def _last(fold: Fold, around: Around) -> Folded:
    found = around.fresh(fold)
    value = around.writer.value(fold.args[0], around.kept)
    return Folded(
        before=[assign(found, NOTHING)],
        kept=[assign(found, value)],
        results=_results(name(found)),
    )


def _distinct(fold: Fold, around: Around) -> Folded:
    found = around.fresh(fold)
    value, known = around.argument(fold)
    return Folded(
        before=[assign(found, call(name("set")))],
        kept=when(known, [append(found, value, "add")]),
        results=_results(call(name("len"), name(found))),
    )


def _longest_gap(fold: Fold, around: Around) -> Folded:
    """Rows stand by their day, so the gap to the day before is all there is to it."""
    (since, until), known = around.bounds(fold)
    longest, reached, day, gap = (
        around.fresh(fold, stem) for stem in ("longest_gap", "reached", "day", "gap")
    )
    of_row = around.writer.value(Ref((fold.row, "day")), around.kept)
    inside = (
        is_not_none(bound(day, of_row)),
        compare(since, "<=", name(day)),
        compare(name(day), "<=", until),
    )

    def reach(to: ast.expr) -> list[ast.stmt]:
        days = attribute(ast.BinOp(to, ast.Sub(), name(reached)), "days")
        longer = compare(bound(gap, days), ">", name(longest))
        return when(longer, [assign(longest, name(gap))])

    last = choose(compare(until, ">", since), until, since)
    further = [*reach(name(day)), assign(reached, name(day))]
    return Folded(
        before=[assign(longest, constant(0)), assign(reached, since)],
        kept=when(all_of((known, *inside)), further),
        after=when(known, reach(last)),
        results=_results(choose(known, name(longest), NOTHING)),
    )


def _of_all(function: Callable[..., Any], fold: Fold, around: Around) -> Folded:
    """A fold that needs all the rows at once."""
    writer = around.writer
    bounds, known = around.bounds(fold)
    rows = around.fresh(fold, "kept")
    values = several(writer.value(one, around.kept) for one in fold.args)
    found = call(writer.constant(function), name(rows), *bounds)
    return Folded(
        before=[assign(rows, ast.List([], ast.Load()))],
        kept=[append(rows, values)],
        results=_results(choose(known, found, NOTHING)),
    )


def _peak_load(fold: Fold, around: Around) -> Folded:
    return _of_all(peak_load, fold, around)


def _covered_days(fold: Fold, around: Around) -> Folded:
    return _of_all(covered_days, fold, around)


_FOLDS: Mapping[str, _Fold] = MappingProxyType(
    {
        "count": _count,
        "sum": _sum,
        "min": _extreme,
        "max": _extreme,
        "first": _first,
        "last": _last,
        "distinct": _distinct,
        "longest_gap": _longest_gap,
        "peak_load": _peak_load,
        "covered_days": _covered_days,
    }
)
