"""Tables on a terminal; the only module that imports Rich's tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from brukermedvirkning_cli.table import Table

__all__ = ["draw"]


def draw(table: Table, stream: TextIO, clean: Callable[[str], str]) -> None:
    """Draw a table as wide as the terminal; no cell is read as markup."""
    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, heading in enumerate(table.headings):
        drawn.add_column(
            Text(heading), justify="right" if place in table.right else "left"
        )
    for row in table.rows:
        drawn.add_row(*(Text(clean(cell)) for cell in row))
    Console(file=stream, highlight=False, emoji=False).print(drawn)
