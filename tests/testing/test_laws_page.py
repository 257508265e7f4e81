"""The page of laws says what the laws say."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

from laws_page import PAGE, page  # noqa: E402 - the path comes first


def test_the_page_of_laws_is_made_from_the_laws() -> None:
    assert page() == PAGE.read_text("utf-8")
