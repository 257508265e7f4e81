"""JSON Schemas (draft 2020-12) of the documents, made from the classes themselves.

A schema accepts every document that the library writes and rejects every fault of
shape, type, enumeration, missing or unknown field. What it cannot say stands in it as
sentences, under `x-invariants`, taken from the classes that hold to them.

`python -m brukermedvirkning.schema` writes the schema that is shipped.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.documents import document_format, document_name
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.record import WHOLE_LIMIT, Record, field_types

__all__ = ["SHIPPED", "case_schema", "document_schema", "invariants", "write_shipped"]

SHIPPED = Path(__file__).with_name("schemas") / "case.v1.schema.json"
"""The schema of a case as it is shipped; `write_shipped` makes it anew."""

# Dates that are in the calendar: a regular expression can say that, and `format` need
# not be looked at by whoever checks.
_YEAR = (
    "([0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})"  # not 0000
)
_LEAP = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"
_DAY = (
    f"({_YEAR}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    "|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
    f"|{_LEAP}-02-29)"
)
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_PLAIN: Mapping[type, Mapping[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": -WHOLE_LIMIT, "maximum": WHOLE_LIMIT},
    date: {
        "type": "string",
        "format": "date",
        "pattern": f"^{_DAY}$",
        "maxLength": 10,
    },
    datetime: {
        "type": "string",
        "format": "date-time",
        "pattern": f"^{_DAY}T{_CLOCK}:[0-5][0-9](\\.[0-9]{{1,6}})?(Z|[+-]{_CLOCK})$",
        "not": {"pattern": r"\s"},
    },
    FrozenMap: {
        "type": "object",
        "description": "What a country needs and the core has no field for, by plugin.",
        "x-invariants": [
            "Objects and lists are nested at most 32 deep.",
            "A whole number lies within 2^53 - 1.",
        ],
    },
}
_OF_EVERY_DOCUMENT = (
    "The text is UTF-8 without a byte order mark, and every character is whole.",
    "No key stands twice in an object.",
    "A whole number is written without fraction and exponent.",
)


def case_schema() -> dict[str, Any]:
    """The schema of a case's document."""
    return document_schema(Case)


def document_schema(record: type[Record]) -> dict[str, Any]:
    """The schema of a record's document. Raises `KeyError` for one that has none."""
    name = document_name(record)
    definitions: dict[str, Any] = {}
    reference = _schema(record, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{document_format(name).replace('.', ':')}:1",
        "title": document_format(name),
        "type": "object",
        "properties": {
            "format": {"const": document_format(name)},
            "version": {"const": 1},
            name: reference,
        },
        "required": ["format", "version", name],
        "additionalProperties": False,
        "x-invariants": list(_OF_EVERY_DOCUMENT),
        "$defs": dict(sorted(definitions.items())),
    }


def invariants(record: type[Record]) -> tuple[str, ...]:
    """What the fields of a record hold to together, one sentence each."""
    for base in record.__mro__:
        if base is Record:
            break
        if "_invariants" in vars(base):
            lines = inspect.getdoc(vars(base)["_invariants"]) or ""
            return tuple(line for line in lines.splitlines() if line)
    return ()


def write_shipped() -> None:
    """Make the shipped schema anew from the classes."""
    text = json.dumps(case_schema(), ensure_ascii=False, indent=2)
    SHIPPED.write_text(f"{text}\n", encoding="utf-8")


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of one annotation; what it refers to is added to the definitions."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        kind = "string" if arguments[0] is str else "integer"
        return {"type": kind} | {name: _thawed(v) for name, v in arguments[1].schema}
    if origin in (Union, UnionType):
        return {"anyOf": [_schema(arguments[0], definitions), {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    record = origin or hint
    name = record.__name__ + "".join(argument.__name__ for argument in arguments)
    if name not in definitions:
        definitions[name] = {}
        if issubclass(record, Concept):
            definitions[name] = _of_concept(record)
        else:
            definitions[name] = _of_record(record, arguments, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _thawed(value: Any) -> Any:
    return value.thawed() if isinstance(value, FrozenMap) else value


def _of_concept(concepts: type[Concept]) -> dict[str, Any]:
    return {
        "description": _description(concepts),
        "enum": [member.value for member in concepts],
    }


def _of_record(
    record: Any, arguments: tuple[Any, ...], definitions: dict[str, Any]
) -> dict[str, Any]:
    properties = {}
    for name, hint in field_types(record).items():
        # The one type variable of a generic record stands for its one argument.
        known = arguments[0] if isinstance(hint, TypeVar) else hint
        properties[name] = _schema(known, definitions)
    schema = {
        "description": _description(record),
        "type": "object",
        "properties": properties,
        "required": [
            field.name
            for field in attrs.fields(record)
            if field.default is attrs.NOTHING
        ],
        "additionalProperties": False,
    }
    if sentences := invariants(record):
        schema["x-invariants"] = list(sentences)
    return schema


def _description(cls: type) -> str:
    """A class's docstring with its paragraphs, without its line breaks."""
    paragraphs = inspect.cleandoc(cls.__doc__ or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


if __name__ == "__main__":
    write_shipped()
