"""What the benchmarks share: taking turns, medians, and the shape of a result."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One ratio beside the bar that it must not pass."""

    what: str
    against: str
    ratio: float
    bar: float
    seconds: float
    against_seconds: float
    runs: int

    @property
    def met(self) -> bool:
        return self.ratio <= self.bar


def medians(
    candidates: Mapping[str, Callable[[], object]], *, runs: int
) -> dict[str, float]:
    """Median seconds of each candidate, all taking turns in every round.

    One round beforehand is not counted: it fills the caches of the machine.
    """
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for counted in (False, *[True] * runs):
        for name, run in candidates.items():
            start = time.perf_counter()
            run()
            elapsed = time.perf_counter() - start
            if counted:
                seconds[name].append(elapsed)
    return {name: statistics.median(values) for name, values in seconds.items()}
