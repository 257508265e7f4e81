"""Reads the package's data files into values: vocabularies, crosswalks and programmes.

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

from brukermedvirkning.crosswalk_files import read_crosswalks
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    Area,
    ExitCategory,
    FrameKind,
    InterventionKind,
    Role,
)
from brukermedvirkning.domain.crosswalk import Crosswalk
from brukermedvirkning.domain.decisions import Frame
from brukermedvirkning.domain.organisation import Responsibility, ResponsibilityLevel
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import (
    ExitClass,
    ExitTerm,
    Offering,
    Programme,
    Promise,
    SolutionDescription,
    Target,
)
from brukermedvirkning.domain.vocabulary import Term, Vocabulary
from brukermedvirkning.vocabulary_files import read_vocabularies

__all__ = ["citations", "crosswalks", "programmes"]
__all__ += ["vocabularies", "vocabulary"]

_LANGUAGES = ("nb", "nn", "se", "en")
"""Northern Sámi stands where somebody attests it, and is otherwise absent."""

_CITED = "sources"


@cache
def vocabularies() -> Mapping[str, Vocabulary]:
    """Every vocabulary of the package, by scheme."""
    return read_vocabularies(files(__package__) / "vocabularies", languages=_LANGUAGES)


def vocabulary(scheme: str) -> Vocabulary:
    """The vocabulary of a scheme. Raises `KeyError` for one that is not here."""
    return vocabularies()[scheme]


@cache
def crosswalks() -> Mapping[str, Crosswalk]:
    """Every crosswalk of the package, by id."""
    return read_crosswalks(files(__package__) / "crosswalks")


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


def _programme(document: dict[str, Any]) -> Programme:
    """A programme; that none of the documents gives a first or last day is no period."""
    document.pop(_CITED)
    roles = document.pop("role_scheme", None)
    groups = document.pop("target_group_scheme", None)
    measures = document.pop("measure_scheme", None)
    exits = document.pop("exits", None)
    solution = document.pop("solution", {})
    targets = tuple(Target(**row) for row in solution.pop("targets", ()))
    return Programme(
        period=Period(),
        stay_limited=Answer(document.pop("stay_limited", Answer.UNKNOWN)),
        promises=tuple(map(Promise, document.pop("promises"))),
        chain=tuple(_link(roles, row) for row in document.pop("chain", ())),
        target_groups=tuple(
            _code(groups, notation) for notation in document.pop("target_groups", ())
        ),
        offerings=tuple(
            _offering(measures, row) for row in document.pop("offerings", ())
        ),
        solution=SolutionDescription(targets=targets, **solution),
        frames=tuple(map(_frame, document.pop("frames", ()))),
        exit_terms=() if exits is None else _exit_terms(exits),
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


def _offering(scheme: str, row: dict[str, str]) -> Offering:
    """What is offered: a code, whose concept its vocabulary says, or a concept alone."""
    area = Area(row["area"])
    if "code" not in row:
        measure = Coded(concept=InterventionKind(row["measure"]))
        return Offering(measure=measure, area=area)
    term = _known(scheme, row["code"])
    concept = InterventionKind(term.concept or InterventionKind.UNKNOWN)
    code = Code(scheme=scheme, code=term.notation)
    return Offering(measure=Coded(concept=concept, code=code), area=area)


def _frame(row: dict[str, str]) -> Frame:
    return Frame(nature=FrameKind(row["nature"]), reference=row["reference"])


def _exit_terms(scheme: str) -> tuple[ExitTerm, ...]:
    """An exit table; what a code means stands in its vocabulary and nowhere else."""
    (document,) = (one for one in _documents("exits") if one["scheme"] == scheme)
    rows = ((_known(scheme, row["code"]), row) for row in document["terms"])
    return tuple(
        ExitTerm(
            code=Code(scheme=scheme, code=term.notation),
            category=ExitCategory(term.concept or ExitCategory.UNKNOWN),
            counted_as=ExitClass(row["counted_as"]),
        )
        for term, row in rows
    )


def _code(scheme: str, notation: str) -> Code:
    return Code(scheme=scheme, code=_known(scheme, notation).notation)


def _known(scheme: str, notation: str) -> Term:
    """A term that its vocabulary has. Raises `ValueError` for any other."""
    term = vocabulary(scheme).find(notation)
    if term is None:
        raise ValueError(f"{scheme} has no term {notation!r}")
    return term
