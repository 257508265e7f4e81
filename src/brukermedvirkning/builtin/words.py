"""The core's concept lists as vocabularies, with English labels.

The words come from `words.en.toml`, one table a list; a member without a word of its own
is called by its value. Country plugins add their languages.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from brukermedvirkning.domain import (
    collective,
    concepts,
    organisation,
    programme,
    translation,
)
from brukermedvirkning.domain import vocabulary as terms
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.vocabulary import Label, Term, Vocabulary
from brukermedvirkning.rules import access, duty, outcomes, rule
from brukermedvirkning.rules.indicators import life_areas

__all__ = ["core_lists", "core_vocabularies", "scheme_of"]

_BESIDE: tuple[type[Concept], ...] = (
    collective.CollectiveDecisionKind,
    collective.Consequence,
    collective.Level,
    collective.MatterOutcome,
    collective.TierOfGovernment,
    organisation.ResponsibilityLevel,
    organisation.UnitKind,
    programme.ExitClass,
    programme.Promise,
    translation.LossKind,
    terms.Match,
    access.Standing,
    duty.DutyHolder,
    life_areas.HowManyAreas,
    outcomes.Cause,
    outcomes.Severity,
    rule.Scope,
)
"""The lists that people meet, and that stand beside what they are about."""


def scheme_of(concept_list: type[Concept]) -> str:
    """The scheme of a concept list: `core.exit-category` for `ExitCategory`."""
    name = concept_list.__name__
    words = "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")
    return f"core.{words}"


@cache
def core_lists() -> Mapping[str, type[Concept]]:
    """The concept lists that people meet, by scheme and in the order of the schemes."""
    lists = (*(getattr(concepts, name) for name in concepts.__all__), *_BESIDE)
    return MappingProxyType(
        {scheme_of(one): one for one in sorted(lists, key=scheme_of)}
    )


@cache
def core_vocabularies() -> tuple[Vocabulary, ...]:
    """One vocabulary for each concept list that people meet, in the order of their ids."""
    content = files(__package__).joinpath("words.en.toml").read_text("utf-8")
    words = tomllib.loads(content)
    return tuple(
        _vocabulary(scheme, concept_list, words.get(scheme, {}))
        for scheme, concept_list in core_lists().items()
    )


def _vocabulary(
    scheme: str, concept_list: type[Concept], words: Mapping[str, str]
) -> Vocabulary:
    source = " ".join((concept_list.__doc__ or "").split()).removesuffix(".")
    return Vocabulary(
        id=scheme,
        title=source.partition(".")[0],
        concepts=concept_list.__name__,
        source=f"{concept_list.__module__}.{concept_list.__name__}",
        terms=tuple(
            Term(
                notation=member.value,
                concept=member.value,
                labels=(Label(language="en", text=_word(member, words)),),
                source=source,
            )
            for member in concept_list
        ),
    )


def _word(member: Concept, words: Mapping[str, str]) -> str:
    return words.get(member.value, member.value.replace("_", " "))
