"""The page of indicators says what the indicators say; each has an example by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

from indicator_examples import WORKED  # noqa: E402 - the path comes first
from indicator_examples.making import Worked  # noqa: E402
from indicators_page import BY_ID, PAGE, measured, page  # noqa: E402

GOLDEN = [
    pytest.param(worked, name, gives, id=name)
    for worked in WORKED
    for name, gives in worked.gives.items()
]


@pytest.mark.parametrize(("worked", "name", "gives"), GOLDEN)
def test_the_worked_example_comes_out_as_reckoned_by_hand(
    worked: Worked, name: str, gives: str
) -> None:
    assert gives == measured(worked, name)


def test_every_indicator_has_a_worked_example_and_only_one() -> None:
    shown = [name for worked in WORKED for name in worked.gives]

    assert sorted(BY_ID) == sorted(shown)


def test_the_page_of_indicators_is_made_from_the_indicators() -> None:
    assert page() == PAGE.read_text("utf-8")


@pytest.mark.parametrize("worked", WORKED, ids=lambda worked: worked.id)
def test_how_it_can_be_cheated_and_misread_is_said(worked: Worked) -> None:
    said = PAGE.read_text("utf-8").partition(f"\n### {worked.id}\n")[2]
    section = said.partition("\n### ")[0]

    assert worked.id in worked.gives
    for words in (worked.cheated, worked.misread, worked.story):
        assert words in section
        assert words.endswith(".")
