"""From what cattrs collected to the faults of a document, each with its path.

Nothing of a foreign exception is kept: it may hold what was found.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from typing import Any, TypeAlias, cast, get_args, get_origin

import attrs
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from brukermedvirkning.domain.documents import DOCUMENTS
from brukermedvirkning.domain.record import Record, field_types
from brukermedvirkning.errors import Fault, InvalidRecordError
from brukermedvirkning.serialization._converter import MisfitError, expected_of
from brukermedvirkning.serialization._text import Doubled

__all__ = ["doubled_keys", "faults_of", "place", "unknown_fields"]

Path: TypeAlias = tuple[str | int, ...]

# How a case names a row of its own: the collection, the row's id, and what is inside.
_ROW = re.compile(r"(?P<rows>\w+)\[(?P<id>.*)\](?P<inside>[.\w]*)", re.DOTALL)


def faults_of(error: Exception, document: Any, path: Path = ()) -> Iterator[Fault]:
    """Every fault in what a detailed converter raised, in the order it found them."""
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from faults_of(inner, document, path + _steps(inner))
    elif isinstance(error, InvalidRecordError):
        for fault in error.faults:
            yield _carried_over(fault, document, path)
    elif isinstance(error, ForbiddenExtraKeysError):
        record = get_origin(error.cl) or error.cl
        known = [field.name for field in attrs.fields(record)]
        yield from unknown_fields(
            _at(document, path), known, record.__name__, place(path)
        )
    elif isinstance(error, MisfitError):
        yield _fault(path, found=error.found, expected=error.expected)
    else:
        # cattrs lets a field that is not there be a KeyError.
        note = _note(error)
        wanted = "what the format describes" if note is None else expected_of(note.type)
        yield _fault(path, found="nothing", expected=wanted)


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
                yield _fault(
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


def _fault(path: Path, *, found: str, expected: str) -> Fault:
    last = path[-1] if path else ""
    return Fault(
        where=place(path),
        field=last if isinstance(last, str) else "",
        found=found,
        expected=expected,
    )


def _note(error: Exception) -> AttributeValidationNote | IterableValidationNote | None:
    """Which field or row of the record around it an exception was raised for."""
    kinds = (AttributeValidationNote, IterableValidationNote)
    notes = getattr(error, "__notes__", ())
    return next((note for note in notes if isinstance(note, kinds)), None)


def _steps(error: Exception) -> Path:
    note = _note(error)
    if note is None:
        return ()
    return (note.name if isinstance(note, AttributeValidationNote) else note.index,)


def _at(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


def _carried_over(fault: Fault, document: Any, path: Path) -> Fault:
    """A record's own fault, its path begun at the document and rows by their number."""
    inside = fault.where
    if match := _ROW.fullmatch(inside):
        ids = [row["id"] for row in _at(document, path)[match["rows"]]]
        inside = f"{match['rows']}[{ids.index(match['id'])}]{match['inside']}"
    parts = (place(path), inside, fault.field)
    return attrs.evolve(fault, where=".".join(part for part in parts if part))
