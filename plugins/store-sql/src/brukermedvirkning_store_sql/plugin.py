"""What this distribution offers: the store `sqlite`. SQLAlchemy is loaded by opening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from brukermedvirkning.errors import Fault, OptionError
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.ports import PluginInfo, PluginLevel, Store, StoreOpener

__all__ = ["bmv_plugin_info", "bmv_stores", "open_store"]

_SETTINGS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "create": ((bool,), "true or false"),
    "migrate": ((bool,), "true or false"),
    "timeout": ((int, float), "seconds"),
}


@hookimpl
def bmv_plugin_info() -> PluginInfo:
    """What the plugin is."""
    return PluginInfo(
        id="store-sql",
        version="0.1.0",
        title="Keeps cases in SQLite",
        level=PluginLevel.CORE,
    )


@hookimpl
def bmv_stores() -> Sequence[StoreOpener]:
    """The stores, by the scheme of their URLs."""
    return (
        StoreOpener(
            id="sqlite", title="SQLite, in a file or in memory", open=open_store
        ),
    )


def open_store(url: str, settings: Mapping[str, Any]) -> Store:
    """The store at a URL, with the settings `create`, `migrate` and `timeout`.

    Raises `OptionError` for other settings, `StoreError` for a store that cannot be
    opened.
    """
    faults = tuple(
        Fault(field=name, expected=_expected(name))
        for name, value in settings.items()
        if name not in _SETTINGS or not isinstance(value, _SETTINGS[name][0])
    )
    if faults:
        raise OptionError(faults)
    from brukermedvirkning_store_sql.store import SqlStore

    return SqlStore.open(url, **settings)


def _expected(name: str) -> str:
    if name in _SETTINGS:
        return _SETTINGS[name][1]
    return "one of " + ", ".join(sorted(_SETTINGS))
