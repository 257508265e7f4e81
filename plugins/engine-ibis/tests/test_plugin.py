"""The plugin offers an engine and a format, and imports nothing heavy to say so."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow.parquet as pq

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.host import Host
from brukermedvirkning.ports import FolderWriter, TableEngine
from brukermedvirkning_engine_ibis import plugin


def test_it_offers_the_engines_and_the_format() -> None:
    host = Host.load([plugin], entry_points=False)

    assert isinstance(host.engines["duckdb"], TableEngine)
    assert isinstance(host.engines["spark"], TableEngine)
    assert isinstance(host.writer("tables.parquet"), FolderWriter)


def test_it_imports_nothing_heavy_before_it_is_used() -> None:
    asked = (
        "import sys; from brukermedvirkning_engine_ibis import plugin;"
        "plugin.bmv_engines(); plugin.bmv_writers();"
        "print({'ibis', 'duckdb', 'pyarrow', 'pyspark'} & set(sys.modules))"
    )
    out = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )

    assert ("set()\n", "") == (out.stdout, out.stderr)


def test_the_types_of_a_file_are_those_of_its_description(tmp_path: Path) -> None:
    host = Host.load([plugin], entry_points=False)
    one = Case(id="k", participant=Participant(id="p", languages=("da", "nb")))
    assert 1 == host.writer("tables.parquet").write_folder([one], tmp_path, {})
    told = json.loads((tmp_path / "datapackage.json").read_text())
    types = {
        "boolean": "bool",
        "integer": "int64",
        "date": "date32[day]",
        "string": "string",
        "array": "list<element: string>",
    }
    for resource in told["resources"]:
        schema = pq.read_schema(tmp_path / resource["path"])
        assert [
            (field["name"], types[field["type"]])
            for field in resource["schema"]["fields"]
        ] == [(field.name, str(field.type)) for field in schema]
    (row,) = pq.read_table(tmp_path / "case.parquet").to_pylist()
    assert ["da", "nb"] == row["case.participant.languages"]
    assert row["case.unit"] is None


def test_the_folder_is_packed_for_a_stream() -> None:
    out = io.BytesIO()
    host = Host.load([plugin], entry_points=False)

    assert 0 == host.writer("tables.parquet").write((), out, {})
    assert "case.parquet" in zipfile.ZipFile(out).namelist()


def test_many_rows_are_written_in_batches(tmp_path: Path, monkeypatch) -> None:
    from brukermedvirkning_engine_ibis import parquet

    monkeypatch.setattr(parquet, "_BATCH", 2)
    cases = [Case(id=f"k{n}", participant=Participant(id="p")) for n in range(5)]
    parquet.write_parquet(cases, tmp_path)

    assert 3 == pq.ParquetFile(tmp_path / "case.parquet").num_row_groups
    assert [1, 2, 3, 4, 5] == (
        pq.read_table(tmp_path / "case.parquet", columns=["case"])["case"].to_pylist()
    )
