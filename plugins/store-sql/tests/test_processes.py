"""Several processes and one file: what was acknowledged stays, and one of two wins."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from brukermedvirkning.domain.journal import chain_faults
from brukermedvirkning_store_sql import SqlStore

HEAD = """
import sys
from brukermedvirkning.errors import OpenEnrolmentError
from brukermedvirkning.testing.case_store import (
    sample_case, sample_enrolment, sample_entries, sample_message
)
from brukermedvirkning_store_sql import SqlStore
store = SqlStore.open(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
"""

SAVES_WITHOUT_END = """
number = 0
while True:
    number += 1
    case = sample_case(f"case-{number % 7}", unit=f"unit-{number}")
    before = ()
    with store.begin() as work:
        expected = 0
        if number > 7:
            kept = work.cases.kept(case.id)
            expected, before = kept.revision, tuple(work.cases.journal(case.id))
        work.cases.save(
            case,
            entries=sample_entries(case, 2, after=before),
            messages=[sample_message(f"message-{number}")],
            expected=expected,
        )
    print(number, flush=True)
"""

ENROLS = """
for number, programme in enumerate(map(str.strip, sys.stdin)):
    case = sample_case(
        f"{sys.argv[2]}-{number}", enrolments=[sample_enrolment(programme)]
    )
    try:
        with store.begin() as work:
            work.cases.save(case, entries=sample_entries(case), expected=0)
    except OpenEnrolmentError:
        print("refused", flush=True)
    else:
        print("kept", flush=True)
"""


def start(script: str, *arguments: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HEAD + script, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def tell(process: subprocess.Popen[str], line: str = "go") -> None:
    process.stdin.write(line + "\n")
    process.stdin.flush()


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is of POSIX")
@pytest.mark.parametrize("after", [1, 8, 40])
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path, after: int) -> None:
    url = f"sqlite:///{tmp_path}/cases.sqlite"
    process = start(SAVES_WITHOUT_END, url)
    tell(process)
    for _ in range(after):
        acknowledged = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    acknowledged = max([acknowledged, *map(int, process.stdout.read().split())])
    process.wait()
    process.stdin.close()
    process.stdout.close()

    store = SqlStore.open(url)
    with store.begin() as work:
        messages = work.outbox.pending(limit=100_000)
        kept = [work.cases.kept(case.id) for case in work.cases.stream()]
        journals = {one.case.id: tuple(work.cases.journal(one.case.id)) for one in kept}
    store.close()

    # One more may be there: kept, and killed before it could be said.
    saves = sum(one.revision for one in kept)
    assert saves in {acknowledged, acknowledged + 1}
    assert [m.message.key for m in messages] == [
        f"message-{n + 1}" for n in range(saves)
    ]
    for one in kept:
        journal = journals[one.case.id]
        assert len(journal) == 2 * one.revision
        assert not list(chain_faults(entry.head for entry in journal))


def test_of_two_processes_that_enrol_one_person_one_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/cases.sqlite"
    SqlStore.open(url).close()
    processes = [start(ENROLS, url, name) for name in ("one", "other")]
    for process in processes:
        tell(process)
    said = []
    for turn in range(30):
        for process in processes:
            tell(process, f"programme-{turn}")
        said.append(sorted(process.stdout.readline() for process in processes))
    for process in processes:
        process.communicate()

    assert said == [["kept\n", "refused\n"]] * 30
    store = SqlStore.open(url)
    with store.begin() as work:
        assert len(list(work.cases.stream())) == 30
    store.close()
