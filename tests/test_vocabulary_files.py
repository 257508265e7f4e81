"""Vocabularies in TOML: what stands in a file is read, what cannot be right is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.vocabulary import Label, Match, Term, Vocabulary
from brukermedvirkning.errors import DefinitionFileError
from brukermedvirkning.vocabulary_files import read_vocabularies, read_vocabulary

HEAD = 'id = "acme.exit"\ntitle = "Exits"\nsource = "the handbook"\n'
OF_LIST = f'{HEAD}concepts = "ExitCategory"\n'
WORK = '[[terms]]\nnotation = "W"\n'
OTHER = '[[terms]]\nnotation = "O"\n'


def read(content: str) -> Vocabulary:
    return read_vocabulary(content, name="exit.toml", languages=("nb", "en"))


def problems(content: str) -> tuple[str, ...]:
    with pytest.raises(DefinitionFileError) as raised:
        read(content)
    return raised.value.problems


def test_everything_that_a_term_can_say_is_read() -> None:
    found = read(
        OF_LIST
        + 'country = "NO"\n'
        + WORK
        + 'concept = "ordinary_work"\nmatch = "close"\nen = "work"\nnb = "arbeid"\n'
        + 'also.nb = ["jobb", "yrke"]\nbroader = "O"\nverified = false\n'
        + 'note = "No subsidised job."\nsource = "the handbook, 3"\n'
        + "first_day = 2024-01-01\nlast_day = 2024-12-31\n"
        + OTHER
        + 'concept = "other"\n'
    )

    assert found == Vocabulary(
        id="acme.exit",
        title="Exits",
        concepts="ExitCategory",
        country="NO",
        source="the handbook",
        terms=(
            Term(
                notation="W",
                concept="ordinary_work",
                match=Match.CLOSE,
                labels=(
                    Label(language="nb", text="arbeid", alternatives=("jobb", "yrke")),
                    Label(language="en", text="work"),
                ),
                broader="O",
                verified=False,
                note="No subsidised job.",
                source="the handbook, 3",
                valid=Period(start=date(2024, 1, 1), end=date(2025, 1, 1)),
            ),
            Term(notation="O", concept="other", source="the handbook"),
        ),
    )


@pytest.mark.parametrize(
    ("of_term", "first", "last"),
    [
        ("", date(2020, 1, 1), date(2025, 12, 31)),
        ("first_day = 2021-01-01\n", date(2021, 1, 1), date(2025, 12, 31)),
        ("last_day = 2021-12-31\n", date(2020, 1, 1), date(2021, 12, 31)),
    ],
)
def test_the_days_of_the_file_are_those_of_a_term_that_has_none(
    of_term: str, first: date, last: date
) -> None:
    of_file = "first_day = 2020-01-01\nlast_day = 2025-12-31\n"
    (term,) = read(HEAD + of_file + WORK + of_term).terms

    assert (term.valid.start, term.valid.last_day) == (first, last)


def test_two_notations_may_be_called_alike_one_after_the_other() -> None:
    found = read(
        HEAD
        + f'{WORK}nb = "arbeid"\nlast_day = 2020-12-31\n'
        + f'{OTHER}nb = "arbeid"\nfirst_day = 2021-01-01\n'
    )

    assert [term.labels[0].text for term in found.terms] == ["arbeid", "arbeid"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("id = ", "exit.toml: Invalid value (at end of document)"),
        (f'{HEAD}terms = "W"', "terms: expected tables, each under [[terms]]"),
        (f"{HEAD}terms = [1]", "terms: expected tables, each under [[terms]]"),
        (f"{HEAD}colour = 1\n{WORK}", "'colour' is nothing that can be said here"),
        (f"{HEAD}{WORK}nte = 1", "term 'W': 'nte' is nothing that can be said here"),
        (f"{HEAD}{WORK}da = 'arbejde'", "term 'W': 'da' is nothing that can be"),
        (f"{HEAD}[[terms]]\nnb = 'arbeid'", "term 1: notation is missing"),
        (f"{HEAD}", "terms is missing"),
        (f"{HEAD}{WORK}match = 'good'", "term 'W': match: expected exact or close"),
        (f"{HEAD}{WORK}also = 'jobb'", "also: expected a list of words for a language"),
        (f"{HEAD}{WORK}also.nb = 'jobb'", "also: expected a list of words"),
        (f"{HEAD}{WORK}also.nb = ['jobb']", "also.nb: expected a label in nb beside"),
        (f"{HEAD}{WORK}nb = 'a'\nalso.nb = ['a']", "'W': also.nb repeats the label"),
        (f"{HEAD}{WORK}nb = ''", "expected"),
        (f"{HEAD}{WORK}first_day = 2024-01-01T00:00:00", "first_day: expected a day"),
        (f"{HEAD}last_day = '2024'\n{WORK}", "last_day: expected a day"),
        (f"{HEAD}{WORK}{WORK}", "a notation valid once on any day"),
        (f"{HEAD}{WORK}broader = 'X'", "term 'W': broader 'X' is no other term"),
        (f"{HEAD}{WORK}broader = 'W'", "term 'W': broader 'W' is no other term"),
        (f"{HEAD}concepts = 'Exit'\n{WORK}", "concepts: the core has no list 'Exit'"),
        (f"{OF_LIST}{WORK}concept = 'x'", "term 'W': 'x' is not of ExitCategory"),
        (f"{HEAD}{WORK}concept = 'other'", "term 'W': 'other' is not of no list at"),
        (
            f"{HEAD}{WORK}nb = 'arbeid'\n{OTHER}nb = 'Arbeid'",
            "term 'O': 'W' is called 'Arbeid' in nb, too",
        ),
    ],
)
def test_what_cannot_be_right_is_named(content: str, problem: str) -> None:
    (found,) = problems(content)

    assert problem in found
    assert found.startswith("exit.toml: ")


def test_all_faults_of_all_files_of_a_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(HEAD + WORK, "utf-8")
    (tmp_path / "b.toml").write_text(f"{HEAD}{WORK}x = 1\ny = 2\n", "utf-8")
    (tmp_path / "c.toml").write_text(HEAD + WORK, "utf-8")
    (tmp_path / "notes.txt").write_text("not a vocabulary", "utf-8")

    with pytest.raises(DefinitionFileError) as raised:
        read_vocabularies(tmp_path, languages=("nb",))

    assert raised.value.problems == (
        "b.toml: term 'W': 'x' is nothing that can be said here",
        "b.toml: term 'W': 'y' is nothing that can be said here",
        "c.toml: acme.exit stands in another file, too",
    )


def test_the_vocabularies_of_a_folder_stand_by_scheme(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(HEAD + WORK, "utf-8")
    (tmp_path / "a.toml").write_text(HEAD.replace("exit", "way") + OTHER, "utf-8")

    found = read_vocabularies(tmp_path, languages=())

    assert list(found) == ["acme.way", "acme.exit"]
    assert found["acme.exit"].terms[0].notation == "W"
