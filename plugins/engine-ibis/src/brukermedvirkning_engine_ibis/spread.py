"""Folds that look at several rows at once: gaps, days covered, loads that add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from types import MappingProxyType
from typing import Any

import ibis

from brukermedvirkning.rules.expressions.nodes import Fold, Ref
from brukermedvirkning.tables.layout import KEY, ORDER
from brukermedvirkning_engine_ibis.filters import filters_of
from brukermedvirkning_engine_ibis.inside import Inside
from brukermedvirkning_engine_ibis.places import row_of
from brukermedvirkning_engine_ibis.sql import FOREVER, Value, either, greatest
from brukermedvirkning_engine_ibis.values import Frame

__all__ = ["SPREAD", "swept_together"]


def _longest_gap(folder: Inside, outer: Any, fold: Fold) -> Any:
    """The longest way from one day to the next, the first bound before them all."""
    rows = folder.source(fold.row)
    there = {*rows.columns, *folder.given}
    alone = folder.places.needed(fold.asked_of_rows, folder.kept, there) <= there
    table = (_stepped if alone else _between)(folder, outer, fold)
    begins = greatest(
        ibis.coalesce(table["before"], table["bound.0"]), table["bound.0"]
    )
    stepped = table.mutate(gap=table["day"] - begins)
    return stepped.group_by(folder.keys).aggregate(
        **{
            folder.raw(fold): stepped["gap"].max(),
            f"{folder.raw(fold)}.last": stepped["day"].max(),
        }
    )


def _between(folder: Inside, outer: Any, fold: Fold) -> Any:
    """The days between the bounds, and before each the one before it."""
    name = f"{fold.row}.day"
    table = folder.chosen(outer, [fold], (name,), day=lambda frame: frame[name])
    table = table.filter(
        (table["day"] >= table["bound.0"]) & (table["day"] <= table["bound.1"])
    )
    before = table["day"].max().over(_before(folder.keys, "day"))
    return table.mutate(before=before)


def _stepped(folder: Inside, outer: Any, fold: Fold) -> Any:
    """The same, where the day before may be found before the rows meet the bounds.

    The rows are stored by case and day, so that for DuckDB it stands in the row before.
    """
    name = f"{fold.row}.day"
    asked = fold.asked_of_rows
    table = folder.source(fold.row)
    frame = folder.frame(table)
    # As one test: several would be asked row by row while the file is read.
    test = reduce(and_, map(frame.value, asked), frame[name].notnull())
    rows = frame.table.filter(ibis.coalesce(test, False))
    rows = rows.select(**{"case.of": rows[KEY], ORDER: rows[ORDER], "day": rows[name]})
    if folder.dialect == "duckdb":
        stored = ibis.window()
        rows = rows.mutate(
            before=rows["day"].lag().over(stored),
            one=rows["case.of"].lag().over(stored),
        )
        before = either((rows["one"] == rows["case.of"], rows["before"]))
    else:
        of_case = ibis.window(group_by="case.of", order_by=ORDER)
        before = rows["day"].lag().over(of_case)
    rows = rows.select("case.of", "day", before=before)
    bounded = folder.bounded(outer, fold).select(*folder.keys, "bound.0", "bound.1")
    return bounded.join(
        rows,
        [
            bounded[KEY] == rows["case.of"],
            rows["day"] >= bounded["bound.0"],
            rows["day"] <= bounded["bound.1"],
        ],
    )


def _covered_days(folder: Inside, outer: Any, fold: Fold) -> Any:
    """The days of all periods, each beginning where the ones before it had reached."""
    period = fold.args[0]
    table = folder.chosen(
        outer,
        [fold],
        (),
        start=lambda frame: frame.period(period)[0],
        end=lambda frame: frame.period(period)[1],
    )
    since, until = table["bound.0"], table["bound.1"]
    end = either((table["end"] < until, table["end"]), otherwise=until)
    table = table.mutate(
        first=greatest(table["start"], since),
        last=end,
        lost=either(
            (
                table["start"].isnull()
                & (table["end"].isnull() | (table["end"] > since)),
                1,
            ),
            otherwise=0,
        ),
    )
    holds = table["last"] > table["first"]
    table = table.mutate(
        first=either((holds, table["first"])), last=either((holds, table["last"]))
    )
    reached = table["last"].max().over(_before(folder.keys, "first"))
    table = table.mutate(reached=reached)
    begins = either(
        (table["reached"] > table["first"], table["reached"]),
        otherwise=table["first"],
    )
    table = table.mutate(
        days=either((table["last"] > begins, table["last"] - begins), otherwise=0)
    )
    return table.group_by(folder.keys).aggregate(
        **{
            folder.raw(fold): table["days"].sum(),
            f"{folder.raw(fold)}.lost": table["lost"].max(),
        }
    )


def _peak_loads(folder: Inside, outer: Any, folds: Sequence[Fold]) -> Any:
    """The highest sums, where each stretch adds its loads and takes them off at its end.

    The pauses of a row are stretches inside its own that take its loads off. To a fold
    that does not look at a row, the row has no load.
    """
    period = folds[0].args[0]
    tests = filters_of(folds).rest
    loads = {f"load.{place}": fold for place, fold in enumerate(folds)}

    def load(fold: Fold) -> Callable[[Frame], Value]:
        def of(frame: Frame) -> Value:
            value, test = frame.value(fold.args[1]), tests[fold]
            some = value if test is None else either((frame.value(test), value))
            return ibis.coalesce(some, 0)

        return of

    rows = folder.chosen(
        outer,
        folds,
        (),
        start=lambda frame: frame.period(period)[0],
        end=lambda frame: frame.period(period)[1],
        **{name: load(fold) for name, fold in loads.items()},
    )
    rows = rows.filter(
        rows["start"].notnull(), reduce(or_, (rows[name] != 0 for name in loads))
    )
    if folds[0].bounds:
        since, until = rows["bound.0"], rows["bound.1"]
        rows = rows.mutate(
            start=greatest(rows["start"], since), end=_sooner(rows["end"], until)
        ).drop("bound.0", "bound.1")
    # It is looked at from several sides below, and SQL would say it anew each time.
    rows = folder.make(f"{folder.kept[folds[0]]}.rows", _lasting(rows))
    changes = _changes(folder.keys, rows, loads, 1)
    if len(folds[0].args) > 2:
        changes += _changes(folder.keys, _pauses(folder, rows, folds[0]), loads, -1)
    keys = list(folder.keys)
    daily = ibis.union(*changes)
    # All changes of a day count at once.
    to_here = ibis.range_window(
        group_by=keys, order_by="day", preceding=None, following=0
    )
    running = daily.select(
        *keys,
        **{name: daily[name].sum().over(to_here).cast("int64") for name in loads},
    )
    return running.group_by(keys).aggregate(
        **{
            folder.raw(fold): greatest(running[name].max(), ibis.literal(0, "int64"))
            for name, fold in loads.items()
        }
    )


def _sooner(one: Value, other: Value) -> Value:
    """The sooner of two days, where None is never."""
    return ibis.least(ibis.coalesce(one, other), ibis.coalesce(other, one))


def _lasting(stretches: Any) -> Any:
    """The stretches that last a day or more."""
    return stretches.filter(
        stretches["end"].isnull() | (stretches["start"] < stretches["end"])
    )


def _changes(
    keys: Sequence[str], stretches: Any, loads: Iterable[str], sign: int
) -> list[Any]:
    """What stretches add on their first day, and take off on the day after their last."""
    names = list(loads)
    ended = stretches.filter(stretches["end"].notnull())
    return [
        table.select(*keys, day=day, **{name: table[name] * one for name in names})
        for table, day, one in (
            (stretches, stretches["start"], sign),
            (ended, ended["end"], -sign),
        )
    ]


def _before(keys: Sequence[str], order: str) -> Any:
    return ibis.window(group_by=list(keys), order_by=order, preceding=(None, 1))


def _pauses(folder: Inside, rows: Any, fold: Fold) -> Any:
    """The pauses of the rows as stretches that do not overlap, with the loads of the row."""
    ref = fold.args[2]
    assert isinstance(ref, Ref)
    name = ".".join(ref.path)
    place = row_of(fold.row)
    table = folder.source(name)
    table = table.select(
        **{
            "case.of": table[KEY],
            "row.of": table[ORDER],
            "pause.start": table[f"{name}.start"],
            "pause.end": table[f"{name}.end"],
        }
    )
    joined = rows.join(
        table, [rows[KEY] == table["case.of"], rows[place] == table["row.of"]]
    )
    joined = joined.filter(joined["pause.start"].notnull()).mutate(
        start=greatest(joined["start"], joined["pause.start"]),
        end=_sooner(joined["end"], joined["pause.end"]),
    )
    keys = list(dict.fromkeys((*folder.keys, place)))
    loads = [name for name in rows.columns if name.startswith("load.")]
    inside = _lasting(joined).select(*keys, "start", "end", *loads)
    # A pause begins where those before it had reached; one without an end reaches all.
    ends = ibis.coalesce(inside["end"], ibis.literal(FOREVER, "int64"))
    inside = inside.mutate(reach=ends)
    before = inside["reach"].max().over(_before(keys, "start"))
    inside = inside.mutate(before=before)
    begins = ibis.greatest(
        inside["start"], ibis.coalesce(inside["before"], inside["start"])
    )
    inside = inside.mutate(start=begins)
    return inside.filter(inside["start"] < inside["reach"])


def _single(
    spread: Callable[[Inside, Any, Fold], Any],
) -> Callable[[Inside, Any, Sequence[Fold]], Any]:
    return lambda folder, outer, folds: spread(folder, outer, *folds)


SPREAD: Mapping[str, Callable[[Inside, Any, Sequence[Fold]], Any]] = MappingProxyType(
    {
        "longest_gap": _single(_longest_gap),
        "covered_days": _single(_covered_days),
        "peak_load": _peak_loads,
    }
)
"""Each such fold with what those swept together are made of, by the keys of the outer
table."""


def swept_together(folds: Iterable[Fold]) -> Sequence[Sequence[Fold]]:
    """Folds that one sweep answers: loads of the same rows in the same span."""
    found: dict[Any, list[Fold]] = {}
    for fold in folds:
        asked: Any = fold
        if fold.name == "peak_load":
            asked = (fold.row, fold.args[0], fold.args[2:], fold.bounds)
        found.setdefault(asked, []).append(fold)
    return list(found.values())
