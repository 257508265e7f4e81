"""Random well-typed expressions: every operation and fold, nested and correlated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import attrs
from hypothesis import strategies as st

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.expressions.roots import SCHEMA
from brukermedvirkning.rules.expressions.surface import (
    Expr,
    Rows,
    contains,
    days_between,
    days_within,
    greatest,
    least,
    lit,
    root,
    span_start,
    spans_between,
    weekdays_between,
)
from brukermedvirkning.rules.expressions.types import Kind, Schema, Type
from brukermedvirkning.testing._to_count import COUNTABLE, days

__all__ = ["expressions"]

Draw: TypeAlias = st.DrawFn


@attrs.frozen
class _Sight:
    """What may be named: what is in sight everywhere, and the row of the fold."""

    schema: Schema
    base: tuple[str, ...]
    own: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return self.base if self.own is None else (*self.base, self.own)

    def inside(self, row: str) -> _Sight:
        """What a fold over these rows may name."""
        return _Sight(self.schema, self.outside(row).base, row)

    def outside(self, row: str) -> _Sight:
        """What a bound of a fold over these rows may name."""
        hidden = {row, self.own}
        return _Sight(
            self.schema, tuple(name for name in self.base if name not in hidden)
        )


def expressions(
    kind: Kind, *, counts: str = "case", depth: int = 3, schema: Schema = SCHEMA
) -> st.SearchStrategy[Expr]:
    """Well-typed expressions of one kind, as a definition that counts `counts` may hold.

    Kinds are truth values, whole numbers and days.
    """
    base = ("case", "window") if counts == "case" else ("case", "window", counts)
    return _expression(kind, _Sight(schema, base), depth)


@st.composite
def _expression(draw: Draw, kind: Kind, sight: _Sight, depth: int) -> Expr:
    ways = _LEAVES[kind] if depth == 0 else (*_LEAVES[kind], *_BRANCHES[kind])
    found: Expr = draw(st.sampled_from(ways))(draw, sight, depth - 1)
    return found


def _places(sight: _Sight, fits: Any) -> list[tuple[str, ...]]:
    """The paths of up to three names whose type fits."""
    return [
        path
        for name in sight.names
        for path, found in _paths(sight.schema, (name,), sight.schema.root(name))
        if fits(found)
    ]


def _paths(
    schema: Schema, path: tuple[str, ...], at: Type
) -> Iterator[tuple[tuple[str, ...], Type]]:
    if at.personal or len(path) > 3 or path[-1] in _LEFT_OUT:
        return
    yield path, at
    if at.kind is Kind.RECORD:
        for name in schema.fields(path, at) or ():
            yield from _paths(schema, (*path, name), schema.step(path, at, name))


_LEFT_OUT = ("origin", "extensions", "participant", "plan")


def _place(draw: Draw, sight: _Sight, fits: Any) -> Expr:
    path = draw(st.sampled_from(_places(sight, fits)))
    expression: Expr = root(path[0], sight.schema)
    for name in path[1:]:
        expression = getattr(expression, name)
    return expression


def _simple(kind: Kind) -> Any:
    return lambda found: found.kind is kind


def _period(found: Type) -> bool:
    return found.kind is Kind.RECORD and found.of is Period


def _any_ref(draw: Draw, sight: _Sight, kind: Kind) -> Expr | None:
    if not _places(sight, _simple(kind)):
        return None
    return _place(draw, sight, _simple(kind))


def _literal(draw: Draw, sight: _Sight, kind: Kind) -> Expr:
    values: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.BOOL: st.booleans(),
        Kind.INT: st.integers(-5, 20),
        Kind.DATE: days(),
    }
    return lit(draw(values[kind]), sight.schema)


def _leaf(kind: Kind) -> Any:
    def make(draw: Draw, sight: _Sight, _: int) -> Expr:
        if draw(st.booleans()):
            found = _any_ref(draw, sight, kind)
            if found is not None:
                return found
        return _literal(draw, sight, kind)

    return make


def _known(draw: Draw, sight: _Sight, _: int) -> Expr:
    place = _place(draw, sight, lambda found: found.kind not in (Kind.ROWS, Kind.BOOL))
    return place.is_known if draw(st.booleans()) else place.is_unknown


def _code(draw: Draw, sight: _Sight, _: int) -> Expr:
    codes = _places(sight, _simple(Kind.CODE))
    if not codes:
        return _literal(draw, sight, Kind.BOOL)
    code = _place(draw, sight, _simple(Kind.CODE))
    concepts: type[Concept] = code.type_.of
    if draw(st.booleans()):
        member = str(draw(st.sampled_from(concepts)))
        same: Expr = code.recorded == member
        return same
    some = draw(st.lists(st.sampled_from(concepts.known()), min_size=1, max_size=3))
    match draw(st.integers(0, 2)):
        case 0:
            return code == str(some[0])
        case 1:
            return code.in_(*map(str, some))
        case _:
            return code.or_else(str(some[0])) != str(some[-1])


def _entry(draw: Draw, sight: _Sight, _: int) -> Expr:
    def of_codes(found: Type) -> bool:
        return found.kind is Kind.MANY and found.of.kind is Kind.CODE

    if not _places(sight, of_codes):
        return _literal(draw, sight, Kind.BOOL)
    many = _place(draw, sight, of_codes)
    return many.has(str(draw(st.sampled_from(many.type_.of.of.known()))))


def _comparison(draw: Draw, sight: _Sight, depth: int) -> Expr:
    depth = max(depth, 0)
    kind = draw(st.sampled_from((Kind.INT, Kind.DATE)))
    one = draw(_expression(kind, sight, depth))
    other = draw(_expression(kind, sight, depth))
    return draw(
        st.sampled_from(
            (
                one == other,
                one != other,
                one < other,
                one <= other,
                one > other,
                one >= other,
            )
        )
    )


def _containing(draw: Draw, sight: _Sight, depth: int) -> Expr:
    if not _places(sight, _period):
        return _literal(draw, sight, Kind.BOOL)
    period = _place(draw, sight, _period)
    return contains(period, draw(_expression(Kind.DATE, sight, max(depth, 0))))


def _two(draw: Draw, sight: _Sight, depth: int, kind: Kind) -> tuple[Expr, Expr]:
    return (
        draw(_expression(kind, sight, depth)),
        draw(_expression(kind, sight, depth)),
    )


def _logic(draw: Draw, sight: _Sight, depth: int) -> Expr:
    one, other = _two(draw, sight, depth, Kind.BOOL)
    return draw(st.sampled_from((one & other, one | other, ~one)))


def _defaulted(kind: Kind) -> Any:
    def make(draw: Draw, sight: _Sight, depth: int) -> Expr:
        one, other = _two(draw, sight, depth, kind)
        return one.or_else(other)

    return make


def _chosen(kind: Kind) -> Any:
    def make(draw: Draw, sight: _Sight, depth: int) -> Expr:
        one, other = _two(draw, sight, depth, kind)
        return draw(st.sampled_from((least, greatest)))(one, other)

    return make


def _shifted(draw: Draw, sight: _Sight, depth: int) -> Expr:
    day = draw(_expression(Kind.DATE, sight, depth))
    number = draw(_expression(Kind.INT, sight, depth))
    if draw(st.booleans()):
        other = draw(_expression(Kind.DATE, sight, 0))
        return span_start(other, day, number)
    return day + number if draw(st.booleans()) else day - number


def _reckoned(draw: Draw, sight: _Sight, depth: int) -> Expr:
    one, other = _two(draw, sight, depth, Kind.INT)
    return draw(st.sampled_from((one + other, one - other, -one)))


def _span(draw: Draw, sight: _Sight, depth: int) -> Expr:
    one, other = _two(draw, sight, depth, Kind.DATE)
    if draw(st.booleans()) and _places(sight, _period):
        return days_within(_place(draw, sight, _period), one, other)
    if draw(st.booleans()):
        return spans_between(one, other, draw(_expression(Kind.INT, sight, 0)))
    between = draw(st.sampled_from((days_between, weekdays_between)))
    return between(one, other)


def _rows(draw: Draw, sight: _Sight, depth: int) -> tuple[Rows, _Sight]:
    kind = draw(st.sampled_from(COUNTABLE[1:]))
    rows: Rows = getattr(root("case", sight.schema), sight.schema.kinds[kind])
    inner = sight.inside(kind)
    if draw(st.booleans()):
        rows = rows.where(draw(_expression(Kind.BOOL, inner, max(depth - 1, 0))))
    return rows, inner


def _quantified(draw: Draw, sight: _Sight, depth: int) -> Expr:
    rows, inner = _rows(draw, sight, depth)
    test = draw(_expression(Kind.BOOL, inner, depth))
    return rows.any(test) if draw(st.booleans()) else rows.all(test)


def _picked(kind: Kind) -> Any:
    def make(draw: Draw, sight: _Sight, depth: int) -> Expr:
        rows, inner = _rows(draw, sight, depth)
        value = draw(_expression(kind, inner, depth))
        fold = draw(st.sampled_from(("min", "max", "first", "last")))
        found: Expr = getattr(rows, fold)(value)
        return found

    return make


def _counted(draw: Draw, sight: _Sight, depth: int) -> Expr:
    rows, inner = _rows(draw, sight, depth)
    match draw(st.integers(0, 2)):
        case 0:
            return rows.count()
        case 1:
            return rows.sum(draw(_expression(Kind.INT, inner, depth)))
        case _:
            return rows.distinct(draw(_expression(Kind.DATE, inner, depth)))


def _spread(draw: Draw, sight: _Sight, depth: int) -> Expr:
    """The folds with bounds."""
    rows, inner = _rows(draw, sight, depth)
    assert inner.own is not None
    since, until = _two(draw, sight.outside(inner.own), 0, Kind.DATE)
    fold = draw(st.sampled_from(("gap", "load", "cover")))
    if fold == "gap" or not _places(inner, _period):
        return rows.longest_gap(since, until)
    period = _place(draw, inner, _period)
    if fold == "cover":
        return rows.covered_days(period, since=since, until=until)
    load = draw(_expression(Kind.INT, inner, 0))
    if draw(st.booleans()):
        return rows.peak_load(period, load)
    return rows.peak_load(period, load, since=since, until=until)


_LEAVES: dict[Kind, tuple[Any, ...]] = {
    Kind.BOOL: (_leaf(Kind.BOOL), _known, _code, _entry, _comparison, _containing),
    Kind.INT: (_leaf(Kind.INT),),
    Kind.DATE: (_leaf(Kind.DATE),),
}
_BRANCHES: dict[Kind, tuple[Any, ...]] = {
    Kind.BOOL: (_logic, _logic, _quantified, _defaulted(Kind.BOOL)),
    Kind.INT: (
        _reckoned,
        _span,
        _picked(Kind.INT),
        _counted,
        _spread,
        _chosen(Kind.INT),
        _defaulted(Kind.INT),
    ),
    Kind.DATE: (
        _shifted,
        _picked(Kind.DATE),
        _chosen(Kind.DATE),
        _defaulted(Kind.DATE),
    ),
}
