"""The converter that names every fault with its path.

It accepts exactly what the functions written for each class accept, and is asked only
when those have refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import GenericAlias
from typing import Annotated, Any, TypeAlias, cast, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.cols import list_structure_factory

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.record import Shape
from brukermedvirkning.serialization._values import (
    DAY,
    INSTANT,
    MAP,
    MisfitError,
    day_of,
    instant_of,
    map_of,
)

__all__ = ["expected_of", "make_converter"]

Hook: TypeAlias = Callable[[Any, Any], Any]

_PLAIN: Mapping[type, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    date: DAY,
    datetime: INSTANT,
    FrozenMap: MAP,
}


def expected_of(hint: Any) -> str:
    """What a document should say where a field of this annotation must be given."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return str(arguments[1].expected)
    if origin is tuple:
        return f"a list, each {expected_of(arguments[0])}"
    if isinstance(hint, type) and issubclass(hint, Concept):
        return f"one of: {', '.join(hint)}"
    return _PLAIN.get(hint) or f"an object ({_name(hint)})"


def _name(hint: Any) -> str:
    return str((get_origin(hint) or hint).__name__)


def make_converter() -> Converter:
    """A converter for every record of the domain."""
    # Older cattrs resolves the annotations of a plain class, and stumbles over a
    # generic one.
    attrs.resolve_types(Coded)
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)
    for kind, hook in (
        (str, _plain(str)),
        (int, _plain(int)),
        (bool, _plain(bool)),
        (date, _asking(day_of)),
        (datetime, _asking(instant_of)),
        (FrozenMap, _asking(map_of)),
    ):
        converter.register_structure_hook(kind, hook)
    # A concept is text to Python: without a hook of its own it would have that of text.
    for concepts in Concept.__subclasses__():
        converter.register_structure_hook(concepts, _concept(concepts))
    converter.register_structure_hook_factory(_is_tuple, _tuple)
    converter.register_structure_hook_factory(_is_shaped, _shaped)
    converter.register_structure_hook_factory(_is_record, _record)
    return converter


def _plain(kind: type) -> Hook:
    def check(value: Any, _hint: Any) -> Any:
        # Exactly this type: true is a whole number to Python, and not to us.
        if type(value) is kind:
            return value
        raise MisfitError(value, _PLAIN[kind])

    return check


def _asking(read: Callable[[Any], Any]) -> Hook:
    return lambda value, _hint: read(value)


def _concept(concepts: type[Concept]) -> Hook:
    members = {member.value: member for member in concepts}
    expected = expected_of(concepts)

    def find(value: Any, _hint: Any) -> Any:
        member = members.get(value) if type(value) is str else None
        if member is None:
            raise MisfitError(value, expected)
        return member

    return find


def _is_tuple(hint: Any) -> bool:
    return get_origin(hint) is tuple


def _tuple(hint: Any, converter: Converter) -> Hook:
    kind = get_args(hint)[0]
    rows_type = cast(type, GenericAlias(list, (kind,)))
    structure = list_structure_factory(rows_type, converter)

    def rows(value: Any, _hint: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise MisfitError(value, "a list")
        return tuple(structure(value, hint))

    return rows


def _is_shaped(hint: Any) -> bool:
    return get_origin(hint) is Annotated


def _shaped(hint: Any, _converter: Converter) -> Hook:
    """The shape is asked here too, for a record's own fault would show the value."""
    kind, shape = get_args(hint)[:2]
    assert isinstance(shape, Shape)

    def check(value: Any, _hint: Any) -> Any:
        if type(value) is kind and shape.holds(value):
            return value
        raise MisfitError(value, shape.expected)

    return check


def _is_record(hint: Any) -> bool:
    return attrs.has(get_origin(hint) or hint)


def _record(hint: Any, converter: Converter) -> Hook:
    structure = converter.gen_structure_attrs_fromdict(hint)

    def check(value: Any, _hint: Any) -> Any:
        if not isinstance(value, dict):
            raise MisfitError(value, expected_of(hint))
        return structure(value, hint)

    return check
