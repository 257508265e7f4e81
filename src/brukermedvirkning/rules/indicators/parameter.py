"""Parameters of one definition: what it leaves open, with a default and its source."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeAlias

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions.types import (
    BOOL,
    DATE,
    INT,
    TEXT,
    Kind,
    Type,
)

__all__ = ["EVERY_PROGRAMME", "IndicatorParameter", "Setting", "type_of"]

EVERY_PROGRAMME = "*"
"""In a list of programmes: whatever programme it is."""

Setting: TypeAlias = bool | int | date | str | tuple[Any, ...]


@attrs.frozen(kw_only=True)
class IndicatorParameter:
    """A number or list that a definition leaves open; the caller resolves it.

    The type of `default` is the type of the parameter; of several there may be none.
    """

    name: str
    default: Setting
    unit: str
    source: str

    def check(self, value: object, indicator: str) -> None:
        """Refuses a value of another type than the default's."""
        if value == () and type_of(self.default).kind is Kind.MANY:
            return
        if type_of(value) != type_of(self.default):
            raise DefinitionError(
                f"{indicator}: parameter {self.name!r} is"
                f" {type_of(self.default)}, not {type(value).__name__}"
            )


def type_of(value: object) -> Type:
    """The type of a parameter with this value; raises `DefinitionError` for others."""
    match value:
        case Concept():
            return Type(Kind.CODE, type(value))
        case tuple() if value and len({type(entry) for entry in value}) == 1:
            return Type(Kind.MANY, type_of(value[0]))
        case bool():
            return BOOL
        case int():
            return INT
        case date() if not isinstance(value, datetime):
            return DATE
        case str():
            return TEXT
    raise DefinitionError(
        "a parameter is true or false, a whole number, a date, a text, a code, or"
        f" several of one kind, not {type(value).__name__}"
    )
