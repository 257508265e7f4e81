"""The reference by which a note that this library wrote is known again in Momentum.

It stands on the last line of the note. By it a note is delivered once however often that
is tried, and is not read back as if somebody else had written it.
"""

from __future__ import annotations

import re

__all__ = ["is_marked", "mark", "marked", "reference_of"]

_MARK = re.compile(r"^Ref\. bmv:[0-9a-f]{32}\s*$", re.MULTILINE)


def reference_of(key: str) -> str:
    """The reference of a message's key."""
    return f"bmv:{key}"


def mark(key: str) -> str:
    """The line by which a note with a key is known."""
    return f"Ref. {reference_of(key)}"


def marked(text: str, key: str) -> str:
    """A text with the reference on its last line."""
    return f"{text}\n\n{mark(key)}"


def is_marked(text: str) -> bool:
    """Whether a text has such a reference on a line of its own."""
    return _MARK.search(text) is not None
