"""Each sort of scoring, over cases that differ in whatever it asks for."""

from __future__ import annotations

from datetime import date

import pytest

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window, days_between
from brukermedvirkning.rules.expressions.roots import case, contact, enrolment, window
from brukermedvirkning.rules.generated.engine import generated_tally
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.scoring import (
    Continuous,
    Distribution,
    Ratio,
    Side,
    Stock,
)
from brukermedvirkning.rules.indicators.tally import tally

WINDOW = Window(start=date(2020, 1, 1), end=date(2021, 1, 1), as_of=date(2020, 12, 1))


def one(**parts):
    return Definition(
        id="made.up",
        question="What does this come to?",
        duty_holder=DutyHolder.PROGRAMME,
        source="made up",
        **parts,
    )


SCORINGS = {
    "numbers": one(
        counts="contact",
        scoring=Continuous(observe=contact.messages, unit="messages"),
        groupings=("case.unit",),
    ),
    "codes": one(
        counts="contact",
        when=contact.on,
        scoring=Distribution(category=contact.form, among=contact.is_held),
        groupings=("case.unit",),
    ),
    "two sides": one(
        counts="contact",
        scoring=Ratio(
            numerator=Side(counts="contact", when=contact.on, among=contact.is_held),
            denominator=Side(
                counts="enrolment", observe=days_between(case.start, enrolment.start)
            ),
        ),
        groupings=("case.unit",),
    ),
    "those who wait": one(
        counts="enrolment",
        scoring=Stock(since=enrolment.start, until=enrolment.exit.on, on=window.end),
        groupings=("case.unit",),
    ),
}


@pytest.mark.parametrize("asked", SCORINGS.values(), ids=SCORINGS)
def test_a_scoring_over_the_same_cases(the_same_cases, asked):
    for by in ((), ("case.unit",)):
        expected = tally([asked], the_same_cases, WINDOW, by=by)
        assert generated_tally([asked], the_same_cases, WINDOW, by=by) == expected
