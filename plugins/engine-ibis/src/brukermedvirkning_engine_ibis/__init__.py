"""Counts indicators over many cases in SQL, made by Ibis; the hooks are in `plugin`."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
