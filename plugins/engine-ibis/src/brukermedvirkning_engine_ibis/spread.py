"""Folds that look at several rows at once: gaps, days covered, loads that add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import ibis

from brukermedvirkning.rules.expressions.nodes import Fold, Ref
from brukermedvirkning.tables.layout import KEY, ORDER
from brukermedvirkning_engine_ibis.inside import Inside
from brukermedvirkning_engine_ibis.places import row_of
from brukermedvirkning_engine_ibis.sql import either, greatest

__all__ = ["SPREAD"]


def _longest_gap(folder: Inside, outer: Any, fold: Fold) -> Any:
    """The longest way from one day to the next, the first bound before them all."""
    name = f"{fold.row}.day"
    table = folder.chosen(outer, fold, (name,), day=lambda frame: frame[name])
    table = table.filter(
        (table["day"] >= table["bound.0"]) & (table["day"] <= table["bound.1"])
    )
    before = (
        table["day"]
        .max()
        .over(ibis.window(group_by=folder.keys, order_by="day", preceding=(None, 1)))
    )
    stepped = table.mutate(before=before)
    stepped = stepped.mutate(
        gap=stepped["day"] - ibis.coalesce(stepped["before"], stepped["bound.0"])
    )
    return stepped.group_by(folder.keys).aggregate(
        **{
            folder.raw(fold): stepped["gap"].max(),
            f"{folder.raw(fold)}.last": stepped["day"].max(),
        }
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
    reached = (
        table["last"]
        .max()
        .over(ibis.window(group_by=folder.keys, order_by="first", preceding=(None, 1)))
    )
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
    """The highest sum on any day on which something begins or ends."""
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
    # It is looked at from several sides below, and SQL would say it anew each time.
    rows = folder.make(f"{folder.kept[fold]}.rows", rows)
    keys = list(folder.keys)
    days = [
        rows.select(*keys, day=rows["start"]),
        rows.select(*keys, day=rows["end"]),
    ]
    if fold.bounds:
        days.append(rows.select(*keys, day=rows["bound.0"]))
    pauses = _pauses(folder, rows, fold)
    if pauses is not None:
        days += [
            pauses.select(*keys, day=pauses["pause.start"]),
            pauses.select(*keys, day=pauses["pause.end"]),
        ]
    asked = ibis.union(*days, distinct=True)
    asked = asked.filter(asked["day"].notnull())
    asked = asked.rename({f"{key}.day": key for key in keys})
    same = [rows[key] == asked[f"{key}.day"] for key in keys]
    loaded = rows.join(
        asked,
        [
            *same,
            rows["start"] <= asked["day"],
            rows["end"].isnull() | (asked["day"] < rows["end"]),
        ],
    ).drop(*(f"{key}.day" for key in keys))
    if fold.bounds:
        loaded = loaded.filter(
            (loaded["day"] >= loaded["bound.0"]) & (loaded["day"] < loaded["bound.1"])
        )
    if pauses is not None:
        away = pauses.rename({f"{key}.pause": key for key in keys}).rename(
            {"row.pause": row_of(fold.row)}
        )
        loaded = loaded.anti_join(
            away,
            [
                *(loaded[key] == away[f"{key}.pause"] for key in keys),
                loaded[row_of(fold.row)] == away["row.pause"],
                away["pause.start"] <= loaded["day"],
                away["pause.end"].isnull() | (loaded["day"] < away["pause.end"]),
            ],
        )
    daily = loaded.group_by([*keys, "day"]).aggregate(total=loaded["load"].sum())
    daily = daily.mutate(total=greatest(daily["total"], ibis.literal(0, "int64")))
    return daily.group_by(keys).aggregate(**{folder.raw(fold): daily["total"].max()})


def _pauses(folder: Inside, rows: Any, fold: Fold) -> Any:
    """The pauses of the rows, with the keys of the rows; None where none are meant."""
    if len(fold.args) < 3:
        return None
    ref = fold.args[2]
    assert isinstance(ref, Ref)
    name = ".".join(ref.path)
    place = row_of(ref.path[0])
    table = folder.source(name)
    table = table.select(
        **{
            "case.of": table[KEY],
            "row.of": table[ORDER],
            "pause.start": table[f"{name}.start"],
            "pause.end": table[f"{name}.end"],
        }
    )
    keyed = rows.select(*dict.fromkeys((*folder.keys, row_of(fold.row), place)))
    joined = keyed.join(
        table, [keyed[KEY] == table["case.of"], keyed[place] == table["row.of"]]
    )
    known = joined.filter(joined["pause.start"].notnull())
    return folder.make(f"{folder.kept[fold]}.pauses", known.drop("case.of", "row.of"))


SPREAD: Mapping[str, Callable[[Inside, Any, Fold], Any]] = MappingProxyType(
    {
        "longest_gap": _longest_gap,
        "covered_days": _covered_days,
        "peak_load": _peak_load,
    }
)
"""Each such fold with what it is made of, by the keys of the outer table."""
