"""Indicators over what organisations record: matters, trainings, consequences, staff.

The definitions are of the same kind as those over cases; what they count stands with an
organisation and not with a participant. `organisations` lays the records out for them,
and `tally.tally` and `finish.finish` do the rest. Source: N11-28, N55, B16-31, D99-106.
"""

from __future__ import annotations

from typing import Any

from brukermedvirkning.domain.collective import Consequence, MatterOutcome
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.surface import (
    Expr,
    Rows,
    contains,
    days_between,
    days_within,
    least,
    root,
)
from brukermedvirkning.rules.expressions.types import Schema
from brukermedvirkning.rules.indicators.definition import (
    Definition,
    Direction,
    IntervalMethod,
)
from brukermedvirkning.rules.indicators.organisation_rows import (
    Body,
    BodyConsequence,
    InPost,
    OrganisationRecords,
    RaisedMatter,
    TrainingHeld,
    organisations,
)
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import Distribution, Proportion

__all__ = [
    "ORGANISATION_INDICATORS",
    "Body",
    "BodyConsequence",
    "InPost",
    "OrganisationRecords",
    "RaisedMatter",
    "TrainingHeld",
    "organisations",
]

_SCHEMA = Schema(OrganisationRecords)
_matter_row: Any = root("matter", _SCHEMA)
_training_row: Any = root("training", _SCHEMA)
_window: Any = root("window", _SCHEMA)
_param: Any = root("param", _SCHEMA)
_organisation: Any = root("case", _SCHEMA)
_body_row: Any = root("body", _SCHEMA)
_consequence_row: Any = root("consequence", _SCHEMA)
_member: Any = root("staff_member", _SCHEMA)
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
    mature=days_between(_matter_row.raised_on, _window.as_of) >= _param.answer_days,
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

# A body that is formal and changes nothing is power on paper. Whether it decides at all
# is not asked, or one that never does would not be counted.
_GOES_ON: Expr = days_within(_body_row.period, _window.start, _TODAY + 1) > 0
_CONSEQUENCE = _share(
    id="collective.consequence",
    question="Which share of the bodies in which users take part has changed something?",
    counts="body",
    among=_GOES_ON,
    mature=days_between(_body_row.period.start, _TODAY) >= _param.due_days,
    numerator=_body_row.has_consequence,
    direction=Direction.UP,
    groupings=("body.level", "body.tier"),
    parameters=(
        IndicatorParameter(
            name="due_days",
            default=182,
            unit="days",
            source="an assumption; no document names a figure, so set your own (half a"
            " year)",
        ),
    ),
    source="B25",
)
_CONSEQUENCES = Definition(
    id="collective.consequence.distribution",
    question="What has changed where users take part?",
    counts="consequence",
    among=days_within(_consequence_row.period, _window.start, _TODAY + 1) > 0,
    scoring=Distribution(
        category=_consequence_row.nature.recorded, order=tuple(Consequence)
    ),
    duty_holder=DutyHolder.ORGANISATION,
    groupings=("consequence.level",),
    schema=_SCHEMA,
    source="B25",
)

# Everybody in post, and not those who came: who trains nobody has nobody trained. Of
# trainings of which it is not written who came, whether one was there is not recorded.
_TRAININGS: Rows = _organisation.trainings.where(
    _training_row.about_participation
    & (_training_row.on <= _TODAY)
    & (days_between(_training_row.on, _TODAY) < _param.days)
)
_CAME: Expr = _training_row.came.has(_member.id) | _training_row.unnamed
_TRAINED = _share(
    id="training.staff",
    question="Which share of the staff in post was trained on participation lately?",
    counts="staff_member",
    among=contains(_member.period, _TODAY),
    numerator=_TRAININGS.any(_CAME) | _TRAININGS.first(_CAME),
    direction=Direction.UP,
    interval=IntervalMethod.WILSON,
    groupings=("staff_member.role",),
    parameters=(
        IndicatorParameter(
            name="days",
            default=730,
            unit="days",
            source="an assumption; no document names a figure, so set your own (two"
            " years)",
        ),
    ),
    source="B16; D99-100; D106",
)

# Those who decide and not those who come: a leader who meets nobody is counted.
_MEETINGS: Rows = _organisation.bodies.where(_GOES_ON)
_MET: Expr = _body_row.met.has(_member.id) | _body_row.unnamed
_MET_USERS = _share(
    id="leaders.met-users",
    question="Which share of those who decide over a programme met users in the period?",
    counts="staff_member",
    among=(days_within(_member.period, _window.start, _TODAY + 1) > 0)
    & (_member.decides == "yes"),
    numerator=_MEETINGS.any(_MET) | _MEETINGS.first(_MET),
    direction=Direction.UP,
    interval=IntervalMethod.WILSON,
    groupings=("staff_member.role",),
    source="B31",
)

ORGANISATION_INDICATORS: tuple[Definition, ...] = (
    _ANSWERED,
    _OUTCOME,
    _WITH_REASON,
    _PLANNED_WITH,
    _CONSEQUENCE,
    _CONSEQUENCES,
    _JOINT,
    _ORGANISED,
    _TRAINED,
    _MET_USERS,
)
"""The indicators over the records of organisations."""
