"""The regulation: consultation (§ 1-3), and VTA looked at regularly (§ 14-4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from national_facts_no import (
    AFT,
    START,
    VTA,
    enrolled,
    facts,
    offering,
    programme,
    said,
    without,
)

from brukermedvirkning.domain.carries import Origin
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import DecisionSubject, LastWord, WishAsked
from brukermedvirkning.domain.decisions import Decision, Wish
from brukermedvirkning.domain.plan import PlanReview
from brukermedvirkning.rules.rule import examine
from brukermedvirkning.testing.rule_suite import rule_suite
from brukermedvirkning_norway.rules.consultation import NOT_CONSULTED
from brukermedvirkning_norway.rules.vta import TRANSFER_NOT_ASSESSED

IN_VTA = programme(offering(VTA))
A_YEAR = date(2026, 1, 6)
LATER = date(2026, 1, 7)
FOUND = [{"days": 365}]
CHOICE, UNKNOWN = DecisionSubject.MEASURE_CHOICE, DecisionSubject.UNKNOWN


def decision(
    on: date | None = date(2025, 2, 3),
    subject: DecisionSubject = CHOICE,
    *,
    settled: date | None = None,
    asked: WishAsked = WishAsked.NOT_ASKED,
    word: LastWord = LastWord.SERVICE,
    **fields: Any,
) -> Decision:
    return Decision(
        id="d",
        on=on,
        subject=Coded(concept=subject),
        settled_on=settled,
        wish=Wish(asked=asked),
        last_word=word,
        **fields,
    )


def review(on: date) -> PlanReview:
    return PlanReview(id="r", on=on)


def vta(on: date = LATER, *, under: Any = IN_VTA, **how: Any) -> Any:
    own = {name: how.pop(name) for name in ("start", "left") if name in how}
    return facts(
        TRANSFER_NOT_ASSESSED, on, enrolment=enrolled(**own), under=under, **how
    )


def test_a_year_without_a_look_is_worth_asking_about() -> None:
    found = examine(TRANSFER_NOT_ASSESSED, vta())

    assert said(TRANSFER_NOT_ASSESSED, vta(A_YEAR)) == "kept"
    assert said(TRANSFER_NOT_ASSESSED, vta()) == FOUND
    assert found.findings[0].since == LATER


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (vta(decisions=[decision(date(2025, 1, 7))]), "kept"),
        (vta(decisions=[decision(date(2025, 1, 6))]), FOUND),
        (vta(reviews=[review(date(2025, 1, 7))]), "kept"),
        (vta(reviews=[review(date(2025, 1, 6))]), FOUND),
        (vta(decisions=[decision(subject=DecisionSubject.EXIT)]), "kept"),
        (vta(decisions=[decision(subject=DecisionSubject.REFERRAL)]), "kept"),
        (vta(decisions=[decision(subject=DecisionSubject.MEASURE_END)]), "kept"),
        (vta(decisions=[decision(subject=DecisionSubject.CONTACT_FORM)]), FOUND),
        (vta(decisions=[decision(subject=UNKNOWN)]), ["decision.subject"]),
        (vta(decisions=[decision(None, UNKNOWN)]), ["decision.subject"]),
        (vta(decisions=[decision(date(2025, 1, 6), UNKNOWN)]), FOUND),
        (vta(decisions=[decision(None)]), ["decision.on"]),
        (vta(start=None), ["enrolment.start"]),
        (vta(left=date(2026, 1, 6)), "kept"),
        (vta(left=LATER), FOUND),
        (vta(origin=without("enrolment.exit")), ["enrolment.exit"]),
        (vta(origin=without("review")), ["review"]),
        (vta(origin=without("decision")), ["decision"]),
        (vta(origin=Origin(known_from=date(2025, 1, 7))), ["decision"]),
        (vta(origin=Origin(known_from=date(2025, 1, 6))), FOUND),
        (vta(under=programme(offering(AFT))), "kept"),
        (vta(under=programme()), ["programme.offerings"]),
        (vta(under=programme(offering("VTAO"))), FOUND),
    ],
    ids=range(23),
)
def test_what_shows_that_it_was_assessed(given: Any, expected: Any) -> None:
    assert said(TRANSFER_NOT_ASSESSED, given) == expected


def test_it_counts_from_the_last_look() -> None:
    given = vta(date(2026, 3, 1), reviews=[review(date(2025, 2, 1))])

    assert examine(TRANSFER_NOT_ASSESSED, given).findings[0].since == date(2026, 2, 2)


def of(row: Decision, on: date = date(2025, 3, 3), under: Any = IN_VTA) -> Any:
    return facts(NOT_CONSULTED, on, under=under, decisions=[row])


DAY = date(2025, 3, 3)
SAID = {"settled": "2025-03-03"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (decision(settled=DAY), [{"reason": "choice", **SAID}]),
        (
            decision(settled=DAY, subject=DecisionSubject.MEASURE_CONTENT),
            [{"reason": "design", **SAID}],
        ),
        (
            decision(settled=DAY, subject=DecisionSubject.MEASURE_END),
            [{"reason": "duration", **SAID}],
        ),
        (decision(settled=DAY, subject=DecisionSubject.GOAL), "kept"),
        (decision(settled=DAY, subject=UNKNOWN), ["decision.subject"]),
        (decision(settled=DAY, asked=WishAsked.ASKED), "kept"),
        (decision(settled=DAY, asked=WishAsked.DECLINED_TO_SAY), "kept"),
        (decision(settled=DAY, asked=WishAsked.UNKNOWN), ["decision.wish"]),
        (decision(settled=DAY, word=LastWord.TOGETHER), "kept"),
        (decision(settled=DAY, word=LastWord.PARTICIPANT), "kept"),
        (decision(settled=DAY, word=LastWord.UNKNOWN), ["decision.last_word"]),
        (decision(), "kept"),
        (decision(settled=date(2025, 3, 4)), "kept"),
        (decision(date(2015, 1, 1), settled=date(2015, 12, 31)), "kept"),
        (
            decision(date(2015, 1, 1), settled=date(2016, 1, 1)),
            [{"reason": "choice", "settled": "2016-01-01"}],
        ),
    ],
    ids=range(15),
)
def test_who_is_in_a_measure_is_asked_before_it_is_settled(
    row: Decision, expected: Any
) -> None:
    assert said(NOT_CONSULTED, of(row)) == expected


def test_the_regulation_is_norways_and_of_2016() -> None:
    row = decision(settled=DAY)
    before = decision(date(2015, 1, 1), settled=date(2015, 2, 1))

    assert said(NOT_CONSULTED, of(row, under=programme(country="DK"))) == (
        "does_not_apply"
    )
    assert said(NOT_CONSULTED, of(before, date(2015, 12, 31))) == "does_not_apply"
    assert said(NOT_CONSULTED, of(row, under=None)) == ["enrolment.programme"]


TestTransferNotAssessed = rule_suite(
    TRANSFER_NOT_ASSESSED,
    trips=(vta(), vta(decisions=[decision(START)])),
    keeps=(
        vta(A_YEAR),
        vta(reviews=[review(date(2025, 6, 1))]),
        vta(decisions=[decision(date(2025, 6, 1))]),
        vta(left=date(2025, 6, 1)),
    ),
)

TestNotConsulted = rule_suite(
    NOT_CONSULTED,
    trips=(of(decision(settled=DAY)),),
    keeps=(
        of(decision(settled=DAY, asked=WishAsked.ASKED)),
        of(attrs.evolve(decision(settled=DAY), last_word=LastWord.TOGETHER)),
    ),
)
