"""Crosswalks: codes of one scheme in the codes of another, by date, with what is lost.

Never by label, by position or by trailing digit. Only verified mappings translate.
"""

from __future__ import annotations

from datetime import date

import attrs

from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Id, Record, Text
from brukermedvirkning.domain.vocabulary import Match

__all__ = ["Crosswalk", "Mapping"]


@attrs.frozen(kw_only=True)
class Mapping(Record):
    """One code in the other scheme while that holds, how well, and what is lost."""

    source: Text
    target: Text
    match: Match = Match.EXACT
    valid: Period = Period()
    verified: bool = True
    loss: Text | None = None
    reference: Text | None = None

    def valid_on(self, day: date) -> bool:
        """Whether the mapping holds on a day."""
        if self.valid.start is None:
            return self.valid.end is None or day < self.valid.end
        return self.valid.contains(day)


@attrs.frozen(kw_only=True)
class Crosswalk(Record):
    """The mappings from one scheme to another; one code may have several targets."""

    id: Id
    from_scheme: Id
    to_scheme: Id
    mappings: tuple[Mapping, ...]

    def translate(self, code: str, on: date) -> tuple[Mapping, ...]:
        """The verified mappings of a code on a day; empty where there is none."""
        return tuple(
            mapping
            for mapping in self.mappings
            if mapping.source == code and mapping.verified and mapping.valid_on(on)
        )

    def target(self, mapping: Mapping) -> Code:
        """The code that a mapping leads to."""
        return Code(scheme=self.to_scheme, code=mapping.target)

    @property
    def open_mappings(self) -> tuple[Mapping, ...]:
        """The mappings that nobody has verified; they translate nothing."""
        return tuple(mapping for mapping in self.mappings if not mapping.verified)
