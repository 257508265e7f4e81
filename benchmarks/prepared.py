"""The made-up data on disk: made once, and again when what makes it has changed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from brukermedvirkning.tables import layout

HERE = Path(__file__).parent
KEPT = HERE.parent / "build" / "bench"
CHECKED = 200
MAKERS = ("draws.py", "made_rows.py", "made_cases.py", "made_tables.py")


def tables(count: int) -> Path:
    """The folder with the tables of so many cases.

    Before they are made, some are held beside what the library itself writes.
    """

    def make(folder: Path) -> None:
        check = f"import made_tables; made_tables.refuse_difference({CHECKED})"
        subprocess.run([sys.executable, "-c", check], cwd=HERE, check=True)
        _run("made_tables.py", count, folder)

    return _kept(f"tables-{count}", make)


def documents(count: int) -> Path:
    """The file with so many cases, a JSON document on each line."""
    folder = _kept(
        f"documents-{count}", lambda path: _run("made_cases.py", count, path)
    )
    return folder / "cases.jsonl"


def _run(script: str, count: int, folder: Path) -> None:
    """In a process of its own, whose memory is given back."""
    command = [sys.executable, str(HERE / script), str(count), str(folder)]
    subprocess.run(command, check=True)


def _kept(name: str, make: Callable[[Path], None]) -> Path:
    digest = hashlib.sha256(repr(sorted(layout().items())).encode())
    for maker in MAKERS:
        digest.update((HERE / maker).read_bytes())
    place = KEPT / f"{name}-{digest.hexdigest()[:12]}"
    if not place.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        for old in KEPT.glob(f"{name}-*"):
            _remove(old)
        unfinished = Path(mkdtemp(prefix="making-", dir=KEPT))
        make(unfinished)
        unfinished.rename(place)
    return place


def _remove(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
