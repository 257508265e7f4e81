"""All that is peculiar to SQLite: files, locks, and what its failures mean."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from brukermedvirkning.errors import StoreError

__all__ = ["SQLite", "borrowed"]


class SQLite:
    """SQLite. One transaction writes at a time; those that read never wait."""

    name = "sqlite"

    def engine(self, url: str, *, create: bool, timeout: float) -> Engine:
        """An engine for a file, which is made where it is missing, or for memory."""
        path = _path(url)
        arguments: dict[str, Any] = {"timeout": timeout}
        if path is None:
            # What is in memory is gone with its connection: there is one, shared.
            arguments["check_same_thread"] = False
            engine = create_engine(
                "sqlite://",
                connect_args=arguments,
                poolclass=StaticPool,
                hide_parameters=True,
            )
        else:
            _make_file(path, create=create)
            engine = create_engine(url, connect_args=arguments, hide_parameters=True)
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
        return engine

    def is_shared(self, engine: Engine) -> bool:
        """Whether all units of work have one connection, which they take in turn."""
        return isinstance(engine.pool, StaticPool)

    def begin_writing(self, connection: Connection) -> None:
        """Leave the snapshot that was read and take the lock, waiting for it.

        A snapshot cannot become a transaction that writes once somebody else has
        written. Nothing is lost by leaving it: it has no changes, and `save` looks at
        the revision again.
        """
        connection.exec_driver_sql("COMMIT")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except DBAPIError:
            connection.exec_driver_sql("BEGIN")
            raise

    def in_transaction(self, connection: Connection) -> bool:
        """Whether SQLite is in a transaction; `sqlite3` begins one with a change."""
        connection.exec_driver_sql("DELETE FROM bmv_schema_version WHERE 0")
        driver = connection.connection.dbapi_connection
        return bool(driver and driver.in_transaction)

    def reason(self, fault: DBAPIError) -> str:
        """What SQLite's code for the failure means."""
        # Without a code the message is Python's own, and may show what is kept.
        name = getattr(fault.orig, "sqlite_errorname", "what it keeps cannot be read")
        words = (text for start, text in _REASONS.items() if name.startswith(start))
        return next(words, name)


_REASONS = {
    "SQLITE_BUSY": "somebody else is writing, for longer than the time to wait",
    "SQLITE_LOCKED": "somebody else is writing, for longer than the time to wait",
    "SQLITE_CANTOPEN": "the file cannot be opened",
    "SQLITE_CONSTRAINT": "what is kept already does not allow it",
    "SQLITE_CORRUPT": "the file is damaged",
    "SQLITE_FULL": "the disk is full",
    "SQLITE_IOERR": "the disk cannot be read or written",
    "SQLITE_NOTADB": "the file is not an SQLite database",
    "SQLITE_READONLY": "the file may only be read",
}


def _path(url: str) -> Path | None:
    """The file of a URL, or None for one in memory."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreError("a store's URL is sqlite:///path or sqlite://") from None
    if parsed.drivername != "sqlite" or parsed.host or parsed.query:
        raise StoreError("a store's URL is sqlite:///path or sqlite://")
    if parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


def _make_file(path: Path, *, create: bool) -> None:
    """Make an empty file for its owner alone, where none is; SQLite fills it.

    What SQLite writes beside a file gets the rights of the file.
    """
    if path.exists():
        return
    if not path.parent.is_dir():
        message = f"there is no folder {str(path.parent)!r} to keep a store in"
        raise StoreError(message)
    if not create:
        message = f"there is no store at {str(path)!r}"
        raise StoreError(message)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as fault:
        reason = fault.strerror
    else:
        return
    message = f"no store can be made at {str(path)!r}: {reason}"
    raise StoreError(message)


def _on_connect(driver: sqlite3.Connection, _record: object) -> None:
    # Transactions are begun below and not by the driver, which would begin them late.
    driver.isolation_level = None
    driver.execute("PRAGMA journal_mode = WAL")
    driver.execute("PRAGMA synchronous = FULL")
    driver.execute("PRAGMA foreign_keys = ON")
    # What was deleted, or written over, is overwritten in the file, too.
    driver.execute("PRAGMA secure_delete = ON")


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


class _Lent:
    """A connection that somebody else owns: it can be used, and not ended."""

    def __init__(self, driver: sqlite3.Connection) -> None:
        self._driver = driver

    def __getattr__(self, name: str) -> Any:
        return getattr(self._driver, name)

    def cursor(self) -> sqlite3.Cursor:
        """A cursor whose rows are tuples, whatever the owner likes them to be."""
        cursor = self._driver.cursor()
        cursor.row_factory = None
        return cursor

    def leave(self, *_arguments: object, **_more: object) -> None:
        """Leave it to the owner: ending, and functions that would replace theirs."""

    commit = rollback = close = create_function = leave


def borrowed(driver: sqlite3.Connection) -> Connection:
    """A connection of SQLAlchemy over one of `sqlite3` that somebody else owns."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: _Lent(driver),
        poolclass=StaticPool,
        hide_parameters=True,
    )
    return engine.connect()
