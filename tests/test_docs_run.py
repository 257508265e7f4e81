"""The documentation runs: what a page shows is what the reader gets.

The Python blocks of one page share their names and run from the top of the
repository, where a reader of the page stands.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    page
    for page in (ROOT / "README.md", *ROOT.glob("docs/**/*.md"))
    if "_build" not in page.parts
)
EXAMPLES = Sybil(parsers=[PythonCodeBlockParser(), SkipParser()], path=str(ROOT))
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _shown_commands() -> set[tuple[str, str]]:
    """Program and first word after it, of every command that a page shows."""
    blocks = (block for page in PAGES for block in CONSOLE.findall(page.read_text()))
    return {
        (program, argument)
        for block in blocks
        for program, argument in re.findall(
            r"^\$ (bmv|make)\s+(\S+)", block, re.MULTILINE
        )
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_python_blocks_of_a_page_run(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    for example in EXAMPLES.parse(page).examples():
        example.evaluate()


def test_every_make_target_that_a_page_shows_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    shown = {argument for program, argument in _shown_commands() if program == "make"}

    assert shown - targets == set()


def test_every_bmv_command_that_a_page_shows_exists() -> None:
    bmv = Path(sys.executable).with_name("bmv")
    page = subprocess.run([bmv, "--help"], capture_output=True, text=True, check=True)
    commands = page.stdout.partition("Commands:")[2].partition("\n\n")[0]
    known = set(re.findall(r"^  (\S+)", commands, re.MULTILINE))
    shown = {
        argument
        for program, argument in _shown_commands()
        if program == "bmv" and not argument.startswith("-")
    }

    assert shown - known == set()
