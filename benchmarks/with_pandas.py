"""The twelve in pandas: the columns that are needed are read once, then one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from naive_sql import MONTHLY
from with_polars import BREAKS

from brukermedvirkning.rules.expressions.window import Window

Rows = Iterator[tuple[str, str, Any, Any]]
COLUMNS = {
    "case": (),
    "contact": (
        "on",
        "is_held",
        "status",
        "is_individual",
        "is_correspondence",
        "form",
        "nature",
        "direction",
        "recorded_by_staff",
    ),
    "enrolment": ("start", "period.end", "exit.on", "exit.category"),
    "intervention": (
        "period.start",
        "period.end",
        "status",
        "weekly_minutes",
        "counts_as_load",
    ),
    "intervention.pauses": ("pauses.start", "pauses.end"),
}
TEXTS = ("status", "form", "nature", "direction", "exit.category")
EVER = pd.Timestamp("2200-01-01")


def twelve(folder: Path, window: Window) -> Rows:
    tables = {name: _read(folder, name) for name in COLUMNS}
    start, end = pd.Timestamp(window.start), pd.Timestamp(window.end)
    as_of = pd.Timestamp(window.as_of)
    asked_until = min(end, as_of + timedelta(days=1))
    contacts, enrolments = tables.pop("contact"), tables["enrolment"]
    asked = contacts[(contacts["on"] >= start) & (contacts["on"] < asked_until)]
    silent_until = min(as_of, end)
    yield from _silence(contacts, enrolments, start, asked_until, as_of, silent_until)
    del contacts
    yield from _held(asked)
    yield from _in_person(asked)
    yield from _gap(asked)
    yield from _per_month(asked, enrolments, tables["case"], start, asked_until)
    del asked
    yield from _exits(enrolments, start, asked_until)
    yield from _peaks(
        tables["intervention"], tables["intervention.pauses"], start, asked_until
    )


def _read(folder: Path, name: str) -> pd.DataFrame:
    """The columns that are needed, without the name of their kind; texts as categories."""
    import pyarrow.parquet as pq

    kind = name.partition(".")[0]
    keys = ["case"] if name in {"case", "contact"} else ["case", "row"]
    wanted = [f"{kind}.{column}" for column in COLUMNS[name]]
    texts = [one for one in wanted if one.removeprefix(f"{kind}.") in TEXTS]
    table = pq.read_table(
        folder / f"{name}.parquet", columns=[*keys, *wanted], read_dictionary=texts
    )
    for place, key in enumerate(keys):
        table = table.set_column(place, key, table[key].cast("int32"))

    def mapped(type_: Any) -> Any:
        import pyarrow as pa

        return pd.BooleanDtype() if pa.types.is_boolean(type_) else None

    frame = table.to_pandas(
        types_mapper=mapped, date_as_object=False, split_blocks=True, self_destruct=True
    )
    return frame.rename(columns=lambda column: column.removeprefix(f"{kind}."))


def _by(indicator: str, label: str, values: Any) -> Rows:
    for value, times in values.value_counts().items():
        yield indicator, label, value, times


def _true(test: Any) -> Any:
    return test.fillna(False).to_numpy(dtype=bool)


def _held(asked: pd.DataFrame) -> Rows:
    held = _true(asked["is_held"])
    yield "contact.held", "cases", 0, asked["case"][held].nunique()
    yield "contact.held", "counted", 0, held.sum()
    yield "contact.held", "unplaced", 0, asked["is_held"].isna().sum()


def _in_person(asked: pd.DataFrame) -> Rows:
    name = "contact.in-person"
    one = (
        _true(asked["is_held"])
        & _true(asked["is_individual"])
        & asked["form"].notna().to_numpy()
    )
    told = asked[one]
    met = (told["form"] == "in_person").to_numpy()
    by_staff = told["recorded_by_staff"][met]
    yield name, "cases", 0, told["case"].nunique()
    yield name, "numerator", 0, (~by_staff).sum()
    yield name, "numerator", 1, by_staff.sum()
    yield name, "numerator", 2, by_staff.isna().sum()
    yield name, "negative", 0, (~met).sum()
    open_ = asked["is_held"].fillna(True) & asked["is_individual"].fillna(True)
    yield name, "unplaced", 0, (open_.to_numpy(dtype=bool) & ~one).sum()
    whole = pd.DataFrame({"case": told["case"], "met": met})
    of_case = whole.groupby("case", sort=False)["met"].agg(["size", "sum"])
    of, yes = of_case["size"], of_case["sum"]
    yield from _by(name, "cluster", of * (of + 1) // 2 + yes)


def _gap(asked: pd.DataFrame) -> Rows:
    name = "contact.longest-gap"
    held = asked[_true(asked["is_held"])]
    same = held["case"].eq(held["case"].shift())
    gaps = held["on"].diff().dt.days.where(same)
    longest = gaps.groupby(held["case"], sort=False).max()
    # Two days at least are apart by one at least.
    two = longest[longest >= 1]
    unsure = asked["case"][asked["is_held"].isna()].unique()
    doubtful = two.index.isin(unsure)
    yield name, "cases", 0, (~doubtful).sum()
    yield name, "unplaced", 0, doubtful.sum()
    yield from _by(name, "observed", two[~doubtful])


def _silence(
    contacts: pd.DataFrame,
    enrolments: pd.DataFrame,
    start: pd.Timestamp,
    asked_until: pd.Timestamp,
    as_of: pd.Timestamp,
    silent_until: pd.Timestamp,
) -> Rows:
    name = "contact.longest-silence"
    ended = enrolments["period.end"]
    spells = enrolments[
        (enrolments["start"] < asked_until) & (ended.isna() | (ended > start))
    ][["case", "row", "start", "exit.on"]].rename(columns={"start": "first"})
    spells["last"] = spells["exit.on"].fillna(as_of).clip(upper=silent_until)
    held = contacts["is_held"]
    kind = contacts["nature"]
    letter = (kind == "correspondence").to_numpy()
    direction = contacts["direction"]
    sure = kind.isin(BREAKS).to_numpy() | (letter & (direction == "both").to_numpy())
    doubt = kind.isna().to_numpy() | (letter & direction.isna().to_numpy())
    broken = _true(held) & sure
    maybe = held.fillna(True).to_numpy(dtype=bool) & (sure | doubt) & ~broken
    kept = broken | maybe
    talks = contacts.loc[kept, ["case", "on"]].assign(maybe=maybe[kept])
    inside = talks.merge(spells[["case", "row", "first", "last"]], on="case")
    inside = inside[
        (inside["on"] >= inside["first"]) & (inside["on"] <= inside["last"])
    ].sort_values(["case", "row", "on"], kind="stable")
    same = inside["case"].eq(inside["case"].shift()) & inside["row"].eq(
        inside["row"].shift()
    )
    before = inside["on"].shift().where(same, inside["first"])
    inside["gap"] = (inside["on"] - before).dt.days
    of_spell = inside.groupby(["case", "row"], sort=False).agg(
        gap=("gap", "max"), reached=("on", "max"), doubtful=("maybe", "any")
    )
    whole = spells.join(of_spell, on=["case", "row"])
    final = whole[["first", "last"]].max(axis=1)
    rest = (final - whole["reached"].fillna(whole["first"])).dt.days
    longest = np.maximum(whole["gap"].fillna(0), rest)
    doubtful = whole["doubtful"].eq(True)
    yield name, "cases", 0, whole["case"][~doubtful].nunique()
    yield name, "unplaced", 0, doubtful.sum()
    yield from _by(name, "observed", longest[~doubtful])


def _per_month(
    asked: pd.DataFrame,
    enrolments: pd.DataFrame,
    cases: pd.DataFrame,
    start: pd.Timestamp,
    asked_until: pd.Timestamp,
) -> Rows:
    spells = enrolments[["case", "start"]].assign(
        until=enrolments["period.end"].fillna(EVER)
    )
    spells = spells.sort_values(["case", "start"])
    reached = spells.groupby("case")["until"].cummax().shift()
    reached = reached.where(spells["case"].eq(spells["case"].shift()))
    spells = spells[reached.isna() | (spells["until"] > reached)].assign(
        first=spells["start"].where(
            reached.isna() | (spells["start"] > reached), reached
        )
    )
    columns = ["case", "on", "is_held", "status", "is_individual", "is_correspondence"]
    enrolled = asked[columns].merge(spells[["case", "first", "until"]], on="case")
    enrolled = enrolled[
        (enrolled["first"] <= enrolled["on"]) & (enrolled["on"] < enrolled["until"])
    ]
    days = spells["until"].clip(upper=asked_until) - spells["first"].clip(lower=start)
    covered = days.dt.days.clip(lower=0).groupby(spells["case"]).sum()
    times = cases["case"].map(covered).fillna(0).value_counts()
    held, alone = enrolled["is_held"], enrolled["is_individual"]
    letter = enrolled["is_correspondence"]
    unknown = enrolled["status"].isna()
    planned = (enrolled["status"] == "planned").astype("boolean").mask(unknown)
    missed = (enrolled["status"] == "not_held").astype("boolean").mask(unknown)
    talk = alone & ~letter
    tests = (held & talk, planned & talk, missed & talk, held & ~alone, held & letter)
    for indicator, test in zip(MONTHLY, tests, strict=True):
        yield indicator, "cases", 0, len(cases)
        yield indicator, "events.observed", 1, test.sum()
        yield indicator, "events.unplaced", 0, test.isna().sum()
        for value, count in times.items():
            yield indicator, "time.observed", value, count


def _exits(
    enrolments: pd.DataFrame, start: pd.Timestamp, asked_until: pd.Timestamp
) -> Rows:
    name = "exit.distribution"
    left = enrolments[
        (enrolments["exit.on"] >= start) & (enrolments["exit.on"] < asked_until)
    ]
    yield name, "cases", 0, left["case"].nunique()
    yield name, "not_recorded", 0, left["exit.category"].isna().sum()
    for category, times in left["exit.category"].value_counts().items():
        yield name, f"category.{category}", 0, times


def _peaks(
    interventions: pd.DataFrame,
    pauses: pd.DataFrame,
    start: pd.Timestamp,
    asked_until: pd.Timestamp,
) -> Rows:
    ended = interventions["period.end"]
    running = interventions[
        (interventions["status"] != "never_started")
        & (interventions["period.start"] < asked_until)
        & (ended.isna() | (ended > start))
    ].rename(
        columns={
            "period.start": "first",
            "period.end": "last",
            "weekly_minutes": "minutes",
        }
    )
    running["weighs"] = _true(running["counts_as_load"])
    columns = ["case", "first", "last", "minutes", "weighs"]
    paused = running[["case", "row", "minutes", "weighs"]].merge(
        pauses, on=["case", "row"]
    )
    paused = paused[
        (paused["pauses.start"] < asked_until) & (paused["pauses.end"] > start)
    ].rename(columns={"pauses.start": "first", "pauses.end": "last"})
    paused["minutes"] = -paused["minutes"]
    stretches = pd.concat([running[columns], paused[columns]])
    begun = stretches.assign(on=stretches["first"].clip(lower=start))
    over = stretches[stretches["last"] < asked_until]
    over = over.assign(on=over["last"], minutes=-over["minutes"])
    changes = pd.concat([begun, over])
    changes["load"] = changes["minutes"].where(changes["weighs"], 0)
    by_day = changes.groupby(["case", "on"])[["minutes", "load"]].sum()
    loads = by_day.groupby(level="case").cumsum().groupby(level="case").max()
    loads = loads.clip(lower=0)
    missing = running["minutes"].isna()
    load_missing = missing & running["weighs"]
    by_case = running["case"]
    of_case = pd.DataFrame(
        {
            "told": ~missing.groupby(by_case).any(),
            "load_told": ~load_missing.groupby(by_case).any(),
            "weighs": running["weighs"].groupby(by_case).any(),
        }
    ).reindex(loads.index)
    name = "intervention.peak-weekly-hours"
    yield from _peak(name, loads["minutes"], of_case["told"])
    weighs = of_case["weighs"]
    yield from _peak(
        f"{name}.load", loads["load"][weighs], of_case["load_told"][weighs]
    )


def _peak(name: str, loads: pd.Series[float], told: pd.Series[bool]) -> Rows:
    yield name, "cases", 0, told.sum()
    yield name, "unplaced", 0, (~told).sum()
    yield from _by(name, "observed", loads[told])
