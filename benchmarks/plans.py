"""How long it takes to make the SQL of the built-in set, first and from the cache."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from datetime import date

from common import WINDOW, Measured

from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning_engine_ibis.given import literals_of
from brukermedvirkning_engine_ibis.plan import make_plan

PROCESSES = 2
RUNS = 25
CACHED = 5e-3
OTHER = Window(start=date(2023, 1, 1), end=date(2023, 7, 1), as_of=date(2023, 8, 1))


def _planned(window: Window) -> float:
    """All SQL of the built-in set for a window: what comes before any counting."""
    start = time.process_time()
    plan = make_plan(BUILT_IN, (), "duckdb", complete=True)
    given = literals_of(plan.known, BUILT_IN, window, None, "duckdb")
    for _, sql, _ in plan.made:
        sql.filled(given)
    for question in plan.questions:
        question.sql.filled(given)
    return time.process_time() - start


def main() -> None:
    """Prints the seconds of the first time in a process, and of a second period."""
    first = _planned(WINDOW)
    again = statistics.median(_planned(OTHER) for _ in range(RUNS))
    print(first, again)


def measure() -> list[Measured]:
    said = []
    for _ in range(PROCESSES):
        done = subprocess.run(
            [sys.executable, __file__], stdout=subprocess.PIPE, text=True, check=True
        )
        said.append([float(word) for word in done.stdout.split()])
    first, again = (statistics.median(column) for column in zip(*said, strict=True))
    count = len(BUILT_IN)
    return [
        Measured(
            what=f"plan of the {count} built-in indicators, another period",
            beside="made once, cached",
            value=again * 1e3,
            bar=CACHED * 1e3,
            unit="ms",
            runs=PROCESSES * RUNS,
        ),
        Measured(
            what=f"plan of the {count} built-in indicators, the first time",
            beside="once in a process; for information",
            value=first * 1e3,
            unit="ms",
            runs=PROCESSES,
        ),
    ]


if __name__ == "__main__":
    main()
