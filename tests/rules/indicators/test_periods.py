"""Calendar periods, and measuring each of them in one pass."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.expressions.roots import param
from brukermedvirkning.rules.generated.engine import generated_tally
from brukermedvirkning.rules.indicators import periods
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.periods import (
    Every,
    count_each,
    measure_each,
    windows,
)
from brukermedvirkning.rules.indicators.scoring import Continuous
from brukermedvirkning.testing.expressions import cases_to_count, definitions

AS_OF = date(2020, 6, 1)


def spans(every, first, last):
    return [
        (str(one.start), str(one.end)) for one in windows(every, first, last, AS_OF)
    ]


@pytest.mark.parametrize(
    ("every", "first", "last", "expected"),
    [
        (
            Every.MONTH,
            date(2019, 12, 31),
            date(2020, 1, 1),
            [("2019-12-01", "2020-01-01"), ("2020-01-01", "2020-02-01")],
        ),
        (
            Every.MONTH,
            date(2020, 2, 1),
            date(2020, 2, 29),
            [("2020-02-01", "2020-03-01")],
        ),
        (
            Every.QUARTER,
            date(2019, 11, 5),
            date(2020, 4, 1),
            [
                ("2019-10-01", "2020-01-01"),
                ("2020-01-01", "2020-04-01"),
                ("2020-04-01", "2020-07-01"),
            ],
        ),
        (
            Every.YEAR,
            date(2019, 5, 5),
            date(2020, 1, 1),
            [("2019-01-01", "2020-01-01"), ("2020-01-01", "2021-01-01")],
        ),
    ],
)
def test_periods_are_whole_and_of_the_calendar(every, first, last, expected):
    assert expected == spans(every, first, last)
    assert {AS_OF} == {one.as_of for one in windows(every, first, last, AS_OF)}


def test_a_day_alone_lies_in_one_period():
    assert [("2020-02-01", "2020-03-01")] == spans(
        Every.MONTH, date(2020, 2, 29), date(2020, 2, 29)
    )


@given(
    st.sampled_from(Every),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    st.integers(0, 900),
)
def test_periods_hold_every_day_once(every, first, days):
    last = first + timedelta(days=days)
    found = windows(every, first, last, AS_OF)

    assert found[0].start <= first < found[0].end
    assert found[-1].start <= last < found[-1].end
    assert [one.end for one in found[:-1]] == [one.start for one in found[1:]]
    assert {AS_OF} == {one.as_of for one in found}


def test_a_trend_that_ends_before_it_begins_is_refused():
    with pytest.raises(DefinitionError) as caught:
        windows(Every.YEAR, date(2020, 1, 2), date(2020, 1, 1), AS_OF)

    assert str(caught.value) == "a trend ends on 2020-01-02 or later, not on 2020-01-01"


@given(
    definitions(depth=1),
    st.lists(cases_to_count(), max_size=5),
    st.booleans(),
    st.sampled_from((None, generated_tally)),
)
def test_a_trend_is_what_each_period_alone_comes_to(definition, cases, split, count):
    seen = windows(Every.MONTH, date(2020, 2, 1), date(2020, 3, 1), AS_OF)
    by = definition.groupings if split else ()
    engine = {} if count is None else {"count": count}
    found = measure_each([definition], iter(cases), seen, by=by, **engine)

    assert found == tuple(measure([definition], cases, one, by=by) for one in seen)


@pytest.mark.parametrize("several", [1, 2])
def test_an_engine_is_told_all_that_it_needs_to_count(several):
    told = []
    given = {"test": {"limit": 3}}

    def count(definitions, some, window, parameters, by):
        told.append((definitions, list(some), window, parameters, by))
        return {"counted": len(told)}

    seen = [Window.everything(AS_OF + timedelta(days=n)) for n in range(several)]
    plan = ("definitions", ("case.unit",))
    found = count_each([plan], iter("ab"), seen, given, count)

    assert told == [
        ("definitions", ["a", "b"], window, given, ("case.unit",)) for window in seen
    ]
    assert found == (tuple({"counted": n + 1} for n in range(several)),)


def test_several_plans_are_counted_in_one_pass_and_added_up():
    def count(definitions, some, window, *_):
        return {(definitions, window.as_of): len(some)}

    first, second = AS_OF, AS_OF + timedelta(days=1)
    found = count_each(
        [("a", ()), ("b", ())],
        iter(range(5)),
        [Window.everything(day) for day in (first, second)],
        count=count,
        at_once=3,
    )

    assert found == (
        ({("a", first): 5}, {("a", second): 5}),
        ({("b", first): 5}, {("b", second): 5}),
    )


def test_one_plan_in_two_periods_and_two_in_one_are_counted_piece_by_piece():
    sizes = []

    def count(_, some, *__):
        sizes.append(len(some))
        return {}

    ever = Window.everything(AS_OF)
    count_each([("a", ())] * 2, iter("abc"), [ever], count=count, at_once=2)
    count_each([("a", ())], iter("abc"), [ever] * 2, count=count, at_once=2)

    assert sizes == [2, 2, 1, 1] * 2


def test_without_cases_an_engine_is_asked_once():
    def count(_, some, *__):
        return {"asked": 1 + len(some)}

    ever = Window.everything(AS_OF)
    found = count_each([("a", ())] * 2, [], [ever], count=count)

    assert found == (({"asked": 1},), ({"asked": 1},))


def test_each_period_is_finished_with_its_parameters_and_groups():
    seen = [Window.everything(AS_OF + timedelta(days=n)) for n in range(2)]
    unit = Case(id="c", participant=Participant(id="p"), unit="north")
    definition = Definition(
        id="test",
        question="Is it so?",
        scoring=Continuous(observe=param.last - 1, unit="days", above=param.last),
        duty_holder=DutyHolder.PROGRAMME,
        groupings=("case.unit",),
        parameters=(
            IndicatorParameter(name="last", default=9, unit="days", source="a law"),
        ),
        source="a document",
    )
    given = {"test": {"last": 3}}
    found = measure_each([definition], [unit], seen, given, by=("case.unit",))

    assert [[(("north",), 2, 3)]] * 2 == [
        [(one.group, one.value, one.threshold) for one in period] for period in found
    ]
    assert [[one.window for one in period] for period in found] == [[w] for w in seen]


def test_a_trend_reads_the_cases_once_and_holds_few(monkeypatch):
    monkeypatch.setattr(periods, "_AT_ONCE", 2)
    held = []

    def count(_, some, *__):
        held.append(len(some))
        return {}

    seen = [Window.everything(AS_OF)] * 2
    assert measure_each([], iter(range(5)), seen, count=count) == ((), ())
    assert held == [2, 2, 2, 2, 1, 1]
