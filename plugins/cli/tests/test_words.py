"""The words of the pages: none is lacking, and a plugin can say them in its language."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import brukermedvirkning
import brukermedvirkning_cli
from brukermedvirkning.domain.case import Case, collections
from brukermedvirkning.ports import Counted, Texts
from brukermedvirkning.rules.indicators import measurement
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.definition import IntervalMethod
from brukermedvirkning.rules.indicators.function_indicators import LAID_OUT
from brukermedvirkning.rules.indicators.measurement import (
    Measurement,
    NoInterval,
    Undefined,
    Withheld,
)
from brukermedvirkning.rules.indicators.results import Result
from brukermedvirkning_cli.measured import figures
from brukermedvirkning_cli.speaker import words

SOURCE = Path(brukermedvirkning_cli.__file__).parent
CORE = Path(brukermedvirkning.__file__).parent
MEASUREMENTS = [
    one
    for one in vars(measurement).values()
    if isinstance(one, type) and issubclass(one, Measurement) and one is not Measurement
]


@pytest.mark.parametrize("reason", [*Undefined, *NoInterval])
def test_every_reason_for_no_value_or_interval_has_a_word(reason: str) -> None:
    assert f"indicators.{reason}" in words()


@pytest.mark.parametrize("reason", list(Withheld))
def test_every_reason_for_withholding_has_a_word(reason: str) -> None:
    assert f"indicators.because.{reason}" in words()


@pytest.mark.parametrize("kind", MEASUREMENTS, ids=lambda kind: kind.__name__)
def test_every_scoring_and_each_of_its_parts_has_a_word(kind: type) -> None:
    scoring = Result.scoring.fget(
        type("One", (), {"measurement": kind.__new__(kind)})()
    )
    parts = (*kind.CELLS, *kind.TOTALS, *figures._ALSO)

    assert f"indicators.scoring.{scoring}" in words()
    assert [part for part in parts if f"indicators.part.{part}" not in words()] == []


def test_every_unit_and_method_of_the_built_in_indicators_has_a_word() -> None:
    units = {getattr(one.scoring, "unit", None) for one in (*BUILT_IN, *LAID_OUT)} - {
        None
    }
    named = {f"indicators.unit.{unit.replace(' ', '-')}" for unit in units}
    named |= {f"indicators.method.{method}" for method in IntervalMethod}

    assert named <= set(words())


def test_every_collection_of_a_case_has_a_word(rich_case: Case) -> None:
    assert {f"rows.{name}" for name in collections()} <= set(words())


def literals(folder: Path) -> set[str]:
    """The strings in the modules of a folder, the fields of its classes among them."""
    source = "".join(file.read_text("utf-8") for file in folder.rglob("*.py"))
    fields = re.findall(r"^    (\w+): ", source, re.MULTILINE)
    return {*re.findall(r"""["']([a-z0-9][\w. -]*)["']""", source), *fields}


def spaced(name: str) -> str:
    return re.sub("[-_]", " ", name)


def test_there_is_no_word_that_no_page_says() -> None:
    named = literals(SOURCE)
    known = {spaced(name) for name in named | literals(CORE)}

    assert [
        word
        for word in words()
        if word not in named
        and spaced(re.split(r"\.|^show\.state-", word)[-1]) not in known
        and spaced(word.removeprefix("show.state-")) not in known
    ] == []


@pytest.fixture
def norwegian(plugin) -> object:
    found = {
        "show.goals": "Mål",
        "show.case": "Sak {case}",
        "show.later": Counted(
            by="count", forms=("én rad senere", "{count} rader senere")
        ),
    }
    texts = Texts(id="command", language="nb", messages=lambda: found)
    return plugin("nb", bmv_texts=(texts,))


def test_a_plugin_can_say_the_words_in_its_language(bmv, kept, norwegian) -> None:
    page = bmv("show", "c-1", "--language", "nb", plugins=[norwegian]).output

    assert page.startswith("Sak c-1\n")
    assert "\nMål\n" in page


@pytest.mark.parametrize(
    ("day", "said"),
    [("2024-06-09", "én rad senere"), ("2024-02-01", "3 rader senere")],
)
def test_a_word_of_a_plugin_goes_by_its_number(
    day: str, said: str, bmv, kept, norwegian
) -> None:
    page = bmv("show", "c-1", "--on", day, "--language", "nb", plugins=[norwegian])

    assert f"\n{said}\n" in page.output


def test_a_word_that_it_lacks_is_said_in_english(bmv, kept, norwegian) -> None:
    page = bmv("show", "c-1", "--language", "nb", plugins=[norwegian]).output

    assert "\nTimeline\n" in page


def test_nobody_gets_another_language_unasked(bmv, kept, norwegian) -> None:
    assert bmv("show", "c-1", plugins=[norwegian]).output.startswith("Case c-1\n")


def test_english_that_was_asked_for_first_is_not_passed_over(
    bmv, kept, norwegian
) -> None:
    asked = ("--language", "en", "--language", "nb")
    page = bmv("show", "c-1", *asked, plugins=[norwegian]).output

    assert page.startswith("Case c-1\n")


LISTENING = """
import sys
opened = []
sys.addaudithook(
    lambda event, told: opened.append(str(told[0])) if event == "open" else None
)
{first}
print([name for name in opened if name.endswith(".mo")])
"""
HELP = """
from click.testing import CliRunner
from brukermedvirkning_cli.app import bmv
assert CliRunner().invoke(bmv, ["--help"]).exit_code == 0
"""


@pytest.mark.parametrize("first", ["import brukermedvirkning", HELP])
def test_no_catalogue_is_read_where_nothing_is_said(first: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LISTENING.format(first=first)],
        check=True,
        capture_output=True,
        text=True,
    )

    assert done.stdout == "[]\n"
