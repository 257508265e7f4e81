"""Runs every benchmark, shows each beside its bar and keeps the numbers."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from pathlib import Path

import indicators
import startup
import store

BENCHMARKS = (startup, store, indicators)
RESULTS = Path(__file__).with_name("results.json")


def main() -> None:
    measured = [result for module in BENCHMARKS for result in module.measure()]
    width = max(len(result.what) for result in measured)
    print(f"{'what':{width}}  measured     bar")
    for result in measured:
        verdict = "met" if result.met else "missed"
        print(
            f"{result.what:{width}}  {result.ratio:6.2f} x  {result.bar:4.1f} x  "
            f"{verdict} (beside {result.against})"
        )
    document = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "results": [{**asdict(result), "met": result.met} for result in measured],
    }
    RESULTS.write_text(json.dumps(document, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
