"""The team: the coordinating caseworker, and a mentor offered and chosen.

Source: D20, D97-98, D145.
"""

from __future__ import annotations

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import (
    case,
    enrolment,
    intervention,
    offer,
    param,
    team_member,
)
from brukermedvirkning.rules.expressions.surface import (
    Expr,
    Rows,
    days_between,
    days_within,
    greatest,
    least,
)
from brukermedvirkning.rules.indicators.builtin.shared import (
    ENROLLED,
    LAST_DAY,
    PROGRAMMES,
    TOLD_FROM,
    TOLD_UNTIL,
    YEAR,
    assumed,
    by_person,
    enrolled_for,
    left_before,
    promised_in,
    share,
)
from brukermedvirkning.rules.indicators.definition import Definition, Direction
from brukermedvirkning.rules.indicators.scoring import Rate, Ratio, Side

__all__ = ["DEFINITIONS"]

_COORDINATES: Expr = team_member.role == "coordinating_caseworker"
_COORDINATORS: Rows = case.team.where(_COORDINATES)
_COVER = assumed("cover_days", 14, "days", "two weeks of cover are no change")
_FOR_LONG: Expr = ~team_member.stands_in | (
    days_between(team_member.period.start, team_member.period.end) > param.cover_days
)

# The end of one who has a successor is a change; the first assignment is none, and
# neither is the end of the last one.
_CHANGE: Expr = (
    _COORDINATES
    & team_member.period.end.is_known
    & _FOR_LONG
    & (
        _COORDINATORS.max(team_member.period.start).or_else(team_member.period.start)
        >= team_member.period.end
    )
)
_AT_OWN_WISH: Expr = team_member.ended_at_wish_of.recorded.in_(
    "participant", "representative"
)


def _changes(
    suffix: str, question: str, among: Expr, direction: Direction
) -> Definition:
    """Changes for each year with a coordinator."""
    return Definition(
        id=f"coordinator.changes{suffix}",
        question=question,
        counts="team_member",
        scoring=Rate(
            events=Side(
                counts="team_member", when=team_member.period.end, among=_CHANGE & among
            ),
            time=Side(
                counts="case",
                observe=_COORDINATORS.covered_days(
                    team_member.period, since=TOLD_FROM, until=TOLD_UNTIL
                ),
            ),
            unit="changes per year with a coordinator",
            per=YEAR,
        ),
        direction=direction,
        needs=("team_member.ended_at_wish_of", "team_member.role"),
        duty_holder=DutyHolder.ORGANISATION,
        companion="coordinator.same-after",
        printed_with=("coordinator.same-after",),
        groupings=("case.unit",),
        parameters=(_COVER,),
        source="D20; D97-98",
    )


CHANGES = (
    _changes(
        "",
        "How often did participants have to change their coordinator?",
        ~_AT_OWN_WISH,
        Direction.DOWN,
    ),
    _changes(
        ".at-own-wish",
        "How often did participants get another coordinator because they wished it?",
        _AT_OWN_WISH,
        Direction.NONE,
    ),
)

_FROM: Expr = greatest(TOLD_FROM, enrolment.start)
_UNTIL: Expr = least(TOLD_UNTIL, (enrolment.exit.on + 1).or_else(TOLD_UNTIL))
_DAYS: Expr = days_within(enrolment.period, _FROM, _UNTIL)

# Every day counts, not one day on which somebody looked.
WITHOUT = Definition(
    id="coordinator.none",
    question="Which share of the days enrolled had no coordinator?",
    counts="enrolment",
    scoring=Ratio(
        numerator=Side(
            counts="enrolment",
            among=_DAYS > 0,
            observe=_DAYS
            - _COORDINATORS.covered_days(team_member.period, since=_FROM, until=_UNTIL),
        ),
        denominator=Side(counts="enrolment", among=_DAYS > 0, observe=_DAYS),
    ),
    direction=Direction.DOWN,
    needs=("enrolment.exit", "enrolment.start", "team_member.role"),
    duty_holder=DutyHolder.ORGANISATION,
    groupings=("case.unit", "enrolment.programme"),
    source="D20",
)

_MENTORS: Expr = team_member.role.in_("mentor", "social_mentor")
_OFFERED: Expr = case.offers.any((offer.nature == "mentor") & (offer.on <= LAST_DAY))
_ASSIGNED: Expr = case.team.any(_MENTORS & (team_member.period.start <= LAST_DAY))
_SUPPORTED: Expr = case.interventions.any(
    intervention.measure.in_("mentor_support", "social_mentor")
    & (intervention.period.start <= LAST_DAY)
)

# Who has a mentor, or mentor support, was offered one; who declined was too. Asked is
# who promises it: which programmes do stands with them, and not with the case.
OFFERED = share(
    id="mentor.offered",
    question="Which share of those enrolled was offered a mentor?",
    counts="enrolment",
    among=ENROLLED & promised_in(enrolment.programme),
    mature=enrolled_for(param.offer_days),
    excluded=left_before(param.offer_days),
    numerator=_OFFERED | _ASSIGNED | _SUPPORTED,
    direction=Direction.UP,
    needs=(
        "enrolment.exit",
        "enrolment.start",
        "intervention.measure",
        "offer.nature",
        "team_member.role",
    ),
    duty_holder=DutyHolder.ORGANISATION,
    groupings=("case.unit", "enrolment.programme"),
    parameters=(assumed("offer_days", 28, "days", "four weeks"), PROGRAMMES),
    source="D20",
)
ACCEPTED = share(
    id="mentor.accepted",
    question="Which share of the offers of a mentor was accepted?",
    counts="offer",
    when=offer.on,
    among=offer.nature == "mentor",
    numerator=offer.answer == "accepted",
    needs=("offer.answer", "offer.nature"),
    companion="mentor.accepted.people",
    groupings=("case.unit",),
    recorded_by_staff=offer.recorded_by_staff,
    source="D20",
)
ACCEPTED_PEOPLE = by_person(
    ACCEPTED, "Of the participants offered a mentor, which share accepted one?"
)
CHOICE = share(
    id="mentor.choice",
    question="For which share of the mentors had the participant a choice?",
    counts="team_member",
    when=team_member.period.start,
    among=_MENTORS,
    numerator=team_member.choice.in_("among_candidates", "own_candidate")
    | (team_member.candidates >= 2),
    direction=Direction.UP,
    needs=("team_member.candidates", "team_member.choice", "team_member.role"),
    duty_holder=DutyHolder.ORGANISATION,
    companion="mentor.choice.people",
    groupings=("case.unit",),
    recorded_by_staff=team_member.recorded_by_staff,
    source="D145",
)
CHOICE_PEOPLE = by_person(
    CHOICE,
    "Of the participants with a mentor, which share had a choice at least once?",
)

DEFINITIONS: tuple[Definition, ...] = (
    *CHANGES,
    WITHOUT,
    OFFERED,
    ACCEPTED,
    ACCEPTED_PEOPLE,
    CHOICE,
    CHOICE_PEOPLE,
)
"""In the order of the documentation."""
