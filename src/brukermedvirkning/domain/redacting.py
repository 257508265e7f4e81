"""What is left of a row once it is redacted: a gap that is seen, never what it said.

Two extents. *Words*: the free texts go and the row stands, with its day and its codes.
*Whole*: everything that the row said goes. Its id and kind, its day, who spoke and about
what stay in their place, so that what names it still names something and the gap is seen
where it is; and it is in error, so that it counts nowhere.
Not erasure of a person: that removes the case. Source: GDPR art. 16-17; definitions 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import attrs

from brukermedvirkning.domain.actors import Item, Redaction
from brukermedvirkning.domain.case import Case, collections, in_order, row_kinds
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import RedactionExtent
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Wording
from brukermedvirkning.domain.record import Id, Record, Text, field_types, is_personal

__all__ = [
    "BLACKED_OUT",
    "redact_alike",
    "redact_row",
    "redacted_in",
    "without_words",
    "words_in",
]

BLACKED_OUT = "\u2588\u2588\u2588"
"""What stands where there must be words and they were redacted; of no language."""

_GONE = "redacted"
# What a row is, when, of whom and about what: not what it said.
_KEPT = ("id", "unit", "redactions", "on")
_ABOUT = ("item_kind", "item", "version", "party", "enrolment")

R = TypeVar("R", bound=Record)


def redact_row(row: Item, redaction: Redaction) -> Item:
    """A row with one gap more; of a row that is gone nothing else changes."""
    redactions = (*row.redactions, redaction)
    if redaction.extent is RedactionExtent.WHOLE:
        return attrs.evolve(_emptied(row), redactions=redactions)
    return attrs.evolve(without_words(row), redactions=redactions)


def redacted_in(case: Case, kind: str, row_id: str, redaction: Redaction) -> Case:
    """A case in which one row has one gap more."""
    name = row_kinds()[kind]
    rows = tuple(
        redact_row(row, redaction) if row.id == row_id else row
        for row in getattr(case, name)
    )
    changed: dict[str, Any] = {name: in_order(rows)}
    return attrs.evolve(case, **changed)


def redact_alike(kept: Case, other: Case) -> Case:
    """Another state of a case, with the same gaps as the one that is kept.

    What its source says again does not bring back what was redacted: of a row that is
    gone the other has what is kept, and no words where words were redacted.
    """
    changed: dict[str, Any] = {}
    for name in collections():
        gaps = {row.id: row for row in getattr(kept, name) if row.redactions}
        rows = getattr(other, name)
        if gaps and any(row.id in gaps for row in rows):
            alike = (
                _alike(gaps[row.id], row) if row.id in gaps else row for row in rows
            )
            changed[name] = in_order(tuple(alike))
    return attrs.evolve(other, **changed) if changed else other


def _alike(kept: Item, row: Item) -> Item:
    if kept.is_gone:
        return kept
    return attrs.evolve(without_words(row), redactions=kept.redactions)


def words_in(value: Any) -> Iterator[str]:
    """Every free text in a value, at any depth; no ids and no codes.

    What a plugin put beside the fields counts as one text, told by its field alone.
    """
    if isinstance(value, (tuple, list)):
        for one in value:
            yield from words_in(one)
    elif isinstance(value, Record):
        for name, _, inner in _words_of(value):
            yield inner if isinstance(inner, str) else name
        for name in _inner(value):
            yield from words_in(getattr(value, name))


def without_words(record: R) -> R:
    """A record without any free text in it, at any depth."""
    changed: dict[str, Any] = {}
    for name, hint, value in _words_of(record):
        changed[name] = (
            FrozenMap()
            if isinstance(value, FrozenMap)
            else (None if _may_be_nothing(hint) else BLACKED_OUT)
        )
    for name in _inner(record):
        value = getattr(record, name)
        emptied: Any = (
            tuple(map(without_words, value))
            if isinstance(value, tuple)
            else without_words(value)
        )
        if emptied != value:
            changed[name] = emptied
    evolve: Any = attrs.evolve
    return evolve(record, **changed) if changed else record


def _words_of(record: Record) -> Iterator[tuple[str, Any, Any]]:
    """The fields of a record with free text in them: name, annotation, value."""
    kind: Any = type(record)
    hints = field_types(kind)
    for field in attrs.fields(kind):
        value = getattr(record, field.name)
        if is_personal(field) and value and _is_text(hints[field.name]):
            yield field.name, hints[field.name], value


def _is_text(hint: Any) -> bool:
    return hint in (Text, FrozenMap) or Text in get_args(hint)


def _may_be_nothing(hint: Any) -> bool:
    return get_origin(hint) in (Union, UnionType)


def _inner(record: Record) -> Iterator[str]:
    """The fields of a record that hold records, one or several."""
    kind: Any = type(record)
    for field in attrs.fields(kind):
        value = getattr(record, field.name)
        first = value[0] if isinstance(value, tuple) and value else value
        if isinstance(first, Record):
            yield field.name


def _emptied(row: Item) -> Item:
    """A row that says nothing but what it is, when, of whom and about what; in error."""
    kind: Any = type(row)
    hints = field_types(kind)
    values: dict[str, Any] = {"registered_in_error": True}
    for field in attrs.fields(kind):
        name = field.name
        if name in _KEPT or name in _ABOUT:
            values[name] = getattr(row, name)
        elif name not in values and field.default is attrs.NOTHING:
            values[name] = _nothing(hints[name], getattr(row, name))
    return kind(**values)  # type: ignore[no-any-return]


def _nothing(hint: Any, value: Any) -> Any:
    """What stands in a field that must have something, and says nothing."""
    origin = get_origin(hint)
    if origin is tuple:
        # The words of a goal: as many versions as stances may be about.
        return tuple(
            Wording(version=one.version, text=BLACKED_OUT)
            for one in value
            if isinstance(one, Wording)
        )
    if origin is Coded:
        return Coded(concept=get_args(hint)[0]("unknown"))
    by_type: dict[Any, Any] = {
        Period: Period(),
        Code: Code(scheme=_GONE, code=_GONE),
        Id: _GONE,
        Text: BLACKED_OUT,
    }
    if hint in by_type:
        return by_type[hint]
    concepts: type[Concept] = hint
    return concepts("unknown")
