"""Case after case out of a pipe: read, checked by every rule, counted by every indicator.

Another process writes the documents, twenty thousand over and over with a new id in
each; nothing is kept but the counts. What is measured is memory, and the time of one
processor: how long it takes besides depends on who else is at work.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from common import WINDOW, Measured, memory

SETTLED = 20_000
KEPT = 20_000
FEW = 22_000
HERE = Path(__file__)


def written(count: int, path: Path) -> None:
    """Writes so many documents to standard output."""
    out = sys.stdout.buffer
    number = 0
    while number < count:
        with path.open("rb") as lines:
            for line in lines:
                if number >= count:
                    return
                head, _, rest = line.partition(b'"id":"case-')
                out.write(head + b'"id":"case-%09d' % number + rest[7:])
                number += 1


def counted(lines: Iterable[bytes]) -> None:
    """Reads, checks and counts what comes; says what it took as JSON."""
    from brukermedvirkning.builtin.parameters import PARAMETERS
    from brukermedvirkning.builtin.rules import RULES
    from brukermedvirkning.domain.case import Case
    from brukermedvirkning.rules.examining import examine_case
    from brukermedvirkning.rules.generated.engine import generated_tally
    from brukermedvirkning.rules.indicators.builtin import BUILT_IN
    from brukermedvirkning.rules.parameters import Parameters
    from brukermedvirkning.serialization import from_own_document

    parameters = Parameters.of(PARAMETERS)
    outcomes: Counter[str] = Counter()
    settled = 0.0

    def cases() -> Iterator[Case]:
        nonlocal settled
        for number, line in enumerate(lines, start=1):
            case = from_own_document(line, Case)
            for verdict in examine_case(
                RULES,
                case,
                on=WINDOW.as_of,
                programmes={},
                parameters=parameters,
            ):
                outcomes[f"{verdict.rule} {type(verdict).__name__}"] += 1
            yield case
            outcomes["cases"] += 1
            if number == SETTLED:
                settled = memory("VmRSS")

    start, busy = time.perf_counter(), time.process_time()
    counts = generated_tally(BUILT_IN, cases(), WINDOW)
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - start,
                "processor": time.process_time() - busy,
                "cases": outcomes["cases"],
                "outcomes": outcomes.total() - outcomes["cases"],
                "counts": counts.total(),
                "settled": settled,
                "end": memory("VmRSS"),
                "most": memory("VmHWM"),
            }
        )
    )


def measure(size: int = FEW) -> list[Measured]:
    # Who only counts does not prepare, and is not to give memory for it.
    from prepared import documents

    count = max(size, FEW)
    path = documents(KEPT)
    command = [sys.executable, str(HERE)]
    with subprocess.Popen(
        [*command, "write", str(count), str(path)], stdout=subprocess.PIPE
    ) as writer:
        done = subprocess.run(
            [*command, "count"], stdin=writer.stdout, stdout=subprocess.PIPE, check=True
        )
    said = json.loads(done.stdout)
    if said["cases"] != count or not said["outcomes"] or not said["counts"]:
        raise RuntimeError(f"of {count} cases only {said} came through")
    whole = f"stream of {count:,} cases, JSON to checks and indicators"
    return [
        Measured(
            what=f"{whole}: memory",
            beside="resident at its most, the interpreter included",
            value=said["most"],
            bar=60,
            unit="MB",
            seconds=said["seconds"],
        ),
        Measured(
            what=f"{whole}: growth",
            beside=f"from case {SETTLED:,} to the last",
            value=said["end"] - said["settled"],
            bar=2,
            unit="MB",
        ),
        Measured(
            what=f"{whole}: time",
            beside=f"a case: {said['outcomes'] / count:.0f} outcomes of rules among it",
            value=said["seconds"] / count * 1e3,
            unit="ms",
        ),
        Measured(
            what=f"{whole}: processor",
            beside="a case, reading included",
            value=said["processor"] / count * 1e3,
            unit="ms",
        ),
    ]


if __name__ == "__main__":
    if sys.argv[1] == "write":
        written(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        counted(sys.stdin.buffer)
