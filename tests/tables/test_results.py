"""Results as files: every number once, what is withheld said to be, all described."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ExitCategory
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.errors import OptionError
from brukermedvirkning.host import Host
from brukermedvirkning.ports import Measurable, ResultsWriter
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.asked import Asked, measure_asked
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.printed_with import together
from brukermedvirkning.rules.indicators.results import results
from brukermedvirkning.tables.result_facts import plain, result_facts, window_facts
from brukermedvirkning.tables.result_files import write_results, write_results_csv
from brukermedvirkning.tables.result_numbers import numbers

BY_ID = {one.id: one for one in BUILT_IN}
EVER = Window.everything(date(2026, 6, 30))
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "results.md"


def a_case(number: int, programme: str = "x") -> Case:
    """A participant who left for work after a hundred days."""
    left = ProgrammeExit(
        on=date(2026, 4, 10), category=Coded(concept=ExitCategory.ORDINARY_WORK)
    )
    enrolment = Enrolment(
        id="e", programme=programme, start=date(2026, 1, 1), exit=left
    )
    return Case(
        id=f"c-{number}",
        participant=Participant(id=f"p-{number}"),
        enrolments=(enrolment,),
    )


MANY = [a_case(number) for number in range(12)]


def measured(*ids: str, cases: Any = MANY, **how: Any) -> tuple[Any, ...]:
    by = how.pop("by", ())
    asked = Asked(definitions=together(ids or BY_ID, BY_ID), windows=(EVER,), by=by)
    shown = measure_asked(asked, cases, **how)
    named = [one for one in shown if one.indicator in (ids or BY_ID)]
    return tuple(results(named, BY_ID))


def told(result: Any) -> dict[tuple[Any, ...], Any]:
    """The numbers of a result, by name, category and day."""
    return {
        (one.number, one.category, one.day): "withheld" if one.withheld else one.value
        for one in numbers(result.measurement)
    }


def test_a_share_is_told_with_its_parts_and_interval() -> None:
    (one,) = measured("exit.to-work-or-education")
    found = told(one)

    assert (1, 12, 12) == tuple(
        found[name, None, None] for name in ("value", "numerator", "people")
    )
    assert (
        found["interval.lower", None, None] < 1 == found["interval.upper", None, None]
    )


def test_a_share_of_nobody_is_undefined_and_has_no_interval() -> None:
    (one,) = measured("exit.to-work-or-education", cases=[])
    found = told(one)

    assert (None, False) == (
        found["value", None, None],
        ("interval.lower", None, None) in found,
    )


def test_what_is_withheld_is_named_and_not_told() -> None:
    (one,) = measured("exit.to-work-or-education", cases=MANY[:2])
    found = told(one)

    assert {"withheld"} == set(found.values())
    assert ("interval.lower", None, None) in found


def test_a_distribution_is_told_by_category() -> None:
    (one,) = measured("exit.distribution")
    found = told(one)

    assert (12, 1, 0) == (
        found["count", "ordinary_work", None],
        found["share", "ordinary_work", None],
        found["count", "death", None],
    )


def test_a_curve_is_told_by_day_and_category() -> None:
    (one,) = measured("exit.cumulative-incidence", internal=True)
    days = {key[2] for key in told(one)} - {None}
    found = told(one)

    assert 12 == found["events", "ordinary_work", None]
    assert {point.day for point in one.measurement.curve} == days
    assert all(("incidence", None, day) in found for day in days)


def test_a_curve_that_is_withheld_is_a_withheld_number() -> None:
    (one,) = measured("exit.cumulative-incidence", cases=MANY[:2])

    assert ("withheld", "withheld") == tuple(
        told(one)[name, None, None] for name in ("events", "curve")
    )


@pytest.mark.parametrize("cases", [MANY, MANY[:2], []], ids=["many", "few", "none"])
def test_every_part_that_is_named_is_told(cases) -> None:
    for one in measured(cases=cases):
        found = result_facts(one)
        named = (*found["parts"], *found["withheld"])

        assert set(named) <= set(found), found["indicator"]


def test_the_events_of_a_rate_are_a_number_and_a_part() -> None:
    (one,) = measured("contact.per-month", internal=True)
    found = result_facts(one)

    assert (0, True) == (found["events"], "events" in found["parts"])


def test_facts_are_what_json_can_say() -> None:
    found = [result_facts(one) for one in measured(internal=True)]

    assert found == json.loads(json.dumps(found))
    assert len(BUILT_IN) == len(found)


@pytest.mark.parametrize(
    ("start", "expected"), [(date(2026, 1, 1), "2026-01-01"), (EVER.start, None)]
)
def test_a_window_from_the_beginning_has_no_first_day(start, expected) -> None:
    window = Window(start=start, end=EVER.end, as_of=EVER.as_of)

    assert expected == window_facts(window)["start"]
    assert plain(EVER.end) == window_facts(window)["end"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = measured("exit.distribution", "exit.to-work-or-education")
    assert 2 == write_results(found, tmp_path, {"threshold": 5})
    return tmp_path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_number_belongs_to_a_measurement(folder: Path) -> None:
    known = {row["measurement"] for row in rows(folder / "measurements.csv")}

    assert {"1", "2"} == known
    assert known == {row["measurement"] for row in rows(folder / "numbers.csv")}
    assert [] == rows(folder / "comparisons.csv")


def test_the_document_says_how_it_was_made(folder: Path) -> None:
    document = json.loads((folder / "results.json").read_text("utf-8"))

    assert ("brukermedvirkning.results", 1, 5, 2) == (
        document["format"],
        document["version"],
        document["threshold"],
        len(document["measurements"]),
    )


def test_every_column_and_file_is_on_the_page(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    page = PAGE.read_text("utf-8")
    sections = dict(
        re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    )
    for resource in package["resources"]:
        assert f"`{resource['path']}`" in page
        for field in resource.get("schema", {}).get("fields", ()):
            assert f"`{field['name']}`" in sections[resource["path"]]


def test_one_table_has_everything_in_it() -> None:
    out = io.StringIO()
    split = measured("exit.distribution", by=("enrolment.programme",))
    write_results_csv((*split, *measured("exit.to-work-or-education")), out)
    found = list(csv.DictReader(io.StringIO(out.getvalue())))

    assert {"x", ""} == {row["enrolment.programme"] for row in found}
    assert {"enrolment.programme", ""} == {row["split_by"] for row in found}
    assert {"true", "false"} >= {row["withheld"] for row in found}
    assert ["12"] == [row["value"] for row in found if row["number"] == "total"]


WRITER = Host.load(entry_points=False).writer("indicators")


def test_the_writer_is_one_of_results() -> None:
    assert isinstance(WRITER, ResultsWriter)
    over = WRITER.over(Measurable(indicators={}))
    with pytest.raises(OptionError, match="plan\\.exists"):
        over.write(
            [], io.BytesIO(), {"as-of": "2026-06-30", "indicators": "plan.exists"}
        )


def test_the_writer_measures_and_tells_of_how_many_cases(tmp_path: Path) -> None:
    settings = {"as-of": "2026-06-30", "indicators": "exit.distribution"}

    assert 12 == WRITER.write_folder(iter(MANY), tmp_path, settings)
    assert ["12"] == [
        row["value"]
        for row in rows(tmp_path / "numbers.csv")
        if row["number"] == "total"
    ]
