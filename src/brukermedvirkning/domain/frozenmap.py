"""An immutable, hashable mapping for what a country needs and the core has no field for.

Not a general container: keys are text, values are what JSON can say.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

__all__ = ["EMPTY", "FrozenMap"]

_DEEPEST = 32
# The largest whole number that every JSON reader keeps exact (RFC 7493, 2.2).
_WHOLE_LIMIT = 2**53 - 1


class FrozenMap(Mapping[str, Any]):
    """A mapping that never changes; lists and mappings inside are frozen with it.

    Lists become tuples and mappings `FrozenMap`s. Two are equal when they say the same
    in JSON: the order of keys does not count, and 1, 1.0 and true are three things.
    Raises `TypeError` for a key that is not text and for a value that JSON cannot say
    and every reader keep: a number that is not finite, a whole number beyond 2**53 - 1,
    half a character, nesting deeper than 32. The value itself is not shown, for it may
    be about a person.
    """

    __slots__ = ("_identity", "_items", "depth")

    def __init__(
        self, content: Mapping[str, Any] | None = None, _room: int = _DEEPEST
    ) -> None:
        items: dict[str, Any] = {}
        depth = 0
        for key, value in (content or {}).items():
            if type(key) is not str or not _is_whole_text(key):
                raise TypeError("a FrozenMap has text as keys")
            items[key], below = _frozen(value, _room - 1)
            depth = max(depth, below)
        self._items = items
        self._identity: Any = None
        self.depth = depth + 1

    def __getitem__(self, key: str) -> Any:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if isinstance(other, FrozenMap):
            return bool(self.identity() == other.identity())
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.identity())

    def __repr__(self) -> str:
        return f"FrozenMap({len(self._items)} entries)"

    def __reduce__(self) -> tuple[type[FrozenMap], tuple[dict[str, Any]]]:
        return FrozenMap, (self._items,)

    def identity(self) -> Any:
        """What the content is known by: types count, the order of keys does not."""
        if self._identity is None:
            self._identity = frozenset(
                (key, _identity(value)) for key, value in self._items.items()
            )
        return self._identity

    def thawed(self) -> dict[str, Any]:
        """The same content as fresh dicts and lists, as a JSON encoder wants it.

        Keys stand sorted, so that equal maps are written alike.
        """
        return {key: _thawed(self._items[key]) for key in sorted(self._items)}


EMPTY = FrozenMap()
"""The map of what has nothing to say: one for all, for it never changes."""


def _frozen(value: Any, room: int) -> tuple[Any, int]:
    """The value frozen, and how deep it is; `room` is how deep it may be."""
    holds = _SCALARS.get(type(value))
    if holds is not None:
        if not holds(value):
            raise TypeError("a FrozenMap holds whole text and finite, exact numbers")
        return value, 0
    if not isinstance(value, (Mapping, list, tuple)):
        raise TypeError(f"a FrozenMap cannot hold a {type(value).__name__}")
    depth = value.depth if isinstance(value, FrozenMap) else 1
    if depth > room:
        raise TypeError(f"a FrozenMap is at most {_DEEPEST} deep")
    return _frozen_container(value, room)


def _frozen_container(value: Any, room: int) -> tuple[Any, int]:
    if isinstance(value, FrozenMap):
        return value, value.depth
    if isinstance(value, Mapping):
        inner = FrozenMap(value, room)
        return inner, inner.depth
    entries = [_frozen(entry, room - 1) for entry in value]
    depth = max((below for _, below in entries), default=0)
    return tuple(entry for entry, _ in entries), depth + 1


def _thawed(value: Any) -> Any:
    # Most are scalars, and to ask a class with subclasses is dear.
    if type(value) in _SCALARS:
        return value
    if isinstance(value, FrozenMap):
        return value.thawed()
    return [_thawed(entry) for entry in value]


def _is_whole_text(value: str) -> bool:
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


_SCALARS: dict[type, Callable[[Any], bool]] = {
    str: _is_whole_text,
    int: lambda value: -_WHOLE_LIMIT <= value <= _WHOLE_LIMIT,
    float: math.isfinite,
    bool: lambda _: True,
    type(None): lambda _: True,
}


def _identity(value: Any) -> Any:
    """A value with its type, for 1 equals 1.0 and True in Python, and 0.0 equals -0.0."""
    if type(value) in _SCALARS:
        return type(value), repr(value) if type(value) is float else value
    if isinstance(value, FrozenMap):
        return value.identity()
    return tuple(map(_identity, value))
