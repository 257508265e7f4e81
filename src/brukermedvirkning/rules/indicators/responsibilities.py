"""Whether somebody follows up: at every level that is declared, and every current goal.

To follow up is the staff's and is no owning. The chain stands with the programme and the
unit, who is in post with the organisation, the goals and the team with the case; so the
enrolments are laid out beside them as rows to count. What a source has no place for, or
a chain that nobody declared, is not known. Source: H22, M19; definitions 2.2
"responsibility.complete".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.carries import Origin
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, Role
from brukermedvirkning.domain.organisation import (
    ResponsibilityLevel,
    StaffMember,
    Unit,
)
from brukermedvirkning.domain.plan import Goal
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.record import Id, Record
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.surface import root
from brukermedvirkning.rules.expressions.types import Schema
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition, Direction
from brukermedvirkning.rules.indicators.judged import (
    counted,
    holds,
    is_current,
    judged_on,
    last_day,
)
from brukermedvirkning.rules.indicators.laid_out import carried
from brukermedvirkning.rules.indicators.scoring import Proportion

__all__ = [
    "NEEDED",
    "RESPONSIBILITY_INDICATORS",
    "FollowedPlan",
    "FollowedPlans",
    "followed_plans",
]

_OWN_SIDE = frozenset({ActorKind.PARTICIPANT, ActorKind.REPRESENTATIVE})


@attrs.frozen(kw_only=True)
class FollowedPlan(Record):
    """An enrolment with a plan, as a row to count; None is not known.

    `levels` says whether every level of the declared chain above the goals has somebody,
    `goals` whether every current goal has.
    """

    kind: ClassVar[str] = "followed_plan"

    id: Id
    programme: Id
    levels: bool | None = None
    goals: bool | None = None
    registered_in_error: bool = False


@attrs.frozen(kw_only=True)
class FollowedPlans(Record):
    """The enrolments of one case that have a plan; it stands where the case stands."""

    id: Id
    unit: Id | None = None
    origin: Origin = Origin()
    plans: tuple[FollowedPlan, ...] = ()
    registered_in_error: bool = False


def followed_plans(
    cases: Iterable[Case],
    window: Window,
    *,
    programmes: Mapping[str, Programme],
    units: Mapping[str, Unit] | None = None,
    staff: Iterable[StaffMember] = (),
) -> Iterator[FollowedPlans]:
    """The enrolments with a plan of each case, one case at a time.

    Each is judged on the last day of the window or as known, or on the day before the
    exit: to discharge somebody makes nobody responsible.
    """
    beside = _Beside(programmes=programmes, units=units or {}, staff=tuple(staff))
    last = last_day(window)
    for case in cases:
        yield FollowedPlans(
            id=case.id,
            unit=case.unit,
            origin=Origin(carries=carried(case.origin.carries, NEEDED)),
            plans=tuple(_rows(case, window.start, last, beside)),
            registered_in_error=case.registered_in_error,
        )


@attrs.frozen(kw_only=True)
class _Beside:
    programmes: Mapping[str, Programme]
    units: Mapping[str, Unit]
    staff: tuple[StaffMember, ...]

    def chain(self, programme_id: str) -> Iterator[tuple[Coded[Role], str | None]]:
        """The roles above the goals with the unit that declares them."""
        programme = self.programmes.get(programme_id)
        if programme is None:
            return
        links = programme.chain
        unit = self.units.get(programme.unit) if programme.unit else None
        if unit is not None:
            links += unit.chain
        for link in links:
            if link.level is not ResponsibilityLevel.SUBGOALS:
                yield link.role, programme.unit

    def holds(self, role: Role, unit: str | None, on: date) -> bool | None:
        """Whether somebody in post has a role; None where nobody of it is on record."""
        in_post = [one for one in self.staff if one.unit == unit]
        return _somebody(in_post, role, on) if in_post else None


NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "followed_plan": ("plan", "enrolment", "enrolment.start", "enrolment.exit"),
        "followed_plan.goals": ("goal", "goal.status", "goal.followed_up_by"),
        "followed_plan.levels": ("team_member", "team_member.role"),
    }
)
"""What a source must be able to carry for what is laid out."""


def _rows(
    case: Case, first: date, last: date, beside: _Beside
) -> Iterator[FollowedPlan]:
    for enrolment in case.enrolments:
        on = judged_on(enrolment, first, last)
        if on is None or case.plan is None or not case.plan.period.contains(on):
            continue
        yield FollowedPlan(
            id=enrolment.id,
            programme=enrolment.programme,
            levels=_levels(case, enrolment.programme, on, beside),
            goals=_both(
                _followed_up(case, goal, on)
                for goal in counted(case.goals)
                if is_current(goal, on)
            ),
            registered_in_error=enrolment.registered_in_error,
        )


def _levels(case: Case, programme: str, on: date, beside: _Beside) -> bool | None:
    """Whether every level that is declared has somebody; None where none is declared."""
    chain = list(beside.chain(programme))
    found = _both(
        None
        if role.concept.is_unknown
        else _either(
            _somebody(counted(case.team), role.concept, on),
            beside.holds(role.concept, unit, on),
        )
        for role, unit in chain
    )
    return found if chain else None


def _somebody(rows: Iterable[Any], role: Role, on: date) -> bool | None:
    """Whether one of the rows has a role on a day; None where it may be so."""
    return _either(*(_has_role(row, role, on) for row in rows))


def _has_role(row: Any, role: Role, on: date) -> bool | None:
    here = holds(row.period, on)
    if here and row.role.concept is Role.UNKNOWN:
        return None
    return here if row.role.concept in (role, Role.UNKNOWN) else False


def _followed_up(case: Case, goal: Goal, on: date) -> bool | None:
    """Whether somebody of the staff is named for a goal, there or in the team."""
    in_team = _either(
        *(
            holds(row.period, on)
            for row in counted(case.team)
            if goal.id in row.follows_up
        )
    )
    return _either(_named(goal.followed_up_by), in_team)


def _named(actor: Actor) -> bool | None:
    if not (actor.id or actor.roles or actor.unit):
        return False
    if actor.kind is ActorKind.UNKNOWN:
        return None
    return actor.kind not in _OWN_SIDE


def _either(*tests: bool | None) -> bool | None:
    if True in tests:
        return True
    return None if None in tests else False


def _both(tests: Iterable[bool | None]) -> bool | None:
    found = list(tests)
    if False in found:
        return False
    return None if None in found else True


_SCHEMA = Schema(FollowedPlans)
_plan: Any = root("followed_plan", _SCHEMA)


_LEVELS, _GOALS = "followed_plan.levels", "followed_plan.goals"

_OF_LEVELS = Definition(
    id="responsibility.complete.levels",
    question="For which share of the plans has every level that is declared somebody?",
    counts="followed_plan",
    scoring=Proportion(numerator=_plan.levels),
    direction=Direction.UP,
    needs=(_LEVELS,),
    duty_holder=DutyHolder.ORGANISATION,
    groupings=("case.unit", "followed_plan.programme"),
    schema=_SCHEMA,
    source="H22; M19",
)

RESPONSIBILITY_INDICATORS: tuple[Definition, ...] = (
    attrs.evolve(
        _OF_LEVELS,
        id="responsibility.complete",
        question="For which share of the plans does somebody answer at every level that"
        " is declared, and for every current goal?",
        scoring=Proportion(numerator=_plan.levels & _plan.goals),
        needs=(_LEVELS, _GOALS),
    ),
    _OF_LEVELS,
    attrs.evolve(
        _OF_LEVELS,
        id="responsibility.complete.goals",
        question="For which share of the plans does somebody follow up every current"
        " goal?",
        scoring=Proportion(numerator=_plan.goals),
        needs=(_GOALS,),
    ),
)
"""The indicators over the enrolments that `followed_plans` lays out."""
