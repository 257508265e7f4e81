"""By which paragraph a Danish measure was given on a day.

One measure has had several paragraphs, and one number has meant several measures, so the
day is always asked for. The rows stand in `paragraphs.toml`, each with its source.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

import attrs

from brukermedvirkning.domain.concepts import InterventionKind
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Id, Record, Text
from brukermedvirkning.domain.vocabulary import Match
from brukermedvirkning.errors import OutsidePeriodsError, UnknownNameError
from brukermedvirkning_denmark import data

__all__ = ["MEASURES", "LegalBasis", "measure_named", "paragraph_of", "paragraphs"]

MEASURES = "dk.measure"
"""The scheme of the measures."""


@attrs.frozen(kw_only=True)
class LegalBasis(Record):
    """By what a measure was given on the days of `valid`, and where that was read.

    `paragraph` is None where only the chapter was read, and the other way about.
    """

    measure: Text
    act: Text
    chapter: Id | None = None
    paragraph: Text | None = None
    valid: Period
    source: Text

    @property
    def named(self) -> str:
        """The paragraph, or else the chapter."""
        return self.paragraph or f"ch. {self.chapter}"


def paragraph_of(measure: str | InterventionKind, on: date) -> LegalBasis:
    """By which paragraph a measure was given on a day.

    A measure of the core stands for the one Danish measure that means exactly it. Raises
    `UnknownNameError` for a measure that the law was not read for, and
    `OutsidePeriodsError`, which names the nearest period, for a day outside all of them.
    """
    name = measure_named(measure) if isinstance(measure, InterventionKind) else measure
    rows = paragraphs().get(name)
    if not rows:
        raise UnknownNameError("Danish measure", name, tuple(sorted(paragraphs())))
    for row in rows:
        if row.valid.contains(on):
            return row
    nearest = min(rows, key=lambda row: _distance(row.valid, on))
    raise OutsidePeriodsError(
        MEASURES,
        name,
        on=on,
        first=nearest.valid.start,
        last=nearest.valid.last_day,
    )


def measure_named(kind: InterventionKind) -> str:
    """The Danish measure that means exactly a measure of the core.

    Raises `UnknownNameError` where none does, or only nearly.
    """
    exact = {
        term.concept: term.notation
        for term in data.vocabulary(MEASURES).terms
        if term.concept and term.match is Match.EXACT
    }
    if kind.value not in exact:
        raise UnknownNameError("Danish measure", kind.value, tuple(sorted(exact)))
    return exact[kind.value]


@cache
def paragraphs() -> Mapping[str, tuple[LegalBasis, ...]]:
    """All rows, by measure, in the order of their days."""
    path = files(__package__) / "paragraphs.toml"
    document = tomllib.loads(path.read_text("utf-8"))
    acts = document["acts"]
    found: dict[str, list[LegalBasis]] = {}
    for row in document["rows"]:
        valid = Period.through(row.pop("first_day"), row.pop("last_day"))
        act = acts[str(row.pop("act"))]
        basis = LegalBasis(act=act, valid=valid, **row)
        found.setdefault(basis.measure, []).append(basis)
    return {name: tuple(sorted(rows, key=_first)) for name, rows in found.items()}


def _first(row: LegalBasis) -> date:
    return row.valid.start or date.min


def _distance(valid: Period, on: date) -> int:
    """How many days a day lies outside a period with both ends."""
    first, last = valid.start or date.min, valid.last_day or date.max
    return max((first - on).days, (on - last).days)
