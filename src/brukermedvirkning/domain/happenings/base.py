"""What every happening is, how it is asked for, and how it changes a case.

A happening is one value: what is asked for, and what then stands in the journal. Each
area has a module with its happenings and their handlers; nothing else knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, ClassVar, Generic, TypeVar

import attrs

from brukermedvirkning.domain.actors import UNKNOWN_ACTOR, Actor, Item, Recorded
from brukermedvirkning.domain.case import Case, in_order, row_kinds
from brukermedvirkning.domain.concepts import ActorKind, Party
from brukermedvirkning.domain.ownership import TOGETHER, Ownership
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.record import Id, Record, Text

__all__ = [
    "Act",
    "Context",
    "Handler",
    "Happening",
    "Refusal",
    "find_row",
    "party_of",
    "with_row",
]


@attrs.frozen(kw_only=True)
class Happening(Record):
    """Something that happened to a case, at an instant, written down by somebody."""

    kind: ClassVar[str]

    at: datetime
    by: Actor = UNKNOWN_ACTOR


@attrs.frozen(kw_only=True)
class Act(Happening):
    """Something that somebody did in a case, on a civil day.

    `source` is whose act it is, `by` whose hand wrote it. `goes_on_after_exit` says that
    it may still happen when the last enrolment has ended or the case is closed.
    `is_right` marks the acts that no policy can close to the participant: stating
    disagreement, withdrawing agreement, proposing a change, adding own words, asking
    again. Source: definitions 3.1.
    """

    goes_on_after_exit: ClassVar[bool] = False
    is_right: ClassVar[bool] = False

    on: date
    source: Actor = UNKNOWN_ACTOR

    @property
    def recorded(self) -> Recorded:
        """What a row that comes of this act says of where it comes from."""
        return Recorded(source=self.source, by=self.by, at=self.at)

    @property
    def party(self) -> Party:
        """The side whose act it is."""
        return party_of(self.source)

    @property
    def target(self) -> tuple[str, str] | None:
        """The kind and id of the row that the act changes; None where it adds one."""
        return None

    @property
    def changes(self) -> tuple[str, ...]:
        """The fields of that row that it would change, where a policy may limit them."""
        return ()


_PARTIES: Mapping[ActorKind, Party] = {
    ActorKind.PARTICIPANT: Party.PARTICIPANT,
    ActorKind.REPRESENTATIVE: Party.REPRESENTATIVE,
    ActorKind.STAFF: Party.SERVICE,
    ActorKind.ORGANISATION: Party.SERVICE,
    ActorKind.SYSTEM: Party.SERVICE,
    ActorKind.PEER_WORKER: Party.PEER,
    ActorKind.UNKNOWN: Party.UNKNOWN,
}


def party_of(actor: Actor) -> Party:
    """The side that an actor is on."""
    return _PARTIES[actor.kind]


@attrs.frozen(kw_only=True)
class Refusal(Record):
    """That a happening is not permitted: by which rule, why, and what is permitted.

    `rule` and `reason` are keys; `permitted` names happenings that could be asked for
    instead. A value, never an exception.
    """

    rule: Id
    reason: Text
    permitted: tuple[Id, ...] = ()


@attrs.frozen(kw_only=True)
class Context:
    """What a decision may look at beside the case: programmes, policy, other cases.

    `open_elsewhere` are the programmes in which the person has an open enrolment in
    another case.
    """

    programmes: Mapping[str, Programme] = attrs.field(factory=dict)
    policy: Ownership = TOGETHER
    open_elsewhere: frozenset[str] = frozenset()


H = TypeVar("H", bound=Happening)


def _nothing(_case: Case, _happening: Any, _context: Context) -> Iterator[Any]:
    return iter(())


@attrs.frozen(kw_only=True)
class Handler(Generic[H]):
    """How one kind of happening is refused, what it changes, and what follows from it.

    `change` is pure and total for what `refuse` lets pass. `refuse` yields every reason
    against. `follow` yields further happenings that this one brings with it; they are
    decided in their turn.
    """

    change: Callable[[Case, H], Case]
    refuse: Callable[[Case, H, Context], Iterator[Refusal]] = _nothing
    follow: Callable[[Case, H, Context], Iterator[Happening]] = _nothing


R = TypeVar("R", bound=Item)


def with_row(case: Case, row: Item) -> Case:
    """The case with a row added, or put in place of the row of its kind and id."""
    name = row_kinds()[row.kind]
    others = tuple(one for one in getattr(case, name) if one.id != row.id)
    changed: dict[str, Any] = {name: in_order((*others, row))}
    return attrs.evolve(case, **changed)


def find_row(case: Case, kind: type[R], row_id: str) -> R | None:
    """The row of a class and id, or None."""
    rows: tuple[R, ...] = getattr(case, row_kinds()[kind.kind])
    return next((row for row in rows if row.id == row_id), None)
