"""The count of conversations under § 31, from the benefit that the register shows."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from national_facts import START, enrolled, facts, said, talk

from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning_denmark.dream.eligibility import benefit_shifts, eligibility_on
from brukermedvirkning_denmark.dream.spells import benefit, spells
from brukermedvirkning_denmark.dream.weeks import Week
from brukermedvirkning_denmark.rules.talks import (
    FIRST_WITHIN_A_WEEK,
    TOO_FEW_IN_FIRST_SIX_MONTHS,
)

SHIFT = START + timedelta(weeks=10)
"""From social assistance to a resource course."""

TALKS = [talk(f"t{week}", START + timedelta(weeks=week)) for week in (0, 2, 4, 6)]


def weeks(shifted: bool) -> dict[Week, str | None]:
    told: dict[Week, str | None] = {Week(START - timedelta(weeks=1)): None}
    for number in range(45):
        day = START + timedelta(weeks=number)
        told[Week(day)] = "810" if shifted and day >= SHIFT else "730"
    return told


def told_on(day: date, shifted: bool) -> Enrolment:
    """The enrolment, with the benefit that the register shows on a day."""
    eligibility = attrs.evolve(
        eligibility_on(weeks(shifted), day),
        target_group=Code(scheme="dk.lbl-6", code="6.8" if shifted else "6.3"),
    )
    return attrs.evolve(enrolled(), eligibility=eligibility)


@pytest.mark.parametrize("shifted", [False, True])
def test_a_shift_of_benefit_begins_a_new_count_of_conversations(
    shifted: bool,
) -> None:
    rule = TOO_FEW_IN_FIRST_SIX_MONTHS
    day = date(2024, 12, 2)
    found = facts(rule, day, enrolment=told_on(day, shifted), contacts=TALKS)

    assert benefit_shifts(spells(weeks(shifted), benefit)) == (
        (SHIFT,) if shifted else ()
    )
    expected = {
        "held": 0,
        "least": 4,
        "since": SHIFT.isoformat(),
        "until": "2024-11-13",
    }
    assert said(rule, found) == ([expected] if shifted else "kept")


def test_of_the_days_before_the_shift_the_first_count_holds() -> None:
    rule = FIRST_WITHIN_A_WEEK
    day = START + timedelta(weeks=9)
    enrolment = attrs.evolve(
        enrolled(),
        eligibility=attrs.evolve(
            eligibility_on(weeks(shifted=True), day),
            target_group=Code(scheme="dk.lbl-6", code="6.3"),
        ),
    )

    assert said(rule, facts(rule, day, enrolment=enrolment, contacts=TALKS)) == "kept"
    assert said(rule, facts(rule, day, enrolment=enrolment)) == [
        {"since": START.isoformat(), "latest": "2024-03-11"}
    ]


def test_a_spell_whose_first_day_is_not_told_cannot_be_counted() -> None:
    cut = {week: code for week, code in weeks(shifted=False).items() if code}
    day = date(2024, 12, 2)
    eligibility = attrs.evolve(
        eligibility_on(cut, day),
        target_group=Code(scheme="dk.lbl-6", code="6.3"),
    )
    found = facts(
        TOO_FEW_IN_FIRST_SIX_MONTHS,
        day,
        enrolment=attrs.evolve(enrolled(), eligibility=eligibility),
        contacts=TALKS,
    )

    assert said(TOO_FEW_IN_FIRST_SIX_MONTHS, found) == ["enrolment.eligibility"]
