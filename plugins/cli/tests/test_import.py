"""`bmv import`: what is kept, what is told, and what is never done."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.errors import Fault, OptionError
from brukermedvirkning.ports import Notice, Option, Read, Rejected, Source

NO_CASE = '{"format": "brukermedvirkning.case", "version": 1, "case": {"id": "%s"}}\n'
MARKER = "Kari-Nordkvinne-4711"


class Lines:
    """A made-up format: each line that begins with a given word is a notice."""

    title = "made-up lines"
    options = (Option(id="mark", help="what lines begin with", example="a"),)
    carries = Carries()

    def __init__(self, format_id: str = "made.lines", word: bytes = b"made") -> None:
        self.id = format_id
        self._word = word

    def recognises(self, source: Source) -> bool:
        return source.content.startswith(self._word)

    def read(
        self, source: Source, options: Mapping[str, str]
    ) -> Iterator[Read | Rejected | Notice]:
        if set(options) - {"mark"}:
            raise OptionError((Fault(field="made", expected="the option mark"),))
        for number, line in enumerate(source.content.decode().splitlines(), 1):
            if line == "bad":
                fault = Fault(source=source.name, where=f"line {number}", expected="ok")
                yield Rejected(faults=(fault,), content=line)
            else:
                yield Notice(
                    source=source.name,
                    where=f"line {number}",
                    field="line",
                    found=line,
                    note="not part of a case",
                )

    def rejects(self, rejected: Sequence[Rejected], options: Mapping[str, str]) -> str:
        return "made\n" + "".join(f"{part.content}\n" for part in rejected)


def told(result) -> dict:
    return json.loads(result.stdout)


def test_cases_are_kept_and_their_rows_counted(bmv, documents, rich_case) -> None:
    result = bmv("import", documents(rich_case), "--json")

    assert 0 == result.exit_code
    assert {
        "read": 1,
        "kept": 1,
        "rejected": 0,
        "refused": False,
        "warnings": [],
        "faults": [],
        "cases": ["c-1"],
        "added": ["c-1"],
        "updated": [],
        "unchanged": [],
        "rows": {
            "challenges": 2,
            "goals": 2,
            "stances": 1,
            "decisions": 1,
            "interventions": 2,
            "contacts": 2,
            "team": 1,
            "enrolments": 1,
        },
    } == told(result)


def test_a_person_reads_the_same(bmv, documents, rich_case) -> None:
    lines = bmv("import", documents(rich_case)).output.splitlines()

    assert "Cases read: 1, kept: 1. Parts rejected: 0." == lines[0]
    assert "new: c-1" == lines[1]
    assert "  contacts: 2" in lines


def test_the_same_again_changes_nothing(bmv, documents, rich_case) -> None:
    file = documents(rich_case)
    bmv("import", file)
    before = bmv("export", "--format", "brukermedvirkning.json", "-").stdout_bytes
    again = bmv("import", file, "--json")

    assert (["c-1"], [], {}) == (
        told(again)["unchanged"],
        told(again)["updated"],
        told(again)["rows"],
    )
    assert (
        before == bmv("export", "--format", "brukermedvirkning.json", "-").stdout_bytes
    )


def test_standard_input_is_read(bmv, documents, rich_case) -> None:
    result = bmv("import", "-", "--json", stdin=documents(rich_case).read_bytes())

    assert ["c-1"] == told(result)["added"]


def test_a_file_of_no_known_format_is_a_fault_and_the_rest_goes_on(
    bmv, documents, rich_case, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "noise.bin").write_bytes(b"\0\1\2")
    documents(rich_case, name="in/cases.jsonl")
    result = bmv("import", tmp_path / "in", "--json")

    assert 1 == result.exit_code
    assert ["c-1"] == told(result)["added"]
    assert ["noise.bin"] == [fault["source"] for fault in told(result)["faults"]]


def test_a_case_with_faults_is_rejected_and_the_others_are_kept(
    bmv, documents, rich_case
) -> None:
    file = documents(rich_case)
    file.write_text(file.read_text("utf-8") + NO_CASE % "x", encoding="utf-8")
    result = bmv("import", file, "--json")

    assert (1, 1, 1) == (
        result.exit_code,
        told(result)["kept"],
        told(result)["rejected"],
    )
    assert {"source", "where", "field", "found", "expected"} == set(
        told(result)["faults"][0]
    )


def test_refusing_all_keeps_nothing(bmv, documents, rich_case) -> None:
    file = documents(rich_case)
    file.write_text(file.read_text("utf-8") + NO_CASE % "x", encoding="utf-8")
    result = bmv("import", file, "--on-error", "refuse-all", "--json")

    assert (1, 0, True) == (
        result.exit_code,
        told(result)["kept"],
        told(result)["refused"],
    )
    assert b"" == bmv("export", "--format", "brukermedvirkning.json", "-").stdout_bytes


def test_what_was_rejected_can_be_mended_and_imported_again(
    bmv, documents, rich_case, tmp_path: Path
) -> None:
    file, rejects = documents(rich_case), tmp_path / "rejects"
    good = file.read_text("utf-8")
    file.write_text(good.replace('"status":"held"', '"status":"hold"'), "utf-8")
    first = bmv("import", file, "--rejects", rejects)
    mended = rejects.read_text("utf-8").replace('"hold"', '"held"')
    rejects.write_text(mended, "utf-8")
    second = bmv("import", rejects, "--json")

    assert 1 == first.exit_code
    assert (0, ["c-1"]) == (second.exit_code, told(second)["added"])


def test_a_file_of_rejects_is_its_owners_alone(bmv, tmp_path: Path) -> None:
    file, rejects = tmp_path / "in", tmp_path / "rejects"
    file.write_text(NO_CASE % "x")
    bmv("import", file, "--rejects", rejects)

    assert 0o600 == stat.S_IMODE(rejects.stat().st_mode)


def test_no_file_of_rejects_is_written_unasked_or_for_nothing(
    bmv, documents, rich_case, tmp_path: Path
) -> None:
    bad = tmp_path / "bad"
    bad.write_text(NO_CASE % "x")
    before = {*tmp_path.iterdir(), tmp_path / "cases.jsonl"}
    bmv("import", bad)
    bmv("import", documents(rich_case), "--rejects", tmp_path / "rejects")

    assert {path.name for path in {*tmp_path.iterdir()} - before} == {"cases.db"}


def test_a_file_of_rejects_is_never_overwritten_and_nothing_is_imported(
    bmv, documents, rich_case, tmp_path: Path
) -> None:
    rejects = tmp_path / "rejects"
    rejects.write_text("kept")
    result = bmv("import", documents(rich_case), "--rejects", rejects)

    assert (2, "kept") == (result.exit_code, rejects.read_text())
    assert not (tmp_path / "cases.db").exists()


def test_two_formats_that_claim_one_input_are_both_named(bmv, plugin, tmp_path) -> None:
    (tmp_path / "in").write_text("made")
    plugins = [
        plugin("one", bmv_readers=(Lines("made.one"),)),
        plugin("two", bmv_readers=(Lines("made.two"),)),
    ]
    result = bmv("import", tmp_path / "in", plugins=plugins)

    assert 2 == result.exit_code
    assert "made.one" in result.stderr
    assert "made.two" in result.stderr


def test_naming_the_format_settles_it(bmv, plugin, tmp_path: Path) -> None:
    (tmp_path / "in").write_text("made\nup")
    plugins = [
        plugin("one", bmv_readers=(Lines("made.one"),)),
        plugin("two", bmv_readers=(Lines("made.two"),)),
    ]
    result = bmv(
        "import", tmp_path / "in", "--format", "made.two", "--json", plugins=plugins
    )

    assert 0 == result.exit_code
    assert ["line 1", "line 2"] == [one["where"] for one in told(result)["warnings"]]


def test_a_format_can_be_told_something(bmv, plugin, tmp_path: Path) -> None:
    (tmp_path / "in").write_text("made")
    plugins = [plugin("one", bmv_readers=(Lines(),))]
    good = bmv("import", tmp_path / "in", "--set", "mark=x", plugins=plugins)
    bad = bmv("import", tmp_path / "in", "--set", "nonsense=x", plugins=plugins)

    assert (0, 2) == (good.exit_code, bad.exit_code)


def test_rejects_of_several_formats_have_a_file_each(
    bmv, plugin, tmp_path: Path
) -> None:
    (tmp_path / "one").write_text("one\nbad")
    (tmp_path / "two").write_text("two\nbad")
    plugins = [
        plugin("one", bmv_readers=(Lines("made.one", b"one"),)),
        plugin("two", bmv_readers=(Lines("made.two", b"two"),)),
    ]
    result = bmv(
        "import",
        tmp_path / "one",
        tmp_path / "two",
        "--rejects",
        tmp_path / "rejects",
        plugins=plugins,
    )

    assert 1 == result.exit_code
    assert not (tmp_path / "rejects").exists()
    assert "made\nbad\n" == (tmp_path / "rejects.made.one").read_text()
    assert "made\nbad\n" == (tmp_path / "rejects.made.two").read_text()


def test_a_path_that_is_not_there_is_wrong_usage(bmv, tmp_path: Path) -> None:
    assert 2 == bmv("import", tmp_path / "nothing").exit_code


def test_an_unknown_format_is_wrong_usage_and_the_known_ones_are_named(
    bmv, tmp_path: Path
) -> None:
    (tmp_path / "in").write_text("x")
    result = bmv("import", tmp_path / "in", "--format", "nonsense")

    assert 2 == result.exit_code
    assert "brukermedvirkning.json" in result.stderr


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_nobodys_data_leaks_from_a_document_with_faults(
    as_json: list[str], bmv, documents, rich_case
) -> None:
    file = documents(rich_case)
    text = file.read_text("utf-8")
    for words in ("I sleep badly", "A job with animals", "p-c-1", "staff-7"):
        text = text.replace(words, MARKER)
    file.write_text(text.replace('"status":"held"', f'"status":"{MARKER}"'), "utf-8")
    result = bmv("import", file, *as_json)

    assert 1 == result.exit_code
    assert MARKER not in result.output
