"""Functions that are written for one record class each, as attrs writes constructors.

A frozen class sets each of its fields through a function, which costs ten times as much
as to set it. Here a record is born of a class with the same places that is not frozen,
is filled, and is then said to be of its own class: from there on it is frozen.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import attrs

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.record import field_types
from brukermedvirkning.domain.written import Names

__all__ = [
    "Functions",
    "Place",
    "bare_coded",
    "is_record",
    "places",
    "record_of",
    "unfrozen",
]


@attrs.frozen(kw_only=True)
class Place:
    """A field of a record: its name, and the class of what stands in it, one or many.

    What may be nothing is nothing by default.
    """

    name: str
    kind: Any
    may_be_nothing: bool
    many: bool
    default: Any

    @property
    def is_required(self) -> bool:
        """Whether a document must name it."""
        return self.default is attrs.NOTHING


@cache
def places(hint: Any) -> tuple[Place, ...]:
    """The fields of a record class, or of a generic one with its argument."""
    record = record_of(hint)
    hints = field_types(record)
    return tuple(
        _place(field.name, hints[field.name], get_args(hint), field.default)
        for field in attrs.fields(record)
    )


def _place(name: str, hint: Any, arguments: tuple[Any, ...], default: Any) -> Place:
    origin = get_origin(hint)
    is_union = origin is Union or origin is UnionType
    if is_union:
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    elif origin is tuple:
        hint = get_args(hint)[0]
    elif isinstance(hint, TypeVar):
        hint = arguments[0] if arguments else hint.__bound__
    return Place(
        name=name,
        kind=hint,
        may_be_nothing=is_union,
        many=origin is tuple,
        default=default,
    )


def record_of(hint: Any) -> Any:
    """The class of an annotation, generic or not."""
    return get_origin(hint) or hint


def is_record(hint: Any) -> bool:
    """Whether an annotation is of a record class."""
    return attrs.has(record_of(hint))


def unfrozen(record: type) -> type:
    """A class with the same places as a frozen one; it is born empty, to be filled."""
    return type(
        f"Unfrozen{record.__name__}",
        (record,),
        {
            "__slots__": (),
            "__setattr__": object.__setattr__,
            "__delattr__": object.__delattr__,
            "__init__": object.__init__,
        },
    )


def bare_coded(hint: Any) -> dict[Any, Coded[Any]] | None:
    """Each concept with no code behind it, where an annotation is of coded concepts.

    Most coded values are such, and as they never change, one for all is enough.
    """
    if get_origin(hint) is not Coded:
        return None
    return {concept: Coded(concept=concept) for concept in get_args(hint)[0]}


class Functions(Names, ABC):
    """One function for a record class, and for each class of record within it."""

    def __init__(self) -> None:
        super().__init__()
        self._written: dict[Any, str] = {}

    def function(self, hint: Any) -> Callable[[Any], Any]:
        """The function of a class."""
        written: Callable[[Any], Any] = self.called(self.of(hint))
        return written

    def of(self, hint: Any) -> str:
        """The name of the function of a class, which is written when first asked for."""
        if hint not in self._written:
            stem = record_of(hint).__name__
            name = self._written[hint] = f"{stem}_{len(self._written)}"
            body = "\n    ".join(self.body(hint))
            self.run(f"def {name}(given):\n    {body}\n", name)
        return self._written[hint]

    @abstractmethod
    def body(self, hint: Any) -> Iterator[str]:
        """The lines of a function that is given `given`."""
