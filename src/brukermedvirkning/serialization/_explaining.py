"""Why a document was refused: every fault in it, each with its path.

Nothing of a foreign exception is kept: it may hold what was found. Only what was refused
comes here, and with it cattrs, which is slow to import.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from brukermedvirkning.domain.documents import DOCUMENTS
from brukermedvirkning.errors import Fault, InvalidRecordError
from brukermedvirkning.serialization._converter import expected_of, make_converter
from brukermedvirkning.serialization._faults import (
    Path,
    fault_at,
    place,
    unknown_fields,
)
from brukermedvirkning.serialization._values import MisfitError

__all__ = ["explained"]

# What a converter may raise for a document that does not fit.
_REFUSALS = (
    AttributeError,
    BaseValidationError,
    ForbiddenExtraKeysError,
    LookupError,
    TypeError,
    ValueError,
)
# How a case names a row of its own: the collection, the row's id, and what is inside.
_ROW = re.compile(r"(?P<rows>\w+)\[(?P<id>.*)\](?P<inside>[.\w]*)", re.DOTALL)


@cache
def _converter() -> Converter:
    return make_converter()


def explained(raw: Any, name: str) -> tuple[Any, list[Fault]]:
    """The record of plain values, or None and every fault."""
    try:
        # What was refused without a fault would be a fault of ours, and is read.
        return _converter().structure(raw, DOCUMENTS[name]), []
    except _REFUSALS as error:
        return None, list(_faults_of(error, {name: raw}, (name,)))


def _faults_of(error: Exception, document: Any, path: Path = ()) -> Iterator[Fault]:
    """Every fault in what a detailed converter raised, in the order it found them."""
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from _faults_of(inner, document, path + _steps(inner))
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
        yield fault_at(path, found=error.found, expected=error.expected)
    else:
        # cattrs lets a field that is not there be a KeyError.
        note = _note(error)
        wanted = "what the format describes" if note is None else expected_of(note.type)
        yield fault_at(path, found="nothing", expected=wanted)


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
