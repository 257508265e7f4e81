"""Outgoing messages, written with the change that caused them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update

from brukermedvirkning.ports import PendingMessage
from brukermedvirkning_store_sql.documents import pending_of
from brukermedvirkning_store_sql.schema import OUTBOX
from brukermedvirkning_store_sql.work import Work

__all__ = ["SqlOutbox"]

_WAITING = (
    select(OUTBOX)
    .where(OUTBOX.c.delivered_at.is_(None))
    .where(OUTBOX.c.sequence > bindparam("after"))
    .order_by(OUTBOX.c.sequence)
    .limit(bindparam("limit"))
)
_THE = (
    update(OUTBOX)
    .where(OUTBOX.c.sequence == bindparam("of"))
    .where(OUTBOX.c.delivered_at.is_(None))
)
_CLAIM = _THE.where(OUTBOX.c.attempts == bindparam("so_far")).values(
    attempts=bindparam("so_far") + 1, due_at=bindparam("until")
)
_DELIVER = _THE.values(delivered_at=bindparam("at"))


class SqlOutbox:
    """The messages that wait; see `brukermedvirkning.ports.Outbox`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def pending(self, limit: int = 100, after: int = 0) -> Sequence[PendingMessage]:
        """The oldest messages that wait, in the order in which they were written."""
        rows = self._work.rows(_WAITING, {"limit": limit, "after": after})
        return tuple(pending_of(row) for row in rows)

    def claim(self, pending: PendingMessage, until: datetime) -> bool:
        """Take a message to deliver it, unless somebody took it since it was read."""
        so_far = pending.attempts
        values = {"of": pending.sequence, "so_far": so_far, "until": until.isoformat()}
        with self._work.together():
            return bool(self._work.write(_CLAIM, values))

    def delivered(self, pending: PendingMessage, at: datetime) -> bool:
        """Let a message wait no longer; False where it did not wait any more."""
        values = {"of": pending.sequence, "at": at.isoformat()}
        with self._work.together():
            return bool(self._work.write(_DELIVER, values))
