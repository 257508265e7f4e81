"""Agreements with employers on measures (avtale), and who approved them."""

from __future__ import annotations

__all__: list[str] = []
