"""What organisations record, laid out as rows to count.

An organisation stands where a case stands: with the bodies in which users take part, the
matters that were raised, what came of it, trainings, and who is in post.
Source: N11-28, N55, B16-31, D99-106.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

import attrs

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.collective import (
    CollectiveDecisionKind,
    CollectiveParticipation,
    Consequence,
    Level,
    Matter,
    MatterOutcome,
    TierOfGovernment,
)
from brukermedvirkning.domain.concepts import Answer, Party, Role
from brukermedvirkning.domain.organisation import StaffMember, Training
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import WHOLE_LIMIT, Id, Number, Record

__all__ = [
    "Body",
    "BodyConsequence",
    "InPost",
    "OrganisationRecords",
    "RaisedMatter",
    "TrainingHeld",
    "organisations",
]

_USERS = frozenset({Party.PARTICIPANT, Party.REPRESENTATIVE, Party.PEER})
_STAFF = frozenset({Party.SERVICE})
_NO_CONSEQUENCE = frozenset({Consequence.NOTHING, Consequence.NOT_YET_DECIDED})


def _among(parties: tuple[Party, ...], wanted: frozenset[Party]) -> bool | None:
    """Whether one of the wanted parties is there; an unknown one may be it."""
    if wanted.intersection(parties):
        return True
    return None if not parties or Party.UNKNOWN in parties else False


@attrs.frozen(kw_only=True)
class RaisedMatter(Record):
    """A matter with the level of the body in which it was raised, as a row to count."""

    kind: ClassVar[str] = "matter"
    derived: ClassVar[tuple[str, ...]] = ("raised_by_users",)

    id: Id
    level: Level
    nature: CollectiveDecisionKind
    raised_by: tuple[Party, ...] = ()
    raised_on: date | None = None
    users_took_part_on: date | None = None
    decided_on: date | None = None
    outcome: MatterOutcome
    answered_on: date | None = None
    reason_given: bool
    registered_in_error: bool = False

    @property
    def raised_by_users(self) -> bool | None:
        """Whether users raised it; None where that is not known."""
        return _among(self.raised_by, _USERS)


@attrs.frozen(kw_only=True)
class TrainingHeld(Record):
    """A training with how many attended by side, as a row to count; None is unknown.

    `came` are those of the staff who are named. `unnamed` is False where these are all
    who came, and None where somebody else of the staff may have come too.
    """

    kind: ClassVar[str] = "training"
    derived: ClassVar[tuple[str, ...]] = ("lesser_percent", "organised_jointly")

    id: Id
    on: date
    about_participation: bool
    staff: Number | None
    users: Number | None
    came: tuple[Id, ...] = ()
    unnamed: bool | None = None
    organised_by: tuple[Party, ...] = ()
    registered_in_error: bool = False

    @property
    def lesser_percent(self) -> int | None:
        """How many of a hundred of staff and users the smaller side is; whole ones."""
        if self.staff is None or self.users is None or not self.staff + self.users:
            return None
        return 100 * min(self.staff, self.users) // (self.staff + self.users)

    @property
    def organised_jointly(self) -> bool | None:
        """Whether the service and users organised it; None where that is not known."""
        staff = _among(self.organised_by, _STAFF)
        users = _among(self.organised_by, _USERS)
        if staff is False or users is False:
            return False
        return True if staff and users else None


@attrs.frozen(kw_only=True)
class Body(Record):
    """A body or process in which users take part, as a row to count.

    `met` are those with power to decide who met users there. `unnamed` is False where
    these are all, and None where nobody wrote it down, or a role alone.
    """

    kind: ClassVar[str] = "body"

    id: Id
    level: Level
    tier: TierOfGovernment
    formal: bool
    period: Period
    met: tuple[Id, ...] = ()
    unnamed: bool | None = None
    has_consequence: bool | None = None
    registered_in_error: bool = False


@attrs.frozen(kw_only=True)
class BodyConsequence(Record):
    """One thing that a body changed, or that it changed nothing, as a row to count."""

    kind: ClassVar[str] = "consequence"

    id: Id
    level: Level
    period: Period
    nature: Consequence
    registered_in_error: bool = False


@attrs.frozen(kw_only=True)
class InPost(Record):
    """Somebody's place in the organisation, as a row to count; never to split by."""

    kind: ClassVar[str] = "staff_member"

    id: Id
    role: Coded[Role]
    period: Period
    decides: Answer
    registered_in_error: bool = False


@attrs.frozen(kw_only=True)
class OrganisationRecords(Record):
    """What is counted of one organisation; it stands where a case stands.

    It is no person's: of its measurements the rows count as the people.
    """

    of_one_person: ClassVar[bool] = False

    id: Id
    matters: tuple[RaisedMatter, ...] = ()
    trainings: tuple[TrainingHeld, ...] = ()
    bodies: tuple[Body, ...] = ()
    consequences: tuple[BodyConsequence, ...] = ()
    staff: tuple[InPost, ...] = ()
    registered_in_error: bool = False


def organisations(
    collective: Iterable[CollectiveParticipation],
    trainings: Iterable[Training] = (),
    staff: Iterable[StaffMember] = (),
) -> tuple[OrganisationRecords, ...]:
    """The records of each organisation, ready to be counted, by the id of the unit.

    A matter that stands in several bodies of one unit is counted in each.
    """
    found: defaultdict[str, _Gathered] = defaultdict(_Gathered)
    for member in staff:
        found[member.unit].staff.append(_in_post(member))
    for body in collective:
        here = found[body.unit]
        here.matters += [_matter(body, one) for one in body.matters]
        here.bodies.append(_body(body, {one.id for one in here.staff}))
        here.consequences += _consequences(body)
    for training in trainings:
        found[training.unit].trainings.append(_training(training))
    return tuple(
        OrganisationRecords(
            id=unit,
            matters=tuple(found[unit].matters),
            trainings=tuple(found[unit].trainings),
            bodies=tuple(found[unit].bodies),
            consequences=tuple(found[unit].consequences),
            staff=tuple(found[unit].staff),
        )
        for unit in sorted(found)
    )


@attrs.define
class _Gathered:
    matters: list[RaisedMatter] = attrs.field(factory=list)
    trainings: list[TrainingHeld] = attrs.field(factory=list)
    bodies: list[Body] = attrs.field(factory=list)
    consequences: list[BodyConsequence] = attrs.field(factory=list)
    staff: list[InPost] = attrs.field(factory=list)


def _body(one: CollectiveParticipation, known: set[str]) -> Body:
    named = one.deciders_met_users
    return Body(
        id=one.id,
        level=one.level,
        tier=one.tier,
        formal=one.formal,
        period=one.period,
        met=named,
        unnamed=False if named and known.issuperset(named) else None,
        has_consequence=_changed(one.consequences),
    )


def _changed(consequences: tuple[Consequence, ...]) -> bool | None:
    """Whether something is known to have changed; None where that is not known."""
    told = [one for one in consequences if not one.is_unknown]
    if any(one not in _NO_CONSEQUENCE for one in told):
        return True
    return False if told and len(told) == len(consequences) else None


def _consequences(one: CollectiveParticipation) -> Iterator[BodyConsequence]:
    for number, nature in enumerate(one.consequences or (Consequence.UNKNOWN,), 1):
        yield BodyConsequence(
            id=f"{one.id}/{number}", level=one.level, period=one.period, nature=nature
        )


def _in_post(one: StaffMember) -> InPost:
    return InPost(id=one.id, role=one.role, period=one.period, decides=one.decides)


def _matter(body: CollectiveParticipation, one: Matter) -> RaisedMatter:
    return RaisedMatter(
        id=f"{body.id}/{one.id}",
        level=body.level,
        nature=one.nature,
        raised_by=one.raised_by,
        raised_on=one.raised_on,
        users_took_part_on=one.users_took_part_on,
        decided_on=one.decided_on,
        outcome=one.outcome,
        answered_on=one.answered_on,
        reason_given=one.reason is not None,
    )


def _training(one: Training) -> TrainingHeld:
    def came(parties: frozenset[Party]) -> int | None:
        if not one.attended:
            return None
        here = sum(row.attended for row in one.attended if row.party in parties)
        return min(here, WHOLE_LIMIT)

    staff = came(_STAFF)
    return TrainingHeld(
        id=one.id,
        on=one.on,
        about_participation=one.about_participation,
        staff=staff,
        users=came(_USERS),
        came=one.staff,
        unnamed=None if staff is None or staff > len(one.staff) else False,
        organised_by=one.organised_by,
    )
