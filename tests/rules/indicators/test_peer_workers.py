"""Peer workers: employed as such or otherwise, where, and never so that one is told."""

from __future__ import annotations

import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.builtin.peer_workers import EMPLOYED
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    DistributionMeasurement,
    ProportionMeasurement,
)
from brukermedvirkning.rules.indicators.peer_arenas import peer_arenas
from brukermedvirkning.rules.indicators.withhold import Zeros
from brukermedvirkning.testing.strategies import cases

sys.path.append(str(Path(__file__).parents[3] / "tools"))

from indicator_examples.making import YEAR, a_case

BY_ID = {one.id: one for one in BUILT_IN if one.id.startswith("peer-worker.")}
ARENAS = ("Bergen kommune", "NAV", "DPS")


def trained(*asked, programme="trains", category="completed", on="02-01"):
    left = {"on": on, "category": category}
    return {
        "enrolments": [{"programme": programme, "start": "2025-01-10", "exit": left}],
        "follow_ups": [
            {"enrolment": "enrolment-1", "on": "08-10"} | one for one in asked
        ],
    }


def works(as_peer="yes", arena="NAV", terms="permanent", **more):
    code = None if arena is None else {"scheme": "no.nav.mb.arena", "code": arena}
    return {
        "status": "in_work",
        "as_peer_worker": as_peer,
        "arena": code,
        "terms": terms,
    } | more


def some(*rows):
    return [a_case(number, one) for number, one in enumerate(rows, 1)]


def parts(suffix, *rows, parameters=None):
    name = f"peer-worker.{suffix}"
    given = {name: parameters} if parameters else None
    (one,) = measure([BY_ID[name]], some(*rows), YEAR, given)
    assert isinstance(one, ProportionMeasurement)
    return one.numerator, one.negative, one.not_recorded


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ([works()], (1, 0, 0)),
        ([works("no")], (0, 1, 0)),
        ([works("not_asked")], (0, 0, 1)),
        ([{"status": "neither"}], (0, 1, 0)),
        ([{"status": "not_reached"}], (0, 0, 1)),
        ([], (0, 0, 1)),
        ([works(on="07-31")], (0, 0, 1)),
        ([works(on="11-02")], (0, 0, 1)),
        ([works("no", on="08-02"), works(on="09-01", id="later")], (0, 1, 0)),
    ],
)
def test_who_completed_the_training_works_as_a_peer_worker_or_not(asked, expected):
    assert expected == parts("employed", trained(*asked))


def test_work_of_another_kind_is_told_apart_and_is_as_good():
    everybody = trained(works()), trained(works("no")), trained({"status": "neither"})

    assert (1, 2, 0) == parts("employed.other-work", *everybody)
    assert {"none"} == {str(one.direction) for one in BY_ID.values()}


@pytest.mark.parametrize(
    ("terms", "permanent", "temporary"),
    [
        ("permanent", (1, 0, 0), (0, 1, 0)),
        ("temporary", (0, 1, 0), (1, 0, 0)),
        ("unknown", (0, 0, 1), (0, 0, 1)),
    ],
)
def test_a_position_for_good_is_told_from_one_for_a_time(terms, permanent, temporary):
    one = trained(works(terms=terms))

    assert permanent == parts("employed.permanent", one)
    assert temporary == parts("employed.temporary", one)


def test_only_who_completed_that_training_is_asked_about():
    nobody = (0, 0, 0)

    assert nobody == parts("employed", trained(works(), category="moved"))
    given = {"programmes": ("trains",)}
    assert nobody == parts(
        "employed", trained(works(), programme="other"), parameters=given
    )
    assert (1, 0, 0) == parts(
        "employed", trained(works(), programme="trains"), parameters=given
    )
    early = trained(works(), on="09-01")
    assert nobody == parts("employed", early)


def arenas(*rows, **given):
    return peer_arenas(some(*rows), ARENAS, YEAR, **given)


MANY = [trained(works()) for _ in range(20)]


def test_all_that_is_told_of_an_arena():
    lost = [trained(works(arena=None)) for _ in range(10)]
    known = {
        "indicator": "peer-worker.arena",
        "version": 1,
        "question": "Where do those work who are employed as peer workers?",
        "counts": "enrolment",
        "direction": Direction.NONE,
        "duty_holder": EMPLOYED.duty_holder,
        "companion": "peer-worker.employed",
        "window": YEAR,
        "people": 30,
        "population": 30,
        "not_recorded": 10,
        "total": 20,
        "coverage": Fraction(2, 3),
        "categories": tuple(
            CategoryRow(
                category=name, declared=True, count=count, share=Fraction(count, 20)
            )
            for name, count in (("Bergen kommune", 0), ("NAV", 20), ("DPS", 0))
        ),
    }

    assert arenas(*MANY, *lost, settings={"programmes": ("trains",)}) == (
        DistributionMeasurement(**known),
        DistributionMeasurement(**known, by=("follow_up.terms",), group=("permanent",)),
    )


def test_an_arena_where_nobody_works_yet_has_a_row_of_zero():
    whole, permanent = arenas(*MANY)

    rows = [(row.category, row.count) for row in whole.rows(zero_rows=True)]
    assert [("Bergen kommune", 0), ("NAV", 20), ("DPS", 0)] == rows
    assert ("permanent",) == permanent.group
    assert 20 == permanent.total


def test_the_follow_up_that_counted_is_the_one_that_is_shown():
    first = works(on="08-02", arena="DPS")
    (whole, _) = arenas(
        *(trained(first, works(on="09-01", id="later")) for _ in range(20))
    )

    assert {"DPS": 20} == {row.category: row.count for row in whole.rows()}


def test_other_arenas_follow_and_an_unknown_one_is_not_recorded():
    lost = [trained(works(arena=None)) for _ in range(6)]
    others = [trained(works(arena="A shop")) for _ in range(7)]
    whole = arenas(*MANY, *lost, *others)[0]

    assert [*ARENAS, "A shop"] == [row.category for row in whole.categories]
    assert (27, 6) == (whole.total, whole.not_recorded)


def test_what_is_asked_otherwise_is_laid_out_so():
    early = [trained(works(on="02-20")) for _ in range(20)]
    soon = {"programmes": ("trains",), "days_after": 1, "days_late": 60}

    assert 0 == arenas(*early)[0].total
    assert 20 == arenas(*early, settings=soon)[0].total


def test_terms_that_nobody_knows_are_a_group_of_their_own():
    lost = [trained(works(terms="unknown")) for _ in range(20)]

    assert [(), ("permanent",), (None,)] == [one.group for one in arenas(*MANY, *lost)]


def test_nobody_is_nothing_observed():
    (whole,) = arenas(trained({"status": "neither"}))

    assert ("nothing_observed", 0) == (whole.undefined, whole.total)
    assert {None} == {row.share for row in whole.categories}


@pytest.mark.parametrize("few", [1, 4])
def test_where_few_work_in_an_arena_it_is_withheld_always(few):
    rows = [*MANY, *(trained(works(arena="DPS")) for _ in range(few))]
    whole = arenas(*rows)[0]

    assert None is next(row.count for row in whole.categories if row.category == "DPS")
    shown = arenas(*rows, threshold=2)[0]
    assert (few if few > 1 else None) == next(
        row.count for row in shown.categories if row.category == "DPS"
    )


def test_an_arena_of_nobody_is_small_where_zeros_are():
    whole = arenas(*MANY, zeros=Zeros.SMALL)[0]

    assert None is next(row.count for row in whole.categories if row.category == "DPS")


def test_there_is_no_way_around_disclosure_control():
    assert None is arenas(trained(works()))[0].total


@given(st.lists(cases(), max_size=3), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_any_cases_can_be_laid_out_by_arena(found, on):
    window = Window.everything(on)
    everyone = {"programmes": ("*",)}
    (one,) = measure(
        [BY_ID["peer-worker.employed"]],
        found,
        window,
        {"peer-worker.employed": everyone},
    )
    whole = peer_arenas(found, ARENAS, window, settings=everyone, threshold=2)[0]

    assert one.numerator in (whole.population, 1) or whole.population is None
