"""`bmv check`: findings, what cannot be told, and the exit code."""

from __future__ import annotations

import json

import attrs
import pytest

from brukermedvirkning.domain.collective import CollectiveParticipation, Level
from brukermedvirkning.domain.organisation import Unit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.ports import Texts
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.outcomes import Finding, ItemRef, Severity
from brukermedvirkning.rules.parameters import Parameter, ParameterValue
from brukermedvirkning.rules.rule import Rule, Scope


def told(result) -> dict:
    return json.loads(result.stdout)


def rule(severity: Severity, *, needs: tuple[str, ...] = ()) -> Rule:
    """A rule that finds something in every case whose source carries what it needs."""
    return Rule(
        id=f"made.{severity}",
        source="made up",
        severity=severity,
        duty_holder=DutyHolder.ORGANISATION,
        scope=Scope.CASE,
        needs=needs,
        check=lambda facts: [
            Finding(
                items=(ItemRef(kind="case", id=facts.the_case.id),),
                since=facts.on,
                params={"days": 47},
            )
        ],
    )


@pytest.fixture
def checked(bmv, kept, plugin):
    """Checks the kept cases with made-up rules beside those of the core."""

    def run(*rules: Rule, arguments: tuple[str, ...] = ()):
        return bmv("check", *arguments, plugins=[plugin("made", bmv_rules=rules)])

    return run


def test_a_finding_is_told_with_all_that_belongs_to_it(checked) -> None:
    result = checked(rule(Severity.REMARK), arguments=("c-1", "--json"))
    (finding,) = [
        one for one in told(result)["findings"] if one["rule"] == "made.remark"
    ]

    assert {
        "case": "c-1",
        "programme": None,
        "unit": None,
        "rule": "made.remark",
        "version": 1,
        "severity": "remark",
        "duty_holder": "organisation",
        "subject": {"kind": "case", "id": "c-1"},
        "items": [{"kind": "case", "id": "c-1"}],
        "parameters": [],
        "source": "made up",
        "since": "2024-06-03",
        "params": {"days": 47},
        "text": {"text": "made.remark", "language": None, "is_fallback": True},
    } == finding


def test_what_cannot_be_told_says_what_is_missing_and_why(checked) -> None:
    made = rule(Severity.BREACH, needs=("goal", "stance"))
    result = checked(made, arguments=("log-1", "--json"))
    (cannot,) = [
        one for one in told(result)["cannot_tell"] if one["rule"] == "made.breach"
    ]

    assert (["goal", "stance"], "source_cannot_say") == (
        cannot["missing"],
        cannot["cause"],
    )
    assert "the source has no place for goal, stance" == cannot["text"]["text"]


@pytest.mark.parametrize(
    ("severity", "code"),
    [(Severity.INFORMATION, 0), (Severity.REMARK, 1), (Severity.BREACH, 1)],
)
def test_a_remark_or_a_breach_ends_with_one(severity, code, checked) -> None:
    on = ("log-1", "--on", "2024-01-20")

    assert code == checked(rule(severity), arguments=on).exit_code


def test_what_cannot_be_told_alone_is_fine(bmv, kept) -> None:
    result = bmv("check", "log-1", "--on", "2024-01-20", "--json")

    assert (0, []) == (result.exit_code, told(result)["findings"])
    assert told(result)["cannot_tell"]


def test_a_parameter_that_was_used_is_told_with_its_source(bmv, kept, plugin) -> None:
    figure = ParameterValue(value=30, source="a made-up law")
    limit = Parameter(id="made.limit", unit_of_measure="days", values=(figure,))
    made = attrs.evolve(rule(Severity.REMARK), uses=("made.limit",))
    plugins = [plugin("made", bmv_rules=(made,), bmv_parameters=(limit,))]
    found = told(bmv("check", "c-1", "--json", plugins=plugins))
    (finding,) = [one for one in found["findings"] if one["rule"] == made.id]
    page = bmv("check", "c-1", plugins=plugins).output

    assert [
        {"id": "made.limit", "value": 30, "level": "core", "source": "a made-up law"}
    ] == finding["parameters"]
    assert "made.limit is 30: a made-up law" in page


def test_a_text_has_its_places_filled_in_the_language_asked_for(
    bmv, kept, plugin
) -> None:
    texts = [
        Texts(
            id="rules", language=tag, messages=lambda text=text: {"made.remark": text}
        )
        for tag, text in {"en": "{days} days", "nb": "{days} dager"}.items()
    ]
    made = plugin("made", bmv_rules=(rule(Severity.REMARK),), bmv_texts=texts)

    def text(*languages: str) -> dict:
        options = [part for tag in languages for part in ("--language", tag)]
        found = told(bmv("check", "c-1", "--json", *options, plugins=[made]))
        (finding,) = [one for one in found["findings"] if one["rule"] == "made.remark"]
        return finding["text"]

    norwegian = {"text": "47 dager", "language": "nb"}
    assert {"text": "47 days", "language": "en", "is_fallback": False} == text()
    assert {**norwegian, "is_fallback": False} == text("nb")
    assert {**norwegian, "is_fallback": True} == text("da", "nb")


def test_the_day_that_is_judged_can_be_named(bmv, kept) -> None:
    found = told(bmv("check", "--on", "2024-01-20", "--json"))
    later = told(bmv("check", "--on", "2024-06-03", "--json"))
    silence = "contact.too-long-silence"

    assert ("2024-01-20", 2) == (found["on"], found["cases"])
    assert silence not in {one["rule"] for one in found["findings"]}
    assert silence in {one["rule"] for one in later["findings"]}


def test_all_cases_are_checked_in_order(bmv, kept) -> None:
    cases = [one["case"] for one in told(bmv("check", "--json"))["cannot_tell"]]

    assert sorted(cases) == cases
    assert {"c-1", "log-1"} == set(cases)


def test_a_programme_that_is_installed_is_known(bmv, kept, plugin) -> None:
    programme = Programme(
        id="halden",
        name="Halden",
        period=Period(),
        time_zone="Europe/Oslo",
    )
    plugins = [plugin("made", bmv_programmes=(programme,))]

    def open_questions(**how) -> set[str]:
        found = told(bmv("check", "c-1", "--json", **how))
        return {name for one in found["cannot_tell"] for name in one["missing"]}

    assert "enrolment.programme" in open_questions()
    assert "enrolment.programme" not in open_questions(plugins=plugins)


def test_the_page_names_rule_weight_duty_and_source(checked) -> None:
    page = checked(rule(Severity.REMARK), arguments=("c-1",)).output

    assert "  Case c-1\n" in page
    assert "    made.remark (remark, duty of the organisation)\n" in page
    assert "      Source: made up\n" in page


def test_what_cannot_be_told_is_given_no_weight_on_the_page(checked) -> None:
    made = rule(Severity.BREACH, needs=("goal",))
    page = checked(made, arguments=("log-1", "--on", "2024-01-20")).output

    assert "    made.breach (duty of the organisation)\n" in page
    assert "(breach" not in page


def test_the_page_ends_with_the_sums(checked) -> None:
    arguments = ("c-1", "--on", "2024-01-20")
    lines = checked(arguments=arguments).output.splitlines()
    found = told(checked(arguments=(*arguments, "--json")))
    findings, open_ones = len(found["findings"]), len(found["cannot_tell"])

    assert open_ones
    assert (
        f"Cases on 2024-01-20: 1. Findings: {findings}. Cannot tell: {open_ones}."
        == lines[-1]
    )


def test_nothing_to_check_is_said(bmv, documents) -> None:
    bmv("import", documents())

    assert "No case to check.\n" == bmv("check").output


def test_a_case_that_is_not_there_is_a_failure(bmv, kept) -> None:
    assert 3 == bmv("check", "nobody").exit_code


def test_checking_shows_no_words_of_the_participant(bmv, documents, rich_case) -> None:
    bmv("import", documents(attrs.evolve(rich_case)))

    assert "I sleep badly" not in bmv("check", "--json").output


# Programmes and units


def says(scope: Scope, kind: str) -> Rule:
    """A rule that finds something in every programme, unit or participation."""
    return Rule(
        id=f"made.{kind}",
        source="made up",
        severity=Severity.REMARK,
        duty_holder=DutyHolder.ORGANISATION,
        scope=scope,
        check=lambda facts: [Finding(items=(facts.subject,))],
    )


@pytest.fixture
def beside(bmv, kept, plugin, store, app):
    """Checks with rules about programmes and units, and a unit in the store."""
    council = CollectiveParticipation(
        id="council", unit="works", level=Level.SERVICE, period=Period()
    )
    with app().store(store) as opened, opened.begin() as work:
        work.records(Unit).put(Unit(id="works", name="a workshop"))
        work.records(CollectiveParticipation).put(council)
    ready = Programme(
        id="halden", name="Halden", period=Period(), time_zone="Europe/Oslo"
    )
    rules = (
        says(Scope.PROGRAMME, "programme"),
        says(Scope.UNIT, "unit"),
        says(Scope.COLLECTIVE, "collective"),
    )
    plugins = [plugin("made", bmv_programmes=(ready,), bmv_rules=rules)]

    def run(*arguments: str):
        return bmv("check", *arguments, plugins=plugins)

    return run


def made(found: dict) -> list[tuple[str, dict]]:
    return [
        (one["rule"], one["subject"])
        for one in found["findings"]
        if one["rule"].startswith("made.")
    ]


def test_a_programme_that_is_named_is_checked_and_no_case(beside) -> None:
    found = told(beside("--programme", "halden", "--json"))

    assert (0, 1, 0) == (found["cases"], found["programmes"], found["units"])
    assert [("made.programme", {"kind": "programme", "id": "halden"})] == made(found)
    assert {("halden", None)} == {
        (one["programme"], one["case"])
        for one in found["findings"] + found["cannot_tell"]
    }


def test_a_unit_that_is_named_is_checked_with_its_participation(beside) -> None:
    found = told(beside("--unit", "works", "--json"))

    assert [
        ("made.unit", {"kind": "unit", "id": "works"}),
        ("made.collective", {"kind": "collective", "id": "council"}),
    ] == sorted(made(found), reverse=True)
    assert {"works"} == {one["unit"] for one in found["findings"]}


def test_cases_programmes_and_units_can_be_checked_together(beside) -> None:
    found = told(beside("c-1", "--programme", "halden", "--unit", "works", "--json"))

    assert (1, 1, 1) == (found["cases"], found["programmes"], found["units"])


def test_without_a_name_no_programme_and_no_unit_is_checked(beside) -> None:
    found = told(beside("--json"))

    assert (2, 0, 0) == (found["cases"], found["programmes"], found["units"])
    assert [] == made(found)


def test_the_page_names_programme_and_unit(beside) -> None:
    page = beside("--programme", "halden", "--unit", "works").output

    assert "  Programme halden\n    made.programme (remark" in page
    assert "  Unit works\n    made.collective (remark" in page
    assert "about: collective council" in page
    assert "Programmes on 2024-06-03: 1. Units: 1.\nCases on 2024-06-03: 0." in page


@pytest.mark.parametrize("option", ["--programme", "--unit"])
def test_a_name_that_is_not_there_is_wrong_use(option, beside) -> None:
    result = beside(option, "nobody")

    assert 2 == result.exit_code
    assert "is called 'nobody'; known: " in result.stderr
