"""The page of tables says what the tables are."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

from tables_page import PAGE, page  # noqa: E402 - the path comes first

from brukermedvirkning.tables import layout  # noqa: E402


def test_the_page_of_tables_is_made_from_the_tables() -> None:
    assert page() == PAGE.read_text("utf-8")


def test_every_column_is_on_the_page() -> None:
    shown = page()
    missing = [
        column.name
        for table in layout().values()
        for column in table.columns
        if f"`{column.name}`" not in shown
        and f"`….{column.name.removeprefix(f'{table.name}.')}`" not in shown
    ]

    assert missing == []
