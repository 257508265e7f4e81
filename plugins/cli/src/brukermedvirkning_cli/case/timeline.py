"""The timeline of a case on a page: bars over weeks, then the same in figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from brukermedvirkning_cli.case.looking import Facts
from brukermedvirkning_cli.drawing.bars import Bar, Picture, Scale, Step
from brukermedvirkning_cli.shapes import hours, period_text, short_hours
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["timeline"]

_COLUMNS = 46
"""With labels and hours beside them the bars fit a line of 80 characters."""


def timeline(found: Facts, say: Speaker) -> Iterator[Block]:
    """Interventions as bars, the weekly load, the days of contact, and the figures."""
    section = found["interventions"]
    yield say.word("show.timeline")
    rows = [_bar(row) for row in section["rows"]]
    load = [
        Step(date.fromisoformat(step["on"]), step["minutes"], step["unknown"])
        for step in found["weekly_load"]
    ]
    contacts = [date.fromisoformat(row["on"]) for row in found["contacts"]["rows"]]
    scale = Scale.over(_days(rows, contacts), _COLUMNS)
    if scale:
        names = (say.word("show.load-row"), say.word("show.contacts-row"))
        yield Picture(rows, load, contacts, scale, names)
        day = scale.first.isoformat()
        yield "  " + say.word("show.scale", weeks=scale.weeks, day=day)
    yield ""
    if not section["rows"]:
        absent = say.word("none" if section["carried"] else "no-place")
        yield f"{say.word('show.interventions')}: {absent}"
        return
    yield say.word("show.interventions")
    yield from _told(section["rows"], say)
    if load:
        yield ""
        yield say.word("show.load")
        yield from _steps(found, say)


def _bar(row: Facts) -> Bar:
    start, end = row["period"]["start"], row["period"]["end"]
    minutes = row["weekly_minutes"]
    return Bar(
        row["measure"]["label"]["text"],
        "?" if minutes is None else short_hours(minutes),
        start and date.fromisoformat(start),
        end and date.fromisoformat(end),
    )


def _days(rows: list[Bar], contacts: list[date]) -> list[date]:
    """The days that the drawing must show; the day after the last needs no column."""
    ends = [row.end - timedelta(days=1) for row in rows if row.end]
    starts = [row.start for row in rows if row.start]
    return [*starts, *ends, *contacts]


def _told(rows: list[Facts], say: Speaker) -> Iterator[str]:
    """Each intervention in a line, and below it what the source called it."""
    for row in rows:
        minutes = row["weekly_minutes"]
        load = say.word("show.load-unknown") if minutes is None else hours(minutes)
        period = period_text(row["period"])
        yield f"  {period}  {load}  {row['measure']['label']['text']}"
        as_found = _as_found(row)
        if as_found:
            yield "      " + say.word("show.as-found", words=as_found)


def _as_found(row: Facts) -> str:
    """Both levels of the code as the source wrote them."""
    code = row["measure"]["code"]
    levels = (row["group"] and row["group"]["code"], code and code["code"])
    return ": ".join(filter(None, levels))


def _steps(found: Facts, say: Speaker) -> Iterator[str]:
    peak = found["peak"]
    width = max(len(hours(step["minutes"])) for step in found["weekly_load"])
    for step in found["weekly_load"]:
        line = f"  {step['on']}  {hours(step['minutes']):>{width}}"
        if step["unknown"]:
            line += "; " + say.word("show.and-unknown", count=step["unknown"])
        if step == peak:
            line += f"  {say.word('show.peak')}"
        yield line
