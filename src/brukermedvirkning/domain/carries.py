"""Where a case comes from, and what its source has a place for.

A log that has no field for a plan never says that the plan is missing. Rules and
indicators name what they need; where the source cannot carry it, they cannot tell.
Source: definitions 2.1 "Coverage before value".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import attrs

from brukermedvirkning.domain.record import PERSONAL, Id, Record, Text
from brukermedvirkning.errors import Fault

__all__ = ["EVERYTHING", "KEPT_HERE", "Carries", "Origin"]


@attrs.frozen(kw_only=True)
class Carries(Record):
    """What a source has a place for: paths such as `contact` and `contact.form`.

    A path of one word says that rows of the kind, or the field of the case, can be
    there; a path with a dot that the field can be filled in. `everything` is for what
    the library itself keeps.
    """

    everything: bool = False
    paths: tuple[Id, ...] = ()

    def can(self, path: str) -> bool:
        """Whether the source has a place for what the path names."""
        return self.everything or path in self.paths

    def missing(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the paths that the source has no place for, in their order."""
        return tuple(path for path in paths if not self.can(path))

    def without(self, path: str) -> Carries:
        """The same, less one path; only for what does not carry everything."""
        return attrs.evolve(self, paths=tuple(p for p in self.paths if p != path))


EVERYTHING = Carries(everything=True)


@attrs.frozen(kw_only=True)
class Origin(Record):
    """Which reader brought the case, from what, and what that source can carry.

    `source_key` is what the source calls the case; `content_hash` the digest of its
    content, by which the same content again is known. `known_from` and `known_until` are
    the first and last day of which the source speaks, None where it has no such limit: a
    printed log says nothing of the days after its last row.
    """

    reader: Id | None = None
    source_key: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    content_hash: Id | None = None
    imported_at: datetime | None = None
    known_from: date | None = None
    known_until: date | None = None
    carries: Carries = EVERYTHING

    def _invariants(self) -> Iterator[Fault]:
        """`known_until` is not before `known_from`."""
        if (
            self.known_from
            and self.known_until
            and (self.known_until < self.known_from)
        ):
            yield Fault(
                field="known_until",
                found=str(self.known_until),
                expected=f"{self.known_from} or later",
            )


KEPT_HERE = Origin()
