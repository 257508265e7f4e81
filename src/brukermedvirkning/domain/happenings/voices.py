"""Who speaks: the participant, a representative with a mandate, or another side.

Only the participant, or a representative whose mandate is on record and in force that
day, acts for the participant. Shared by the areas; no happenings of its own. Refusals:

- `voice.another`: the participant of another case;
- `voice.mandate`: a representative without a mandate to act in force on the day;
- `voice.not-representative`: the participant, named as a representative;
- `voice.participant`: it is for the participant alone, in person;
- `voice.own-side`: it is for the participant's own side;
- `voice.not-own-side`: it is for anybody but the participant's own side;
- `voice.service`: it is for the service alone;
- `voice.claimed`: somebody else names the participant beside themselves;
- `voice.nobody`: no person or organisation stands behind it.

Source: definitions 3.1, H10 "på egne vegne".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ActorKind, Party
from brukermedvirkning.domain.happenings.base import Act, Refusal, find_row
from brukermedvirkning.domain.team import TeamMember

__all__ = [
    "OWN_SIDE",
    "is_member",
    "is_on_own_side",
    "not_own_side",
    "own_side_alone",
    "own_side_by",
    "participant_alone",
    "parties_of",
    "refuse_another",
    "refuse_automatic",
    "refuse_claims",
    "refuse_named",
    "refuse_voice",
    "service_alone",
    "side_of",
    "speaker",
]

OWN_SIDE = frozenset({Party.PARTICIPANT, Party.REPRESENTATIVE})
"""The participant, and who may act for the participant."""


def is_on_own_side(act: Act) -> bool:
    """Whether it is the act of the participant or of a representative."""
    return act.party in OWN_SIDE


def side_of(party: Party) -> Party:
    """The side of a party; a representative is on the participant's."""
    return Party.PARTICIPANT if party in OWN_SIDE else party


def is_member(actor: Actor, member: TeamMember) -> bool:
    """Whether an actor is the representative who has this place in the team."""
    return (
        actor.kind is ActorKind.REPRESENTATIVE
        and actor.id is not None
        and actor.id == member.actor.id
    )


def speaker(case: Case, act: Act) -> str | None:
    """The place in the team by which the source of an act speaks for the participant.

    The mandate is on record, in force that day and lets act, and the place is held that
    day. A supporter's mandate never lets act. None for anybody else.
    """
    return next((row.id for row in case.team if _may_act(row, act)), None)


def _may_act(row: TeamMember, act: Act) -> bool:
    mandate = row.mandate
    return (
        is_member(act.source, row)
        and not row.registered_in_error
        and mandate is not None
        and mandate.may_act
        and mandate.period.contains(act.on)
        and row.period.contains(act.on)
    )


def parties_of(act: Act, beside: Iterable[Party]) -> tuple[Party, ...]:
    """Whose act it is: the side of the source first, then those beside it.

    A source that nobody knows is left out.
    """
    known = [party for party in (act.party, *beside) if party is not Party.UNKNOWN]
    return tuple(dict.fromkeys(known))


def refuse_another(case: Case, act: Act) -> Iterator[Refusal]:
    """A participant acts in their own case alone; who it is may be unknown."""
    source = act.source
    if source.kind is ActorKind.PARTICIPANT and source.id not in (
        None,
        case.participant.id,
    ):
        yield Refusal(rule="voice.another", reason="the participant of another case")


def refuse_voice(case: Case, act: Act) -> Iterator[Refusal]:
    """A representative speaks with a mandate that is on record and in force."""
    if act.party is Party.REPRESENTATIVE and speaker(case, act) is None:
        yield _no_mandate()


def _no_mandate() -> Refusal:
    return Refusal(
        rule="voice.mandate",
        reason="no mandate to act is on record and in force that day",
        permitted=("representative_appointed",),
    )


def participant_alone(act: Act, *permitted: str) -> Iterator[Refusal]:
    """The participant alone does this, in person."""
    if act.party is not Party.PARTICIPANT:
        reason = "the participant alone, in person"
        yield Refusal(rule="voice.participant", reason=reason, permitted=permitted)


def own_side_alone(case: Case, act: Act, *permitted: str) -> Iterator[Refusal]:
    """The participant alone, or a representative with a mandate, does this."""
    yield from refuse_voice(case, act)
    if not is_on_own_side(act):
        yield Refusal(
            rule="voice.own-side",
            reason="it is for the participant, or a representative with a mandate",
            permitted=permitted,
        )


def own_side_by(case: Case, act: Act, member_id: str | None) -> Iterator[Refusal]:
    """As `own_side_alone`, where the act names the place its representative speaks by.

    The one who speaks is the one who is named, and the participant names nobody.
    """
    yield from own_side_alone(case, act)
    if act.party is Party.PARTICIPANT and member_id is not None:
        reason = "the participant does not speak as a representative"
        yield Refusal(rule="voice.not-representative", reason=reason)
    if speaker(case, act) is not None and not _speaks_by(case, act, member_id):
        yield _no_mandate()


def _speaks_by(case: Case, act: Act, member_id: str | None) -> bool:
    row = None if member_id is None else find_row(case, TeamMember, member_id)
    return row is not None and _may_act(row, act)


def not_own_side(act: Act, *permitted: str) -> Iterator[Refusal]:
    """Anybody but the participant's own side does this; who it was may be unknown."""
    if is_on_own_side(act):
        reason = "it is not for the participant or a representative"
        yield Refusal(rule="voice.not-own-side", reason=reason, permitted=permitted)


def service_alone(act: Act, *permitted: str) -> Iterator[Refusal]:
    """The service alone does this."""
    if act.party is not Party.SERVICE:
        yield Refusal(
            rule="voice.service", reason="it is for the service", permitted=permitted
        )


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


def refuse_named(act: Act, parties: Iterable[Party]) -> Iterator[Refusal]:
    """Whoever acts may name their own side; the participant only the participant names."""
    yield from refuse_claims(act, (one for one in parties if one is not act.party))


def refuse_automatic(act: Act) -> Iterator[Refusal]:
    """Somebody stands behind a word: no system says it, and not somebody unknown.

    A deadline that passed is never an answer. Source: definitions 3.1.
    """
    if act.source.kind in (ActorKind.SYSTEM, ActorKind.UNKNOWN):
        yield Refusal(rule="voice.nobody", reason="nobody stands behind it")
