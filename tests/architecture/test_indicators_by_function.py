"""What functions measure has an example by hand too, and stands on the page."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

from indicator_examples.beside import DEFINITIONS  # noqa: E402 - the path comes first
from indicator_examples.functions import (  # noqa: E402
    WORKED_BY_FUNCTION,
    ByFunction,
)
from indicators_page import PAGE  # noqa: E402

from brukermedvirkning.host import Host  # noqa: E402
from brukermedvirkning.rules import indicators  # noqa: E402
from brukermedvirkning.rules.indicators.function_indicators import (  # noqa: E402
    FUNCTION_INDICATORS,
)
from brukermedvirkning.services.measured_beside import FUNCTIONS  # noqa: E402

every_one = pytest.mark.parametrize(
    "worked", WORKED_BY_FUNCTION, ids=lambda worked: worked.of.id
)


@every_one
def test_the_worked_example_comes_out_as_reckoned_by_hand(worked: ByFunction) -> None:
    assert worked.gives == worked.found()


@every_one
def test_the_example_is_of_the_function_that_the_page_names(
    worked: ByFunction,
) -> None:
    module, name = worked.function.split(".")
    source = Path(str(indicators.__file__)).parent / f"{module}.py"

    assert f"def {name}(" in source.read_text("utf-8")
    for one in worked.measured():
        assert (worked.of.id, worked.of.question, worked.of.direction) == (
            one.indicator,
            one.question,
            one.direction,
        )


def test_every_one_has_a_worked_example_and_only_one() -> None:
    shown = [worked.of.id for worked in WORKED_BY_FUNCTION]
    laid_out = [name for name in FUNCTION_INDICATORS if name in DEFINITIONS]

    assert sorted(FUNCTION_INDICATORS) == sorted([*shown, *laid_out])
    assert list(FUNCTION_INDICATORS) == sorted(FUNCTION_INDICATORS)


@every_one
def test_how_it_can_be_cheated_and_misread_is_said(worked: ByFunction) -> None:
    said = PAGE.read_text("utf-8").partition(f"\n### {worked.of.id}\n")[2]
    section = said.partition("\n### ")[0]

    for words in (worked.cheated, worked.misread, worked.story):
        assert words in section
        assert words.endswith(".")
    for group, gives in worked.gives.items():
        assert f"| {group} | {gives} |" in section


@pytest.mark.parametrize("name", FUNCTION_INDICATORS)
def test_every_one_says_what_it_asks_and_where_it_is_from(name: str) -> None:
    one = FUNCTION_INDICATORS[name]
    known = Host.load(entry_points=False).indicators

    assert one.question.endswith("?")
    assert re.search(r"\b[HMNBD]\d|\bdefinitions \d", one.source)
    assert one.companion is None or one.companion in (*known, *FUNCTION_INDICATORS)
    assert name not in known


def test_every_one_is_measured_of_a_store() -> None:
    assert sorted(FUNCTION_INDICATORS) == sorted(FUNCTIONS)
