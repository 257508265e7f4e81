"""Whoever is referred to a programme is asked whether they want to be in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import KEPT_HERE, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.concepts import OwnWish
from brukermedvirkning.domain.enrolments import (
    Enrolment,
    ProgrammeExit,
    Referral,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.referral import (
    REFERRAL_WISH_NOT_ASKED,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
FIGURES: dict[str, ParameterUse] = {}
PROGRAMME = Programme(
    id="p",
    name="a programme",
    period=Period(),
    time_zone="Europe/Oslo",
    promises=tuple(Promise),
)


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def facts(
    on: int,
    *,
    start: int | None = 0,
    left: ProgrammeExit | None = None,
    origin: Origin = KEPT_HERE,
    **rows: Any,
) -> Facts:
    """An enrolment from the first day on, judged so many days later."""
    enrolment = Enrolment(
        id="e",
        programme="p",
        start=None if start is None else day(start),
        exit=left,
    )
    case = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=(enrolment,),
        origin=origin,
        **rows,
    )
    return Facts(
        on=day(on),
        case=case,
        enrolment=enrolment,
        programme=PROGRAMME,
        parameters=FIGURES,
    )


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[tuple[str, Cause]]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [(path, one.cause) for one in verdict.cannot_tell for path in one.missing]


def without(*gone: str) -> Origin:
    """A source that has no place for some paths."""
    paths = tuple(path for path in every_path() if path not in gone)
    return Origin(carries=Carries(paths=paths))


RULE = REFERRAL_WISH_NOT_ASKED


def referred(referral: Referral | None, **fields: Any) -> Facts:
    given = facts(5, **fields)
    enrolment = attrs.evolve(given.the_enrolment, referral=referral)
    case = attrs.evolve(given.the_case, enrolments=(enrolment,))
    return attrs.evolve(given, case=case, enrolment=enrolment)


def wish(own_wish: OwnWish) -> Facts:
    return referred(Referral(on=day(-1), own_wish=own_wish))


def test_that_nobody_asked_is_found() -> None:
    assert examine(RULE, wish(OwnWish.NOT_ASKED)).findings == (
        Finding(items=(ItemRef(kind="enrolment", id="e"),), since=day(-1)),
    )


@pytest.mark.parametrize("own_wish", [OwnWish.OWN_WISH, OwnWish.REQUIRED, OwnWish.BOTH])
def test_any_answer_is_one_and_a_requirement_no_fault(own_wish: OwnWish) -> None:
    assert outcome(RULE, wish(own_wish)) is Outcome.KEPT


@pytest.mark.parametrize("given", [referred(None), wish(OwnWish.UNKNOWN)])
def test_what_nobody_wrote_down_cannot_be_told(given: Facts) -> None:
    assert missing(RULE, given) == [("enrolment.referral", Cause.NOT_RECORDED)]


def test_of_a_referral_that_is_yet_to_come_nothing_is_asked() -> None:
    given = referred(Referral(on=day(6), own_wish=OwnWish.NOT_ASKED))

    assert outcome(RULE, given) is Outcome.KEPT


def test_of_a_referral_of_the_judged_day_it_is_asked() -> None:
    given = referred(Referral(on=day(5), own_wish=OwnWish.NOT_ASKED))

    assert outcome(RULE, given) is Outcome.BROKEN


def test_a_source_without_a_place_for_referrals_cannot_say() -> None:
    given = referred(None, origin=without("enrolment.referral"))

    assert missing(RULE, given) == [("enrolment.referral", Cause.SOURCE_CANNOT_SAY)]


TestReferralWishNotAsked = rule_suite(
    RULE, trips=(wish(OwnWish.NOT_ASKED),), keeps=(wish(OwnWish.REQUIRED),)
)
