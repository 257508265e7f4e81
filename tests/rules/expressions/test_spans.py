"""Spans of days, such as years of a stay, are counted from a first day."""

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
    span_start,
    spans_between,
    text,
)
from brukermedvirkning.rules.expressions.roots import SCHEMA, lit, window

START = date(2024, 3, 1)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def came_to(expression):
    sight = Bindings(None, Window.everything(START))
    return evaluate(expression.node_, sight)


@pytest.mark.parametrize(
    ("day", "completed", "begins"),
    [
        (START, 0, START),
        (date(2025, 2, 28), 0, START),
        (date(2025, 3, 1), 1, date(2025, 3, 1)),
        (date(2026, 3, 1), 2, date(2026, 3, 1)),
        (date(2024, 2, 29), -1, date(2023, 3, 2)),
    ],
)
def test_a_year_of_a_stay_is_completed_on_its_last_day(day, completed, begins):
    assert completed == came_to(spans_between(lit(START), day, 365))
    assert begins == came_to(span_start(lit(START), day, 365))


@given(DAYS, DAYS, st.integers(1, 1000))
def test_a_span_holds_its_day_and_begins_whole_spans_after_the_first(
    first, day, length
):
    begins = came_to(span_start(lit(first), day, length))
    whole = came_to(spans_between(lit(first), day, length))

    assert begins <= day < begins + timedelta(days=length)
    assert begins == first + timedelta(days=whole * length)


@given(DAYS, DAYS, st.integers(-3, 0))
def test_spans_without_a_day_are_none(first, day, length):
    assert came_to(spans_between(lit(first), day, length)) is None
    assert came_to(span_start(lit(first), day, length)) is None


@pytest.mark.parametrize(("length", "whole"), [(2, 2), (1, 5), (0, None), (-1, None)])
def test_a_span_has_a_day_at_least(length, whole):
    day = START + timedelta(days=5)
    begins = None if whole is None else START + timedelta(days=whole * length)

    assert whole == came_to(spans_between(lit(START), day, length))
    assert begins == came_to(span_start(lit(START), day, length))


def test_a_span_that_begins_before_the_calendar_is_unknown():
    assert None is came_to(span_start(lit(date(1, 1, 10)), date(1, 1, 2), 100))


def test_their_text_is_read_back_and_their_parts_are_days_and_a_number():
    for made in (spans_between, span_start):
        asked = made(window.start, window.as_of, 365)

        assert asked.node_ == parse(text(asked.node_), SCHEMA).node_
        with pytest.raises(DefinitionError, match="expected int"):
            made(window.start, window.as_of, date(2024, 1, 1))
        with pytest.raises(DefinitionError, match="expected date"):
            made(window.start, 3, 365)
