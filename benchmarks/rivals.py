"""The domain's classes as Pydantic models and as Structs: the same fields and types.

Made from the classes themselves. Neither asks what several fields together must hold,
nor the shape of a text; and nor does the library of a document that it wrote itself.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

import attrs
import msgspec
import pydantic

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.record import field_types

Make = Callable[[str, dict[str, tuple[Any, Any]]], Any]
"""Makes a class of a name, with the type and the default of each field."""

_NONE = object()


def _model(name: str, fields: dict[str, tuple[Any, Any]]) -> Any:
    found = {
        field: (kind, ... if default is _NONE else default)
        for field, (kind, default) in fields.items()
    }
    config = pydantic.ConfigDict(frozen=True, extra="forbid")
    return pydantic.create_model(name, __config__=config, **cast(Any, found))


def _struct(name: str, fields: dict[str, tuple[Any, Any]]) -> Any:
    found = [
        (field, kind) if default is _NONE else (field, kind, default)
        for field, (kind, default) in fields.items()
    ]
    return msgspec.defstruct(name, found, frozen=True, kw_only=True, omit_defaults=True)


class Rival:
    """The classes of the domain in another library."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._made: dict[Any, Any] = {}

    def of(self, kind: Any) -> Any:
        """The class that stands for one of the domain's."""
        if kind not in self._made:
            plain = get_origin(kind) or kind
            arguments = get_args(kind)
            fields = {}
            for field in attrs.fields(plain):
                hint = field_types(plain)[field.name]
                if isinstance(hint, TypeVar):
                    (hint,) = arguments
                fields[field.name] = (self._type(hint), self._default(field.default))
            name = "".join([plain.__name__, *(one.__name__ for one in arguments)])
            self._made[kind] = self._make(name, fields)
        return self._made[kind]

    def _type(self, hint: Any) -> Any:
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return arguments[0]
        if origin in (Union, types.UnionType):
            (inner,) = (one for one in arguments if one is not type(None))
            return self._type(inner) | None
        if origin is tuple:
            return tuple[self._type(arguments[0]), ...]  # type: ignore[misc]
        if hint is FrozenMap:
            return dict[str, Any]
        return self.of(hint) if attrs.has(origin or hint) else hint

    def _default(self, default: Any) -> Any:
        if default is attrs.NOTHING:
            return _NONE
        if isinstance(default, FrozenMap):
            return {}
        return self._value(default)

    def _value(self, value: Any) -> Any:
        if not attrs.has(type(value)):
            return value
        hint: Any = type(value)
        if hint.__name__ == "Coded":
            hint = hint[type(value.concept)]
        given = {
            field.name: self._value(getattr(value, field.name))
            for field in attrs.fields(type(value))
            if getattr(value, field.name) != field.default and field.init
        }
        given.pop("extensions", None)
        return self.of(hint)(**given)


@cache
def pydantic_case() -> Any:
    return Rival(_model).of(Case)


@cache
def struct_case() -> Any:
    return Rival(_struct).of(Case)
