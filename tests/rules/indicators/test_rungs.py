"""Degrees on one ladder: what the facts show, what was rated, and no mean of rungs."""

from __future__ import annotations

import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.ladders import ARNSTEIN, IAP2, LADDERS
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    DistributionMeasurement,
    Undefined,
)
from brukermedvirkning.rules.indicators.rungs import degrees_on, median_rung
from brukermedvirkning.rules.indicators.withhold import publish
from brukermedvirkning.testing.strategies import cases

sys.path.append(str(Path(__file__).parents[3] / "tools"))

from indicator_examples.decisions import settled
from indicator_examples.making import YEAR, a_case

SHARED = settled(outcome="b", last_word="together")
OVERRULED = settled(outcome="a", last_word="service")


def rated(by, rung, on=None, ladder=ARNSTEIN):
    return {
        "degree": {"ladder": ladder, "rung": rung},
        "rated_by": by,
        "on": on,
    }


def tables(*decisions, ladder=ARNSTEIN, **fields):
    some = [
        a_case(n, {"decisions": [one]} | fields) for n, one in enumerate(decisions, 1)
    ]
    return {one.group[1]: one for one in degrees_on(some, ladder, YEAR)}


MUTE, WRITES = (
    Origin(carries=Carries(paths=(kind,))) for kind in ("contact", "decision")
)


def rungs(one):
    return {row.category: row.count for row in one.rows()}


def test_what_the_facts_show_comes_first_and_ratings_stand_beside():
    found = tables(
        SHARED | {"ratings": [rated("participant", 4), rated("service", 8)]},
        OVERRULED | {"ratings": [rated("service", 7)]},
    )

    assert ["derived", "participant", "staff"] == list(found)
    assert {"partnership": 1, "consultation": 1} == rungs(found["derived"])
    assert {"consultation": 1} == rungs(found["participant"])
    assert {"delegated_power": 1, "citizen_control": 1} == rungs(found["staff"])
    assert (1, Fraction(1, 2)) == (
        found["participant"].not_recorded,
        found["participant"].coverage,
    )


def test_all_that_is_told_of_a_ladder():
    some = [
        a_case(6, {"decisions": [SHARED], "registered_in_error": True}),
        a_case(1, {"decisions": [SHARED | {"id": "d-1"}, SHARED | {"id": "d-2"}]}),
        a_case(2, {"decisions": [OVERRULED], "origin": WRITES}),
        a_case(3, {"origin": MUTE}),
        a_case(4, {"origin": MUTE}),
        a_case(5, {"decisions": [settled()]}),
    ]
    one, *_ = degrees_on(some, ARNSTEIN, YEAR)
    counts = {"consultation": 1, "partnership": 2}

    assert one == DistributionMeasurement(
        indicator="decision.participation-degree.on-ladder",
        version=1,
        question="On which rung of the ladder are the decisions?",
        counts="decision",
        direction=Direction.NONE,
        duty_holder=DutyHolder.PROGRAMME,
        companion="decision.participation-degree",
        window=YEAR,
        by=("degree.ladder", "degree.said_by"),
        group=(ARNSTEIN, "derived"),
        people=3,
        population=4,
        not_recorded=1,
        blind=2,
        total=3,
        coverage=Fraction(1, 2),
        categories=tuple(
            CategoryRow(
                category=name,
                declared=True,
                count=counts.get(name, 0),
                share=Fraction(counts.get(name, 0), 3),
            )
            for name in LADDERS[ARNSTEIN]
        ),
    )


def test_a_ladder_without_decisions_has_no_shares():
    one, *_ = degrees_on((), ARNSTEIN, YEAR)

    assert (Undefined.NOTHING_OBSERVED, None) == (one.undefined, one.coverage)
    assert {None} == {row.share for row in one.categories}


@pytest.mark.parametrize(
    ("on", "known", "counted"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), 1),
        (date(2026, 6, 1), date(2026, 6, 1), 1),
        (date(2026, 6, 1), date(2026, 5, 31), 0),
        (date(2027, 1, 1), date(2027, 6, 1), 0),
    ],
)
def test_a_decision_is_of_the_window_in_which_it_was_settled(on, known, counted):
    case = a_case(1, {"decisions": [SHARED | {"on": "2025-12-01"}]})
    (decision,) = case.decisions
    case = attrs.evolve(case, decisions=(attrs.evolve(decision, settled_on=on),))
    one, *_ = degrees_on([case], ARNSTEIN, attrs.evolve(YEAR, as_of=known))

    assert counted == one.population


def test_the_last_rating_of_a_side_counts():
    found = tables(
        SHARED
        | {
            "ratings": [
                rated("participant", 6, "2026-05-01"),
                rated("participant", 4, "2026-04-01"),
                rated("participant", 8),
            ]
        }
    )

    assert {"partnership": 1} == rungs(found["participant"])


@pytest.mark.parametrize(
    "rating", [rated("participant", 3, ladder=IAP2), rated("participant", 9)]
)
def test_a_rung_of_another_ladder_or_above_the_last_is_none(rating):
    found = tables(SHARED | {"ratings": [rating]})

    assert ({}, 1) == (rungs(found["participant"]), found["participant"].not_recorded)


def test_each_ladder_has_its_own_table():
    found = tables(SHARED, ladder=IAP2)

    assert {"collaborate": 1} == rungs(found["derived"])
    assert list(LADDERS[IAP2]) == [row.category for row in found["derived"].categories]
    with pytest.raises(DefinitionError, match="no ladder"):
        degrees_on((), "a ladder of ours", YEAR)


def test_only_what_was_settled_in_the_window_counts():
    found = tables(
        settled(settled_on=None, told_on=None),
        settled(on="2025-03-01", settled_on="2025-12-31"),
        settled(settled_on="2027-01-01"),
        SHARED | {"registered_in_error": True},
    )

    assert (0, "nothing_observed", None) == (
        found["derived"].population,
        found["derived"].undefined,
        found["derived"].coverage,
    )


def test_a_source_without_a_place_for_decisions_lowers_the_coverage():
    assert 1 == tables(SHARED, origin=MUTE)["derived"].blind
    assert 0 == tables(SHARED, registered_in_error=True)["derived"].people


@pytest.mark.parametrize(
    ("decisions", "median"),
    [
        ((), None),
        ((SHARED,), "partnership"),
        ((SHARED, OVERRULED), "consultation"),
        ((SHARED, SHARED, OVERRULED), "partnership"),
    ],
)
def test_the_median_is_a_rung_and_never_between_two(decisions, median):
    assert median == median_rung(tables(*decisions)["derived"])


def test_a_median_tells_nothing_that_is_withheld():
    found = tables(*[SHARED] * 20, *[OVERRULED] * 3)["derived"]
    (shown,) = publish([found])

    assert "partnership" == median_rung(found)
    assert None is median_rung(shown)


@given(st.lists(cases(), max_size=3), st.sampled_from(sorted(LADDERS)))
def test_every_table_holds_every_decision(found, ladder):
    for one in degrees_on(found, ladder, YEAR):
        assert one.population == one.total + one.not_recorded
        assert one.total == sum(row.count for row in one.categories)
