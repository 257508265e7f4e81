"""Decisions on participations in measures, and who approved them."""

from __future__ import annotations

__all__: list[str] = []
