"""Every hook is documented with exactly its shape, and tried out."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from brukermedvirkning import hookspecs
from brukermedvirkning.host.loading import HOOKS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "hooks.md").read_text("utf-8")
SECTIONS = {
    part.split("\n", 1)[0]: part for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)
}


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_takes_nothing(hook: str) -> None:
    assert not inspect.signature(getattr(hookspecs, hook)).parameters


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_documented_with_its_signature(hook: str) -> None:
    returned = getattr(hookspecs, hook).__annotations__["return"]

    assert f"\n`{hook}() -> {returned}`\n" in SECTIONS[hook]


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_documented_with_when_it_is_called(hook: str) -> None:
    sentence = (getattr(hookspecs, hook).__doc__ or "").strip().split("\n")[0]

    assert f"\n\n{sentence}\n" in SECTIONS[hook]


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_has_an_example(hook: str) -> None:
    assert f"@hookimpl\ndef {hook}():" in SECTIONS[hook]


def test_the_page_documents_no_hook_that_is_not_there() -> None:
    documented = {name for name in SECTIONS if name.startswith("bmv_")}

    assert documented == set(HOOKS)
