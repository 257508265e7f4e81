"""Ready groups of indicators: an ordered choice under headings, offered by plugins.

A group computes nothing, and never makes one score of several.
"""

from __future__ import annotations

import re

import attrs

from brukermedvirkning.errors import DefinitionError

__all__ = ["Heading", "IndicatorGroup"]

_ID = re.compile(r"[a-z][a-z0-9]*([.-][a-z0-9]+)*")


@attrs.frozen(kw_only=True)
class Heading:
    """Some indicators, by id and in their order, under one heading."""

    title: str
    indicators: tuple[str, ...]


@attrs.frozen(kw_only=True)
class IndicatorGroup:
    """A named choice of indicators, and where the choice is from.

    An indicator may stand under several headings, and once under each. Raises
    `DefinitionError` that names the group.
    """

    id: str
    title: str
    headings: tuple[Heading, ...]
    source: str

    def __attrs_post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise DefinitionError(
                f"{self.id}: an id is small letters and digits, joined by . or -"
            )
        if not self.indicators:
            raise DefinitionError(f"{self.id}: it chooses no indicator")
        for heading in self.headings:
            if len(set(heading.indicators)) < len(heading.indicators):
                raise DefinitionError(
                    f"{self.id}: an indicator stands twice under {heading.title!r}"
                )

    @property
    def indicators(self) -> tuple[str, ...]:
        """Each indicator once, where it stands first."""
        return tuple(
            dict.fromkeys(
                indicator
                for heading in self.headings
                for indicator in heading.indicators
            )
        )
