"""How challenges and goals get their words: in versions, each with whose words they are.

A version is never changed; new words are a new version, on which nobody has been asked
yet. Shared by the areas; no happenings of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.happenings.base import Act, Context, Refusal
from brukermedvirkning.domain.happenings.items import is_agreed, refuse_early
from brukermedvirkning.domain.happenings.voices import (
    OWN_SIDE,
    parties_of,
    refuse_claims,
)
from brukermedvirkning.domain.plan import Challenge, Goal, Wording
from brukermedvirkning.domain.record import PERSONAL, Text

__all__ = ["WordedAct", "has_own_words", "refuse_beside", "refuse_rewording"]
__all__ += ["refuse_words", "reworded"]

W = TypeVar("W", Challenge, Goal)


@attrs.frozen(kw_only=True)
class WordedAct(Act):
    """An act that brings words. `together_with` are the sides that worded them beside."""

    text: Text = attrs.field(repr=False, metadata=PERSONAL)
    together_with: tuple[Party, ...] = ()

    @property
    def parties(self) -> tuple[Party, ...]:
        """Whose words they are."""
        return parties_of(self, self.together_with)

    def wording(self, version: int = 1) -> Wording:
        """The words as a version."""
        return Wording(
            version=version, text=self.text, worded_by=self.parties, on=self.on
        )


def reworded(row: W, act: WordedAct) -> W:
    """The row with the words of the act as its next version."""
    wordings = (*row.wordings, act.wording(row.version + 1))
    return attrs.evolve(row, wordings=wordings)


def has_own_words(row: Challenge | Goal) -> bool:
    """Whether the current words are those of the participant's own side alone."""
    parties = set(row.wordings[-1].worded_by)
    return bool(parties) and parties <= OWN_SIDE


def refuse_words(case: Case, act: WordedAct, context: Context) -> Iterator[Refusal]:
    """Nobody is claimed to have worded with others, and the policy lets each side word."""
    yield from refuse_claims(act, act.together_with)
    yield from refuse_beside(case, act, act.together_with, context)


def refuse_beside(
    case: Case, act: Act, beside: Iterable[Party], context: Context
) -> Iterator[Refusal]:
    """The policy lets those take part who are named beside the source of an act."""
    agreed = act.target is not None and is_agreed(case, *act.target)
    allowed = context.policy.permits_beside
    if not all(allowed(act.kind, party, agreed=agreed) for party in beside):
        yield Refusal(
            rule="ownership.policy",
            reason=context.policy.id,
            permitted=("change_proposed", "comment_added"),
        )


def refuse_rewording(row: Challenge | Goal, act: WordedAct) -> Iterator[Refusal]:
    """New words are new, and not older than the words before.

    The same words again would only wipe away where the parties stood.
    """
    yield from refuse_early(act.on, row.wordings[-1].on or row.on)
    if act.text == row.text:
        yield Refusal(rule="words.unchanged", reason="the words are the current ones")
