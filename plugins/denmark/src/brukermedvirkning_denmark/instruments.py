"""Instruments of assessment by id, edition and respondent; no text of any item.

An assessment names its instrument by code and version alone. Here stands which of them
are known, and what is public of their shape, so that a score from another edition, or one
that its instrument cannot give, is noticed. Which instrument somebody uses is theirs: one
that is not here is no fault.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import attrs

from brukermedvirkning.domain.assessments import Assessment
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.record import Id, Ordinal, Record, Text
from brukermedvirkning.errors import Fault, UnknownNameError

__all__ = [
    "SCHEME",
    "Instrument",
    "comparable",
    "doubts_of",
    "instrument",
    "instruments",
]

SCHEME = "dk.instrument"
"""The scheme of the codes of these instruments."""


@attrs.frozen(kw_only=True)
class Instrument(Record):
    """One edition of one instrument.

    `areas` and `levels` (stages of a journey) are how many there are, `items` how many
    questions each respondent is asked, `points` the lowest and the highest score; None, or
    no entry, where that was not read. `respondents` is empty where who answers was not
    read. `every_months` is how often it is meant to be used.
    """

    id: Id
    edition: Text | None = None
    title: Text
    respondents: tuple[Party, ...] = ()
    items: FrozenMap = FrozenMap()
    areas: Ordinal | None = None
    levels: Ordinal | None = None
    points: tuple[int, ...] = ()
    every_months: Ordinal | None = None
    licensed: bool = False
    source: Text

    @property
    def code(self) -> Code:
        """The code by which an assessment names it."""
        return Code(scheme=SCHEME, code=self.id)


def instrument(name: str, edition: str | None = None) -> Instrument:
    """The instrument of an id, in an edition where it has several.

    Raises `UnknownNameError` for one that is not listed, and where the edition is not
    said of an instrument that has more than one.
    """
    found = [one for one in instruments() if one.id == name]
    if not found:
        known = tuple(sorted({one.id for one in instruments()}))
        raise UnknownNameError("instrument", name, known)
    for one in found:
        if one.edition == edition:
            return one
    known = tuple(str(one.edition) for one in found)
    raise UnknownNameError(f"edition of {name}", str(edition), known)


@cache
def instruments() -> tuple[Instrument, ...]:
    """Every edition that is listed, in the order of the file."""
    text = (files(__package__) / "instruments.toml").read_text("utf-8")
    return tuple(
        Instrument(
            respondents=tuple(map(Party, row.pop("respondents", ()))),
            items=FrozenMap(row.pop("items", {})),
            points=tuple(row.pop("points", ())),
            **row,
        )
        for row in tomllib.loads(text)["instruments"]
    )


def comparable(first: Assessment, second: Assessment) -> bool:
    """Whether scores of two assessments may be set beside each other.

    Only of one instrument, in one version that is known, answered by one and the same
    respondent. An instrument that is listed with a single edition needs no version.
    """
    if (first.instrument, first.respondent) != (second.instrument, second.respondent):
        return False
    if first.respondent.is_unknown or first.instrument_version != (
        second.instrument_version
    ):
        return False
    return first.instrument_version is not None or _has_one_edition(first.instrument)


def _has_one_edition(code: Code) -> bool:
    editions = [one for one in instruments() if one.code == code]
    return len(editions) == 1 and editions[0].edition is None


def doubts_of(assessment: Assessment) -> tuple[Fault, ...]:
    """What an assessment says that its instrument, as far as it was read, does not have.

    Empty for an instrument that is not listed.
    """
    named = [one for one in instruments() if one.code == assessment.instrument]
    if not named:
        return ()
    for one in named:
        if one.edition == assessment.instrument_version:
            return tuple(_doubts(one, assessment))
    editions = " or ".join(one.edition or "no version" for one in named)
    found = assessment.instrument_version or "no version"
    return (Fault(field="instrument_version", found=found, expected=editions),)


def _doubts(one: Instrument, assessment: Assessment) -> Iterator[Fault]:
    asked = assessment.respondent
    if one.respondents and not asked.is_unknown and asked not in one.respondents:
        expected = " or ".join(party.value for party in one.respondents)
        yield Fault(field="respondent", found=asked.value, expected=expected)
    most = one.items.get(asked.value, one.areas)
    if most is not None and len(assessment.scores) > most:
        found, expected = str(len(assessment.scores)), f"at most {most} scores"
        yield Fault(field="scores", found=found, expected=expected)
    if one.points:
        least, highest = one.points
        for score in assessment.scores:
            if score.points is not None and not least <= score.points <= highest:
                yield Fault(
                    where=f"scores[{score.dimension}]",
                    field="points",
                    found=str(score.points),
                    expected=f"{least} to {highest}",
                )
