"""The workspace holds together: every plugin is versioned and checked."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CORE = ROOT / "src" / "brukermedvirkning"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PLUGINS = sorted(
    path.parent
    for path in ROOT.glob("plugins/*/pyproject.toml")
    if path.parent.name != "template"
)
PACKAGES = {
    "brukermedvirkning",
    *("brukermedvirkning_" + folder.name.replace("-", "_") for folder in PLUGINS),
}
PURE = sorted(
    path for room in ("domain", "rules") for path in (CORE / room).rglob("*.py")
)


def _settings(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))


def _core_version() -> str:
    source = (CORE / "__init__.py").read_text("utf-8")
    match = re.search(r'^__version__ = "(.+)"$', source, re.MULTILINE)
    assert match, "the version is a literal, so that reading it costs nothing"
    return match[1]


def _imported(path: Path) -> set[str]:
    """The top-level names that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(str(node.module).partition(".")[0])
    return names


def test_the_core_depends_on_attrs_cattrs_and_pluggy_alone() -> None:
    names = [
        re.split(r"[^\w.-]", dependency)[0]
        for dependency in PROJECT["project"]["dependencies"]
    ]

    assert sorted(names) == ["attrs", "cattrs", "pluggy"]


@pytest.mark.parametrize("folder", [ROOT, *PLUGINS], ids=lambda folder: folder.name)
def test_every_dependency_has_a_lower_and_an_upper_bound(folder: Path) -> None:
    settings = _settings(folder)
    project = settings["project"]
    lists = [
        project["dependencies"],
        *project.get("optional-dependencies", {}).values(),
        *settings.get("dependency-groups", {}).values(),
    ]
    asked = [name for names in lists for name in names if isinstance(name, str)]
    if folder == ROOT:
        # The plugins stand beside it, each in one version.
        asked = [name for name in asked if not name.startswith("brukermedvirkning")]

    assert [name for name in asked if not (">=" in name and "<" in name)] == []


@pytest.mark.parametrize("folder", PLUGINS, ids=lambda folder: folder.name)
def test_a_plugin_carries_the_version_of_the_core(folder: Path) -> None:
    assert _settings(folder)["project"]["version"] == _core_version()


@pytest.mark.parametrize("folder", PLUGINS, ids=lambda folder: folder.name)
def test_a_plugin_tells_type_checkers_that_it_is_typed(folder: Path) -> None:
    package = "brukermedvirkning_" + folder.name.replace("-", "_")

    assert (folder / "src" / package / "py.typed").is_file()


def test_every_package_is_checked() -> None:
    tools = PROJECT["tool"]
    independent = next(
        contract
        for contract in tools["importlinter"]["contracts"]
        if contract["type"] == "independence"
    )

    assert set(tools["mypy"]["packages"]) == PACKAGES
    assert set(tools["importlinter"]["root_packages"]) == PACKAGES
    assert {*independent["modules"], "brukermedvirkning"} == PACKAGES


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(CORE)))
def test_domain_and_rules_import_the_standard_library_and_attrs_alone(
    path: Path,
) -> None:
    allowed = {*sys.stdlib_module_names, "attrs", "brukermedvirkning"}

    assert _imported(path) - allowed == set()


def test_every_changelog_fragment_has_a_known_kind() -> None:
    kinds = "|".join(kind["directory"] for kind in PROJECT["tool"]["towncrier"]["type"])
    shape = re.compile(rf"\+?[a-z0-9][a-z0-9-]*\.({kinds})\.md|README\.md")
    names = sorted(path.name for path in (ROOT / "changelog.d").iterdir())

    assert [name for name in names if not shape.fullmatch(name)] == []
