"""Scales of assessments, read from TOML: which dimensions are compared, and with which.

What an instrument counts as a step is known to whoever has the instrument, and to nobody
here: so it is written down, and never assumed. Source: D57-84, D134; definitions 2.2
"progression.change", 2.3.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.errors import DefinitionError, DefinitionFileError
from brukermedvirkning.rules.indicators.plain_values import member
from brukermedvirkning.rules.indicators.progression import Scale

__all__ = ["NO_SCALES", "Scales", "read_scales", "scales_from"]

_SCALE: Mapping[str, type] = MappingProxyType(
    {
        "id": str,
        "scheme": str,
        "code": str,
        "version": str,
        "dimension": str,
        "respondent": str,
        "least_step": int,
        "more_is_better": bool,
    }
)
_MAY_LACK = ("version", "more_is_better")
_PAIRS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"gap": ("own", "other"), "together": ("health", "belief")}
)
"""What two scales are asked for together, and what they are called there."""
_PARTIES = {str(party): party for party in Party}


@attrs.frozen(kw_only=True)
class Scales:
    """The scales to be measured; `gaps` are of own and other respondents to one
    dimension, `together` of health as experienced and the belief in work.
    """

    scales: tuple[Scale, ...] = ()
    gaps: tuple[tuple[Scale, Scale], ...] = ()
    together: tuple[tuple[Scale, Scale], ...] = ()


NO_SCALES = Scales()


def scales_from(path: Path) -> Scales:
    """The scales of a TOML file. Raises `DefinitionFileError` with every fault of it."""
    try:
        written = path.read_bytes().decode()
    except UnicodeDecodeError:
        raise DefinitionFileError((f"{path.name}: not a text in UTF-8",)) from None
    return read_scales(written, path.name)


def read_scales(written: str, source: str = "") -> Scales:
    """The scales of a TOML document. Raises `DefinitionFileError` with every fault."""
    reader = _Reader(source)
    found = reader.read(written)
    if reader.problems:
        raise DefinitionFileError(tuple(reader.problems))
    return found


class _Reader:
    """Reads one document and keeps what is wrong with it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.problems: list[str] = []

    def wrong(self, *said: object) -> None:
        """Keep a fault: its place, where it has one, and what is wrong."""
        self.problems.append(": ".join(filter(None, map(str, (self.source, *said)))))

    def read(self, written: str) -> Scales:
        """All that is well formed."""
        try:
            document = tomllib.loads(written)
        except tomllib.TOMLDecodeError as fault:
            self.wrong("not TOML", fault)
            return NO_SCALES
        for key in document:
            if key not in ("scale", *_PAIRS):
                self.wrong(f"there is no table {key!r} here")
        known = dict(filter(None, map(self._scale, self._tables(document, "scale"))))
        pairs = {
            name: tuple(
                pair
                for table in self._tables(document, name)
                if (pair := self._pair(name, table, known)) is not None
            )
            for name in _PAIRS
        }
        return Scales(
            scales=tuple(known.values()),
            gaps=pairs["gap"],
            together=pairs["together"],
        )

    def _tables(self, document: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
        tables = document.get(name, [])
        if isinstance(tables, list) and all(isinstance(one, dict) for one in tables):
            return tables
        self.wrong(name, f"write [[{name}]] above each")
        return []

    def _scale(self, table: dict[str, Any]) -> tuple[str, Scale] | None:
        place = f"scale {table.get('id', '')}".strip()
        before = len(self.problems)
        for name, kind in _SCALE.items():
            if name in table and type(table[name]) is not kind:
                self.wrong(place, f"{name} is {kind.__name__}, not {table[name]!r}")
            elif name not in table and name not in _MAY_LACK:
                self.wrong(place, f"{name} is missing")
        for name in table:
            if name not in _SCALE:
                self.wrong(place, f"there is no key {name!r} here")
        if len(self.problems) > before:
            return None
        try:
            respondent = member(table["respondent"], _PARTIES, "party")
        except DefinitionError as fault:
            self.wrong(place, f"respondent: {fault}")
            return None
        return table["id"], Scale(
            instrument=Code(scheme=table["scheme"], code=table["code"]),
            instrument_version=table.get("version"),
            dimension=table["dimension"],
            respondent=respondent,
            least_step=table["least_step"],
            more_is_better=table.get("more_is_better", True),
        )

    def _pair(
        self, name: str, table: dict[str, Any], known: Mapping[str, Scale]
    ) -> tuple[Scale, Scale] | None:
        sides = _PAIRS[name]
        if set(table) != set(sides):
            self.wrong(name, f"it has the keys {' and '.join(sides)}")
            return None
        lost = [side for side in sides if str(table[side]) not in known]
        for side in lost:
            self.wrong(name, f"{side}: no scale is called {table[side]!r}")
        one, other = (str(table[side]) for side in sides)
        return None if lost else (known[one], known[other])
