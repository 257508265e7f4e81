"""Units, their roles, and who answers for what.

Two things stay apart: being *responsible for following up*, which is staff's, and
*owning*, which is the participant's. Source: H19, H22, M19.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concept import Concept, unknown_members
from brukermedvirkning.domain.concepts import Answer, Party, Role
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import PERSONAL, Id, Number, Record, Text
from brukermedvirkning.errors import Fault

__all__ = [
    "Attendance",
    "Responsibility",
    "ResponsibilityLevel",
    "StaffMember",
    "Training",
    "Unit",
    "UnitKind",
]


@unknown_members("UNKNOWN")
class UnitKind(Concept):
    """What kind of body a unit is."""

    COMPANY = "company"
    JOBCENTRE = "jobcentre"
    NATIONAL_SERVICE = "national_service"
    MUNICIPALITY = "municipality"
    HEALTH_SERVICE = "health_service"
    USER_ORGANISATION = "user_organisation"
    PROVIDER = "provider"
    OTHER = "other"
    UNKNOWN = "unknown"


class ResponsibilityLevel(Concept):
    """What a link of the chain answers for. Source: H22, M19."""

    OVERALL = "overall"
    MAIN_OBJECTIVE = "main_objective"
    PLAN = "plan"
    SUBGOALS = "subgoals"


@attrs.frozen(kw_only=True)
class Responsibility(Record):
    """One link of the declared chain: a role, what it follows up, who delegated it."""

    level: ResponsibilityLevel
    role: Coded[Role]
    delegated_by: Coded[Role] | None = None
    delegated_to: tuple[Coded[Role], ...] = ()


@attrs.frozen(kw_only=True)
class Unit(Record):
    """A body that runs programmes or keeps cases.

    `indicators` names the indicators by which it measures its own results (H19).
    """

    id: Id
    name: Text
    nature: UnitKind = UnitKind.UNKNOWN
    part_of: Id | None = None
    country: Id | None = None
    identifier: Code | None = None
    period: Period = Period()
    chain: tuple[Responsibility, ...] = ()
    indicators: tuple[Id, ...] = ()

    def _invariants(self) -> Iterator[Fault]:
        """A unit is not part of itself."""
        if self.part_of == self.id:
            yield Fault(field="part_of", expected="another unit than itself")


@attrs.frozen(kw_only=True)
class StaffMember(Record):
    """Somebody's place in an organisation, by a key of its own that is no name.

    It is there to be counted and never to be watched: an indicator is not split by it.
    `decides` says whether this place decides over a programme, `programmes` over which;
    none named is all of the unit's. Source: B16, B31, D99-106.
    """

    id: Id
    unit: Id
    role: Coded[Role] = Coded(concept=Role.UNKNOWN)
    period: Period
    decides: Answer = Answer.UNKNOWN
    programmes: tuple[Id, ...] = ()


@attrs.frozen(kw_only=True)
class Attendance(Record):
    """How many of one party, in one role, took part, of how many invited."""

    party: Party
    role: Coded[Role] = Coded(concept=Role.UNKNOWN)
    attended: Number
    invited: Number | None = None


@attrs.frozen(kw_only=True)
class Training(Record):
    """Training on participation: who attended, and who organised it.

    Attended jointly is not organised jointly; they are two fields. `staff` are those of
    the staff who attended, by the id of their `StaffMember`, where that is written down.
    Source: B16, B28-31, D99-106.
    """

    id: Id
    unit: Id
    on: date
    topic: Code | None = None
    about_participation: bool = False
    attended: tuple[Attendance, ...] = ()
    staff: tuple[Id, ...] = ()
    organised_by: tuple[Party, ...] = ()
    facilitated_by: Id | None = None
    notes: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
