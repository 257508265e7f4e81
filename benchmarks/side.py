"""One side of a comparison in a process of its own: its times, its memory, its counts.

    side.py NAME RUNS FOLDER WARM

WARM is a small folder that is counted first and not timed, so that no import and no
compiling is.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path

from common import memory
from engines import SIDES, Counts


def digest(counts: Counts) -> str:
    """By which two sides are told equal, key by key."""
    return hashlib.sha256(repr(sorted(counts.items())).encode()).hexdigest()


def main(arguments: list[str]) -> None:
    name, runs, folder, warm = arguments
    count = SIDES[name]
    start = time.perf_counter()
    count(Path(warm))
    first = time.perf_counter() - start
    seconds, processor, counts = [], [], Counts()
    for _ in range(int(runs)):
        start, used = time.perf_counter(), time.process_time()
        counts = count(Path(folder))
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    print(
        json.dumps(
            {
                "first": first,
                "seconds": seconds,
                "processor": processor,
                "megabytes": memory("VmHWM"),
                "digest": digest(counts),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1:])
