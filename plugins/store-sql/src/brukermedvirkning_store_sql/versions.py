"""Which version of the tables a database has, and how it gets the present one.

The version is looked up on every opening, so this module imports Alembic only where
there is something to migrate.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert, inspect, select

from brukermedvirkning.errors import StoreError
from brukermedvirkning_store_sql.dialects import Dialect
from brukermedvirkning_store_sql.schema import METADATA, SCHEMA_VERSION

__all__ = ["HEAD", "VERSIONS", "create_schema", "ensure_schema", "stored_version"]

VERSIONS = ("0001",)
"""Every version there was, in order; each is a migration in `migrations/versions`."""

HEAD = VERSIONS[-1]


def stored_version(connection: Connection) -> str | None:
    """The version of the tables, "" where they are only announced, None without any."""
    if not inspect(connection).has_table(SCHEMA_VERSION.name):
        return None
    return connection.scalar(select(SCHEMA_VERSION.c.version_num)) or ""


def create_schema(connection: Connection) -> None:
    """Create every table; nothing is committed.

    For a host application that keeps cases in a database of its own.
    """
    METADATA.create_all(connection, checkfirst=False)
    connection.execute(insert(SCHEMA_VERSION), {"version_num": HEAD})


def ensure_schema(
    connection: Connection, dialect: Dialect, *, create: bool, migrate: bool
) -> None:
    """Bring the tables to the present version, or raise `StoreError` saying why not."""
    with connection.begin():
        if stored_version(connection) == HEAD:
            return
    with connection.begin():
        dialect.begin_writing(connection)
        # Asked again: another process may have been quicker.
        version = stored_version(connection)
        if version == HEAD:
            return
        if version is None:
            if not create:
                raise StoreError("no store is kept there")
            create_schema(connection)
        elif version and version not in VERSIONS:
            message = (
                f"the store has version {version!r} of the tables, and this release"
                f" knows up to {HEAD!r}: open it with the release that wrote it, or"
                " a newer one"
            )
            raise StoreError(message)
        elif not migrate:
            message = (
                f"the store has version {version or 'none'!r} of the tables and this"
                f" release needs {HEAD!r}: make a copy, then open it with migrate=True"
            )
            raise StoreError(message)
        else:
            _migrate(connection)


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "brukermedvirkning_store_sql:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
