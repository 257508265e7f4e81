"""Extensions of rows that say both what a contract kept and what NAV marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning_norway.marks import AGREED, EXTENSION, OFFICE
from brukermedvirkning_norway.nav.codes import NORWAY, kept, of_norway

__all__ = ["joined", "marked"]


def marked(
    values: Mapping[str, Any],
    *,
    agreed: bool | None = None,
    office: str | None = None,
) -> FrozenMap:
    """What a contract keeps, with NAV's marks beside it.

    `agreed` is NAV's mark and nobody's agreement; `office` alone may read the row.
    """
    marks = {AGREED: agreed, OFFICE: office}
    said = {name: value for name, value in marks.items() if value is not None}
    own = dict(kept(**values))
    if said:
        own[EXTENSION] = FrozenMap({**own.get(EXTENSION, {}), **said})
    return FrozenMap(own)


def joined(told: Item, other: Item) -> Item:
    """Two rows of one id that contracts of one weight tell: the later one's word, with
    what each of them keeps. What is told now stands for what its contract kept before.
    """
    at, before = told.recorded.at, other.recorded.at
    by, other_by = (of_norway(row.extensions).get("contract") for row in (told, other))
    is_older = (
        None not in (at, before)
        and by != other_by
        and (before, str(other_by)) > (at, str(by))
    )
    word = other if is_older else told
    kept_by_both = {**of_norway(other.extensions), **of_norway(told.extensions)}
    kept_by_both["contract"] = of_norway(word.extensions).get("contract")
    marks = [row.extensions.get(EXTENSION, {}) for row in (told, other)]
    first, second = reversed(marks) if word is told else marks
    both = {**first, **second}
    return attrs.evolve(
        word,
        extensions=FrozenMap(
            {
                **other.extensions,
                **told.extensions,
                **({EXTENSION: both} if both else {}),
                NORWAY: kept_by_both,
            }
        ),
    )
