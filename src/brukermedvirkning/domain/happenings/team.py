"""Places in the team: who is assigned, who takes over, at whose wish a place ends.

The service fills and empties the places of its own staff; a mentor is chosen by the
participant where there is a choice. Whoever speaks for the participant is in `speakers`.
Source: D20, D97-98, D145.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import MandateKind, MentorChoice, Party, Role
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
from brukermedvirkning.domain.happenings.voices import (
    not_own_side,
    own_side_alone,
    refuse_voice,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Goal
from brukermedvirkning.domain.record import Id, Number
from brukermedvirkning.domain.team import TeamMember

__all__ = [
    "HANDLERS",
    "MentorChanged",
    "MentorChosen",
    "OfMember",
    "TeamMemberAssigned",
    "TeamMemberEnded",
    "TeamMemberReplaced",
    "ended",
    "refuse_placeless",
    "the_member",
]

_MENTORS = frozenset({Role.MENTOR, Role.SOCIAL_MENTOR})
_CHOSEN = frozenset({MentorChoice.AMONG_CANDIDATES, MentorChoice.OWN_CANDIDATE})
_ELSEWHERE = {
    Role.MENTOR: "mentor_chosen",
    Role.SOCIAL_MENTOR: "mentor_chosen",
    Role.SUPPORTER: "supporter_brought",
    Role.REPRESENTATIVE: "representative_appointed",
    Role.GUARDIAN: "representative_appointed",
}


@attrs.frozen(kw_only=True)
class OfMember(Act):
    """An act that concerns one place in the team."""

    member: Id

    @property
    def target(self) -> tuple[str, str]:
        """The place."""
        return (TeamMember.kind, self.member)


@attrs.frozen(kw_only=True)
class TeamMemberAssigned(OfMember):
    """The service gave somebody a place in the team from this day. Source: D20.

    `until` is the first day that no longer belongs to it, where that is settled.
    """

    kind: ClassVar[str] = "team_member_assigned"

    role: Coded[Role]
    actor: Actor
    until: date | None = None
    stands_in: bool = False
    follows_up: tuple[Id, ...] = ()
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class TeamMemberReplaced(OfMember):
    """Somebody took over a place from this day, and at whose wish. Source: D97-98.

    `successor` is the id of the new place. Its goals are followed up by whoever has it.
    """

    kind: ClassVar[str] = "team_member_replaced"

    successor: Id
    actor: Actor
    at_wish_of: Party = Party.UNKNOWN
    stands_in: bool = False


@attrs.frozen(kw_only=True)
class TeamMemberEnded(OfMember):
    """A place in the team ended on this day, and at whose wish; the row stays."""

    kind: ClassVar[str] = "team_member_ended"
    goes_on_after_exit: ClassVar[bool] = True

    at_wish_of: Party = Party.UNKNOWN


@attrs.frozen(kw_only=True)
class MentorChosen(OfMember):
    """A mentor was found, and how much of a choice the participant had. Source: D145.

    `candidates` is how many were presented. A choice is the participant's act; that
    there was none is anybody's to say.
    """

    kind: ClassVar[str] = "mentor_chosen"

    role: Coded[Role] = Coded(concept=Role.MENTOR)
    actor: Actor
    choice: MentorChoice = MentorChoice.UNKNOWN
    candidates: Number | None = None
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class MentorChanged(OfMember):
    """Another mentor took over, how chosen, and at whose wish. Source: D145."""

    kind: ClassVar[str] = "mentor_changed"

    successor: Id
    actor: Actor
    choice: MentorChoice = MentorChoice.UNKNOWN
    candidates: Number | None = None
    at_wish_of: Party = Party.UNKNOWN


def the_member(case: Case, act: OfMember) -> TeamMember:
    """The place of an act that was let pass."""
    row = find_row(case, TeamMember, act.member)
    assert row is not None
    return row


def _assign(case: Case, act: TeamMemberAssigned) -> Case:
    row = TeamMember(
        id=act.member,
        period=Period(start=act.on, end=act.until),
        role=act.role,
        actor=act.actor,
        stands_in=act.stands_in,
        follows_up=act.follows_up,
        recorded=act.recorded,
        unit=act.unit,
    )
    return with_row(case, row)


def _choose(case: Case, act: MentorChosen) -> Case:
    row = TeamMember(
        id=act.member,
        period=Period(start=act.on),
        role=act.role,
        actor=act.actor,
        choice=act.choice,
        candidates=act.candidates,
        recorded=act.recorded,
        unit=act.unit,
    )
    return with_row(case, row)


def _take_over(case: Case, act: TeamMemberReplaced | MentorChanged) -> Case:
    before = the_member(case, act)
    chosen: dict[str, Any] = (
        {"choice": act.choice, "candidates": act.candidates}
        if isinstance(act, MentorChanged)
        else {"stands_in": act.stands_in}
    )
    row = TeamMember(
        id=act.successor,
        period=Period(start=act.on),
        role=before.role,
        actor=act.actor,
        follows_up=before.follows_up,
        recorded=act.recorded,
        unit=before.unit,
        **chosen,
    )
    return with_row(_end(case, act), row)


def _end(case: Case, act: TeamMemberEnded | TeamMemberReplaced | MentorChanged) -> Case:
    return with_row(case, ended(the_member(case, act), act.on, act.at_wish_of))


def ended(row: TeamMember, on: date, at_wish_of: Party) -> TeamMember:
    """The place ended on a day, and with it the mandate, unless that ended before."""
    mandate = row.mandate
    if mandate is not None and (mandate.period.end is None or mandate.period.end > on):
        end = max(on, mandate.period.start or on)
        period = attrs.evolve(mandate.period, end=end)
        mandate = attrs.evolve(mandate, period=period)
    return attrs.evolve(
        row,
        period=attrs.evolve(row.period, end=on),
        mandate=mandate,
        ended_at_wish_of=at_wish_of,
    )


def refuse_placeless(case: Case, act: OfMember) -> Iterator[Refusal]:
    """Only somebody who has a place that day leaves it."""
    yield from refuse_absent(case, TeamMember.kind, act.member)
    row = find_row(case, TeamMember, act.member)
    if row is None:
        return
    yield from refuse_early(act.on, row.period.start)
    if row.period.end is not None and row.period.end <= act.on:
        yield Refusal(rule="team.ended", reason="the place has ended")


def _refuse_assigned(
    case: Case, act: TeamMemberAssigned, _context: Context
) -> Iterator[Refusal]:
    """The service assigns its staff; mentors are chosen, speakers are appointed."""
    yield from not_own_side(act, "mentor_chosen", "supporter_brought")
    yield from refuse_taken(case, act.member)
    for goal in act.follows_up:
        yield from refuse_absent(case, Goal.kind, goal)
    permitted = _ELSEWHERE.get(act.role.concept)
    if permitted is not None:
        reason = f"nobody is assigned as {act.role.concept}"
        yield Refusal(rule="team.not-assigned", reason=reason, permitted=(permitted,))
    if act.until is not None and act.until < act.on:
        yield Refusal(rule="team.until", reason="it would end before it begins")


def _refuse_replaced(
    case: Case, act: TeamMemberReplaced, _context: Context
) -> Iterator[Refusal]:
    """The service replaces its staff; who was chosen or appointed is not replaced."""
    yield from not_own_side(act, "mentor_changed")
    yield from refuse_placeless(case, act)
    yield from refuse_taken(case, act.successor)
    row = find_row(case, TeamMember, act.member)
    role = Role.UNKNOWN if row is None else row.role.concept
    if role in _MENTORS:
        yield _not_so(f"a {role} is changed", "mentor_changed")
    elif role in _ELSEWHERE or (row is not None and row.mandate is not None):
        yield _not_so("whoever speaks for the participant", _ELSEWHERE.get(role))


def _not_so(reason: str, permitted: str | None) -> Refusal:
    return Refusal(
        rule="team.not-replaced",
        reason=reason,
        permitted=() if permitted is None else (permitted,),
    )


def _refuse_ended(
    case: Case, act: TeamMemberEnded, _context: Context
) -> Iterator[Refusal]:
    """A mandate ends in its own way; only the participant's side sends a supporter away."""
    yield from refuse_placeless(case, act)
    row = find_row(case, TeamMember, act.member)
    mandate = None if row is None else row.mandate
    if mandate is not None and mandate.nature is not MandateKind.SUPPORTER:
        yield Refusal(
            rule="team.mandate",
            reason="a mandate is ended, and not a place",
            permitted=("representative_ended",),
        )
    supports = row is not None and row.role.concept is Role.SUPPORTER
    if mandate is not None or supports:
        yield from own_side_alone(case, act)
    else:
        yield from refuse_voice(case, act)


def _refuse_chosen(
    case: Case, act: MentorChosen, _context: Context
) -> Iterator[Refusal]:
    """A mentor is chosen into a mentor's place."""
    yield from refuse_taken(case, act.member)
    if act.role.concept not in _MENTORS:
        yield Refusal(
            rule="mentor.role",
            reason="only a mentor is chosen so",
            permitted=("team_member_assigned",),
        )
    yield from _no_choice(case, act)


def _refuse_changed(
    case: Case, act: MentorChanged, _context: Context
) -> Iterator[Refusal]:
    """A mentor is changed for another one."""
    yield from refuse_placeless(case, act)
    yield from refuse_taken(case, act.successor)
    row = find_row(case, TeamMember, act.member)
    if row is not None and row.role.concept not in _MENTORS:
        yield Refusal(
            rule="mentor.role",
            reason="only a mentor is changed so",
            permitted=("team_member_replaced",),
        )
    yield from _no_choice(case, act)


def _no_choice(case: Case, act: MentorChosen | MentorChanged) -> Iterator[Refusal]:
    """A choice is among two or more, or an own candidate, and is the participant's."""
    if act.choice in _CHOSEN:
        yield from own_side_alone(case, act, act.kind)
    else:
        yield from refuse_voice(case, act)
    few = act.candidates is None or act.candidates < 2
    many = act.candidates is not None and act.candidates > 1
    if (act.choice is MentorChoice.AMONG_CANDIDATES and few) or (
        act.choice is MentorChoice.ONE_PRESENTED and many
    ):
        yield Refusal(
            rule="mentor.candidates",
            reason="a choice is among two or more; one presented is one",
            permitted=(act.kind,),
        )


HANDLERS: dict[type[Happening], Handler[Any]] = {
    TeamMemberAssigned: Handler(change=_assign, refuse=_refuse_assigned),
    TeamMemberReplaced: Handler(change=_take_over, refuse=_refuse_replaced),
    TeamMemberEnded: Handler(change=_end, refuse=_refuse_ended),
    MentorChosen: Handler(change=_choose, refuse=_refuse_chosen),
    MentorChanged: Handler(change=_take_over, refuse=_refuse_changed),
}
