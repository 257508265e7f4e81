"""Indicators over what organisations record: matters that users raised, and trainings.

The definitions are of the same kind as those over cases; what they count stands with an
organisation and not with a participant. `organisations` lays the records out for them,
and `tally.tally` and `finish.finish` do the rest. Source: N11-28, N55, B16-31, D99-106.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.collective import (
    CollectiveDecisionKind,
    CollectiveParticipation,
    Level,
    Matter,
    MatterOutcome,
)
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.organisation import Training
from brukermedvirkning.domain.record import Id, Number, Record
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.surface import Expr, days_between, least, root
from brukermedvirkning.rules.expressions.types import Schema
from brukermedvirkning.rules.indicators.definition import Definition, Direction
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import Distribution, Proportion

__all__ = [
    "ORGANISATION_INDICATORS",
    "OrganisationRecords",
    "RaisedMatter",
    "TrainingHeld",
    "organisations",
]

_USERS = frozenset({Party.PARTICIPANT, Party.REPRESENTATIVE, Party.PEER})


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
    """A training with how many attended by side, as a row to count; None is unknown."""

    kind: ClassVar[str] = "training"
    derived: ClassVar[tuple[str, ...]] = ("lesser_percent", "organised_jointly")

    id: Id
    on: date
    about_participation: bool
    staff: Number | None
    users: Number | None
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
        staff = _among(self.organised_by, frozenset({Party.SERVICE}))
        users = _among(self.organised_by, _USERS)
        if staff is False or users is False:
            return False
        return True if staff and users else None


@attrs.frozen(kw_only=True)
class OrganisationRecords(Record):
    """What is counted of one organisation; it stands where a case stands."""

    id: Id
    matters: tuple[RaisedMatter, ...] = ()
    trainings: tuple[TrainingHeld, ...] = ()
    registered_in_error: bool = False


def organisations(
    collective: Iterable[CollectiveParticipation], trainings: Iterable[Training] = ()
) -> tuple[OrganisationRecords, ...]:
    """The records of each organisation, ready to be counted, by the id of the unit.

    A matter that stands in several bodies of one unit is counted in each.
    """
    matters: defaultdict[str, list[RaisedMatter]] = defaultdict(list)
    held: defaultdict[str, list[TrainingHeld]] = defaultdict(list)
    for body in collective:
        matters[body.unit] += [_matter(body, one) for one in body.matters]
    for training in trainings:
        held[training.unit].append(_training(training))
    return tuple(
        OrganisationRecords(
            id=unit, matters=tuple(matters[unit]), trainings=tuple(held[unit])
        )
        for unit in sorted({*matters, *held})
    )


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
        return sum(row.attended for row in one.attended if row.party in parties)

    return TrainingHeld(
        id=one.id,
        on=one.on,
        about_participation=one.about_participation,
        staff=came(frozenset({Party.SERVICE})),
        users=came(_USERS),
        organised_by=one.organised_by,
    )


_SCHEMA = Schema(OrganisationRecords)
_matter_row: Any = root("matter", _SCHEMA)
_training_row: Any = root("training", _SCHEMA)
_window: Any = root("window", _SCHEMA)
_param: Any = root("param", _SCHEMA)
_TODAY: Expr = least(_window.end - 1, _window.as_of)


def _share(**fields: Any) -> Definition:
    return Definition(
        scoring=Proportion(numerator=fields.pop("numerator")),
        duty_holder=DutyHolder.ORGANISATION,
        schema=_SCHEMA,
        **fields,
    )


_FROM_USERS: Expr = _matter_row.raised_on.is_known & _matter_row.raised_by_users

# Meetings are not counted, and answers are: decided, and told to those who raised it.
_ANSWERED = _share(
    id="collective.matter-outcome",
    question="Which share of the matters that users raised was decided and answered in"
    " time?",
    counts="matter",
    when=_matter_row.raised_on,
    among=_FROM_USERS,
    mature=days_between(_matter_row.raised_on, _TODAY) >= _param.answer_days,
    numerator=_matter_row.decided_on.is_known
    & _matter_row.answered_on.is_known
    & (
        days_between(_matter_row.raised_on, _matter_row.answered_on)
        <= _param.answer_days
    ),
    direction=Direction.UP,
    groupings=("matter.level", "matter.nature"),
    parameters=(
        IndicatorParameter(
            name="answer_days",
            default=91,
            unit="days",
            source="an assumption; no document names a figure, so set your own (a"
            " quarter)",
        ),
    ),
    source="N55; N11-15",
)
_OUTCOME = Definition(
    id="collective.matter-outcome.distribution",
    question="What came of the matters that users raised?",
    counts="matter",
    when=_matter_row.raised_on,
    among=_FROM_USERS,
    scoring=Distribution(
        category=_matter_row.outcome.recorded, order=tuple(MatterOutcome)
    ),
    duty_holder=DutyHolder.ORGANISATION,
    groupings=("matter.level", "matter.nature"),
    schema=_SCHEMA,
    source="N55",
)
_WITH_REASON = _share(
    id="collective.not-changed-with-reason",
    question="Of the matters of users that changed nothing, which share got a reason?",
    counts="matter",
    when=_matter_row.raised_on,
    among=_FROM_USERS & (_matter_row.outcome == "not_changed"),
    numerator=_matter_row.reason_given,
    direction=Direction.UP,
    groupings=("matter.level", "matter.nature"),
    source="N55",
)

# A token seat after the decision is no part in it.
_PLANNED_WITH = _share(
    id="collective.planning-with-users",
    question="In which share of the decisions on services and money did users take part"
    " before?",
    counts="matter",
    when=_matter_row.decided_on,
    among=_matter_row.decided_on.is_known
    & _matter_row.nature.in_("service_development", "economic_priority"),
    numerator=_matter_row.users_took_part_on.is_known
    & (_matter_row.users_took_part_on <= _matter_row.decided_on),
    direction=Direction.UP,
    groupings=("matter.level", "matter.nature"),
    source="B22; N17-21; D151",
)

# One token user is not joint: each side makes at least the share that is set.
_JOINT = _share(
    id="training.joint",
    question="Which share of the trainings on participation had staff and users in a"
    " fair share?",
    counts="training",
    when=_training_row.on,
    among=_training_row.about_participation,
    numerator=_training_row.lesser_percent >= _param.least_percent,
    direction=Direction.UP,
    parameters=(
        IndicatorParameter(
            name="least_percent",
            default=25,
            unit="per cent of those who came",
            source="an assumption; no document names a figure, so set your own (a"
            " quarter from each side)",
        ),
    ),
    source="B28; B31",
)
_ORGANISED = _share(
    id="training.organised-jointly",
    question="Which share of the trainings on participation did the service and users"
    " organise together?",
    counts="training",
    when=_training_row.on,
    among=_training_row.about_participation,
    numerator=_training_row.organised_jointly,
    direction=Direction.UP,
    source="B28-31",
)

ORGANISATION_INDICATORS: tuple[Definition, ...] = (
    _ANSWERED,
    _OUTCOME,
    _WITH_REASON,
    _PLANNED_WITH,
    _JOINT,
    _ORGANISED,
)
"""The indicators over the records of organisations."""
