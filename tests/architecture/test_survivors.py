"""The explained survivors of mutation testing are about code that there is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

from mutation import Survivor, asked_of, explained, modules  # noqa: E402 - the path first

EXPLAINED = explained()


@pytest.mark.parametrize("survivor", EXPLAINED, ids=lambda one: one.place)
def test_an_explained_survivor_is_about_code_that_there_is(survivor: Survivor) -> None:
    code = "".join(
        (ROOT / path).read_text("utf-8")
        for path in modules([])
        if survivor.place.startswith(_dotted(path))
    )

    assert survivor.was in " ".join(code.split())


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to("src/brukermedvirkning").with_suffix("").parts)


@pytest.mark.parametrize("survivor", EXPLAINED, ids=lambda one: one.place)
def test_a_survivor_is_explained_in_a_sentence(survivor: Survivor) -> None:
    assert EXPLAINED[survivor].endswith(".")
    assert survivor.now != survivor.was


@pytest.mark.parametrize("module", list(modules([])), ids=str)
def test_every_module_of_the_rules_has_tests_to_ask(module: Path) -> None:
    assert asked_of(module)
