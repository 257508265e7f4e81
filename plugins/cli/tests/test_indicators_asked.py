"""`bmv indicators`: limits, trends, programmes and their aims, and what is beside cases."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.assessments import (
    AnswerCount,
    Assessment,
    Score,
    SurveyResult,
    SurveyWave,
)
from brukermedvirkning.domain.case import Participant
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.collective import (
    CollectiveParticipation,
    Level,
    Matter,
    MatterOutcome,
)
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Answer,
    ExitCategory,
    LastWord,
    Party,
    Role,
)
from brukermedvirkning.domain.decisions import Degree
from brukermedvirkning.domain.ladders import ARNSTEIN
from brukermedvirkning.domain.organisation import (
    Attendance,
    Responsibility,
    ResponsibilityLevel,
    Training,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import (
    Programme,
    SolutionDescription,
    Target,
)
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.writing import write_definitions
from brukermedvirkning.rules.parameters import (
    Parameter,
    ParameterLevel,
    ParameterValue,
)
from brukermedvirkning.services import BESIDE, BY_SCALES

EXITS = "exit.distribution"
TO_WORK = "exit.to-work-or-education"
BY_ID = {one.id: one for one in BUILT_IN}


def told(result) -> dict:
    assert 0 == result.exit_code, result.output
    return json.loads(result.stdout)


def one(result) -> dict:
    (measurement,) = told(result)["measurements"]
    return measurement


def left(case, number: int, on: date, category: str = "ordinary_work", **changed: Any):
    """The case of another participant, who left on a day."""
    (enrolment,) = case.enrolments
    gone = attrs.evolve(
        enrolment.exit, on=on, category=Coded(concept=ExitCategory(category))
    )
    return attrs.evolve(
        case,
        id=f"c-{number}",
        participant=Participant(id=f"p-{number}"),
        enrolments=(attrs.evolve(enrolment, exit=gone, **changed),),
    )


@pytest.fixture
def many(bmv, documents, rich_case):
    """Six left in February, seven in April, three of them to another programme."""
    cases = [left(rich_case, n, date(2024, 2, 20)) for n in range(6)]
    cases += [left(rich_case, 6 + n, date(2024, 4, 9), "moved") for n in range(7)]
    cases += [
        left(rich_case, 13 + n, date(2024, 4, 9), programme="midtun") for n in range(3)
    ]
    bmv("import", documents(*cases))


@pytest.fixture
def put(app, store):
    """Keeps records beside the cases."""

    def keep(*records: Any) -> None:
        with app().store(store) as opened, opened.begin() as work:
            for record in records:
                work.records(type(record)).put(record)

    return keep


def test_the_threshold_is_the_callers(bmv, many) -> None:
    by = ("indicators", EXITS, "--by", "programme", "--json")
    totals = [
        {row["group"][0]["name"]: row["total"] for row in told(result)["measurements"]}
        for result in (bmv(*by), bmv(*by, "--threshold", "3"))
    ]

    assert {None} == {*totals[0].values()}
    assert {"halden": 13, "midtun": 3} == totals[1]


def test_nobody_may_be_an_answer_to_hide_too(bmv, many) -> None:
    asked = ("indicators", EXITS, "--zero-rows", "--json")
    counts = [
        [row["count"] for row in one(result)["categories"]]
        for result in (bmv(*asked), bmv(*asked, "--zeros", "small"))
    ]

    assert 0 in counts[0]
    assert 0 not in counts[1]


def test_what_was_withheld_by_is_told(bmv, many) -> None:
    asked = ("indicators", EXITS, "--json")
    limits = ("internal", "threshold", "zeros")

    assert [False, 5, "shown"] == [told(bmv(*asked))[name] for name in limits]
    assert [True, None, None] == [
        told(bmv(*asked, "--internal"))[name] for name in limits
    ]


@pytest.mark.parametrize("threshold", ["1", "0", "-3"])
def test_a_threshold_that_hides_nobody_is_wrong_usage(bmv, many, threshold) -> None:
    result = bmv("indicators", "--threshold", threshold)

    assert 2 == result.exit_code
    assert "a threshold below 2 hides nobody" in result.stderr


@pytest.mark.parametrize("limit", [("--threshold", "3"), ("--zeros", "small")])
def test_a_limit_where_nothing_is_withheld_is_wrong_usage(bmv, many, limit) -> None:
    result = bmv("indicators", "--internal", *limit)

    assert 2 == result.exit_code
    assert "--internal withholds nothing" in result.stderr


TREND = ("--from", "2024-01-01", "--until", "2024-04-30", "--every", "month")


def test_a_trend_has_a_measurement_for_each_period(bmv, many) -> None:
    found = told(bmv("indicators", EXITS, *TREND, "--internal", "--json"))

    assert [("2024-01-01", 0), ("2024-02-01", 6), ("2024-03-01", 0)] == [
        (row["window"]["start"], row["total"]) for row in found["measurements"][:3]
    ]
    assert ("month", "2024-01-01", "2024-05-01") == (
        found["every"],
        *(found["window"][name] for name in ("start", "end")),
    )


def test_the_periods_of_a_trend_are_whole(bmv, many) -> None:
    days = ("--from", "2024-02-15", "--until", "2024-04-02")
    found = told(
        bmv("indicators", EXITS, *days, "--every", "quarter", "--internal", "--json")
    )

    assert [6, 10] == [row["total"] for row in found["measurements"]]


def test_a_trend_is_drawn_as_one_table_for_each_indicator(bmv, many) -> None:
    page = bmv("indicators", TO_WORK, EXITS, *TREND).output

    assert 1 == page.count("exit.to-work-or-education (proportion, version 1)")
    rows = [line.split() for line in page.splitlines()]

    assert ["2024-01", "undefined", "none", "0", "undefined"] in rows
    assert ["2024-02", "100.0", "%", "61.0", "%", "–", "100.0", "%", "6"] in [
        row[:9] for row in rows
    ]
    assert ["2024-04", *["withheld"] * 4] in rows
    assert ["2024-02", "ordinary", "work", "6", "100.0", "%"] in rows


@pytest.mark.parametrize(
    ("every", "name"), [("quarter", "2024 Q2"), ("year", "2024"), ("month", "2024-04")]
)
def test_a_period_is_called_by_its_name(bmv, many, every, name) -> None:
    days = ("--from", "2024-04-01", "--until", "2024-04-30", "--every", every)

    assert f"\n  {name}  " in bmv("indicators", TO_WORK, *days).output


def test_a_trend_by_group_stands_group_by_group(bmv, many) -> None:
    page = bmv(
        "indicators", EXITS, *TREND, "--by", "programme", "--threshold", "2"
    ).output

    assert page.index("= halden") < page.index("= midtun")
    assert 2 == page.count("exit.distribution (")


def test_a_trend_needs_a_first_day(bmv, many) -> None:
    result = bmv("indicators", EXITS, "--every", "year")

    assert 2 == result.exit_code
    assert "a trend by year needs a first day" in result.stderr


def test_a_trend_that_is_withheld_says_so_once(bmv, kept) -> None:
    page = bmv("indicators", EXITS, *TREND).output

    assert 1 == page.count("withheld: few people stand behind it")


@pytest.mark.parametrize(
    ("short", "path"),
    [
        ("programme", "enrolment.programme"),
        ("unit", "case.unit"),
        ("target-group", "enrolment.eligibility.benefit"),
    ],
)
def test_what_is_often_split_by_has_a_short_name(bmv, many, short, path) -> None:
    found = told(bmv("indicators", TO_WORK, "--by", short, "--json"))

    assert [path] == found["by"]


def target(indicator: str, at_least: int, **fields: Any) -> Target:
    return Target(indicator=indicator, at_least=at_least, **fields)


def programme(*targets: Target, promised: Degree | None = None) -> Programme:
    return Programme(
        id="halden",
        name="Halden",
        period=Period(start=date(2020, 1, 1)),
        time_zone="Europe/Oslo",
        solution=SolutionDescription(promised_degree=promised, targets=targets),
    )


def test_one_programme_is_measured_alone(bmv, many, put) -> None:
    put(programme())
    found = told(bmv("indicators", EXITS, "--programme", "halden", "--json"))
    (row,) = found["measurements"]

    assert ("halden", 13, [], []) == (
        found["programme"],
        row["total"],
        row["group"],
        row["comparisons"],
    )
    assert (
        "Programme halden alone"
        in bmv("indicators", EXITS, "--programme", "halden").output
    )


def test_its_own_target_stands_beside(bmv, many, put) -> None:
    put(programme(target(TO_WORK, 40)))
    asked = ("indicators", TO_WORK, "--programme", "halden")
    (found,) = told(bmv(*asked, "--json"))["measurements"][0]["comparisons"]

    assert ("halden", "target", 0.4, "reached", None) == tuple(
        found[name] for name in ("programme", "kind", "aim", "outcome", "why_not")
    )
    assert (
        "target of halden, 40.0 %: reached (the aim lies in the interval: it may be"
        in bmv(*asked).output
    )


def test_a_target_that_is_not_reached_or_withheld_says_so(bmv, many, put) -> None:
    put(programme(target(TO_WORK, 99)))
    asked = ("indicators", TO_WORK, "--programme", "halden")

    assert "target of halden, 99.0 %: not reached" in bmv(*asked).output
    assert (
        "cannot be told (the numbers are withheld)"
        in bmv(*asked, "--threshold", "9").output
    )


def test_a_split_by_programme_has_each_ones_own_target(bmv, many, put) -> None:
    put(programme(target(TO_WORK, 40)))
    rows = told(
        bmv("indicators", TO_WORK, "--by", "programme", "--internal", "--json")
    )["measurements"]

    assert {"halden": 1, "midtun": 0} == {
        row["group"][0]["name"]: len(row["comparisons"])
        for row in rows
        if row["indicator"] == TO_WORK
    }


def test_a_trend_tells_the_target_of_each_period(bmv, many, put) -> None:
    put(programme(target(TO_WORK, 40)))
    page = bmv("indicators", TO_WORK, *TREND, "--programme", "halden").output

    assert "2024-02: target of halden, 40.0 %: reached" in page
    assert "2024-01: target of halden, 40.0 %: cannot be told (there is no" in page


def test_without_a_direction_there_is_no_target(bmv, many, put) -> None:
    put(programme(target("contact.in-person", 1), target(EXITS, 1)))
    asked = ("contact.in-person", EXITS, "--programme", "halden", "--json")

    assert [[], []] == [
        row["comparisons"] for row in told(bmv("indicators", *asked))["measurements"]
    ]


def test_the_promised_degree_stands_beside_the_decisions(bmv, many, put) -> None:
    put(programme(promised=Degree(ladder=ARNSTEIN, rung=6)))
    asked = ("indicators", "decision.participation-degree", "--programme", "halden")
    (found,) = one(bmv(*asked, "--json"))["comparisons"]

    assert ("promised_degree", 0.5, "not_reached") == (
        found["kind"],
        found["aim"],
        found["outcome"],
    )
    assert "degree promised by halden, in 50.0 % of the decisions" in bmv(*asked).output


def test_a_programme_that_nobody_knows_names_the_known(bmv, many, put) -> None:
    put(programme())
    result = bmv("indicators", "--programme", "nowhere")

    assert 2 == result.exit_code
    assert "halden" in result.stderr


def test_programmes_of_different_promises_are_measured_one_by_one(
    bmv, many, put
) -> None:
    degrees = [Degree(ladder=ARNSTEIN, rung=rung) for rung in (6, 7)]
    first, second = (programme(promised=degree) for degree in degrees)
    put(first, attrs.evolve(second, id="midtun"))
    kept_to = "decision.degree-kept"
    everything = told(bmv("indicators", "--json"))

    assert kept_to not in {row["indicator"] for row in everything["measurements"]}
    assert [kept_to, f"{kept_to}.people"] == everything["left_out"]
    assert f"Cannot be asked in this way: {kept_to}, " in bmv("indicators").output
    assert 2 == bmv("indicators", kept_to).exit_code
    assert 0 == bmv("indicators", kept_to, "--programme", "midtun").exit_code


def test_what_would_be_misread_alone_is_never_printed_alone(bmv, many) -> None:
    overruled, asked = "decision.overruled", "decision.stance-asked"
    found = told(bmv("indicators", overruled, "--json"))["measurements"]

    assert [overruled, asked] == [row["indicator"] for row in found]
    assert [[asked], []] == [row["printed_with"] for row in found]


def test_what_cannot_be_asked_beside_is_refused_with_whose_printing_it_is(
    bmv, many, tmp_path
) -> None:
    file = tmp_path / "own.toml"
    contested = write_definitions([BY_ID["decision.contested"]])
    file.write_text(
        contested.replace('decision.contested"', 'acme.one"', 1).replace(
            "groupings", 'printed_with = ["plan.exists"]\ngroupings', 1
        ),
        encoding="utf-8",
    )
    asked = ("indicators", "--definitions", file)
    refused = bmv(*asked, "acme.one", "--by", "decision.subject")
    nowhere = file.with_name("nowhere.toml")
    nowhere.write_text(
        file.read_text("utf-8").replace("plan.exists", "acme.two"), encoding="utf-8"
    )

    assert ["acme.one", "plan.exists"] == [
        row["indicator"] for row in told(bmv(*asked, "--json"))["measurements"]
    ]
    assert 2 == refused.exit_code
    assert "plan.exists (printed with acme.one) cannot be split" in refused.stderr
    assert (
        "acme.one is never printed without acme.two, which nobody offers"
        in bmv("indicators", "--definitions", nowhere).stderr
    )


def test_leaving_is_no_success_where_a_stay_has_no_limit(bmv, many, put) -> None:
    put(attrs.evolve(programme(), stay_limited=Answer.NO))
    everything = told(bmv("indicators", TO_WORK, "--by", "programme", "--json"))
    alone = bmv("indicators", TO_WORK, "--programme", "halden")
    of_all = told(bmv("indicators", "--programme", "halden", "--json"))
    curve = "exit.cumulative-incidence"

    assert [
        {"indicator": name, "programmes": ["halden"], "because": "no_time_limit"}
        for name in (TO_WORK, curve)
    ] == everything["not_offered"]
    assert {"midtun"} == {
        row["group"][0]["name"]
        for row in everything["measurements"]
        if row["indicator"] == TO_WORK
    }
    assert 2 == alone.exit_code
    assert (
        f"{TO_WORK}, {curve} are not offered for a programme without a limit of time:"
        " halden" in alone.stderr
    )
    assert {TO_WORK, curve} == {one["indicator"] for one in of_all["not_offered"]}
    assert not {TO_WORK, curve}.intersection(of_all["left_out"])
    page = bmv("indicators", TO_WORK, "--by", "programme").output

    assert (
        f"Not offered for programmes without a limit of time: {TO_WORK}, {curve} (halden)"
        in " ".join(page.split())
    )


def test_the_categories_counted_are_printed(bmv, many) -> None:
    (found, *_) = told(bmv("indicators", TO_WORK, "--json"))["measurements"]

    assert {
        "categories": ["ordinary_work", "ordinary_education"],
        "left_out": ["death"],
    } == found["parameters"]
    assert (
        "  asked with categories: ordinary_work, ordinary_education; left_out: death\n"
        in bmv("indicators", TO_WORK).output
    )


def test_nothing_is_left_out_where_all_can_be_asked(bmv, many) -> None:
    assert [] == told(bmv("indicators", "--json"))["left_out"]
    assert "Cannot be asked" not in bmv("indicators").output


MATTERS = CollectiveParticipation(
    id="council",
    unit="halden",
    level=Level.SERVICE,
    period=Period(),
    matters=tuple(
        Matter(
            id=f"m-{number}",
            raised_by=(Party.PARTICIPANT,),
            raised_on=date(2024, 2, 1),
            outcome=MatterOutcome.CHANGED,
        )
        for number in range(6)
    ),
)
TRAINING = Training(
    id="t",
    unit="halden",
    on=date(2024, 3, 1),
    about_participation=True,
    attended=(
        Attendance(party=Party.SERVICE, attended=5),
        Attendance(party=Party.PARTICIPANT, attended=5),
    ),
)


def test_what_organisations_record_is_shown_with_the_others(bmv, many, put) -> None:
    before = {
        row["indicator"] for row in told(bmv("indicators", "--json"))["measurements"]
    }
    put(MATTERS, TRAINING)
    rows = {
        row["indicator"]: row
        for row in told(bmv("indicators", "--json"))["measurements"]
    }

    assert "collective.matter-outcome.distribution" not in before
    assert before < set(rows)
    assert 6 == rows["collective.matter-outcome.distribution"]["total"]
    assert None is rows["training.joint"]["value"]


def test_what_organisations_record_can_be_named_where_there_is_none(bmv, kept) -> None:
    assert (
        "empty_denominator"
        == one(bmv("indicators", "training.joint", "--json"))["undefined"]
    )


def test_matters_can_be_split_by_their_level(bmv, many, put) -> None:
    put(MATTERS)
    found = one(
        bmv(
            *("indicators", "collective.matter-outcome.distribution"),
            *("--by", "matter.level", "--json"),
        )
    )

    assert ("service", 6) == (found["group"][0]["name"], found["total"])


def test_what_organisations_record_is_of_no_single_programme(bmv, many, put) -> None:
    put(programme(), MATTERS)
    result = bmv("indicators", "training.joint", "--programme", "halden")
    everything = told(bmv("indicators", "--programme", "halden", "--json"))

    assert (2, True) == (result.exit_code, "no single programme" in result.stderr)
    assert not {
        row["indicator"]
        for row in everything["measurements"]
        if row["indicator"].startswith("collective.")
    }


WAVE = SurveyWave(
    id="spring",
    instrument=Code(scheme="made.up", code="survey"),
    period=Period(start=date(2024, 4, 1)),
)


def answers(*counts: int) -> SurveyResult:
    return SurveyResult(
        id="r",
        wave="spring",
        item="trust",
        invited=20,
        answered=sum(counts),
        distribution=tuple(
            AnswerCount(answer=f"answer {place}", count=count)
            for place, count in enumerate(counts, 1)
        ),
    )


@pytest.mark.parametrize(
    ("counts", "shown"),
    [((6, 7), [6, 7]), ((2, 11), [None, 11]), ((2, 2), [])],
    ids=["enough", "one-small", "few"],
)
def test_what_a_survey_says_is_shown_where_enough_answered(
    bmv, kept, put, counts, shown
) -> None:
    put(WAVE, answers(*counts))
    found = one(bmv("indicators", "survey.experience", "--json"))

    assert shown == [row["count"] for row in found["categories"]]
    assert ["spring", "trust"] == [group["name"] for group in found["group"]]


def test_a_survey_belongs_to_the_period_in_which_it_began(bmv, kept, put) -> None:
    put(WAVE, answers(6, 7))
    found = told(bmv("indicators", "survey.experience", *TREND, "--json"))

    assert ["2024-04-01"] == [row["window"]["start"] for row in found["measurements"]]


def test_a_survey_without_a_known_day_is_in_no_period(bmv, kept, put) -> None:
    put(attrs.evolve(WAVE, period=Period()), answers(6, 7))

    assert [] == told(bmv("indicators", "survey.experience", "--json"))["measurements"]


@pytest.fixture
def coordinators(bmv, documents, rich_case):
    """Ten coordinators with two cases each."""
    cases = []
    for number in range(20):
        person = Actor(kind=ActorKind.STAFF, id=f"s-{number % 10}")
        place = TeamMember(
            id="t-1",
            period=Period(start=date(2024, 1, 1)),
            role=Coded(concept=Role.COORDINATING_CASEWORKER),
            actor=person,
        )
        case = left(rich_case, number, date(2024, 5, 1))
        cases.append(attrs.evolve(case, team=(place,)))
    bmv("import", documents(*cases))


YEAR = ("--from", "2024-01-01", "--until", "2024-05-31")


def test_a_caseload_is_told_of_a_unit_and_of_nobody(bmv, coordinators) -> None:
    found = one(bmv("indicators", "caseload", *YEAR, "--json"))

    assert (2, "halden", 10) == (
        found["value"],
        found["group"][0]["name"],
        found["people"],
    )


def test_what_takes_another_look_at_all_cases_is_to_be_named(bmv, coordinators) -> None:
    found = told(bmv("indicators", *YEAR, "--json"))["measurements"]

    assert not set(BESIDE).intersection(row["indicator"] for row in found)


def test_who_answers_for_a_plan_is_told_by_its_programme(bmv, many, put) -> None:
    link = Responsibility(
        level=ResponsibilityLevel.PLAN, role=Coded(concept=Role.COUNSELLOR)
    )
    put(attrs.evolve(programme(), chain=(link,)))
    asked = ("indicators", "responsibility.complete.levels", "--as-of", "2024-02-10")
    known, unknown = (
        one(bmv(*asked, "--internal", "--json"))[name]
        for name in ("numerator", "not_recorded")
    )

    # The counsellor is somebody; what the other programme declares nobody knows.
    assert (13, 3) == (known, unknown)


def test_a_degree_is_told_on_each_ladder_by_who_says_it(bmv, many) -> None:
    asked = ("indicators", "decision.participation-degree.on-ladder", "--json")
    found = told(bmv(*asked))["measurements"]
    derived = next(row for row in found if row["group"][1]["name"] == "derived")

    assert 6 == len(found)
    assert {"consultation": 16} == {
        row["category"]: row["count"] for row in derived["categories"] if row["count"]
    }


def test_where_peer_workers_work_has_a_row_for_an_arena_to_come(full_bmv, kept) -> None:
    found = one(full_bmv("indicators", "peer-worker.arena", "--zero-rows", "--json"))

    assert "Bergen kommune" == found["categories"][0]["category"]
    assert {0} == {row["count"] for row in found["categories"]}


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ((), "caseload needs --from"),
        ((*YEAR, "--by", "unit"), "measured without --by"),
    ],
)
def test_a_caseload_that_cannot_be_told_so_is_wrong_usage(
    bmv, coordinators, options, fault
) -> None:
    result = bmv("indicators", "caseload", *options)

    assert 2 == result.exit_code
    assert fault in result.stderr


def rows(result) -> list[dict[str, str]]:
    assert 0 == result.exit_code, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_csv_has_a_row_for_each_number(bmv, many) -> None:
    found = rows(bmv("indicators", EXITS, TO_WORK, "--csv"))
    numbers = {
        (row["indicator"], row["number"], row["category"]): row["value"]
        for row in found
    }

    assert ("9", "16", "0.5625") == (
        numbers[EXITS, "count", "ordinary_work"],
        numbers[EXITS, "total", ""],
        numbers[TO_WORK, "value", ""],
    )
    assert {"2024-06-04"} == {row["end"] for row in found}
    assert {""} == {row["start"] for row in found}


def test_csv_goes_through_disclosure_control_like_every_writer(bmv, kept) -> None:
    found = rows(bmv("indicators", EXITS, "--csv"))

    assert {("", "true")} == {
        (row["value"], row["withheld"]) for row in found if row["number"] != "share"
    }


def test_csv_says_what_was_split_by_and_which_group(bmv, many) -> None:
    found = rows(
        bmv("indicators", EXITS, "--by", "programme", "--threshold", "2", "--csv")
    )

    assert {"enrolment.programme"} == {row["split_by"] for row in found}
    assert {"halden", "midtun"} == {row["enrolment.programme"] for row in found}


def test_csv_tells_a_target_as_a_number_with_its_outcome(bmv, many, put) -> None:
    put(programme(target(TO_WORK, 40)))
    found = rows(bmv("indicators", TO_WORK, "--programme", "halden", "--csv"))
    (aim,) = [row for row in found if row["number"] == "target"]

    assert ("0.4", "reached", "halden") == (
        aim["value"],
        aim["category"],
        aim["programme"],
    )


def test_csv_is_the_same_every_time(bmv, many) -> None:
    first, second = (bmv("indicators", "--csv").output for _ in range(2))

    assert first == second


def test_csv_and_json_are_not_asked_for_together(bmv, many) -> None:
    result = bmv("indicators", "--csv", "--json")

    assert 2 == result.exit_code


def test_the_last_word_is_what_the_made_up_decision_says(rich_case) -> None:
    """The promised degree above is not reached because the service had the last word."""
    assert [LastWord.SERVICE] == [one.last_word for one in rich_case.decisions]


SCALES = """
[[scale]]
id = "health"
scheme = "made.up"
code = "beliefs"
dimension = "health"
respondent = "participant"
least_step = 1

[[scale]]
id = "work"
scheme = "made.up"
code = "beliefs"
dimension = "work"
respondent = "participant"
least_step = 2

[[scale]]
id = "work-staff"
scheme = "made.up"
code = "beliefs"
dimension = "work"
respondent = "service"
least_step = 2

[[gap]]
own = "work"
other = "work-staff"

[[together]]
health = "health"
belief = "work"
"""


@pytest.fixture
def assessed(bmv, documents, rich_case, tmp_path):
    """Eight whose belief in work rose, twelve whose did not; staff saw it higher."""
    cases = []
    for number in range(20):
        risen = 3 if number < 8 else 0
        answers = [
            Assessment(
                id=f"a-{month}-{party}",
                on=date(2024, month, 1),
                instrument=Code(scheme="made.up", code="beliefs"),
                respondent=party,
                scores=(
                    Score(dimension="health", points=month),
                    Score(dimension="work", points=3 + points),
                ),
            )
            for month, party, points in (
                (2, Party.PARTICIPANT, 0),
                (4, Party.PARTICIPANT, risen),
                (5, Party.SERVICE, 6),
            )
        ]
        case = left(rich_case, number, date(2024, 5, 1))
        cases.append(attrs.evolve(case, assessments=tuple(answers)))
    bmv("import", documents(*cases))
    file = tmp_path / "scales.toml"
    file.write_text(SCALES, encoding="utf-8")
    return file


def test_progression_is_told_by_the_scales_of_the_caller(bmv, assessed) -> None:
    asked = ("indicators", "progression.change", "progression.improved")
    found = told(bmv(*asked, "--scales", assessed, "--json"))["measurements"]
    changes = {
        row["group"][1]["name"]: [one["count"] for one in row["categories"]]
        for row in found
        if row["indicator"] == "progression.change" and row["total"]
    }
    improved = [row for row in found if row["indicator"] == "progression.improved"]

    assert {"health": [20], "work": [12, 8]} == changes
    assert [1, 0.4] == [row["value"] for row in improved[:2]]


def test_a_gap_and_what_goes_together_are_told(bmv, assessed) -> None:
    asked = ("indicators", "progression.gap", "health-and-work-belief")
    found = told(bmv(*asked, "--scales", assessed, "--json"))["measurements"]

    assert {
        "progression.gap": {"higher": 20},
        "health-and-work-belief": {"better/same": 12, "better/better": 8},
    } == {
        row["indicator"]: {one["category"]: one["count"] for one in row["categories"]}
        for row in found
    }


def test_few_who_moved_are_withheld(bmv, assessed) -> None:
    asked = ("indicators", "health-and-work-belief", "--scales", assessed, "--json")
    (found,) = told(bmv(*asked, "--threshold", "9"))["measurements"]

    assert {None} == {row["count"] for row in found["categories"]} - {0}


def test_scales_come_with_all_that_is_measured_by_them(bmv, assessed) -> None:
    names = {
        row["indicator"]
        for row in told(bmv("indicators", "--scales", assessed, "--json"))[
            "measurements"
        ]
    }

    assert set(BY_SCALES) <= names


@pytest.mark.parametrize(
    ("ids", "options", "code", "fault"),
    [
        (["progression.change"], [], 2, "progression.change needs --scales"),
        (["contact.held"], ["--scales"], 2, "--scales are for"),
        ([], ["--by", "unit", "--scales"], 2, "--scales are for"),
    ],
)
def test_scales_go_with_what_is_measured_by_them(
    bmv, assessed, ids, options, code, fault
) -> None:
    files = [assessed] if options else []
    result = bmv("indicators", *ids, *options, *files)

    assert code == result.exit_code
    assert fault in result.stderr


def test_a_gap_between_two_dimensions_is_refused(bmv, assessed) -> None:
    assessed.write_text(SCALES.replace('other = "work-staff"', 'other = "health"'))
    result = bmv("indicators", "progression.gap", "--scales", assessed)

    assert 3 == result.exit_code
    assert "a gap is between two respondents" in result.stderr


@pytest.mark.parametrize(
    ("asked", "small"),
    [((), 7), (("--programme", "at-home"), 5), (("--threshold", "3"), 3)],
)
def test_what_a_country_sets_as_small_is_small_where_nobody_says(
    asked: tuple[str, ...], small: int, bmv: Any, many: Any, plugin: Any
) -> None:
    strict = Parameter(
        id="disclosure.threshold",
        level=ParameterLevel.COUNTRY,
        applies_to="XX",
        unit_of_measure="people",
        values=(ParameterValue(value=7, source="a test"),),
    )
    abroad = Programme(
        id="abroad",
        name="Abroad",
        country="XX",
        period=Period(),
        time_zone="Europe/Oslo",
    )
    at_home = attrs.evolve(abroad, id="at-home", country="YY")
    acme = plugin("acme", bmv_parameters=(strict,), bmv_programmes=(abroad, at_home))
    found = bmv("indicators", *asked, "--json", plugins=(acme,))
    assert told(found)["threshold"] == small
