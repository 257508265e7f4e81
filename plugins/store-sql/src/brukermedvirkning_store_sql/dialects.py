"""What differs between databases, behind one interface; and failures without contents.

PostgreSQL will be another class of the shape of `Dialect`; nothing else knows which
database it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from brukermedvirkning.errors import StoreError
from brukermedvirkning_store_sql.sqlite import SQLite

__all__ = ["ClashError", "Dialect", "asking", "dialect_named"]

R = TypeVar("R")


class Dialect(Protocol):
    """What differs between databases."""

    @property
    def name(self) -> str:
        """The name that URLs and SQLAlchemy have for the database."""

    def engine(self, url: str, *, create: bool, timeout: float) -> Engine:
        """An engine whose transactions begin when SQLAlchemy says so."""

    def is_shared(self, engine: Engine) -> bool:
        """Whether all units of work have one connection, which they take in turn."""

    def begin_writing(self, connection: Connection) -> None:
        """Make a transaction of ours, which has only read so far, one that writes."""

    def in_transaction(self, connection: Connection) -> bool:
        """Whether a change on a connection waits for somebody's commit."""

    def reason(self, fault: DBAPIError) -> str:
        """Why the database refused, in words that hold nothing of what it keeps."""


_DIALECTS: Mapping[str, Dialect] = MappingProxyType({SQLite.name: SQLite()})


def dialect_named(name: str) -> Dialect:
    """The dialect of a database. Raises `StoreError` for one that is not known."""
    if name not in _DIALECTS:
        known = ", ".join(sorted(_DIALECTS))
        message = f"no store can be kept in {name!r}; known: {known}"
        raise StoreError(message)
    return _DIALECTS[name]


class ClashError(StoreError):
    """Raised when a constraint refuses a row; the caller finds out which one."""


def asking(ask: Callable[[], R], dialect: Dialect) -> R:
    """What the database answers; its failures as the library's own errors.

    No exception of SQLAlchemy leaves, not even as a context: it would carry the
    parameters of the statement, and those are about people.
    """
    try:
        return ask()
    except IntegrityError as fault:
        error: StoreError = ClashError(f"the database refuses: {dialect.reason(fault)}")
    except DBAPIError as fault:
        error = StoreError(f"the database refuses: {dialect.reason(fault)}")
    except SQLAlchemyError as fault:
        error = StoreError(f"the database cannot be used: {type(fault).__name__}")
    except UnicodeError:
        error = StoreError("a store keeps whole characters only")
    # Raised here and not above, so that the foreign exception does not hang on.
    raise error
