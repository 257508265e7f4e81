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
    offer,
    param,
    window,
)
from brukermedvirkning.rules.expressions.surface import Expr, days_between, least
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
_A_YEAR: Expr = days_between(enrolment.start, _LAST) >= param.year_days


def _in_the_year(day: Expr) -> Expr:
    """Whether a day lies in the last full year of the stay."""
    inside: Expr = (day > _LAST - param.year_days) & (day <= _LAST)
    return inside


# Every year: so the last full year is looked at, on the last day in the window.
_YEARLY = {
    "counts": "enrolment",
    "among": (window.start <= _LAST) & (enrolment.start <= TODAY),
    "mature": _A_YEAR,
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
    " in it?",
    numerator=case.invitations.any(_in_the_year(invitation.on)),
    excluded=enrolment.exit.category == "death",
    **_YEARLY,
)
_TALK_OFFERED: Expr = case.offers.any(
    (offer.nature == "development_talk") & _in_the_year(offer.on)
)
_TALK_HELD: Expr = case.contacts.any(
    (contact.nature == "development_talk") & contact.is_held & _in_the_year(contact.on)
)

# A talk that was held was offered; an offer that was declined is one.
TALK_OFFERED = share(
    id="talk.offered",
    question="Which share of those with a year behind them was offered a development"
    " talk in it?",
    numerator=_TALK_OFFERED | _TALK_HELD,
    excluded=enrolment.exit.category == "death",
    **_YEARLY,
)
TALK_HELD = slice_of(
    TALK_OFFERED,
    "held",
    "Which share of those with a year behind them had a development talk in it?",
    _TALK_HELD,
)

# Pressure to answer would be worse than silence.
ANSWERED = share(
    id="survey.answered",
    question="Which share of the invitations past their deadline was answered?",
    counts="invitation",
    when=invitation.deadline,
    among=invitation.deadline.is_known & (invitation.deadline < TODAY),
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
