"""Measures: who shaped them, what they are for, and on what a duty rests."""

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
    FrameKind,
    InterventionKind,
    InterventionStatus,
    Obligation,
    Party,
)
from brukermedvirkning.domain.decisions import Decision, Frame
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Goal, Wording
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import ItemRef, Outcome
from brukermedvirkning.rules.promises.measures import (
    CONTENT_NOT_SHAPED,
    DUTY_WITHOUT_FRAME,
    GOAL_NOT_SHAPED,
    INTEREST_NOT_ASKED,
    OUTSIDE_PLAN,
    RULES,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
PROGRAMME = Programme(
    id="p",
    name="a programme",
    period=Period(),
    time_zone="Europe/Oslo",
    promises=(Promise.INFLUENCE_ON_GOAL, Promise.INFLUENCE_ON_CONTENT),
)
SHARED, STAFF = (Party.PARTICIPANT, Party.SERVICE), (Party.SERVICE,)


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def measure(
    start: int | None = 5,
    status: InterventionStatus = InterventionStatus.RUNNING,
    **fields: Any,
) -> Intervention:
    fields.setdefault("goal_shaped_by", STAFF)
    fields.setdefault("content_shaped_by", STAFF)
    fields.setdefault("obligation", Obligation.DUTY)
    return Intervention(
        id="m",
        period=Period(start=None if start is None else day(start)),
        measure=Coded(concept=InterventionKind.EDUCATION),
        status=status,
        **fields,
    )


GOAL = Goal(id="g", on=FIRST, wordings=(Wording(version=1, text="a goal"),))
FRAMED = Decision(id="d", on=FIRST, frame=Frame(nature=FrameKind.LAW))
BARE = measure()
GOOD = measure(
    goal_shaped_by=SHARED,
    content_shaped_by=SHARED,
    fits_own_interest=Answer.YES,
    goals=("g",),
    decision="d",
)


def facts(
    *rows: Intervention,
    start: int | None = 0,
    left: int | None = None,
    goal: Goal = GOAL,
    decision: Decision = FRAMED,
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
        interventions=rows,
        goals=(goal,),
        decisions=(decision,),
        origin=origin or Origin(),
    )
    return Facts(on=day(30), case=case, enrolment=enrolment, programme=PROGRAMME)


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[str]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [path for one in verdict.cannot_tell for path in one.missing]


EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


@EACH
def test_a_measure_of_which_nothing_is_the_participants_breaks_each(rule: Rule) -> None:
    (finding,) = examine(rule, facts(BARE)).findings

    assert (finding.items, finding.since, finding.params) == (
        (ItemRef(kind="intervention", id="m"),),
        day(5),
        {},
    )


@EACH
def test_a_measure_that_has_all_of_it_keeps_each(rule: Rule) -> None:
    assert outcome(rule, facts(GOOD)) is Outcome.KEPT


@EACH
@pytest.mark.parametrize(
    "given",
    [
        facts(BARE, start=6),
        facts(BARE, left=4),
        facts(measure(31)),
        facts(measure(None, InterventionStatus.PLANNED)),
        facts(measure(None, InterventionStatus.NEVER_STARTED)),
        facts(measure(registered_in_error=True)),
    ],
    ids=["history", "after the exit", "later", "planned", "never started", "in error"],
)
def test_other_measures_are_not_asked_about(rule: Rule, given: Facts) -> None:
    assert outcome(rule, given) is Outcome.KEPT


@EACH
def test_what_has_not_begun_hides_nothing_that_has(rule: Rule) -> None:
    planned = attrs.evolve(measure(None, InterventionStatus.PLANNED), id="a")

    assert outcome(rule, facts(planned, BARE)) is Outcome.BROKEN


@EACH
@pytest.mark.parametrize(
    "given", [facts(BARE, start=5), facts(BARE, left=5)], ids=["first", "last"]
)
def test_a_measure_of_the_first_or_last_day_is(rule: Rule, given: Facts) -> None:
    assert outcome(rule, given) is Outcome.BROKEN


def without(path: str) -> Origin:
    left = tuple(one for one in every_path() if one != path)
    return Origin(carries=Carries(paths=left))


@EACH
@pytest.mark.parametrize(
    ("given", "path"),
    [
        (facts(measure(None)), "intervention.period"),
        (facts(BARE, start=None), "enrolment.start"),
        (facts(BARE, origin=without("enrolment.exit")), "enrolment.exit"),
    ],
    ids=["its days", "the enrolment's", "the exit"],
)
def test_whether_it_began_in_the_enrolment_may_not_be_known(
    rule: Rule, given: Facts, path: str
) -> None:
    assert missing(rule, given) == [path]


@EACH
def test_of_unknown_days_are_those_of_the_measure(rule: Rule) -> None:
    (cannot_tell,) = examine(rule, facts(measure(None))).cannot_tell

    assert cannot_tell.items == (ItemRef(kind="intervention", id="m"),)


@EACH
@pytest.mark.parametrize("start", [5, None])
def test_a_good_measure_of_unknown_days_is_good(rule: Rule, start: int | None) -> None:
    row = attrs.evolve(GOOD, period=Period(start=None if start is None else day(start)))

    assert outcome(rule, facts(row)) is Outcome.KEPT


# One by one


@pytest.mark.parametrize(
    ("rule", "field"),
    [(GOAL_NOT_SHAPED, "goal_shaped_by"), (CONTENT_NOT_SHAPED, "content_shaped_by")],
    ids=["goal", "content"],
)
def test_who_shaped_it_may_not_be_known(rule: Rule, field: str) -> None:
    fields: dict[str, Any] = {field: ()}
    given = facts(attrs.evolve(BARE, **fields))

    assert missing(rule, given) == [f"intervention.{field}"]


@pytest.mark.parametrize("rule", [GOAL_NOT_SHAPED, CONTENT_NOT_SHAPED])
def test_only_who_was_promised_influence_is_asked_about(rule: Rule) -> None:
    other = attrs.evolve(PROGRAMME, promises=())
    given = attrs.evolve(facts(BARE), programme=other)

    assert outcome(rule, given) is Outcome.DOES_NOT_APPLY


def test_a_goal_in_error_is_no_goal_of_the_plan() -> None:
    given = facts(GOOD, goal=attrs.evolve(GOAL, registered_in_error=True))

    assert outcome(OUTSIDE_PLAN, given) is Outcome.BROKEN


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer.NO, Outcome.KEPT),
        (Answer.DECLINED_TO_SAY, Outcome.KEPT),
        (Answer.NOT_ASKED, Outcome.BROKEN),
    ],
)
def test_what_counts_is_that_somebody_asked(answer: Answer, expected: Outcome) -> None:
    given = facts(measure(fits_own_interest=answer))

    assert outcome(INTEREST_NOT_ASKED, given) is expected


def test_whether_somebody_asked_may_not_be_known() -> None:
    given = facts(measure(fits_own_interest=Answer.UNKNOWN))

    assert missing(INTEREST_NOT_ASKED, given) == ["intervention.fits_own_interest"]


@pytest.mark.parametrize(
    ("obligation", "expected"),
    [
        (Obligation.VOLUNTARY, Outcome.KEPT),
        (Obligation.SANCTION_ATTACHED, Outcome.BROKEN),
    ],
)
def test_a_frame_is_asked_for_where_it_is_a_duty(
    obligation: Obligation, expected: Outcome
) -> None:
    given = facts(measure(obligation=obligation))

    assert outcome(DUTY_WITHOUT_FRAME, given) is expected


def test_whether_it_is_a_duty_may_not_be_known() -> None:
    given = facts(measure(obligation=Obligation.UNKNOWN))

    assert missing(DUTY_WITHOUT_FRAME, given) == ["intervention.obligation"]


@pytest.mark.parametrize(
    "decision",
    [
        attrs.evolve(FRAMED, frame=None),
        attrs.evolve(FRAMED, registered_in_error=True),
        attrs.evolve(FRAMED, on=day(31)),
    ],
    ids=["no frame", "in error", "later"],
)
def test_these_decisions_frame_nothing(decision: Decision) -> None:
    assert outcome(DUTY_WITHOUT_FRAME, facts(GOOD, decision=decision)) is Outcome.BROKEN


TRIPS, KEEPS = (facts(BARE),), (facts(GOOD), facts(BARE, left=4))
TestGoalNotShaped = rule_suite(GOAL_NOT_SHAPED, trips=TRIPS, keeps=KEEPS)
TestContentNotShaped = rule_suite(CONTENT_NOT_SHAPED, trips=TRIPS, keeps=KEEPS)
TestOutsidePlan = rule_suite(OUTSIDE_PLAN, trips=TRIPS, keeps=KEEPS)
TestInterestNotAsked = rule_suite(INTEREST_NOT_ASKED, trips=TRIPS, keeps=KEEPS)
TestDutyWithoutFrame = rule_suite(DUTY_WITHOUT_FRAME, trips=TRIPS, keeps=KEEPS)
