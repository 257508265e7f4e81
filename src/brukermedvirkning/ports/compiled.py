"""Reads a compiled gettext catalogue with the standard library alone.

`GNUTranslations` finds one message by its id; here all are wanted, by id. So this class
of ours looks at what that one has read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from gettext import GNUTranslations
from typing import IO

from brukermedvirkning.ports.texts import Counted, Template

__all__ = ["templates"]

_SEPARATOR = "\x04"
"""Between msgctxt and msgid, as GNU gettext has it."""


class _Compiled(GNUTranslations):
    """A catalogue that tells all its messages; the names are the standard library's."""

    _catalog: dict[str | tuple[str, int], str]
    plural: Callable[[int], int]

    def templates(self) -> dict[str, Template]:
        """The messages in the order of their ids, plural forms together."""
        found: dict[str, Template] = {}
        forms: dict[str, dict[int, str]] = defaultdict(dict)
        for key, text in self._catalog.items():
            if isinstance(key, tuple):
                forms[key[0]][key[1]] = text
            elif key:
                found[key] = text
        for key, texts in forms.items():
            by, _, message = key.rpartition(_SEPARATOR)
            found[message] = Counted(
                by=by,
                forms=tuple(texts[place] for place in sorted(texts)),
                form_of=self.plural,
            )
        return dict(sorted(found.items()))


def templates(file: IO[bytes]) -> Mapping[str, Template]:
    """The messages of a compiled catalogue, by id."""
    return _Compiled(file).templates()
