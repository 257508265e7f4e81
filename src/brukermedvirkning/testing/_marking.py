"""A marker in every personal field, by which a leak can be seen."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar, cast, get_args, get_origin

import attrs

from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.journal import Entry
from brukermedvirkning.domain.record import Record, field_types, is_personal
from brukermedvirkning.errors import InvalidRecordError

__all__ = ["marked"]

R = TypeVar("R", bound=Record)


def marked(record: R, marker: str) -> R:
    """The same record with the marker in every personal text of it, at any depth.

    Texts that were not recorded are filled too, where the record then holds together.
    The marker must be fit for an id.
    """
    below: dict[str, Any] = {}
    personal: dict[str, Any] = {}
    there: dict[str, Any] = {}
    kind: Any = type(record)
    hints = field_types(kind)
    for field in attrs.fields(kind):
        value = getattr(record, field.name)
        if is_personal(field):
            personal[field.name] = _marked_value(hints[field.name], marker, field.name)
            if value is not None:
                there[field.name] = personal[field.name]
        else:
            below[field.name] = _below(value, marker)
    if isinstance(record, Entry):
        return cast(R, attrs.evolve(record, **_entry(record, marker)))
    evolve: Any = attrs.evolve
    try:
        return cast(R, evolve(record, **below, **personal))
    except InvalidRecordError:
        return cast(R, evolve(record, **below, **there))


def _below(value: Any, marker: str) -> Any:
    if isinstance(value, tuple):
        return tuple(_below(entry, marker) for entry in value)
    return marked(value, marker) if isinstance(value, Record) else value


def _marked_value(hint: Any, marker: str, name: str) -> Any:
    """A value with the marker; of two fields of a record never the same."""
    if hint is FrozenMap:
        return FrozenMap({marker: {marker: [f"{marker} {name}"]}})
    known = hint if get_origin(hint) is Annotated else get_args(hint)[0]
    assert get_args(known)[0] is str
    return f"{marker} {name}"


def _entry(entry: Entry, marker: str) -> dict[str, Any]:
    """An entry's payload and its digest belong together."""
    head = marked(entry.head, marker)
    if entry.payload is None or entry.salt is None:
        return {"head": head}
    payload, salt = f"{marker} payload", f"{marker} salt"
    digest = Entry.digest(payload, salt)
    head = attrs.evolve(head, payload_digest=digest)
    return {"head": head, "payload": payload, "salt": salt}
