"""What every value of the domain has in common: complete and valid at birth.

A class says the shape of a field by its annotation alone. The same annotation is read
by the check at birth, by the JSON Schema, by the expression language and by the
generated test data, so that there is one statement of every shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, TypeAlias, get_type_hints

import attrs

from brukermedvirkning.domain.checks import (
    KINDS,
    WHOLE_LIMIT,
    Check,
    Shape,
    is_whole,
    written_check,
)
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.errors import Fault, InvalidRecordError

__all__ = [
    "PERSONAL",
    "WHOLE_LIMIT",
    "Id",
    "Minutes",
    "Number",
    "Ordinal",
    "Record",
    "Shape",
    "Text",
    "describe",
    "field_types",
    "is_personal",
    "trusted",
]

PERSONAL: Mapping[str, bool] = MappingProxyType({"personal": True})
"""Metadata of a field with a person in it; such a field also has `repr=False`."""


def _is_text(value: str) -> bool:
    if value.isascii():
        return bool(value)
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


# Written out, and not `str.isprintable`: what is printable grows with each release of
# Unicode, and a document must mean the same under every Python and in JSON Schema.
_BLANK = r" \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN = (
    r"\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb"
)
_ID_PATTERN = f"^[^{_BLANK}]([\\s\\S]*[^{_BLANK}])?$"
_UNSEEN_PATTERN = f"[{_UNSEEN}]"
_find_unseen = re.compile(_UNSEEN_PATTERN).search
_match_id = re.compile(_ID_PATTERN).match


def _is_id(value: str) -> bool:
    if value.isascii():
        return bool(value) and value.isprintable() and value.strip() == value
    return bool(
        _is_text(value) and not _find_unseen(value) and _match_id(value) is not None
    )


Id: TypeAlias = Annotated[
    str,
    Shape(
        "an id: printable text, no blank at its ends",
        _is_id,
        (
            ("minLength", 1),
            ("pattern", _ID_PATTERN),
            ("not", FrozenMap({"pattern": _UNSEEN_PATTERN})),
        ),
    ),
]
Text: TypeAlias = Annotated[
    str, Shape("text that is not empty", _is_text, (("minLength", 1),))
]
Number: TypeAlias = Annotated[
    int,
    Shape(
        "a whole number from 0",
        lambda value: is_whole(value, 0),
        (("minimum", 0), ("maximum", WHOLE_LIMIT)),
    ),
]
Ordinal: TypeAlias = Annotated[
    int,
    Shape(
        "a whole number from 1",
        lambda value: is_whole(value, 1),
        (("minimum", 1), ("maximum", WHOLE_LIMIT)),
    ),
]
Minutes: TypeAlias = Annotated[
    int,
    Shape(
        "whole minutes, 0 to 10080 (a week)",
        lambda value: 0 <= value <= 10_080,
        (("minimum", 0), ("maximum", 10_080)),
    ),
]


_TRUSTED: ContextVar[bool] = ContextVar("trusted", default=False)


@contextmanager
def trusted() -> Iterator[None]:
    """Records born in this block are not checked: they were, when they were first born.

    For what is known to fit. It holds for the thread or task that enters it and for no
    other.
    """
    token = _TRUSTED.set(True)
    try:
        yield
    finally:
        _TRUSTED.reset(token)


class Record:
    """The base of every domain value: checks types, shapes and invariants at birth.

    Subclasses are `@attrs.frozen(kw_only=True)`. Raises `InvalidRecordError` with all
    faults together. A subclass states what its annotations cannot say in `_invariants`.
    """

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        if _TRUSTED.get():
            return
        kind: Any = type(self)
        check, may_not_go_together = _checks(kind)
        if wrong := check(self):
            raise InvalidRecordError(kind.__name__, tuple(_faults(self, wrong)))
        if may_not_go_together:
            self.check_together()

    def _invariants(self) -> Iterator[Fault]:
        """The faults that only several fields together show; asked when types fit."""
        return iter(())

    @classmethod
    def has_invariants(cls) -> bool:
        """Whether a class states what only several fields together show."""
        return cls._invariants is not Record._invariants

    def check_together(self) -> None:
        """Raises `InvalidRecordError` where the fields do not go together."""
        if faults := tuple(self._invariants()):
            raise InvalidRecordError(type(self).__name__, faults)


def describe(value: object, *, personal: bool = False) -> str:
    """What a fault may say of a value: of a personal one only kind and length."""
    kind = KINDS.get(type(value), type(value).__name__)
    if isinstance(value, (str, bytes, tuple, list, Mapping)):
        size = f"{kind} of length {len(value)}"
    else:
        size = kind
    if personal or isinstance(value, Record):
        return size
    if value is None:
        return "nothing"
    if isinstance(value, int) and not is_whole(value):
        return "a number too large to be exact everywhere"
    if isinstance(value, (int, float, date, Concept)):
        return str(value)
    if isinstance(value, str) and len(value) <= 60:
        return repr(str(value))
    return size


@cache
def field_types(record: type) -> Mapping[str, Any]:
    """The annotation of each field of a record class, resolved, shapes included."""
    hints = get_type_hints(record, include_extras=True)
    return MappingProxyType(
        {field.name: hints[field.name] for field in attrs.fields(record)}
    )


def is_personal(field: attrs.Attribute[Any]) -> bool:
    """Whether a field has a person in it: an id, a name, a free text."""
    return bool(field.metadata.get("personal"))


@cache
def _checks(record: Any) -> tuple[Check, bool]:
    check = written_check(attrs.fields(record), field_types(record))
    return check, record.has_invariants()


def _faults(record: Record, wrong: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    fields = attrs.fields_dict(type(record))  # type: ignore[arg-type]
    for name, expected in wrong:
        personal = is_personal(fields[name])
        found = describe(getattr(record, name), personal=personal)
        yield Fault(field=name, found=found, expected=expected)
