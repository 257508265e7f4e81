"""The types of the expression language, read from the domain's own classes.

There is no second schema: fields, derived properties and what is personal come from the
annotations. Of a personal field an expression may only ask whether it is known.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from enum import Enum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import attrs

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.record import Record, field_types, is_personal
from brukermedvirkning.errors import DefinitionError

__all__ = ["BOOL", "DATE", "INT", "OPEN", "TEXT", "Kind", "Schema", "Type", "nearest"]


class Kind(Enum):
    """What sort of value an expression has; the values are the words of messages."""

    BOOL = "bool"
    INT = "int"
    DATE = "date"
    TEXT = "text"
    CODE = "code"
    RECORD = "record"
    MANY = "tuple"
    ROWS = "rows"
    CLOSED = "instant or map"
    OPEN = "any"


@attrs.frozen
class Type:
    """The type of an expression.

    `of` is the concept list of a code, the class of a record or of rows, the `Type` of
    the entries of a tuple. `nullable` says that it may be unknown. `raw` marks a code as
    recorded, `coded` one with a source code beside it. `CLOSED` can only be asked
    whether it is known; `OPEN` is a parameter whose type is not yet declared.
    """

    kind: Kind
    of: Any = None
    nullable: bool = False
    personal: bool = False
    raw: bool = False
    coded: bool = False

    def __str__(self) -> str:
        if self.kind is Kind.MANY:
            return f"tuple of {self.of}"
        if isinstance(self.of, type):
            name: str = self.of.__name__
            return f"rows of {name}" if self.kind is Kind.ROWS else name
        return str(self.kind.value)

    def maybe(self, nullable: bool = True) -> Type:
        """The same type, which may be unknown."""
        if self.nullable or not nullable:
            return self
        return attrs.evolve(self, nullable=True)


BOOL = Type(Kind.BOOL)
INT = Type(Kind.INT)
DATE = Type(Kind.DATE)
TEXT = Type(Kind.TEXT)
OPEN = Type(Kind.OPEN, nullable=True)
_WINDOW = {"start": DATE, "end": DATE, "as_of": DATE}
_SIMPLE = {bool: BOOL, int: INT, date: DATE, str: TEXT}


def nearest(name: str, known: Iterable[str]) -> str:
    """The rest of a message about a wrong name: the nearest right one, or all of them."""
    names = sorted(known)
    close = get_close_matches(name, names)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"it has {', '.join(names)}" if names else "it has none"


@attrs.frozen
class Schema:
    """What expressions over one class of cases can name.

    `parameters` gives the types of `param`; where it is None any name is taken, and the
    types are settled when the expression is put into a definition.
    """

    case: type
    parameters: Mapping[str, Type] | None = None

    def with_parameters(self, parameters: Mapping[str, Type]) -> Schema:
        """The same names, with `param` declared."""
        return Schema(self.case, parameters)

    @property
    def collections(self) -> Mapping[str, type]:
        """The fields of a case that hold rows, with the class of the rows."""
        return _collections(self.case)

    @property
    def of_one_person(self) -> bool:
        """Whether a case is one person's; else people are counted by its rows."""
        return bool(getattr(self.case, "of_one_person", True))

    @property
    def kinds(self) -> Mapping[str, str]:
        """Each row kind with the field of the case that holds such rows."""
        return _kinds(self.case)

    def root(self, name: str) -> Type:
        """The type of a root; raises `DefinitionError` for a name that is none."""
        if name in ("window", "param"):
            return Type(Kind.RECORD)
        if name == "case":
            return Type(Kind.RECORD, self.case)
        if name in self.kinds:
            return Type(Kind.RECORD, self.collections[self.kinds[name]])
        known = ("case", "param", "window", *self.kinds)
        raise DefinitionError(f"there is no {name!r} here; {nearest(name, known)}")

    def resolve(self, path: tuple[str, ...]) -> Type:
        """The type at the end of a path; raises `DefinitionError` naming the place."""
        reached = self.root(path[0])
        for length in range(1, len(path)):
            reached = self.step(path[:length], reached, path[length])
        return reached

    def step(self, path: tuple[str, ...], at: Type, name: str) -> Type:
        """The type one name further on."""
        place = ".".join(path)
        if at.personal:
            raise DefinitionError(
                f"{place} is about a person: only .is_known and .is_unknown may be asked"
            )
        fields = self.fields(path, at)
        if fields is None:
            return OPEN
        if name not in fields:
            if at.kind is not Kind.RECORD and not fields:
                raise DefinitionError(f"{place} is {at} and has no field {name!r}")
            raise DefinitionError(
                f"{place} has no field {name!r}; {nearest(name, fields)}"
            )
        return fields[name].maybe(at.nullable)

    def fields(self, path: tuple[str, ...], at: Type) -> Mapping[str, Type] | None:
        """What can be asked of a place; None where any name is taken."""
        if path == ("window",):
            return _WINDOW
        if path == ("param",):
            return self.parameters
        if at.coded:
            return {"code": Type(Kind.RECORD, Code, nullable=True)}
        if at.kind is not Kind.RECORD:
            return {}
        if at.of is Code:
            return dict.fromkeys(("scheme", "code"), TEXT)
        return _fields_of(at.of, at.of is self.case)


@cache
def _collections(case: type) -> Mapping[str, type]:
    return types.MappingProxyType(
        {
            name: found.of
            for name, found in _fields_of(case, True).items()
            if found.kind is Kind.ROWS
        }
    )


@cache
def _kinds(case: type) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, rows in _collections(case).items():
        row: Any = rows
        found[row.kind] = name
    return types.MappingProxyType(found)


@cache
def _fields_of(record: type, is_case: bool) -> Mapping[str, Type]:
    """The fields and derived properties of a class; only a case has rows."""
    read = _read_rows if is_case else _read
    found = {
        field.name: attrs.evolve(
            read(field_types(record)[field.name]), personal=is_personal(field)
        )
        for field in attrs.fields(record)
    }
    for name in getattr(record, "derived", ()):
        found[name] = _read(_returns(record, name))
    return types.MappingProxyType(found)


def _returns(record: type, name: str) -> Any:
    return get_type_hints(getattr(record, name).fget)["return"]


def _read_rows(hint: Any) -> Type:
    """In a case, several of what has a kind are rows."""
    several = get_args(hint) if get_origin(hint) is tuple else ()
    if several and hasattr(several[0], "kind"):
        return Type(Kind.ROWS, several[0])
    return _read(hint)


def _read(hint: Any) -> Type:
    """The type that an annotation means."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _read(arguments[0])
    if origin in (Union, types.UnionType):
        (inner,) = (part for part in arguments if part is not type(None))
        return _read(inner).maybe()
    if origin is tuple:
        return Type(Kind.MANY, _read(arguments[0]))
    if origin is Coded:
        return attrs.evolve(_read(arguments[0]), coded=True)
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if isinstance(hint, type) and issubclass(hint, Concept):
        unknown = any(member.is_unknown for member in hint)
        return Type(Kind.CODE, hint, nullable=unknown)
    if isinstance(hint, type) and issubclass(hint, Record):
        return Type(Kind.RECORD, hint)
    # Instants and free maps: only readers and services turn an instant into a day.
    return Type(Kind.CLOSED)
