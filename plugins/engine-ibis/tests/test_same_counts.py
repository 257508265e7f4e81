"""DuckDB and Spark count what the reference engine counts, integer by integer."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brukermedvirkning.domain.carries import Origin
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
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

# To turn a definition into SQL takes a tenth of a second, and all of them ten.
DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))
MANY = settings(max_examples=settings.default.max_examples * 3)
FEW = settings(max_examples=max(2, settings.default.max_examples // 3))
FEWEST = settings(max_examples=max(2, settings.default.max_examples // 50))

EVERYTHING = Origin()

pytestmark = pytest.mark.once


def splits(definition) -> st.SearchStrategy[tuple[str, ...]]:
    """No split, by one field, by two; a rate's other side has no such field."""
    return st.sampled_from(((), definition.groupings[:1], definition.groupings[:2]))


@MANY
@given(
    definitions(),
    st.lists(cases_to_count(), min_size=1, max_size=4),
    windows(),
    st.data(),
)
def test_random_definitions_come_to_the_same(definition, some, window, data) -> None:
    by = data.draw(splits(definition))
    found = DuckDB().tally([definition], some, window, by=by)

    assert found == tally([definition], some, window, by=by)


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


def drawn(strategy, count=SEVERAL) -> list:
    """What a strategy gives in so many examples."""
    found = []

    @settings(max_examples=count, database=None)
    @given(strategy)
    def keep(one) -> None:
        found.append(one)

    keep()
    return found


@pytest.mark.java
def test_random_definitions_come_to_the_same_on_spark(session) -> None:
    several = [
        attrs.evolve(one, id=f"random.{place}")
        for place, one in enumerate(drawn(definitions()))
    ]
    some = drawn(cases_to_count())
    *_, window = drawn(windows())
    found = Spark(session=session).tally(several, some, window, by=("case.unit",))

    assert found == tally(several, some, window, by=("case.unit",))
    assert len({key.indicator for key in found}) > SEVERAL / 2


@pytest.mark.java
def test_all_built_in_indicators_come_to_the_same_on_spark(session) -> None:
    some = [one for several in drawn(COUNTED) for one in several]
    *_, window = drawn(windows())
    found = Spark(session=session).tally(BUILT_IN, some, window)

    assert found == tally(BUILT_IN, some, window)
