"""The same facts in another order: tied rows change places, lists without order turn.

Rows of one day stand by their ids, which say nothing of the world; to change their
places they exchange their ids, and whoever names them names them by the new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any, get_args, get_origin

import attrs

from brukermedvirkning.domain.case import REFERENCES, Case, collections, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Id, Record, field_types

__all__ = ["exchanged_ids", "turned", "with_ids"]

_NAMES_A_ROW = frozenset({"item", "by_representative"}) | {
    field for _, field, _ in REFERENCES
}
_WITHOUT_ORDER = (Id, Period)


def exchanged_ids(case: Case) -> dict[str, str]:
    """A new id for each row that shares its day with others of its kind."""
    renamed: dict[str, str] = {}
    for name in collections():
        for _, tied in groupby(getattr(case, name), lambda row: row.day or date.min):
            ids = [row.id for row in tied]
            if len(ids) > 1:
                renamed |= zip(ids, reversed(ids), strict=True)
    return renamed


def with_ids(case: Case, renamed: Mapping[str, str]) -> Case:
    """The case with other ids of its rows, in their new order and all lists turned."""
    changes: dict[str, Any] = {
        name: in_order(
            tuple(
                attrs.evolve(_renamed(row, renamed), id=renamed.get(row.id, row.id))
                for row in turned(getattr(case, name))
            )
        )
        for name in collections()
    }
    return attrs.evolve(case, **changes)


def _renamed(value: Any, renamed: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_renamed(one, renamed) for one in value)
    kind: Any = type(value)
    if not issubclass(kind, Record) or not renamed:
        return value
    changes: dict[str, Any] = {}
    for name in field_types(kind):
        found = getattr(value, name)
        if name in _NAMES_A_ROW and found:
            new = (
                tuple(renamed.get(one, one) for one in found)
                if isinstance(found, tuple)
                else renamed.get(found, found)
            )
        else:
            new = _renamed(found, renamed)
        if new != found:
            changes[name] = new
    return attrs.evolve(value, **changes) if changes else value


def turned(value: Any) -> Any:
    """The value with every list that has no order of its own the other way round."""
    if isinstance(value, tuple):
        return tuple(map(turned, value))
    kind: Any = type(value)
    if not issubclass(kind, Record):
        return value
    changes = dict(_turned_fields(value, kind))
    return attrs.evolve(value, **changes) if changes else value


def _turned_fields(value: Any, kind: Any) -> Iterator[tuple[str, Any]]:
    for name, hint in field_types(kind).items():
        found = getattr(value, name)
        new = turned(found)
        if get_origin(hint) is tuple and _has_no_order(get_args(hint)[0]):
            new = new[::-1]
        if new != found:
            yield name, new


def _has_no_order(hint: Any) -> bool:
    return (
        hint in _WITHOUT_ORDER
        or get_origin(hint) is Coded
        or (isinstance(hint, type) and issubclass(hint, Concept))
    )
