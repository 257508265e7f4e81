"""Reading our own documents with msgspec, several times as fast as without.

msgspec fills Structs with the fields and types of our classes, and a function written
for each class fills a record from its Struct: that is faster than msgspec filling our
classes itself, which looks up every field that a document leaves out and misses it. What
shapes and several fields together must hold is not asked again: it was when the record
that the library wrote was born. Importing this module raises `ImportError` where msgspec
is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from types import GenericAlias
from typing import Annotated, Any, Literal, TypeVar, cast, get_args, get_origin

import msgspec

from brukermedvirkning.domain.documents import DOCUMENTS, document_format, document_name
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.record import Record
from brukermedvirkning.serialization._functions import (
    Functions,
    Place,
    bare_coded,
    is_record,
    places,
    record_of,
    unfrozen,
)
from brukermedvirkning.serialization._upcasters import UPCASTERS, current_version

__all__ = ["read"]

R = TypeVar("R", bound=Record)


def read(text: str | bytes, kind: type[R]) -> R | None:
    """The record of a document of the current version, or None where it is no such."""
    reader = _reader(cast(Any, kind))
    if reader is None:
        return None
    try:
        return cast(R, reader(text))
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError):
        return None


@cache
def _reader(kind: Any) -> Callable[[str | bytes], Any] | None:
    if kind not in DOCUMENTS.values():
        return None
    name = document_name(kind)
    envelope = msgspec.defstruct(
        "Document",
        [
            ("format", Literal[document_format(name)]),
            ("version", Literal[current_version(name, UPCASTERS)]),
            ("record", _struct(kind)),
        ],
        rename={"record": name},
        forbid_unknown_fields=True,
    )
    decode: Any = msgspec.json.Decoder(envelope, dec_hook=_frozen_map).decode
    make = _FromStruct().function(kind)
    return lambda text: make(decode(text).record)


def _frozen_map(kind: type, value: Any) -> Any:
    assert kind is FrozenMap
    return FrozenMap(value)


@cache
def _struct(hint: Any) -> Any:
    """A Struct for a record class; what is left out of it is the default itself."""
    return msgspec.defstruct(
        record_of(hint).__name__,
        [
            (place.name, _type(place))
            if place.is_required
            else (place.name, _type(place), place.default)
            for place in places(hint)
        ],
        kw_only=True,
        forbid_unknown_fields=True,
        gc=False,
    )


def _type(place: Place) -> Any:
    kind = place.kind
    if is_record(kind):
        kind = _struct(kind)
    elif get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if place.many:
        return GenericAlias(tuple, (kind, ...))
    return kind | None if place.may_be_nothing else kind


class _FromStruct(Functions):
    """A record of a Struct of its fields."""

    def body(self, hint: Any) -> Iterator[str]:
        """The lines of the function of one class."""
        record = record_of(hint)
        yield f"made = {self.keep(unfrozen(record))}()"
        for place in places(hint):
            if is_record(place.kind):
                yield f"value = given.{place.name}"
                yield f"made.{place.name} = {self._inner(place)}"
            else:
                yield f"made.{place.name} = given.{place.name}"
        yield f"made.__class__ = {self.keep(record)}"
        yield "return made"

    def _inner(self, place: Place) -> str:
        if place.many:
            made = f"tuple([{self._one(place.kind, 'one')} for one in value])"
        else:
            made = self._one(place.kind, "value")
        if place.is_required:
            return made
        return f"value if value is {self.keep(place.default)} else {made}"

    def _one(self, kind: Any, name: str) -> str:
        made = f"{self.of(kind)}({name})"
        bare = bare_coded(kind)
        if bare is None:
            return made
        # Most have no code, and are there already.
        found = f"{self.keep(bare)}[{name}.concept]"
        return f"({found} if {name}.code is None else {made})"
