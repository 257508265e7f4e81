"""The page of the measurements, made from `results.json`: no number is copied by hand."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from common import Measured
from engines import NAIVE, WHOLE_SET

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
LIBRARIES = (
    "attrs",
    "cattrs",
    "msgspec",
    "orjson",
    "pydantic",
    "duckdb",
    "ibis-framework",
    "polars",
    "pandas",
    "pyarrow",
)

HEAD = """# Performance

How much slower is it to ask one definition, written once, than to write the question out
by hand for one machine? And does the answer stay the same, and the memory, when there
are a million cases?

Made by `benchmarks/run.py --page`; no number here was copied by hand. `make bench` gives
those of your own machine.

## How it was measured

- **Ratios, not seconds.** Both sides take turns, A B C A B C, within one run, and their
  medians are compared: a busy machine then slows both. The seconds stand here to be read
  beside one another, and beside nothing else. What runs in one thread and touches no
  disk is timed by the clock of the processor, which stands still while others work.
- **Equal first.** What is timed has first given the same: each count of each indicator,
  key by key, all that is not known included; each document, field by field.
- **Made-up cases**, the same ones for the same seed: some 60 rows and 20 kB of JSON each,
  40 contacts on average with a long tail, now and then a field that nobody filled in.
  They are drawn once and written both as documents and as tables, and the tables are
  compared with those that the library writes of the documents.
- **The twelve** are built-in indicators of every shape: shares, distributions, gaps,
  silences, rates, the highest load of a week. The naive SQL is what an analyst writes: a
  query for each, with joins and window functions. The good SQL is fused: one pass over
  the contacts, in their stored order, with the neighbour columns. All sides read the same
  Parquet files with two threads, each in a process of its own.
- **Memory** is what a process holds resident at its most, the interpreter included.
- A missed bar stands here as missed, with the reason.

"""

AREAS = {
    "startup": "Starting",
    "documents": "Documents",
    "store": "The store",
    "importing": "Importing",
    "indicators": "Indicators and checks in Python",
    "plans": "Indicators in SQL: making the plan",
    "scale": "Indicators in SQL: counting",
    "streaming": "A stream of cases",
}

NOTES = {
    "documents": (
        "Documents leave out what is as it would be anyway. Pydantic's models and the"
        " Structs have the same fields and types as our classes and are made from them;"
        " what several fields together must hold they do not ask."
    ),
    "store": "Both sides write and read the same documents with the same functions.",
    "importing": (
        "Made-up messages of five of NAV's contracts in files, topic by topic: ten about"
        " each person, whose follow-up period, participation, card, dialogue, meeting and"
        " activity they come to. Beside it each line is parsed and inserted as it stands,"
        " with one commit: the least that keeps them. The import checks each message"
        " against its contract, finds out whose it is, puts what was told of one person"
        " together, and keeps the case with its journal. Both sides are timed by the"
        " clock of the processor. The report names every case that was kept, and so grows"
        " with them."
    ),
    "plans": (
        "The window and the parameters are put into SQL that is there already, so that"
        " another period makes no plan anew. The first plan in a process is dear: Ibis"
        " makes an expression of every step, and SQL of every expression."
    ),
    "streaming": (
        "Another process writes twenty thousand documents over and over, each with an id"
        " of its own, into a pipe. Nothing is kept of them but the counts."
    ),
}

NOT_MEASURED = """
Not measured: PostgreSQL, for which there is no store yet.
"""

WHY: dict[str, str] = {
    "JSON to Case with `fast`: time": (
        "msgspec fills Structs, which takes four tenths of the time and is what the other"
        " side does; the rest is to fill our records from them, each field of each, with"
        " functions written for each class. Some 320 records with 2,400 fields come of a"
        " document; for the bar they would have to be filled in half the time, and to"
        " create them empty takes a third of it."
    ),
    "JSON to Case without `fast`": (
        "Python's own reader of JSON takes nearly twice the time of orjson, and three"
        " times to see keys that stand twice: the bar is spent before a record is made."
        " The other two thirds go to exact types and shapes, to filling the records, and"
        " to what several fields must hold together, a sixth of the whole. A dict asks"
        " nothing, and does not have the fields that are left out."
    ),
    "SQLite: one case by id": (
        "Most of it is to read the document, which is larger than those that the bar was"
        " set with; the question to the database through SQLAlchemy is the rest."
    ),
    "simple checks": "The rate is that of one processor shared with other work.",
    "twelve indicators, generated Python": (
        "The pass by hand knows which of the twelve questions share what."
    ),
    "twelve indicators, 1,000,000": (
        "The plan is made for any definition, and reads the contacts four times: for what"
        " is asked of them, of their cases, and twice of the enrolments that they fall"
        " into; the good SQL, written for these twelve, reads them twice. On a shared"
        " machine the seconds of two runs differ much: see the work."
    ),
    "memory, 1,000,000": (
        "As many lots of a hundred thousand cases as there are processors are counted side"
        " by side, each with tables of its own: smaller lots need less and take longer."
    ),
    "growth, ": "The cause was not looked for.",
    "stream of": (
        "The definitions are compiled into one function, and Python needs some 20 MB for"
        " that. The library, the"
        " rules and the definitions alone are below 40 MB; the stream itself adds next to"
        " nothing."
    ),
}
"""Why a bar is missed, by the beginning of what is measured; shown where it is."""


def machine() -> dict[str, str]:
    """The machine in words that give nobody away."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "processors": f"{os.cpu_count()} ({platform.machine()})",
        "memory": f"{pages * size / 2**30:.0f} GB",
        "system": platform.system(),
        "Python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
    }


def shown(one: Measured) -> str:
    return _figure(one.value, one.unit)


def bar(one: Measured) -> str:
    if one.bar is None:
        return ""
    return f"{'≥' if one.at_least else '≤'} {_figure(one.bar, one.unit)}"


def verdict(one: Measured) -> str:
    return {None: "", True: "met", False: "missed"}[one.met]


def _figure(value: float, unit: str) -> str:
    digits = 2 if unit in {"×", ""} and value < 10 else 1 if value < 100 else 0
    return f"{value:,.{digits}f} {unit}".strip()


def write(kept: dict[str, Any], parts: Sequence[str]) -> None:
    PAGE.write_text("\n".join(_page(kept, parts)) + "\n", "utf-8")


def _page(kept: dict[str, Any], parts: Sequence[str]) -> Iterator[str]:
    yield HEAD + _machine(kept)
    missed: list[Measured] = []
    for part in parts:
        found = kept["parts"].get(part)
        if found is None:
            continue
        results = [Measured(**one) for one in found["results"]]
        missed += [one for one in results if one.met is False]
        yield f"## {AREAS[part]}\n"
        if part in NOTES:
            yield f"{NOTES[part]}\n"
        asked = [one for one in results if one.bar is not None or not one.side]
        if asked:
            yield from _bars(asked)
        if part == "scale":
            yield from _sides(results)
    yield "## What is missed, and why\n"
    yield from _reasons(missed)
    yield NOT_MEASURED


def _machine(kept: dict[str, Any]) -> str:
    facts = ", ".join(f"{name} {value}" for name, value in kept["machine"].items())
    days = sorted({found["on"] for found in kept["parts"].values()})
    loads = [load for found in kept["parts"].values() for load in found["load"]]
    when = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return (
        f"Measured {when}: {facts}. Shared with other work, the load average between"
        f" {min(loads):.0f} and {max(loads):.0f}.\n"
    )


def _bars(results: Sequence[Measured]) -> Iterator[str]:
    yield "| what | beside | measured | bar | |\n|---|---|---:|---:|---|"
    for one in results:
        yield (
            f"| {one.what} | {one.beside} | {shown(one)} | {bar(one)} | {verdict(one)} |"
        )
    yield ""


def _sides(results: Sequence[Measured]) -> Iterator[str]:
    """A table for each size: seconds, work and memory of all sides, beside the naive."""
    of_sides = [one for one in results if one.unit == "MB"]
    growth = {(one.side, one.cases): one for one in results if one.unit == ""}
    for size in sorted({one.cases for one in of_sides}):
        found = {one.side: one for one in of_sides if one.cases == size}
        yield f"### {size:,} cases\n"
        yield "| side | seconds | × naive | work | × naive | MB | growth | runs |"
        yield f"|---|{'---:|' * 7}"
        for side, one in found.items():
            grown = growth.get((side, size))
            cells = (
                side,
                f"{one.seconds:,.2f}",
                _beside(one.seconds, found[NAIVE].seconds, side),
                f"{one.processor:,.2f}",
                _beside(one.processor, found[NAIVE].processor, side),
                f"{one.value:,.0f}",
                shown(grown) if grown else "",
                f"{one.runs}",
            )
            yield f"| {' | '.join(cells)} |"
        yield ""
    yield (
        "Seconds are those on the wall; work is that of all processors together, which"
        " other work on the machine does not lengthen. A side with fewer runs took part in"
        " fewer turns. Growth is the exponent of the work"
        " from the size before: 1 is as fast as the cases. The whole built-in set stands"
        " beside for information: nobody has written it by hand.\n"
    )


def _beside(one: float | None, other: float | None, side: str) -> str:
    if side == WHOLE_SET or not one or not other:
        return ""
    return f"{one / other:.2f}"


def _reasons(missed: Sequence[Measured]) -> Iterator[str]:
    if not missed:
        yield "Nothing."
    for one in missed:
        found = [why for start, why in WHY.items() if one.what.startswith(start)]
        yield f"- **{one.what}** ({shown(one)}, bar {bar(one)}): {' '.join(found)}"
