"""How soon, and how many now: waiting, answers, staying with one coordinator, exits.

Only counting what is over would tell of those who got it alone; here the ones who still
wait are in too. Source: D97-98, D144, D153, B37, D161-187.
"""

from __future__ import annotations

from brukermedvirkning.domain.concepts import ExitCategory, Party
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import (
    case,
    enrolment,
    request,
    team_member,
    window,
)
from brukermedvirkning.rules.expressions.surface import Expr, greatest, least
from brukermedvirkning.rules.indicators.builtin.shared import SERVICE_DECIDED
from brukermedvirkning.rules.indicators.definition import Definition, Direction
from brukermedvirkning.rules.indicators.scoring import Stock, TimeToEvent

__all__ = ["DEFINITIONS"]

_SOURCE_ENDS: Expr = case.origin.known_until.or_else(window.as_of)

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
    groupings=("case.unit", "enrolment.programme"),
    source="D161-187; H9",
)
ENROLLED = Definition(
    id="enrolment.now",
    question="How many are enrolled, and for how long have they been?",
    counts="enrolment",
    scoring=Stock(since=enrolment.start, until=enrolment.exit.on + 1),
    needs=("enrolment.exit", "enrolment.start"),
    duty_holder=DutyHolder.PROGRAMME,
    groupings=("case.unit", "enrolment.programme"),
    source="D94-95; D161",
)

# Of what was granted and of which nobody wrote since when it is waited for, it is not
# known whether somebody waits: to write no waiting down makes it no shorter.
_WAITS: Expr = request.waiting.is_known | (
    request.nature.in_("measure", "mentor")
    & request.answer.in_("granted", "granted_in_part")
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
    groupings=("case.unit", "request.measure", "request.nature"),
    source="D144; D153",
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
    groupings=("case.unit", "request.nature"),
    source="B37; D141",
)

_LEFT: Expr = case.enrolments.max(enrolment.exit.on.or_else(window.as_of))
_DISCHARGED: Expr = case.enrolments.where(
    SERVICE_DECIDED
    & (enrolment.exit.on >= _LEFT)
    & (enrolment.exit.on >= team_member.period.start)
).max(enrolment.exit.on)

# It tells of the change; the share with the same coordinator is what is left of one. A
# change that the participant wished for competes, and leaving the programme is no change.
# Whom the service lets go loses the coordinator: or to let the hard cases go before they
# have to change would be the way to have no changes.
CHANGED = Definition(
    id="coordinator.same-after",
    question="Which share had to change their coordinator, after how long?",
    counts="team_member",
    when=team_member.period.start,
    among=(team_member.role == "coordinating_caseworker") & ~team_member.stands_in,
    scoring=TimeToEvent(
        origin=team_member.period.start,
        event=least(
            team_member.period.end.or_else(_DISCHARGED),
            _DISCHARGED.or_else(team_member.period.end),
        ),
        until=_LEFT.or_else(window.as_of),
        category=team_member.ended_at_wish_of.recorded,
        wanted=tuple(
            party
            for party in Party
            if party not in (Party.PARTICIPANT, Party.REPRESENTATIVE)
        ),
        at=(182, 365),
    ),
    direction=Direction.DOWN,
    needs=("enrolment.exit", "team_member.ended_at_wish_of", "team_member.role"),
    duty_holder=DutyHolder.ORGANISATION,
    groupings=("case.unit",),
    source="D20; D97-98",
)

DEFINITIONS: tuple[Definition, ...] = (
    INCIDENCE,
    ENROLLED,
    WAITING,
    WAITING_NOW,
    RESPONSE,
    CHANGED,
)
"""In the order of the documentation."""
