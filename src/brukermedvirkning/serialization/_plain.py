"""Records as plain values, defaults left out, by a function written for each class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.serialization._functions import (
    Functions,
    Place,
    is_record,
    places,
)

__all__ = ["writer"]


@cache
def writer(kind: Any) -> Callable[[Any], dict[str, Any]]:
    """What makes plain values out of a record of a class."""
    return _ToPlain().function(kind)


class _ToPlain(Functions):
    """An object of plain values, of a record.

    Its keys stand in the order of the fields, those that every document names first.
    """

    def body(self, hint: Any) -> Iterator[str]:
        """The lines of the function of one class."""
        yield "said = {}"
        for place in sorted(places(hint), key=lambda place: not place.is_required):
            yield f"value = given.{place.name}"
            yield from self._field(place)
        yield "return said"

    def _field(self, place: Place) -> Iterator[str]:
        said = f"said[{place.name!r}]"
        if place.is_required:
            yield f"{said} = {self._said(place)}"
        elif place.default is None:
            yield f"if value is not None: {said} = {self._one(place.kind, 'value')}"
        elif is_record(place.kind) and not place.many:
            default = self.function(place.kind)(place.default)
            yield f"if value is not {self.keep(place.default)}:"
            yield f"    found = {self._said(place)}"
            # Plain values are compared faster than records are.
            yield f"    if found != {self.keep(default)}: {said} = found"
        else:
            yield f"if value != {self.keep(place.default)}: {said} = {self._said(place)}"

    def _said(self, place: Place) -> str:
        if place.many:
            return f"[{self._one(place.kind, 'one')} for one in value]"
        return self._one(place.kind, "value")

    def _one(self, kind: Any, name: str) -> str:
        if is_record(kind):
            return f"{self.of(kind)}({name})"
        if kind in (date, datetime):
            return f"{name}.isoformat()"
        if kind is FrozenMap:
            return f"{name}.thawed()"
        if isinstance(kind, type) and issubclass(kind, Concept):
            return f"{name}._value_"
        return name
