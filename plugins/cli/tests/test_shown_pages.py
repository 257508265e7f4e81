"""What the pages show of the command is what the reader gets.

Each `$` line of a console block is run by a shell, in a folder that has `examples/` in
it; below it stands what is printed, and `...` for what the page leaves out.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
BMV = Path(sys.executable).with_name("bmv")
PAGES = [
    "tutorials/first-case.md",
    "how-to/import-a-log.md",
    "how-to/read-a-case-as-somebody.md",
    "how-to/give-the-participant-their-copy.md",
    "how-to/publish-indicators.md",
    "how-to/explain-an-indicator.md",
]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def steps(page: str) -> list[tuple[str, str]]:
    """Each command of a page with what is shown below it."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    parts = [part for block in BLOCK.findall(text) for part in block.split("$ ")[1:]]
    return [tuple(part.split("\n", 1)) for part in parts]


def fits(shown: str, printed: str) -> bool:
    parts = (
        re.escape(part) for part in re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE)
    )
    return re.fullmatch("(?:.*\n)*?".join(parts), printed) is not None


@pytest.mark.once
@pytest.mark.skipif(os.name == "nt", reason="the pages show a Unix shell")
@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_what_is_printed(page: str, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    path = os.pathsep.join([str(BMV.parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "HOME": str(tmp_path)}
    environment.pop("BMV_STORE", None)
    environment["XDG_DATA_HOME"] = str(tmp_path / "data")
    for command, shown in steps(page):
        done = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

        assert "" == done.stderr, command
        assert not shown or fits(shown, done.stdout), (command, done.stdout)
