"""`bmv export --format indicators`: results as files, published and nothing else."""

from __future__ import annotations

import csv
import io
import json
import stat
import zipfile
from datetime import date

import attrs
import pytest

from brukermedvirkning.domain.case import Participant
from brukermedvirkning.domain.concepts import Answer
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import (
    Programme,
    SolutionDescription,
    Target,
)

WRITE = ("export", "--format", "indicators", "--set", "as-of=2024-06-03")
TO_WORK = "exit.to-work-or-education"


@pytest.fixture
def many(bmv, documents, rich_case):
    """Seven cases that left for ordinary work are in the store."""
    cases = [
        attrs.evolve(rich_case, id=f"c-{n}", participant=Participant(id=f"p-{n}"))
        for n in range(7)
    ]
    bmv("import", documents(*cases))


def rows(folder, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_folder_holds_tables_a_document_and_a_description(
    bmv, many, tmp_path
) -> None:
    folder = tmp_path / "out"
    result = bmv(*WRITE, folder)

    assert f"Results written to {folder}, of cases: 7.".split() == result.output.split()
    assert {
        "comparisons.csv",
        "datapackage.json",
        "left_out.csv",
        "measurements.csv",
        "numbers.csv",
        "results.json",
    } == {path.name for path in folder.iterdir()}
    assert {0o600} == {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def test_every_column_is_described_and_in_its_place(bmv, many, tmp_path) -> None:
    folder = tmp_path / "out"
    bmv(*WRITE, "--set", "by=programme", folder)
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    tables = [one for one in package["resources"] if one.get("type") == "table"]

    assert 4 == len(tables)
    for table in tables:
        with (folder / table["path"]).open(encoding="utf-8", newline="") as file:
            header, *lines = csv.reader(file)
        fields = table["schema"]["fields"]

        assert header == [field["name"] for field in fields]
        for place, field in enumerate(fields):
            if "constraints" in field:
                assert all(line[place] for line in lines), field["name"]


def test_the_numbers_are_those_of_the_command(bmv, many, tmp_path) -> None:
    folder = tmp_path / "out"
    bmv(*WRITE, folder)
    told = json.loads(bmv("indicators", "--json").stdout)["measurements"]
    document = json.loads((folder / "results.json").read_text("utf-8"))

    def without_labels(one):
        one.pop("text", None)
        for group in one["group"]:
            group.pop("label", None)
        for name in ("categories", "events"):
            rows = one.get(name)
            for row in rows if isinstance(rows, list) else ():
                row.pop("label", None)
        return one

    shown = {row["indicator"]: without_labels(row) for row in told}
    for one in document["measurements"]:
        other = shown[one["indicator"]]
        categories = {row["category"]: row for row in one.pop("categories", [])}

        assert all(
            categories[row["category"]] == row for row in other.pop("categories", [])
        )
        assert one == other
    assert ("brukermedvirkning.results", 5, "shown") == tuple(
        document[name] for name in ("format", "threshold", "zeros")
    )


def test_what_is_withheld_is_empty_and_said_to_be(bmv, kept, tmp_path) -> None:
    folder = tmp_path / "out"
    bmv(*WRITE, "--set", "indicators=exit.distribution", folder)
    (about,) = rows(folder, "measurements")

    assert "small_cells" == about["withheld_because"]
    assert {("", "true")} == {
        (row["value"], row["withheld"]) for row in rows(folder, "numbers")
    }


def test_there_is_no_way_to_write_what_is_withheld(bmv, kept, tmp_path) -> None:
    result = bmv(*WRITE, "--set", "internal=yes", tmp_path / "out")

    assert (2, False) == (result.exit_code, (tmp_path / "out").exists())
    assert "internal" in result.stderr


def test_no_case_is_read_where_only_results_are_written(bmv, many, tmp_path) -> None:
    bmv(*WRITE, tmp_path / "out")
    found = json.loads(bmv("access", "c-1", "--json").stdout)

    assert [] == found["readings"]


def test_a_purpose_is_of_readings_and_there_is_none(bmv, many, tmp_path) -> None:
    result = bmv(*WRITE, "--purpose", "statistics", tmp_path / "out")

    assert (2, False) == (result.exit_code, (tmp_path / "out").exists())


def test_standard_output_has_one_file(bmv, many) -> None:
    packed = zipfile.ZipFile(io.BytesIO(bmv(*WRITE, "-").stdout_bytes))

    assert "results.json" in packed.namelist()


def test_a_trend_a_split_and_a_group_can_be_asked_for(bmv, many, tmp_path) -> None:
    folder = tmp_path / "out"
    settings = ("every=month", "from=2024-04-01", "until=2024-05-31", "by=programme")
    bmv(
        *WRITE,
        *(part for one in settings for part in ("--set", one)),
        *("--set", "group=by-principle", "--set", "threshold=2", folder),
    )
    about = rows(folder, "measurements")

    assert {"2024-04-01", "2024-05-01"} == {row["start"] for row in about}
    assert {"enrolment.programme"} == {row["split_by"] for row in about}
    assert "exit.distribution" in {row["indicator"] for row in about}


@pytest.fixture
def halden(app, store):
    """The programme of the made-up cases, with a target."""
    aim = Target(indicator=TO_WORK, at_least=40)
    kept = Programme(
        id="halden",
        name="Halden",
        period=Period(start=date(2020, 1, 1)),
        time_zone="Europe/Oslo",
        solution=SolutionDescription(targets=(aim,)),
    )
    with app().store(store) as opened, opened.begin() as work:
        work.records(Programme).put(kept)


def test_the_aims_of_one_programme_are_a_table(bmv, many, halden, tmp_path) -> None:
    folder = tmp_path / "out"
    bmv(*WRITE, "--set", "programme=halden", "--set", f"indicators={TO_WORK}", folder)
    about, *_ = rows(folder, "measurements")
    (found,) = rows(folder, "comparisons")

    assert ("halden", "halden", "target", "0.4", "reached") == (
        about["programme"],
        *(found[name] for name in ("programme", "kind", "aim", "outcome")),
    )


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ("as-of=tomorrow", "as-of: found 'tomorrow'"),
        ("from=2024", "from: found '2024'"),
        ("every=week", "one of month, quarter, year"),
        ("from=", "from: found ''; expected a day"),
        ("zeros=hidden", "one of shown, small"),
        ("threshold=few", "threshold: found 'few'"),
        ("threshold=1", "a threshold below 2 hides nobody"),
        ("indicators=nonsense", "indicators: found 'nonsense'"),
        ("indicators=", "indicators: found nothing; expected the id of an indicator"),
        ("indicators=plan.exist", "(did you mean 'plan.exists'?)"),
        ("group=nonsense", "one of by-principle"),
        ("group=by-princple", "(did you mean 'by-principle'?)"),
        (
            "engine=abacus",
            "engine: found 'abacus'; expected one of python, interpreter",
        ),
        ("tables=nowhere", "tables: found 'nowhere'; expected a folder of exported"),
        ("definitions=nowhere", "definitions: found 'nowhere'; expected a file that"),
        ("programme=nowhere", "programme: found 'nowhere'"),
        ("by=", "by: found nothing; expected a field such as programme"),
        ("by=team_member.actor.id", "no indicator can be split by"),
        ("until=2024-01-01", ""),
    ],
)
def test_what_cannot_be_asked_is_wrong_usage(
    bmv, many, tmp_path, setting, fault
) -> None:
    asked = {"as-of": "2024-06-03", "from": "2024-02-01"}
    asked |= dict([setting.split("=")])
    result = bmv(
        *("export", "--format", "indicators", tmp_path / "out"),
        *(
            part
            for name, value in asked.items()
            for part in ("--set", f"{name}={value}")
        ),
    )

    assert 2 == result.exit_code
    assert fault in result.stderr


def test_a_trend_without_a_first_day_asks_for_that(bmv, many, tmp_path) -> None:
    result = bmv(*WRITE, "--set", "every=month", tmp_path / "out")

    assert 2 == result.exit_code
    assert "from: found nothing; expected the first day of the trend" in result.stderr


def test_all_that_is_wrong_is_told_together(bmv, many, tmp_path) -> None:
    result = bmv(
        "export", "--format", "indicators", tmp_path / "out", "--set", "by=x,y"
    )
    again = bmv(
        *("export", "--format", "indicators", tmp_path / "out", "--set", "every=week"),
        *("--set", "colour=red"),
    )

    assert "as-of: found nothing" in result.stderr
    assert 3 == len(again.stderr.strip().splitlines())


def test_what_would_be_misread_alone_comes_with_what_it_is_printed_with(
    bmv, many, tmp_path
) -> None:
    folder = tmp_path / "out"
    bmv(*WRITE, "--set", f"indicators={TO_WORK}", folder)
    beside = ["enrolment.now", "exit.cumulative-incidence"]
    measurements = rows(folder, "measurements")

    assert [TO_WORK, *beside] == [row["indicator"] for row in measurements]
    assert [" ".join(beside), "", ""] == [row["printed_with"] for row in measurements]
    assert (
        "categories: ordinary_work, ordinary_education; left_out: death"
        == measurements[0]["parameters"]
    )


def test_of_which_programmes_leaving_is_not_measured_is_in_the_folder(
    bmv, app, store, many, tmp_path
) -> None:
    without = Programme(
        id="vta",
        name="VTA",
        period=Period(),
        time_zone="Europe/Oslo",
        stay_limited=Answer.NO,
    )
    with app().store(store) as opened, opened.begin() as work:
        work.records(Programme).put(without)
    folder = tmp_path / "out"
    bmv(*WRITE, "--set", f"indicators={TO_WORK}", folder)
    told = [(TO_WORK, "vta"), ("exit.cumulative-incidence", "vta")]

    assert told == [
        (row["indicator"], row["programmes"])
        for row in rows(folder, "left_out")
        if row["because"] == "no_time_limit"
    ]
    document = json.loads((folder / "results.json").read_text("utf-8"))
    assert told == [
        (one["indicator"], *one["programmes"]) for one in document["not_offered"]
    ]
