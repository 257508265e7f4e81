"""Keeps cases in an SQL database. SQLAlchemy is loaded when a name is first used."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from brukermedvirkning_store_sql.schema import METADATA
    from brukermedvirkning_store_sql.store import SqlStore, SqlUnit
    from brukermedvirkning_store_sql.versions import create_schema
else:
    _HOMES = {
        "METADATA": "schema",
        "SqlStore": "store",
        "SqlUnit": "store",
        "create_schema": "versions",
    }

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name not in _HOMES:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


__all__ = ["METADATA", "SqlStore", "SqlUnit", "create_schema"]
