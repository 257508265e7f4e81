from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.period import Duration, Period
from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning.testing.strategies import DAYS, durations, periods

DAY, NEXT = date(2024, 2, 29), date(2024, 3, 1)
days = st.sampled_from(DAYS)


def test_a_single_day_is_the_period_up_to_the_next() -> None:
    period = Period.single(DAY)

    assert Period(start=DAY, end=NEXT) == period
    assert 1 == period.days
    assert period.contains(DAY)
    assert not period.contains(NEXT)


def test_a_printed_last_day_belongs_to_the_period() -> None:
    period = Period.through(DAY, NEXT)

    assert period.contains(NEXT)
    assert NEXT == period.last_day
    assert 2 == period.days


def test_a_period_without_an_end_is_open_and_not_unknown() -> None:
    period = Period.through(DAY, None)

    assert period.is_open
    assert period.contains(date.max)
    assert period.last_day is None
    assert period.days is None


def test_a_period_whose_start_is_not_known_holds_no_day_that_can_be_told() -> None:
    period = Period(end=NEXT)

    assert not period.contains(DAY)
    assert period.days is None
    assert period.overlap(Period(start=DAY)) is None
    assert 0 == period.days_within(DAY, NEXT)


def test_a_period_that_ends_on_its_start_holds_no_day() -> None:
    period = Period(start=DAY, end=DAY)

    assert 0 == period.days
    assert not period.contains(DAY)
    assert period.overlap(Period(start=date.min)) is None


def test_periods_that_touch_do_not_overlap() -> None:
    assert Period.single(DAY).overlap(Period.single(NEXT)) is None


def test_open_periods_overlap_without_end() -> None:
    assert Period(start=NEXT) == Period(start=DAY).overlap(Period(start=NEXT))


@given(periods(), periods(), days)
def test_an_overlap_holds_the_days_that_both_hold(
    first: Period, second: Period, day: date
) -> None:
    shared = first.overlap(second)
    in_both = first.contains(day) and second.contains(day)

    assert in_both == (shared is not None and shared.contains(day))
    assert shared == second.overlap(first)


@given(periods(), days, days)
def test_days_within_a_window_are_counted_one_by_one(
    period: Period, one: date, other: date
) -> None:
    since, until = sorted((one, other))
    window = [since + timedelta(days=n) for n in range((until - since).days)]

    assert sum(map(period.contains, window)) == period.days_within(since, until)


@given(periods(), st.lists(periods(), max_size=4), days)
def test_what_is_uncovered_is_in_the_window_and_in_no_period(
    window: Period, rows: list[Period], day: date
) -> None:
    gaps = Period.uncovered(window, rows)
    free = window.contains(day) and not any(row.contains(day) for row in rows)

    assert free == any(gap.contains(day) for gap in gaps)
    assert all(gap.start is not None and gap.days != 0 for gap in gaps)


def test_nothing_is_uncovered_after_a_period_that_is_open() -> None:
    window = Period(start=DAY)
    rows = [Period(start=NEXT), Period(start=NEXT + timedelta(days=1))]

    assert (Period.single(DAY),) == Period.uncovered(window, rows)


def test_a_window_without_a_known_start_has_no_gaps_that_can_be_told() -> None:
    assert () == Period.uncovered(Period(end=NEXT), [])


def test_an_exact_duration_has_equal_bounds() -> None:
    assert Duration(at_least=45, at_most=45) == Duration.exactly(45)


@given(durations())
def test_a_duration_is_a_band(duration: Duration) -> None:
    assert duration.at_most is None or duration.at_least <= duration.at_most


@pytest.mark.parametrize("make", [Period.single, lambda day: Period.through(DAY, day)])
def test_the_last_day_of_the_calendar_ends_no_period(make) -> None:
    with pytest.raises(InvalidRecordError, match="an open period has no end"):
        make(date.max)
