"""Who speaks: the participant, a representative with a mandate, another side.

Only the participant, or a representative whose mandate is on record and in force that
day, acts for the participant. Shared by the areas; no happenings of its own.
Source: definitions 3.1, H10 "på egne vegne".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ActorKind, Party
from brukermedvirkning.domain.happenings.base import Act, Refusal
from brukermedvirkning.domain.team import TeamMember

__all__ = ["OWN_SIDE", "is_on_own_side", "mandated", "parties_of", "refuse_automatic"]
__all__ += ["refuse_claims", "refuse_voice", "side_of"]

OWN_SIDE = frozenset({Party.PARTICIPANT, Party.REPRESENTATIVE})
"""The participant, and who may act for the participant."""


def is_on_own_side(act: Act) -> bool:
    """Whether it is the act of the participant or of a representative."""
    return act.party in OWN_SIDE


def side_of(party: Party) -> Party:
    """The side of a party; a representative is on the participant's."""
    return Party.PARTICIPANT if party in OWN_SIDE else party


def mandated(case: Case, actor: Actor, on: date) -> TeamMember | None:
    """The place in the team by which somebody may act for the participant on a day.

    The mandate is on record, in force that day and lets act; the place is not ended.
    """
    return next((row for row in case.team if _may_act(row, actor, on)), None)


def _may_act(row: TeamMember, actor: Actor, on: date) -> bool:
    mandate = row.mandate
    return (
        actor.kind is ActorKind.REPRESENTATIVE
        and actor.id is not None
        and row.actor.id == actor.id
        and not row.registered_in_error
        and mandate is not None
        and mandate.may_act
        and mandate.period.contains(on)
        and (row.period.end is None or on < row.period.end)
    )


def refuse_voice(case: Case, act: Act) -> Iterator[Refusal]:
    """A representative speaks with a mandate that is on record and in force."""
    if act.party is Party.REPRESENTATIVE and not mandated(case, act.source, act.on):
        yield Refusal(
            rule="voice.mandate",
            reason="no mandate to act is on record and in force that day",
            permitted=("representative_appointed",),
        )


def parties_of(act: Act, beside: Iterable[Party]) -> tuple[Party, ...]:
    """Whose act it is: the side of the source first, then those beside it.

    A source that nobody knows is left out.
    """
    known = [party for party in (act.party, *beside) if party is not Party.UNKNOWN]
    return tuple(dict.fromkeys(known))


def refuse_claims(act: Act, beside: Iterable[Party]) -> Iterator[Refusal]:
    """What is done together with the participant is the participant's act.

    Others cannot write the participant or a representative beside themselves; who
    typed it stands in `by`.
    """
    if act.party is not Party.PARTICIPANT and OWN_SIDE & set(beside):
        yield Refusal(
            rule="voice.claimed",
            reason="only an act of the participant's own names the participant",
            permitted=(act.kind,),
        )


def refuse_automatic(act: Act) -> Iterator[Refusal]:
    """Somebody stands behind a word: no system says it, and not somebody unknown.

    A deadline that passed is never an answer. Source: definitions 3.1.
    """
    if act.source.kind in (ActorKind.SYSTEM, ActorKind.UNKNOWN):
        yield Refusal(rule="voice.nobody", reason="nobody stands behind it")
