"""Who types everything, asks nobody or lets the hard cases go gains nothing by functions.

Most of them have no direction: there is nothing that could be gained. Where a figure
could be shown off, a trick is tried. Source: the design of indicators, "Gaming is tested".
"""

from __future__ import annotations

import sys
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.domain.concepts import Party, WishAsked
from brukermedvirkning.domain.decisions import Wish
from brukermedvirkning.domain.ladders import ARNSTEIN, LADDERS
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.function_indicators import FUNCTION_INDICATORS
from brukermedvirkning.rules.indicators.improvement import improved
from brukermedvirkning.rules.indicators.rungs import degrees_on, median_rung

sys.path.append(str(Path(__file__).parents[3] / "tools"))

from indicator_examples.decisions import settled
from indicator_examples.functions import answer, moved, people, scale
from indicator_examples.making import YEAR, a_case

TOP = len(LADDERS[ARNSTEIN])


HONEST = [
    a_case(n, {"decisions": [one]})
    for n, one in enumerate(
        (
            settled(outcome="b", last_word="together"),
            settled(outcome="b", last_word="participant"),
            settled(outcome="a", last_word="service"),
        ),
        1,
    )
]


def changed(case, how):
    return attrs.evolve(case, decisions=tuple(map(how, case.decisions)))


def rated_high(row):
    """Staff put it on the highest rung, and write that the participant does too."""
    rows = [
        {"degree": {"ladder": ARNSTEIN, "rung": TOP}, "rated_by": party}
        for party in ("service", "participant")
    ]
    (typed,) = a_case(1, {"decisions": [settled(ratings=rows)]}).decisions
    return attrs.evolve(row, ratings=typed.ratings)


def asked_nobody(row):
    return attrs.evolve(row, wish=Wish(asked=WishAsked.NOT_ASKED), other_wishes=())


def decided_alone(row):
    options = tuple(attrs.evolve(one, proposed_by=Party.SERVICE) for one in row.options)
    return attrs.evolve(asked_nobody(row), options=options, told_on=None)


def derived(some):
    """The decisions on each rung or above, as derived from the facts."""
    table = next(
        one for one in degrees_on(some, ARNSTEIN, YEAR) if "derived" in one.group
    )
    counts = [row.count for row in table.categories]
    return table, [sum(counts[place:]) for place in range(len(counts))]


@pytest.mark.parametrize("trick", [rated_high, asked_nobody, decided_alone])
def test_no_trick_puts_more_decisions_on_a_rung_or_above(trick):
    _, was = derived(HONEST)
    _, tricked = derived([changed(case, trick) for case in HONEST])

    assert all(now <= before for now, before in zip(tricked, was, strict=True))


def test_what_staff_rate_moves_nothing_that_is_derived():
    tricked = [changed(case, rated_high) for case in HONEST]
    one, other = derived(HONEST)[0], derived(tricked)[0]

    assert one == other
    assert median_rung(one) == median_rung(other) is not None


def test_to_decide_alone_shows():
    _, was = derived(HONEST)
    _, tricked = derived([changed(case, decided_alone) for case in HONEST])

    assert sum(tricked) < sum(was)


def test_what_staff_answer_is_not_what_the_participant_answers():
    honest = people(moved(1, 5), moved(5, 1))
    answered = (answer("2026-03-01", "service", hope=5),)
    tricked = people(moved(1, 5), (*moved(5, None), *answered))
    one, other = (improved(some, scale(), YEAR) for some in (honest, tricked))

    assert other.value == one.value
    assert other.coverage < one.coverage


def test_of_functions_only_who_answers_for_what_has_a_direction():
    """For the rest there is no target, no colour and no rank to gain."""
    directed = {
        name
        for name, one in FUNCTION_INDICATORS.items()
        if one.direction is not Direction.NONE
    }

    assert {
        "responsibility.complete",
        "responsibility.complete.goals",
        "responsibility.complete.levels",
    } == directed
