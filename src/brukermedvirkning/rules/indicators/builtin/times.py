"""How soon, and how many now: waiting, answers, staying with one coordinator, exits.

Only counting what is over would tell of those who got it alone; here the ones who still
wait are in too. Source: D97-98, D144, D153, B37, D161-187.
"""

from __future__ import annotations

import attrs

from brukermedvirkning.domain.concepts import ExitCategory, Party
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import (
    case,
    enrolment,
    param,
    request,
    team_member,
    window,
)
from brukermedvirkning.rules.expressions.surface import (
    Expr,
    as_node,
    days_between,
    greatest,
    least,
)
from brukermedvirkning.rules.indicators.builtin.shared import (
    SERVICE_DECIDED,
    by_person,
    in_window,
    share,
    told,
)
from brukermedvirkning.rules.indicators.chain import all_of
from brukermedvirkning.rules.indicators.definition import Definition, Direction
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import Stock, TimeToEvent

__all__ = ["DEFINITIONS"]

_SOURCE_ENDS: Expr = case.origin.known_until.or_else(window.as_of)
_SEEN_UNTIL: Expr = least(window.as_of, _SOURCE_ENDS)

# Whoever is still enrolled is in; the end of the project is no exit. An exit that was
# undone is none, so who was taken back has one spell.
INCIDENCE = Definition(
    id="exit.cumulative-incidence",
    question="Which share of the newly enrolled has left for work or education, after how"
    " long?",
    counts="enrolment",
    when=enrolment.start,
    scoring=TimeToEvent(
        origin=enrolment.start,
        entry=greatest(
            enrolment.start, case.origin.known_from.or_else(enrolment.start)
        ),
        event=enrolment.exit.on,
        until=_SOURCE_ENDS,
        category=enrolment.exit.category,
        wanted=(ExitCategory.ORDINARY_WORK, ExitCategory.ORDINARY_EDUCATION),
        at=(91, 182, 365, 730),
    ),
    needs=("enrolment.exit", "enrolment.start"),
    duty_holder=DutyHolder.PROGRAMME,
    aims_at_leaving=True,
    groupings=("case.unit", "enrolment.eligibility.benefit", "enrolment.programme"),
    source="D161-187; H9",
)
ENROLLED = Definition(
    id="enrolment.now",
    question="How many are enrolled, and for how long have they been?",
    counts="enrolment",
    scoring=Stock(since=enrolment.start, until=enrolment.exit.on + 1),
    needs=("enrolment.exit", "enrolment.start"),
    duty_holder=DutyHolder.PROGRAMME,
    groupings=("case.unit", "enrolment.eligibility.benefit", "enrolment.programme"),
    source="D94-95; D161",
)

# Of what was granted, or had no place free, and of which nobody wrote since when it is
# waited for, it is not known whether somebody waits: to write no waiting down makes it no
# shorter.
_WAITS: Expr = request.waiting.is_known | (
    request.nature.in_("measure", "mentor")
    & request.answer.in_("granted", "granted_in_part", "no_place")
)
_WAITING_NEEDS = ("request.answer", "request.nature", "request.waiting")
WAITING = Definition(
    id="intervention.waiting-days",
    question="How soon does what people wait for begin?",
    counts="request",
    when=request.waiting.since,
    among=_WAITS,
    scoring=TimeToEvent(
        origin=request.waiting.since,
        event=request.waiting.until,
        until=_SOURCE_ENDS,
        category=request.waiting.end,
        wanted=("started",),
        at=(30, 90, 180),
    ),
    direction=Direction.UP,
    needs=_WAITING_NEEDS,
    duty_holder=DutyHolder.AUTHORITY,
    companion="intervention.waiting-days.people",
    groupings=("case.unit", "request.measure", "request.nature"),
    source="D144; D153",
)
_ONE_WAITED = by_person(
    share(
        id=WAITING.id,
        question=WAITING.question,
        counts="request",
        when=request.waiting.since,
        among=_WAITS,
        mature=days_between(request.waiting.since, _SEEN_UNTIL) >= param.wait_days,
        numerator=(request.waiting.end == "started")
        & (
            days_between(request.waiting.since, request.waiting.until)
            <= param.wait_days
        ),
        direction=Direction.UP,
        needs=_WAITING_NEEDS,
        duty_holder=DutyHolder.AUTHORITY,
        parameters=(
            IndicatorParameter(
                name="wait_days",
                default=90,
                unit="days",
                source="definitions 2.2: 90 days, of 30, 90 and 180",
            ),
        ),
        source=WAITING.source,
    ),
    "Of the participants who waited, for which share did everything begin in time?",
    every=True,
)
# Who has something granted besides, of which nobody wrote since when it is waited for,
# cannot be placed: the waiting that is written down is not all of it.
WAITING_PEOPLE = attrs.evolve(
    _ONE_WAITED,
    among=all_of(
        _ONE_WAITED.among,
        as_node(
            case.requests.all(told(in_window(request.waiting.since)) | ~_WAITS),
        ),
    ),
)
WAITING_NOW = Definition(
    id="waiting.now",
    question="How many wait now, and how long has the longest waited?",
    counts="request",
    among=_WAITS,
    scoring=Stock(since=request.waiting.since, until=request.waiting.until),
    direction=Direction.DOWN,
    needs=_WAITING_NEEDS,
    duty_holder=DutyHolder.AUTHORITY,
    groupings=("case.unit", "request.measure", "request.nature"),
    source="D153",
)

# The unanswered are in, and wait.
RESPONSE = Definition(
    id="request.response-days",
    question="How soon are the participants' requests answered?",
    counts="request",
    when=request.on,
    among=request.asked_by.in_("participant", "representative"),
    scoring=TimeToEvent(
        origin=request.on,
        event=request.answered_on,
        until=_SOURCE_ENDS,
        at=(1, 7, 28),
    ),
    direction=Direction.UP,
    needs=("request.answered_on", "request.asked_by"),
    duty_holder=DutyHolder.ORGANISATION,
    companion="request.answered-within.people",
    groupings=("case.unit", "request.nature"),
    source="B37; D141",
)

_LAST_EXIT: Expr = case.enrolments.max(enrolment.exit.on.or_else(window.as_of))
_LET_GO: Expr = SERVICE_DECIDED & (enrolment.exit.on >= _LAST_EXIT)
_BEGAN: Expr = team_member.period.start
_COORDINATES: Expr = (
    team_member.role == "coordinating_caseworker"
) & ~team_member.stands_in
_LET_GO_SINCE: Expr = case.enrolments.where(
    _LET_GO & (enrolment.exit.on >= _BEGAN)
).max(enrolment.exit.on)
_AT_OWN_WISH = (Party.PARTICIPANT, Party.REPRESENTATIVE)

# It tells of the change; the share with the same coordinator is what is left of one. A
# change that the participant wished for competes, and leaving the programme is no change.
# Whom the service lets go loses the coordinator: or to let the hard cases go before they
# have to change would be the way to have no changes.
CHANGED = Definition(
    id="coordinator.same-after",
    question="Which share had to change their coordinator, after how long?",
    counts="team_member",
    when=_BEGAN,
    among=_COORDINATES,
    scoring=TimeToEvent(
        origin=_BEGAN,
        event=least(
            team_member.period.end.or_else(_LET_GO_SINCE),
            _LET_GO_SINCE.or_else(team_member.period.end),
        ),
        until=least(_LAST_EXIT.or_else(window.as_of), _SOURCE_ENDS),
        category=team_member.ended_at_wish_of.recorded,
        wanted=tuple(party for party in Party if party not in _AT_OWN_WISH),
        at=(182, 365),
    ),
    direction=Direction.DOWN,
    needs=("enrolment.exit", "team_member.ended_at_wish_of", "team_member.role"),
    duty_holder=DutyHolder.ORGANISATION,
    companion="coordinator.same-after.people",
    groupings=("case.unit",),
    source="D20; D97-98",
)
_LET_GO_ON: Expr = case.enrolments.where(_LET_GO).max(enrolment.exit.on)
_OVER: Expr = (
    team_member.period.end.is_known
    & (team_member.period.end <= _LAST_EXIT.or_else(window.as_of))
    & (days_between(_BEGAN, team_member.period.end) <= param.change_days)
) | (
    (_LET_GO_ON.or_else(_BEGAN - 1) >= _BEGAN)
    & (days_between(_BEGAN, _LET_GO_ON.or_else(_BEGAN)) <= param.change_days)
)
# Who left before the days had gone, with the coordinator they had, was not seen for long
# enough: to be in as somebody who kept one, early leavers would improve it.
CHANGED_PEOPLE = by_person(
    share(
        id=CHANGED.id,
        question=CHANGED.question,
        counts="team_member",
        when=_BEGAN,
        among=_COORDINATES,
        mature=days_between(_BEGAN, _SEEN_UNTIL) >= param.change_days,
        excluded=~_OVER
        & (days_between(_BEGAN, _LAST_EXIT.or_else(window.as_of)) < param.change_days),
        numerator=_OVER & ~team_member.ended_at_wish_of.recorded.in_(*_AT_OWN_WISH),
        direction=Direction.DOWN,
        needs=CHANGED.needs,
        duty_holder=DutyHolder.ORGANISATION,
        parameters=(
            IndicatorParameter(
                name="change_days",
                default=182,
                unit="days",
                source="definitions 2.2: 6 months, of 6 and 12",
            ),
        ),
        source=CHANGED.source,
    ),
    "Of the participants given a coordinator, which share had to change within the days"
    " asked about?",
)

DEFINITIONS: tuple[Definition, ...] = (
    INCIDENCE,
    ENROLLED,
    WAITING,
    WAITING_PEOPLE,
    WAITING_NOW,
    RESPONSE,
    CHANGED,
    CHANGED_PEOPLE,
)
"""In the order of the documentation."""
