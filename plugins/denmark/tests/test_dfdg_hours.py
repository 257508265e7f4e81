"""The weekly load as the state's service takes it, and what it cannot carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning_denmark.dfdg.hours import HIGHEST, Sent, WeeklyHours

A_WEEK = 10_080


@pytest.mark.parametrize(
    ("load", "hours", "minutes", "lost"),
    [
        (0, 0, 0, 0),
        (59, 0, 59, 0),
        (60, 1, 0, 0),
        (2_220, 37, 0, 0),
        (3_599, 59, 59, 0),
        (3_600, 59, 59, 1),
        (A_WEEK, 59, 59, 6_481),
    ],
)
def test_a_load_is_sent_in_hours_and_minutes_up_to_59_of_each(
    load: int, hours: int, minutes: int, lost: int
) -> None:
    sent = Sent.of(load)

    assert (sent.hours.hours, sent.hours.minutes, sent.lost) == (hours, minutes, lost)


def test_what_is_lost_is_named() -> None:
    assert Sent.of(3_599).loss is None
    assert Sent.of(3_660).loss == (
        "weekly_minutes: 61 of 3660 minutes a week; the service takes at most 59 hours"
        " and 59 minutes"
    )


@pytest.mark.parametrize(("hours", "minutes"), [(60, 0), (0, 60), (60, 60)])
def test_what_the_service_does_not_take_is_no_value(hours: int, minutes: int) -> None:
    with pytest.raises(InvalidRecordError, match="at most 59"):
        WeeklyHours(hours=hours, minutes=minutes)


@given(st.integers(0, A_WEEK))
def test_nothing_of_a_load_goes_without_being_counted(load: int) -> None:
    sent = Sent.of(load)

    assert sent.weekly_minutes == load
    assert (sent.loss is None) is (sent.hours.weekly_minutes == load)


@given(st.integers(0, HIGHEST), st.integers(0, HIGHEST))
def test_what_was_read_is_sent_as_it_was(hours: int, minutes: int) -> None:
    read = WeeklyHours(hours=hours, minutes=minutes)

    assert Sent.of(read.weekly_minutes) == Sent(hours=read)


@given(st.integers(0, A_WEEK), st.integers(0, A_WEEK))
def test_more_is_never_sent_as_less(first: int, second: int) -> None:
    less, more = sorted((first, second))

    assert Sent.of(less).hours.weekly_minutes <= Sent.of(more).hours.weekly_minutes
