"""What is kept beside the cases: records, outgoing messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
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
    """A message that waits in the outbox, and the case it came from.

    `attempts` counts how often somebody took it to deliver it; before `due_at` it is
    left to whoever took it last.
    """

    sequence: int
    case: str
    message: Message
    attempts: int = 0
    due_at: datetime | None = None


class Outbox(Protocol):
    """Outgoing messages, kept together with the change that caused them."""

    def pending(self, limit: int = 100, after: int = 0) -> Sequence[PendingMessage]:
        """The oldest messages that wait, in the order in which they were written.

        Only those whose sequence is greater than `after`. A message that somebody has
        claimed waits until it is delivered.
        """

    def claim(self, pending: PendingMessage, until: datetime) -> bool:
        """Take a message to deliver it, which counts as an attempt, and set `due_at`.

        False, and nothing is changed, where somebody took it since it was read, or it
        waits no longer.
        """

    def delivered(self, pending: PendingMessage, at: datetime) -> bool:
        """Let a message wait no longer; False where it did not wait any more."""
