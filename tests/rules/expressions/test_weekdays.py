"""Working days are counted from Monday to Friday, over any days of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions import (
    Bindings,
    Window,
    evaluate,
    parse,
    text,
    weekdays_between,
)
from brukermedvirkning.rules.expressions.roots import SCHEMA, lit, window

ON = date(2026, 11, 20)
"""A Friday."""


def between(earlier, later):
    sight = Bindings(None, Window.everything(ON))
    return evaluate(weekdays_between(lit(earlier), later).node_, sight)


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (date(2026, 11, 20), 0),
        (date(2026, 11, 21), 0),
        (date(2026, 11, 22), 0),
        (date(2026, 11, 23), 1),
        (date(2026, 11, 27), 5),
        (date(2026, 11, 30), 6),
        (date(2026, 11, 19), -1),
        (date(2026, 11, 13), -5),
    ],
)
def test_a_weekend_has_no_working_days(later, expected):
    assert expected == between(ON, later)


@given(st.dates(), st.integers(0, 400))
def test_it_is_how_many_days_after_the_first_are_from_monday_to_friday(start, length):
    later = date.fromordinal(min(start.toordinal() + length, date.max.toordinal()))
    days = (start + timedelta(days=n) for n in range(1, (later - start).days + 1))
    counted = sum(day.weekday() < 5 for day in days)

    assert counted == between(start, later)
    assert -counted == between(later, start)


def test_an_unknown_day_is_no_number_of_days_and_its_text_is_read_back():
    asked = weekdays_between(window.start, window.as_of)

    assert asked.node_ == parse(text(asked.node_), SCHEMA).node_
    with pytest.raises(DefinitionError, match="expected date"):
        weekdays_between(window.start, 3)
