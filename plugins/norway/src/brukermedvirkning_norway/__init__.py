"""What brukermedvirkning needs to know of Norway; the hooks are in `plugin`."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
