"""The Danish rules as a host offers them, with their days, figures, texts and page."""

from __future__ import annotations

import ast
import inspect
import sys
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from national_facts import START, enrolled, facts, programme

from brukermedvirkning.host import Host
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.examining import examine_case
from brukermedvirkning.rules.outcomes import Severity
from brukermedvirkning.rules.rule import Rule
from brukermedvirkning_denmark import data, plugin
from brukermedvirkning_denmark.rules import PARAMETERS, RULES
from brukermedvirkning_denmark.rules.forms import FORM_NOT_LAWFUL
from brukermedvirkning_denmark.rules.law import ACT_2019, READ_UNTIL, months_after

ROOT = Path(__file__).parents[3]
sys.path.append(str(ROOT / "tools"))

from rules_page import DENMARK, page  # noqa: E402 - the path comes first

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


@pytest.fixture(scope="module")
def host() -> Host:
    return Host.load([plugin], entry_points=False)


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_a_host_offers_the_rules_beside_those_of_the_core(host: Host) -> None:
    assert {rule.id for rule in RULES} < set(host.rules)


@every_rule
def test_a_rule_binds_a_body_and_cites_where_it_was_read(rule: Rule) -> None:
    information = rule.severity is Severity.INFORMATION

    assert rule.id.startswith("dk.")
    assert (rule.duty_holder is DutyHolder.ORGANISATION) is information
    assert any(
        word in rule.source for word in ("LAB", "sygedagpengeloven", "DFDG", "L 232")
    )


@every_rule
def test_a_rule_holds_on_no_day_of_which_the_law_was_not_read(rule: Rule) -> None:
    if rule.valid.start is not None:
        assert rule.valid.start >= ACT_2019
        assert rule.valid.end is not None
        assert rule.valid.end <= READ_UNTIL


def test_only_what_a_case_can_show_with_all_exceptions_is_a_breach() -> None:
    breaches = [rule for rule in RULES if rule.severity is Severity.BREACH]

    assert breaches == [FORM_NOT_LAWFUL]


def test_every_figure_is_used_and_has_a_source() -> None:
    used = {name for rule in RULES for name in rule.uses}

    assert {parameter.id for parameter in PARAMETERS} == used


def test_the_figures_that_are_ours_say_so() -> None:
    ours = [one.id for one in PARAMETERS if "assumption" in one.values[0].source]

    assert ours == ["dk.plan.follow-up-days", "dk.talk.on-request-days"]


@every_rule
def test_every_reason_of_a_rule_has_a_text(rule: Rule, host: Host) -> None:
    module = ast.parse(inspect.getsource(sys.modules[rule.check.__module__]))
    said = {
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    texts = [
        key
        for key in host.texts("rules", "en")
        if key == rule.id or key.startswith(f"{rule.id}.")
    ]

    assert texts
    assert all(key == rule.id or key.rpartition(".")[2] in said for key in texts)


@pytest.mark.parametrize("language", ["en", "da"])
def test_a_host_says_them_beside_the_texts_of_the_core(
    host: Host, language: str
) -> None:
    messages = host.texts("rules", language)

    assert {"dk.talk.form-not-lawful", "plan.not-owned.no_plan"} <= set(messages)


def test_a_case_of_another_country_is_told_nothing(host: Host) -> None:
    given = facts(FORM_NOT_LAWFUL, START, enrolment=enrolled(None))
    verdicts = examine_case(
        RULES,
        given.the_case,
        on=date(2024, 12, 1),
        programmes={"one": programme("NO")},
        parameters=host.parameters,
    )

    assert verdicts == ()


@pytest.mark.parametrize(
    ("scheme", "code", "on", "found"),
    [
        ("dk.lbl-6", "6.3", date(2020, 1, 1), True),
        ("dk.lbl-6", "6.3", date(2019, 12, 31), False),
        ("dk.lab-2", "2.3", date(2019, 12, 31), True),
        ("dk.lab-2", "2.3", date(2020, 1, 1), False),
        ("dk.lbl-6", "6.12", date(2024, 1, 1), False),
    ],
)
def test_a_target_group_is_one_of_its_act_alone(
    scheme: str, code: str, on: date, *, found: bool
) -> None:
    assert (data.vocabulary(scheme).find(code, on) is not None) is found


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 3, 4), 6, date(2024, 9, 4)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 12, 31), 1, date(2025, 1, 31)),
        (date(9999, 7, 1), 6, date.max),
    ],
)
def test_months_are_those_of_the_calendar(
    day: date, months: int, expected: date
) -> None:
    assert months_after(day, months) == expected


def test_the_page_of_the_rules_is_made_from_them() -> None:
    assert page(DENMARK) == DENMARK.path.read_text("utf-8")
