"""Which consents let others read on a day, and how much each of them opens."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ConsentPurpose, ItemKind
from brukermedvirkning.domain.rights import Consent
from brukermedvirkning.rules.access.bases import SHARING_AIMS, consents_in_force

ON = date(2026, 6, 10)
GOAL, CONTACT, PLAN = ItemKind.GOAL, ItemKind.CONTACT, ItemKind.PLAN


def consent(
    row_id: str,
    *covers: ItemKind,
    ago: int = 5,
    to: tuple[str, ...] = ("health", "jobs"),
    aim: ConsentPurpose = ConsentPurpose.SHARING_BETWEEN_UNITS,
    **fields: Any,
) -> Consent:
    return Consent(
        id=row_id,
        on=ON - timedelta(days=ago),
        aim=Coded(concept=aim),
        covers=covers or (GOAL, CONTACT),
        recipients=to,
        **fields,
    )


WIDE = consent("wide", ago=9)


def in_force(*rows: Consent) -> dict[str, tuple[Any, Any]]:
    """By id, what each consent in force covers and for whom."""
    case = Case(
        id="c", participant=Participant(id="person"), consents=in_order((*rows,))
    )
    return {row.id: (row.covers, row.recipients) for row in consents_in_force(case, ON)}


ALL = ((GOAL, CONTACT), ("health", "jobs"))


@pytest.mark.parametrize("aim", list(ConsentPurpose))
def test_only_a_consent_to_sharing_lets_others_read(aim: ConsentPurpose) -> None:
    rows = (consent("a", aim=aim), WIDE)

    assert in_force(*rows) == {"wide": ALL} | (
        {"a": ALL} if aim in SHARING_AIMS else {}
    )


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (consent("a", ago=0), True),
        (consent("a", ago=-1), False),
        (consent("a", until=ON + timedelta(days=1)), True),
        (consent("a", until=ON), False),
        (consent("a", withdrawn_on=ON), False),
        (consent("a", registered_in_error=True), False),
    ],
)
def test_a_consent_lets_read_while_it_holds(row: Consent, holds: bool) -> None:
    assert in_force(row) == ({"a": ALL} if holds else {})


def test_a_narrowing_takes_the_place_of_the_wider_one_and_opens_no_more() -> None:
    narrow = consent("narrow", PLAN, GOAL, to=("jobs", "tax"), narrows="wide")

    assert in_force(WIDE, narrow) == {"narrow": ((GOAL,), ("jobs",))}


def test_a_narrowing_of_a_narrowing_is_within_both() -> None:
    narrow = consent("narrow", GOAL, PLAN, narrows="wide")
    narrowest = consent("narrowest", PLAN, CONTACT, GOAL, ago=1, narrows="narrow")

    assert in_force(WIDE, narrow, narrowest) == {
        "narrowest": ((GOAL,), ("health", "jobs"))
    }


@pytest.mark.parametrize(("ago", "left"), [(0, "narrow"), (-1, "wide")])
def test_a_narrowing_counts_from_its_day_on(ago: int, left: str) -> None:
    narrow = consent("narrow", ago=ago, narrows="wide")

    assert [*in_force(WIDE, narrow)] == [left]


def test_what_narrows_a_consent_that_was_withdrawn_opens_nothing() -> None:
    withdrawn = consent("wide", ago=9, withdrawn_on=ON)

    assert in_force(withdrawn, consent("narrow", narrows="wide")) == {}


def test_a_consent_in_error_neither_narrows_nor_limits() -> None:
    wrong = consent("wide", GOAL, ago=9, registered_in_error=True)
    narrow = consent("narrow", narrows="wide")
    undone = consent("narrow", GOAL, narrows="wide", registered_in_error=True)

    assert in_force(wrong, narrow) == {"narrow": ALL}
    assert in_force(WIDE, undone) == {"wide": ALL}


def test_a_circle_of_narrowings_has_an_end() -> None:
    one = consent("one", ago=9, narrows="two")
    two = consent("two", GOAL, ago=-1, narrows="one")
    three = consent("three", narrows="one")

    assert in_force(one, two, three) == {}
