"""Folds that look at several rows at once: gaps, days covered, loads that add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import ibis

from brukermedvirkning.rules.expressions.nodes import Fold, Ref
from brukermedvirkning.tables.layout import KEY, ORDER
from brukermedvirkning_engine_ibis.inside import Inside
from brukermedvirkning_engine_ibis.places import row_of
from brukermedvirkning_engine_ibis.sql import FOREVER, Value, either, greatest

__all__ = ["SPREAD"]


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
    table = folder.chosen(outer, fold, (name,), day=lambda frame: frame[name])
    table = table.filter(
        (table["day"] >= table["bound.0"]) & (table["day"] <= table["bound.1"])
    )
    before = table["day"].max().over(_up_to_here(folder.keys, "day", itself=False))
    return table.mutate(before=before)


def _stepped(folder: Inside, outer: Any, fold: Fold) -> Any:
    """The same, where the day before may be found before the rows meet the bounds.

    The rows are stored by case and day, so that for DuckDB it stands in the row before.
    """
    name = f"{fold.row}.day"
    asked = fold.asked_of_rows
    table = folder.source(fold.row)
    frame = folder.frame(table)
    tests = [frame[name].notnull(), *map(frame.value, asked)]
    rows = frame.table.filter(tests)
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
        fold,
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
    reached = table["last"].max().over(_up_to_here(folder.keys, "first", itself=False))
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


def _peak_load(folder: Inside, outer: Any, fold: Fold) -> Any:
    """The highest sum, where each stretch adds its load and takes it off at its end.

    The pauses of a row are stretches inside its own that take its load off.
    """
    period, load = fold.args[:2]
    rows = folder.chosen(
        outer,
        fold,
        (),
        start=lambda frame: frame.period(period)[0],
        end=lambda frame: frame.period(period)[1],
        load=lambda frame: frame.value(load),
    )
    rows = rows.filter(rows["start"].notnull() & rows["load"].notnull())
    if fold.bounds:
        since, until = rows["bound.0"], rows["bound.1"]
        rows = rows.mutate(
            start=greatest(rows["start"], since), end=_sooner(rows["end"], until)
        )
    # It is looked at from several sides below, and SQL would say it anew each time.
    rows = folder.make(f"{folder.kept[fold]}.rows", _lasting(rows))
    changes = _changes(folder.keys, rows, 1)
    if len(fold.args) > 2:
        changes += _changes(folder.keys, _pauses(folder, rows, fold), -1)
    keys = list(folder.keys)
    daily = ibis.union(*changes).group_by([*keys, "day"])
    daily = daily.aggregate(change=lambda table: table["change"].sum().cast("int64"))
    running = daily["change"].sum().over(_up_to_here(keys, "day", itself=True))
    loads = daily.select(*keys, total=greatest(running, ibis.literal(0, "int64")))
    return loads.group_by(keys).aggregate(**{folder.raw(fold): loads["total"].max()})


def _sooner(one: Value, other: Value) -> Value:
    """The sooner of two days, where None is never."""
    return ibis.least(ibis.coalesce(one, other), ibis.coalesce(other, one))


def _lasting(stretches: Any) -> Any:
    """The stretches that last a day or more."""
    return stretches.filter(
        stretches["end"].isnull() | (stretches["start"] < stretches["end"])
    )


def _changes(keys: Sequence[str], stretches: Any, sign: int) -> list[Any]:
    """What stretches add on their first day, and take off on the day after their last."""
    ended = stretches.filter(stretches["end"].notnull())
    return [
        stretches.select(
            *keys, day=stretches["start"], change=stretches["load"] * sign
        ),
        ended.select(*keys, day=ended["end"], change=ended["load"] * -sign),
    ]


def _up_to_here(keys: Sequence[str], order: str, *, itself: bool) -> Any:
    return ibis.window(
        group_by=list(keys), order_by=order, preceding=(None, 0 if itself else 1)
    )


def _pauses(folder: Inside, rows: Any, fold: Fold) -> Any:
    """The pauses of the rows as stretches that do not overlap, with the load of the row."""
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
    inside = _lasting(joined).select(*keys, "start", "end", "load")
    # A pause begins where those before it had reached; one without an end reaches all.
    ends = ibis.coalesce(inside["end"], ibis.literal(FOREVER, "int64"))
    inside = inside.mutate(reach=ends)
    before = inside["reach"].max().over(_up_to_here(keys, "start", itself=False))
    inside = inside.mutate(before=before)
    begins = ibis.greatest(
        inside["start"], ibis.coalesce(inside["before"], inside["start"])
    )
    inside = inside.mutate(start=begins)
    return inside.filter(inside["start"] < inside["reach"])


SPREAD: Mapping[str, Callable[[Inside, Any, Fold], Any]] = MappingProxyType(
    {
        "longest_gap": _longest_gap,
        "covered_days": _covered_days,
        "peak_load": _peak_load,
    }
)
"""Each such fold with what it is made of, by the keys of the outer table."""
