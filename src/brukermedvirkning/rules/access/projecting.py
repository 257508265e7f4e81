"""How a row is made less: a field as if nobody had recorded it, a name left out."""

from __future__ import annotations

from typing import Any, TypeVar, get_args

import attrs

from brukermedvirkning.domain.case import REFERENCES
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ItemKind
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.domain.record import Record, field_types
from brukermedvirkning.domain.rights import Complaint

__all__ = ["told", "without"]

R = TypeVar("R", bound=Record)


def without(record: R, path: str) -> R:
    """A record with one field as if nobody had recorded it."""
    evolve: Any = attrs.evolve
    name, _, below = path.partition(".")
    if not below:
        return evolve(record, **{name: _nothing(type(record), name)})  # type: ignore[no-any-return]
    inner = getattr(record, name)
    if inner is None:
        return record
    return evolve(record, **{name: without(inner, below)})  # type: ignore[no-any-return]


def _nothing(record: Any, name: str) -> Any:
    """What a field says when nobody has recorded it: its default, or *unknown*."""
    default = attrs.fields_dict(record)[name].default
    if default is attrs.NOTHING:
        (concepts,) = get_args(field_types(record)[name])
        return Coded(concept=concepts("unknown"))
    factory = getattr(default, "factory", None)
    return default if factory is None else factory()


def told(
    name: str, row: Any, ids: dict[str, frozenset[str]], known: frozenset[str]
) -> Any:
    """A row without the names of rows that the reader does not see."""
    changed: dict[str, Any] = {}
    for collection, field, targets in REFERENCES:
        if collection != name:
            continue
        value = getattr(row, field)
        if isinstance(value, tuple):
            changed[field] = tuple(one for one in value if one in ids[targets])
        elif value is not None and value not in ids[targets]:
            changed[field] = None
    if isinstance(row, Decision) and row.item not in known:
        changed |= {"item": None, "item_kind": None}
    if isinstance(row, Complaint) and row.item is not None and row.item not in known:
        # About the service: all that this reader may know of what it is about.
        changed |= {"item": None, "item_kind": ItemKind.SERVICE}
    told = attrs.evolve(row, **changed) if changed else row
    return _unspoken(told, ids["team"])


def _unspoken(value: Any, team: frozenset[str]) -> Any:
    """The value without representatives that the reader does not see, at any depth."""
    if isinstance(value, tuple):
        return tuple(_unspoken(one, team) for one in value)
    if not isinstance(value, Record):
        return value
    changed: dict[str, Any] = {}
    kind: Any = type(value)
    fields: tuple[Any, ...] = attrs.fields(kind)
    for field in fields:
        old = getattr(value, field.name)
        if field.name == "by_representative":
            new = old if old in team else None
        else:
            new = _unspoken(old, team)
        if new is not old and new != old:
            changed[field.name] = new
    evolve: Any = attrs.evolve
    return evolve(value, **changed) if changed else value
