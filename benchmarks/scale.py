"""The twelve at every size: our engine beside SQL by hand, Polars and pandas.

Each side runs in processes of its own, which take turns; no two run at once. In each
the small tables are counted first, so that no import and no compiling is timed.
"""

from __future__ import annotations

import json
import math
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from common import Measured, refuse_difference
from engines import GOOD, NAIVE, OURS, PANDAS, POLARS, SIDES, WHOLE_SET
from prepared import tables

SMALL, LARGE = 20_000, 1_000_000
SIZES = (SMALL, 200_000, LARGE)
SIDE = Path(__file__).with_name("side.py")
TWELVE = (OURS, NAIVE, GOOD, POLARS, PANDAS)


@dataclass
class Found:
    """What the processes of one side said, at one size."""

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    digests: set[str] = field(default_factory=set)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def work(self) -> float:
        """The seconds of all processors together: what else runs does not lengthen it."""
        return statistics.median(self.processor)


Series = dict[int, dict[str, Found]]


def sizes_to(size: int) -> tuple[int, ...]:
    return (*(one for one in SIZES if one < size), size)


def rounds_of(name: str, size: int) -> tuple[int, int]:
    """How many processes a side has at a size, and how many runs each is timed for."""
    if name == WHOLE_SET:
        return (1, 1) if size < LARGE else (0, 0)
    return (2, 3) if size <= SMALL else (2, 2) if size < LARGE else (2, 1)


def _ask(name: str, runs: int, folder: Path, found: Found) -> None:
    command = [sys.executable, str(SIDE), name, str(runs), str(folder)]
    done = subprocess.run(
        [*command, str(tables(SMALL))], stdout=subprocess.PIPE, text=True, check=True
    )
    said = json.loads(done.stdout)
    found.seconds += said["seconds"]
    found.processor += said["processor"]
    found.megabytes.append(said["megabytes"])
    found.digests.add(said["digest"])


def _asked(size: int) -> dict[str, Found]:
    folder = tables(size)
    found = {name: Found() for name in SIDES if rounds_of(name, size)[0]}
    for turn in range(2):
        for name, one in found.items():
            rounds, runs = rounds_of(name, size)
            if turn < rounds:
                _ask(name, runs, folder, one)
    refuse_difference(f"{size} cases", [found[name].digests for name in TWELVE])
    return found


def measure(size: int = SMALL) -> list[Measured]:
    series = {one: _asked(one) for one in sizes_to(size)}
    return [
        *(result for one in series for result in _at(one, series[one])),
        *_growth(series),
    ]


def _at(size: int, found: dict[str, Found]) -> Iterator[Measured]:
    runs = len(found[OURS].seconds)
    for name, beside, bar in (
        (OURS, NAIVE, 0.65 if size == LARGE else None),
        (OURS, GOOD, None),
        (OURS, POLARS, None),
        (OURS, PANDAS, None),
        (GOOD, NAIVE, None),
        (POLARS, NAIVE, None),
        (PANDAS, NAIVE, None),
        (WHOLE_SET, OURS, None),
    ):
        if name not in found:
            continue
        yield Measured(
            what=f"twelve indicators, {size:,} cases: {name}",
            beside=beside,
            value=found[name].median / found[beside].median,
            bar=bar,
            seconds=found[name].median,
            beside_seconds=found[beside].median,
            runs=runs,
            side=name,
            cases=size,
        )
    yield Measured(
        what=f"twelve indicators, {size:,} cases: {OURS}, processor time",
        beside=NAIVE,
        value=found[OURS].work / found[NAIVE].work,
        seconds=found[OURS].work,
        beside_seconds=found[NAIVE].work,
        runs=runs,
        side=OURS,
        cases=size,
    )
    for name, one in found.items():
        yield Measured(
            what=f"memory, {size:,} cases: {name}",
            beside="resident at its most, the interpreter included",
            value=max(one.megabytes),
            bar=500 if size == LARGE and name == OURS else None,
            unit="MB",
            seconds=one.median,
            processor=one.work,
            runs=len(one.seconds),
            side=name,
            cases=size,
        )


def _growth(series: Series) -> Iterator[Measured]:
    sizes = sorted(series)
    for fewer, more in pairwise(sizes):
        for name in series[more]:
            times = series[more][name].work / series[fewer][name].work
            yield Measured(
                what=f"growth, {fewer:,} to {more:,} cases: {name}",
                beside="exponent of the processor time; 1 is as fast as the cases",
                value=math.log(times) / math.log(more / fewer),
                bar=1.05 if name == OURS else None,
                unit="",
                side=name,
                cases=more,
            )
