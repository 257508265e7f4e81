"""Outgoing messages, written with the change that caused them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from brukermedvirkning.ports import PendingMessage
from brukermedvirkning_store_sql.documents import pending_of
from brukermedvirkning_store_sql.schema import OUTBOX
from brukermedvirkning_store_sql.work import Work

__all__ = ["SqlOutbox"]

_WAITING = (
    select(OUTBOX)
    .where(OUTBOX.c.delivered_at.is_(None))
    .order_by(OUTBOX.c.sequence)
    .limit(bindparam("limit"))
)


class SqlOutbox:
    """The messages that wait; see `brukermedvirkning.ports.Outbox`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def pending(self, limit: int = 100) -> Sequence[PendingMessage]:
        """The oldest messages that wait, in the order in which they were written."""
        rows = self._work.rows(_WAITING, {"limit": limit})
        return tuple(pending_of(row) for row in rows)
