"""Those who lead: that they met users, and that results are measured."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.collective import CollectiveParticipation, Level
from brukermedvirkning.domain.concepts import Role
from brukermedvirkning.domain.organisation import (
    Responsibility,
    ResponsibilityLevel,
    Unit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.leaders import (
    HAVE_NOT_MET_USERS,
    NO_RESULT_INDICATORS,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.rule_suite import rule_suite

ON = date(2026, 6, 1)
DAYS = ParameterUse(
    id="leaders.met-users-days", value=30, level="core", source="a test"
)
ITSELF = ItemRef(kind="unit", id="u")
CHAIN = (
    Responsibility(
        level=ResponsibilityLevel.OVERALL,
        role=Coded(concept=Role.MANAGING_DIRECTOR),
    ),
)


def arena(
    start: int | None, end: int | None = None, *, met: tuple[str, ...] = ("director",)
) -> CollectiveParticipation:
    return CollectiveParticipation(
        id="b",
        unit="u",
        level=Level.SERVICE,
        period=Period(
            start=None if start is None else ON - timedelta(days=start),
            end=None if end is None else ON - timedelta(days=end),
        ),
        deciders_met_users=met,
    )


def facts(*arenas: CollectiveParticipation, **unit: Any) -> Facts:
    return Facts(
        on=ON,
        unit=Unit(id="u", name="a unit", **unit),
        collective=arenas,
        parameters={DAYS.id: DAYS},
    )


def missing(rule: Rule, given: Facts) -> list[tuple[str, Cause]]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [(path, one.cause) for one in verdict.cannot_tell for path in one.missing]


def test_deciders_who_met_nobody_within_the_days_are_found() -> None:
    verdict = examine(HAVE_NOT_MET_USERS, facts(arena(90, 60)))

    assert verdict.findings == (Finding(items=(ITSELF,), params={"days": 30}),)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (90, 29, Outcome.KEPT),
        (90, 30, Outcome.BROKEN),
        (0, None, Outcome.KEPT),
        (-1, None, Outcome.BROKEN),
        (400, None, Outcome.KEPT),
    ],
    ids=["until its first day", "before it", "today", "tomorrow", "standing"],
)
def test_an_arena_within_the_days_keeps_it(
    start: int, end: int | None, expected: Outcome
) -> None:
    verdict = examine(HAVE_NOT_MET_USERS, facts(arena(start, end)))

    assert verdict.outcome is expected


@pytest.mark.parametrize("arenas", [(), (arena(5, met=()),)])
def test_where_no_arena_names_deciders_it_was_not_recorded(
    arenas: tuple[CollectiveParticipation, ...],
) -> None:
    assert missing(HAVE_NOT_MET_USERS, facts(*arenas)) == [
        ("collective.deciders_met_users", Cause.NOT_RECORDED)
    ]


@pytest.mark.parametrize("end", [None, 29])
def test_an_arena_of_unknown_start_may_lie_within_the_days(end: int | None) -> None:
    assert missing(HAVE_NOT_MET_USERS, facts(arena(None, end))) == [
        ("collective.period", Cause.NOT_RECORDED)
    ]


def test_the_arenas_of_unknown_start_are_named_by_their_ids() -> None:
    given = facts(attrs.evolve(arena(None), id="z"), arena(None))

    (cannot,) = examine(HAVE_NOT_MET_USERS, given).cannot_tell
    assert cannot.items == (
        ItemRef(kind="collective", id="b"),
        ItemRef(kind="collective", id="z"),
    )


def test_an_arena_that_ended_before_them_does_not() -> None:
    verdict = examine(HAVE_NOT_MET_USERS, facts(arena(None, 30)))

    assert verdict.outcome is Outcome.BROKEN


def test_a_unit_that_names_indicators_measures_its_results() -> None:
    verdict = examine(NO_RESULT_INDICATORS, facts(indicators=("exit.distribution",)))

    assert verdict.outcome is Outcome.KEPT


def test_a_unit_that_says_who_answers_and_names_none_has_none() -> None:
    verdict = examine(NO_RESULT_INDICATORS, facts(chain=CHAIN))

    assert verdict.findings == (Finding(items=(ITSELF,)),)


def test_a_unit_of_which_nothing_is_written_may_have_indicators() -> None:
    assert missing(NO_RESULT_INDICATORS, facts()) == [
        ("unit.indicators", Cause.NOT_RECORDED)
    ]


TestHaveNotMetUsers = rule_suite(
    HAVE_NOT_MET_USERS, trips=(facts(arena(90, 60)),), keeps=(facts(arena(5)),)
)
TestNoResultIndicators = rule_suite(
    NO_RESULT_INDICATORS,
    trips=(facts(chain=CHAIN),),
    keeps=(facts(indicators=("exit.distribution",)),),
)
