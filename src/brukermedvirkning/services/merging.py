"""New content of a source, laid over a case that may have been edited meanwhile.

Three versions are compared row by row: what the source said last time, what it says
now, and what is kept. What both changed is a conflict: what is kept stays, and it is
reported. A row that vanished from the source stays too.
"""

from __future__ import annotations

from typing import Any

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, collections, in_order

__all__ = ["Merge", "merge"]

_WHOLE = ("participant", "unit", "period", "plan", "registered_in_error", "extensions")
"""The fields of a case that are not rows and that a source may change."""


@attrs.frozen(kw_only=True)
class Merge:
    """What came of it: the case, and the ids of the rows concerned.

    `conflicts` are rows or fields that the source changed and somebody here did too.
    `given` is all that the source has said by now, to be compared with next time.
    """

    case: Case
    given: Case
    added: tuple[str, ...]
    changed: tuple[str, ...]
    vanished: tuple[str, ...]
    conflicts: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether the case is as it was."""
        return not (self.added or self.changed)


def merge(base: Case, kept: Case, new: Case, *, partial: bool) -> Merge:
    """Lay new content of a source over the kept case; `base` is what it said last.

    With `partial` the source holds some rows only, and none has vanished.
    Raises `InvalidRecordError` where the rows do not make a valid case together.
    """
    told = _Told()
    values: dict[str, Any] = {}
    for name in collections():
        values[name] = _rows(
            _by_id(base, name), _by_id(kept, name), _by_id(new, name), told
        )
    if not partial:
        for name in _WHOLE:
            before, here, now = (getattr(case, name) for case in (base, kept, new))
            if now in (before, here):
                continue
            if here == before:
                values[name] = now
                told.changed.append(name)
            else:
                told.conflicts.append(name)
    return Merge(
        case=attrs.evolve(kept, origin=_origin(kept, new, partial=partial), **values),
        given=_overlaid(base, new) if partial else new,
        added=tuple(told.added),
        changed=tuple(told.changed),
        vanished=() if partial else tuple(told.vanished),
        conflicts=tuple(told.conflicts),
    )


@attrs.define
class _Told:
    added: list[str] = attrs.field(factory=list)
    changed: list[str] = attrs.field(factory=list)
    vanished: list[str] = attrs.field(factory=list)
    conflicts: list[str] = attrs.field(factory=list)


def _by_id(case: Case, name: str) -> dict[str, Item]:
    return {row.id: row for row in getattr(case, name)}


def _rows(
    base: dict[str, Item], kept: dict[str, Item], new: dict[str, Item], told: _Told
) -> tuple[Item, ...]:
    merged = dict(kept)
    for row_id, row in new.items():
        before, here = base.get(row_id), kept.get(row_id)
        if row in (before, here):
            continue
        if here is None and before is None:
            merged[row_id] = row
            told.added.append(row_id)
        elif here is not None and here == before:
            merged[row_id] = row
            told.changed.append(row_id)
        else:
            told.conflicts.append(row_id)
    told.vanished += [row_id for row_id in base if row_id not in new]
    return in_order(tuple(merged.values()))


def _overlaid(base: Case, new: Case) -> Case:
    """What the source said before, with some rows said anew."""
    rows: dict[str, Any] = {
        name: in_order(tuple({**_by_id(base, name), **_by_id(new, name)}.values()))
        for name in collections()
    }
    return attrs.evolve(base, **rows)


def _origin(kept: Case, new: Case, *, partial: bool) -> Origin:
    """Where the case comes from now: both sources' places, the wider stretch of days."""
    if partial:
        return kept.origin
    ours, theirs = kept.origin.carries, new.origin.carries
    paths = dict.fromkeys((*ours.paths, *theirs.paths))
    return attrs.evolve(
        new.origin,
        carries=Carries(
            everything=ours.everything or theirs.everything, paths=tuple(paths)
        ),
    )
