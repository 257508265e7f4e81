"""JSON text and the plain values it says. Nothing here knows of records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import attrs

from brukermedvirkning.errors import DocumentError, Fault

__all__ = ["Doubled", "Parsed", "kind_of", "parse", "write"]

_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Doubled(dict[str, Any]):
    """An object in which a key stands twice; `keys_doubled` are their places."""

    keys_doubled: tuple[str, ...] = ()


class NotANumber:
    """What stands for NaN and the infinities, which are not JSON; fits nowhere."""


@attrs.frozen
class Parsed:
    """A document's plain value, and whether a key stands twice somewhere in it."""

    value: Any = attrs.field(repr=False)
    has_doubled: bool


def parse(text: str | bytes, source: str = "") -> Parsed:
    """The plain value of a JSON text. Raises `DocumentError` without showing the text."""
    whole = _decoded(text, source)
    doubled: list[Doubled] = []

    def make(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        entries = dict(pairs)
        if len(entries) == len(pairs):
            return entries
        keys = [key for key, _ in pairs]
        again = Doubled(entries)
        again.keys_doubled = tuple(key for key in entries if keys.count(key) > 1)
        doubled.append(again)
        return again

    decoder = json.JSONDecoder(
        object_pairs_hook=make, parse_constant=lambda _: NotANumber()
    )
    try:
        return Parsed(decoder.decode(whole), bool(doubled))
    except json.JSONDecodeError as error:
        fault = Fault(
            source=source,
            where=f"line {error.lineno}, column {error.colno}",
            expected="well-formed JSON",
        )
    except RecursionError:
        fault = Fault(source=source, expected="a document that is nested less deeply")
    except ValueError:
        # Python refuses to read whole numbers of more than some thousand digits.
        fault = Fault(source=source, expected="numbers with fewer digits")
    # Raised here and not above, so that no foreign exception hangs on to it.
    raise DocumentError((fault,))


def _decoded(text: str | bytes, source: str) -> str:
    """The text, whole characters only and without a byte order mark."""
    fault = Fault(source=source, expected="UTF-8 without a byte order mark")
    if isinstance(text, bytes):
        if text.startswith(_BYTE_ORDER_MARKS):
            raise DocumentError((attrs.evolve(fault, found="a byte order mark"),))
        try:
            return text.decode()
        except UnicodeDecodeError as error:
            fault = attrs.evolve(fault, where=f"byte {error.start}", expected="UTF-8")
        raise DocumentError((fault,))
    if text.startswith("\ufeff"):
        raise DocumentError((attrs.evolve(fault, found="a byte order mark"),))
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            fault = attrs.evolve(
                fault, where=f"character {error.start}", expected="whole characters"
            )
        else:
            return text
        raise DocumentError((fault,))
    return text


def write(value: Mapping[str, Any]) -> str:
    """The one JSON text of a plain value: no blanks, letters as they are."""
    return _ENCODER.encode(value)


# Plain values are a tree, so no circle is looked for.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False
)

_KINDS: dict[type, str] = {
    type(None): "null",
    bool: "true or false",
    int: "a whole number",
    float: "a number with a fraction or an exponent",
    NotANumber: "NaN or Infinity",
}


def kind_of(value: Any) -> str:
    """What a fault may say of a value: its kind and length, never itself."""
    if isinstance(value, str):
        return f"text of length {len(value)}"
    if isinstance(value, dict):
        return f"an object of {len(value)} fields"
    if isinstance(value, list):
        return f"a list of length {len(value)}"
    return _KINDS[type(value)]
