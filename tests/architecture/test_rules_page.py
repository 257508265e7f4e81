"""The pages of rules say what the rules say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from brukermedvirkning.builtin.rules import RULES
from brukermedvirkning.rules.rule import Rule

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

from rules_page import CORE, page, sentence, texts  # noqa: E402 - the path comes first


def test_the_page_of_rules_is_made_from_the_rules() -> None:
    assert page(CORE) == CORE.path.read_text("utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_documented(rule: Rule) -> None:
    assert f"\n## {rule.id}\n\n{sentence(rule)}\n" in CORE.path.read_text("utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_said_in_one_sentence_and_has_words(rule: Rule) -> None:
    assert sentence(rule).endswith(".")
    assert texts(CORE, rule)
