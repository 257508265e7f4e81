"""The main job over the page of the real log, with every plugin that is installed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

LOG = Path(__file__).parents[3] / "examples" / "empowerment_log.txt"
NAMED = ("--set", "case=a-17", "--set", "participant=p-17")


@pytest.fixture
def imported(full_bmv):
    done = full_bmv("import", LOG, *NAMED, "--json")
    assert (0, "") == (done.exit_code, done.stderr)
    return json.loads(done.stdout)


def test_the_format_is_recognised(imported: dict) -> None:
    assert (1, 1, 0, ["a-17"]) == tuple(
        imported[name] for name in ("read", "kept", "rejected", "added")
    )


def test_an_unknown_abbreviation_is_reported_and_not_mended(
    imported: dict, full_bmv
) -> None:
    warned = " ".join(one["found"] + one["note"] for one in imported["warnings"])
    shown = json.loads(full_bmv("show", "a-17", "--json").stdout)
    codes = [row["measure"]["code"]["code"] for row in shown["interventions"]["rows"]]

    assert "LAE" in warned
    assert any("LAE" in code for code in codes)


def test_importing_the_log_again_changes_nothing(imported: dict, full_bmv) -> None:
    again = json.loads(full_bmv("import", LOG, *NAMED, "--json").stdout)

    assert (["a-17"], [], []) == (
        again["unchanged"],
        again["added"],
        again["updated"],
    )


def test_a_new_row_is_an_update(imported: dict, full_bmv, tmp_path: Path) -> None:
    longer = tmp_path / "log.txt"
    text = LOG.read_text("utf-8").rstrip("\n")
    longer.write_text(f"{text}\n 24-02-2016, Mailkorrespondance\n", "utf-8")
    told = json.loads(full_bmv("import", longer, *NAMED, "--json").stdout)

    assert (["a-17"], 8) == (told["updated"], told["rows"]["contacts"])


def test_a_bad_row_is_rejected_mended_and_imported(full_bmv, tmp_path: Path) -> None:
    log, rejects = tmp_path / "log.txt", tmp_path / "rejects.txt"
    text = LOG.read_text("utf-8").replace("01-03-2016", "31-02-2016")
    log.write_text(text, "utf-8")
    first = full_bmv("import", log, *NAMED, "--rejects", rejects, "--json")
    mended = rejects.read_text("utf-8").replace("31-02-2016", "01-03-2016")
    rejects.write_text(mended, "utf-8")
    second = full_bmv("import", rejects, *NAMED, "--json")

    assert (1, 0) == (first.exit_code, second.exit_code)
    assert 1 == json.loads(first.stdout)["rejected"]
    assert 7 == json.loads(second.stdout)["rows"]["contacts"]


def test_danish_is_told_on_request(imported: dict, full_bmv) -> None:
    shown = full_bmv("show", "a-17", "--language", "da").stdout

    assert "mentorstøtte" in shown


def test_the_folder_of_the_example_is_read_too(full_bmv, tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "a.txt").write_bytes(LOG.read_bytes())
    (folder / "noise.bin").write_bytes(bytes(range(256)))
    done = full_bmv("import", folder, "--json")

    assert 1 == done.exit_code
    assert 1 == json.loads(done.stdout)["kept"]
