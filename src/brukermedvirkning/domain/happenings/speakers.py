"""Who stands by the participant and who speaks for the participant, and on what ground.

A supporter acts and reads for nobody. A representative is appointed by the participant,
a guardian by an authority; both with a mandate, and what they say is told apart.
Source: H10 "på egne vegne", definitions 3.1 and 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, MandateKind, Party, Role
from brukermedvirkning.domain.happenings.base import (
    Context,
    Handler,
    Happening,
    Refusal,
    find_row,
    with_row,
)
from brukermedvirkning.domain.happenings.items import refuse_taken
from brukermedvirkning.domain.happenings.team import (
    OfMember,
    ended,
    refuse_placeless,
    the_member,
)
from brukermedvirkning.domain.happenings.voices import (
    is_member,
    is_on_own_side,
    own_side_alone,
    participant_alone,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Id, Text
from brukermedvirkning.domain.team import Mandate, TeamMember

__all__ = [
    "HANDLERS",
    "RepresentativeAppointed",
    "RepresentativeEnded",
    "SupporterBrought",
]

_ROLES = {
    MandateKind.SUPPORTER: Role.SUPPORTER,
    MandateKind.REPRESENTATIVE: Role.REPRESENTATIVE,
    MandateKind.GUARDIAN: Role.GUARDIAN,
}


@attrs.frozen(kw_only=True)
class _Speaking(OfMember):
    """A right that outlives an exit: complaint, access and consent go on, too."""

    goes_on_after_exit: ClassVar[bool] = True


@attrs.frozen(kw_only=True)
class SupporterBrought(_Speaking):
    """The participant brought a supporter, who neither acts nor reads for anybody."""

    kind: ClassVar[str] = "supporter_brought"

    actor: Actor
    until: date | None = None
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class RepresentativeAppointed(_Speaking):
    """Somebody got a mandate from this day: to act, to read, or both.

    The participant appoints a representative. A guardian is appointed by an authority,
    and `reference` says by which decision.
    """

    kind: ClassVar[str] = "representative_appointed"

    actor: Actor
    nature: MandateKind = MandateKind.REPRESENTATIVE
    may_act: bool = False
    may_read: bool = False
    reference: Text | None = None
    until: date | None = None
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class RepresentativeEnded(_Speaking):
    """A mandate ended on this day; what was said under it stands as said by it.

    The participant ends that of a representative, an authority that of a guardian;
    a representative may lay it down.
    """

    kind: ClassVar[str] = "representative_ended"

    at_wish_of: Party = Party.UNKNOWN
    reference: Text | None = None


def _member(
    act: SupporterBrought | RepresentativeAppointed, mandate: Mandate
) -> TeamMember:
    return TeamMember(
        id=act.member,
        period=mandate.period,
        role=Coded(concept=_ROLES[mandate.nature]),
        actor=act.actor,
        mandate=mandate,
        recorded=act.recorded,
        unit=act.unit,
    )


def _bring(case: Case, act: SupporterBrought) -> Case:
    period = Period(start=act.on, end=act.until)
    mandate = Mandate(nature=MandateKind.SUPPORTER, period=period)
    return with_row(case, _member(act, mandate))


def _appoint(case: Case, act: RepresentativeAppointed) -> Case:
    mandate = Mandate(
        nature=act.nature,
        period=Period(start=act.on, end=act.until),
        may_act=act.may_act,
        may_read=act.may_read,
        reference=act.reference,
    )
    return with_row(case, _member(act, mandate))


def _end(case: Case, act: RepresentativeEnded) -> Case:
    return with_row(case, ended(the_member(case, act), act.on, act.at_wish_of))


def _refuse_brought(
    case: Case, act: SupporterBrought, _context: Context
) -> Iterator[Refusal]:
    """The participant, or a mandated representative, brings a supporter."""
    yield from own_side_alone(case, act)
    yield from refuse_taken(case, act.member)
    yield from _until(act, act.until)


def _refuse_appointed(
    case: Case, act: RepresentativeAppointed, _context: Context
) -> Iterator[Refusal]:
    """The participant appoints a representative; a guardian rests on a decision.

    Nobody in the service speaks for the participant, and whoever speaks is somebody.
    """
    yield from refuse_taken(case, act.member)
    yield from _until(act, act.until)
    if act.nature is MandateKind.SUPPORTER:
        reason = "a supporter has no mandate to act or to read"
        permitted = ("supporter_brought",)
        yield Refusal(rule="mandate.supporter", reason=reason, permitted=permitted)
    elif act.nature is MandateKind.REPRESENTATIVE:
        yield from participant_alone(act)
    else:
        yield from _by_authority(act, act.reference)
    if act.actor.kind is not ActorKind.REPRESENTATIVE or act.actor.id is None:
        reason = "a representative is somebody outside the service"
        yield Refusal(rule="mandate.actor", reason=reason)


def _refuse_ended(
    case: Case, act: RepresentativeEnded, _context: Context
) -> Iterator[Refusal]:
    """Whoever gave a mandate ends it, or whoever has it lays it down."""
    yield from refuse_placeless(case, act)
    row = find_row(case, TeamMember, act.member)
    mandate = None if row is None else row.mandate
    if row is None:
        return
    if mandate is None or mandate.nature is MandateKind.SUPPORTER:
        reason = "there is no mandate to act or to read"
        permitted = ("team_member_ended",)
        yield Refusal(rule="mandate.none", reason=reason, permitted=permitted)
    elif mandate.nature is MandateKind.GUARDIAN:
        yield from _by_authority(act, act.reference)
    elif not is_member(act.source, row):
        yield from participant_alone(act)


def _by_authority(act: _Speaking, reference: str | None) -> Iterator[Refusal]:
    """A guardian comes and goes by an authority's decision, which is named."""
    if is_on_own_side(act) or reference is None:
        reason = "by the decision of an authority, named"
        yield Refusal(rule="mandate.authority", reason=reason)


def _until(act: _Speaking, until: date | None) -> Iterator[Refusal]:
    """Nothing ends before it begins."""
    if until is not None and until < act.on:
        yield Refusal(rule="team.until", reason="it would end before it begins")


HANDLERS: dict[type[Happening], Handler[Any]] = {
    SupporterBrought: Handler(change=_bring, refuse=_refuse_brought),
    RepresentativeAppointed: Handler(change=_appoint, refuse=_refuse_appointed),
    RepresentativeEnded: Handler(change=_end, refuse=_refuse_ended),
}
