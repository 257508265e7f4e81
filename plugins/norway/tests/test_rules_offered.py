"""The Norwegian rules as a host offers them, with their days, figures, texts and page."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from brukermedvirkning.host import Host
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.outcomes import Severity
from brukermedvirkning.rules.rule import Rule
from brukermedvirkning.services import disclosure_threshold
from brukermedvirkning_norway import plugin
from brukermedvirkning_norway.rules import PARAMETERS, RULES
from brukermedvirkning_norway.rules.supervisors import TOO_FEW_SUPERVISORS

ROOT = Path(__file__).parents[3]
sys.path.append(str(ROOT / "tools"))

from rules_page import NORWAY, page  # noqa: E402 - the path comes first

DAY = date(2026, 6, 1)
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


@pytest.fixture(scope="module")
def host() -> Host:
    return Host.load([plugin], entry_points=False)


def test_a_host_offers_the_rules_beside_those_of_the_core(host: Host) -> None:
    assert {rule.id for rule in RULES} < set(host.rules)


@every_rule
def test_a_rule_is_a_remark_to_a_body_and_cites_where_it_was_read(rule: Rule) -> None:
    ours = rule is TOO_FEW_SUPERVISORS

    assert rule.id.startswith("no.")
    assert (rule.severity, rule.country) == (Severity.REMARK, "NO")
    assert (rule.duty_holder is DutyHolder.ORGANISATION) is ours
    assert ("tiltaksforskriften" in rule.source) is not ("ASVL" in rule.source)


@every_rule
def test_the_regulation_holds_from_its_first_day(rule: Rule) -> None:
    by_the_regulation = "tiltaksforskriften" in rule.source

    assert (rule.valid.start == date(2016, 1, 1)) is by_the_regulation
    assert rule.valid.end is None


def test_every_figure_is_used_and_has_a_source() -> None:
    used = {name for rule in RULES for name in rule.uses} | {"disclosure.threshold"}

    assert {parameter.id for parameter in PARAMETERS} == used
    assert all(value.source for one in PARAMETERS for value in one.values)


def test_the_figures_that_are_ours_say_so() -> None:
    ours = [one.id for one in PARAMETERS if "assumption" in one.values[0].source]

    assert ours == ["no.vta.transfer-assessed-days"]


def test_groups_of_fewer_than_five_are_not_shown(host: Host) -> None:
    aft = host.programmes["no.nav.aft"]

    assert disclosure_threshold(host, DAY, aft) == 5
    use = host.parameters.find("disclosure.threshold", DAY, aft)
    assert use.source.startswith("navikt")


@every_rule
@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_a_rule_has_texts_in_each_language(
    rule: Rule, language: str, host: Host
) -> None:
    own = [
        name
        for name in host.texts("rules", language)
        if name == rule.id or name.startswith(f"{rule.id}.")
    ]

    assert len(own) == (3 if rule.id == "no.measure.not-consulted" else 1)


def test_the_page_is_made_from_the_rules() -> None:
    assert page(NORWAY) == NORWAY.path.read_text("utf-8")
