"""AFT: how much of full time, and how many supervisors."""

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

from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.rules.rule import examine
from brukermedvirkning.testing.rule_suite import rule_suite
from brukermedvirkning_norway.rules.aft import BELOW_FLOOR, BELOW_HALF
from brukermedvirkning_norway.rules.supervisors import TOO_FEW_SUPERVISORS

ON = date(2025, 3, 3)
IN_AFT = programme(offering(AFT))


def of(rule: Any, *shares: tuple[str, Any], on: date = ON, **how: Any) -> Any:
    return facts(rule, on, enrolment=enrolled(*shares, **how), under=IN_AFT)


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (30, "kept"),
        (30.0, "kept"),
        (29.9, [{"percent": 29, "least": 30}]),
        (0, [{"percent": 0, "least": 30}]),
        (100, "kept"),
    ],
)
def test_thirty_percent_is_the_floor(percent: float, expected: Any) -> None:
    assert said(BELOW_FLOOR, of(BELOW_FLOOR, ("2025-01-06", percent))) == expected


def test_what_did_not_hold_in_the_enrolment_is_not_asked_about() -> None:
    before = of(BELOW_FLOOR, ("2024-12-01", 20), ("2025-01-06", 50))
    later = of(BELOW_FLOOR, ("2025-01-06", 50), ("2025-03-04", 20))
    after = of(
        BELOW_FLOOR,
        ("2025-01-06", 50),
        ("2025-02-01", 20),
        left=date(2025, 1, 31),
    )

    assert [said(BELOW_FLOOR, one) for one in (before, later, after)] == ["kept"] * 3


def test_it_counts_from_the_day_on_which_it_held() -> None:
    first = of(BELOW_FLOOR, ("2024-12-01", 20))
    second = of(BELOW_FLOOR, ("2025-01-06", 50), ("2025-03-03", 20))

    days = [examine(BELOW_FLOOR, one).findings[0].since for one in (first, second)]
    assert days == [START, ON]


def test_without_a_first_day_it_is_not_known_what_held() -> None:
    given = of(BELOW_FLOOR, ("2025-01-06", 20), start=None)

    assert said(BELOW_FLOOR, given) == ["enrolment.start"]


@pytest.mark.parametrize("rule", [BELOW_FLOOR, BELOW_HALF], ids=["floor", "half"])
def test_who_may_have_left_may_not_have_had_it(rule: Any) -> None:
    origin = without("enrolment.exit")
    low = 20 if rule is BELOW_FLOOR else 40
    given = facts(
        rule,
        ON,
        enrolment=enrolled(("2025-01-06", 50), ("2025-02-01", low)),
        under=IN_AFT,
        origin=origin,
    )

    assert said(rule, given) == ["enrolment.exit"]


def test_the_share_of_the_first_day_was_surely_had() -> None:
    enrolment = enrolled(("2025-01-06", 20))
    origin = without("enrolment.exit")
    given = facts(BELOW_FLOOR, ON, enrolment=enrolment, under=IN_AFT, origin=origin)
    half = enrolled(("2025-01-06", 40))
    other = facts(BELOW_HALF, ON, enrolment=half, under=IN_AFT, origin=origin)

    assert said(BELOW_FLOOR, given) == [{"percent": 20, "least": 30}]
    assert said(BELOW_HALF, other) == ["enrolment.exit"]


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([("2025-01-06", 50)], "kept"),
        ([("2025-01-06", 49)], [{"percent": 49, "least": 50}]),
        ([("2025-01-06", 30)], [{"percent": 30, "least": 50}]),
        ([("2025-01-06", 29)], "kept"),
        ([("2025-01-06", 40), ("2025-05-01", 60)], "kept"),
        ([("2025-01-06", 40), ("2025-05-01", 40)], [{"percent": 40, "least": 50}]),
        ([("2025-01-06", 40), ("2025-02-01", 60)], "kept"),
        ([("2025-01-06", 60), ("2025-02-01", 40)], [{"percent": 40, "least": 50}]),
        ([("2025-05-01", 40)], "kept"),
    ],
    ids=range(9),
)
def test_below_half_there_is_a_step_up(shares: Any, expected: Any) -> None:
    assert said(BELOW_HALF, of(BELOW_HALF, *shares)) == expected


def test_of_who_has_left_no_step_up_is_asked() -> None:
    gone = of(BELOW_HALF, ("2025-01-06", 40), left=date(2025, 3, 2))
    last = of(BELOW_HALF, ("2025-01-06", 40), left=ON)

    assert said(BELOW_HALF, gone) == "kept"
    assert said(BELOW_HALF, last) == [{"percent": 40, "least": 50}]


ENTRIES: list[Any] = [
    [],
    "50",
    ["50"],
    [{"prosent": "50", "fra": 20250106}],
    [{"prosent": True, "fra": 20250106}],
    [{"prosent": 50}],
    [{"prosent": 50, "fra": "2025-01-06"}],
    [{"prosent": 50, "fra": 20251306}],
    [{"prosent": 50, "fra": 0}],
    [{"prosent": 20, "fra": 20250106}, {}],
]


@pytest.mark.parametrize("rule", [BELOW_FLOOR, BELOW_HALF], ids=["floor", "half"])
@pytest.mark.parametrize("entries", ENTRIES, ids=range(len(ENTRIES)))
def test_what_cannot_be_understood_is_not_known(rule: Any, entries: Any) -> None:
    marks = FrozenMap({"no.nav": {"deltakelsesmengder": entries}})
    enrolment = attrs.evolve(enrolled(), extensions=marks)
    given = facts(rule, ON, enrolment=enrolment, under=IN_AFT)

    assert said(rule, given) == ["enrolment.extensions"]


@pytest.mark.parametrize("rule", [BELOW_FLOOR, BELOW_HALF], ids=["floor", "half"])
@pytest.mark.parametrize(
    ("under", "expected"),
    [
        (programme(offering(VTA)), "kept"),
        (programme(), ["programme.offerings"]),
        (programme(offering(None)), ["programme.offerings"]),
        (programme(offering(AFT, "acme")), ["programme.offerings"]),
        (programme(offering(VTA), offering(None)), ["programme.offerings"]),
        (programme(offering(AFT), country="DK"), "does_not_apply"),
        (None, ["enrolment.programme"]),
    ],
    ids=range(7),
)
def test_it_is_asked_of_aft_alone(rule: Any, under: Any, expected: Any) -> None:
    low = 20 if rule is BELOW_FLOOR else 40
    given = facts(rule, ON, enrolment=enrolled(("2025-01-06", low)), under=under)

    assert said(rule, given) == expected


def test_aft_beside_what_has_no_code_is_aft() -> None:
    under = programme(offering(None), offering(AFT))
    given = facts(BELOW_FLOOR, ON, enrolment=enrolled(("2025-01-06", 20)), under=under)

    assert said(BELOW_FLOOR, given) == [{"percent": 20, "least": 30}]


def places(*number: int, offered: Any = (AFT,), **set_: int) -> Any:
    under = programme(*map(offering, offered), places=number, **set_)
    return facts(TOO_FEW_SUPERVISORS, ON, under=under)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (places(12, supervisors=2), "kept"),
        (places(13, supervisors=2), [{"places": 13, "supervisors": 2, "each": 6}]),
        (places(7, 6, supervisors=2), [{"places": 13, "supervisors": 2, "each": 6}]),
        (places(1, supervisors=0), [{"places": 1, "supervisors": 0, "each": 6}]),
        (places(8, supervisors=2, places_per_supervisor=4), "kept"),
        (places(12), ["programme.parameters"]),
        (places(supervisors=2), ["programme.planned_places"]),
        (places(99, supervisors=2, offered=(AFT, VTA)), ["programme.planned_places"]),
        (places(99, supervisors=2, offered=(AFT, None)), ["programme.planned_places"]),
        (places(99, supervisors=2, offered=(VTA,)), "kept"),
        (places(99, supervisors=2, offered=()), ["programme.offerings"]),
    ],
    ids=range(11),
)
def test_there_is_one_supervisor_for_six_places(given: Any, expected: Any) -> None:
    assert said(TOO_FEW_SUPERVISORS, given) == expected


TestShareBelowFloor = rule_suite(
    BELOW_FLOOR,
    trips=(of(BELOW_FLOOR, ("2025-01-06", 20)),),
    keeps=(
        of(BELOW_FLOOR, ("2025-01-06", 30)),
        of(BELOW_FLOOR, ("2025-01-06", 50), ("2025-02-01", 20), left=date(2025, 1, 31)),
    ),
)

TestShareBelowHalf = rule_suite(
    BELOW_HALF,
    trips=(of(BELOW_HALF, ("2025-01-06", 40)),),
    keeps=(
        of(BELOW_HALF, ("2025-01-06", 40), ("2025-05-01", 60)),
        of(BELOW_HALF, ("2025-01-06", 40), left=date(2025, 2, 1)),
    ),
)

TestTooFewSupervisors = rule_suite(
    TOO_FEW_SUPERVISORS,
    trips=(places(13, supervisors=2),),
    keeps=(places(12, supervisors=2),),
)
