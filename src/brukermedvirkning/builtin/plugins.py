"""The core's own plugins, registered like any other."""

from __future__ import annotations

from types import ModuleType

from brukermedvirkning.builtin import core

__all__ = ["PLUGINS"]

PLUGINS: dict[str, ModuleType] = {"core": core}
"""What the host loads before anything that is installed."""
