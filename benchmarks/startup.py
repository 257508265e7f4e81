"""How long a whole process takes: bare interpreter, import, command.

All use the same interpreter of the same environment, with `site`: without it the
packages would not be found, and leaving it out on one side alone would be unfair.
"""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

from common import Measured, medians, ratio

RUNS = 25
BARE = "bare interpreter"
BMV = str(Path(sys.executable).with_name("bmv"))
COMMANDS: dict[str, list[str]] = {
    BARE: [sys.executable, "-c", "pass"],
    "import brukermedvirkning": [sys.executable, "-c", "import brukermedvirkning"],
    "bmv --version": [BMV, "--version"],
    "bmv --help": [BMV, "--help"],
}
BARS = {"import brukermedvirkning": 1.5, "bmv --version": 8.0, "bmv --help": 8.0}


def _refuse_noise(name: str, command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    if done.stderr:
        message = f"{name} writes on stderr: {done.stderr!r}"
        raise RuntimeError(message)


def _run(command: list[str]) -> None:
    subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )


def measure() -> list[Measured]:
    for name, command in COMMANDS.items():
        _refuse_noise(name, command)
    seconds = medians(
        {name: partial(_run, command) for name, command in COMMANDS.items()}, runs=RUNS
    )
    return [
        ratio(name, BARE, seconds, (name, BARE), bar=bar, runs=RUNS)
        for name, bar in BARS.items()
    ]
