"""Surveys and development talks: were people given the chance? Source: H18, M28.

What is offered has a direction, whether people take it has none: declining is fine.
"""

from __future__ import annotations

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import (
    case,
    contact,
    enrolment,
    invitation,
    lit,
    offer,
    param,
    window,
)
from brukermedvirkning.rules.expressions.surface import (
    Expr,
    Rows,
    days_between,
    greatest,
    least,
    span_start,
    spans_between,
)
from brukermedvirkning.rules.indicators.builtin.shared import (
    TODAY,
    assumed,
    by_person,
    share,
    slice_of,
)
from brukermedvirkning.rules.indicators.definition import Definition, Direction

__all__ = ["DEFINITIONS"]

_GROUPINGS = ("case.unit", "enrolment.programme")

# Who left after a short stay had no time for it.
OFFERED_STAY = share(
    id="survey.offered.stay",
    question="Of those who left, which share was asked to answer a survey in the stay?",
    counts="enrolment",
    when=enrolment.exit.on,
    among=enrolment.exit.is_known
    & (days_between(enrolment.start, enrolment.exit.on) >= param.least_stay),
    numerator=case.invitations.any(
        (invitation.on >= enrolment.start) & (invitation.on <= enrolment.exit.on)
    ),
    excluded=enrolment.exit.category == "death",
    direction=Direction.UP,
    needs=("enrolment.exit", "enrolment.start"),
    duty_holder=DutyHolder.ORGANISATION,
    groupings=_GROUPINGS,
    parameters=(assumed("least_stay", 90, "days", "three months"),),
    source="H18",
)

_LAST: Expr = least(TODAY, enrolment.exit.on.or_else(TODAY))
_FROM: Expr = span_start(
    enrolment.start, greatest(window.start, enrolment.start), param.year_days
)
"""The first day of the first year of the stay that can end in the window."""
_YEARS: Expr = spans_between(_FROM, _LAST + 1, param.year_days)
"""How many years of the stay end in the window."""


def _in_a_year(day: Expr) -> Expr:
    """Whether a day lies in a year of the stay that ends in the window."""
    inside: Expr = (day >= _FROM) & (
        day < span_start(_FROM, _LAST + 1, param.year_days)
    )
    return inside


def _years_with(rows: Rows, day: Expr) -> Expr:
    """In how many of these years there is a row."""
    return rows.where(_in_a_year(day)).distinct(
        spans_between(_FROM, day, param.year_days)
    )


# Every year, and not the last one alone. The running year has time.
_YEARLY = {
    "counts": "enrolment",
    "among": (window.start <= _LAST) & (enrolment.start <= TODAY),
    "mature": _YEARS > 0,
    "direction": Direction.UP,
    "needs": ("enrolment.exit", "enrolment.start"),
    "duty_holder": DutyHolder.ORGANISATION,
    "groupings": _GROUPINGS,
    "parameters": (assumed("year_days", 365, "days", "a year"),),
    "source": "M28",
}
OFFERED_YEARLY = share(
    id="survey.offered.yearly",
    question="Which share of those with a year behind them was asked to answer a survey"
    " in each of their years?",
    numerator=_years_with(case.invitations, invitation.on) == _YEARS,
    excluded=enrolment.exit.category == "death",
    **_YEARLY,
)
_TALKS_OFFERED: Expr = _years_with(
    case.offers.where(offer.nature == "development_talk"), offer.on
)
_TALKS_HELD: Expr = _years_with(
    case.contacts.where((contact.nature == "development_talk") & contact.is_held),
    contact.on,
)
# Of one year a talk was offered, of another it was held: whether that is every year
# depends on which, and is left open.
_LEFT_OPEN: Expr = case.offers.where(lit(False)).first(True)

# A talk that was held was offered; an offer that was declined is one.
TALK_OFFERED = share(
    id="talk.offered",
    question="Which share of those with a year behind them was offered a development"
    " talk in each of their years?",
    numerator=(greatest(_TALKS_OFFERED, _TALKS_HELD) == _YEARS)
    | ((_TALKS_OFFERED + _TALKS_HELD >= _YEARS) & _LEFT_OPEN),
    printed_with=("talk.offered.held",),
    excluded=enrolment.exit.category == "death",
    **_YEARLY,
)
TALK_HELD = slice_of(
    TALK_OFFERED,
    "held",
    "Which share of those with a year behind them had a development talk in each of"
    " their years?",
    _TALKS_HELD == _YEARS,
)

# Pressure to answer would be worse than silence.
ANSWERED = share(
    id="survey.answered",
    question="Which share of the invitations past their deadline was answered?",
    counts="invitation",
    when=invitation.deadline,
    among=invitation.deadline.is_known & (invitation.deadline < window.as_of),
    numerator=invitation.answer == "answered",
    needs=("invitation.answer", "invitation.deadline"),
    companion="survey.answered.people",
    groupings=("case.unit", "invitation.wave"),
    source="H18; M30",
)
ANSWERED_PEOPLE = by_person(
    ANSWERED, "Of the participants invited, which share answered at least once?"
)

DEFINITIONS: tuple[Definition, ...] = (
    OFFERED_STAY,
    OFFERED_YEARLY,
    TALK_OFFERED,
    TALK_HELD,
    ANSWERED,
    ANSWERED_PEOPLE,
)
"""In the order of the documentation."""
