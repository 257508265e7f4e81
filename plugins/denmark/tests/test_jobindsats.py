"""Tables of jobindsats: figures to compare with, and a place for every fault."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.errors import DocumentError, UnknownNameError
from brukermedvirkning_denmark.jobindsats import (
    Table,
    Value,
    read_metadata,
    read_table,
)

MARK = b"\xef\xbb\xbf"
REPLY = {
    "columns": ["Område", "Periode", "Antal", "Pct."],
    "rows": [
        ["Aalborg", "Feb 2016", 1203, "11,5"],
        ["Aalborg", "Mar 2016", None, "1.234"],
        ["Randers", "Feb 2016", "1.234,5", ".."],
    ],
}


def table(reply: Any = REPLY, name: str = "reply") -> Table:
    return read_table(json.dumps(reply).encode(), name)


def faults(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(DocumentError) as error:
        read_table(content, "reply")
    assert all(fault.source == "reply" for fault in error.value.faults)
    return [(fault.where, fault.field) for fault in error.value.faults]


@pytest.mark.parametrize("mark", [b"", MARK])
def test_a_reply_is_read_with_a_mark_of_byte_order_and_without(mark: bytes) -> None:
    found = read_table(mark + json.dumps(REPLY).encode())

    assert found == table()
    assert found.columns == ("Område", "Periode", "Antal", "Pct.")
    assert found.column("Antal") == (1203, None, "1.234,5")


def test_rows_are_chosen_by_their_cells() -> None:
    found = table().where(Område="Aalborg", Periode="Feb 2016")

    assert found.figure("Antal") == 1203
    assert found.figure("Pct.") == Decimal("11.5")


def test_figures_that_are_danish_text_are_figures() -> None:
    found = table().such({"Område": "Randers"})

    assert found.figure("Antal") == Decimal("1234.5")


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("12", 12),
        ("-3", -3),
        ("1 203", 1203),
        ("1.234.567", 1234567),
        ("0,25", Decimal("0.25")),
        ("", None),
        ("-", None),
        (".", None),
        ("..", None),
        (0, 0),
        (None, None),
        (2.50, Decimal("2.5")),
    ],
)
def test_a_cell_is_a_figure_or_nothing_and_nothing_is_no_zero(
    cell: object, figure: object
) -> None:
    found = table({"columns": ["Antal"], "rows": [[cell]]}).figure("Antal")

    assert found == figure
    assert (found is None) is (figure is None)


@pytest.mark.parametrize("cell", ["1.234", "11.5", "Feb", "1,2,3", "1,234.5"])
def test_what_can_be_read_in_two_ways_is_not_guessed(cell: str) -> None:
    found = table({"columns": ["Antal"], "rows": [[cell]]})

    with pytest.raises(DocumentError, match=r"rows\[0\]\[0\].*one way only"):
        found.figure("Antal")


def test_one_figure_is_that_of_one_row() -> None:
    with pytest.raises(DocumentError, match="found 2 rows; expected one row"):
        table().where(Område="Aalborg").figure("Antal")


def test_a_column_that_is_not_there_is_named_with_the_others() -> None:
    with pytest.raises(UnknownNameError, match="Periode"):
        table().column("Kommune")


def test_every_digit_of_a_fraction_is_kept() -> None:
    content = b'{"columns": ["a"], "rows": [[0.12345678901234567890123]]}'

    assert read_table(content).figure("a") == Decimal("0.12345678901234567890123")


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"", [("line 1, column 1", "reply")]),
        (MARK, [("line 1, column 1", "reply")]),
        (b'{"columns": nope}', [("line 1, column 13", "reply")]),
        (b"<html>", [("line 1, column 1", "reply")]),
        (b"[]", [("", "reply")]),
        (b'{"columns": ["a"], "rows": [[NaN]]}', [("", "reply")]),
        (b"[" * 100_000, [("", "reply")]),
        ("{}".encode("utf-16"), [("", "encoding")]),
        (b'{"rows": []}', [("", "columns")]),
        (b'{"columns": []}', [("", "rows")]),
        (b'{"columns": "a", "rows": []}', [("", "columns")]),
        (b'{"columns": ["a", "a"], "rows": []}', [("columns", "")]),
        (b'{"columns": ["a", 1], "rows": []}', [("columns[1]", "")]),
        (b'{"columns": ["a"], "rows": [{}]}', [("rows[0]", "")]),
        (
            b'{"columns": ["a"], "rows": [[1], [1, 2], [true], [[]]]}',
            [("rows[1]", ""), ("rows[2][0]", ""), ("rows[3][0]", "")],
        ),
    ],
)
def test_a_bad_reply_is_told_with_every_place(
    content: bytes, where: list[tuple[str, str]]
) -> None:
    assert faults(content) == where


cells = st.one_of(st.none(), st.integers(-(10**9), 10**9), st.text(max_size=8))


@given(st.lists(st.lists(cells, min_size=2, max_size=2), max_size=6), st.booleans())
def test_what_was_sent_is_what_is_read(rows: list[list[Any]], marked: bool) -> None:
    content = json.dumps({"columns": ["a", "b"], "rows": rows}).encode()

    found = read_table((MARK if marked else b"") + content)
    assert [list(row) for row in found.rows] == rows


@given(st.binary(max_size=60))
def test_no_bytes_make_it_fail_in_another_way(content: bytes) -> None:
    with pytest.raises(DocumentError):
        read_table(b"x" + content)


METADATA = {
    "table_id": "y36a02",
    "dimensions": [
        {
            "dimension_id": "_omrade",
            "hierarchies": [
                {
                    "hierarchy_id": "_nykom",
                    "levels": [
                        {"values": [{"value_id": "/", "value_name": "Hele landet"}]},
                        {"values": [{"value_id": "/851/", "value_name": "Aalborg"}]},
                    ],
                }
            ],
        }
    ],
}


def test_metadata_say_how_a_query_names_a_municipality() -> None:
    found = read_metadata(MARK + json.dumps(METADATA).encode())

    assert found.value_id("_omrade", "_nykom", "Aalborg") == "/851/"
    assert found.values("_omrade", "_nykom")[0] == Value(
        id="/", name="Hele landet", level=1
    )


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        (("_alder", "_nykom", "Aalborg"), "_omrade"),
        (("_omrade", "_amt", "Aalborg"), "_nykom"),
        (("_omrade", "_nykom", "Ålborg"), "Hele landet, Aalborg"),
    ],
)
def test_what_metadata_do_not_have_is_told_with_what_they_have(
    asked: tuple[str, str, str], known: str
) -> None:
    found = read_metadata(json.dumps(METADATA).encode())

    with pytest.raises(UnknownNameError, match=known):
        found.value_id(*asked)


@pytest.mark.parametrize(
    ("reply", "place"),
    [
        ({}, "dimensions"),
        ({"dimensions": [1]}, r"dimensions\[0\]"),
        ({"dimensions": [{"hierarchies": []}]}, "dimension_id"),
        (
            {"dimensions": [{"dimension_id": "_o", "hierarchies": {}}]},
            r"dimensions\[0\]: hierarchies",
        ),
        (
            {
                "dimensions": [
                    {
                        "dimension_id": "_o",
                        "hierarchies": [
                            {
                                "hierarchy_id": "_n",
                                "levels": [{"values": [{"value_id": 1}]}],
                            }
                        ],
                    }
                ]
            },
            r"dimensions\[0\].hierarchies\[0\].levels\[0\].values\[0\]",
        ),
    ],
)
def test_bad_metadata_are_told_with_the_place(reply: object, place: str) -> None:
    with pytest.raises(DocumentError, match=place):
        read_metadata(json.dumps(reply).encode())
