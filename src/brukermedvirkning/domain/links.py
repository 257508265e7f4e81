"""Links between two records of one person. Linked, never merged; a link can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

import attrs

from brukermedvirkning.domain.actors import UNKNOWN_ACTOR, Actor
from brukermedvirkning.domain.record import PERSONAL, Id, Record, Text
from brukermedvirkning.errors import Fault

__all__ = ["PersonLink", "keys_of", "person_keys"]


@attrs.frozen(kw_only=True)
class PersonLink(Record):
    """That two participant keys are one person, why, and whether it was taken back.

    A link that was taken back stays, with who did that and why: nothing was merged, so
    nothing has to be parted.
    """

    id: Id
    first: Id = attrs.field(repr=False, metadata=PERSONAL)
    second: Id = attrs.field(repr=False, metadata=PERSONAL)
    on: date
    by: Actor = UNKNOWN_ACTOR
    reason: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    taken_back_on: date | None = None
    taken_back_by: Actor = UNKNOWN_ACTOR
    taken_back_reason: Text | None = attrs.field(
        default=None, repr=False, metadata=PERSONAL
    )

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day; not any more on the day it is taken back."""
        ended = self.taken_back_on is not None and self.taken_back_on <= day
        return self.on <= day and not ended

    def _invariants(self) -> Iterator[Fault]:
        """`first` and `second` are two participants.
        `taken_back_on` is not before `on`.
        """
        if self.first == self.second:
            yield Fault(field="second", expected="another participant than the first")
        if self.taken_back_on and self.taken_back_on < self.on:
            yield Fault(
                field="taken_back_on",
                found=str(self.taken_back_on),
                expected=f"{self.on} or later",
            )


def person_keys(links: Iterable[PersonLink], on: date) -> Mapping[str, str]:
    """For each participant key that is linked on a day, the one key of its person.

    Links of links count, in whatever order they come; the key is the first of them all
    by code point. Who is not linked is not there, so count `keys.get(one, one)`.
    """
    keys: dict[str, str] = {}
    members: dict[str, set[str]] = {}
    for link in links:
        if not link.holds_on(on):
            continue
        first, second = (
            keys.get(link.first, link.first),
            keys.get(link.second, link.second),
        )
        together = members.pop(first, {first}) | members.pop(second, {second})
        key = min(together)
        members[key] = together
        keys.update(dict.fromkeys(together, key))
    return MappingProxyType(keys)


def keys_of(participant: str, links: Iterable[PersonLink], on: date) -> tuple[str, ...]:
    """Every key that is the same person's as this one on a day, itself included."""
    keys = person_keys(links, on)
    person = keys.get(participant)
    if person is None:
        return (participant,)
    return tuple(sorted(key for key, whose in keys.items() if whose == person))
