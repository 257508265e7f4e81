"""The public face: what it lists, it has, and importing it loads nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import brukermedvirkning

sys.path.append(str(Path(__file__).parents[1] / "tools"))

from public_names_page import PAGE, page


@pytest.mark.parametrize("name", brukermedvirkning.__all__)
def test_every_public_name_can_be_had(name: str) -> None:
    assert getattr(brukermedvirkning, name) is not None


def test_the_list_is_sorted_and_holds_every_lazy_name() -> None:
    lazy = set(brukermedvirkning._HOME)

    assert lazy | {"__version__"} == set(brukermedvirkning.__all__)
    assert sorted(brukermedvirkning.__all__) == brukermedvirkning.__all__


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Cse'"):
        _ = brukermedvirkning.Cse  # type: ignore[attr-defined]


def test_the_names_can_be_completed_before_they_are_loaded() -> None:
    assert set(brukermedvirkning.__all__) <= set(dir(brukermedvirkning))


def test_importing_the_package_loads_no_other_module() -> None:
    code = (
        "import sys; before = set(sys.modules); import brukermedvirkning;"
        " print(sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "['brukermedvirkning']"
    assert done.stderr == ""


def test_the_page_of_public_names_is_made_from_them() -> None:
    assert page() == PAGE.read_text("utf-8")
