"""Crosswalks in TOML: what stands in a file is read, what cannot be right is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brukermedvirkning import crosswalk_files
from brukermedvirkning.crosswalk_files import read_crosswalk, read_crosswalks
from brukermedvirkning.domain.crosswalk import Crosswalk, Gap, Mapping
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.vocabulary import Match
from brukermedvirkning.errors import DefinitionFileError

HEAD = 'id = "acme"\nfrom_scheme = "acme.old"\nto_scheme = "acme.new"\n'
ROW = '[[mappings]]\nsource = "A"\ntarget = "1"\n'
GAP = '[[gaps]]\nsource = "B"\nwhy = "No longer counted."\n'


def read(content: str) -> Crosswalk:
    return read_crosswalk(content, name="acme.toml")


def problems(content: str) -> tuple[str, ...]:
    with pytest.raises(DefinitionFileError) as raised:
        read(content)
    return raised.value.problems


def test_everything_that_a_file_can_say_is_read() -> None:
    found = read(
        HEAD
        + 'reference = "the handbook"\nfirst_day = 2024-01-01\n'
        + ROW
        + '[[mappings]]\nsource = "C"\ntarget = "3"\nmatch = "close"\n'
        + 'loss = "a nuance"\nreference = "page 3"\nverified = false\n'
        + "first_day = 2025-01-01\nlast_day = 2025-12-31\n"
        + GAP
        + '[[gaps]]\nsource = "D"\nwhy = "Never."\nreference = "page 4"\n'
    )

    assert found == Crosswalk(
        id="acme",
        from_scheme="acme.old",
        to_scheme="acme.new",
        mappings=(
            Mapping(
                source="A",
                target="1",
                valid=Period(start=date(2024, 1, 1)),
                reference="the handbook",
            ),
            Mapping(
                source="C",
                target="3",
                match=Match.CLOSE,
                loss="a nuance",
                verified=False,
                valid=Period(start=date(2025, 1, 1), end=date(2026, 1, 1)),
                reference="page 3",
            ),
        ),
        gaps=(
            Gap(source="B", why="No longer counted.", reference="the handbook"),
            Gap(source="D", why="Never.", reference="page 4"),
        ),
    )


def test_a_file_without_days_and_reference_holds_always() -> None:
    assert read(HEAD + ROW).mappings == (Mapping(source="A", target="1"),)


def test_the_example_of_the_description_is_right() -> None:
    described = crosswalk_files.__doc__ or ""
    lines = [line.strip() for line in described.splitlines() if line.startswith("    ")]

    assert read("\n".join(lines)).gaps


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('id = "acme"', "acme.toml: from_scheme is missing"),
        (HEAD, "acme.toml: mappings is missing"),
        (
            HEAD + 'mappings = "all"',
            "mappings: expected tables, each under [[mappings]]",
        ),
        (HEAD + "mappings = [1]", "mappings: expected tables, each under [[mappings]]"),
        (HEAD + "gaps = 1\n" + ROW, "gaps: expected tables, each under [[gaps]]"),
        (HEAD + 'colour = "red"\n' + ROW, "'colour' is nothing that can be said here"),
        (HEAD + ROW + 'note = "x"', "mapping 'A': 'note' is nothing that can be said"),
        (HEAD + '[[mappings]]\ntarget = "1"', "mapping 1: source is missing"),
        (HEAD + ROW + '[[gaps]]\nsource = "B"', "gap 'B': why is missing"),
        (HEAD + ROW + 'match = "near"', "mapping 'A': match: expected exact or close"),
        (HEAD + ROW + 'first_day = "2024"', "mapping 'A': first_day: expected a day"),
        (HEAD + "last_day = 2024-01-01T00:00:00\n" + ROW, "last_day: expected a day"),
        (HEAD + ROW + 'match = "close"', "loss: expected what is lost"),
        (HEAD + ROW + ROW, "expected one mapping to '1' on any day"),
        (HEAD + ROW + "last_day = 2024-", "acme.toml: "),
        (HEAD.replace('"acme"', "1") + ROW, "id: found 1"),
    ],
)
def test_what_cannot_be_right_is_named(content: str, said: str) -> None:
    assert any(said in problem for problem in problems(content))


def test_all_files_of_a_folder_are_read_in_order_and_others_left(
    tmp_path: Path,
) -> None:
    (tmp_path / "b.toml").write_text(HEAD + ROW)
    (tmp_path / "a.toml").write_text(HEAD.replace('"acme"', '"first"') + ROW)
    (tmp_path / "notes.txt").write_text("none")

    assert list(read_crosswalks(tmp_path)) == ["first", "acme"]


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(HEAD)
    (tmp_path / "b.toml").write_text(HEAD + ROW)
    (tmp_path / "c.toml").write_text(HEAD + ROW)

    with pytest.raises(DefinitionFileError) as raised:
        read_crosswalks(tmp_path)

    assert raised.value.problems == (
        "a.toml: mappings is missing",
        "c.toml: acme stands in another file, too",
    )
