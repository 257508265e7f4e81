"""The records that belong to no case: programmes, units, links, survey results …"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from sqlalchemy import bindparam, delete, insert, select

from brukermedvirkning.domain.documents import document_name
from brukermedvirkning.domain.record import Record
from brukermedvirkning.errors import StoreError
from brukermedvirkning.serialization import to_document
from brukermedvirkning_store_sql.documents import record_of
from brukermedvirkning_store_sql.schema import RECORD
from brukermedvirkning_store_sql.work import Work

__all__ = ["SqlRecords"]

T = TypeVar("T", bound=Record)
PAGE = 100

_OF_KIND = select(RECORD.c.id, RECORD.c.document).where(
    RECORD.c.kind == bindparam("kind")
)
_BY_ID = _OF_KIND.where(RECORD.c.id == bindparam("id"))
_AFTER = (
    _OF_KIND.where(RECORD.c.id > bindparam("after")).order_by(RECORD.c.id).limit(PAGE)
)
_DROP = delete(RECORD).where(
    RECORD.c.kind == bindparam("of"), RECORD.c.id == bindparam("named")
)


class SqlRecords(Generic[T]):
    """The records of one class; see `brukermedvirkning.ports.Records`."""

    def __init__(self, work: Work, kind: type[T]) -> None:
        try:
            self._name = document_name(kind)
        except KeyError:
            message = f"records of the class {kind.__name__} are not kept"
        else:
            self._work = work
            self._kind = kind
            return
        raise StoreError(message)

    def get(self, record_id: str) -> T | None:
        """The record of an id, or None."""
        row = self._work.row(_BY_ID, {"kind": self._name, "id": record_id})
        return None if row is None else self._read(row)

    def put(self, record: T) -> None:
        """Keep a record, in place of one of the same id."""
        row = {
            "kind": self._name,
            "id": getattr(record, "id"),  # noqa: B009
            "document": to_document(record),
        }
        with self._work.together():
            self._work.write(_DROP, {"of": row["kind"], "named": row["id"]})
            self._work.write(insert(RECORD), row)

    def all(self) -> Iterator[T]:
        """Every record, in the order of their ids."""
        return map(self._read, self._work.each(self._pages()))

    def _pages(self) -> Iterator[Any]:
        after = ""
        while rows := self._work.rows(_AFTER, {"kind": self._name, "after": after}):
            yield from rows
            after = rows[-1].id

    def _read(self, row: Any) -> T:
        return record_of(row, self._kind, self._name)
