from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.concepts import LastWord, Party, WishAsked
from brukermedvirkning.domain.decisions import (
    Decision,
    Degree,
    DegreeRating,
    Option,
    Wish,
)
from brukermedvirkning.domain.ladders import ARNSTEIN, IAP2, LADDERS
from brukermedvirkning.rules.participation_degree import RUNGS, Say, degree_of, say_in
from brukermedvirkning.testing.strategies import decisions

DAY = date(2026, 2, 2)
OWN, SERVICE = (Party.PARTICIPANT,), (Party.SERVICE,)
TWO = (Option(id="a"), Option(id="b"))
ASKED = Wish(asked=WishAsked.ASKED, option="a")
NOT_ASKED = Wish(asked=WishAsked.NOT_ASKED)


def settled(last_word: LastWord = LastWord.SERVICE, **fields) -> Decision:
    values = {"settled_on": DAY, "options": TWO, "proposed_by": SERVICE}
    return Decision(id="d", last_word=last_word, **(values | fields))


WORD, BOTH = LastWord.PARTICIPANT, LastWord.TOGETHER


@pytest.mark.parametrize(
    ("decision", "say"),
    [
        (settled(WORD, proposed_by=OWN, options=()), Say.OWN),
        (settled(WORD), Say.DECIDED),
        (settled(WORD, proposed_by=(*OWN, *SERVICE), options=()), Say.DECIDED),
        (settled(BOTH), Say.SHARED),
        (settled(BOTH, proposed_by=()), Say.SHARED),
        (settled(wish=ASKED, outcome="a"), Say.FOLLOWED),
        (settled(wish=ASKED, outcome="b"), Say.HEARD),
        (settled(wish=Wish(asked=WishAsked.DECLINED_TO_SAY)), Say.HEARD),
        (settled(wish=NOT_ASKED, told_on=DAY), Say.TOLD),
        (settled(wish=NOT_ASKED, options=(Option(id="a", told="Far"),)), Say.TOLD),
    ],
)
def test_the_facts_of_a_decision_show_the_participants_say(
    decision: Decision, say: Say
) -> None:
    assert say is say_in(decision)


@pytest.mark.parametrize("last_word", [WORD, BOTH])
def test_the_last_word_on_the_only_thing_others_put_forward_is_being_heard(
    last_word: LastWord,
) -> None:
    assert Say.HEARD is say_in(settled(last_word, options=TWO[:1]))


@pytest.mark.parametrize(
    ("decision", "missing"),
    [
        (Decision(id="d"), "decision.settled_on"),
        (settled(LastWord.UNKNOWN), "decision.last_word"),
        (settled(WORD, proposed_by=()), "decision.proposed_by"),
        (settled(BOTH, proposed_by=(), options=()), "decision.proposed_by"),
        (settled(BOTH, proposed_by=(), options=TWO[:1]), "decision.proposed_by"),
        (settled(), "decision.wish"),
        (settled(wish=NOT_ASKED), "decision.told_on"),
        (settled(wish=ASKED), "decision.follows_wish"),
    ],
)
def test_what_is_not_known_is_named_and_gives_no_degree(
    decision: Decision, missing: str
) -> None:
    found = degree_of(decision, IAP2)

    assert (None, (missing,)) == (found.derived, found.missing)


@pytest.mark.parametrize(("ladder", "rung"), [(ARNSTEIN, 7), (IAP2, 5)])
def test_a_degree_is_a_rung_of_the_chosen_ladder(ladder: str, rung: int) -> None:
    found = degree_of(settled(WORD), ladder)

    assert (Degree(ladder=ladder, rung=rung), ()) == (found.derived, found.missing)


def test_a_ladder_of_ones_own_has_ratings_and_nothing_derived() -> None:
    rating = DegreeRating(
        degree=Degree(ladder="ours", rung=2), rated_by=Party.PARTICIPANT
    )
    found = degree_of(settled(WORD, ratings=(rating,)), "ours")

    assert (None, ("ladder",), (rating,)) == (
        found.derived,
        found.missing,
        found.ratings,
    )


def test_ratings_on_another_ladder_are_left_out_and_change_nothing() -> None:
    rating = DegreeRating(degree=Degree(ladder=IAP2, rung=1), rated_by=Party.SERVICE)
    plain, beside = settled(WORD), settled(WORD, ratings=(rating,))

    assert () == degree_of(beside, ARNSTEIN).ratings
    assert (rating,) == degree_of(beside, IAP2).ratings
    assert degree_of(plain, IAP2).derived == degree_of(beside, IAP2).derived


def test_what_a_representative_said_is_told_apart() -> None:
    wish = attrs.evolve(ASKED, by_representative="r")

    assert degree_of(settled(wish=wish), IAP2).by_representative
    assert degree_of(settled(WORD, by_representative="r"), IAP2).by_representative
    assert not degree_of(settled(WORD), IAP2).by_representative


@pytest.mark.parametrize("ladder", RUNGS)
def test_more_say_is_never_a_lower_rung(ladder: str) -> None:
    rungs = [RUNGS[ladder][say] for say in Say]

    assert sorted(rungs) == rungs
    assert 1 <= rungs[0] <= rungs[-1] == len(LADDERS[ladder])


@given(decisions(), st.sampled_from(sorted(RUNGS)))
def test_every_decision_has_a_degree_or_says_what_is_missing(
    decision: Decision, ladder: str
) -> None:
    found = degree_of(decision, ladder)
    silent = attrs.evolve(decision, last_word=LastWord.UNKNOWN)

    assert (found.derived is None) == bool(found.missing)
    assert None is degree_of(silent, ladder).derived
