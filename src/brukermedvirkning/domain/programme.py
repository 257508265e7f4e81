"""Programmes: what an organisation runs, offers and promises.

The terms of a project (RAMMEN, D13-21) are here; the limits on a decision (rammer, D9)
are `Frame`s. Source: H6, H9, H19, N39-51, D13-21.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import attrs

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import (
    Answer,
    Area,
    ExitCategory,
    InterventionKind,
)
from brukermedvirkning.domain.decisions import Degree, Frame
from brukermedvirkning.domain.frozenmap import EMPTY, FrozenMap
from brukermedvirkning.domain.organisation import Responsibility
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Id, Number, Ordinal, Record, Text
from brukermedvirkning.errors import Fault

__all__ = [
    "ExitClass",
    "ExitTerm",
    "Offering",
    "PlannedPlaces",
    "Programme",
    "Promise",
    "SolutionDescription",
    "Target",
]


class Promise(Concept):
    """What a programme promises its participants; a rule asks only what was promised.

    Source: H13-18, M28, N29-44, D16-21.
    """

    PLAN_OWNED = "plan_owned"
    PLAN_SINGLE = "plan_single"
    INFLUENCE_ON_GOAL = "influence_on_goal"
    INFLUENCE_ON_CONTENT = "influence_on_content"
    INTRODUCTION_FROM_DAY_ONE = "introduction_from_day_one"
    ACCESS_TO_NOTES = "access_to_notes"
    SURVEY_DURING_STAY = "survey_during_stay"
    SURVEY_YEARLY = "survey_yearly"
    DEVELOPMENT_TALK_YEARLY = "development_talk_yearly"
    COORDINATING_CASEWORKER = "coordinating_caseworker"
    MENTOR_OFFERED = "mentor_offered"
    CONTACT_LOGGED = "contact_logged"
    RANGE_OF_MEASURES = "range_of_measures"
    PEER_WORKER_TRAINING = "peer_worker_training"


class ExitClass(Concept):
    """What an exit category is counted as in one programme; ours, and configurable."""

    WORK_OR_EDUCATION = "work_or_education"
    TRANSFER = "transfer"
    INTERRUPTION = "interruption"
    PARTICIPANT_DECIDED = "participant_decided"
    SERVICE_DECIDED = "service_decided"
    OTHER = "other"


@attrs.frozen(kw_only=True)
class ExitTerm(Record):
    """A row of a programme's exit table: the code as printed, its concept, its class."""

    code: Code
    category: ExitCategory
    counted_as: ExitClass = ExitClass.OTHER


@attrs.frozen(kw_only=True)
class Offering(Record):
    """One thing in the range of measures that a programme can offer. Source: D18."""

    measure: Coded[InterventionKind]
    area: Area
    provider: Id | None = None
    period: Period = Period()


@attrs.frozen(kw_only=True)
class Target(Record):
    """A figure the programme set itself for an indicator, as a share of `out_of`."""

    indicator: Id
    at_least: Number
    out_of: Ordinal = 100
    period: Period = Period()

    @property
    def share(self) -> Fraction:
        """The target as an exact share."""
        return Fraction(self.at_least, self.out_of)


@attrs.frozen(kw_only=True)
class SolutionDescription(Record):
    """How a programme says it works, and the degree of participation it promises.

    Source: H6, H19.
    """

    approach: Text | None = None
    implementation: Text | None = None
    promised_degree: Degree | None = None
    targets: tuple[Target, ...] = ()


@attrs.frozen(kw_only=True)
class PlannedPlaces(Record):
    """How many of a target group a programme was planned for; never a denominator."""

    target_group: Code | None = None
    places: Number


@attrs.frozen(kw_only=True)
class Programme(Record):
    """What an organisation runs for participants.

    A project has both dates, a process is open-ended (H9); its end censors and is never
    an exit. `stay_limited` is whether a participant's stay has a limit of time: where it
    has none, to leave is not the aim. `time_zone` is an IANA name, by which instants
    become civil days.
    `parameters` set rule parameters for this programme, most specific of all.
    """

    id: Id
    name: Text
    unit: Id | None = None
    country: Id | None = None
    period: Period
    stay_limited: Answer = Answer.UNKNOWN
    time_zone: Id
    target_groups: tuple[Code, ...] = ()
    promises: tuple[Promise, ...] = ()
    offerings: tuple[Offering, ...] = ()
    solution: SolutionDescription = SolutionDescription()
    frames: tuple[Frame, ...] = ()
    policy: Id | None = None
    chain: tuple[Responsibility, ...] = ()
    exit_terms: tuple[ExitTerm, ...] = ()
    exit_total_printed: bool = True
    planned_places: tuple[PlannedPlaces, ...] = ()
    sites: tuple[Text, ...] = ()
    parameters: FrozenMap = attrs.field(default=EMPTY)

    def _invariants(self) -> Iterator[Fault]:
        """`time_zone` is the name of an IANA time zone.
        Each code stands once among the exit terms.
        """
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield Fault(
                field="time_zone",
                found=repr(self.time_zone),
                expected="an IANA time zone such as Europe/Copenhagen",
            )
        codes = Counter((term.code.scheme, term.code.code) for term in self.exit_terms)
        for (_, code), count in codes.items():
            if count > 1:
                yield Fault(
                    field="exit_terms", found=repr(code), expected="each code once"
                )

    def promised(self, promise: Promise) -> bool:
        """Whether the programme promises this to its participants."""
        return promise in self.promises

    def covers(self, area: Area) -> bool:
        """Whether the range of measures has something in an area."""
        return any(offering.area is area for offering in self.offerings)

    def civil_day(self, instant: datetime) -> date:
        """The civil day of an instant where the programme is run."""
        return instant.astimezone(ZoneInfo(self.time_zone)).date()
