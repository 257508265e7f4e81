"""Progress on standard error: only on a terminal, and only when something takes long."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO, TypeVar

__all__ = ["PATIENCE", "counted", "progress"]

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds that pass before anything is shown."""
_EVERY = 0.1


@contextmanager
def progress(
    what: str,
    *,
    stream: TextIO | None = None,
    seconds: Callable[[], float] = time.monotonic,
) -> Iterator[Callable[[int], None]]:
    """Yields what to call with the number done so far; cleans up behind itself."""
    stream = sys.stderr if stream is None else stream
    if not stream.isatty():
        yield lambda _: None
        return
    counter = _Counter(what, stream, seconds)
    try:
        yield counter.tell
    finally:
        counter.wipe()


class _Counter:
    """One line that is written over and over, and wiped in the end."""

    def __init__(self, what: str, stream: TextIO, seconds: Callable[[], float]) -> None:
        self._what = what
        self._stream = stream
        self._seconds = seconds
        self._next = seconds() + PATIENCE
        self._written = 0

    def tell(self, done: int) -> None:
        if self._seconds() < self._next:
            return
        self._next = self._seconds() + _EVERY
        line = f"{self._what} {done}"
        self._stream.write(f"\r{line:{self._written}}")
        self._stream.flush()
        self._written = len(line)

    def wipe(self) -> None:
        if self._written:
            self._stream.write("\r" + " " * self._written + "\r")
            self._stream.flush()


def counted(what: str, things: Iterable[T]) -> Iterator[T]:
    """The same things, with progress while they are taken."""
    with progress(what) as tell:
        for count, thing in enumerate(things, start=1):
            yield thing
            tell(count)
