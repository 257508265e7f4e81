"""The twelve in Polars: lazy frames over the files, collected together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
from naive_sql import MONTHLY

from brukermedvirkning.rules.expressions.window import Window

BREAKS = (
    "conversation",
    "development_talk",
    "cross_disciplinary_meeting",
    "introduction",
    "workplace_visit",
    "other",
)
EVER = pl.date(9999, 12, 31)
c = pl.col


def twelve(folder: Path, window: Window) -> Iterator[tuple[str, str, Any, Any]]:
    tables = _Tables(folder, window)
    asked = {
        **_held(tables),
        **_in_person(tables),
        **_gap(tables),
        **_silence(tables),
        **_per_month(tables),
        **_exits(tables),
        **_peaks(tables),
    }
    # Together, so that what several ask for is read and reckoned once.
    answers = pl.collect_all(list(asked.values()))
    for (indicator, label), answer in zip(asked, answers, strict=True):
        for value, times in answer.rows():
            yield (
                (indicator, value, 0, times)
                if label == "*"
                else (indicator, label, value, times)
            )


Asked = dict[tuple[str, str], pl.LazyFrame]


class _Tables:
    def __init__(self, folder: Path, window: Window) -> None:
        self.start, self.end, self.as_of = window.start, window.end, window.as_of
        self.asked_until = min(window.end, window.as_of + timedelta(days=1))
        self._folder = folder
        self.contacts = self.of("contact")
        self.enrolments = self.of("enrolment")
        self.asked = self.contacts.filter(
            (c("on") >= self.start) & (c("on") < self.asked_until)
        )
        spells = self.enrolments.with_columns(until=c("period.end").fill_null(EVER))
        reached = c("until").cum_max().shift().over("case")
        self.spells = (
            spells.sort("case", "start")
            .with_columns(reached=reached)
            .filter(c("reached").is_null() | (c("until") > c("reached")))
            .select(
                "case", first=pl.max_horizontal("start", "reached"), until=c("until")
            )
        )

    def of(self, name: str) -> pl.LazyFrame:
        """A table whose columns have lost the name of its kind."""
        kind = f"{name.partition('.')[0]}."
        frame = pl.scan_parquet(self._folder / f"{name}.parquet")
        return frame.rename(lambda column: column.removeprefix(kind))


def _number(frame: pl.LazyFrame, value: int = 0) -> pl.LazyFrame:
    return frame.select(value=pl.lit(value), times=pl.len())


def _by(frame: pl.LazyFrame, value: pl.Expr) -> pl.LazyFrame:
    return frame.group_by(value=value).agg(times=pl.len())


def _cases(frame: pl.LazyFrame) -> pl.LazyFrame:
    return frame.select(value=pl.lit(0), times=c("case").n_unique())


def _held(tables: _Tables) -> Asked:
    held = tables.asked.filter(c("is_held"))
    return {
        ("contact.held", "cases"): _cases(held),
        ("contact.held", "counted"): _number(held),
        ("contact.held", "unplaced"): _number(
            tables.asked.filter(c("is_held").is_null())
        ),
    }


def _in_person(tables: _Tables) -> Asked:
    one = c("is_held") & c("is_individual") & c("form").is_not_null()
    told = tables.asked.filter(one)
    met = c("form") == "in_person"
    of_case = told.group_by("case").agg(of=pl.len(), met=met.sum())
    of = c("of").cast(pl.Int64)
    hand = (
        pl.when(c("recorded_by_staff").is_null())
        .then(2)
        .otherwise(c("recorded_by_staff").cast(pl.Int64))
    )
    unplaced = (
        c("is_held").fill_null(True)
        & c("is_individual").fill_null(True)
        & ~one.fill_null(False)
    )
    return {
        ("contact.in-person", "cases"): _cases(told),
        ("contact.in-person", "numerator"): _by(told.filter(met), hand),
        ("contact.in-person", "negative"): _number(told.filter(~met)),
        ("contact.in-person", "unplaced"): _number(tables.asked.filter(unplaced)),
        ("contact.in-person", "cluster"): _by(of_case, of * (of + 1) // 2 + c("met")),
    }


def _gap(tables: _Tables) -> Asked:
    of_case = tables.asked.group_by("case").agg(
        days=c("on").filter(c("is_held")).n_unique(),
        longest=c("on").filter(c("is_held")).diff().max().dt.total_days(),
        unsure=c("is_held").is_null().any(),
    )
    two = of_case.filter(c("days") >= 2)
    return _observed("contact.longest-gap", two, c("longest"), ~c("unsure"))


def _observed(
    indicator: str, frame: pl.LazyFrame, value: pl.Expr, told: pl.Expr
) -> Asked:
    known = frame.filter(told)
    return {
        (indicator, "cases"): _cases(known),
        (indicator, "observed"): _by(known, value),
        (indicator, "unplaced"): _number(frame.filter(~told)),
    }


def _silence(tables: _Tables) -> Asked:
    until = min(tables.as_of, tables.end)
    spells = tables.enrolments.filter(
        (c("start") < tables.asked_until)
        & (c("period.end").is_null() | (c("period.end") > tables.start))
    ).select(
        "case",
        "row",
        first=c("start"),
        last=pl.min_horizontal(c("exit.on").fill_null(tables.as_of), pl.lit(until)),
    )
    breaks = (
        pl.when(c("nature").is_in(BREAKS))
        .then(True)
        .when(c("nature") == "correspondence")
        .then(c("direction") == "both")
        .when(c("nature").is_not_null())
        .then(False)
    )
    talks = tables.contacts.select("case", "on", broken=c("is_held") & breaks).filter(
        c("broken").fill_null(True)
    )
    inside = spells.join(talks, on="case").filter(
        c("on").is_between(c("first"), c("last"))
    )
    of_spell = inside.group_by("case", "row").agg(
        doubtful=c("broken").is_null().any(),
        begins=c("on").min(),
        ends=c("on").max(),
        gap=c("on").sort().diff().max(),
    )
    rest = pl.max_horizontal("first", "last") - c("ends").fill_null(c("first"))
    whole = spells.join(of_spell, on=["case", "row"], how="left").with_columns(
        longest=pl.max_horizontal(c("gap"), c("begins") - c("first"), rest)
    )
    told = ~c("doubtful").fill_null(False)
    return _observed(
        "contact.longest-silence", whole, c("longest").dt.total_days(), told
    )


def _per_month(tables: _Tables) -> Asked:
    enrolled = (
        tables.asked.join(tables.spells, on="case")
        .filter((c("first") <= c("on")) & (c("on") < c("until")))
        .select("is_held", "status", "is_individual", "is_correspondence")
    )
    covered = tables.spells.select(
        "case",
        days=(
            pl.min_horizontal("until", pl.lit(tables.asked_until))
            - pl.max_horizontal("first", pl.lit(tables.start))
        )
        .dt.total_days()
        .clip(0),
    )
    cases = tables.of("case").select("case")
    days = covered.group_by("case").agg(c("days").sum())
    times = _by(cases.join(days, on="case", how="left"), c("days").fill_null(0))
    talk = c("is_individual") & ~c("is_correspondence")
    tests = dict(
        zip(
            MONTHLY,
            (
                c("is_held") & talk,
                (c("status") == "planned") & talk,
                (c("status") == "not_held") & talk,
                c("is_held") & ~c("is_individual"),
                c("is_held") & c("is_correspondence"),
            ),
            strict=True,
        )
    )
    asked: Asked = {}
    for indicator, test in tests.items():
        asked |= {
            (indicator, "cases"): _number(cases),
            (indicator, "events.observed"): _number(enrolled.filter(test), 1),
            (indicator, "events.unplaced"): _number(enrolled.filter(test.is_null())),
            (indicator, "time.observed"): times,
        }
    return asked


def _exits(tables: _Tables) -> Asked:
    left = tables.enrolments.filter(
        (c("exit.on") >= tables.start) & (c("exit.on") < tables.asked_until)
    )
    label = (pl.lit("category.") + c("exit.category")).fill_null("not_recorded")
    return {
        ("exit.distribution", "cases"): _cases(left),
        ("exit.distribution", "*"): _by(left, label),
    }


def _peaks(tables: _Tables) -> Asked:
    running = (
        tables.of("intervention")
        .filter(
            c("status").ne_missing("never_started")
            & (c("period.start") < tables.asked_until)
            & (c("period.end").is_null() | (c("period.end") > tables.start))
        )
        .select(
            "case",
            "row",
            first=c("period.start"),
            last=c("period.end"),
            minutes=c("weekly_minutes"),
            weighs=c("counts_as_load").fill_null(False),
        )
    )
    pauses = (
        running.join(tables.of("intervention.pauses"), on=["case", "row"])
        .filter(
            (c("pauses.start") < tables.asked_until) & (c("pauses.end") > tables.start)
        )
        .select(
            "case",
            first=c("pauses.start"),
            last=c("pauses.end"),
            minutes=-c("minutes"),
            weighs=c("weighs"),
        )
    )
    stretches = pl.concat([running.drop("row"), pauses], how="diagonal")
    begun = stretches.with_columns(
        on=pl.max_horizontal(c("first"), pl.lit(tables.start))
    )
    ended = stretches.filter(c("last") < tables.asked_until).with_columns(
        on=c("last"), minutes=-c("minutes")
    )
    sweep = (
        pl.concat([begun, ended], how="diagonal")
        .group_by("case", "on")
        .agg(all=c("minutes").sum(), load=c("minutes").filter(c("weighs")).sum())
        .sort("case", "on")
        .group_by("case")
        .agg(
            all=c("all").cum_sum().max().clip(0), load=c("load").cum_sum().max().clip(0)
        )
    )
    told = running.group_by("case").agg(
        told=c("minutes").is_not_null().all(),
        load_told=c("minutes").filter(c("weighs")).is_not_null().all(),
        weighs=c("weighs").any(),
    )
    whole = sweep.join(told, on="case")
    name = "intervention.peak-weekly-hours"
    return {
        **_observed(name, whole, c("all"), c("told")),
        **_observed(
            f"{name}.load", whole.filter(c("weighs")), c("load"), c("load_told")
        ),
    }
