"""Crosswalks: codes of one scheme in the codes of another, by date, with what is lost.

Never by label, by position or by trailing digit. Only verified mappings translate. How
codes are followed along crosswalks, and what is lost on the way, is in `translation`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import combinations

import attrs

from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Id, Record, Text
from brukermedvirkning.domain.vocabulary import Match, holds_on, share_days
from brukermedvirkning.errors import Fault

__all__ = ["Crosswalk", "Gap", "Mapping"]


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

    def _invariants(self) -> Iterator[Fault]:
        """What is lost is said of a close mapping and of no other.
        `valid` holds a day.
        """
        if (self.match is Match.CLOSE) is (self.loss is None):
            yield Fault(
                where=self.source,
                field="loss",
                expected="what is lost, of a close mapping and of no other",
            )
        if self.valid.days == 0:
            yield Fault(
                where=self.source, field="valid", expected="a period that holds a day"
            )

    def valid_on(self, day: date | None) -> bool:
        """Whether the mapping holds on a day; on an unknown day, if it always does."""
        return holds_on(self.valid, day)


@attrs.frozen(kw_only=True)
class Gap(Record):
    """A code that the other scheme cannot say, and why."""

    source: Text
    why: Text
    reference: Text | None = None


@attrs.frozen(kw_only=True)
class Crosswalk(Record):
    """The mappings from one scheme to another; one code may have several targets.

    Within one scheme it says which code is meant by another spelling or wording.
    """

    id: Id
    from_scheme: Id
    to_scheme: Id
    mappings: tuple[Mapping, ...]
    gaps: tuple[Gap, ...] = ()

    def _invariants(self) -> Iterator[Fault]:
        """A code leads to one and the same other only once on any day.
        A code that leads exactly to another leads to no other on that day.
        Between two schemes no two codes lead exactly to one on any day.
        Within one scheme a code leads to one that leads no further.
        A gap names a code that no verified mapping leads on.
        """
        yield from self._doubled()
        verified = [mapping for mapping in self.mappings if mapping.verified]
        for first, second in combinations(verified, 2):
            if share_days(first.valid, second.valid):
                yield from self._not_one_to_one(first, second)
        sources = {mapping.source for mapping in verified}
        if self.from_scheme == self.to_scheme:
            for mapping in verified:
                if mapping.target in sources:
                    yield self._fault(mapping.target, "a code that leads no further")
        for gap in self.gaps:
            if gap.source in sources:
                yield self._fault(gap.source, "no gap, for it is mapped", "gaps")

    def _doubled(self) -> Iterator[Fault]:
        for first, second in combinations(self.mappings, 2):
            if (first.source, first.target) == (
                second.source,
                second.target,
            ) and share_days(first.valid, second.valid):
                yield self._fault(
                    first.source, f"one mapping to {first.target!r} on any day"
                )

    def _not_one_to_one(self, first: Mapping, second: Mapping) -> Iterator[Fault]:
        exact = [one.match is Match.EXACT for one in (first, second)]
        between = self.from_scheme != self.to_scheme
        if first.source == second.source and any(exact):
            yield self._fault(first.source, "an exact mapping that stands alone")
        elif first.target == second.target and all(exact) and between:
            yield self._fault(first.target, "one exact mapping to it on any day")

    @staticmethod
    def _fault(code: str, expected: str, field: str = "mappings") -> Fault:
        return Fault(field=field, found=repr(code), expected=expected)

    @cached_property
    def _by_source(self) -> dict[str, list[Mapping]]:
        return _indexed((mapping.source, mapping) for mapping in self.mappings)

    @cached_property
    def _by_target(self) -> dict[str, list[Mapping]]:
        return _indexed((mapping.target, mapping) for mapping in self.mappings)

    def leading_from(self, code: str) -> tuple[Mapping, ...]:
        """Every mapping of a code, of any day and verified or not."""
        return tuple(self._by_source.get(code, ()))

    def leading_to(self, code: str) -> tuple[Mapping, ...]:
        """Every mapping to a code, of any day and verified or not."""
        return tuple(self._by_target.get(code, ()))

    def translate(self, code: str, on: date | None) -> tuple[Mapping, ...]:
        """The verified mappings of a code on a day; empty where there is none."""
        return tuple(
            mapping
            for mapping in self.leading_from(code)
            if mapping.verified and mapping.valid_on(on)
        )

    def target(self, mapping: Mapping) -> Code:
        """The code that a mapping leads to."""
        return Code(scheme=self.to_scheme, code=mapping.target)

    @property
    def open_mappings(self) -> tuple[Mapping, ...]:
        """The mappings that nobody has verified; they translate nothing."""
        return tuple(mapping for mapping in self.mappings if not mapping.verified)

    @property
    def is_spelling(self) -> bool:
        """Whether it only says how the codes of one scheme are written otherwise."""
        return self.from_scheme == self.to_scheme and all(
            mapping.match is Match.EXACT for mapping in self.mappings
        )


def _indexed(pairs: Iterator[tuple[str, Mapping]]) -> dict[str, list[Mapping]]:
    index: dict[str, list[Mapping]] = defaultdict(list)
    for code, mapping in pairs:
        index[code].append(mapping)
    return dict(index)
