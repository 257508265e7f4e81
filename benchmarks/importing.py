"""Messages of NAV's systems into the SQLite store, beside a row a message.

What is done beside is the least that keeps them: each line is parsed and inserted as it
stands, with one commit at the end. The import finds out whose a message is and what it is
about, checks it against its contract, puts what was told of one person together, and keeps
the cases with their journals. Each size is measured in a process of its own.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from common import Measured, memory, refuse_difference
from nav_messages import held_by, sources

from brukermedvirkning.host import Host
from brukermedvirkning.ports import Source
from brukermedvirkning.services import import_sources

SIZES = {10_000: 3, 100_000: 1}
"""Messages, and how many times each side takes its turn."""
FEW = 1_010
"""Messages to warm up with, and to see that all is kept."""


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 7, 1, 12, tzinfo=UTC)


def written(folder: Path, count: int) -> list[Path]:
    """So many messages in files, in the order in which they came."""
    paths = []
    for source in sources(count):
        paths.append(folder / source.name)
        paths[-1].write_bytes(source.content)
    return paths


def read(paths: Iterable[Path]) -> Iterator[Source]:
    """The sources in files, one at a time."""
    return (Source(name=path.name, content=path.read_bytes()) for path in paths)


def imported(host: Host, folder: Path, paths: Iterable[Path]) -> int:
    """Imports messages into a new store; how many people they were about."""
    path = folder / f"{time.perf_counter_ns()}.sqlite"
    store = host.open_store(f"sqlite:///{path}")
    report = import_sources(host, store, read(paths), clock=Clock())
    if report.faults or report.notices:
        raise RuntimeError("the messages are not as they should be")
    store.close()
    path.unlink()
    return report.kept


def inserted(folder: Path, paths: Iterable[Path]) -> int:
    """Parses and inserts messages; how many rows that made."""
    path = folder / f"{time.perf_counter_ns()}.sqlite"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE message (topic TEXT, names TEXT, content TEXT)")
    for source in read(paths):
        for line in source.content.decode().splitlines():
            names = " ".join(json.loads(line))
            database.execute(
                "INSERT INTO message VALUES (?, ?, ?)", (source.name, names, line)
            )
    database.commit()
    (rows,) = database.execute("SELECT count(*) FROM message").fetchone()
    database.close()
    path.unlink()
    return int(rows)


def refuse_loss(host: Host) -> None:
    """Raise where the import keeps anything but what the messages say."""
    store = host.open_store("sqlite://")
    import_sources(host, store, sources(FEW), clock=Clock())
    kept: Counter[str] = Counter()
    with store.begin() as work:
        for case in work.cases.stream():
            kept["cases"] += 1
            for name in ("enrolments", "interventions", "contacts", "requests"):
                kept[name] += len(getattr(case, name))
    store.close()
    refuse_difference("the messages and what was kept of them", (held_by(FEW), kept))


def timed(run: Callable[[], int], expected: int) -> float:
    """Seconds of the processor that something took; it must come to what is expected."""
    start = time.process_time()
    refuse_difference("the messages and what was counted", (run(), expected))
    return time.process_time() - start


def both(count: int, runs: int) -> dict[str, float]:
    """Medians of both sides, which take turns, and the memory at its most."""
    host = Host.load()
    refuse_loss(host)
    seconds: dict[str, list[float]] = {"import": [], "insert": []}
    with TemporaryDirectory() as name:
        folder = Path(name)
        paths = written(folder, count)
        for _ in range(runs):
            run = partial(imported, host, folder, paths)
            seconds["import"].append(timed(run, held_by(count)["cases"]))
            run = partial(inserted, folder, paths)
            seconds["insert"].append(timed(run, count))
    medians = {side: statistics.median(times) for side, times in seconds.items()}
    return {**medians, "most": memory("VmHWM")}


def measure() -> list[Measured]:
    results: list[Measured] = []
    most: list[float] = []
    for count, runs in SIZES.items():
        command = [sys.executable, __file__, str(count), str(runs)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        said = json.loads(done.stdout)
        what = f"{count:,} NAV messages into SQLite"
        most.append(said["most"])
        results += [
            Measured(
                what=f"{what}: time",
                beside="each parsed and inserted as it stands, one commit",
                value=said["import"] / said["insert"],
                seconds=said["import"],
                beside_seconds=said["insert"],
                runs=runs,
            ),
            Measured(
                what=f"{what}: rate",
                beside="a second of one processor",
                value=count / said["import"],
                unit="messages",
                runs=runs,
            ),
            Measured(
                what=f"{what}: memory",
                beside="resident at its most, the interpreter included",
                value=said["most"],
                unit="MB",
            ),
        ]
    fewest, *_, largest = SIZES
    growth = Measured(
        what=f"memory from {fewest:,} to {largest:,} NAV messages",
        beside="growth of what is resident at its most",
        value=most[-1] - most[0],
        bar=5,
        unit="MB",
    )
    return [*results, growth]


if __name__ == "__main__":
    print(json.dumps(both(int(sys.argv[1]), int(sys.argv[2]))))
