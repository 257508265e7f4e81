"""Reads the package's data files into values: vocabularies and programmes.

The files are for a domain expert to review, one scheme or programme a file; what they
mean is in their comments. A key that nobody knows is a fault in the file and stops the
load.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import Area, InterventionKind, Role
from brukermedvirkning.domain.organisation import Responsibility, ResponsibilityLevel
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import (
    Offering,
    Programme,
    Promise,
    SolutionDescription,
)
from brukermedvirkning.domain.vocabulary import Label, Match, Term, Vocabulary

__all__ = ["citations", "programmes", "vocabularies", "vocabulary"]

_LANGUAGES = ("nb", "nn", "en")
_CITED = "sources"


@cache
def vocabularies() -> Mapping[str, Vocabulary]:
    """Every vocabulary of the package, by scheme."""
    return {found.id: found for found in map(_vocabulary, _documents("vocabularies"))}


def vocabulary(scheme: str) -> Vocabulary:
    """The vocabulary of a scheme. Raises `KeyError` for one that is not here."""
    return vocabularies()[scheme]


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


def _documents(folder: str) -> Iterator[dict[str, Any]]:
    """The TOML files of a folder of the package, in the order of their names."""
    place: Traversable = files(__package__) / folder
    for path in sorted(place.iterdir(), key=lambda entry: entry.name):
        if path.name.endswith(".toml"):
            yield tomllib.loads(path.read_text("utf-8"))


def _vocabulary(document: dict[str, Any]) -> Vocabulary:
    source = document["source"]
    terms = tuple(_term(entry, source) for entry in document.pop("terms"))
    return Vocabulary(terms=terms, **document)


def _term(entry: dict[str, Any], source: str) -> Term:
    labels = tuple(
        Label(language=language, text=entry.pop(language))
        for language in _LANGUAGES
        if language in entry
    )
    match = Match(entry.pop("match", Match.EXACT))
    return Term(labels=labels, match=match, **{"source": source, **entry})


def _programme(document: dict[str, Any]) -> Programme:
    """A programme; that none of the documents gives a first or last day is no period."""
    document.pop(_CITED)
    roles = document.pop("role_scheme", None)
    groups = document.pop("target_group_scheme", None)
    return Programme(
        period=Period(),
        promises=tuple(map(Promise, document.pop("promises"))),
        chain=tuple(_link(roles, row) for row in document.pop("chain", ())),
        target_groups=tuple(
            _code(groups, notation) for notation in document.pop("target_groups", ())
        ),
        offerings=tuple(map(_offering, document.pop("offerings", ()))),
        solution=SolutionDescription(**document.pop("solution", {})),
        sites=tuple(document.pop("sites", ())),
        **document,
    )


def _link(scheme: str, row: dict[str, Any]) -> Responsibility:
    """A link of the chain of responsibility, its roles as the document words them."""
    by = row.get("delegated_by")
    return Responsibility(
        level=ResponsibilityLevel(row["level"]),
        role=_role(scheme, row["role"]),
        delegated_by=None if by is None else _role(scheme, by),
        delegated_to=tuple(_role(scheme, to) for to in row.get("delegated_to", ())),
    )


def _role(scheme: str, notation: str) -> Coded[Role]:
    concept = Role(_known(scheme, notation).concept or Role.UNKNOWN)
    return Coded(concept=concept, code=_code(scheme, notation))


def _offering(row: dict[str, str]) -> Offering:
    measure = Coded(concept=InterventionKind(row["measure"]))
    return Offering(measure=measure, area=Area(row["area"]))


def _code(scheme: str, notation: str) -> Code:
    return Code(scheme=scheme, code=_known(scheme, notation).notation)


def _known(scheme: str, notation: str) -> Term:
    """A term that its vocabulary has. Raises `ValueError` for any other."""
    term = vocabulary(scheme).find(notation)
    if term is None:
        raise ValueError(f"{scheme} has no term {notation!r}")
    return term
