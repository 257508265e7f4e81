"""Codes of NAV's lists as the core reads them: the concept, and the code as it stood."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning_norway import data

__all__ = ["NORWAY", "coded", "kept", "known", "of_norway", "respelt", "spellings"]

E = TypeVar("E", bound=Concept)

NORWAY = "norway"
"""The key of what the core has no field for, in the extensions of a row."""


@cache
def known(scheme: str) -> frozenset[str]:
    """The codes of a scheme that the contracts have."""
    return frozenset(term.notation for term in data.vocabulary(scheme).terms)


def spellings(scheme: str) -> frozenset[str]:
    """The codes of a scheme, and how the systems beside it write them."""
    mappings = data.crosswalks()[f"{scheme}.spelling"].mappings
    return known(scheme) | {mapping.source for mapping in mappings}


def respelt(scheme: str, code: str | None) -> str | None:
    """A code as its scheme writes it; one that nobody knows stays as it is."""
    if code is None:
        return None
    crosswalk = data.crosswalks()[f"{scheme}.spelling"]
    found = [crosswalk.target(one).code for one in crosswalk.translate(code, None)]
    return found[0] if found else code


def coded(
    concepts: type[E], scheme: str, code: str | None, on: date | None = None
) -> Coded[E]:
    """A code with the concept that it means on a day; unknown where it means none.

    `concepts` has a member UNKNOWN; a code without a term is kept, and means nothing.
    """
    unknown = concepts("unknown")
    if code is None:
        return Coded(concept=unknown)
    term = data.vocabulary(scheme).find(code, on)
    meant = None if term is None else term.concept
    return Coded(
        concept=unknown if meant is None else concepts(meant),
        code=Code(scheme=scheme, code=code),
    )


def kept(**values: Any) -> FrozenMap:
    """What the core has no field for, as the extensions of a row; nothing empty."""
    found = {
        name: value for name, value in values.items() if value not in (None, {}, [])
    }
    return FrozenMap({NORWAY: found})


def of_norway(extensions: FrozenMap) -> Mapping[str, Any]:
    """What a row keeps of this plugin's; empty where it keeps nothing."""
    found: Mapping[str, Any] = extensions.get(NORWAY, FrozenMap())
    return found
