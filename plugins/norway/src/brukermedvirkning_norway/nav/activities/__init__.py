"""Activities as NAV tells of them: answers of its services, and messages of changes."""

from __future__ import annotations

__all__: list[str] = []
