"""The way out: JSON, lines, tables, and what a stream cannot take."""

from __future__ import annotations

import io
import json

import pytest

from brukermedvirkning_cli.output import Output
from brukermedvirkning_cli.table import Table

TABLE = Table(
    ["Day", "Minutes", "With"],
    [["2016-04-26", "31–60", "a caseworker"], ["2016-04-25", "5", ""]],
    right=frozenset({1}),
)


class Stream(io.TextIOWrapper):
    """A stream of some encoding, which may be a terminal."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def written(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)


def written(*blocks, **how) -> str:
    stream = Stream(**how)
    Output(stream).text(blocks)
    return stream.written()


def test_a_document_keeps_the_order_of_its_keys() -> None:
    stream = Stream()
    Output(stream).json({"b": 1, "a": "å"})

    assert '{\n  "b": 1,\n  "a": "å"\n}\n' == stream.written()


def test_a_document_is_escaped_where_its_letters_cannot_be_written() -> None:
    stream = Stream("ascii")
    Output(stream).json({"a": "å…"})

    assert {"a": "å…"} == json.loads(stream.written())


def test_a_table_is_aligned_in_a_pipe() -> None:
    assert (
        "  Day         Minutes  With\n"
        "  ----------  -------  ------------\n"
        "  2016-04-26    31–60  a caseworker\n"
        "  2016-04-25        5\n"
    ) == written(TABLE)


def test_the_last_column_of_a_wide_table_is_wrapped() -> None:
    lines = written(Table(["Id", "What"], [["x", "word " * 40]])).splitlines()

    assert max(map(len, lines)) <= 80
    assert len(lines) > 3


def test_a_long_line_is_wrapped_and_stands_deeper() -> None:
    lines = written("  goal: " + "word " * 40).splitlines()

    assert max(map(len, lines)) <= 80
    assert lines[1].startswith("      word")


def test_an_empty_line_stays() -> None:
    assert "a\n\nb\n" == written("a", "", "b")


def test_a_letter_that_cannot_be_shown_is_spelt() -> None:
    assert 'l\\xf8n - "x"...\n' == written("løn – “x”…", encoding="ascii")


@pytest.mark.parametrize("control", ["\x1b[31m", "\x07", "\x9b1m", "\u202e", "\r"])
def test_text_out_of_a_file_cannot_drive_the_terminal(control: str) -> None:
    assert control[0] not in written(f"a{control}b")
    assert control[0] not in written(Table(["x"], [[f"a{control}b"]]))


def test_a_terminal_gets_a_drawn_table_with_every_cell() -> None:
    drawn = written(TABLE, terminal=True)

    assert "───" in drawn
    assert all(cell in drawn for row in TABLE.rows for cell in row)


def test_a_cell_is_never_read_as_markup() -> None:
    drawn = written(Table(["x"], [["[red]a[/red] :smile:"]]), terminal=True)

    assert "[red]a[/red] :smile:" in drawn
