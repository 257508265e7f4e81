"""The glossary is the law of names: each of its words is something in the code."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

from glossary_page import PAGE, page, words  # noqa: E402 - the path comes first


@pytest.mark.parametrize("word", words(), ids=lambda word: word["identifier"])
def test_a_word_of_the_glossary_is_at_home_where_it_says(
    word: dict[str, str],
) -> None:
    parts = word["home"].split(".")
    depth = next(i for i, part in enumerate(parts) if part[0].isupper())
    thing = importlib.import_module(".".join(parts[:depth]))
    for part in parts[depth:]:
        thing = getattr(thing, part)

    assert thing is not None


def test_every_kind_of_row_that_the_glossary_names_has_that_name() -> None:
    named = {
        word["home"].rpartition(".")[2]: word["identifier"]
        for word in words()
        if ".domain." in word["home"] and "concepts" not in word["home"]
    }

    assert named == {name: name for name in named}


def test_the_glossary_page_is_made_from_the_glossary() -> None:
    assert page() == PAGE.read_text("utf-8")
