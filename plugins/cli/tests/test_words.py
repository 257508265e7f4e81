"""The words of the pages: none is lacking, and a plugin can say them in its language."""

from __future__ import annotations

import pytest

from brukermedvirkning.ports import Texts
from brukermedvirkning.rules.indicators.measurement import (
    NoInterval,
    Undefined,
    Withheld,
)
from brukermedvirkning_cli.words import WORDS


@pytest.mark.parametrize("reason", [*Undefined, *NoInterval])
def test_every_reason_for_no_value_or_interval_has_a_word(reason: str) -> None:
    assert f"indicators.{reason}" in WORDS


@pytest.mark.parametrize("reason", list(Withheld))
def test_every_reason_for_withholding_has_a_word(reason: str) -> None:
    assert f"indicators.because.{reason}" in WORDS


@pytest.fixture
def norwegian(plugin) -> object:
    words = {"show.goals": "Mål", "show.case": "Sak {case}"}
    texts = Texts(id="command", language="nb", messages=lambda: words)
    return plugin("nb", bmv_texts=(texts,))


def test_a_plugin_can_say_the_words_in_its_language(bmv, kept, norwegian) -> None:
    page = bmv("show", "c-1", "--language", "nb", plugins=[norwegian]).output

    assert page.startswith("Sak c-1\n")
    assert "\nMål\n" in page


def test_a_word_that_it_lacks_is_said_in_english(bmv, kept, norwegian) -> None:
    page = bmv("show", "c-1", "--language", "nb", plugins=[norwegian]).output

    assert "\nTimeline\n" in page


def test_nobody_gets_another_language_unasked(bmv, kept, norwegian) -> None:
    assert bmv("show", "c-1", plugins=[norwegian]).output.startswith("Case c-1\n")
