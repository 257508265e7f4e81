"""The examples run as they stand, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def printed() -> list[str]:
    done = subprocess.run(
        [sys.executable, "main.py"],
        cwd=EXAMPLES / "own_tables",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_the_mapping_of_a_foreign_database_is_under_80_lines() -> None:
    lines = (EXAMPLES / "own_tables" / "mapping.py").read_text("utf-8").splitlines()

    assert len(lines) < 80


def test_foreign_tables_have_a_timeline(printed: list[str]) -> None:
    assert "2026-02-01  intervention   activity-1" in printed
    assert "2026-04-10  contact        diary-4" in printed


def test_foreign_tables_have_findings(printed: list[str]) -> None:
    text = (
        "case 101  team.no-coordinating-caseworker:"
        " 171 days without a coordinating caseworker, from 2026-01-12"
    )

    assert text in printed


def test_what_foreign_tables_have_no_place_for_cannot_be_told(
    printed: list[str],
) -> None:
    text = (
        "case 102  introduction.not-on-day-one:"
        " the source has no place for introduction, introduction.acknowledged_on"
    )

    assert text in printed
    assert not [line for line in printed if "case 102  team.no-coordinating" in line]


def test_foreign_tables_have_indicators(printed: list[str]) -> None:
    assert ["contact.held: 5", "contact.longest-gap: 33.5"] == printed[-2:]
