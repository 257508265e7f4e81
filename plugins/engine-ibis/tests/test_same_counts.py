"""DuckDB and Spark count what the reference engine counts, integer by integer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brukermedvirkning.domain.carries import Origin
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.tally import tally
from brukermedvirkning.testing.expressions import (
    cases_to_count,
    definitions,
    windows,
)
from brukermedvirkning.testing.strategies import cases
from brukermedvirkning_engine_ibis.duck import DuckDB
from brukermedvirkning_engine_ibis.parquet import write_parquet
from brukermedvirkning_engine_ibis.spark import Spark

DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))
FEW = settings(max_examples=max(2, settings.default.max_examples // 3))
FEWEST = settings(max_examples=max(2, settings.default.max_examples // 50))

EVERYTHING = Origin()

pytestmark = pytest.mark.once


def common_groupings(several: Sequence[Definition]) -> tuple[str, ...]:
    """The fields that all of some definitions may be split by."""
    first, *others = (one.groupings for one in several)
    return tuple(name for name in first if all(name in other for other in others))


def splits(definition) -> st.SearchStrategy[tuple[str, ...]]:
    """No split, by one field, by two; a rate's other side has no such field."""
    return st.sampled_from(((), definition.groupings[:1], definition.groupings[:2]))


def drawn(strategy, count) -> list:
    """What a strategy gives in so many examples."""
    found = []

    @settings(max_examples=count, database=None)
    @given(strategy)
    def keep(one) -> None:
        found.append(one)

    keep()
    return found


def named(several) -> list[Definition]:
    """The definitions with ids that tell them apart."""
    return [
        attrs.evolve(one, id=f"random.{place}") for place, one in enumerate(several)
    ]


# To turn one definition alone into SQL takes a tenth of a second; of some at once each
# takes half as long. Those that count the same rows are split by the same fields.
HUNDREDS = 5 * settings.default.max_examples
TOGETHER = 20


def test_hundreds_of_random_definitions_come_to_the_same() -> None:
    pool = sorted(drawn(definitions(), HUNDREDS), key=lambda one: one.counts)
    several = [pool[place : place + TOGETHER] for place in range(0, HUNDREDS, TOGETHER)]
    some = drawn(st.lists(cases_to_count(), min_size=4, max_size=8), len(several))
    days = drawn(DAYS.map(Window.everything) | windows(), len(several))
    compared, told = set(), set()
    for place, (asked, window, cases_of) in enumerate(
        zip(map(named, several), days, some, strict=True)
    ):
        by = common_groupings(asked)[: place % 3]
        found = DuckDB().tally(asked, cases_of, window, by=by)

        assert found == tally(asked, cases_of, window, by=by)
        compared.update(attrs.evolve(one, id="random") for one in asked)
        told.update((place, key.indicator) for key in found)

    assert len(compared) > 0.9 * HUNDREDS
    assert len(told) > 0.5 * HUNDREDS


@FEW
@given(
    st.sampled_from(BUILT_IN),
    st.lists(cases_to_count() | cases(), max_size=6),
    windows() | DAYS.map(Window.everything),
    st.data(),
)
def test_a_built_in_indicator_comes_to_the_same(definition, some, window, data) -> None:
    by = data.draw(splits(definition))
    found = DuckDB().tally([definition], some, window, by=by)

    assert found == tally([definition], some, window, by=by)


@FEWEST
@given(st.lists(cases_to_count() | cases(), min_size=4, max_size=12), windows())
def test_all_built_in_indicators_at_once_come_to_the_same(some, window) -> None:
    assert DuckDB().tally(BUILT_IN, some, window) == tally(BUILT_IN, some, window)


@FEW
@given(
    definitions() | st.sampled_from(BUILT_IN),
    st.lists(cases_to_count(), min_size=1, max_size=4),
    windows(),
    st.data(),
)
def test_tables_of_complete_sources_come_to_the_same(
    tmp_path_factory, definition, some, window, data
) -> None:
    by = data.draw(splits(definition))
    whole = [attrs.evolve(one, origin=EVERYTHING) for one in some]
    folder = tmp_path_factory.mktemp("tables")
    write_parquet(whole, folder, ids=True)
    found = DuckDB().over(folder).tally([definition], window, by=by)

    assert found == tally([definition], whole, window, by=by)


# A question takes Spark a tenth of a second however few rows there are, so many
# definitions are asked of many cases at once.
SEVERAL = 40
COUNTED = st.lists(cases_to_count() | cases(), min_size=1, max_size=3)


@pytest.mark.java
def test_random_definitions_come_to_the_same_on_spark(session) -> None:
    several = named(drawn(definitions(), SEVERAL))
    some = drawn(cases_to_count(), SEVERAL)
    *_, window = drawn(windows(), SEVERAL)
    found = Spark(session=session).tally(several, some, window, by=("case.unit",))

    assert found == tally(several, some, window, by=("case.unit",))
    assert len({key.indicator for key in found}) > SEVERAL / 2


@pytest.mark.java
def test_all_built_in_indicators_come_to_the_same_on_spark(session) -> None:
    some = [one for several in drawn(COUNTED, SEVERAL) for one in several]
    *_, window = drawn(windows(), SEVERAL)
    found = Spark(session=session).tally(BUILT_IN, some, window)

    assert found == tally(BUILT_IN, some, window)
