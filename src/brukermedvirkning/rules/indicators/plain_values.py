"""What stands plainly in a file of definitions: texts, numbers, shares, names of codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache, partial
from types import MappingProxyType
from typing import Any, TypeVar

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions.types import Kind, Schema, Type, nearest
from brukermedvirkning.rules.indicators.parameter import Setting

__all__ = ["READ", "code_lists", "member"]

T = TypeVar("T")


def member(name: Any, known: Mapping[str, T], what: str = "word") -> T:
    """What a name stands for; raises `DefinitionError` with the nearest right name."""
    if not isinstance(name, str) or name not in known:
        raise DefinitionError(
            f"{name!r} is no {what} here; {nearest(str(name), known)}"
        )
    return known[name]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise DefinitionError(f"write a text in quotes, not {value!r}")
    return value


def _number(value: Any) -> int:
    if type(value) is not int:
        raise DefinitionError(f"write a whole number, not {value!r}")
    return value


def _yes_or_no(value: Any) -> bool:
    if type(value) is not bool:
        raise DefinitionError(f"write true or false, not {value!r}")
    return value


def _share(value: Any) -> Fraction:
    """A whole number, or two in quotes with a stroke between: `"7/10"`."""
    try:
        if type(value) in (int, str):
            return Fraction(value)
    except (ValueError, ZeroDivisionError):
        pass
    raise DefinitionError(
        f'write a whole number or a share such as "7/10", not {value!r}'
    )


def _several(read: Callable[[Any], T], value: Any) -> tuple[T, ...]:
    if not isinstance(value, list):
        raise DefinitionError(f"write several in square brackets, not {value!r}")
    return tuple(map(read, value))


def _anything(value: Any) -> Any:
    return value


READ: Mapping[Any, Callable[[Any], Any]] = MappingProxyType(
    {
        str: _text,
        str | None: _text,
        int: _number,
        bool: _yes_or_no,
        Fraction: _share,
        tuple[str, ...]: partial(_several, _text),
        tuple[int, ...]: partial(_several, _number),
        Setting: _anything,
    }
)
"""How a value is read, by the type of the field; each raises `DefinitionError`."""


@cache
def code_lists(schema: Schema) -> Mapping[str, type[Concept]]:
    """The lists of codes that the fields of a schema hold, by name."""
    found: dict[str, type[Concept]] = {}
    seen: set[Type] = set()
    ahead = [Type(Kind.RECORD, schema.case)]
    while ahead:
        at = ahead.pop()
        if at in seen:
            continue
        seen.add(at)
        if at.kind is Kind.CODE:
            found[at.of.__name__] = at.of
        elif at.kind is Kind.MANY:
            ahead.append(at.of)
        elif at.kind in (Kind.RECORD, Kind.ROWS):
            record = Type(Kind.RECORD, at.of)
            ahead += (schema.fields((), record) or {}).values()
    return MappingProxyType(dict(sorted(found.items())))
