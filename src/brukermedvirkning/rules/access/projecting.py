"""How a row is made less: a field as if nobody had recorded it, a name left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, get_args

import attrs

from brukermedvirkning.domain.case import REFERENCES
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ItemKind
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.domain.record import Record, field_types
from brukermedvirkning.domain.rights import Complaint

__all__ = ["altered", "told", "without"]

R = TypeVar("R", bound=Record)


def altered(record: R, values: Mapping[str, Any]) -> R:
    """A record with these values in its fields; the same one where none is another."""
    evolve: Any = attrs.evolve
    others = {name: one for name, one in values.items() if one != getattr(record, name)}
    return evolve(record, **others) if others else record


def without(record: R, path: str) -> R:
    """A record with one field as if nobody had recorded it."""
    name, _, below = path.partition(".")
    if not below:
        return altered(record, {name: _nothing(type(record), name)})
    inner = getattr(record, name)
    return record if inner is None else altered(record, {name: without(inner, below)})


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
        elif value not in ids[targets]:
            changed[field] = None
    if isinstance(row, Decision) and row.item not in known:
        changed.update(item=None, item_kind=None)
    if isinstance(row, Complaint) and row.item is not None and row.item not in known:
        # About the service: all that this reader may know of what it is about.
        changed.update(item=None, item_kind=ItemKind.SERVICE)
    return _unspoken(altered(row, changed), ids["team"])


def _unspoken(value: Any, team: frozenset[str]) -> Any:
    """The value without representatives that the reader does not see, at any depth."""
    if isinstance(value, tuple):
        return tuple(_unspoken(one, team) for one in value)
    if not isinstance(value, Record):
        return value
    kind: Any = type(value)
    values = {name: getattr(value, name) for name in attrs.fields_dict(kind)}
    return altered(
        value,
        {
            name: _unspoken(one, team)
            if name != "by_representative" or one in team
            else None
            for name, one in values.items()
        },
    )
