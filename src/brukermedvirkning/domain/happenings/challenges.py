"""Challenges: named, reworded, linked to goals, closed. Source: H8, D9, N73.

A challenge carries its link to goals; its link to an intervention stands on the
intervention, which is planned for something.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, TypeAlias

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import Area
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    find_row,
    with_row,
)
from brukermedvirkning.domain.happenings.items import (
    refuse_absent,
    refuse_early,
    refuse_taken,
)
from brukermedvirkning.domain.happenings.voices import refuse_voice
from brukermedvirkning.domain.happenings.wording import (
    WordedAct,
    refuse_rewording,
    refuse_words,
    reworded,
)
from brukermedvirkning.domain.plan import Challenge, Goal
from brukermedvirkning.domain.record import Id

__all__ = [
    "HANDLERS",
    "ChallengeClosed",
    "ChallengeLinked",
    "ChallengeNamed",
    "ChallengeReworded",
]


@attrs.frozen(kw_only=True)
class ChallengeNamed(WordedAct):
    """Somebody named a challenge; the participant's own are in the participant's words.

    Not a diagnosis, and not a problem description by staff. Source: H8, D9.
    """

    kind: ClassVar[str] = "challenge_named"

    challenge: Id
    areas: tuple[Coded[Area], ...] = ()
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class _OnChallenge(Act):
    challenge: Id

    @property
    def target(self) -> tuple[str, str]:
        """The challenge."""
        return (Challenge.kind, self.challenge)


@attrs.frozen(kw_only=True)
class ChallengeReworded(WordedAct):
    """A challenge got new words, as a new version."""

    kind: ClassVar[str] = "challenge_reworded"

    challenge: Id

    @property
    def target(self) -> tuple[str, str]:
        """The challenge."""
        return (Challenge.kind, self.challenge)


@attrs.frozen(kw_only=True)
class ChallengeLinked(_OnChallenge):
    """A challenge was linked to goals that meet it. Links are added, none is removed."""

    kind: ClassVar[str] = "challenge_linked"

    goals: tuple[Id, ...]


@attrs.frozen(kw_only=True)
class ChallengeClosed(_OnChallenge):
    """A challenge is one no longer; it stays on record."""

    kind: ClassVar[str] = "challenge_closed"


_Changing: TypeAlias = _OnChallenge | ChallengeReworded


def _name(case: Case, act: ChallengeNamed) -> Case:
    row = Challenge(
        id=act.challenge,
        recorded=act.recorded,
        unit=act.unit,
        on=act.on,
        wordings=(act.wording(),),
        proposed_by=act.parties,
        areas=act.areas,
    )
    return with_row(case, row)


def _may_not_name(
    case: Case, act: ChallengeNamed, context: Context
) -> Iterator[Refusal]:
    yield from refuse_voice(case, act)
    yield from refuse_words(case, act, context)
    yield from refuse_taken(case, act.challenge)
    yield from refuse_early(act.on, case.start)


def _challenge(case: Case, act: _Changing) -> Challenge:
    row = find_row(case, Challenge, act.challenge)
    assert row is not None
    return row


def _may_not_change(case: Case, act: _Changing) -> Iterator[Refusal]:
    """A challenge that changes is there, has begun and is not closed."""
    yield from refuse_voice(case, act)
    missing = tuple(
        refuse_absent(
            case, Challenge.kind, act.challenge, permitted=(ChallengeNamed.kind,)
        )
    )
    yield from missing
    if missing:
        return
    row = _challenge(case, act)
    yield from refuse_early(act.on, row.on)
    if row.closed_on is not None:
        yield Refusal(
            rule="challenge.closed",
            reason="the challenge is closed",
            permitted=(ChallengeNamed.kind, "comment_added"),
        )


def _reword(case: Case, act: ChallengeReworded) -> Case:
    return with_row(case, reworded(_challenge(case, act), act))


def _may_not_reword(
    case: Case, act: ChallengeReworded, context: Context
) -> Iterator[Refusal]:
    yield from _may_not_change(case, act)
    yield from refuse_words(case, act, context)
    row = find_row(case, Challenge, act.challenge)
    if row is not None:
        yield from refuse_rewording(row, act)


def _link(case: Case, act: ChallengeLinked) -> Case:
    row = _challenge(case, act)
    goals = tuple(dict.fromkeys((*row.goals, *act.goals)))
    return with_row(case, attrs.evolve(row, goals=goals))


def _may_not_link(case: Case, act: ChallengeLinked, _: Context) -> Iterator[Refusal]:
    yield from _may_not_change(case, act)
    for goal in act.goals:
        yield from refuse_absent(case, Goal.kind, goal, permitted=("goal_proposed",))
    if not act.goals:
        yield Refusal(
            rule="challenge.no-goal",
            reason="no goal to link to",
            permitted=("goal_proposed",),
        )


def _close(case: Case, act: ChallengeClosed) -> Case:
    return with_row(case, attrs.evolve(_challenge(case, act), closed_on=act.on))


def _may_not_close(case: Case, act: ChallengeClosed, _: Context) -> Iterator[Refusal]:
    yield from _may_not_change(case, act)


HANDLERS: dict[type[Happening], Handler[Any]] = {
    ChallengeNamed: Handler(change=_name, refuse=_may_not_name),
    ChallengeReworded: Handler(change=_reword, refuse=_may_not_reword),
    ChallengeLinked: Handler(change=_link, refuse=_may_not_link),
    ChallengeClosed: Handler(change=_close, refuse=_may_not_close),
}
