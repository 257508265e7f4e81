"""What is kept beside the cases: records, outgoing messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

import attrs

from brukermedvirkning.domain.journal import Message
from brukermedvirkning.domain.record import Record

__all__ = ["Outbox", "PendingMessage", "Records"]

T = TypeVar("T", bound=Record)


class Records(Protocol[T]):
    """Records that belong to no case: programmes, units, links, survey results …"""

    def get(self, record_id: str) -> T | None:
        """The record of an id, or None."""

    def put(self, record: T) -> None:
        """Keep a record, in place of one of the same id."""

    def all(self) -> Iterator[T]:
        """Every record, in the order of their ids."""


@attrs.frozen(kw_only=True)
class PendingMessage:
    """A message that waits in the outbox, and the case it came from."""

    sequence: int
    case: str
    message: Message


class Outbox(Protocol):
    """Outgoing messages, kept together with the change that caused them."""

    def pending(self, limit: int = 100) -> Sequence[PendingMessage]:
        """The oldest messages that wait, in the order in which they were written."""
