"""A trend as a page: one table for each indicator and group, a row for each period."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from brukermedvirkning_cli.measured.figures import (
    coverage,
    how_many,
    interval_alone,
    value_alone,
)
from brukermedvirkning_cli.measured.page import (
    aims,
    categories,
    heading,
    opening,
    withheld,
)
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block, Table

__all__ = ["period_name", "trend"]

Facts = dict[str, Any]


def trend(found: Facts, say: Speaker) -> Iterator[Block]:
    """Each indicator and group over the periods."""
    every = found["every"]
    yield from opening(found, say)
    for _, some in groupby(_in_order(found["measurements"]), key=_which):
        measured = list(some)
        first = measured[0]
        yield ""
        yield from heading(first, say)
        if "categories" in first:
            yield _rows(measured, every, say)
        else:
            yield _values(measured, every, say)
        for one in measured:
            for line in aims(one, say):
                yield f"  {period_name(every, one)}: {line.strip()}"
        held = next((one for one in measured if one["withheld_because"]), None)
        if held:
            yield from withheld(held, say)


def period_name(every: str, one: Facts) -> str:
    """What a calendar period is called: 2026-03, 2026 Q1, 2026."""
    start: str = one["window"]["start"]
    year, month, _ = start.split("-")
    quarter = (int(month) + 2) // 3
    return {"month": f"{year}-{month}", "quarter": f"{year} Q{quarter}"}.get(
        every, year
    )


def _which(one: Facts) -> tuple[str, tuple[str | None, ...]]:
    return one["indicator"], tuple(group["name"] for group in one["group"])


def _in_order(measurements: list[Facts]) -> list[Facts]:
    """Those of one indicator and group together; a group may begin in a later period."""
    asked = list(dict.fromkeys(one["indicator"] for one in measurements))

    def place(one: Facts) -> tuple[int, list[tuple[bool, str]]]:
        indicator, group = _which(one)
        return asked.index(indicator), [(name is None, name or "") for name in group]

    return sorted(measurements, key=place)


def _values(measured: list[Facts], every: str, say: Speaker) -> Table:
    """Without the parts, for which JSON and CSV have room."""
    share = any(one.get("no_interval") != "not_a_share" for one in measured)
    names = ("period", "value", *(("interval",) if share else ()), "of", "coverage")
    rows = [
        [
            period_name(every, one),
            value_alone(one, say),
            *((interval_alone(one, say),) if share else ()),
            how_many(one, say),
            coverage(one, say),
        ]
        for one in measured
    ]
    headings = [say.word(f"indicators.column.{name}") for name in names]
    return Table(headings, rows, right=frozenset(range(1, len(names) - 1)))


def _rows(measured: list[Facts], every: str, say: Speaker) -> Table:
    names = ("category", "count", "share")
    rows = [
        [period_name(every, one), *row]
        for one in measured
        for row in categories(one, say).rows
    ]
    headings = [say.word(f"indicators.{name}") for name in names]
    return Table(
        [say.word("indicators.column.period"), *headings], rows, right=frozenset({2, 3})
    )
