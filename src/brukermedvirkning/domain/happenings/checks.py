"""Questions that several areas ask before they let an act pass: each yields refusals.

Whose act it may be, and whether what it names is there. No happenings of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ActorKind, MandateKind, Party
from brukermedvirkning.domain.happenings.base import Act, Refusal, find_row
from brukermedvirkning.domain.team import TeamMember

__all__ = [
    "OWN",
    "id_is_free",
    "is_member",
    "is_there",
    "not_before",
    "not_of_own_side",
    "of_own_side",
    "of_participant",
    "own_side_only",
    "speaker",
    "speaks_on",
    "true_voice",
]

OWN = frozenset({Party.PARTICIPANT, Party.REPRESENTATIVE})
"""The participant, and whoever speaks for the participant."""

R = TypeVar("R", bound=Item)


def id_is_free(case: Case, row_id: str) -> Iterator[Refusal]:
    """An id is used once in a case, whatever the kind of row."""
    if any(row.id == row_id for row in case.rows()):
        yield Refusal(rule="row.id-taken", reason="the id is used in this case")


def is_there(case: Case, kind: type[R], row_id: str | None) -> Iterator[Refusal]:
    """What an act names is there and not registered in error; None names nothing."""
    if row_id is None:
        return
    row: Any = find_row(case, kind, row_id)
    if row is None:
        yield Refusal(rule="row.not-there", reason=f"there is no such {kind.kind}")
    elif row.registered_in_error:
        reason = f"this {kind.kind} is registered in error"
        yield Refusal(rule="row.in-error", reason=reason)


def not_before(act: Act, day: date | None) -> Iterator[Refusal]:
    """Nothing happens to a thing before the day on which it began."""
    if day is not None and act.on < day:
        yield Refusal(rule="row.not-begun", reason="on a day before it began")


def of_participant(act: Act, *, permitted: tuple[str, ...] = ()) -> Iterator[Refusal]:
    """Some things only the participant does, in person. Source: definitions 3.1."""
    if act.party is not Party.PARTICIPANT:
        reason = "the participant alone, in person"
        yield Refusal(rule="party.participant", reason=reason, permitted=permitted)


def not_of_own_side(act: Act, *, permitted: tuple[str, ...] = ()) -> Iterator[Refusal]:
    """Some things are the service's to do, not the participant's or a representative's."""
    if act.party in OWN:
        reason = "this is the service's to do"
        yield Refusal(rule="party.service", reason=reason, permitted=permitted)


def of_own_side(
    case: Case,
    act: Act,
    by_representative: str | None,
    *,
    permitted: tuple[str, ...] = (),
) -> Iterator[Refusal]:
    """Only the participant, or a representative with a mandate, acts for the participant.

    The representative is a member of the team, the same as the source of the act, with
    a mandate to act that is in force on the day. Source: definitions 3.1.
    """
    if act.party not in OWN:
        reason = "the participant, or a representative with a mandate"
        yield Refusal(rule="party.own-side", reason=reason, permitted=permitted)
    elif act.party is Party.PARTICIPANT:
        if by_representative is not None:
            reason = "the participant does not speak as a representative"
            yield Refusal(rule="representative.of-participant", reason=reason)
    elif by_representative is None or not speaks_on(case, act, by_representative):
        reason = "no mandate to act is in force on the day"
        permitted = ("representative_appointed",)
        yield Refusal(
            rule="representative.no-mandate", reason=reason, permitted=permitted
        )


def own_side_only(case: Case, act: Act, *permitted: str) -> Iterator[Refusal]:
    """As `of_own_side`; the mandate is found by the source of the act."""
    yield from true_voice(case, act)
    if act.party not in OWN:
        yield from of_own_side(case, act, None, permitted=permitted)


def true_voice(case: Case, act: Act) -> Iterator[Refusal]:
    """Nobody speaks as another participant, or as a representative without a mandate."""
    if act.source.kind is ActorKind.PARTICIPANT:
        if act.source.id not in (None, case.participant.id):
            yield Refusal(rule="participant.another", reason="another person's case")
    elif act.party in OWN:
        yield from of_own_side(case, act, speaker(case, act))


def speaks_on(case: Case, act: Act, member_id: str) -> bool:
    """Whether a member of the team may act for the participant on the day of an act."""
    member = find_row(case, TeamMember, member_id)
    if member is None or member.registered_in_error or not is_member(act, member):
        return False
    mandate = member.mandate
    return (
        mandate is not None
        and mandate.may_act
        and mandate.nature is not MandateKind.SUPPORTER
        and mandate.period.contains(act.on)
        and member.period.contains(act.on)
    )


def is_member(act: Act, member: TeamMember) -> bool:
    """Whether an act comes from a representative who is this member of the team."""
    source = act.source
    return (
        source.kind is ActorKind.REPRESENTATIVE
        and source.id is not None
        and source.id == member.actor.id
    )


def speaker(case: Case, act: Act) -> str | None:
    """The place in the team by which the source of an act speaks for the participant."""
    return next((row.id for row in case.team if speaks_on(case, act, row.id)), None)
