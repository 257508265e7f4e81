"""The page of crosswalks says what the crosswalks are."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

from crosswalks_page import HEAD, PAGE, page  # noqa: E402 - the path comes first

from brukermedvirkning.domain.translation import LossKind  # noqa: E402


def test_the_page_of_crosswalks_is_made_from_the_crosswalks() -> None:
    assert page() == PAGE.read_text("utf-8")


def test_every_loss_is_explained() -> None:
    assert all(f"| `{nature}` |" in HEAD for nature in LossKind)
