"""CSV files and their description."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from brukermedvirkning.builtin.flat_tables import FlatTables
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.errors import OptionError
from brukermedvirkning.tables import layout, write_csv

DAY = date(2024, 5, 1)


def cases(count: int = 2):
    for number in range(count):
        yield Case(
            id=f"k{number}",
            participant=Participant(id="somebody"),
            contacts=(
                Contact(
                    id="c", on=DAY, form_chosen_by=(Party.PARTICIPANT, Party.SERVICE)
                ),
            ),
        )


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def test_each_table_is_a_file_with_its_columns(tmp_path: Path) -> None:
    assert 2 == write_csv(cases(), tmp_path)
    rows = read(tmp_path / "contact.csv")

    assert {f"{name}.csv" for name in layout()} | {"datapackage.json"} == {
        path.name for path in tmp_path.iterdir()
    }
    assert ["1", "2"] == [row["case"] for row in rows]
    assert ("2024-05-01", "", "false", '["participant","service"]') == tuple(
        rows[0][f"contact.{name}"]
        for name in ("on", "form", "registered_in_error", "form_chosen_by")
    )


def test_the_description_tells_types_keys_and_what_is_left_out(tmp_path: Path) -> None:
    write_csv(cases(), tmp_path)
    told = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    resources = {one["name"]: one for one in told["resources"]}
    contact = resources["contact"]
    fields = {one["name"]: one for one in contact["schema"]["fields"]}

    assert [{"title": "cases kept by brukermedvirkning"}] == told["sources"]
    for name, resource in resources.items():
        (header, *_) = csv.reader(
            io.StringIO((tmp_path / resource["path"]).read_text())
        )
        assert header == [one["name"] for one in resource["schema"]["fields"]]
        assert list(layout()[name].keys) == resource["schema"]["primaryKey"]
    assert "date" == fields["contact.on"]["type"]
    assert fields["contact.on"]["constraints"]["required"]
    assert "unknown" not in fields["contact.form"]["constraints"]["enum"]
    assert "unknown" in fields["contact.form.recorded"]["constraints"]["enum"]
    assert "contact.note.text" in contact["leftOut"]
    assert "case.id" in resources["case"]["leftOut"]
    assert "case" == contact["schema"]["foreignKeys"][0]["reference"]["resource"]


def test_without_cases_there_is_no_source(tmp_path: Path) -> None:
    write_csv((), tmp_path)

    assert "sources" not in json.loads((tmp_path / "datapackage.json").read_text())


def test_ids_are_written_and_not_left_out_when_asked_for(tmp_path: Path) -> None:
    FlatTables().write_folder(cases(), tmp_path, {"ids": "yes"})
    told = json.loads((tmp_path / "datapackage.json").read_text())

    assert ["k0", "k1"] == [row["case.id"] for row in read(tmp_path / "case.csv")]
    assert "case.id" not in told["resources"][0]["leftOut"]


def test_one_file_holds_them_all_and_is_the_same_each_time() -> None:
    one, other = io.BytesIO(), io.BytesIO()
    assert 2 == FlatTables().write(cases(), one, {})
    FlatTables().write(cases(), other, {})

    assert one.getvalue() == other.getvalue()
    assert "contact.csv" in zipfile.ZipFile(one).namelist()


@pytest.mark.parametrize("options", [{"ids": "perhaps"}, {"unit": "x"}])
def test_an_option_it_does_not_take_is_refused(options) -> None:
    with pytest.raises(OptionError):
        FlatTables().write((), io.BytesIO(), options)
