"""Whom a programme is for and when: target group, first and last day."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import BenefitKind, ExitCategory
from brukermedvirkning.domain.enrolments import Eligibility, Enrolment, ProgrammeExit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.eligibility import (
    OPEN_AFTER_PROGRAMME,
    OUTSIDE_PROGRAMME,
    OUTSIDE_TARGET_GROUP,
    years_after,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST, LAST = date(2014, 10, 1), date(2016, 9, 30)
ON = date(2016, 10, 1)
ITSELF = ItemRef(kind="enrolment", id="e")
PROGRAMME = Programme(
    id="p",
    name="a project",
    period=Period.through(FIRST, LAST),
    time_zone="Europe/Copenhagen",
)
RESOURCE = BenefitKind.RESOURCE_COURSE_BENEFIT


def facts(
    *,
    on: date = ON,
    programme: Programme | None = PROGRAMME,
    years: int = 2,
    age: int = 30,
    origin: Origin | None = None,
    **enrolment: Any,
) -> Facts:
    row = Enrolment(**{"id": "e", "programme": "p", "start": FIRST, **enrolment})
    case = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=(row,),
        origin=origin or Origin(),
    )
    figures = {
        "eligibility.assistance-years-more-than": years,
        "eligibility.resource-course-age-from": age,
    }
    return Facts(
        on=on,
        case=case,
        enrolment=row,
        programme=programme,
        parameters={
            name: ParameterUse(id=name, value=value, level="core", source="a test")
            for name, value in figures.items()
        },
    )


def living_on(benefit: BenefitKind, *, figures: Any = (), **told: Any) -> Facts:
    eligibility = Eligibility(benefit=Coded(concept=benefit), **told)
    return facts(eligibility=eligibility, **dict(figures))


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[tuple[str, Cause]]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [(path, one.cause) for one in verdict.cannot_tell for path in one.missing]


# The target group

ASSISTANCE = pytest.mark.parametrize(
    "benefit", [BenefitKind.SOCIAL_ASSISTANCE, BenefitKind.EDUCATION_ASSISTANCE]
)


@ASSISTANCE
@pytest.mark.parametrize(
    ("since", "expected"),
    [(date(2012, 9, 30), Outcome.KEPT), (date(2012, 10, 1), Outcome.BROKEN)],
    ids=["two years and a day", "two years"],
)
def test_more_than_two_years_are_counted_by_the_calendar(
    benefit: BenefitKind, since: date, expected: Outcome
) -> None:
    given = living_on(benefit, benefit_since=since)

    assert outcome(OUTSIDE_TARGET_GROUP, given) is expected


def test_too_short_a_time_is_told_with_the_years() -> None:
    given = living_on(BenefitKind.SOCIAL_ASSISTANCE, benefit_since=date(2014, 1, 1))

    assert examine(OUTSIDE_TARGET_GROUP, given).findings == (
        Finding(
            items=(ITSELF,), since=FIRST, params={"reason": "too_short", "years": 2}
        ),
    )


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2012, 10, 1), 2, date(2014, 10, 1)),
        (date(2012, 2, 29), 2, date(2014, 2, 28)),
        (date(2012, 2, 29), 4, date(2016, 2, 29)),
    ],
)
def test_a_leap_day_has_its_years_on_the_last_of_february(
    day: date, years: int, expected: date
) -> None:
    assert years_after(day, years) == expected


@pytest.mark.parametrize(
    ("age", "expected"), [(30, Outcome.KEPT), (29, Outcome.BROKEN)]
)
def test_on_a_resource_course_the_age_counts(age: int, expected: Outcome) -> None:
    given = living_on(RESOURCE, age_at_entry=age)

    assert outcome(OUTSIDE_TARGET_GROUP, given) is expected


def test_too_young_is_told_with_the_age() -> None:
    (finding,) = examine(
        OUTSIDE_TARGET_GROUP, living_on(RESOURCE, age_at_entry=29)
    ).findings

    assert dict(finding.params) == {"reason": "too_young", "age": 30}


@pytest.mark.parametrize(
    ("benefit", "figures"),
    [
        (BenefitKind.SICKNESS_BENEFIT, {}),
        (BenefitKind.NONE, {}),
        (RESOURCE, {"age": 0}),
        (BenefitKind.SOCIAL_ASSISTANCE, {"years": 0}),
    ],
)
def test_whoever_lives_on_another_benefit_is_outside(
    benefit: BenefitKind, figures: dict[str, int]
) -> None:
    given = living_on(
        benefit, figures=figures, benefit_since=date(2000, 1, 1), age_at_entry=50
    )
    (finding,) = examine(OUTSIDE_TARGET_GROUP, given).findings

    assert dict(finding.params) == {"reason": "other_benefit"}


def test_a_programme_that_sets_no_figure_asks_for_nothing() -> None:
    given = living_on(BenefitKind.SICKNESS_BENEFIT, figures={"years": 0, "age": 0})

    assert outcome(OUTSIDE_TARGET_GROUP, given) is Outcome.KEPT


@pytest.mark.parametrize(
    "given",
    [
        facts(),
        living_on(BenefitKind.SOCIAL_ASSISTANCE),
        living_on(RESOURCE),
    ],
    ids=["the benefit", "its first day", "the age"],
)
def test_what_is_not_known_of_the_participant_stays_unknown(given: Facts) -> None:
    assert missing(OUTSIDE_TARGET_GROUP, given) == [
        ("enrolment.eligibility", Cause.NOT_RECORDED)
    ]


def test_a_start_that_is_not_known_leaves_open_how_long_it_was() -> None:
    given = living_on(
        BenefitKind.SOCIAL_ASSISTANCE,
        figures={"start": None},
        benefit_since=date(2014, 1, 1),
    )

    assert missing(OUTSIDE_TARGET_GROUP, given) == [
        ("enrolment.start", Cause.NOT_RECORDED)
    ]


# The days of the programme


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (FIRST, Outcome.KEPT),
        (date(2014, 9, 30), Outcome.BROKEN),
        (LAST, Outcome.KEPT),
        (date(2016, 10, 1), Outcome.BROKEN),
    ],
)
def test_the_printed_last_day_belongs_to_the_programme(
    start: date, expected: Outcome
) -> None:
    assert outcome(OUTSIDE_PROGRAMME, facts(start=start)) is expected


@pytest.mark.parametrize(
    ("start", "params"),
    [
        (date(2014, 9, 1), {"reason": "before", "day": "2014-10-01"}),
        (date(2016, 11, 1), {"reason": "after", "day": "2016-09-30"}),
    ],
)
def test_before_and_after_are_told_apart(start: date, params: dict[str, str]) -> None:
    verdict = examine(OUTSIDE_PROGRAMME, facts(start=start))

    assert verdict.findings == (Finding(items=(ITSELF,), since=start, params=params),)


def of_period(**period: Any) -> Programme:
    return attrs.evolve(PROGRAMME, period=Period(**period))


@pytest.mark.parametrize(
    ("given", "path"),
    [
        (facts(programme=None), "enrolment.programme"),
        (facts(start=None), "enrolment.start"),
        (facts(programme=of_period()), "programme.period"),
        (facts(programme=of_period(end=date(2020, 1, 1))), "programme.period"),
    ],
)
def test_without_the_days_of_both_it_cannot_be_told(given: Facts, path: str) -> None:
    (cannot,) = examine(OUTSIDE_PROGRAMME, given).cannot_tell

    assert (cannot.missing, cannot.cause, cannot.items) == (
        (path,),
        Cause.NOT_RECORDED,
        (ITSELF,),
    )


def test_an_open_programme_has_no_day_after_its_end() -> None:
    given = facts(programme=of_period(start=FIRST), start=date(2030, 1, 1))

    assert outcome(OUTSIDE_PROGRAMME, given) is Outcome.KEPT


def test_after_the_end_of_a_programme_of_unknown_start_is_after() -> None:
    given = facts(programme=of_period(end=FIRST))

    assert outcome(OUTSIDE_PROGRAMME, given) is Outcome.BROKEN


def left(on: date) -> ProgrammeExit:
    return ProgrammeExit(on=on, category=Coded(concept=ExitCategory.ORDINARY_WORK))


def test_an_enrolment_that_outlives_its_programme_is_told() -> None:
    verdict = examine(OPEN_AFTER_PROGRAMME, facts())

    assert verdict.findings == (
        Finding(items=(ITSELF,), since=ON, params={"day": "2016-09-30"}),
    )


@pytest.mark.parametrize(
    "given",
    [
        facts(on=LAST),
        facts(exit=left(LAST)),
        facts(exit=left(ON)),
        facts(programme=of_period(start=FIRST)),
    ],
    ids=["on the last day", "left before", "left on the day", "an open programme"],
)
def test_while_it_runs_and_after_an_exit_there_is_nothing_to_tell(given: Facts) -> None:
    assert outcome(OPEN_AFTER_PROGRAMME, given) is Outcome.KEPT


def test_an_exit_that_is_still_ahead_leaves_it_open() -> None:
    given = facts(exit=left(date(2016, 10, 2)))

    assert outcome(OPEN_AFTER_PROGRAMME, given) is Outcome.BROKEN


def test_a_programme_that_is_not_known_may_run_on() -> None:
    assert missing(OPEN_AFTER_PROGRAMME, facts(programme=None)) == [
        ("enrolment.programme", Cause.NOT_RECORDED)
    ]


def test_a_source_without_exits_cannot_say_who_is_still_there() -> None:
    paths = tuple(path for path in every_path() if path != "enrolment.exit")
    given = facts(origin=Origin(carries=Carries(paths=paths)))

    assert missing(OPEN_AFTER_PROGRAMME, given) == [
        ("enrolment.exit", Cause.SOURCE_CANNOT_SAY)
    ]


TestOutsideTargetGroup = rule_suite(
    OUTSIDE_TARGET_GROUP,
    trips=(
        living_on(BenefitKind.SOCIAL_ASSISTANCE, benefit_since=date(2012, 10, 1)),
        living_on(RESOURCE, age_at_entry=29),
        living_on(BenefitKind.SICKNESS_BENEFIT),
    ),
    keeps=(
        living_on(BenefitKind.SOCIAL_ASSISTANCE, benefit_since=date(2012, 9, 30)),
        living_on(RESOURCE, age_at_entry=30),
    ),
)
TestOutsideProgramme = rule_suite(
    OUTSIDE_PROGRAMME,
    trips=(facts(start=date(2014, 9, 30)), facts(start=date(2016, 10, 1))),
    keeps=(facts(),),
)
TestOpenAfterProgramme = rule_suite(
    OPEN_AFTER_PROGRAMME, trips=(facts(),), keeps=(facts(exit=left(LAST)),)
)
