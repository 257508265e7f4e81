"""The participant names what they meet, and it is worked on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    GoalStatus,
    InterventionKind,
    InterventionStatus,
    Party,
)
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Challenge, Goal, Wording
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import ItemRef, Outcome, ParameterUse
from brukermedvirkning.rules.promises.challenges import (
    NONE_NAMED,
    NOT_WORKED_ON,
    RULES,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
LIMIT = 14
OWN, STAFF = (Party.PARTICIPANT,), (Party.SERVICE,)
PLAN = ActionPlan(id="plan", period=Period(start=FIRST))


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def challenge(
    proposed: tuple[Party, ...] = OWN,
    worded: tuple[Party, ...] = STAFF,
    *,
    on: int | None = 0,
    **fields: Any,
) -> Challenge:
    return Challenge(
        id="h",
        on=None if on is None else day(on),
        wordings=(Wording(version=1, text="a challenge", worded_by=worded),),
        proposed_by=proposed,
        **fields,
    )


def goal(on: int = 0, **fields: Any) -> Goal:
    said = (Wording(version=1, text="a goal"),)
    status = GoalStatus.CURRENT
    return Goal(id="g", on=day(on), wordings=said, status=status, **fields)


def measure(
    start: int | None = 0, status: InterventionStatus = InterventionStatus.RUNNING
) -> Intervention:
    return Intervention(
        id="m",
        period=Period(start=None if start is None else day(start)),
        measure=Coded(concept=InterventionKind.EDUCATION),
        status=status,
        challenges=("h",),
    )


def facts(
    *challenges: Challenge,
    on: int = LIMIT + 1,
    plan: ActionPlan | None = PLAN,
    origin: Origin | None = None,
    **rows: Any,
) -> Facts:
    enrolment = Enrolment(id="e", programme="p", start=FIRST)
    case = Case(
        id="c",
        participant=Participant(id="person"),
        plan=plan,
        enrolments=(enrolment,),
        challenges=in_order(challenges),
        origin=origin or Origin(),
        **rows,
    )
    figures = {
        name: ParameterUse(id=name, value=LIMIT, level="core", source="a test")
        for rule in RULES
        for name in rule.uses
    }
    return Facts(on=day(on), case=case, enrolment=enrolment, parameters=figures)


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[str]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [path for one in verdict.cannot_tell for path in one.missing]


# Named


def test_a_plan_without_a_challenge_of_the_participants_is_found() -> None:
    (finding,) = examine(NONE_NAMED, facts()).findings

    assert (finding.items, finding.since) == (
        (ItemRef(kind="plan", id="plan"),),
        day(LIMIT),
    )


def test_on_the_last_of_the_days_one_may_yet_be_named() -> None:
    assert outcome(NONE_NAMED, facts(on=LIMIT)) is Outcome.KEPT


def test_without_a_plan_nothing_is_asked() -> None:
    assert outcome(NONE_NAMED, facts(plan=None)) is Outcome.KEPT


@pytest.mark.parametrize(
    "row",
    [
        challenge(),
        challenge((Party.PARTICIPANT, Party.SERVICE)),
        challenge(STAFF, OWN),
        challenge(closed_on=day(3)),
        challenge(on=None),
    ],
    ids=["alone", "together", "own words", "closed", "undated"],
)
def test_these_were_named_by_the_participant(row: Challenge) -> None:
    assert outcome(NONE_NAMED, facts(row)) is Outcome.KEPT


@pytest.mark.parametrize(
    "row",
    [
        challenge(STAFF),
        challenge((Party.REPRESENTATIVE,)),
        challenge(on=LIMIT + 2),
        challenge(registered_in_error=True),
    ],
    ids=["staff", "a representative", "later", "in error"],
)
def test_these_were_not(row: Challenge) -> None:
    assert outcome(NONE_NAMED, facts(row)) is Outcome.BROKEN


@pytest.mark.parametrize(
    "row", [challenge(()), challenge(STAFF, ())], ids=["proposed", "worded"]
)
def test_a_challenge_that_somebody_named_may_be_the_participants(
    row: Challenge,
) -> None:
    assert missing(NONE_NAMED, facts(row)) == ["challenge.proposed_by"]


def test_what_may_be_the_participants_is_named() -> None:
    (cannot,) = examine(NONE_NAMED, facts(challenge(()))).cannot_tell

    assert cannot.items == (ItemRef(kind="challenge", id="h"),)


@pytest.mark.parametrize(
    ("on", "expected"), [(LIMIT + 1, Outcome.KEPT), (LIMIT + 2, Outcome.BROKEN)]
)
def test_the_words_of_the_judged_day_say_whose_it_is(
    on: int, expected: Outcome
) -> None:
    own = Wording(version=2, text="own words", worded_by=OWN, on=day(on))
    row = challenge(STAFF)
    given = facts(attrs.evolve(row, wordings=(*row.wordings, own)))

    assert outcome(NONE_NAMED, given) is expected


def test_a_plan_of_unknown_days_may_be_new() -> None:
    given = facts(plan=ActionPlan(id="plan", period=Period()))

    assert missing(NONE_NAMED, given) == ["plan.period"]


@pytest.mark.parametrize(
    ("rule", "given", "path"),
    [
        (NONE_NAMED, facts(origin=Origin(known_from=day(1))), "challenge"),
        (
            NOT_WORKED_ON,
            facts(challenge(), origin=Origin(known_from=day(1))),
            "intervention",
        ),
    ],
    ids=["named", "worked on"],
)
def test_what_lies_before_the_days_of_the_source_cannot_be_told(
    rule: Rule, given: Facts, path: str
) -> None:
    assert missing(rule, given) == [path]


# Worked on


def test_an_own_challenge_without_goal_or_measure_is_found() -> None:
    (finding,) = examine(NOT_WORKED_ON, facts(challenge())).findings

    assert (finding.items, finding.since) == (
        (ItemRef(kind="challenge", id="h"),),
        day(LIMIT),
    )


def test_work_on_a_challenge_has_its_days() -> None:
    assert outcome(NOT_WORKED_ON, facts(challenge(), on=LIMIT)) is Outcome.KEPT


@pytest.mark.parametrize(
    "row",
    [challenge(STAFF), challenge(closed_on=day(LIMIT + 1))],
    ids=["of others", "closed"],
)
def test_these_challenges_are_not_asked_about(row: Challenge) -> None:
    assert outcome(NOT_WORKED_ON, facts(row)) is Outcome.KEPT


def test_a_challenge_that_closes_later_is() -> None:
    row = challenge(closed_on=day(LIMIT + 2))

    assert outcome(NOT_WORKED_ON, facts(row)) is Outcome.BROKEN


LINKED = challenge(goals=("g",))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (goal(), Outcome.KEPT),
        (goal(LIMIT + 2), Outcome.BROKEN),
        (goal(registered_in_error=True), Outcome.BROKEN),
    ],
    ids=["there", "later", "in error"],
)
def test_a_goal_works_on_it(row: Goal, expected: Outcome) -> None:
    assert outcome(NOT_WORKED_ON, facts(LINKED, goals=(row,))) is expected


PLANNED = measure(None, InterventionStatus.PLANNED)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (measure(), Outcome.KEPT),
        (measure(LIMIT + 2), Outcome.BROKEN),
        (PLANNED, Outcome.BROKEN),
        (attrs.evolve(measure(), challenges=()), Outcome.BROKEN),
    ],
    ids=["began", "later", "planned", "of something else"],
)
def test_a_measure_that_began_works_on_it(row: Intervention, expected: Outcome) -> None:
    assert outcome(NOT_WORKED_ON, facts(challenge(), interventions=(row,))) is expected


def test_a_measure_of_unknown_days_may_have_begun() -> None:
    given = facts(challenge(), interventions=(measure(None),))
    (cannot,) = examine(NOT_WORKED_ON, given).cannot_tell

    assert (cannot.missing, cannot.items) == (
        ("intervention.period",),
        (ItemRef(kind="challenge", id="h"),),
    )


def test_whose_challenge_it_is_may_not_be_known() -> None:
    assert missing(NOT_WORKED_ON, facts(challenge(()))) == ["challenge.proposed_by"]


def test_the_day_of_a_challenge_may_not_be_known() -> None:
    assert missing(NOT_WORKED_ON, facts(challenge(on=None))) == ["challenge.on"]


def test_a_source_that_cannot_link_measures_cannot_tell() -> None:
    left = tuple(one for one in every_path() if one != "intervention.challenges")
    given = facts(challenge(), origin=Origin(carries=Carries(paths=left)))

    assert missing(NOT_WORKED_ON, given) == ["intervention.challenges"]


TestNoneNamed = rule_suite(
    NONE_NAMED,
    trips=(facts(), facts(challenge(STAFF))),
    keeps=(facts(challenge()), facts(challenge(STAFF, OWN)), facts(plan=None)),
)

TestNotWorkedOn = rule_suite(
    NOT_WORKED_ON,
    trips=(
        facts(challenge()),
        facts(challenge(), interventions=(PLANNED,)),
        facts(LINKED, goals=(goal(LIMIT + 2),)),
    ),
    keeps=(
        facts(LINKED, goals=(goal(),)),
        facts(challenge(), interventions=(measure(),)),
        facts(challenge(closed_on=day(3))),
        facts(challenge(STAFF)),
    ),
)
