"""A record as values that JSON has, and as text that a person can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.record import Record

__all__ = ["lines", "plain", "shown"]


def plain(value: Any) -> Any:
    """The value as dicts, lists, texts, numbers; every field is there, none left out."""
    if isinstance(value, FrozenMap):
        return value.thawed()
    if isinstance(value, Record):
        kind: Any = type(value)
        fields: tuple[Any, ...] = attrs.fields(kind)
        return {field.name: plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Concept):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def lines(value: Any, words: Mapping[str, str], depth: int = 0) -> Iterator[str]:
    """Plain values as indented lines, one for each thing that is said.

    What is empty is left out: nothing stands there. `words` gives another word for a
    name or a code; what has none keeps its own.
    """
    space = "  " * depth
    entries = value.items() if isinstance(value, dict) else (("-", v) for v in value)
    for name, one in entries:
        if one is None or one in ("", [], {}):
            continue
        named = words.get(name, shown(name))
        if isinstance(one, (dict, list)):
            yield f"{space}{named}"
            yield from lines(one, words, depth + 1)
        else:
            first, *more = shown(words.get(str(one), str(one))).split("\n")
            yield f"{space}{named}: {first}"
            yield from (f"{space}    {line}" for line in more)


def shown(text: str) -> str:
    """Text in which what cannot be seen, and could mislead, is written out."""
    return "".join(
        sign if sign.isprintable() or sign == "\n" else f"\\u{ord(sign):04x}"
        for sign in text
    )
