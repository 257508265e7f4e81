"""Definitions as TOML: the same sentences as in Python, for people to read and change.

`reading` reads them back: `read_definitions(write_definitions(ds)) == ds`.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.rules.expressions.text import text
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter, type_of
from brukermedvirkning.rules.indicators.scoring import Scoring, Side, name_of

__all__ = ["write_definitions"]

_WIDTH = 80
_LINES = textwrap.TextWrapper(_WIDTH, break_long_words=False, break_on_hyphens=False)
_JSON = json.JSONEncoder(ensure_ascii=False)
_APART = ("scoring", "parameters", "schema")
"""What stands in tables of its own, and what is not written."""

Lines: TypeAlias = Iterator[str]


def write_definitions(definitions: Iterable[Definition]) -> str:
    """The TOML document of some definitions; what is as by default is left out."""
    return "\n\n".join("\n".join(_definition(one)) for one in definitions) + "\n"


def _definition(one: Definition) -> Lines:
    yield "[[indicator]]"
    yield from _fields(one, leave_out=_APART, always=("version",))
    yield from ("", "[indicator.scoring]", f"kind = {_value(name_of(one.scoring))}")
    yield from _scoring(one.scoring)
    for parameter in one.parameters:
        yield from ("", "[[indicator.parameters]]")
        yield from _parameter(parameter)


def _scoring(scoring: Scoring) -> Lines:
    names = [field.name for field in attrs.fields(type(scoring))]
    sides = [name for name in names if isinstance(getattr(scoring, name), Side)]
    yield from _fields(scoring, leave_out=sides)
    for name in sides:
        yield from ("", f"[indicator.scoring.{name}]")
        yield from _fields(getattr(scoring, name))


def _parameter(parameter: IndicatorParameter) -> Lines:
    yield from _fields(parameter)
    found = type_of(parameter.default)
    concepts = getattr(found.of, "of", found.of)
    if isinstance(concepts, type) and issubclass(concepts, Concept):
        yield f"codes = {_value(concepts.__name__)}"


def _fields(
    holder: Any, *, leave_out: Iterable[str] = (), always: Iterable[str] = ()
) -> Lines:
    for field in attrs.fields(type(holder)):
        if field.name in leave_out:
            continue
        value = getattr(holder, field.name)
        if value != _default(field, holder) or field.name in always:
            yield f"{field.name} = {_value(value)}"


def _default(field: Any, holder: Any) -> Any:
    if isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]
        return field.default.factory(holder)
    return field.default


def _value(value: Any) -> str:
    """A value as TOML has it; an expression as its text, broken where it is long."""
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case tuple():
            return f"[{', '.join(map(_value, value))}]"
        case Fraction():
            return _string(str(value))
        case int():
            return str(value)
        case str():
            return _string(str(value))
        case _:
            return _expression(text(value))


def _string(value: str) -> str:
    return _JSON.encode(value).replace("\x7f", "\\u007f")


def _expression(written: str) -> str:
    """On one line, or on several: where lines meet, a reader puts one space."""
    one_line = _string(written)
    if len(written) <= _WIDTH or "\\" in one_line or "  " in written:
        return one_line
    return '"""\n' + _LINES.fill(written) + '"""'
