"""What is never printed alone: a choice of indicators with all that each is printed with.

A share that falls when nobody asks is read beside the share that was asked, or misread.
Source: definitions 2.2 "Only printed with", "Print beside".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.indicators.definition import Definition

__all__ = ["lacking_of", "none_alone", "together"]


def together(
    ids: Iterable[str], known: Mapping[str, Definition]
) -> tuple[Definition, ...]:
    """These, and right behind each what it is printed with, and so on.

    Each stands once, where it comes first. Raises `DefinitionError` where something is
    not known that one is printed with.
    """
    found: dict[str, Definition] = {}
    ahead = list(reversed(list(ids)))
    while ahead:
        one = known[ahead.pop()]
        if one.id in found:
            continue
        for name in one.printed_with:
            if name not in known:
                raise DefinitionError(
                    f"{one.id} is never printed without {name}, which nobody offers"
                )
        found[one.id] = one
        ahead += reversed(one.printed_with)
    return tuple(found.values())


def lacking_of(definitions: Iterable[Definition]) -> Iterator[tuple[str, str]]:
    """Each id that would be alone, with what is not there that it is printed with."""
    found = tuple(definitions)
    there = {one.id for one in found}
    for one in found:
        yield from ((one.id, name) for name in one.printed_with if name not in there)


def none_alone(definitions: Iterable[Definition]) -> tuple[Definition, ...]:
    """Those that have beside them whatever they are printed with."""
    found = tuple(definitions)
    while alone := {indicator for indicator, _ in lacking_of(found)}:
        found = tuple(one for one in found if one.id not in alone)
    return found
