"""The mother of all enumerations of the domain, which know their unknown members.

Unknown is not no: *not asked*, *declined to say* and *unknown* are members of their own.
An expression treats them as unknown, a report shows them by name.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

__all__ = ["Concept", "unknown_members"]


class Concept(StrEnum):
    """A closed list of core concepts; its values are the words of the JSON format."""

    @property
    def is_unknown(self) -> bool:
        """Whether this member says that nothing is known."""
        return self._value_ in _UNKNOWN.get(type(self), frozenset())

    @classmethod
    def known(cls) -> tuple[Concept, ...]:
        """The members that say something, in their order."""
        return tuple(member for member in cls if not member.is_unknown)


C = TypeVar("C", bound=type[Concept])

_UNKNOWN: dict[type[Concept], frozenset[str]] = {}


def unknown_members(*names: str) -> Callable[[C], C]:
    """Declare which members of a concept list are unknown.

    Raises `KeyError` for a name that the list does not have.
    """

    def declare(concepts: C) -> C:
        _UNKNOWN[concepts] = frozenset(concepts[name].value for name in names)
        return concepts

    return declare
