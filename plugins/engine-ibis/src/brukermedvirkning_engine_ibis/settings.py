"""The table of one row: the window and the parameters, as columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.rules.expressions.types import Kind, Type
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.parameter import Setting
from brukermedvirkning.rules.indicators.tally import Settings
from brukermedvirkning_engine_ibis.sql import plain

__all__ = ["WINDOW", "settings_of", "window_types"]

WINDOW = "window"
"""The table of one row with the window and the parameters."""

_SQL_TYPES = {
    Kind.BOOL: "boolean",
    Kind.INT: "int64",
    Kind.DATE: "int64",
    Kind.TEXT: "string",
    Kind.CODE: "string",
}


def window_types(parameters: Mapping[str, Type]) -> Iterator[tuple[str, str]]:
    """The columns of the table with their types."""
    for name in ("start", "end", "as_of"):
        yield f"window.{name}", "int64"
    for name, found in parameters.items():
        column = f"param.{name}"
        if found.kind is Kind.MANY:
            yield column, f"array<{_SQL_TYPES[found.of.kind]}>"
            yield f"{column}.unsure", "boolean"
        else:
            yield column, _SQL_TYPES[found.kind]
            if found.kind is Kind.CODE:
                yield f"{column}.recorded", _SQL_TYPES[found.kind]


def settings_of(
    columns: Mapping[str, str],
    definitions: Sequence[Definition],
    window: Window,
    parameters: Settings | None,
) -> dict[str, Any]:
    """The row of the window: the columns asked for with their values.

    Raises `DefinitionError` for a parameter that a definition does not have.
    """
    found: dict[str, Any] = {
        f"window.{name}": day.toordinal() for name, day in attrs.asdict(window).items()
    }
    for one in definitions:
        values = one.settings((parameters or {}).get(one.id))
        for name, value in values.items():
            found.update(_parameter(f"param.{one.id}.{name}", value))
    return {name: found[name] for name in columns}


def _parameter(name: str, value: Setting) -> Iterator[tuple[str, Any]]:
    """The columns of a parameter: the value where it is known, and as it was given."""
    if isinstance(value, tuple):
        entries = [None if _is_unknown(one) else plain(one) for one in value]
        yield name, [one for one in entries if one is not None]
        yield f"{name}.unsure", None in entries
    else:
        yield name, None if _is_unknown(value) else plain(value)
        yield f"{name}.recorded", plain(value)


def _is_unknown(value: Any) -> bool:
    return isinstance(value, Concept) and value.is_unknown
