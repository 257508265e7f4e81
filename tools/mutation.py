"""Break domain and rules on purpose and see whether their tests notice.

    python tools/mutation.py                        every module of the rules
    python tools/mutation.py rules/promises/team    one module

Needs the dependency group `mutation` (`make mutation` sets it up). Works in a copy, so
nothing in the repository is touched. A change that no test notices must stand in
docs/develop/survivors.toml with the reason why none can; any other is shown, and so is
an explanation of something that does not survive any more.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
EXPLAINED = ROOT / "docs" / "develop" / "survivors.toml"
PACKAGE = Path("src") / "brukermedvirkning"
MUTMUT = Path(sys.executable).with_name("mutmut")
# Tests of all rules or indicators at once: too much to ask of a change anywhere else.
LEFT_OUT = (
    "test_builtin.py",
    "test_every_rule_has_a_suite.py",
    "test_gaming.py",
    "test_knowing_less.py",
)
# What mutmut says of a module without functions, and of one whose functions run when
# it is imported and never again.
NOTHING_TO_BREAK = ("could not find any test case", "Unable to force test failures")
# Each change is tried in a fork of the process that ran the tests without it: what was
# remembered there must be forgotten. Tests by hand go before those with random examples,
# which take a hundred times as long.
QUICK_FIRST = """

def pytest_collection_modifyitems(items):
    from functools import _lru_cache_wrapper
    from gc import get_objects

    for one in get_objects():
        if type(one) is _lru_cache_wrapper and one.__module__.startswith("bruker"):
            one.cache_clear()
    items.sort(
        key=lambda item: (
            hasattr(item.obj, "hypothesis"),
            item.get_closest_marker("once") is not None,
        )
    )
"""
SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["{module}"]
also_copy = ["conftest.py", "tools"]
pytest_add_cli_args = ["-m", "not oracle"]
pytest_add_cli_args_test_selection = {tests}
use_git_change_detection = false
track_dependencies = false
"""


class Survivor(NamedTuple):
    """A change that no test noticed: where, the lines before and the lines after."""

    place: str
    was: str
    now: str


def modules(asked: list[str]) -> Iterator[Path]:
    """The files of the modules that are asked for; all of the rules, if none is."""
    if asked:
        yield from (PACKAGE / f"{name.removesuffix('.py')}.py" for name in asked)
        return
    for path in sorted((ROOT / PACKAGE / "rules").rglob("*.py")):
        if path.name != "__init__.py":
            yield path.relative_to(ROOT)


def asked_of(module: Path) -> list[str]:
    """The test files of a module: those of its folder.

    Of `rules` those beside the folders below; of a folder in it those below, too, that
    name the module. Of a promise only those that name it; what no test names is a part
    of several promises: then all of the folder.
    """
    area = module.relative_to(PACKAGE).parent
    dotted = ".".join(module.relative_to("src").with_suffix("").parts)
    folder = ROOT / "tests" / area
    beside = {*folder.glob("test_*.py"), *folder.parent.glob(f"test_{area.name}.py")}
    below = set() if area.name == "rules" else {*folder.rglob("test_*.py")}
    found = {
        str(path.relative_to(ROOT)): text
        for path in beside | below
        if (path.name not in LEFT_OUT or path.name == f"test_{area.name}.py")
        and (dotted in (text := path.read_text("utf-8")) or path in beside)
    }
    if area.name == "promises":
        found = {name: text for name, text in found.items() if dotted in text} or found
    return sorted(found)


def survivors(module: Path) -> Iterator[Survivor]:
    """The changes of a module that its tests do not notice."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _copy(place, module)
        ran = _mutmut(place, "run")
        if any(nothing in ran.stdout for nothing in NOTHING_TO_BREAK):
            print(f"{module}: nothing that mutmut could break while tests run")
        elif ran.returncode:
            sys.exit(
                f"{module}: mutmut failed\n{ran.stdout[-3000:]}{ran.stderr[-3000:]}"
            )
        for line in _mutmut(place, "results").stdout.splitlines():
            name, _, status = line.strip().rpartition(": ")
            if status in ("survived", "no tests"):
                found = _survivor(name, _mutmut(place, "show", name).stdout)
                if not _loosens_zip(found):
                    yield found


def _copy(place: Path, module: Path) -> None:
    for name in ("src", "tests", "tools"):
        shutil.copytree(ROOT / name, place / name)
    conftest = (ROOT / "conftest.py").read_text("utf-8") + QUICK_FIRST
    (place / "conftest.py").write_text(conftest, "utf-8")
    # In TOML a list of plain paths is written as in Python.
    settings = SETTINGS.format(module=module, tests=asked_of(module))
    project = (ROOT / "pyproject.toml").read_text("utf-8") + settings
    (place / "pyproject.toml").write_text(project, "utf-8")


def _mutmut(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [MUTMUT, *arguments],
        cwd=place,
        env={**os.environ, "HYPOTHESIS_PROFILE": "mutation"},
        capture_output=True,
        text=True,
        check=False,
    )


def _survivor(name: str, diff: str) -> Survivor:
    function = re.sub(r"__mutmut_\d+$", "", name)
    module, _, function = function.rpartition(".")
    function = function.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
    changed = [
        line for line in diff.splitlines() if not line.startswith(("---", "+++"))
    ]
    was, now = (
        " ".join(line[1:].strip() for line in changed if line.startswith(sign))
        for sign in "-+"
    )
    return Survivor(f"{module.removeprefix('brukermedvirkning.')}.{function}", was, now)


def _loosens_zip(one: Survivor) -> bool:
    """Whether a zip that is not strict is all that it makes: strict is an assertion."""
    was, now = (
        re.sub(r"\s|strict=\w+", "", line).replace(",)", ")")
        for line in (one.was, one.now)
    )
    return "strict=" in one.was and "strict=True" not in one.now and was == now


def explained() -> dict[Survivor, str]:
    """The survivors that are known, with the reason why no test can notice them."""
    rows = tomllib.loads(EXPLAINED.read_text("utf-8"))["survivor"]
    return {Survivor(row["place"], row["was"], row["now"]): row["why"] for row in rows}


def main(asked: list[str]) -> int:
    """Run, show what is not explained, and what is explained and dead."""
    known = explained()
    status = 0
    for module in modules(asked):
        found = set(survivors(module))
        dotted = ".".join(module.relative_to(PACKAGE).with_suffix("").parts)
        mine = {one for one in known if one.place.startswith(f"{dotted}.")}
        for one in sorted(found - mine):
            print(f"{one.place} survives:\n  - {one.was}\n  + {one.now}")
        for one in sorted(mine - found):
            print(f"{one.place} is explained and does not survive:\n  + {one.now}")
        print(
            f"{module}: {len(found)} survive, {len(found & mine)} explained", flush=True
        )
        if found != mine:
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
