"""Whole documents: the envelope around a record, read strictly and written one way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.documents import (
    DOCUMENTS,
    HAPPENINGS,
    document_format,
    document_name,
)
from brukermedvirkning.domain.happenings import Happening
from brukermedvirkning.domain.record import Record
from brukermedvirkning.errors import DocumentError, Fault
from brukermedvirkning.serialization._faults import doubled_keys, unknown_fields
from brukermedvirkning.serialization._plain import writer
from brukermedvirkning.serialization._strict import reader
from brukermedvirkning.serialization._text import kind_of, parse, write
from brukermedvirkning.serialization._upcasters import (
    UPCASTERS,
    Upcaster,
    current_version,
    lift,
)

__all__ = [
    "content_hash",
    "from_document",
    "from_own_document",
    "to_document",
    "unstructure",
]

R = TypeVar("R", bound=Record)


def unstructure(record: Record) -> dict[str, Any]:
    """A record as plain JSON values, defaults left out.

    Keys stand in the order of the fields, those without a default first.
    """
    kind: Any = type(record)
    return writer(kind)(record)


def to_document(record: Record, *, upcasters: Sequence[Upcaster] = UPCASTERS) -> str:
    """The one document of a record. Raises `KeyError` for one that has none."""
    name = document_name(type(record))
    return write(
        {
            "format": document_format(name),
            "version": current_version(name, upcasters),
            name: unstructure(record),
        }
    )


def content_hash(case: Case) -> str:
    """The SHA-256 of a case's document, by which the same content again is known.

    When it was imported and the hash itself are left out, so that a case that carries
    its own hash still has the same one.
    """
    from hashlib import sha256

    origin = attrs.evolve(case.origin, content_hash=None, imported_at=None)
    document = to_document(attrs.evolve(case, origin=origin))
    return sha256(document.encode()).hexdigest()


def from_document(
    text: str | bytes,
    kind: type[R],
    *,
    source: str = "",
    upcasters: Sequence[Upcaster] = UPCASTERS,
) -> R:
    """The record of a document, read strictly. `Happening` stands for any happening.

    `source` names the document in faults. Raises `DocumentError` with every fault.
    """
    parsed = parse(text, source)
    faults = list(doubled_keys(parsed.value)) if parsed.has_doubled else []
    names = tuple(HAPPENINGS) if kind is Happening else (document_name(kind),)
    name, version, envelope_faults = _opened(parsed.value, names, upcasters)
    faults += envelope_faults
    record: R | None = None
    if name is not None:
        raw = lift(name, version, parsed.value[name], upcasters, source)
        record, record_faults = _structured(raw, name)
        faults += record_faults
    if faults or record is None:
        raise DocumentError(tuple(attrs.evolve(f, source=source) for f in faults))
    return record


def from_own_document(text: str | bytes, kind: type[R]) -> R:
    """The record of a document that this library wrote, read as fast as can be.

    Only for what a store or an export of ours has written: doubled keys are not looked
    for, and nor is what a record asks at its birth. Uses msgspec where it is installed
    (extra `fast`), and else, and for whatever msgspec cannot read, `from_document`.
    Raises `DocumentError` with every fault.
    """
    record = _read_fast(text, kind)
    return from_document(text, kind) if record is None else record


def _read_fast(text: str | bytes, kind: type[R]) -> R | None:
    try:
        from brukermedvirkning.serialization._fast import read
    except ImportError:
        return None
    return read(text, kind)


def _structured(raw: Any, name: str) -> tuple[Any, list[Fault]]:
    """The record of plain values, or None and every fault."""
    kind: Any = DOCUMENTS[name]
    try:
        return reader(kind)(raw), []
    except (AttributeError, LookupError, TypeError, ValueError):
        pass
    # Not above: most documents fit, and cattrs is slow to import.
    from brukermedvirkning.serialization._explaining import explained

    return explained(raw, name)


def _opened(
    document: Any, names: Sequence[str], upcasters: Sequence[Upcaster]
) -> tuple[str | None, int, list[Fault]]:
    """The name and version of the record inside, or None and what is wrong around it."""
    formats = {document_format(name): name for name in names}
    if not isinstance(document, dict):
        fault = Fault(
            found=kind_of(document),
            expected=f'an object with "format", "version" and {_either(names)}',
        )
        return None, 0, [fault]
    found = document.get("format")
    name = formats.get(found) if isinstance(found, str) else None
    if name is None:
        return None, 0, [_wrong_format(document, tuple(formats))]
    faults = list(
        unknown_fields(document, ["format", "version", name], "the document", "")
    )
    faults += _version_faults(document, current_version(name, upcasters))
    if name not in document:
        faults.append(
            Fault(where=name, field=name, found="nothing", expected="an object")
        )
    elif not any(fault.field == "version" for fault in faults):
        return name, document["version"], faults
    return None, 0, faults


def _wrong_format(document: Mapping[str, Any], formats: Sequence[str]) -> Fault:
    found: Any = document.get("format")
    others = map(document_format, DOCUMENTS)
    if "format" not in document:
        shown = "nothing"
    else:
        # One of our own formats may be shown; anything else may be anything.
        shown = repr(found) if found in tuple(others) else kind_of(found)
    return Fault(where="format", field="format", found=shown, expected=_either(formats))


def _version_faults(document: Mapping[str, Any], current: int) -> Iterator[Fault]:
    found: Any = document.get("version")
    if type(found) is int and 1 <= found <= current:
        return
    newer = type(found) is int and current < found < 1_000
    yield Fault(
        where="version",
        field="version",
        found=f"{found}, of a newer release" if newer else _shown(document, "version"),
        expected="1" if current == 1 else f"1 to {current}",
    )


def _shown(document: Mapping[str, Any], field: str) -> str:
    return kind_of(document[field]) if field in document else "nothing"


def _either(words: Sequence[str]) -> str:
    return " or ".join(repr(word) for word in words)
