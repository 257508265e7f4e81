"""The texts are complete in every language, and what is compiled is what was reviewed."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import PoFileError
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.host import Host
from brukermedvirkning.ports import Counted, Template, Texts, catalogues
from brukermedvirkning.ports.compiled import templates

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

import catalogues as tool  # noqa: E402 - the path comes first

PACKAGES = (
    "brukermedvirkning.builtin",
    "brukermedvirkning_cli",
    "brukermedvirkning_denmark",
    "brukermedvirkning_norway",
)
OFFERED = [
    pytest.param(texts, id=f"{package}-{texts.id}-{texts.language}")
    for package in PACKAGES
    for texts in catalogues(package)
]
every_catalogue = pytest.mark.parametrize("texts", OFFERED)

BLAME = re.compile(
    "uteb|udeb|no-show|drop.?out|ikk[je]{1,2} møtt|mødte ikke|medvirkningsplikt|klient"
    "|deltaker(en)? skal|deltakar(en)? skal|deltager(en)? skal|borgeren",
    re.IGNORECASE,
)
MISTAKEN = {
    "nb": re.compile("vedtak|innsats|søknad", re.IGNORECASE),
    "nn": re.compile("vedtak|vedteke|innsats|søknad", re.IGNORECASE),
    "da": re.compile("afgørelse|ansøgning|handleplan", re.IGNORECASE),
}
"""What the glossary says its words must not be mistaken for."""


def forms(template: Template) -> tuple[str, ...]:
    return template.forms if isinstance(template, Counted) else (template,)


def places(template: Template) -> set[str]:
    found = {place for text in forms(template) for place in tool.places(text)}
    return found | ({template.by} if isinstance(template, Counted) else set())


def spoken(texts: Texts, message: str, filled: dict[str, object]) -> str:
    template = texts.messages()[message]
    text = template.form(filled) if isinstance(template, Counted) else template
    return text.format_map(filled)


# Reviewed, and compiled of that


@pytest.mark.parametrize("path", tool.files(), ids=lambda path: path.name)
def test_a_catalogue_is_complete_and_compiled(path: Path) -> None:
    assert list(tool.faults(path)) == []


def test_the_standard_library_reads_what_the_reviewers_see() -> None:
    for path in tool.files():
        reviewed = {
            name: tool.forms(message) for name, message in tool.messages(path).items()
        }
        with path.with_suffix(".mo").open("rb") as file:
            read = templates(file)

        assert {name: forms(text) for name, text in read.items()} == reviewed


@pytest.mark.parametrize("language", ["nb", "nn", "da"])
def test_rules_indicators_and_command_are_said_whole_in_a_language(
    language: str,
) -> None:
    host = Host.load()
    english = tool.english(tool.CORE, "rules")

    assert set(english) <= set(host.texts("rules", language))
    assert set(host.indicators) <= set(host.texts("indicators", language))
    assert set(tool.english(tool.CORE, "command")) <= set(
        host.texts("command", language)
    )


def test_every_english_text_of_a_finding_is_of_a_rule() -> None:
    host = Host.load()
    of_nothing = [
        name
        for name in host.texts("rules", "en")
        if not name.startswith("cannot-tell.")
        and name not in host.rules
        and name.rpartition(".")[0] not in host.rules
    ]

    assert of_nothing == []


# What the tool finds


def damaged(folder: Path, old: str, new: str) -> list[str]:
    """What is said of the Norwegian texts after a change, their rest being as it was."""
    shutil.copytree(tool.NORWAY, folder, dirs_exist_ok=True)
    path = folder / "rules.nb.po"
    text = path.read_text("utf-8")

    assert old in text

    path.write_text(text.replace(old, new, 1), "utf-8")
    told = tool.faults(path)
    return [fault.partition(": ")[2] for fault in told if "not as" not in fault]


PLAN = 'msgid "plan.not-owned.no_plan"\nmsgstr "det finnes ingen plan"\n'
ENGLISH = "#. English: there is no plan\n"
SILENT = "{days} dag uten koordinerende saksbehandler, fra {since}"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (ENGLISH + PLAN, "", "plan.not-owned.no_plan is missing"),
        ("no_plan", "no_plans", "plan.not-owned.no_plans is the id of nothing"),
        ("det finnes ingen plan", "", "plan.not-owned.no_plan: empty"),
        (PLAN, "#, fuzzy\n" + PLAN, "plan.not-owned.no_plan: fuzzy"),
        (
            ENGLISH,
            "#. English: there was no plan\n",
            "plan.not-owned.no_plan: the English is another by now",
        ),
        (
            "det finnes ingen plan",
            "det finnes ingen {plan}",
            "plan.not-owned.no_plan: its places are not those of the English: []",
        ),
        (
            SILENT,
            SILENT.replace("dag", "dager"),
            "team.no-coordinating-caseworker: plural forms that are alike",
        ),
        (
            'msgctxt "days"\nmsgid "team.no-coordinating-caseworker"',
            'msgid "team.no-coordinating-caseworker"',
            "team.no-coordinating-caseworker: plural forms, and no place that decides",
        ),
        (
            'msgctxt "days"\nmsgid "team.no-coordinating-caseworker"',
            'msgctxt "weeks"\nmsgid "team.no-coordinating-caseworker"',
            "team.no-coordinating-caseworker: it goes by weeks, which is no place of it",
        ),
        (
            f'msgstr[1] "{SILENT.replace("dag", "dager")}"\n',
            "",
            "team.no-coordinating-caseworker: empty",
        ),
    ],
)
def test_what_is_wrong_with_a_catalogue_is_told(
    old: str, new: str, told: str, tmp_path: Path
) -> None:
    assert told in damaged(tmp_path, old, new)


def test_more_plural_forms_than_the_language_has_are_refused(tmp_path: Path) -> None:
    last = f'msgstr[1] "{SILENT.replace("dag", "dager")}"\n'

    with pytest.raises(PoFileError, match="more translations than num_plurals"):
        damaged(tmp_path, last, f'{last}msgstr[2] "en {SILENT}"\n')


def test_what_was_not_compiled_again_is_told(tmp_path: Path) -> None:
    shutil.copytree(tool.NORWAY, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "rules.nb.po"
    text = path.read_text("utf-8")
    path.write_text(text.replace("ingen plan", "ikke noen plan", 1), "utf-8")

    assert list(tool.faults(path)) == ["rules.nb.po: not as it was compiled"]


def test_rewriting_asks_for_another_look_where_the_english_is_another(
    tmp_path: Path,
) -> None:
    damaged(tmp_path, ENGLISH, "#. English: there was no plan\n")

    assert f"{ENGLISH}#, fuzzy\n{PLAN}" in tool.as_text(
        tool.rewritten(tmp_path / "rules.nb.po")
    )


# What is said


SAID = [
    (texts, message)
    for parameter in OFFERED
    for texts in parameter.values
    for message in texts.messages()
]


@given(
    said=st.sampled_from(SAID),
    number=st.integers(min_value=0),
    word=st.text(max_size=5),
)
def test_a_text_is_filled_with_whatever_it_is_told(
    said: tuple[Texts, str], number: int, word: str
) -> None:
    texts, message = said
    for value in (number, word):
        filled = dict.fromkeys(places(texts.messages()[message]), value)

        assert spoken(texts, message, filled).strip()


@every_catalogue
def test_one_and_two_are_worded_apart_exactly_where_there_are_plural_forms(
    texts: Texts,
) -> None:
    for message, template in texts.messages().items():
        for place in places(template):
            one, two = (
                spoken(
                    texts, message, {**dict.fromkeys(places(template), "x"), place: n}
                )
                for n in (1, 2)
            )
            worded = isinstance(template, Counted) and template.by == place

            assert (one.replace("1", "2") != two.replace("1", "2")) == worded, message


@every_catalogue
def test_no_text_blames_the_participant_or_takes_one_word_for_another(
    texts: Texts,
) -> None:
    for template in texts.messages().values():
        for text in forms(template):
            assert text == text.strip()
            assert not BLAME.search(text), text
            if texts.language in MISTAKEN:
                assert not MISTAKEN[texts.language].search(text), text
            assert all(name != "" for _, name, _, _ in Formatter().parse(text))
