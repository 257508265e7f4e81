"""Vocabularies: the codes of a scheme, what they mean, and what they are called.

A term's `notation` is the key; labels are for people, in languages asked for by an
explicit list. Which core concept a notation means may change with the date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Id, Record, Text
from brukermedvirkning.errors import Fault

__all__ = ["Label", "Match", "Spoken", "Term", "Vocabulary", "holds_on", "share_days"]


class Match(Concept):
    """How well a notation means its core concept. A close match is always reported."""

    EXACT = "exact"
    CLOSE = "close"


@attrs.frozen(kw_only=True)
class Label(Record):
    """What a term is called in one language (a BCP 47 tag)."""

    language: Id
    text: Text
    alternatives: tuple[Text, ...] = ()


@attrs.frozen(kw_only=True)
class Term(Record):
    """One code of a scheme while it is valid.

    `concept` is a value of the core list that the vocabulary maps to, or None where no
    core concept fits. `verified` says that the source was read; an unverified term is
    listed as open and never used to read data.
    """

    notation: Text
    concept: Id | None = None
    match: Match = Match.EXACT
    labels: tuple[Label, ...] = ()
    broader: Text | None = None
    valid: Period = Period()
    verified: bool = True
    note: Text | None = None
    source: Text | None = None

    def _invariants(self) -> Iterator[Fault]:
        """There is one label in each language."""
        languages = [label.language for label in self.labels]
        if len(set(languages)) < len(languages):
            yield Fault(
                where=self.notation, field="labels", expected="one label per language"
            )

    def valid_on(self, day: date | None) -> bool:
        """Whether the term is valid on a day; on an unknown day, if it always is."""
        return holds_on(self.valid, day)

    def called(self, languages: Sequence[str]) -> Spoken:
        """What the term is called, as `Vocabulary.label` says it, on whatever day."""
        labels = {label.language: label.text for label in self.labels}
        for place, language in enumerate(languages):
            if language in labels:
                return Spoken(
                    text=labels[language], language=language, is_fallback=place > 0
                )
        return Spoken(text=self.notation, language=None, is_fallback=True)


@attrs.frozen(kw_only=True)
class Spoken:
    """A label as it was found: the text, its language, and whether it is a fallback."""

    text: str
    language: str | None
    is_fallback: bool


@attrs.frozen(kw_only=True)
class Vocabulary(Record):
    """All terms of one scheme. `concepts` names the core list that they mean.

    A notation may stand several times, never twice on one day; a label is never empty
    and never doubled within a language.
    """

    id: Id
    title: Text
    concepts: Id | None = None
    country: Id | None = None
    terms: tuple[Term, ...]
    source: Text | None = None

    def _invariants(self) -> Iterator[Fault]:
        """A notation is valid once on any day."""
        for notation, terms in self._by_notation.items():
            for index, term in enumerate(terms):
                if any(share_days(term.valid, other.valid) for other in terms[:index]):
                    yield Fault(
                        field="terms",
                        found=repr(notation),
                        expected="a notation valid once on any day",
                    )

    @cached_property
    def _by_notation(self) -> dict[str, list[Term]]:
        index: dict[str, list[Term]] = defaultdict(list)
        for term in self.terms:
            index[term.notation].append(term)
        return dict(index)

    def find(self, notation: str, on: date | None = None) -> Term | None:
        """The verified term of this notation on a day, or None."""
        for term in self._by_notation.get(notation, ()):
            if term.verified and term.valid_on(on):
                return term
        return None

    def label(
        self, notation: str, languages: Sequence[str], on: date | None = None
    ) -> Spoken:
        """What a notation is called in the first language of the list that has a label.

        A label in another language than the first, and the bare notation where there is
        none, are marked as fallbacks.
        """
        term = self.find(notation, on)
        if term is None:
            return Spoken(text=notation, language=None, is_fallback=True)
        return term.called(languages)


def holds_on(valid: Period, day: date | None) -> bool:
    """Whether something valid in a period is so on a day; on an unknown day, if always.

    A start that is not known reaches back for ever.
    """
    if day is None:
        return valid == Period()
    if valid.start is None:
        return valid.end is None or day < valid.end
    return valid.contains(day)


def share_days(first: Period, second: Period) -> bool:
    """Whether two periods hold one day; a start not known reaches back for ever."""

    def bounds(period: Period) -> tuple[date, date]:
        return period.start or date.min, period.end or date.max

    (start, end), (other_start, other_end) = bounds(first), bounds(second)
    return max(start, other_start) < min(end, other_end)
