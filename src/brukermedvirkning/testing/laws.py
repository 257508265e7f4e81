"""Laws as values: one sentence that must hold, with the check that says whether it does.

A law is about a subject (a way to open a store, a rule, a reader) and holds whoever
wrote it. Its id is public and is never renamed or used again for another sentence.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from typing import Any, Generic, TypeVar

import attrs

__all__ = ["Law", "law", "same"]

S = TypeVar("S")


@attrs.frozen(kw_only=True)
class Law(Generic[S]):
    """One sentence that must hold of a subject, since a version of the library.

    `check` raises where it does not hold. `needs` names the capabilities that a subject
    must claim for the law to be asked of it at all.
    """

    id: str
    since: str
    sentence: str
    needs: frozenset[str] = frozenset()
    check: Callable[[S], None] = attrs.field(repr=False)

    def hold(self, subject: S) -> None:
        """Check the law; what is raised carries the sentence that does not hold."""
        try:
            self.check(subject)
        except Exception as fault:
            fault.add_note(f"Broken law {self.id}: {self.sentence}")
            raise


def law(
    law_id: str, *, since: str, needs: Collection[str] = ()
) -> Callable[[Callable[[S], None]], Law[S]]:
    """Make a law out of its check, whose docstring is the sentence."""

    def made(check: Callable[[S], None]) -> Law[S]:
        sentence = " ".join((inspect.getdoc(check) or "").split())
        return Law(
            id=law_id,
            since=since,
            sentence=sentence,
            needs=frozenset(needs),
            check=check,
        )

    return made


def same(expected: Any, actual: Any, what: str) -> None:
    """Raise `AssertionError`, saying what was looked at, where two values differ.

    Not an `assert`, so that a law also holds under `python -O`.
    """
    if expected != actual:
        message = f"{what}: expected {expected!r}, found {actual!r}"
        raise AssertionError(message)
