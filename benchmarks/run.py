"""Runs the benchmarks, shows each beside its bar, and keeps and prints the numbers.

    run.py [--size CASES] [--only PART ...] [--page]

Each part runs in a process of its own. `--only` leaves the numbers of the other parts as
they were; `--page` writes `docs/performance.md` from all of them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import page
from common import Measured

PARTS = (
    "startup",
    "documents",
    "store",
    "importing",
    "indicators",
    "plans",
    "scale",
    "streaming",
)
SIZED = ("scale", "streaming")
"""The parts that `--size` says something to."""
RESULTS = Path(__file__).with_name("results.json")


def _measure(part: str, size: int) -> list[Measured]:
    measure: Callable[..., list[Measured]] = import_module(part).measure
    return partial(measure, size)() if part in SIZED else measure()


def _part(part: str, size: int) -> dict[str, Any]:
    """What a part measured, in a process of its own, whose memory is given back."""
    command = [sys.executable, __file__, "--size", str(size), "--part", part]
    before = os.getloadavg()[0]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return {
        "on": datetime.now(UTC).date().isoformat(),
        "load": [before, os.getloadavg()[0]],
        "results": json.loads(done.stdout),
    }


def _kept() -> dict[str, Any]:
    return json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}


def _lines(results: list[Measured]) -> Iterator[str]:
    width = max(len(one.what) for one in results)
    for one in results:
        yield (
            f"{one.what:{width}}  {page.shown(one):>10}  {page.bar(one):>10}"
            f"  {page.verdict(one):6}  {one.beside}"
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--page", action="store_true")
    parser.add_argument("--part", choices=PARTS)
    asked = parser.parse_args()
    if asked.part:
        print(json.dumps([asdict(one) for one in _measure(asked.part, asked.size)]))
        return
    kept = _kept()
    kept["machine"] = page.machine()
    parts = kept.setdefault("parts", {})
    for part in asked.only:
        print(f"{part} …", flush=True)
        parts[part] = _part(part, asked.size)
        for line in _lines([Measured(**one) for one in parts[part]["results"]]):
            print(line, flush=True)
        RESULTS.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")
    if asked.page:
        page.write(kept, PARTS)


if __name__ == "__main__":
    main()
