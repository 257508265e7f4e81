"""Measurements as a page: the value or *undefined*, the parts, interval and coverage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from brukermedvirkning_cli.shapes import last_day
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block, Table

__all__ = ["page"]

Facts = dict[str, Any]

_ALSO = (
    "low",
    "high",
    "minimum",
    "mean",
    "median",
    "p90",
    "maximum",
    "threshold",
    "above_share",
)
"""What stands beside a value where a scoring has it."""

_HAPPENED = "indicators.happened"
_SHARES = ("proportion", "time_to_event")
_DAYS_BESIDE = ("stock", "time_to_event")
"""Scorings whose value is a share, and those whose value is not in the unit."""


def page(found: Facts, say: Speaker) -> Iterator[Block]:
    """The window, then each measurement."""
    yield _window(found["window"], say)
    if not found["measurements"]:
        yield say.word("indicators.none")
    for one in found["measurements"]:
        yield ""
        yield from _measurement(one, say)


def _window(window: Facts, say: Speaker) -> str:
    if window["start"] is None:
        return say.word("indicators.all", last=last_day(window["end"]), **window)
    return say.word("indicators.window", last=last_day(window["end"]), **window)


def _measurement(one: Facts, say: Speaker) -> Iterator[Block]:
    yield f"{one['indicator']} ({one['scoring']}, version {one['version']})"
    yield f"  {one['question']}"
    for group in one["group"]:
        name = group["label"]["text"] if group["label"] else group["name"]
        told = name or say.word("not-known")
        yield "  " + say.word("indicators.group", by=group["by"], name=told)
    if "categories" in one:
        yield _categories(one, say)
    else:
        yield f"  {say.word('indicators.value')}: {_value(one, say)}"
    if one.get("curve"):
        yield _curve(one, say)
    if one.get("no_interval") != "not_a_share":
        yield f"  {say.word('indicators.interval')}: {_interval(one, say)}"
    parts = ", ".join(
        f"{name.replace('_', ' ')} {_number(one[name], name in one['withheld'], say)}"
        for name in one["parts"]
        if one[name] is not None or name in one["withheld"]
    )
    yield f"  {say.word('indicators.parts')}: {parts}"
    yield f"  {say.word('indicators.coverage')}: {_coverage(one, say)}"
    if one["withheld_because"]:
        because = one["withheld_because"]
        yield "  " + say.word(f"indicators.because.{because}")


def _value(one: Facts, say: Speaker) -> str:
    if one["undefined"]:
        reason = say.word(f"indicators.{one['undefined']}")
        return f"{say.word('indicators.undefined')} ({reason})"
    if one["value"] is None:
        return say.word("indicators.withheld")
    unit = f" {one['unit']}" if one.get("unit") else ""
    beside = ""
    if one["scoring"] in _DAYS_BESIDE:
        unit, beside = "", unit
    also = ", ".join(
        f"{name.replace('_', ' ')} {_figure(one[name], _is_share(name, one))}{beside}"
        for name in _ALSO
        if one.get(name) is not None
    )
    value = _figure(one["value"], one["scoring"] in _SHARES)
    return f"{value}{unit}" + (f" ({also})" if also else "")


def _is_share(name: str, one: Facts) -> bool:
    return one["scoring"] == "proportion" or name.endswith("_share")


def _interval(one: Facts, say: Speaker) -> str:
    interval = one.get("interval")
    if interval is None:
        if one["withheld_because"]:
            return say.word("indicators.withheld")
        reason = say.word(f"indicators.{one.get('no_interval') or 'not_a_share'}")
        return say.word("indicators.no-interval", reason=reason)
    return say.word(
        "indicators.level",
        lower=_figure(interval["lower"], share=True),
        upper=_figure(interval["upper"], share=True),
        level=_figure(interval["level"], share=True),
        method=interval["method"],
    )


def _coverage(one: Facts, say: Speaker) -> str:
    if one["coverage"] is None:
        held = "coverage" in one["withheld"]
        return say.word("indicators.withheld" if held else "indicators.undefined")
    told = _figure(one["coverage"], share=True)
    if one["not_for_comparison"]:
        told += f" ({say.word('indicators.not-for-comparison')})"
    return told


def _categories(one: Facts, say: Speaker) -> Table:
    held = say.word("indicators.withheld")
    rows = [
        [
            row["label"]["text"] if row["label"] else row["category"],
            held if row["count"] is None else str(row["count"]),
            "" if row["share"] is None else _figure(row["share"], share=True),
        ]
        for row in one["categories"]
    ]
    total = held if one["total"] is None else str(one["total"])
    rows.append([say.word("indicators.total"), total, ""])
    columns = ("category", "count", "share")
    return Table(
        [say.word(f"indicators.{column}") for column in columns],
        rows,
        right=frozenset({1, 2}),
    )


def _curve(one: Facts, say: Speaker) -> Table:
    """How many ended by each category, and the share that had by each day."""
    points = one["curve"]
    rows = []
    for place, event in enumerate(one["events"]):
        if event["count"] or event["wanted"]:
            told = event["label"]["text"] if event["label"] else say.word(_HAPPENED)
            shares = [point["categories"][place]["share"] for point in points]
            rows.append([told, str(event["count"]), *(_known(x, say) for x in shares)])
    together = [_known(point["value"], say) for point in points]
    rows.append([say.word("indicators.together"), "", *together])
    at_risk = [str(point["at_risk"]) for point in points]
    rows.append([say.word("indicators.at-risk"), "", *at_risk])
    days = (say.word("indicators.by-day", day=point["day"]) for point in points)
    headings = [say.word("indicators.category"), say.word("indicators.count"), *days]
    return Table(headings, rows, right=frozenset(range(1, len(headings))))


def _known(share: float | None, say: Speaker) -> str:
    return say.word("indicators.undefined") if share is None else _figure(share, True)


def _number(value: int | None, withheld: bool, say: Speaker) -> str:
    return say.word("indicators.withheld") if withheld else str(value)


def _figure(value: float, share: bool = False) -> str:
    """A share in per cent; another number with two decimals at most."""
    if share:
        return f"{value * 100:.1f} %"
    return f"{value:.2f}".rstrip("0").rstrip(".")
