"""`bmv formats`, `plugins`, `rules`, `vocabularies`, `schema`, `export`."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from datetime import date
from pathlib import Path

import pytest

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Promise
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.outcomes import Severity
from brukermedvirkning.rules.rule import Rule, Scope
from brukermedvirkning.schema import SHIPPED
from brukermedvirkning.serialization import from_own_document


def told(result) -> dict:
    return json.loads(result.stdout)


class Telling:
    """A writer that is told something."""

    id, title, options = "made.out", "a made-up format", ()

    def write(self, cases, out, options) -> int:
        names = [case.id for case in cases]
        out.write(" ".join([*names, *options.values()]).encode())
        return len(names)


def test_the_formats_are_told_with_options_and_plugin(bmv) -> None:
    found = told(bmv("formats", "--json"))
    (reader,), (writer, results, tables) = found["readers"], found["writers"]

    assert ("brukermedvirkning.json", "core", [], "everything") == tuple(
        reader[name] for name in ("id", "plugin", "options", "carries")
    )
    assert {"id", "title", "plugin", "options"} == set(writer)
    assert ("tables", ["ids"]) == (
        tables["id"],
        [one["id"] for one in tables["options"]],
    )
    assert ("indicators", ["as-of"]) == (
        results["id"],
        [one["id"] for one in results["options"] if one["required"]],
    )


def test_the_options_of_a_format_are_on_the_page(bmv, plugin) -> None:
    from brukermedvirkning.ports import Option

    writer = Telling()
    writer.options = (Option(id="unit", help="whose", example="nav", required=True),)
    page = bmv("formats", plugins=[plugin("made", bmv_writers=(writer,))]).output

    assert "      --set unit=nav  whose (required)\n" in page


def test_the_plugins_are_told_with_what_they_offer(bmv) -> None:
    found = told(bmv("plugins", "--json"))

    assert ["core", "store-sql"] == [one["id"] for one in found["plugins"]]
    assert {"stores": 1} == found["plugins"][1]["offers"]
    assert [] == found["problems"]


def test_a_broken_plugin_is_named_and_ends_with_one(bmv, plugin) -> None:
    result = bmv("plugins", plugins=[plugin("made", bmv_nonsense=())])

    assert 1 == result.exit_code
    assert "bmv_nonsense" in result.output


def test_no_other_command_works_beside_a_broken_plugin(bmv, plugin) -> None:
    result = bmv("formats", plugins=[plugin("made", bmv_nonsense=())])

    assert 3 == result.exit_code
    assert "bmv_nonsense" in result.stderr


def test_the_rules_are_told_with_duty_and_source(bmv) -> None:
    rules = {rule["id"]: rule for rule in told(bmv("rules", "--json"))["rules"]}
    rule = rules["contact.too-long-silence"]

    assert ("remark", "organisation", "case", "core") == tuple(
        rule[name] for name in ("severity", "duty_holder", "scope", "plugin")
    )
    assert "{days} days" in rule["texts"][0]["text"]
    assert sorted(rules) == list(rules)


def test_a_rule_with_several_reasons_has_a_text_for_each(bmv) -> None:
    rules = {rule["id"]: rule for rule in told(bmv("rules", "--json"))["rules"]}

    assert len(rules["plan.not-owned"]["texts"]) > 1


def test_the_page_of_the_rules_names_them_all(bmv) -> None:
    rules = told(bmv("rules", "--json"))["rules"]
    page = bmv("rules").output

    assert all(f"{rule['id']}\n" in page for rule in rules)


def test_a_rule_says_where_it_is_promised_and_when_it_holds(bmv, plugin) -> None:
    rule = Rule(
        id="made.rule",
        source="made up",
        severity=Severity.REMARK,
        duty_holder=DutyHolder.PROGRAMME,
        scope=Scope.CASE,
        promise=Promise.PLAN_OWNED,
        valid=Period.through(date(2015, 1, 1), date(2019, 12, 31)),
        check=lambda facts: (),
    )
    page = bmv("rules", plugins=[plugin("made", bmv_rules=(rule,))]).output

    assert "    where promised: plan_owned\n" in page
    assert "    in force: 2015-01-01 – 2019-12-31\n" in page


def test_the_vocabularies_are_listed_in_short(bmv) -> None:
    found = told(bmv("vocabularies", "--json"))["vocabularies"]

    assert "core.contact-form" in [one["id"] for one in found]
    assert all(isinstance(one["terms"], int) for one in found)


def test_a_vocabulary_that_is_named_is_shown_with_its_codes(bmv) -> None:
    (found,) = told(bmv("vocabularies", "core.contact-form", "--json"))["vocabularies"]
    terms = {term["notation"]: term for term in found["terms"]}

    assert "e-mail" == terms["mail"]["labels"]["en"]
    assert "e-mail" in bmv("vocabularies", "core.contact-form").output


def test_an_unknown_vocabulary_is_wrong_usage(bmv) -> None:
    assert 2 == bmv("vocabularies", "core.nonsense").exit_code


def test_the_schema_is_the_one_that_is_shipped(bmv) -> None:
    assert json.loads(SHIPPED.read_text("utf-8")) == told(bmv("schema"))
    assert bmv("schema").output == bmv("schema", "--json").output


def test_what_is_exported_reads_back_as_it_was(bmv, kept, rich_case) -> None:
    out = bmv("export", "--format", "brukermedvirkning.json", "-").stdout_bytes
    case = from_own_document(out.splitlines()[0], Case)

    assert (rich_case.contacts, rich_case.goals) == (case.contacts, case.goals)


def test_an_exported_file_is_its_owners_alone(bmv, kept, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    result = bmv("export", "--format", "brukermedvirkning.json", path, "--json")

    assert {
        "format": "brukermedvirkning.json",
        "path": str(path),
        "results": False,
        "cases": 2,
    } == told(result)
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert 2 == len(path.read_bytes().splitlines())


def test_a_person_is_told_how_many_cases_went_where(bmv, kept, tmp_path) -> None:
    path = tmp_path / "out.jsonl"
    result = bmv("export", "--format", "brukermedvirkning.json", path)

    assert f"Cases written to {path}: 2.".split() == result.output.split()


def test_a_writer_can_be_told_something(bmv, kept, plugin) -> None:
    result = bmv(
        "export",
        "-",
        "--format",
        "made.out",
        "--set",
        "x=y",
        plugins=[plugin("made", bmv_writers=(Telling(),))],
    )

    assert "c-1 log-1 y" == result.output


def test_json_and_standard_output_do_not_go_together(bmv, kept) -> None:
    result = bmv("export", "--format", "brukermedvirkning.json", "-", "--json")

    assert 2 == result.exit_code


@pytest.mark.parametrize("name", ["formats", "plugins", "rules", "vocabularies"])
def test_a_list_is_the_same_every_time(name: str, bmv) -> None:
    assert bmv(name).output == bmv(name).output


def test_tables_make_a_new_folder_of_its_owners_alone(
    bmv, kept, tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    found = told(bmv("export", "--format", "tables", folder, "--json"))

    assert ("tables", str(folder), 2) == (
        found["format"],
        found["path"],
        found["cases"],
    )
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {0o600} == {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    assert "datapackage.json" in {file.name for file in folder.iterdir()}
    assert [folder] == [path for path in tmp_path.iterdir() if path.is_dir()]


def test_a_folder_that_is_there_is_not_touched(bmv, kept, tmp_path: Path) -> None:
    result = bmv("export", "--format", "tables", tmp_path)

    assert 2 == result.exit_code
    assert "is there already" in result.stderr


def test_nothing_is_left_of_tables_that_could_not_be_written(
    bmv, kept, tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    result = bmv("export", "--format", "tables", folder, "--set", "unit=x")

    assert result.exit_code != 0
    assert [] == [path for path in tmp_path.iterdir() if path.is_dir()]


def test_tables_go_to_standard_output_as_one_file(bmv, kept) -> None:
    out = bmv("export", "--format", "tables", "-").stdout_bytes

    assert "contact.csv" in zipfile.ZipFile(io.BytesIO(out)).namelist()
