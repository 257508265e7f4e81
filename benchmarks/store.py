"""How long the SQLite store takes beside a plain file of the same documents.

Both sides start from cases and end on the disk, or start there and end at cases: they
encode and decode with the same functions, so that the ratio is that of keeping. Memory
is not held on to, so the garbage collector has nothing to walk through.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from common import Measured, medians, ratio
from made_cases import made_cases

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.happenings import CaseImported
from brukermedvirkning.domain.journal import FIRST_HASH, Entry, EntryHead
from brukermedvirkning.serialization import from_own_document, to_document
from brukermedvirkning_store_sql import SqlStore

COUNT = 1_000
RUNS = 5
LOOKS = 1_000
AT = datetime(2024, 3, 1, 9, 30, tzinfo=UTC)


def _import_of(case: Case) -> Entry:
    happening = CaseImported(
        at=AT, case=case, source="acme.log", source_key=case.id, content_hash="0"
    )
    payload = to_document(happening)
    head = EntryHead(
        case=case.id,
        sequence=1,
        recorded_at=AT,
        actor=happening.by,
        happening=happening.kind,
        payload_digest=Entry.digest(payload, "salt"),
        previous=FIRST_HASH,
    )
    return Entry(head=head, payload=payload, salt="salt")


Pairs = list[tuple[Case, tuple[Entry, ...]]]


def _write_file(path: Path, pairs: Pairs) -> None:
    with path.open("w", encoding="utf-8") as out:
        for case, entries in pairs:
            out.write(to_document(case) + "\n")
            for entry in entries:
                out.write(str(entry.payload) + "\n")
        out.flush()
        os.fsync(out.fileno())


def _read(line: str) -> Case:
    return from_own_document(line, Case)


def _read_file(path: Path) -> int:
    with path.open(encoding="utf-8") as lines:
        return sum(1 for _ in map(_read, lines))


def _write_store(folder: Path, pairs: Pairs) -> None:
    path = folder / f"{time.perf_counter_ns()}.sqlite"
    store = SqlStore.open(f"sqlite:///{path}")
    with store.begin() as work:
        work.cases.add_many(pairs)
    store.close()
    path.unlink()


def _read_store(store: SqlStore) -> int:
    with store.begin() as work:
        return sum(1 for _ in work.cases.stream())


def _digest(documents: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(documents).encode()).hexdigest()


def _refuse_difference(path: Path, store: SqlStore) -> None:
    with store.begin() as work:
        kept = _digest(map(to_document, work.cases.stream()))
    if kept != _digest(path.read_text("utf-8").splitlines()):
        raise RuntimeError("the store and the file hold different cases")


def _by_id(store: SqlStore, ids: list[str]) -> tuple[float, float]:
    """The median time of opening one case, and of parsing its document alone."""
    whole, parsing = [], []
    with store.begin() as work:
        for case_id in ids:
            start = time.perf_counter()
            case = work.cases.get(case_id)
            whole.append(time.perf_counter() - start)
            document = to_document(case)
            start = time.perf_counter()
            from_own_document(document, Case)
            parsing.append(time.perf_counter() - start)
    return statistics.median(whole), statistics.median(parsing)


def measure() -> list[Measured]:
    cases = list(made_cases(COUNT))
    bare: Pairs = [(case, ()) for case in cases]
    imported: Pairs = [(case, (_import_of(case),)) for case in cases]
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "cases.jsonl"
        _write_file(path, bare)
        store = SqlStore.open(f"sqlite:///{folder}/cases.sqlite")
        with store.begin() as work:
            work.cases.add_many(bare)
        _refuse_difference(path, store)
        seconds = medians(
            {
                "write file": partial(_write_file, folder / "bare.jsonl", bare),
                "write store": partial(_write_store, folder, bare),
                "write file with journal": partial(
                    _write_file, folder / "imported.jsonl", imported
                ),
                "write store with journal": partial(_write_store, folder, imported),
                "read file": partial(_read_file, path),
                "read store": partial(_read_store, store),
            },
            runs=RUNS,
        )
        # Spread over the store, so that neighbours do not warm each other's pages.
        ids = [cases[n * 7919 % COUNT].id for n in range(LOOKS)]
        whole, parsing = _by_id(store, ids)
        store.close()

    def of(what: str, one: str, other: str, bar: float) -> Measured:
        beside = f"a file, {COUNT:,} cases"
        return ratio(what, beside, seconds, (one, other), bar=bar, runs=RUNS)

    return [
        of("SQLite: bulk load", "write store", "write file", 2.1),
        of(
            "SQLite: bulk load with journal",
            "write store with journal",
            "write file with journal",
            2.1,
        ),
        of("SQLite: load all", "read store", "read file", 1.2),
        Measured(
            what="SQLite: one case by id, p50",
            beside=f"of it {parsing * 1e6:.0f} µs to parse the document",
            value=whole * 1e6,
            bar=200,
            unit="µs",
            seconds=whole,
            runs=LOOKS,
        ),
    ]
