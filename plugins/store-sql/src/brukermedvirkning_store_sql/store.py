"""The store itself: an engine of SQLAlchemy, and units of work on its connections."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TypeVar

from sqlalchemy import Connection, Engine

from brukermedvirkning.domain.record import Record
from brukermedvirkning.errors import StoreError
from brukermedvirkning_store_sql.access import SqlAccessLog
from brukermedvirkning_store_sql.cases import SqlCases
from brukermedvirkning_store_sql.dialects import Dialect, asking, dialect_named
from brukermedvirkning_store_sql.identities import SqlIdentities
from brukermedvirkning_store_sql.outbox import SqlOutbox
from brukermedvirkning_store_sql.records import SqlRecords
from brukermedvirkning_store_sql.sqlite import borrowed
from brukermedvirkning_store_sql.versions import ensure_schema
from brukermedvirkning_store_sql.work import Work

__all__ = ["SqlStore", "SqlUnit"]

T = TypeVar("T", bound=Record)


class SqlUnit:
    """One transaction; see `brukermedvirkning.ports.UnitOfWork`."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.cases = SqlCases(work)
        self.outbox = SqlOutbox(work)
        self.access_log = SqlAccessLog(work)
        self.identities = SqlIdentities(work)

    def records(self, kind: type[T]) -> SqlRecords[T]:
        """The records of one class."""
        return SqlRecords(self._work, kind)


class SqlStore:
    """Cases in an SQL database; see `brukermedvirkning.ports.Store`.

    Several threads may use one store, each with units of work of its own.
    """

    def __init__(self, engine: Engine, dialect: Dialect) -> None:
        self._engine = engine
        self._dialect = dialect
        self._is_closed = False
        self._turn: AbstractContextManager[None] = (
            _Turn() if dialect.is_shared(engine) else nullcontext()
        )

    @classmethod
    def open(
        cls,
        url: str,
        *,
        create: bool = True,
        migrate: bool = False,
        timeout: float = 30.0,
    ) -> SqlStore:
        """The store at `sqlite:///path`, or at `sqlite://` one in memory.

        A file that is not there is made with all tables, for its owner alone, unless
        `create` is false; its folder must exist. Older tables are migrated only where
        `migrate` is true. A change waits up to `timeout` seconds for somebody else's.
        Raises `StoreError`.
        """
        dialect = dialect_named(url.partition(":")[0])
        engine = dialect.engine(url, create=create, timeout=timeout)
        store = cls(engine, dialect)
        try:
            with store._connected() as connection:
                asking(
                    lambda: ensure_schema(
                        connection, dialect, create=create, migrate=migrate
                    ),
                    dialect,
                )
        except BaseException:
            store.close()
            raise
        return store

    @staticmethod
    def joined(connection: Connection | sqlite3.Connection) -> SqlUnit:
        """A unit of work inside a transaction that somebody else began and will end.

        Nothing is ever begun, committed or rolled back on the connection, apart from
        savepoints inside the transaction. Raises `StoreError`, at the first change, for
        a connection that is in no transaction.
        """
        if isinstance(connection, sqlite3.Connection):
            connection = borrowed(connection)
        dialect = dialect_named(connection.dialect.name)
        return SqlUnit(Work(connection, dialect, own=False))

    @contextmanager
    def begin(self) -> Iterator[SqlUnit]:
        """A transaction: committed at the end of the block, undone by an exception."""
        with self._turn, self._connected() as connection:
            transaction = asking(connection.begin, self._dialect)
            work = Work(connection, self._dialect, own=True)
            try:
                yield SqlUnit(work)
            except BaseException:
                work.end()
                asking(transaction.rollback, self._dialect)
                raise
            if work.has_ended:
                raise StoreError("the transaction was lost: nothing of it is kept")
            work.end()
            asking(transaction.commit, self._dialect)

    def close(self) -> None:
        """Let go of every connection; the store can no longer be used."""
        self._is_closed = True
        self._engine.dispose()

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        if self._is_closed:
            raise StoreError("the store is closed")
        connection = asking(self._engine.connect, self._dialect)
        try:
            yield connection
        finally:
            asking(connection.close, self._dialect)


class _Turn:
    """One unit of work at a time; those of other threads wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: int | None = None

    def __enter__(self) -> None:
        if self._holder == threading.get_ident():
            raise StoreError("this thread has a unit of work of this store already")
        self._lock.acquire()
        self._holder = threading.get_ident()

    def __exit__(self, *_fault: object) -> None:
        self._holder = None
        self._lock.release()
