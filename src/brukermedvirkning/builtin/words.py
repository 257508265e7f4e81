"""The core's concept lists as vocabularies, with English labels.

The words come from `words.en.toml`, one table a list; a member without a word of its own
is called by its value. Country plugins add their languages.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from brukermedvirkning.domain import concepts
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.vocabulary import Label, Term, Vocabulary

__all__ = ["core_vocabularies", "scheme_of"]


def scheme_of(concept_list: type[Concept]) -> str:
    """The scheme of a concept list: `core.exit-category` for `ExitCategory`."""
    name = concept_list.__name__
    words = "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")
    return f"core.{words}"


@cache
def core_vocabularies() -> tuple[Vocabulary, ...]:
    """One vocabulary for each concept list of the domain, in the order of their ids."""
    content = files(__package__).joinpath("words.en.toml").read_text("utf-8")
    words = tomllib.loads(content)
    lists = [getattr(concepts, name) for name in concepts.__all__]
    return tuple(
        _vocabulary(concept_list, words.get(scheme_of(concept_list), {}))
        for concept_list in sorted(lists, key=scheme_of)
    )


def _vocabulary(concept_list: type[Concept], words: Mapping[str, str]) -> Vocabulary:
    source = " ".join((concept_list.__doc__ or "").split())
    return Vocabulary(
        id=scheme_of(concept_list),
        title=source.partition(".")[0],
        concepts=concept_list.__name__,
        source=f"brukermedvirkning.domain.concepts.{concept_list.__name__}",
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
