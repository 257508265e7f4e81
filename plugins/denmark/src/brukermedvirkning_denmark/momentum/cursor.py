"""What a pull remembers: digests of what it has brought, and how far a round has come.

Keys of citizens stand in it as digests. A journal that is the same as last time is not
brought again; one that differs is brought whole, whenever and wherever it was changed.
"""

from __future__ import annotations

import json

import attrs

from brukermedvirkning.errors import ConnectorError
from brukermedvirkning_denmark.log.values import digest
from brukermedvirkning_denmark.momentum.client import NAME

__all__ = ["Cursor"]

_VERSION = 1


@attrs.define
class Cursor:
    """By citizen the digest of what was brought last; who was visited in this round."""

    brought: dict[str, str] = attrs.field(factory=dict)
    visited: set[str] = attrs.field(factory=set)

    @classmethod
    def of(cls, text: str | None) -> Cursor:
        """The cursor of a text, or a fresh one. Raises `ConnectorError`."""
        if text is None:
            return cls()
        try:
            document = json.loads(text)
            if document["version"] == _VERSION:
                return cls(dict(document["brought"]), set(document["visited"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            pass
        problem = "a cursor that this version did not write"
        raise ConnectorError(NAME, "go on from a cursor", problem, lasting=True)

    def __str__(self) -> str:
        document = {
            "version": _VERSION,
            "brought": self.brought,
            "visited": sorted(self.visited),
        }
        return json.dumps(document, sort_keys=True, separators=(",", ":"))

    def has_visited(self, citizen: str) -> bool:
        """Whether a citizen's journal was looked at in this round."""
        return _of(citizen) in self.visited

    def visit(self, citizen: str, content: str) -> bool:
        """Take down what a citizen's journal is like now; whether it has changed."""
        self.visited.add(_of(citizen))
        changed = self.brought.get(_of(citizen)) != content
        self.brought[_of(citizen)] = content
        return changed

    def end_round(self) -> None:
        """All have been looked at: the next pull begins a new round."""
        self.visited.clear()


def _of(citizen: str) -> str:
    return digest("citizen", citizen, length=16)
