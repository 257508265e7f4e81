"""Functions that are written as text, as attrs writes constructors, and what they call.

Only names of our own fields and classes are ever part of such a text: a value is called
by a name that is kept for it.
"""

from __future__ import annotations

from typing import Any

__all__ = ["Names"]


class Names:
    """What a written text calls by name."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}

    def keep(self, value: object) -> str:
        """A name for a value."""
        name = f"kept_{len(self._values)}"
        self._values[name] = value
        return name

    def run(self, source: str, name: str) -> Any:
        """What a text gives this name to. Raises `SyntaxError` where it is no Python."""
        exec(compile(source, f"<{name}>", "exec"), self._values)  # noqa: S102
        return self.called(name)

    def called(self, name: str) -> Any:
        """What has this name. Raises `KeyError` where nothing has."""
        return self._values[name]
