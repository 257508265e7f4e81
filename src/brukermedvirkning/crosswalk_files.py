"""Reads crosswalks from TOML files that a domain expert can review, one a file.

    id = "acme.exit-2026"
    from_scheme = "acme.exit"
    to_scheme = "acme.exit-2026"
    reference = "Acme's handbook of 2026, 7"
    first_day = 2026-01-01

    [[mappings]]
    source = "W"
    target = "EMPLOYED"
    match = "close"
    loss = "EMPLOYED has subsidised jobs as well."

    [[gaps]]
    source = "X"
    why = "No longer counted."

A mapping has of `match`, `loss`, `reference`, `verified`, `first_day` and `last_day` what
it needs; the reference and each of the days are the file's where it has none. What nobody
knows, and what cannot be right, is a fault of the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from brukermedvirkning.domain.crosswalk import Crosswalk, Gap
from brukermedvirkning.domain.crosswalk import Mapping as CodeMapping
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.vocabulary import Match
from brukermedvirkning.errors import DefinitionFileError, InvalidRecordError

__all__ = ["read_crosswalk", "read_crosswalks"]

_NAMES = frozenset({"id", "from_scheme", "to_scheme"})
_DAYS = frozenset({"first_day", "last_day"})
_OF_FILE = _NAMES | _DAYS | {"reference", "mappings", "gaps"}
_PAIR = frozenset({"source", "target"})
_OF_MAPPING = _PAIR | _DAYS | {"match", "loss", "reference", "verified"}
_OF_GAP = frozenset({"source", "why", "reference"})


def read_crosswalks(folder: Traversable) -> Mapping[str, Crosswalk]:
    """The crosswalks of the TOML files of a folder, by id, in the files' order.

    Raises `DefinitionFileError` with every fault of every file.
    """
    found: dict[str, Crosswalk] = {}
    problems: list[str] = []
    for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not path.name.endswith(".toml"):
            continue
        try:
            one = read_crosswalk(path.read_text("utf-8"), name=path.name)
        except DefinitionFileError as error:
            problems += error.problems
            continue
        if one.id in found:
            problems.append(f"{path.name}: {one.id} stands in another file, too")
        found[one.id] = one
    if problems:
        raise DefinitionFileError(tuple(problems))
    return MappingProxyType(found)


def read_crosswalk(content: str, *, name: str) -> Crosswalk:
    """The crosswalk of one file; `name` is what faults call it.

    Raises `DefinitionFileError` with every fault that was found.
    """
    try:
        document = tomllib.loads(content)
        problems = [*_misshapen(document)]
        if not problems:
            return _crosswalk(document)
    except (tomllib.TOMLDecodeError, InvalidRecordError) as error:
        problems = [str(error)]
    raise DefinitionFileError(tuple(f"{name}: {problem}" for problem in problems))


def _misshapen(document: dict[str, Any]) -> Iterator[str]:
    """What stands in the file that has no meaning there, and what does not stand there."""
    yield from _keys(document, "", _NAMES | {"mappings"}, _OF_FILE)
    yield from _days(document, "")
    tables = (
        ("mapping", _PAIR, _OF_MAPPING),
        ("gap", _OF_GAP - {"reference"}, _OF_GAP),
    )
    for kind, required, known in tables:
        rows = document.get(f"{kind}s", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            yield f"{kind}s: expected tables, each under [[{kind}s]]"
            continue
        for place, row in enumerate(rows, start=1):
            where = f"{kind} {row.get('source', place)!r}: "
            yield from _keys(row, where, required, known)
            yield from _days(row, where)
            if row.get("match", "exact") not in {member.value for member in Match}:
                yield f"{where}match: expected exact or close"


def _keys(
    table: Mapping[str, Any],
    where: str,
    required: frozenset[str],
    known: frozenset[str],
) -> Iterator[str]:
    for key in sorted(required - table.keys()):
        yield f"{where}{key} is missing"
    for key in sorted(table.keys() - known):
        yield f"{where}{key!r} is nothing that can be said here"


def _days(table: Mapping[str, Any], where: str) -> Iterator[str]:
    for key in sorted(_DAYS & table.keys()):
        if type(table[key]) is not date:
            yield f"{where}{key}: expected a day such as 2024-01-01"


def _crosswalk(document: dict[str, Any]) -> Crosswalk:
    shared = {key: document[key] for key in ("reference",) if key in document}
    valid = _period(document, Period())
    return Crosswalk(
        mappings=tuple(
            _mapping({**shared, **row}, valid) for row in document["mappings"]
        ),
        gaps=tuple(Gap(**{**shared, **row}) for row in document.get("gaps", ())),
        **{name: document[name] for name in _NAMES},
    )


def _mapping(row: dict[str, Any], of_file: Period) -> CodeMapping:
    plain = {key: row[key] for key in row.keys() - _DAYS - {"match"}}
    return CodeMapping(
        match=Match(row.get("match", Match.EXACT)),
        valid=_period(row, of_file),
        **plain,
    )


def _period(table: Mapping[str, Any], of_file: Period) -> Period:
    """The days of a table; those that it does not name are the file's."""
    return Period.through(
        table.get("first_day", of_file.start), table.get("last_day", of_file.last_day)
    )
