"""Exits: how people left, who decided it, and how it went on. Source: D161-187, H9, H22."""

from __future__ import annotations

from brukermedvirkning.domain.concepts import ExitCategory, StanceAnswer
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import (
    case,
    enrolment,
    follow_up,
    param,
    window,
)
from brukermedvirkning.rules.expressions.surface import Expr
from brukermedvirkning.rules.indicators.builtin.shared import (
    ASKED_UNTIL,
    SERVICE_DECIDED,
    assumed,
    share,
    told,
)
from brukermedvirkning.rules.indicators.definition import Definition, Direction
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import Distribution

__all__ = ["DEFINITIONS"]

_EXITS_AS_PRINTED = (
    ExitCategory.OWN_CHOICE,
    ExitCategory.DEATH,
    ExitCategory.RETIREMENT,
    ExitCategory.FLEXIBLE_WORK,
    ExitCategory.MOVED,
    ExitCategory.IMPRISONMENT,
    ExitCategory.PREGNANCY,
    ExitCategory.RECOMMENDED_FOR_DISABILITY_PENSION,
    ExitCategory.ORDINARY_EDUCATION,
    ExitCategory.ORDINARY_WORK,
    ExitCategory.VOCATIONAL_REHABILITATION,
    ExitCategory.SERVICE_DECIDED,
    ExitCategory.ILLNESS,
)

_LAST_EXIT: Expr = (
    case.enrolments.where(
        (enrolment.exit.on >= window.start) & (enrolment.exit.on < ASKED_UNTIL)
    )
    .last(enrolment.id)
    .or_else(enrolment.id)
)

# Everybody who left, those who went to work included. The end of a programme is no
# exit: an enrolment without one is not counted. Who came back and left again left
# twice, unless the last exit alone is asked for.
EXITS = Definition(
    id="exit.distribution",
    question="How did those who left the programme leave it?",
    counts="enrolment",
    among=enrolment.exit.is_known & (~param.last_only | (enrolment.id == _LAST_EXIT)),
    when=enrolment.exit.on,
    scoring=Distribution(category=enrolment.exit.category, order=_EXITS_AS_PRINTED),
    needs=("enrolment.exit",),
    duty_holder=DutyHolder.PROGRAMME,
    groupings=(
        "case.unit",
        "enrolment.eligibility.benefit",
        "enrolment.exit.decided_by",
        "enrolment.programme",
    ),
    parameters=(
        IndicatorParameter(
            name="last_only",
            default=False,
            unit="true or false",
            source="definitions 2.2: episodes, or the last of each participant",
        ),
    ),
    source="D161-187",
)

_LEFT: Expr = enrolment.exit.is_known
_GROUPINGS = ("case.unit", "enrolment.eligibility.benefit", "enrolment.programme")
_COUNTED = IndicatorParameter(
    name="categories",
    default=(ExitCategory.ORDINARY_WORK, ExitCategory.ORDINARY_EDUCATION),
    unit="categories of exit",
    source="D172-173 by their names; set those that the programme aims at",
)

# Only these may be left out, and never an exit that the service decided, an own choice
# or one of unknown category: whoever could take those out could discharge the hard cases.
_MAY_BE_LEFT_OUT: Expr = enrolment.exit.category.in_("death", "moved", "retirement") & (
    enrolment.exit.decided_by.recorded != "service"
)

TO_WORK = share(
    id="exit.to-work-or-education",
    question="Which share of those who left went to work or education?",
    counts="enrolment",
    when=enrolment.exit.on,
    among=_LEFT,
    numerator=enrolment.exit.category.in_(param.categories),
    excluded=enrolment.exit.category.in_(param.left_out) & _MAY_BE_LEFT_OUT,
    direction=Direction.UP,
    needs=("enrolment.exit",),
    printed_with=("enrolment.now", "exit.cumulative-incidence"),
    aims_at_leaving=True,
    groupings=_GROUPINGS,
    parameters=(
        _COUNTED,
        IndicatorParameter(
            name="left_out",
            default=(ExitCategory.DEATH,),
            unit="categories of exit",
            source="definitions 2.2: death, moving and a granted pension may be, and"
            " nothing else",
        ),
    ),
    source="D161-187; H19",
)

_PARTICIPANT_DECIDED: Expr = (enrolment.exit.decided_by == "participant").or_else(
    enrolment.exit.category == "own_choice"
)

# None of 43 may mean loyalty, or no way out.
PARTICIPANT_DECIDED = share(
    id="exit.participant-decided",
    question="Which share of the exits did the participant decide?",
    counts="enrolment",
    when=enrolment.exit.on,
    among=_LEFT,
    numerator=_PARTICIPANT_DECIDED,
    needs=("enrolment.exit",),
    groupings=_GROUPINGS,
    recorded_by_staff=enrolment.recorded_by_staff,
    source="D164-187",
)
BY_SERVICE = share(
    id="exit.service-decided",
    question="Which share of the exits did the service decide?",
    counts="enrolment",
    when=enrolment.exit.on,
    among=_LEFT,
    denominator=told(SERVICE_DECIDED),
    numerator=SERVICE_DECIDED,
    direction=Direction.DOWN,
    needs=("enrolment.exit",),
    groupings=_GROUPINGS,
    source="D175-187",
)
BY_SERVICE_STANCE = Definition(
    id="exit.service-decided.stance",
    question="Where did those stand whose exit the service decided?",
    counts="enrolment",
    when=enrolment.exit.on,
    among=_LEFT & SERVICE_DECIDED,
    scoring=Distribution(
        category=enrolment.exit.stance.recorded, order=tuple(StanceAnswer)
    ),
    needs=("enrolment.exit",),
    duty_holder=DutyHolder.PROGRAMME,
    groupings=_GROUPINGS,
    source="D175-187",
)


def _of_service_decided(suffix: str, question: str, numerator: Expr) -> Definition:
    """What those get whom the service lets go."""
    return share(
        id=f"exit.service-decided.{suffix}",
        question=question,
        counts="enrolment",
        when=enrolment.exit.on,
        among=_LEFT & SERVICE_DECIDED,
        numerator=numerator,
        direction=Direction.UP,
        needs=("enrolment.exit",),
        duty_holder=DutyHolder.ORGANISATION,
        groupings=_GROUPINGS,
        source="D175-187; N11-15",
    )


BY_SERVICE_PARTS = (
    _of_service_decided(
        "heard-before",
        "Of those whose exit the service decided, which share was heard before?",
        enrolment.exit.heard_before == "yes",
    ),
    _of_service_decided(
        "with-reason",
        "Of those whose exit the service decided, which share was given a reason?",
        enrolment.exit.reason.is_known,
    ),
    _of_service_decided(
        "complaint-route-named",
        "Of those whose exit the service decided, which share was told how to complain?",
        enrolment.exit.complaint_route_named == "yes",
    ),
)

_DUE_ON: Expr = enrolment.exit.on + param.days_after


def _sustained(suffix: str, question: str, days: IndicatorParameter) -> Definition:
    """Who is still in work or education some time after leaving for it.

    Who cannot be asked any more stays in, or only the successful would be asked. The
    person decides whether to be asked at all.
    """
    asked = case.follow_ups.where(
        (follow_up.enrolment == enrolment.id)
        & (follow_up.on >= _DUE_ON)
        & (follow_up.on <= _DUE_ON + param.days_late)
    )
    return share(
        id=f"exit.sustained{suffix}",
        question=question,
        counts="enrolment",
        when=_DUE_ON,
        among=_LEFT & enrolment.exit.category.in_(param.categories),
        mature=_DUE_ON + param.days_late <= window.as_of,
        numerator=asked.first(follow_up.status.in_("in_work", "in_education")),
        direction=Direction.UP,
        needs=("enrolment.exit", "follow_up.status"),
        groupings=_GROUPINGS,
        parameters=(
            _COUNTED,
            days,
            assumed("days_late", 91, "days", "a quarter in which it can be asked"),
        ),
        source="H9; H22",
    )


SUSTAINED = (
    _sustained(
        "",
        "Of those who left for work or education, which share was still there later?",
        IndicatorParameter(
            name="days_after",
            default=182,
            unit="days",
            source="definitions 2.2: half a year",
        ),
    ),
    _sustained(
        ".year",
        "Of those who left for work or education, which share was still there a year"
        " later?",
        IndicatorParameter(
            name="days_after",
            default=365,
            unit="days",
            source="definitions 2.2: a year",
        ),
    ),
)

DEFINITIONS: tuple[Definition, ...] = (
    EXITS,
    TO_WORK,
    PARTICIPANT_DECIDED,
    BY_SERVICE,
    BY_SERVICE_STANCE,
    *BY_SERVICE_PARTS,
    *SUSTAINED,
)
"""In the order of the documentation."""
