"""The check of a record at birth, written for each class out of its annotations.

A loop over the fields would look up each by name and call a function or two for it. Every
record of every case passes here, so the check is written out as attrs writes constructors
and costs less than half of that. A field that has its default is passed over: that the
default fits was found when the check was written.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timezone
from typing import Annotated, Any, TypeAlias, TypeVar, Union, get_args, get_origin

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.written import Names

__all__ = ["KINDS", "WHOLE_LIMIT", "Check", "Shape", "is_whole", "written_check"]

WHOLE_LIMIT = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact (RFC 7493, 2.2)."""

KINDS: Mapping[type, str] = types.MappingProxyType(
    {
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
)
"""What a fault calls a value of a type."""


@attrs.frozen
class Shape:
    """A limit on a text or a whole number, beyond its type."""

    expected: str
    holds: Callable[[Any], bool] = attrs.field(repr=False, eq=False)
    schema: tuple[tuple[str, Any], ...] = ()


def is_whole(value: int, least: int = -WHOLE_LIMIT) -> bool:
    """Whether a whole number is one that every JSON reader keeps exact."""
    return least <= value <= WHOLE_LIMIT


Check: TypeAlias = Callable[[Any], list[tuple[str, str]]]
"""The fields of a record that do not fit, each with what it asks for."""


def written_check(
    fields: Iterable[attrs.Attribute[Any]], hints: Mapping[str, Any]
) -> Check:
    """The check of a class with these fields, annotated so."""
    names = Names()
    tests = [(field, *_test(hints[field.name], names)) for field in fields]
    alone = ", ".join(f"lambda value: {test}" for _, test, _ in tests)
    fits = names.run(f"fits = ({alone},)", "fits")
    lines = ["def check(record):", " wrong = []"]
    for (field, test, expected), holds in zip(tests, fits, strict=True):
        told = names.keep((field.name, expected))
        # No value is NOTHING, nor a factory: such a field is always checked.
        spared = names.keep(field.default if holds(field.default) else attrs.NOTHING)
        lines.append(f" value = record.{field.name}")
        lines.append(f" if not (value is {spared} or {test}): wrong.append({told})")
    lines.append(" return wrong")
    check: Check = names.run("\n".join(lines), "check")
    return check


def _function(test: str, names: Names) -> Callable[[Any], bool]:
    """A test as a function of its own."""
    fits: Callable[[Any], bool] = names.run(f"fits = lambda value: {test}", "fits")
    return fits


def _test(hint: Any, names: Names) -> tuple[str, str]:
    """A test of `value` for one annotation, and what it asks for in words."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        kind, shape = arguments
        holds = names.keep(shape.holds)
        return f"type(value) is {kind.__name__} and {holds}(value)", shape.expected
    if origin in (Union, types.UnionType):
        (inner,) = (part for part in arguments if part is not type(None))
        test, expected = _test(inner, names)
        return f"value is None or {test}", f"{expected}, or nothing"
    if origin is tuple:
        test, expected = _test(arguments[0], names)
        each = names.keep(_function(test, names))
        return (
            f"type(value) is tuple and all(map({each}, value))",
            f"a tuple of {expected}",
        )
    if origin is Callable:
        return "callable(value)", "a function"
    if hasattr(origin, "check_argument"):
        fits, expected = origin.check_argument(arguments[0])
        return f"{names.keep(fits)}(value)", expected
    if isinstance(hint, TypeVar):
        return f"isinstance(value, {names.keep(Concept)})", "a concept"
    return _test_type(hint, names)


def _test_type(kind: type, names: Names) -> tuple[str, str]:
    if kind is datetime:
        fits = names.keep(_is_instant)
        return f"{fits}(value)", "an instant with a fixed offset in whole minutes"
    exact = f"type(value) is {names.keep(kind)}"
    if kind is date:
        # A datetime is a date to Python, and not to us.
        return f"({exact} or {names.keep(_is_day)}(value))", "a date"
    if issubclass(kind, Concept):
        return exact, f"a member of {kind.__name__}"
    if kind is int:
        return f"{exact} and {names.keep(is_whole)}(value)", "a whole number"
    return exact, KINDS.get(kind, f"a {kind.__name__}")


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_instant(value: Any) -> bool:
    if not isinstance(value, datetime):
        return False
    zone = value.tzinfo
    return isinstance(zone, timezone) and not zone.utcoffset(None).total_seconds() % 60
