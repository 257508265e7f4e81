"""Every happening stands on its page, as it is."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

from happenings_page import PAGE, page  # noqa: E402 - the path comes first


def test_the_page_of_happenings_is_made_from_the_classes() -> None:
    assert page() == PAGE.read_text("utf-8")
