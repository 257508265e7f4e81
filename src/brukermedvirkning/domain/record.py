"""What every value of the domain has in common: complete and valid at birth.

A class says the shape of a field by its annotation alone. The same annotation is read
by the check at birth, by the JSON Schema, by the expression language and by the
generated test data, so that there is one statement of every shape.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timezone
from functools import cache
from types import MappingProxyType
from typing import (
    Annotated,
    Any,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs

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

WHOLE_LIMIT = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact (RFC 7493, 2.2)."""

PERSONAL: Mapping[str, bool] = MappingProxyType({"personal": True})
"""Metadata of a field with a person in it; such a field also has `repr=False`."""


@attrs.frozen
class Shape:
    """A limit on a text or a whole number, beyond its type."""

    expected: str
    holds: Callable[[Any], bool] = attrs.field(repr=False, eq=False)
    schema: tuple[tuple[str, Any], ...] = ()


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


def _is_whole(value: int, least: int = -WHOLE_LIMIT) -> bool:
    return least <= value <= WHOLE_LIMIT


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
        lambda value: _is_whole(value, 0),
        (("minimum", 0), ("maximum", WHOLE_LIMIT)),
    ),
]
Ordinal: TypeAlias = Annotated[
    int,
    Shape(
        "a whole number from 1",
        lambda value: _is_whole(value, 1),
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

    For documents that the library itself wrote, read by something that checks their
    types. It holds for the thread or task that enters it and for no other.
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
        kind: type = type(self)
        faults = [
            Fault(
                field=name, found=describe(value, personal=personal), expected=expected
            )
            for name, fits, expected, personal, default in _checks(kind)
            # A default was found to fit when the checks were made; most fields have it.
            if (value := getattr(self, name)) is not default and not fits(value)
        ]
        if not faults:
            faults = list(self._invariants())
        if faults:
            raise InvalidRecordError(kind.__name__, tuple(faults))

    def _invariants(self) -> Iterator[Fault]:
        """The faults that only several fields together show; asked when types fit."""
        return iter(())


def describe(value: object, *, personal: bool = False) -> str:
    """What a fault may say of a value: of a personal one only kind and length."""
    kind = _KINDS.get(type(value), type(value).__name__)
    if isinstance(value, (str, bytes, tuple, list, Mapping)):
        size = f"{kind} of length {len(value)}"
    else:
        size = kind
    if personal or isinstance(value, Record):
        return size
    if value is None:
        return "nothing"
    if isinstance(value, int) and not _is_whole(value):
        return "a number too large to be exact everywhere"
    if isinstance(value, (int, float, date, Concept)):
        return str(value)
    if isinstance(value, str) and len(value) <= 60:
        return repr(str(value))
    return size


_KINDS: dict[type, str] = {
    str: "text",
    bytes: "bytes",
    tuple: "rows",
    list: "a list",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "nothing",
    date: "a date",
    datetime: "an instant",
    FrozenMap: "a map",
}


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


Fits: TypeAlias = Callable[[Any], bool]
Check: TypeAlias = tuple[Fits, str]


@cache
def _checks(record: type) -> tuple[tuple[str, Fits, str, bool, Any], ...]:
    hints = field_types(record)
    checks = []
    for field in attrs.fields(record):
        fits, expected = _check(hints[field.name])
        # No value is NOTHING, nor a factory: such a field is always checked.
        default = field.default if fits(field.default) else attrs.NOTHING
        checks.append((field.name, fits, expected, is_personal(field), default))
    return tuple(checks)


def _check(hint: Any) -> Check:
    """A test for one annotation, and what it asks for in words."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _check_shape(arguments[0], arguments[1])
    if origin in (Union, types.UnionType):
        (inner,) = (part for part in arguments if part is not type(None))
        fits, expected = _check(inner)
        return lambda value: value is None or fits(value), f"{expected}, or nothing"
    if origin is tuple:
        fits, expected = _check(arguments[0])
        return (
            lambda value: type(value) is tuple and all(map(fits, value)),
            f"a tuple of {expected}",
        )
    if origin is Callable:
        return callable, "a function"
    if hasattr(origin, "check_argument"):
        return cast(Check, origin.check_argument(arguments[0]))
    if isinstance(hint, TypeVar):
        return lambda value: isinstance(value, Concept), "a concept"
    return _check_type(hint)


def _check_shape(kind: type, shape: Shape) -> Check:
    holds = shape.holds
    return lambda value: type(value) is kind and holds(value), shape.expected


def _check_type(kind: type) -> Check:
    if kind is datetime:
        return _is_instant, "an instant with a fixed offset in whole minutes"
    if kind is date:
        # A datetime is a date to Python, and not to us.
        return (
            lambda value: (
                type(value) is date
                or (isinstance(value, date) and not isinstance(value, datetime))
            ),
            "a date",
        )
    if issubclass(kind, Concept):
        return lambda value: type(value) is kind, f"a member of {kind.__name__}"
    if kind is int:
        return lambda value: type(value) is int and _is_whole(value), "a whole number"
    return lambda value: type(value) is kind, _KINDS.get(kind, f"a {kind.__name__}")


def _is_instant(value: Any) -> bool:
    if not isinstance(value, datetime):
        return False
    zone = value.tzinfo
    return isinstance(zone, timezone) and not zone.utcoffset(None).total_seconds() % 60
