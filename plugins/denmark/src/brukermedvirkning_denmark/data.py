"""Reads the package's data files into values: vocabularies, crosswalks and programmes.

The files are for a domain expert to review, one scheme a file; what they mean is in
their comments. A key that nobody knows is a fault in the file and stops the load.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from brukermedvirkning.crosswalk_files import read_crosswalks
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import Area, ExitCategory, InterventionKind
from brukermedvirkning.domain.crosswalk import Crosswalk
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import (
    ExitClass,
    ExitTerm,
    Offering,
    PlannedPlaces,
    Programme,
    Promise,
    SolutionDescription,
)
from brukermedvirkning.domain.vocabulary import Vocabulary
from brukermedvirkning.vocabulary_files import read_vocabularies

__all__ = ["citations", "crosswalks", "programmes"]
__all__ += ["vocabularies", "vocabulary"]

_LANGUAGES = ("da", "en")
_CITED = "sources"


@cache
def vocabularies() -> Mapping[str, Vocabulary]:
    """Every vocabulary of the package, by scheme."""
    return read_vocabularies(_folder("vocabularies"), languages=_LANGUAGES)


def vocabulary(scheme: str) -> Vocabulary:
    """The vocabulary of a scheme. Raises `KeyError` for one that is not here."""
    return vocabularies()[scheme]


@cache
def crosswalks() -> Mapping[str, Crosswalk]:
    """Every crosswalk of the package, by id."""
    return read_crosswalks(_folder("crosswalks"))


@cache
def programmes() -> Mapping[str, Programme]:
    """Every programme of the package, by id."""
    return {found.id: found for found in map(_programme, _documents("programmes"))}


@cache
def citations() -> Mapping[str, Mapping[str, str]]:
    """The lines that each promise and setting of a programme rests on.

    By the id of the programme, and in it by promise or by field.
    """
    return {
        document["id"]: {**document["promises"], **document[_CITED]}
        for document in _documents("programmes")
    }


def _folder(name: str) -> Traversable:
    """A folder of the package, wherever the package is kept."""
    return files(__package__) / name


def _documents(folder: str) -> Iterator[dict[str, Any]]:
    """The TOML files of a folder, in the order of their names."""
    entries = _folder(folder).iterdir()
    for path in sorted(entries, key=lambda entry: entry.name):
        if path.name.endswith(".toml"):
            yield tomllib.loads(path.read_text("utf-8"))


def _programme(document: dict[str, Any]) -> Programme:
    document.pop(_CITED)
    groups = document.pop("target_group_scheme")
    exits = document.pop("exit_scheme")
    first, last = document.pop("first_day"), document.pop("last_day")
    return Programme(
        period=Period.through(first, last),
        target_groups=tuple(
            _code(groups, code) for code in document.pop("target_groups")
        ),
        promises=tuple(map(Promise, document.pop("promises"))),
        offerings=tuple(map(_offering, document.pop("offerings"))),
        solution=SolutionDescription(**document.pop("solution")),
        parameters=FrozenMap(document.pop("parameters")),
        exit_terms=tuple(_exit_term(exits, row) for row in document.pop("exit_terms")),
        planned_places=tuple(
            PlannedPlaces(
                target_group=_code(groups, row["target_group"]), places=row["places"]
            )
            for row in document.pop("planned_places")
        ),
        sites=tuple(document.pop("sites", ())),
        **document,
    )


def _offering(row: dict[str, str]) -> Offering:
    measure = Coded(concept=InterventionKind(row["measure"]))
    return Offering(measure=measure, area=Area(row["area"]))


def _exit_term(scheme: str, row: dict[str, str]) -> ExitTerm:
    """A row of an exit table; what it means stands in the vocabulary and nowhere else."""
    (term,) = (t for t in vocabulary(scheme).terms if t.notation == row["code"])
    return ExitTerm(
        code=Code(scheme=scheme, code=row["code"]),
        category=ExitCategory(term.concept or ExitCategory.UNKNOWN),
        counted_as=ExitClass(row["counted_as"]),
    )


def _code(scheme: str, notation: str) -> Code:
    """A code that its vocabulary knows. Raises `ValueError` for any other."""
    if vocabulary(scheme).find(notation) is None:
        raise ValueError(f"{scheme} has no term {notation!r}")
    return Code(scheme=scheme, code=notation)
