"""Why the state's service would refuse a held conversation, rule by rule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning_denmark.dfdg.interviews import (
    Interview,
    Known,
    refusals,
    unasked,
)

NOON = datetime(2024, 3, 4, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
JOB, FOLLOW_UP, INFORMATION = "7", "4", "9"


def interview(kind: str = JOB, at: datetime = NOON, **fields: Any) -> Interview:
    return Interview(kind=kind, at=at, **fields)


def fields(sent: Interview, known: Known) -> list[str]:
    return [fault.field for fault in refusals(sent, known)]


def test_a_first_conversation_is_taken() -> None:
    assert refusals(interview(), Known(resetting=[JOB])) == ()


@pytest.mark.parametrize(
    ("at", "refused"),
    [(NOON - MINUTE, 1), (NOON, 0), (NOON + MINUTE, 0)],
)
def test_one_before_the_last_that_set_the_clock_back_is_refused(
    at: datetime, refused: int
) -> None:
    known = Known(held=[interview()], resetting=[JOB])

    assert len(refusals(interview(FOLLOW_UP, at), known)) == refused


def test_the_last_of_several_that_set_the_clock_back_counts() -> None:
    held = [interview(at=NOON - 5 * MINUTE), interview(), interview(INFORMATION)]
    known = Known(held=held, resetting=[JOB])

    (fault,) = refusals(interview(FOLLOW_UP, NOON - MINUTE), known)
    assert NOON.isoformat() in fault.expected


def test_one_that_set_no_clock_back_holds_nothing_up() -> None:
    known = Known(held=[interview(INFORMATION)], resetting=[JOB])

    assert refusals(interview(FOLLOW_UP, NOON - MINUTE), known) == ()


@pytest.mark.parametrize(("at", "refused"), [(NOON, 1), (NOON + MINUTE, 0)])
def test_two_that_set_the_clock_back_at_one_instant_are_one_too_many(
    at: datetime, refused: int
) -> None:
    known = Known(held=[interview()], resetting=[JOB, FOLLOW_UP])

    assert len(refusals(interview(FOLLOW_UP, at), known)) == refused


@pytest.mark.parametrize(
    ("kind", "at", "refused"),
    [
        (INFORMATION, NOON, True),
        (INFORMATION, NOON + MINUTE, False),
        (FOLLOW_UP, NOON, False),
    ],
)
def test_one_kind_stands_once_at_an_instant(
    kind: str, at: datetime, refused: bool
) -> None:
    known = Known(held=[interview(INFORMATION)], resetting=[JOB])

    assert bool(refusals(interview(kind, at), known)) is refused


@pytest.mark.parametrize(
    ("group", "kind", "found"),
    [
        ("LAB 01", JOB, []),
        ("LAB 01", INFORMATION, ["InterviewTypeIdentifier"]),
        ("LAB 02", INFORMATION, []),
        (None, INFORMATION, []),
    ],
)
def test_the_kind_is_allowed_for_the_contact_group(
    group: str | None, kind: str, found: list[str]
) -> None:
    known = Known(allowed={"LAB 01": [JOB]})

    assert fields(interview(kind, group=group), known) == found


@pytest.mark.parametrize(
    ("more", "status", "found"),
    [
        (True, None, ["ParticipationStatusTypeIdentifier"]),
        (True, "1", []),
        (False, None, []),
    ],
)
def test_with_more_authorities_a_status_of_participation_is_asked_for(
    more: bool, status: str | None, found: list[str]
) -> None:
    sent = interview(with_more_authorities=more, participation=status)

    assert fields(sent, Known()) == found


@pytest.mark.parametrize(
    ("booking", "bookings", "found"),
    [
        ("b", ["b"], []),
        ("b", ["c"], ["BookingIdentifier"]),
        ("b", [], ["BookingIdentifier"]),
        ("b", None, []),
        (None, [], []),
    ],
)
def test_a_booking_that_is_named_exists(
    booking: str | None, bookings: list[str] | None, found: list[str]
) -> None:
    assert fields(interview(booking=booking), Known(bookings=bookings)) == found


@pytest.mark.parametrize(
    ("mine", "theirs", "found"),
    [
        ("08510", "08510", []),
        ("08510", "04610", ["JobCenterCode"]),
        (None, "04610", []),
        ("08510", None, []),
    ],
)
def test_a_jobcentre_registers_its_own_citizens(
    mine: str | None, theirs: str | None, found: list[str]
) -> None:
    assert fields(interview(jobcentre=mine), Known(jobcentre=theirs)) == found


def test_a_rule_whose_table_is_not_known_is_not_applied_and_is_told() -> None:
    sent = interview(INFORMATION, NOON - MINUTE, group="LAB 09", booking="b")

    assert refusals(sent, Known(held=[interview()])) == ()
    assert unasked(sent, Known()) == ("resetting", "allowed", "bookings", "jobcentre")


def test_with_every_table_nothing_is_left_unasked() -> None:
    known = Known(resetting=(), allowed={"LAB 01": ()}, bookings=(), jobcentre="08510")

    assert unasked(interview(group="LAB 01", jobcentre="08510"), known) == ()


def test_no_fault_shows_a_booking() -> None:
    sent = interview(booking="somebody's own")
    (fault,) = refusals(sent, Known(bookings=()))

    assert "somebody" not in str(fault)
    assert "somebody" not in repr(sent)


@given(
    st.lists(
        st.builds(
            interview,
            st.sampled_from([JOB, FOLLOW_UP, INFORMATION]),
            st.integers(0, 5).map(lambda number: NOON + number * MINUTE),
        ),
        max_size=6,
    )
)
def test_whatever_was_taken_in_turn_can_stand_in_the_register_in_its_order(
    sent: list[Interview],
) -> None:
    known = Known(resetting=[JOB])
    for one in sent:
        if not refusals(one, known):
            known = attrs.evolve(known, held=[*known.held, one])
    resets = [one.at for one in known.held if one.kind == JOB]

    assert resets == sorted(set(resets))
    assert len({(one.kind, one.at) for one in known.held}) == len(known.held)


@given(st.sampled_from([JOB, FOLLOW_UP]), st.integers(-3, 3))
def test_to_know_less_refuses_no_more(kind: str, minutes: int) -> None:
    sent = interview(kind, NOON + minutes * MINUTE, group="LAB 01")
    known = Known(held=[interview()], resetting=[JOB], allowed={"LAB 01": [JOB]})
    less = attrs.evolve(known, resetting=None, allowed=None)

    assert set(refusals(sent, less)) <= set(refusals(sent, known))
