"""The way out: one JSON document, or text that any terminal and pipe can take.

Text is plain and the same every time, unless standard output is a terminal; only then
are tables drawn with Rich.
"""

from __future__ import annotations

import json
import re
import shutil
import textwrap
from collections.abc import Iterable
from typing import Any, TextIO

from brukermedvirkning_cli.drawing.bars import ASCII, BLOCKS, Picture
from brukermedvirkning_cli.table import Block, Table

__all__ = ["Document", "Output"]

Document = dict[str, Any]

PIPE_WIDTH = 80
# What drives a terminal or turns the reading direction has no place in a text.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PLAINER = str.maketrans(
    {"–": "-", "—": "-", "…": "...", "·": "-", "“": '"', "”": '"', "≥": ">=", "→": ">"}
)


def _wrapped(line: str, width: int) -> list[str]:
    """A line at most as wide as that; what follows its first line stands deeper."""
    indent = " " * (len(line) - len(line.lstrip()))
    lines = textwrap.wrap(
        line,
        width,
        subsequent_indent=indent + "    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [""]


class Output:
    """Standard output with what it can show."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._encoding = getattr(stream, "encoding", None) or "utf-8"

    @property
    def is_terminal(self) -> bool:
        """Whether somebody looks at it."""
        return self._stream.isatty()

    @property
    def draws(self) -> bool:
        """Whether it can take the blocks and marks of a drawing."""
        try:
            "█▁–…".encode(self._encoding)
        except UnicodeEncodeError:
            return False
        return True

    @property
    def width(self) -> int:
        """How many columns it has."""
        if not self.is_terminal:
            return PIPE_WIDTH
        return max(PIPE_WIDTH, shutil.get_terminal_size((PIPE_WIDTH, 24)).columns)

    def json(self, document: Any) -> None:
        """Write one JSON document; its keys stand as they were put."""
        text = json.dumps(document, indent=2, ensure_ascii=False)
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            # Escapes lose nothing where the characters themselves cannot be written.
            text = json.dumps(document, indent=2)
        self._stream.write(text + "\n")

    def rows(self, text: str) -> None:
        """Write rows for another program: as they are, whatever the width."""
        self._stream.write(self._spelt(_CONTROL.sub("\ufffd", text)))

    def text(self, blocks: Iterable[Block]) -> None:
        """Write lines and tables."""
        for block in blocks:
            if isinstance(block, Table) and self.is_terminal:
                self._draw(block)
            else:
                for line in self._lines(block):
                    self._stream.write(self._clean(line).rstrip() + "\n")

    def _lines(self, block: Block) -> Iterable[str]:
        if isinstance(block, Table):
            return block.lines(self.width)
        if isinstance(block, Picture):
            return block.lines(BLOCKS if self.draws else ASCII)
        return _wrapped(block, self.width)

    def _clean(self, text: str) -> str:
        text = _CONTROL.sub("\ufffd", text)
        if not self.draws:
            text = text.translate(_PLAINER)
        return self._spelt(text)

    def _spelt(self, text: str) -> str:
        """Written so that nothing is lost: a letter that cannot be shown is spelt."""
        return text.encode(self._encoding, "backslashreplace").decode(self._encoding)

    def _draw(self, table: Table) -> None:
        from brukermedvirkning_cli.drawing.rich_table import draw

        draw(table, self._stream, self._clean)
