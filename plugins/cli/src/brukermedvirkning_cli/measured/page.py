"""Measurements as a page: the value or *undefined*, the parts, interval and coverage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from brukermedvirkning.tables.result_facts import asked_with
from brukermedvirkning_cli.measured.figures import (
    coverage,
    interval,
    parts,
    value,
)
from brukermedvirkning_cli.shapes import last_day
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block, Table

__all__ = ["aims", "categories", "heading", "opening", "page", "unasked", "withheld"]

Facts = dict[str, Any]

_HAPPENED = "indicators.happened"


def page(found: Facts, say: Speaker) -> Iterator[Block]:
    """The window, then each measurement."""
    yield from opening(found, say)
    for one in found["measurements"]:
        yield ""
        yield from _measurement(one, say)


def opening(found: Facts, say: Speaker) -> Iterator[Block]:
    """The window, of what, and what could not be asked in this way."""
    yield _window(found["window"], say)
    if found["programme"]:
        yield say.word("indicators.programme", programme=found["programme"])
    yield from unasked(found, say)
    if not found["measurements"]:
        yield say.word("indicators.none")


def unasked(found: Facts, say: Speaker) -> Iterator[str]:
    """What could not be asked in this way, and what is not offered for a programme."""
    if found["left_out"]:
        names = ", ".join(found["left_out"])
        yield say.word("indicators.left-out", indicators=names)
    yield from _not_offered(found, say)


def heading(one: Facts, say: Speaker) -> Iterator[Block]:
    """What is asked, and of which group."""
    yield say.word(
        "indicators.heading",
        indicator=one["indicator"],
        scoring=say.named("indicators.scoring", one["scoring"]),
        version=one["version"],
    )
    yield f"  {one['text']['text']}"
    for group in one["group"]:
        name = group["label"]["text"] if group["label"] else group["name"]
        told = name or say.word("not-known")
        yield "  " + say.word("indicators.group", by=group["by"], name=told)
    if one["parameters"]:
        told = asked_with(one["parameters"])
        yield "  " + say.word("indicators.asked-with", parameters=told)


def withheld(one: Facts, say: Speaker) -> Iterator[Block]:
    """Why numbers are withheld, where some are."""
    if one["withheld_because"]:
        yield "  " + say.word(f"indicators.because.{one['withheld_because']}")


def aims(one: Facts, say: Speaker) -> Iterator[str]:
    """What the programme aimed at, and whether it was reached. No colour, no rank."""
    for found in one["comparisons"]:
        told = say.word(f"indicators.outcome.{found['outcome']}")
        if found["why_not"]:
            told += f" ({say.word('indicators.why-not.' + found['why_not'])})"
        if found["may_be_chance"]:
            told += f" ({say.word('indicators.may-be-chance')})"
        yield "  " + say.word(
            f"indicators.aim.{found['kind']}",
            programme=found["programme"],
            aim=say.figure(found["aim"], share=True),
            outcome=told,
        )


def _not_offered(found: Facts, say: Speaker) -> Iterator[str]:
    """What is not measured of which programmes, and why: a line for each reason."""
    together: dict[tuple[str, str], list[str]] = {}
    for one in found["not_offered"]:
        of = (one["because"], ", ".join(one["programmes"]))
        together.setdefault(of, []).append(one["indicator"])
    for (because, programmes), indicators in together.items():
        yield say.word(
            f"indicators.not-offered.{because}",
            indicators=", ".join(indicators),
            programmes=programmes,
        )


def _window(window: Facts, say: Speaker) -> str:
    last = last_day(window["end"])
    word = (
        "window" if window["start"] else "all" if last == window["as_of"] else "until"
    )
    return say.word(f"indicators.{word}", last=last, **window)


def _measurement(one: Facts, say: Speaker) -> Iterator[Block]:
    yield from heading(one, say)
    if "categories" in one:
        yield categories(one, say)
    else:
        yield f"  {say.word('indicators.value')}: {value(one, say)}"
    if one.get("curve"):
        yield _curve(one, say)
    if one.get("no_interval") != "not_a_share":
        yield f"  {say.word('indicators.interval')}: {interval(one, say)}"
    yield f"  {say.word('indicators.parts')}: {parts(one, say)}"
    yield f"  {say.word('indicators.coverage')}: {coverage(one, say)}"
    yield from aims(one, say)
    yield from withheld(one, say)


def categories(one: Facts, say: Speaker) -> Table:
    """The rows of a distribution with their computed total."""
    held = say.word("indicators.withheld")
    rows = [
        [
            row["label"]["text"] if row["label"] else row["category"],
            held if row["count"] is None else str(row["count"]),
            "" if row["share"] is None else say.figure(row["share"], share=True),
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
    if share is None:
        return say.word("indicators.undefined")
    return say.figure(share, share=True)
