"""The degree of participation that a programme promises, against what was reached."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    ExitCategory,
    LastWord,
    Party,
    WishAsked,
)
from brukermedvirkning.domain.decisions import (
    Decision,
    Degree,
    DegreeRating,
    Option,
    Wish,
)
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.ladders import ARNSTEIN, IAP2
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, SolutionDescription
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import ItemRef, Outcome
from brukermedvirkning.rules.promises.degree import DEGREE_BELOW_PROMISE
from brukermedvirkning.rules.rule import examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
PARTNERSHIP = Degree(ladder=ARNSTEIN, rung=6)


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def programme(promised: Degree | None = PARTNERSHIP) -> Programme:
    return Programme(
        id="p",
        name="a programme",
        period=Period(),
        time_zone="Europe/Oslo",
        solution=SolutionDescription(promised_degree=promised),
    )


PROGRAMME = programme()
TWO = (Option(id="a", available=Answer.YES), Option(id="b", available=Answer.YES))


def decision(on: int | None = 5, **fields: Any) -> Decision:
    fields.setdefault("options", TWO)
    fields.setdefault("proposed_by", (Party.SERVICE,))
    fields.setdefault("last_word", LastWord.TOGETHER)
    return Decision(
        id="d", on=FIRST, settled_on=None if on is None else day(on), **fields
    )


HEARD = decision(
    last_word=LastWord.SERVICE,
    wish=Wish(asked=WishAsked.ASKED, option="a"),
    outcome="b",
)
DECIDED = decision(last_word=LastWord.PARTICIPANT)


def facts(
    *decisions: Decision,
    of: Programme | None = PROGRAMME,
    start: int | None = 0,
    left: int | None = None,
    origin: Origin | None = None,
) -> Facts:
    other = Coded(concept=ExitCategory.OTHER)
    enrolment = Enrolment(
        id="e",
        programme="p",
        start=None if start is None else day(start),
        exit=None if left is None else ProgrammeExit(on=day(left), category=other),
    )
    case = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=(enrolment,),
        decisions=decisions,
        origin=origin or Origin(),
    )
    return Facts(on=day(30), case=case, enrolment=enrolment, programme=of)


def outcome(given: Facts) -> Outcome:
    return examine(DEGREE_BELOW_PROMISE, given).outcome


def missing(given: Facts) -> list[str]:
    verdict = examine(DEGREE_BELOW_PROMISE, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [path for one in verdict.cannot_tell for path in one.missing]


def test_a_decision_below_the_promise_is_found() -> None:
    (finding,) = examine(DEGREE_BELOW_PROMISE, facts(HEARD)).findings

    assert (finding.items, finding.since, finding.params) == (
        (ItemRef(kind="decision", id="d"),),
        day(5),
        {"ladder": ARNSTEIN, "promised": 6, "rung": 4},
    )


@pytest.mark.parametrize("row", [decision(), DECIDED], ids=["at", "above"])
def test_a_decision_at_or_above_the_promise_keeps_it(row: Decision) -> None:
    assert outcome(facts(row)) is Outcome.KEPT


def test_ratings_change_nothing() -> None:
    top = DegreeRating(
        degree=Degree(ladder=ARNSTEIN, rung=8), rated_by=Party.PARTICIPANT
    )
    bottom = DegreeRating(
        degree=Degree(ladder=ARNSTEIN, rung=1), rated_by=Party.PARTICIPANT
    )

    assert outcome(facts(attrs.evolve(HEARD, ratings=(top,)))) is Outcome.BROKEN
    assert outcome(facts(decision(ratings=(bottom,)))) is Outcome.KEPT


def test_the_promise_is_read_on_its_own_ladder() -> None:
    involve = programme(Degree(ladder=IAP2, rung=3))
    (finding,) = examine(DEGREE_BELOW_PROMISE, facts(HEARD, of=involve)).findings

    assert finding.params == {"ladder": IAP2, "promised": 3, "rung": 2}


def test_a_ladder_that_facts_are_not_read_onto_cannot_be_told() -> None:
    own = programme(Degree(ladder="our-own", rung=1))

    assert missing(facts(HEARD, of=own)) == ["ladder"]


def test_a_programme_without_a_promised_degree_is_asked_nothing() -> None:
    assert outcome(facts(HEARD, of=programme(None))) is Outcome.KEPT


def test_a_programme_that_is_not_known_cannot_be_told() -> None:
    assert missing(facts(HEARD, of=None)) == ["enrolment.programme"]


def test_what_is_missing_for_a_degree_is_named() -> None:
    row = decision(last_word=LastWord.UNKNOWN)
    (cannot,) = examine(DEGREE_BELOW_PROMISE, facts(row)).cannot_tell

    assert (cannot.missing, cannot.items) == (
        ("decision.last_word",),
        (ItemRef(kind="decision", id="d"),),
    )


def test_an_option_that_may_not_have_been_real_may_lower_the_degree() -> None:
    unsure = (TWO[0], attrs.evolve(TWO[1], available=Answer.UNKNOWN))
    given = facts(decision(options=unsure))
    (cannot,) = examine(DEGREE_BELOW_PROMISE, given).cannot_tell

    assert (cannot.missing, cannot.items) == (
        ("decision.options",),
        (ItemRef(kind="decision", id="d"),),
    )


def test_an_unknown_option_that_decides_nothing_is_let_be() -> None:
    unsure = (*TWO, Option(id="c"))

    assert outcome(facts(decision(options=unsure))) is Outcome.KEPT


NOT_ASKED = decision(last_word=LastWord.SERVICE, wish=Wish(asked=WishAsked.NOT_ASKED))


@pytest.mark.parametrize(
    ("on", "expected"), [(30, Outcome.BROKEN), (31, Outcome.CANNOT_TELL)]
)
def test_what_is_told_after_the_judged_day_is_not_known_yet(
    on: int, expected: Outcome
) -> None:
    option = Option(id="a", told="what it is", told_on=day(on))
    rows = (
        attrs.evolve(NOT_ASKED, told_on=day(on)),
        attrs.evolve(NOT_ASKED, options=(option,)),
    )

    assert [outcome(facts(row)) for row in rows] == [expected, expected]


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        (attrs.evolve(HEARD, settled_on=None, outcome=None), {}),
        (attrs.evolve(HEARD, settled_on=day(31)), {}),
        (HEARD, {"start": 6}),
        (HEARD, {"left": 4}),
    ],
    ids=["open", "settled later", "before the enrolment", "after the exit"],
)
def test_other_decisions_are_not_the_programmes(
    row: Decision, fields: dict[str, Any]
) -> None:
    assert outcome(facts(row, **fields)) is Outcome.KEPT


@pytest.mark.parametrize(
    "fields", [{"start": 5}, {"left": 5}], ids=["first day", "last day"]
)
def test_the_first_and_last_day_belong_to_the_enrolment(fields: dict[str, Any]) -> None:
    assert outcome(facts(HEARD, **fields)) is Outcome.BROKEN


def test_an_unknown_start_cannot_be_told() -> None:
    assert missing(facts(HEARD, start=None)) == ["enrolment.start"]


def test_a_source_without_exits_cannot_tell_whose_decision_it_was() -> None:
    left = tuple(one for one in every_path() if one != "enrolment.exit")
    given = facts(HEARD, origin=Origin(carries=Carries(paths=left)))

    assert missing(given) == ["enrolment.exit"]


TestDegreeBelowPromise = rule_suite(
    DEGREE_BELOW_PROMISE,
    trips=(
        facts(HEARD),
        facts(decision(options=(TWO[0], attrs.evolve(TWO[1], available=Answer.NO)))),
        facts(
            decision(
                last_word=LastWord.SERVICE,
                wish=Wish(asked=WishAsked.NOT_ASKED),
                told_on=day(6),
            )
        ),
    ),
    keeps=(
        facts(decision()),
        facts(DECIDED),
        facts(HEARD, left=4),
        facts(HEARD, of=programme(None)),
    ),
)
