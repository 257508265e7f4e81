"""How much of full time, from NAV's messages to what the rules look at."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning_norway.marks import Share, said_by_nav, share_marks, shares
from brukermedvirkning_norway.nav.participations import Participation, pieces_of

START = date(2025, 1, 6)


def entry(percent: float, since: str, created: str) -> dict[str, Any]:
    return {"percent": percent, "days": None, "valid_from": since, "created": created}


def enrolment(start: date | None, *entries: dict[str, Any]) -> Enrolment:
    one = Participation(
        id="x",
        contract="a test",
        status="DELTAR",
        start=start,
        more={"intensities": list(entries)},
    )
    (row,) = (piece.row for piece in pieces_of(one) if piece.row.kind == "enrolment")
    assert isinstance(row, Enrolment)
    return row


def test_what_counts_of_a_message_stands_with_the_enrolment() -> None:
    row = enrolment(
        START,
        entry(40, "2024-12-01", "2024-12-01T10:00:00"),
        entry(90, "2025-04-01", "2024-12-02T10:00:00"),
        entry(60.5, "2025-03-01", "2024-12-03T10:00:00"),
    )

    assert shares(row) == (
        Share(since=START, percent=Fraction(40)),
        Share(since=date(2025, 3, 1), percent=Fraction(121, 2)),
    )


def test_without_stretches_or_a_first_day_nothing_is_marked() -> None:
    made = entry(40, "2024-12-01", "2024-12-01T10:00:00")

    assert shares(enrolment(START)) is None
    assert shares(enrolment(None, made)) is None


@pytest.mark.parametrize("extensions", [{}, {"no.nav": 1}, {"other": {"avtalt": True}}])
def test_what_nav_did_not_say_is_nothing(extensions: dict[str, Any]) -> None:
    row = Enrolment(id="e", programme="p", extensions=FrozenMap(extensions))

    assert dict(said_by_nav(row)) == {}


def test_shares_stand_in_the_order_of_their_days() -> None:
    marks = share_marks([(date(2025, 3, 1), 60), (START, 40)])
    row = Enrolment(
        id="e",
        programme="p",
        extensions=FrozenMap({"no.nav": {"deltakelsesmengder": marks}}),
    )
    found = shares(row)

    assert found is not None
    assert [share.percent for share in found] == [40, 60]
