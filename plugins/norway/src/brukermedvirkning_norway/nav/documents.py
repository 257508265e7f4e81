"""The messages in a source: JSON of one message or many, JSON Lines, or a topic's dump.

A dump has a record a message, `{"key": …, "value": …}`; no value is a tombstone: what
the key names is withdrawn.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import attrs

from brukermedvirkning.domain.record import PERSONAL
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Rejected

__all__ = ["Message", "first_value", "messages", "text_of"]

_ENVELOPE = {"key", "value"}
_BESIDE = _ENVELOPE | {"topic", "partition", "offset", "timestamp", "headers"}


@attrs.frozen(kw_only=True)
class Message:
    """One message of a source: where it stood, its key if it had one, and its value.

    A value of None is a tombstone.
    """

    where: str
    key: str | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    value: Any = attrs.field(repr=False, metadata=PERSONAL)


def messages(content: bytes, name: str) -> Iterator[Message | Rejected]:
    """The messages of a source in their order; what is no JSON is told, line by line."""
    found = _whole(content)
    if found is not None:
        yield from _listed(found.value, "")
        return
    try:
        text = content.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        fault = Fault(
            source=name,
            where=f"byte {error.start + 1}",
            field="encoding",
            expected="text in UTF-8",
        )
        yield Rejected(faults=(fault,))
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        where = f"line {number}"
        try:
            value = _parsed(line)
        except ValueError as error:
            found_at = getattr(error, "colno", None)
            place = f"{where}, column {found_at}" if found_at else where
            fault = Fault(source=name, where=place, expected="one JSON document a line")
            yield Rejected(faults=(fault,), content=line)
        else:
            yield from _listed(value, where)


def first_value(content: bytes) -> Any:
    """The first message, by which a source is recognised; None where there is none."""
    found = _whole(content)
    if found is None:
        line = content.removeprefix(BOM_UTF8).lstrip().partition(b"\n")[0]
        found = _whole(line)
    if found is None:
        return None
    return next((one.value for one in _listed(found.value, "")), None)


def text_of(value: Any) -> str:
    """A value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@attrs.frozen
class _Parsed:
    value: Any = attrs.field(repr=False)


@lru_cache(maxsize=2)
def _whole(content: bytes) -> _Parsed | None:
    """The content as one JSON document; each reader asks, so the last is remembered."""
    try:
        return _Parsed(_parsed(content.removeprefix(BOM_UTF8).decode()))
    except ValueError:
        return None


def _parsed(text: str) -> Any:
    value = json.loads(
        text, object_pairs_hook=_without_doubles, parse_constant=_no_number
    )
    if "\\u" in text:
        # Half a character, which only an escape can spell, is none.
        text_of(value).encode()
    return value


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_number(_: str) -> Any:
    raise ValueError("not a number of JSON")


def _listed(value: Any, where: str) -> Iterator[Message]:
    if isinstance(value, list):
        for place, one in enumerate(value):
            yield from _one(one, f"{where}[{place}]")
    else:
        yield from _one(value, where)


def _one(value: Any, where: str) -> Iterator[Message]:
    if (
        isinstance(value, Mapping)
        and value.keys() >= _ENVELOPE
        and (value.keys() <= _BESIDE)
    ):
        key = value["key"]
        yield Message(
            where=where, key=None if key is None else str(key), value=value["value"]
        )
    else:
        yield Message(where=where, value=value)
