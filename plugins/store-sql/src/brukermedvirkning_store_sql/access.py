"""The access log of a transaction: a row for each entry, read a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select

from brukermedvirkning.domain.concepts import ActorKind, Purpose
from brukermedvirkning.errors import InvalidRecordError, StoreError
from brukermedvirkning.rules.access import AccessEntry, Action
from brukermedvirkning_store_sql.documents import roles_of, roles_text
from brukermedvirkning_store_sql.schema import ACCESS_LOG
from brukermedvirkning_store_sql.work import Work

__all__ = ["SqlAccessLog"]

PAGE = 100

_AFTER = (
    select(ACCESS_LOG)
    .where(ACCESS_LOG.c.case_id == bindparam("case"))
    .where(ACCESS_LOG.c.sequence > bindparam("after"))
    .order_by(ACCESS_LOG.c.sequence)
    .limit(PAGE)
)
_ERASE = delete(ACCESS_LOG).where(ACCESS_LOG.c.case_id == bindparam("case"))


class SqlAccessLog:
    """The access log of one transaction; see `brukermedvirkning.ports.AccessLog`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def append(self, entry: AccessEntry) -> None:
        """Add an entry after all others."""
        with self._work.together():
            self._work.write(insert(ACCESS_LOG), _row(entry))

    def of_case(self, case_id: str) -> Iterator[AccessEntry]:
        """The entries of a case, in the order in which they were added."""
        return map(_entry, self._work.each(self._pages(case_id)))

    def _pages(self, case_id: str) -> Iterator[Row[Any]]:
        after = 0
        while rows := self._work.rows(_AFTER, {"case": case_id, "after": after}):
            yield from rows
            after = rows[-1].sequence

    def erase(self, case_id: str) -> int:
        """Remove every entry of a case and return how many there were."""
        with self._work.together():
            return self._work.write(_ERASE, {"case": case_id})


def _row(entry: AccessEntry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(),
        "actor_kind": entry.kind.value,
        "actor_id": entry.reader,
        "actor_unit": entry.unit,
        "actor_roles": roles_text(entry.roles),
        "action": entry.action.value,
        "case_id": entry.case,
        "item_kind": entry.item_kind,
        "purpose": entry.purpose.value,
        "basis": entry.basis,
        "outcome": entry.outcome,
    }


def _entry(row: Row[Any]) -> AccessEntry:
    """The entry of a row. Raises `StoreError`, showing nothing of it, for no such row."""
    try:
        return AccessEntry(
            case=row.case_id,
            at=datetime.fromisoformat(row.at),
            purpose=Purpose(row.purpose),
            unit=row.actor_unit,
            kind=ActorKind(row.actor_kind),
            roles=roles_of(row.actor_roles),
            action=Action(row.action),
            item_kind=row.item_kind,
            outcome=row.outcome,
            basis=row.basis,
            reader=row.actor_id,
        )
    except (InvalidRecordError, LookupError, TypeError, ValueError):
        pass
    # Raised here and not above, so that nothing of the fault hangs on.
    message = f"entry {row.sequence} of the access log is damaged"
    raise StoreError(message)
