"""Faults of a document that are seen before any record is made of it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from typing import Any, TypeAlias, cast, get_args, get_origin

from brukermedvirkning.domain.documents import DOCUMENTS
from brukermedvirkning.domain.record import Record, field_types
from brukermedvirkning.errors import Fault
from brukermedvirkning.serialization._text import Doubled

__all__ = ["Path", "doubled_keys", "fault_at", "place", "unknown_fields"]

Path: TypeAlias = tuple[str | int, ...]


def unknown_fields(
    found: dict[str, Any], known: list[str], record: str, where: str
) -> Iterator[Fault]:
    """A fault for each key that is no field: its place and the nearest right name.

    The key itself is not shown, for somebody may have written a name there.
    """
    for number, key in enumerate(found, start=1):
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            yield Fault(
                where=where,
                found=f"an unknown field, number {number} of {len(found)}",
                expected=f"the fields of {record}{hint}",
            )


def doubled_keys(document: Any) -> Iterator[Fault]:
    """A fault for each key that stands twice in one object."""
    # Not recursive: a document may be nested more deeply than Python likes to call.
    waiting: list[tuple[Any, Path]] = [(document, ())]
    while waiting:
        value, path = waiting.pop()
        if isinstance(value, Doubled):
            keys = list(value)
            for key in value.keys_doubled:
                yield fault_at(
                    # Below what we have no name for, a key may be anything.
                    tuple(takewhile(_is_ours, path)),
                    found=f"a field twice, number {keys.index(key) + 1}",
                    expected="each field once",
                )
        if isinstance(value, dict):
            waiting.extend((entry, (*path, key)) for key, entry in value.items())
        elif isinstance(value, list):
            waiting.extend((entry, (*path, n)) for n, entry in enumerate(value))


def place(path: Path) -> str:
    """A path as text: `case.contacts[2].form`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text


def _is_ours(step: str | int) -> bool:
    return isinstance(step, int) or step in _field_names()


@cache
def _field_names() -> frozenset[str]:
    """The names of every field that can stand in a document."""
    names = set(DOCUMENTS)
    waiting: list[Any] = list(DOCUMENTS.values())
    seen: set[Any] = set()
    while waiting:
        hint = waiting.pop()
        waiting.extend(get_args(hint))
        record: Any = get_origin(hint) or hint
        if record in seen or not isinstance(record, type):
            continue
        seen.add(record)
        if issubclass(record, Record):
            hints = field_types(cast(Any, record))
            names |= hints.keys()
            waiting.extend(hints.values())
    return frozenset(names)


def fault_at(path: Path, *, found: str, expected: str) -> Fault:
    """A fault at a place of a document."""
    last = path[-1] if path else ""
    return Fault(
        where=place(path),
        field=last if isinstance(last, str) else "",
        found=found,
        expected=expected,
    )
