"""The exported results say what the command says, of whatever a store keeps."""

from __future__ import annotations

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
    Party,
    Role,
)
from brukermedvirkning.domain.decisions import Degree
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.ladders import ARNSTEIN
from brukermedvirkning.domain.organisation import (
    Attendance,
    Responsibility,
    ResponsibilityLevel,
    StaffMember,
    Training,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import (
    Programme,
    SolutionDescription,
    Target,
)
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.services import BESIDE, BY_SCALES

TO_WORK = "exit.to-work-or-education"
SURVEYS = "survey.experience"
SINCE = Period(start=date(2020, 1, 1))
PROGRAMMES = tuple(
    Programme(
        id=name,
        name=name,
        period=SINCE,
        time_zone="Europe/Oslo",
        solution=SolutionDescription(
            targets=(Target(indicator=TO_WORK, at_least=aim),),
            promised_degree=Degree(ladder=ARNSTEIN, rung=rung),
        ),
        chain=(
            Responsibility(
                level=ResponsibilityLevel.PLAN, role=Coded(concept=Role.COUNSELLOR)
            ),
        ),
    )
    for name, aim, rung in (("halden", 40, 6), ("midtun", 95, 4))
)
COUNCIL = CollectiveParticipation(
    id="council",
    unit="halden",
    level=Level.SERVICE,
    period=Period(),
    matters=tuple(
        Matter(
            id=f"m-{number}",
            raised_by=(Party.PARTICIPANT,),
            raised_on=date(2024, 2, 1),
            outcome=MatterOutcome.CHANGED if number < 6 else MatterOutcome.UNKNOWN,
        )
        for number in range(8)
    ),
)
TRAINING = Training(
    id="t",
    unit="halden",
    on=date(2024, 3, 1),
    about_participation=True,
    attended=(Attendance(party=Party.SERVICE, attended=5),),
)
STAFF = tuple(
    StaffMember(id=f"post-{number}", unit="halden", period=SINCE, decides=Answer.YES)
    for number in range(6)
)
WAVE = SurveyWave(
    id="spring",
    instrument=Code(scheme="made.up", code="survey"),
    period=Period(start=date(2024, 4, 1)),
)
ANSWERS = tuple(
    SurveyResult(
        id=f"r-{item}",
        wave="spring",
        item=item,
        invited=20,
        answered=sum(counts),
        distribution=tuple(
            AnswerCount(answer=f"answer {place}", count=count)
            for place, count in enumerate(counts, 1)
        ),
    )
    for item, counts in (("trust", (6, 7)), ("heard", (2, 11)), ("few", (2, 2)))
)
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

[[gap]]
own = "work"
other = "work"

[[together]]
health = "health"
belief = "work"
"""


def a_case(rich_case, number: int):
    """Eight of twenty believe more in work; ten coordinators have two cases each."""
    (enrolment,) = rich_case.enrolments
    gone = attrs.evolve(
        enrolment.exit,
        on=date(2024, 5, 1),
        category=Coded(concept=ExitCategory.ORDINARY_WORK),
    )
    programme = "halden" if number < 12 else "midtun"
    place = TeamMember(
        id="t-1",
        period=Period(start=date(2024, 1, 1)),
        role=Coded(concept=Role.COORDINATING_CASEWORKER),
        actor=Actor(kind=ActorKind.STAFF, id=f"s-{number % 10}"),
    )
    assessments = tuple(
        Assessment(
            id=f"a-{month}",
            on=date(2024, month, 1),
            instrument=Code(scheme="made.up", code="beliefs"),
            respondent=Party.PARTICIPANT,
            scores=(
                Score(dimension="health", points=month),
                Score(dimension="work", points=3 + risen),
            ),
        )
        for month, risen in ((2, 0), (4, 3 if number < 8 else 0))
    )
    return attrs.evolve(
        rich_case,
        id=f"c-{number}",
        participant=Participant(id=f"p-{number}"),
        enrolments=(attrs.evolve(enrolment, programme=programme, exit=gone),),
        team=(place,),
        assessments=assessments,
    )


@pytest.fixture
def kept_together(bmv, documents, rich_case, app, store, tmp_path):
    """A store with something of everything that is measured; the file of scales."""
    bmv("import", documents(*(a_case(rich_case, number) for number in range(20))))
    with app().store(store) as opened, opened.begin() as work:
        for record in (*PROGRAMMES, COUNCIL, TRAINING, *STAFF, WAVE, *ANSWERS):
            work.records(type(record)).put(record)
    file = tmp_path / "scales.toml"
    file.write_text(SCALES, encoding="utf-8")
    return file


def plain(measurement: dict[str, Any]) -> dict[str, Any]:
    """A measurement of the command as a file has it: without what is said of it."""
    measurement.pop("text")
    for row in (
        *measurement["group"],
        *(measurement.get("categories") or ()),
        *(measurement.get("events") or ()),
    ):
        row.pop("label", None)
    return measurement


def told(result) -> dict[str, Any]:
    assert 0 == result.exit_code, result.output
    return json.loads(result.stdout)


def written(bmv, folder, *settings: str) -> dict[str, Any]:
    options = [part for one in settings for part in ("--set", one)]
    result = bmv(*("export", "--format", "indicators"), *options, folder)
    assert 0 == result.exit_code, result.output
    return json.loads((folder / "results.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"by": "unit"},
        {"by": "programme"},
        {"programme": "halden"},
        {"programme": "midtun", "every": "quarter"},
        {"every": "month"},
        {"group": "by-principle"},
        {"group": "by-principle", "indicators": f"caseload,{SURVEYS}"},
        {"indicators": ",".join(name for name in BESIDE if name not in BY_SCALES)},
        {"indicators": f"plan.exists,{SURVEYS},caseload", "threshold": "3"},
        {"indicators": "decision.degree-kept,mentor.offered", "programme": "midtun"},
        {"zeros": "small"},
        {"scales": "the file"},
        {"scales": "the file", "indicators": ",".join(BY_SCALES), "threshold": "9"},
    ],
    ids=lambda asked: "+".join(asked) or "everything",
)
def test_the_export_says_what_the_command_says(
    bmv, kept_together, tmp_path, asked
) -> None:
    if "scales" in asked:
        asked = {**asked, "scales": str(kept_together)}
    days = {"as-of": "2024-06-03", "from": "2024-01-01", "until": "2024-05-31"}
    settings = {**days, **asked}
    document = written(
        bmv, tmp_path / "out", *(f"{name}={said}" for name, said in settings.items())
    )
    ids = settings.pop("indicators", "").split(",")
    options = [part for name, said in settings.items() for part in (f"--{name}", said)]
    command = told(
        bmv("indicators", *filter(None, ids), *options, "--zero-rows", "--json")
    )

    assert document["measurements"]
    assert [plain(one) for one in command["measurements"]] == document["measurements"]
    for said in ("left_out", "threshold", "zeros"):
        assert command[said] == document[said], said


@pytest.mark.parametrize(
    ("asked", "small"),
    [((), 7), (("programme=halden",), 7), (("programme=midtun",), 5)],
    ids=["all", "the-strict-one", "another"],
)
def test_what_a_kept_programme_sets_as_small_is_small_in_both(
    bmv, kept_together, app, store, tmp_path, asked, small
) -> None:
    strict = attrs.evolve(
        PROGRAMMES[0], parameters=FrozenMap({"disclosure.threshold": 7})
    )
    with app().store(store) as opened, opened.begin() as work:
        work.records(Programme).put(strict)
    settings = ("as-of=2024-06-03", "indicators=exit.distribution", *asked)
    document = written(bmv, tmp_path / "out", *settings)
    options = [part for one in asked for part in ("--programme", one.split("=")[1])]
    command = told(bmv("indicators", "exit.distribution", *options, "--json"))

    assert (small, small) == (document["threshold"], command["threshold"])


def test_surveys_and_organisations_are_in_the_export(
    bmv, kept_together, tmp_path
) -> None:
    document = written(bmv, tmp_path / "out", "as-of=2024-06-03")
    surveys = {
        one["group"][1]["name"]: [row["count"] for row in one["categories"]]
        for one in document["measurements"]
        if one["indicator"] == SURVEYS
    }
    names = {one["indicator"] for one in document["measurements"]}

    assert {"trust": [6, 7], "heard": [None, 11], "few": []} == surveys
    assert {"training.staff", "collective.matter-outcome"} <= names


def test_a_caseload_of_few_coordinators_is_withheld(
    bmv, documents, rich_case, tmp_path
) -> None:
    bmv("import", documents(*(a_case(rich_case, number) for number in range(4))))
    document = written(
        bmv,
        tmp_path / "out",
        *("as-of=2024-06-03", "from=2024-01-01", "indicators=caseload"),
    )
    (found,) = document["measurements"]

    assert (None, None, "small_cells") == tuple(
        found[name] for name in ("value", "people", "withheld_because")
    )


@pytest.mark.parametrize(
    ("setting", "named"),
    [
        ("by=unit", {SURVEYS, "training.staff"}),
        ("programme=halden", {SURVEYS, "training.staff"}),
    ],
)
def test_what_was_left_out_is_named(
    bmv, kept_together, tmp_path, setting, named
) -> None:
    document = written(bmv, tmp_path / "out", "as-of=2024-06-03", setting)
    measured = {one["indicator"] for one in document["measurements"]}

    assert named <= set(document["left_out"])
    assert not measured.intersection(document["left_out"])


def test_degrees_promised_in_different_ways_are_left_out_by_name(
    bmv, kept_together, tmp_path
) -> None:
    document = written(bmv, tmp_path / "out", "as-of=2024-06-03")

    assert ["decision.degree-kept", "decision.degree-kept.people"] == document[
        "left_out"
    ]


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        (("indicators=caseload",), "caseload needs from"),
        (("indicators=progression.change",), "progression.change needs scales"),
        ((f"indicators={SURVEYS}", "by=unit"), "is measured without by"),
        (("scales=nowhere.toml",), "a file that can be read"),
        (("scales={broken}",), "a file of scales"),
        (("scales={scales}", "indicators=plan.exists"), "scales are for"),
    ],
)
def test_what_cannot_be_measured_so_is_wrong_usage(
    bmv, kept_together, tmp_path, settings, fault
) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("[[scale]]\nid = 1\n", encoding="utf-8")
    told_so = [one.format(broken=broken, scales=kept_together) for one in settings]
    result = bmv(
        *("export", "--format", "indicators", tmp_path / "out"),
        *(part for one in ("as-of=2024-06-03", *told_so) for part in ("--set", one)),
    )

    assert 2 == result.exit_code, result.output
    assert fault in result.stderr
    assert not (tmp_path / "out").exists()
