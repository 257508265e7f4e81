"""One thing under several ids: which of them its row has.

NAV knows an activity by a number, and other systems know it by a uuid; some messages
have the one, some the other, and some both. A row that is known keeps its id, and the
others with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning_norway.nav.codes import of_norway
from brukermedvirkning_norway.nav.told import Told

__all__ = ["ALSO", "doubled", "named"]

ALSO = "also"
"""Under which a row keeps the other ids of its thing."""


def named(told: Sequence[Told], rows: Mapping[str, Item]) -> tuple[Told, ...]:
    """What was told, each by the one id of its thing, and every other id with it."""
    names = _names(told, rows)
    found = []
    for one in told:
        about = names.get(one.about, one.about)
        also = {one.about, *one.also} - {about}
        found.append(attrs.evolve(one, about=about, also=tuple(sorted(also))))
    return tuple(found)


def doubled(told: Iterable[Told], rows: Mapping[str, Item]) -> frozenset[str]:
    """The known rows of things that have a row under another id, too."""
    return frozenset(
        other
        for one in told
        for other in one.also
        if other in rows and one.about in rows
    )


def _names(told: Sequence[Told], rows: Mapping[str, Item]) -> dict[str, str]:
    names: dict[str, str] = {}
    for row in rows.values():
        for other in of_norway(row.extensions).get(ALSO, ()):
            names[other] = row.id
    for one in told:
        for other in one.also:
            known = names.get(one.about) or names.get(other)
            if known is None:
                known = other if other in rows and one.about not in rows else one.about
            names |= {name: known for name in (one.about, other) if name != known}
    return names
