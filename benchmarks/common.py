"""What the benchmarks share: taking turns, medians, and the shape of a result."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from brukermedvirkning.rules.expressions.window import Window

WINDOW = Window(start=date(2024, 6, 1), end=date(2025, 6, 1), as_of=date(2025, 5, 1))
"""The year that the indicators are asked of, and the day on which."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One figure beside its bar: a ratio, mostly, of two medians of one run.

    Without a bar it is for information. `at_least` says that more is better. `side` and
    `cases` tell where it stands in a table of several sides and sizes, `processor` how
    many seconds of all processors together it took.
    """

    what: str
    beside: str
    value: float
    bar: float | None = None
    unit: str = "×"
    at_least: bool = False
    seconds: float | None = None
    beside_seconds: float | None = None
    runs: int = 1
    processor: float | None = None
    side: str = ""
    cases: int = 0

    @property
    def met(self) -> bool | None:
        if self.bar is None:
            return None
        return self.value >= self.bar if self.at_least else self.value <= self.bar


def ratio(
    what: str,
    beside: str,
    seconds: Mapping[str, float],
    names: tuple[str, str],
    *,
    bar: float | None = None,
    runs: int,
) -> Measured:
    """How many times as long the first of two took."""
    one, other = (seconds[name] for name in names)
    return Measured(
        what=what,
        beside=beside,
        value=one / other,
        bar=bar,
        seconds=one,
        beside_seconds=other,
        runs=runs,
    )


def medians(
    candidates: Mapping[str, Callable[[], object]],
    *,
    runs: int,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """Median seconds of each candidate, all taking turns in every round.

    One round beforehand is not counted: it fills the caches of the machine.
    """
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for counted in (False, *[True] * runs):
        for name, run in candidates.items():
            start = clock()
            run()
            elapsed = clock() - start
            if counted:
                seconds[name].append(elapsed)
    return {name: statistics.median(values) for name, values in seconds.items()}


def refuse_difference(what: str, told: Iterable[object]) -> None:
    """Raise where not all sides say the same: what differs must not be timed."""
    first, *others = told
    if any(other != first for other in others):
        message = f"{what}: the sides say different things"
        raise RuntimeError(message)


def memory(key: str) -> float:
    """Resident memory of this process in MB: `VmRSS` now, `VmHWM` at its most.

    `ru_maxrss` would count what the parent held before the process was born.
    """
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        name, _, value = line.partition(":")
        if name == key:
            return int(value.split()[0]) / 1024
    raise KeyError(key)
