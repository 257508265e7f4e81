"""Decisions: was there real power, or only a form to sign? Source: B13, N11-21, N73-91.

A decision on which all agreed says nothing of power, and a service that never asks has
no disagreement. So what is contested is told apart, and whether anybody asked stands
beside everything. Rows of which nobody knows the wish lower the coverage.
"""

from __future__ import annotations

from typing import Any

import attrs

from brukermedvirkning.domain.concepts import Say
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import (
    case,
    decision,
    enrolment,
    param,
    stance,
)
from brukermedvirkning.rules.expressions.surface import Expr, as_node, contains
from brukermedvirkning.rules.indicators.builtin import contested, overruled
from brukermedvirkning.rules.indicators.builtin.overruled import (
    GROUPINGS,
    SETTLED,
    WISH_NEEDS,
)
from brukermedvirkning.rules.indicators.builtin.shared import (
    PROGRAMMES,
    WHATEVER_PROGRAMME,
    by_person,
    in_window,
    no_unless,
    promised_in,
    share,
    told,
)
from brukermedvirkning.rules.indicators.chain import all_of
from brukermedvirkning.rules.indicators.definition import Definition, Direction
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import Distribution

__all__ = ["DEFINITIONS"]

_ASKED: Expr = no_unless(
    decision.wish.asked == "asked", decision.wish.asked.recorded == "not_asked"
) | (decision.wish.asked.recorded == "declined_to_say")

# The guard beside all others: who does not ask has no disagreement.
STANCE_ASKED = share(
    id="decision.stance-asked",
    question="In which share of the decisions was the participant asked for their wish"
    " before it was settled?",
    counts="decision",
    when=decision.settled_on,
    among=SETTLED,
    numerator=_ASKED,
    direction=Direction.UP,
    needs=("decision.settled_on", "decision.wish"),
    duty_holder=DutyHolder.ORGANISATION,
    companion="decision.stance-asked.people",
    groupings=(*GROUPINGS, "decision.frame.nature"),
    recorded_by_staff=decision.recorded_by_staff,
    source="B13; H10; N17-21",
)
STANCE_ASKED_PEOPLE = by_person(
    STANCE_ASKED,
    "Which share of the participants was asked for their wish before every decision?",
    every=True,
)


_STAFF_ALONE: Expr = (
    (decision.proposer == "others")
    & ~decision.proposed_by.has("employer")
    & ~decision.proposed_by.has("network")
    & ~decision.proposed_by.has("peer")
    & ~decision.proposed_by.has("representative")
    & ~decision.proposed_by.has("third_party")
)
_BY_LAST_WORD: Expr = decision.last_word.in_("participant", "together")
_SAID_YES = case.stances.where(
    (stance.item_kind == "decision")
    & (stance.item == decision.id)
    & (stance.party == "participant")
    & (stance.answer == "agrees")
)
_SAME_DAY: Expr = (
    _BY_LAST_WORD & (decision.settled_on == decision.on)
) | _SAID_YES.any(stance.on == decision.on)
# Where nobody asked, nobody knows whether there was agreement.
_WISH_TOLD: Expr = told(decision.wish.asked == "asked") | (
    decision.wish.asked.recorded == "declined_to_say"
)
_FORM: Expr = _STAFF_ALONE & (decision.option_count < 2) & _SAME_DAY

# Three signs together. Where one of them is not known, the decision is left out and
# lowers the coverage: writing less down must not seem to be better.
FORMAL_ONLY = share(
    id="decision.formal-only",
    question="Which share of the agreements may have been a form to sign?",
    counts="decision",
    when=decision.settled_on,
    among=SETTLED & (_BY_LAST_WORD | _SAID_YES.any(True) | ~_WISH_TOLD),
    denominator=told(_FORM),
    numerator=_FORM,
    direction=Direction.DOWN,
    needs=(
        "decision.on",
        "decision.options",
        "decision.proposed_by",
        "decision.settled_on",
        "stance",
    ),
    duty_holder=DutyHolder.ORGANISATION,
    companion="decision.formal-only.people",
    groupings=GROUPINGS,
    source="B13",
)
_FORM_BY_LAST_WORD: Expr = (
    _STAFF_ALONE
    & (decision.option_count < 2)
    & _BY_LAST_WORD
    & (decision.settled_on == decision.on)
)
_IN_PERIOD: Expr = SETTLED & in_window(decision.settled_on)
_AGREED_TO = case.decisions.where(_IN_PERIOD & _BY_LAST_WORD)
FORMAL_ONLY_PEOPLE = share(
    id="decision.formal-only.people",
    question="Of the participants with a last word, which share may have had one that"
    " was a form to sign?",
    among=case.decisions.any(_IN_PERIOD & (_BY_LAST_WORD | ~_WISH_TOLD)),
    denominator=told(_AGREED_TO.any(_FORM_BY_LAST_WORD)),
    numerator=_AGREED_TO.any(_FORM_BY_LAST_WORD),
    direction=Direction.DOWN,
    needs=FORMAL_ONLY.needs,
    duty_holder=DutyHolder.ORGANISATION,
    companion="decision.formal-only",
    groupings=("case.unit",),
    source="B13",
)

# The degree is derived from the facts; what somebody rated stands apart. There is a
# median on one ladder and never a mean.
DEGREE = Definition(
    id="decision.participation-degree",
    question="How much of a say did the participants have in the decisions?",
    counts="decision",
    when=decision.settled_on,
    among=SETTLED,
    scoring=Distribution(category=decision.say, order=tuple(Say)),
    needs=(
        *WISH_NEEDS,
        "decision.last_word",
        "decision.proposed_by",
        "decision.told_on",
    ),
    duty_holder=DutyHolder.PROGRAMME,
    companion="decision.degree-kept.people",
    groupings=GROUPINGS,
    source="H6; H15; M4; B22",
)
_SAYS_ENOUGH: Expr = decision.say.in_(param.promised)
_PROMISED = IndicatorParameter(
    name="promised",
    default=(Say.SHARED, Say.DECIDED, Say.OWN),
    unit="degrees from the promised one upwards",
    source="an assumption; `settings_for` sets those at and above what a programme"
    " promises",
)


def _degree_kept(**fields: Any) -> Definition:
    return share(
        id="decision.degree-kept",
        question="In which share of the decisions was the promised degree of"
        " participation reached?",
        counts="decision",
        when=decision.settled_on,
        numerator=_SAYS_ENOUGH,
        direction=Direction.UP,
        companion="decision.degree-kept.people",
        groupings=GROUPINGS,
        recorded_by_staff=decision.recorded_by_staff,
        source="H6; H15; M4",
        **fields,
    )


# A decision is a programme's where its day lies in the enrolment. What a programme
# promises stands with it: `settings_for` reads it there.
DEGREE_KEPT = _degree_kept(
    among=SETTLED
    & (
        WHATEVER_PROGRAMME
        | case.enrolments.any(
            contains(enrolment.period, decision.settled_on)
            & promised_in(enrolment.programme)
        )
    ),
    needs=(*DEGREE.needs, "enrolment.exit", "enrolment.start"),
    parameters=(_PROMISED, PROGRAMMES),
)
_OF_ONE = by_person(
    _degree_kept(among=SETTLED, needs=DEGREE.needs, parameters=(_PROMISED,)),
    "Which share of the participants had the promised degree in every decision?",
    every=True,
)
DEGREE_KEPT_PEOPLE = attrs.evolve(
    _OF_ONE,
    among=all_of(
        _OF_ONE.among,
        as_node(
            WHATEVER_PROGRAMME | case.enrolments.any(promised_in(enrolment.programme))
        ),
    ),
    parameters=(_PROMISED, PROGRAMMES),
)

DEFINITIONS: tuple[Definition, ...] = (
    STANCE_ASKED,
    STANCE_ASKED_PEOPLE,
    *contested.DEFINITIONS,
    FORMAL_ONLY,
    FORMAL_ONLY_PEOPLE,
    *overruled.DEFINITIONS,
    DEGREE,
    DEGREE_KEPT,
    DEGREE_KEPT_PEOPLE,
)
"""In the order of the documentation."""
