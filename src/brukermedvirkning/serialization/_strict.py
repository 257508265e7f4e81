"""Records of plain values, read as strictly as the converter reads them.

A function for each class asks each value for its exact type and shape, so that the check
at birth need not; what several fields together must hold is asked as ever. A document
that does not fit is refused without a word of what and where: that is for the converter,
which is asked only then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, NoReturn, get_args, get_origin

from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.record import WHOLE_LIMIT
from brukermedvirkning.serialization._functions import (
    Functions,
    Place,
    bare_coded,
    is_record,
    places,
    record_of,
    unfrozen,
)
from brukermedvirkning.serialization._values import day_of, instant_of, map_of

__all__ = ["RefusedError", "reader"]


class RefusedError(ValueError):
    """Raised for what does not fit; it never holds the value."""


def _refuse() -> NoReturn:
    raise RefusedError


@cache
def reader(kind: Any) -> Callable[[Any], Any]:
    """What makes a record of a class out of plain values.

    It raises `RefusedError`, or whatever Python or a record raises, for others.
    """
    return _FromPlain().function(kind)


_READ: dict[Any, Callable[[Any], Any]] = {
    date: day_of,
    datetime: instant_of,
    FrozenMap: map_of,
}


class _FromPlain(Functions):
    """A record of an object of plain values."""

    def __init__(self) -> None:
        super().__init__()
        self._refuse = self.keep(_refuse)

    def body(self, hint: Any) -> Iterator[str]:
        """The lines of the function of one class."""
        record = record_of(hint)
        yield f"if type(given) is not dict: {self._refuse}()"
        bare = bare_coded(hint)
        if bare is not None:
            words = self.keep({concept.value: one for concept, one in bare.items()})
            yield f"if len(given) == 1: return {words}[given['concept']]"
        yield "left = len(given)"
        yield f"made = {self.keep(unfrozen(record))}()"
        for place in places(hint):
            yield from self._filled(place)
        yield f"if left: {self._refuse}()"
        yield f"made.__class__ = {self.keep(record)}"
        if record.has_invariants():
            yield "made.check_together()"
        yield "return made"

    def _filled(self, place: Place) -> Iterator[str]:
        """The lines that fill one field; `left` counts the keys not yet looked at."""
        if place.is_required:
            yield f"value = given[{place.name!r}]"
            yield from self._read(place, "")
            yield "left -= 1"
            return
        yield f"if {place.name!r} in given:"
        yield f"    value = given[{place.name!r}]"
        yield from self._read(place, "    ")
        yield "    left -= 1"
        yield f"else: made.{place.name} = {self.keep(place.default)}"

    def _read(self, place: Place, indent: str) -> Iterator[str]:
        fits, found = self._one(place.kind, "value")
        if place.many:
            yield f"{indent}if type(value) is not list: {self._refuse}()"
            fits, found = self._one(place.kind, "one")
            if fits is not None:
                yield f"{indent}for one in value:"
                yield f"{indent}    if not ({fits}): {self._refuse}()"
            found = (
                "tuple(value)"
                if found == "one"
                else f"tuple([{found} for one in value])"
            )
        elif place.may_be_nothing:
            found = f"None if value is None else {found}"
            fits = fits and f"value is None or {fits}"
        if fits is not None and not place.many:
            yield f"{indent}if not ({fits}): {self._refuse}()"
        yield f"{indent}made.{place.name} = {found}"

    def _one(self, kind: Any, name: str) -> tuple[str | None, str]:
        """A test of one value, where reading it does not test it, and how it is read."""
        if is_record(kind):
            return None, f"{self.of(kind)}({name})"
        if kind in _READ:
            return None, f"{self.keep(_READ[kind])}({name})"
        if get_origin(kind) is Annotated:
            plain, shape = get_args(kind)
            holds = self.keep(shape.holds)
            return f"type({name}) is {plain.__name__} and {holds}({name})", name
        if kind is int:
            within = f"-{WHOLE_LIMIT} <= {name} <= {WHOLE_LIMIT}"
            return f"type({name}) is int and {within}", name
        if kind in (bool, str):
            return f"type({name}) is {kind.__name__}", name
        words = self.keep({concept.value: concept for concept in kind})
        return None, f"{words}[{name}]"
