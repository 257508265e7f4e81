"""Hears what a store says when it is asked wrongly: nothing of it may be about a person."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable
from typing import Self

from brukermedvirkning.errors import StoreError

__all__ = ["Listener", "StoppedError", "not_shown"]


class StoppedError(Exception):
    """Raised to end a unit of work in the middle."""


class Listener(logging.Handler):
    """Hears what is logged, at every level, and how the errors of a store read."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def __enter__(self) -> Self:
        root = logging.getLogger()
        self._level = root.level
        root.addHandler(self)
        root.setLevel(logging.DEBUG)
        return self

    def __exit__(self, *_fault: object) -> None:
        logging.getLogger().removeHandler(self)
        logging.getLogger().setLevel(self._level)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line."""
        self.said.append(record.getMessage())

    def try_out(self, ask: Callable[[], object]) -> None:
        """Ask, and keep how the error reads where there is one, with all that led to it."""
        try:
            ask()
        except StoreError as error:
            self.said += [repr(error), *map(str, error.args)]
            self.said += traceback.format_exception(error)
            # What a tool that gathers errors would find along the chain.
            chained = error.__context__ or error.__cause__
            self.said += traceback.format_exception(chained) if chained else ()


def not_shown(marker: str, said: Iterable[str]) -> None:
    """Raise `AssertionError` where a marker stands anywhere in what was said."""
    for one in said:
        if marker in one:
            start = one.index(marker)
            words = one[max(start - 60, 0) : start]
            message = f"what is about a person is shown after {words!r}"
            raise AssertionError(message)
