"""What programmes promise decides who is asked: a mentor, and a degree of participation."""

from __future__ import annotations

import sys
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.domain.concepts import Say
from brukermedvirkning.domain.decisions import Degree
from brukermedvirkning.domain.ladders import ARNSTEIN, IAP2
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise, SolutionDescription
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.generated.engine import generated_tally
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.of_programmes import settings_for
from brukermedvirkning.rules.indicators.tally import tally

sys.path.append(str(Path(__file__).parents[3] / "tools"))

from indicator_examples.making import YEAR, a_case

BY_ID = {one.id: one for one in BUILT_IN}
KEPT = "decision.degree-kept"


def programme(name, degree=None, *, mentor=False):
    return Programme(
        id=name,
        name="A programme",
        period=Period(),
        time_zone="Europe/Oslo",
        promises=(Promise.MENTOR_OFFERED,) if mentor else (),
        solution=SolutionDescription(promised_degree=degree),
    )


def enrolled(name, **more):
    return {"enrolments": [{"programme": name, "start": "01-10"} | more]}


def parts(indicator, programmes, *rows):
    cases = [a_case(number, one) for number, one in enumerate(rows, 1)]
    given = settings_for(programmes)
    (one,) = measure([BY_ID[indicator]], cases, YEAR, given)
    counted = tally([BY_ID[indicator]], cases, YEAR, given)

    assert counted == generated_tally([BY_ID[indicator]], cases, YEAR, given)
    return one.numerator, one.negative, one.not_recorded


def test_a_mentor_is_asked_for_where_one_is_promised():
    rows = [
        enrolled("promises") | {"offers": [{"on": "02-01", "nature": "mentor"}]},
        enrolled("promises"),
        enrolled("does-not"),
    ]
    both = [programme("promises", mentor=True), programme("does-not")]

    assert (1, 1, 0) == parts("mentor.offered", both, *rows)
    assert (0, 0, 0) == parts("mentor.offered", both[1:], *rows)
    assert (0, 0, 0) == parts("mentor.offered", [], *rows)


def test_peer_workers_are_of_the_programmes_that_train_them():
    trains, not_so = programme("trains"), programme("does-not")
    trains = attrs.evolve(trains, promises=(Promise.PEER_WORKER_TRAINING,))
    given = settings_for([trains, not_so])

    assert {("trains",)} == {
        given[name]["programmes"] for name in BY_ID if name.startswith("peer-worker.")
    }
    assert {"peer-worker.employed": {"programmes": ()}}.items() <= (
        settings_for([not_so]).items()
    )


def settled(last_word, on="05-05"):
    return {
        "decisions": [
            {
                "settled_on": on,
                "proposed_by": "service",
                "options": [{"id": "a", "proposed_by": "service"}, {"id": "b"}],
                "wish": {"asked": "asked", "option": "b"},
                "outcome": "a",
                "last_word": last_word,
                "told_on": on,
            }
        ]
    }


HEARD, SHARED = settled("service"), settled("together")


@pytest.mark.parametrize(
    ("degree", "kept"),
    [
        (Degree(ladder=ARNSTEIN, rung=6), (1, 1, 0)),
        (Degree(ladder=ARNSTEIN, rung=4), (2, 0, 0)),
        (Degree(ladder=ARNSTEIN, rung=7), (0, 2, 0)),
        (Degree(ladder=IAP2, rung=4), (1, 1, 0)),
        (Degree(ladder="a ladder of ours", rung=1), (0, 0, 0)),
        (None, (0, 0, 0)),
    ],
)
@pytest.mark.parametrize("suffix", ["", ".people"])
def test_the_degree_that_the_programme_promises_is_asked_for(suffix, degree, kept):
    rows = [enrolled("p") | HEARD, enrolled("p") | SHARED, enrolled("another") | SHARED]

    assert kept == parts(f"{KEPT}{suffix}", [programme("p", degree)], *rows)


def test_a_decision_is_the_programmes_where_its_day_lies_in_the_enrolment():
    promised = programme("p", Degree(ladder=ARNSTEIN, rung=6))
    left = {"exit": {"on": "04-30", "category": "moved"}}

    assert (0, 0, 0) == parts(KEPT, [promised], enrolled("p", **left) | SHARED)
    assert (0, 0, 0) == parts(KEPT, [promised], SHARED)
    assert (1, 0, 0) == parts(
        KEPT, [promised], enrolled("p", **left) | settled("together", "04-30")
    )


def test_without_a_programme_every_decision_is_asked_for_a_shared_last_word():
    cases = [a_case(1, enrolled("p") | HEARD), a_case(2, SHARED)]
    (one,) = measure([BY_ID[KEPT]], cases, YEAR)

    assert (1, 1) == (one.numerator, one.negative)


def test_programmes_that_promise_alike_are_measured_together_and_others_apart():
    sixth = Degree(ladder=ARNSTEIN, rung=6)
    fourth = Degree(ladder=IAP2, rung=4)
    alike = settings_for([programme("b", sixth), programme("a", fourth)])

    assert ("a", "b") == alike[KEPT]["programmes"]
    assert (Say.SHARED, Say.DECIDED, Say.OWN) == alike[KEPT]["promised"]
    assert alike[KEPT] == alike[f"{KEPT}.people"]
    told = (
        "decision.degree-kept: programmes that promise different degrees are"
        " measured one by one: a, b"
    )
    with pytest.raises(DefinitionError, match=f"^{told}$"):
        settings_for(
            [
                programme("a", sixth),
                programme("b", Degree(ladder=ARNSTEIN, rung=3)),
            ]
        )


def test_no_programme_at_all_is_a_list_of_several_kinds_still():
    parameter = next(
        one for one in BY_ID["mentor.offered"].parameters if one.name == "programmes"
    )
    parameter.check((), "mentor.offered")

    with pytest.raises(DefinitionError):
        parameter.check((1,), "mentor.offered")
    with pytest.raises(DefinitionError):
        next(
            one
            for one in BY_ID["mentor.offered"].parameters
            if one.name == "offer_days"
        ).check((), "mentor.offered")
