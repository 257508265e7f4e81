"""What is counted beside the cases has an example by hand too, and is on the page."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

from indicator_examples.beside import (  # noqa: E402 - the path comes first
    BESIDE,
    DEFINITIONS,
    WORKED_BESIDE,
    Beside,
    measured_beside,
)
from indicators_page import PAGE  # noqa: E402

GOLDEN = [
    pytest.param(worked, name, gives, id=name)
    for worked in WORKED_BESIDE
    for name, gives in worked.gives.items()
]


@pytest.mark.parametrize(("worked", "name", "gives"), GOLDEN)
def test_the_worked_example_comes_out_as_reckoned_by_hand(
    worked: Beside, name: str, gives: str
) -> None:
    assert gives == measured_beside(worked, name)


def test_every_one_has_a_worked_example_and_only_one() -> None:
    shown = [name for worked in WORKED_BESIDE for name in worked.gives]

    assert sorted(DEFINITIONS) == sorted(shown)
    assert len(DEFINITIONS) == len(BESIDE)


@pytest.mark.parametrize("worked", WORKED_BESIDE, ids=lambda worked: worked.id)
def test_how_it_can_be_cheated_and_misread_is_said(worked: Beside) -> None:
    said = PAGE.read_text("utf-8").partition(f"\n### {worked.id}\n")[2]
    section = said.partition("\n### ")[0]

    assert worked.id in worked.gives
    for words in (worked.cheated, worked.misread, worked.story):
        assert words in section
        assert words.endswith(".")


@pytest.mark.parametrize("name", sorted(DEFINITIONS))
def test_every_one_says_what_it_asks_and_where_it_is_from(name: str) -> None:
    one = DEFINITIONS[name]

    assert one.question.endswith("?")
    assert re.search(r"\b[HMNBD]\d|\bdefinitions \d", one.source)
    assert () == one.warnings
