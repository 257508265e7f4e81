"""The exported results say what the command says, of whatever a store keeps."""

from __future__ import annotations

import csv
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

pytestmark = pytest.mark.once

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
OWN = """
[[indicator]]
id = "acme.talks"
question = "How many talks?"
counts = "contact"
duty_holder = "programme"
groupings = ["case.unit"]
source = "Acme's handbook"

[indicator.scoring]
kind = "cohort"

[[indicator]]
id = "contact.held"
question = "How many, as Acme counts?"
counts = "contact"
duty_holder = "programme"
source = "Acme's handbook"

[indicator.scoring]
kind = "cohort"
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
    for name, text in (("scales", SCALES), ("definitions", OWN)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path / "scales.toml"


def plain(measurement: dict[str, Any]) -> dict[str, Any]:
    """A measurement of the command as a file has it: without what is said of it."""
    measurement.pop("text")
    for name in ("group", "categories", "events"):
        rows = measurement.get(name)
        # The events of a rate are a number.
        for row in rows if isinstance(rows, list) else ():
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
        {"by": "programme,unit"},
        {"by": "unit,unit", "indicators": "plan.exists"},
        {"engine": "interpreter", "group": "by-principle"},
        {"definitions": "the file"},
        {"definitions": "the file", "by": "unit"},
        {"definitions": "the file", "indicators": "contact.held,plan.exists,caseload"},
        {"definitions": "the file", "indicators": SURVEYS},
        {"definitions": "the file", "group": "by-principle"},
        {"scales": "the file"},
        {"scales": "the file", "indicators": ",".join(BY_SCALES), "threshold": "9"},
    ],
    ids=lambda asked: "+".join(asked) or "everything",
)
def test_the_export_says_what_the_command_says(
    bmv, kept_together, tmp_path, asked
) -> None:
    files = {name: str(tmp_path / f"{name}.toml") for name in ("scales", "definitions")}
    asked = asked | {name: file for name, file in files.items() if name in asked}
    days = {"as-of": "2024-06-03", "from": "2024-01-01", "until": "2024-05-31"}
    settings = {**days, **asked}
    document = written(
        bmv, tmp_path / "out", *(f"{name}={said}" for name, said in settings.items())
    )
    ids = settings.pop("indicators", "").split(",")
    split = [("by", one) for one in settings.pop("by", "").split(",") if one]
    said_so = (*settings.items(), *split)
    options = [part for name, said in said_so for part in (f"--{name}", said)]
    command = told(
        bmv("indicators", *filter(None, ids), *options, "--zero-rows", "--json")
    )

    assert document["measurements"]
    assert [plain(one) for one in command["measurements"]] == document["measurements"]
    for said in ("left_out", "not_offered", "threshold", "zeros"):
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


@pytest.fixture
def tables(full_bmv, kept_together, tmp_path):
    """The cases as exported tables, of which no store knows any more."""
    folder = tmp_path / "tables"
    wanted = ("--format", "tables", "--set", "ids=yes")
    assert 0 == full_bmv("export", *wanted, folder).exit_code
    (tmp_path / "cases.db").unlink()
    return folder


@pytest.mark.parametrize(
    ("asked", "lost"),
    [
        ({}, {SURVEYS, "training.staff"}),
        ({"by": "programme"}, {SURVEYS, "training.staff"}),
        ({"programme": "no.halden"}, {SURVEYS, "training.staff", "contact.held"}),
        ({"programme": "no.halden", "indicators": "exit.distribution"}, set()),
        ({"definitions": "the file"}, set()),
    ],
    ids=lambda one: "+".join(sorted(one)) or "everything",
)
def test_of_tables_both_say_the_same_and_open_no_store(
    full_bmv, tables, tmp_path, asked, lost
) -> None:
    settings = {**asked, "as-of": "2024-06-03", "engine": "duckdb", "tables": tables}
    if "definitions" in asked:
        settings["definitions"] = tmp_path / "definitions.toml"
    parts = (f"{name}={said}" for name, said in settings.items())
    document = written(full_bmv, tmp_path / "out", *parts)
    ids = str(settings.pop("indicators", "")).split()
    options = [part for name, said in settings.items() for part in (f"--{name}", said)]
    command = told(full_bmv("indicators", *ids, *options, "--zero-rows", "--json"))

    assert document["measurements"]
    assert [plain(one) for one in command["measurements"]] == document["measurements"]
    assert command["left_out"] == document["left_out"]
    assert lost <= set(document["left_out"])
    assert bool(lost) == bool(document["left_out"])


def test_how_many_cases_tables_are_of_nobody_knows(full_bmv, tables, tmp_path) -> None:
    settings = ("as-of=2024-06-03", "engine=duckdb", f"tables={tables}")
    asked = [part for one in settings for part in ("--set", one)]
    asked = ["export", "--format", "indicators", *asked, "--set", "group=by-principle"]
    found = told(full_bmv(*asked, "--json", tmp_path / "out"))
    page = full_bmv(*asked, tmp_path / "again").output

    assert (None, True) == (found["cases"], found["results"])
    assert page.split()[-3:] == ["of", "exported", "tables."]


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        (("engine=python",), "does not count tables; engines that do: duckdb, spark"),
        ((), "tables: found "),
        (
            ("engine=duckdb", "indicators=caseload"),
            "caseload is measured without tables",
        ),
        (
            ("engine=duckdb", "indicators=training.staff"),
            "training.staff is counted in a store: without tables",
        ),
        (
            ("engine=duckdb", "indicators=contact.held", "programme=no.halden"),
            "contact.held knows no programme: without tables",
        ),
    ],
)
def test_what_tables_cannot_say_is_wrong_usage(
    full_bmv, tables, tmp_path, settings, fault
) -> None:
    told_so = ("as-of=2024-06-03", "from=2024-01-01", f"tables={tables}", *settings)
    asked = [part for one in told_so for part in ("--set", one)]
    result = full_bmv("export", "--format", "indicators", *asked, tmp_path / "out")

    assert (2, False) == (result.exit_code, (tmp_path / "out").exists())
    assert fault in result.stderr


def test_tables_are_counted_or_a_store_is(full_bmv, tables, store, tmp_path) -> None:
    settings = ("as-of=2024-06-03", "engine=duckdb", f"tables={tables}")
    asked = [part for one in settings for part in ("--set", one)]
    export = full_bmv(
        *("export", "--format", "indicators", *asked, "--store", store),
        tmp_path / "out",
    )
    command = full_bmv(
        *("indicators", "--engine", "duckdb", "--tables", tables, "--store", store)
    )

    for result in (export, command):
        assert 2 == result.exit_code
        assert "ables are counted, and no store is: without --store" in result.stderr


def test_what_was_left_out_is_a_table_and_a_notice(
    bmv, kept_together, tmp_path
) -> None:
    document = written(bmv, tmp_path / "out", "as-of=2024-06-03", "by=unit")
    with (tmp_path / "out" / "left_out.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    command = bmv("indicators", "--by", "unit", "--csv")

    assert document["left_out"] == [
        row["indicator"] for row in rows if row["because"] == "not_in_this_way"
    ]
    assert command.stderr.startswith("bmv: Cannot be asked in this way: ")
    assert all(name in command.stderr for name in document["left_out"])
    assert "Cannot" not in command.stdout
    assert "" == bmv("indicators", "plan.exists", "--csv").stderr
