"""Every error class is raised in some test: an error that nobody meets is not needed."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from brukermedvirkning import errors

ROOT = Path(__file__).parents[2]
ERRORS = {
    name: found
    for name, found in vars(errors).items()
    if inspect.isclass(found) and issubclass(found, Exception)
}
# Nobody raises the root itself.
RAISED = sorted(set(ERRORS) - {"BrukermedvirkningError"})
KIT = ROOT / "src" / "brukermedvirkning" / "testing"
# Laws are run as tests, so what a law asks to be refused is met in one.
SOURCES = [
    path.read_text("utf-8")
    for folder in (ROOT / "tests", KIT, *ROOT.glob("plugins/*/tests"))
    for path in folder.rglob("*.py")
]


@pytest.mark.parametrize("name", RAISED)
def test_an_error_is_raised_in_some_test(name: str) -> None:
    expected = re.compile(rf"\b(raises|refused)\(\s*\(?[\w\s,.]*\b{name}\b")
    met = any(expected.search(source) for source in SOURCES)

    assert met


@pytest.mark.parametrize("name", RAISED)
def test_an_error_is_raised_by_the_library(name: str) -> None:
    folders = (ROOT / "src", *ROOT.glob("plugins/*/src"))
    sources = (path.read_text("utf-8") for one in folders for path in one.rglob("*.py"))
    # A store reports its own way: errors reach `raise` through tables, too.
    named = re.compile(rf"\b{name}\b")
    users = sum(bool(named.search(source)) for source in sources)

    assert users > 1


@pytest.mark.parametrize("name", sorted(ERRORS))
def test_an_error_says_when_it_is_raised(name: str) -> None:
    words = ("Raised when ", "The root of ")

    assert (ERRORS[name].__doc__ or "").startswith(words)


@pytest.mark.parametrize("name", RAISED)
def test_an_error_ends_in_error_and_descends_from_the_root(name: str) -> None:
    assert name.endswith("Error")
    assert issubclass(ERRORS[name], errors.BrukermedvirkningError)


def test_every_error_is_public() -> None:
    assert set(ERRORS) | {"Fault"} == set(errors.__all__)
