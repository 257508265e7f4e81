"""In how many areas of life something goes on, and in which: a description, never an aim.

The areas stand with the goals and with the measures, several with one goal, so that the
enrolments are laid out beside them as rows to count. Where something goes on of which no
area is on record the number is not known, unless it is the highest already. To have many
areas is never better: that would push measures that nobody needs. Source: D18-19;
definitions 2.2 "plan.single", 2.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.carries import Origin
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concept import Concept, unknown_members
from brukermedvirkning.domain.concepts import Area, InterventionStatus
from brukermedvirkning.domain.record import Id, Record
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.surface import root
from brukermedvirkning.rules.expressions.types import Schema
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.judged import (
    counted,
    holds,
    is_current,
    judged_on,
    last_day,
)
from brukermedvirkning.rules.indicators.laid_out import carried
from brukermedvirkning.rules.indicators.scoring import Distribution

__all__ = [
    "AREA_INDICATORS",
    "NEEDED",
    "AreaGoingOn",
    "HowManyAreas",
    "LifeAreas",
    "LivedEnrolment",
    "life_areas",
]

_NOT_BEGUN = (InterventionStatus.PLANNED, InterventionStatus.NEVER_STARTED)


@unknown_members("UNKNOWN")
class HowManyAreas(Concept):
    """In how many areas of life something goes on."""

    NONE = "none"
    ONE = "one"
    TWO = "two"
    THREE_OR_MORE = "three_or_more"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True)
class LivedEnrolment(Record):
    """An enrolment with the number of areas in which something goes on."""

    kind: ClassVar[str] = "lived_enrolment"

    id: Id
    programme: Id
    areas: HowManyAreas
    registered_in_error: bool = False


@attrs.frozen(kw_only=True)
class AreaGoingOn(Record):
    """One area in which something goes on in an enrolment; unknown where none is named."""

    kind: ClassVar[str] = "area_going_on"

    id: Id
    programme: Id
    area: Area
    registered_in_error: bool = False


@attrs.frozen(kw_only=True)
class LifeAreas(Record):
    """The enrolments of one case and their areas; it stands where the case stands."""

    id: Id
    unit: Id | None = None
    origin: Origin = Origin()
    enrolments: tuple[LivedEnrolment, ...] = ()
    going_on: tuple[AreaGoingOn, ...] = ()
    registered_in_error: bool = False


def life_areas(cases: Iterable[Case], window: Window) -> Iterator[LifeAreas]:
    """The enrolments of each case with what goes on in them, one case at a time.

    Each is judged on the last day of the window or as known, or on the day before the
    exit. What goes on is what is a current goal, or a measure that has begun.
    """
    last = last_day(window)
    for case in cases:
        found = [
            (one, *_going_on(case, on))
            for one in counted(case.enrolments)
            if (on := judged_on(one, window.start, last)) is not None
        ]
        yield LifeAreas(
            id=case.id,
            unit=case.unit,
            origin=Origin(carries=carried(case.origin.carries, NEEDED)),
            enrolments=tuple(
                LivedEnrolment(
                    id=one.id, programme=one.programme, areas=_number(areas, more)
                )
                for one, areas, more in found
            ),
            going_on=tuple(
                AreaGoingOn(id=f"{one.id}.{area}", programme=one.programme, area=area)
                for one, areas, more in found
                for area in (*areas, *((Area.UNKNOWN,) if more else ()))
            ),
            registered_in_error=case.registered_in_error,
        )


_WHOLE = (
    "enrolment",
    "enrolment.exit",
    "enrolment.start",
    "goal",
    "goal.areas",
    "goal.status",
    "intervention",
    "intervention.area",
)
NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {LivedEnrolment.kind: _WHOLE, AreaGoingOn.kind: _WHOLE}
)
"""What a source must be able to carry for what is laid out."""


def _going_on(case: Case, on: date) -> tuple[list[Area], bool]:
    """The areas in which something goes on, and whether there may be one more.

    There may be where a goal or a measure names none, and where one of another area may
    go on.
    """
    sure: set[Area] = set()
    perhaps: set[Area] = set()
    for here, areas in _in_areas(case, on):
        if here is not False:
            (sure if here else perhaps).update(areas or {Area.UNKNOWN})
    more = Area.UNKNOWN in sure or not perhaps <= sure
    return [area for area in Area if area in sure and not area.is_unknown], more


def _in_areas(case: Case, on: date) -> Iterator[tuple[bool | None, set[Area]]]:
    """Whether each goal and measure goes on, None where it may, and its areas."""
    for goal in counted(case.goals):
        yield is_current(goal, on), {one.concept for one in goal.areas}
    for row in counted(case.interventions):
        begun = row.status not in _NOT_BEGUN
        yield begun and holds(row.period, on), {row.area.concept}


def _number(areas: list[Area], more: bool) -> HowManyAreas:
    """How many they are; unknown where there may be more and that would be another."""
    names = list(HowManyAreas)
    highest = names.index(HowManyAreas.THREE_OR_MORE)
    if more and len(areas) < highest:
        return HowManyAreas.UNKNOWN
    return names[min(len(areas), highest)]


_SCHEMA = Schema(LifeAreas)
_enrolment: Any = root("lived_enrolment", _SCHEMA)
_area: Any = root("area_going_on", _SCHEMA)

_AREAS = Definition(
    id="plan.areas",
    question="In how many areas of life does something go on for those enrolled?",
    counts="lived_enrolment",
    scoring=Distribution(category=_enrolment.areas, order=HowManyAreas.known()),
    duty_holder=DutyHolder.AUTHORITY,
    companion="plan.single",
    groupings=("case.unit", "lived_enrolment.programme"),
    schema=_SCHEMA,
    source="D18-19",
)
_WHICH = attrs.evolve(
    _AREAS,
    id="plan.areas.which",
    question="In which areas of life does something go on for those enrolled?",
    counts="area_going_on",
    scoring=Distribution(category=_area.area.recorded, order=tuple(Area)),
    companion="plan.areas",
    groupings=("area_going_on.programme", "case.unit"),
)

AREA_INDICATORS: tuple[Definition, ...] = (_AREAS, _WHICH)
"""The indicators over what `life_areas` lays out."""
