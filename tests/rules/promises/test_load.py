"""What is laid on a participant: how much at once, what overlaps, since when."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ExitCategory,
    InterventionKind,
    InterventionStatus,
)
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.timeline import weekly_load
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.load import (
    BEFORE_ENROLMENT,
    OVERLAP_SAME_KIND,
    WEEKLY_LOAD,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.rule_suite import rule_suite

EDUCATION = InterventionKind.EDUCATION
MENTOR = InterventionKind.MENTOR_SUPPORT
OTHER = InterventionKind.OTHER
PLACEMENT = InterventionKind.WORK_PLACEMENT
SUBSIDY = InterventionKind.WAGE_SUBSIDY
UNKNOWN = InterventionKind.UNKNOWN


def measure(
    row_id: str,
    hours: int | None,
    first: date | None,
    last: date | None = None,
    kind: InterventionKind = EDUCATION,
    **fields: Any,
) -> Intervention:
    return Intervention(
        id=row_id,
        period=Period.through(first, last),
        measure=Coded(concept=kind),
        weekly_minutes=None if hours is None else hours * 60,
        **fields,
    )


LOG = (
    measure("1", 15, date(2014, 8, 5), date(2014, 11, 2), SUBSIDY),
    measure("2", 10, date(2015, 1, 1), date(2015, 12, 31), OTHER),
    measure("3", 1, date(2015, 1, 8), date(2015, 6, 30), MENTOR),
    measure("4", 30, date(2015, 1, 12), date(2015, 6, 19), EDUCATION),
    measure("5", 37, date(2015, 8, 17), date(2015, 9, 13), PLACEMENT),
    measure("6", 2, date(2015, 9, 17), date(2016, 1, 30), MENTOR),
)
"""The six rows of the published log. Source: D29-35; definitions 5."""


def facts(
    *rows: Intervention,
    on: date = date(2016, 6, 1),
    limit: int = 37,
    enrolments: tuple[Enrolment, ...] = (),
    **case: Any,
) -> Facts:
    whole = Case(
        id="c",
        participant=Participant(id="person"),
        interventions=in_order(rows),
        enrolments=enrolments,
        **case,
    )
    use = ParameterUse(
        id="load.weekly-minutes-limit", value=limit * 60, level="core", source="a test"
    )
    return Facts(
        on=on,
        case=whole,
        enrolment=enrolments[-1] if enrolments else None,
        parameters={use.id: use},
    )


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[tuple[str, tuple[str, ...]]]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [
        (path, tuple(item.id for item in one.items))
        for one in verdict.cannot_tell
        for path in one.missing
    ]


# Weekly load


def test_the_load_of_the_log_changes_on_its_days_and_peaks_at_47_hours() -> None:
    steps = [(str(step.on), step.minutes // 60) for step in weekly_load(LOG)]

    assert steps == [
        ("2014-08-05", 15),
        ("2014-11-03", 0),
        ("2015-01-01", 10),
        ("2015-01-08", 11),
        ("2015-01-12", 41),
        ("2015-06-20", 11),
        ("2015-07-01", 10),
        ("2015-08-17", 47),
        ("2015-09-14", 10),
        ("2015-09-17", 12),
        ("2016-01-01", 2),
        ("2016-01-31", 0),
    ]


def test_the_log_is_too_heavy_twice_mentor_hours_left_out() -> None:
    findings = examine(WEEKLY_LOAD, facts(*LOG)).findings

    assert [(str(f.since), f.params["hours"], f.params["until"]) for f in findings] == [
        ("2015-01-12", "40", "2015-06-20"),
        ("2015-08-17", "47", "2015-09-14"),
    ]


def test_a_finding_names_the_measures_that_weigh_then() -> None:
    findings = examine(WEEKLY_LOAD, facts(*LOG)).findings

    assert [[item.id for item in f.items] for f in findings] == [["2", "4"], ["2", "5"]]


@pytest.mark.parametrize(
    ("hours", "expected"), [(37, Outcome.KEPT), (38, Outcome.BROKEN)]
)
def test_the_limit_itself_is_let_pass(hours: int, expected: Outcome) -> None:
    given = facts(measure("1", hours, date(2016, 1, 4)))

    assert outcome(WEEKLY_LOAD, given) is expected


def test_a_load_that_goes_on_has_no_end_in_the_finding() -> None:
    (finding,) = examine(
        WEEKLY_LOAD, facts(measure("1", 40, date(2016, 1, 4)))
    ).findings

    assert finding.params == {"hours": "40", "limit": "37", "until": ""}


def test_a_case_without_measures_keeps_the_limit() -> None:
    assert outcome(WEEKLY_LOAD, facts()) is Outcome.KEPT


def test_measures_that_follow_each_other_do_not_add_up() -> None:
    first = measure("1", 30, date(2016, 1, 4), date(2016, 1, 10))
    second = measure("2", 30, date(2016, 1, 11), date(2016, 1, 17))

    assert outcome(WEEKLY_LOAD, facts(first, second)) is Outcome.KEPT


def test_one_shared_day_is_enough_to_add_up() -> None:
    first = measure("1", 30, date(2016, 1, 4), date(2016, 1, 11))
    second = measure("2", 30, date(2016, 1, 11), date(2016, 1, 17))
    (finding,) = examine(WEEKLY_LOAD, facts(first, second)).findings

    assert (finding.since, finding.params["until"]) == (
        date(2016, 1, 11),
        "2016-01-12",
    )


def test_an_empty_period_weighs_nothing() -> None:
    day = date(2016, 1, 4)
    nothing = Intervention(
        id="1",
        period=Period(start=day, end=day),
        measure=Coded(concept=EDUCATION),
        weekly_minutes=60 * 60,
    )

    assert outcome(WEEKLY_LOAD, facts(nothing)) is Outcome.KEPT


def test_a_pause_weighs_nothing() -> None:
    whole = Period.through(date(2016, 1, 4), date(2016, 1, 31))
    paused = measure("1", 40, whole.start, whole.last_day, pauses=(whole,))

    assert outcome(WEEKLY_LOAD, facts(paused)) is Outcome.KEPT


def test_a_measure_registered_in_error_weighs_nothing() -> None:
    wrong = measure("1", 40, date(2016, 1, 4), registered_in_error=True)

    assert outcome(WEEKLY_LOAD, facts(wrong)) is Outcome.KEPT


def test_a_measure_that_begins_after_the_judged_day_weighs_nothing_yet() -> None:
    later = measure("1", 40, date(2016, 6, 2))

    assert outcome(WEEKLY_LOAD, facts(later, on=date(2016, 6, 1))) is Outcome.KEPT


def test_a_measure_that_never_started_weighs_nothing() -> None:
    never = measure("1", 40, None, status=InterventionStatus.NEVER_STARTED)

    assert outcome(WEEKLY_LOAD, facts(never)) is Outcome.KEPT


def test_a_measure_that_began_nobody_knows_when_cannot_be_told() -> None:
    given = facts(measure("1", 1, None))

    assert missing(WEEKLY_LOAD, given) == [("intervention.period", ("1",))]


def test_unknown_hours_cannot_be_told() -> None:
    given = facts(measure("1", None, date(2016, 1, 4)))

    assert missing(WEEKLY_LOAD, given) == [("intervention.weekly_minutes", ("1",))]


def test_a_breach_that_is_seen_is_seen_whatever_else_is_not_known() -> None:
    given = facts(
        measure("1", 40, date(2016, 1, 4)), measure("2", None, date(2016, 1, 4))
    )

    assert outcome(WEEKLY_LOAD, given) is Outcome.BROKEN


def test_hours_of_an_unknown_kind_decide_nothing() -> None:
    given = facts(
        measure("1", 30, date(2016, 1, 4)),
        measure("2", 30, date(2016, 1, 4), kind=UNKNOWN),
    )

    assert missing(WEEKLY_LOAD, given) == [("intervention.measure", ("2",))]


def test_hours_of_an_unknown_kind_below_the_limit_decide_nothing_either() -> None:
    given = facts(measure("2", 30, date(2016, 1, 4), kind=UNKNOWN))

    assert outcome(WEEKLY_LOAD, given) is Outcome.KEPT


def test_a_week_that_is_found_is_not_doubted_too() -> None:
    verdict = examine(WEEKLY_LOAD, facts(measure("1", 40, date(2016, 1, 4))))

    assert verdict.cannot_tell == ()


def test_the_weeks_after_one_that_is_found_may_be_doubted() -> None:
    heavy = measure("1", 40, date(2016, 1, 4), date(2016, 1, 10))
    verdict = examine(WEEKLY_LOAD, facts(heavy, measure("2", None, date(2016, 1, 4))))

    assert [(one.missing, one.items) for one in verdict.cannot_tell] == [
        (
            ("intervention.weekly_minutes",),
            (ItemRef(kind="intervention", id="2"),),
        )
    ]


def test_a_measure_weighs_from_its_first_day_on() -> None:
    given = facts(measure("1", 40, date(2016, 6, 1)), on=date(2016, 6, 1))

    assert outcome(WEEKLY_LOAD, given) is Outcome.BROKEN


# Overlaps


def test_the_rows_of_the_log_overlap_none_of_their_own_kind() -> None:
    assert outcome(OVERLAP_SAME_KIND, facts(*LOG)) is Outcome.KEPT


def test_two_of_one_kind_at_one_time_are_found() -> None:
    first = measure("1", 1, date(2016, 1, 4), date(2016, 1, 11))
    second = measure("2", 1, date(2016, 1, 11))
    verdict = examine(OVERLAP_SAME_KIND, facts(first, second))

    assert verdict.findings == (
        Finding(
            items=(
                ItemRef(kind="intervention", id="1"),
                ItemRef(kind="intervention", id="2"),
            ),
            since=date(2016, 1, 11),
            params={"until": "2016-01-12"},
        ),
    )


def test_two_open_ones_overlap_without_an_end() -> None:
    given = facts(measure("1", 1, date(2016, 1, 4)), measure("2", 1, date(2016, 1, 4)))
    (finding,) = examine(OVERLAP_SAME_KIND, given).findings

    assert finding.params == {"until": ""}


def test_one_that_ends_the_day_before_the_other_does_not_overlap() -> None:
    first = measure("1", 1, date(2016, 1, 4), date(2016, 1, 10))
    second = measure("2", 1, date(2016, 1, 11))

    assert outcome(OVERLAP_SAME_KIND, facts(first, second)) is Outcome.KEPT


def test_two_kinds_may_run_side_by_side() -> None:
    first = measure("1", 1, date(2016, 1, 4))
    second = measure("2", 1, date(2016, 1, 4), kind=SUBSIDY)

    assert outcome(OVERLAP_SAME_KIND, facts(first, second)) is Outcome.KEPT


def coded(kind: InterventionKind, code: str | None, label: str | None = None) -> Any:
    return Coded(
        concept=kind,
        code=None if code is None else Code(scheme="x", code=code, label=label),
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (coded(OTHER, "a"), coded(OTHER, "a"), Outcome.BROKEN),
        (coded(OTHER, "a", "cut of"), coded(OTHER, "a", "cut off"), Outcome.BROKEN),
        (coded(OTHER, "a"), coded(OTHER, "b"), Outcome.KEPT),
        (coded(OTHER, "a"), coded(OTHER, None), Outcome.CANNOT_TELL),
        (coded(OTHER, None), coded(OTHER, None), Outcome.CANNOT_TELL),
        (coded(OTHER, "a"), coded(EDUCATION, "b"), Outcome.KEPT),
        (coded(UNKNOWN, "a"), coded(UNKNOWN, "a"), Outcome.BROKEN),
        (coded(UNKNOWN, "a"), coded(EDUCATION, "b"), Outcome.CANNOT_TELL),
        (coded(EDUCATION, "a"), coded(EDUCATION, "b"), Outcome.BROKEN),
    ],
)
def test_what_the_core_has_no_kind_for_is_compared_by_its_code(
    first: Coded[InterventionKind],
    second: Coded[InterventionKind],
    expected: Outcome,
) -> None:
    rows = [
        attrs.evolve(measure(str(place), 1, date(2016, 1, 4)), measure=found)
        for place, found in enumerate((first, second))
    ]

    assert outcome(OVERLAP_SAME_KIND, facts(*rows)) is expected


def test_an_unknown_kind_names_both_rows() -> None:
    given = facts(
        measure("1", 1, date(2016, 1, 4)),
        measure("2", 1, date(2016, 1, 4), kind=UNKNOWN),
    )

    assert missing(OVERLAP_SAME_KIND, given) == [("intervention.measure", ("1", "2"))]


def test_an_unknown_first_day_of_the_same_kind_cannot_be_told() -> None:
    given = facts(measure("1", 1, None), measure("2", 1, date(2016, 1, 4)))

    assert missing(OVERLAP_SAME_KIND, given) == [("intervention.period", ("1", "2"))]


def test_an_unknown_first_day_of_another_kind_decides_nothing() -> None:
    given = facts(
        measure("1", 1, None, kind=SUBSIDY), measure("2", 1, date(2016, 1, 4))
    )

    assert outcome(OVERLAP_SAME_KIND, given) is Outcome.KEPT


def test_what_never_started_overlaps_nothing() -> None:
    never = measure("1", 1, None, status=InterventionStatus.NEVER_STARTED)
    given = facts(never, measure("2", 1, date(2016, 1, 4)))

    assert outcome(OVERLAP_SAME_KIND, given) is Outcome.KEPT


@pytest.mark.parametrize(
    "first",
    [
        measure("0", 1, date(2016, 1, 4), kind=SUBSIDY),
        measure("0", 1, date(2016, 1, 4), date(2016, 1, 10)),
    ],
    ids=["of another kind", "over before"],
)
def test_each_two_are_compared(first: Intervention) -> None:
    second = measure("1", 1, date(2016, 1, 11))
    third = measure("2", 1, date(2016, 1, 12))
    (finding,) = examine(OVERLAP_SAME_KIND, facts(first, second, third)).findings

    assert [item.id for item in finding.items] == ["1", "2"]


# Before the enrolment

ENROLMENT = Enrolment(id="e", programme="p", start=date(2014, 10, 1))
EARLIER = Enrolment(
    id="earlier",
    programme="p",
    start=date(2014, 1, 1),
    exit=ProgrammeExit(
        on=date(2014, 2, 1), category=Coded(concept=ExitCategory.COMPLETED)
    ),
)


def test_the_wage_subsidy_of_the_log_began_before_the_project() -> None:
    verdict = examine(BEFORE_ENROLMENT, facts(*LOG, enrolments=(ENROLMENT,)))

    assert verdict.findings == (
        Finding(
            items=(ItemRef(kind="intervention", id="1"),),
            since=date(2014, 8, 5),
            params={"days": 57, "start": "2014-10-01"},
        ),
    )


def test_what_has_not_begun_hides_nothing_that_began_before() -> None:
    planned = measure("0", 1, None, status=InterventionStatus.PLANNED)
    given = facts(planned, LOG[0], enrolments=(ENROLMENT,))

    assert outcome(BEFORE_ENROLMENT, given) is Outcome.BROKEN


def test_an_enrolment_that_began_on_the_same_day_is_not_an_earlier_one() -> None:
    other = attrs.evolve(ENROLMENT, id="other", programme="q")
    given = facts(LOG[0], enrolments=(ENROLMENT, other))

    assert outcome(BEFORE_ENROLMENT, given) is Outcome.BROKEN


def test_what_began_with_the_enrolment_is_no_history() -> None:
    given = facts(measure("1", 1, ENROLMENT.start), enrolments=(ENROLMENT,))

    assert outcome(BEFORE_ENROLMENT, given) is Outcome.KEPT


def test_only_the_first_enrolment_is_asked_about() -> None:
    given = facts(*LOG, enrolments=(EARLIER, ENROLMENT))

    assert outcome(BEFORE_ENROLMENT, given) is Outcome.KEPT


def test_another_enrolment_of_unknown_start_may_have_been_the_first() -> None:
    unknown = attrs.evolve(EARLIER, start=None)
    given = facts(*LOG, enrolments=(unknown, ENROLMENT))

    assert missing(BEFORE_ENROLMENT, given) == [("enrolment.start", ("1",))]


def test_an_unknown_start_of_the_enrolment_cannot_be_told() -> None:
    given = facts(*LOG, enrolments=(attrs.evolve(ENROLMENT, start=None),))

    assert missing(BEFORE_ENROLMENT, given) == [("enrolment.start", ("e",))]


def test_an_unknown_start_of_the_measure_cannot_be_told() -> None:
    given = facts(measure("1", 1, None), enrolments=(ENROLMENT,))

    assert missing(BEFORE_ENROLMENT, given) == [("intervention.period", ("1",))]


def test_a_start_that_the_source_has_no_place_for_is_not_said_to_be_forgotten() -> None:
    origin = Origin(
        carries=Carries(paths=("enrolment", "intervention", "intervention.period"))
    )
    given = facts(
        *LOG, enrolments=(attrs.evolve(ENROLMENT, start=None),), origin=origin
    )
    (cannot_tell,) = examine(BEFORE_ENROLMENT, given).cannot_tell

    assert cannot_tell.cause is Cause.SOURCE_CANNOT_SAY


MONDAY = date(2016, 1, 4)

TestWeeklyLoad = rule_suite(
    WEEKLY_LOAD,
    trips=(
        facts(measure("1", 38, MONDAY)),
        facts(measure("1", 20, MONDAY), measure("2", 20, MONDAY)),
    ),
    keeps=(
        facts(),
        facts(measure("1", 37, MONDAY), measure("2", 9, MONDAY, kind=MENTOR)),
    ),
)

TestOverlapSameKind = rule_suite(
    OVERLAP_SAME_KIND,
    trips=(facts(measure("1", 1, MONDAY), measure("2", 1, MONDAY)),),
    keeps=(facts(measure("1", 1, MONDAY), measure("2", 1, MONDAY, kind=SUBSIDY)),),
)

TestBeforeEnrolment = rule_suite(
    BEFORE_ENROLMENT,
    trips=(facts(LOG[0], enrolments=(ENROLMENT,)),),
    keeps=(
        facts(LOG[1], enrolments=(ENROLMENT,)),
        facts(LOG[0], enrolments=(EARLIER, ENROLMENT)),
    ),
)
