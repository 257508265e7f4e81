"""Activity cards (aktivitetskort) v1.1: NAV's contract to put an activity into a plan."""

from __future__ import annotations

__all__: list[str] = []
