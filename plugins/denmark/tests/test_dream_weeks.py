"""The columns of a row of DREAM: weeks, codes, and what is wrong with them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.errors import DocumentError, Fault
from brukermedvirkning_denmark.dream.weeks import (
    Row,
    Week,
    read_rows,
    week_of,
    weeks_of,
)


@pytest.mark.parametrize(
    ("column", "monday"),
    [
        ("y_1601", date(2016, 1, 4)),
        ("Y_1601", date(2016, 1, 4)),
        (" y_1553 ", date(2015, 12, 28)),
        ("y_9132", date(1991, 8, 5)),
        ("y_9052", None),
        ("y_201601", date(2016, 1, 4)),
        ("y_0001", date(2000, 1, 3)),
    ],
)
def test_a_column_is_of_a_week(column: str, monday: date | None) -> None:
    found = week_of(column)

    assert found is not None
    assert found.monday == monday or (monday is None and found.monday.year == 2090)


@pytest.mark.parametrize("column", ["cpr", "y_16", "y_16011", "koen", "", "xy_1601"])
def test_any_other_column_is_of_none(column: str) -> None:
    assert week_of(column) is None


def test_how_columns_are_called_is_the_callers_to_say() -> None:
    pattern = r"uge(?P<week>[0-9]{2})_(?P<year>[0-9]{4})"

    assert week_of("uge05_2016", pattern) == Week.of(2016, 5)
    assert week_of("y_1605", pattern) is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("730", "730"),
        (" 730 ", "730"),
        ("730.0", "730"),
        ("", None),
        (" ", None),
        (".", None),
        (None, None),
        ("5", "005"),
    ],
)
def test_a_cell_is_three_digits_or_nothing(cell: str | None, code: str | None) -> None:
    assert dict(weeks_of({"y_1601": cell})) == {Week.of(2016, 1): code}


@pytest.mark.parametrize("cell", ["73O", "1234", "-73", "somebody", "٧٣٠"])
def test_anything_else_is_a_fault_that_does_not_show_it(cell: str) -> None:
    with pytest.raises(DocumentError) as error:
        weeks_of({"y_1601": cell})

    (fault,) = error.value.faults
    assert fault.field == "y_1601"
    assert cell not in str(fault)


def test_a_week_that_its_year_does_not_have_is_a_fault() -> None:
    with pytest.raises(DocumentError, match="y_1653"):
        weeks_of({"y_1653": "730"})


def test_a_week_stands_once() -> None:
    with pytest.raises(DocumentError, match="one column"):
        weeks_of({"y_1601": "730", "y_201601": "730"})


def test_the_weeks_stand_in_their_order_and_no_other_column_is_looked_at() -> None:
    cells = {"navn": "x", "y_1602": "730", "y_1553": "", "alder": "31"}

    assert list(weeks_of(cells)) == [Week.of(2015, 53), Week.of(2016, 2)]


TABLE = "id;y_1601;y_1602\na;730;\nb;730;737\n"


def rows(text: str, **options: str) -> list[Row | Fault]:
    return list(read_rows(text.encode(), **options))


def test_a_table_is_read_row_by_row() -> None:
    first, second = rows(TABLE)

    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert [first.line, second.line] == [2, 3]
    assert list(first.weeks.values()) == ["730", None]
    assert list(second.weeks.values()) == ["730", "737"]


def test_a_mark_of_byte_order_and_another_delimiter_are_no_matter() -> None:
    text = "\ufeff" + TABLE.replace(";", ",")

    assert rows(text, delimiter=",") == rows(TABLE)


def test_a_bad_row_is_told_with_its_line_and_costs_no_other() -> None:
    found = rows("id;y_1601\na;7x\nb;730;1\n\nc;730\n")

    assert [(one.where, one.field) for one in found if isinstance(one, Fault)] == [
        ("line 2", "y_1601"),
        ("line 3", "row"),
    ]
    assert [one.line for one in found if isinstance(one, Row)] == [5]


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (b"", "columns"),
        (b"id;navn\na;b\n", "columns"),
        ("id;y_1601\næ;730".encode("latin-1"), "encoding"),
    ],
)
def test_what_is_no_table_of_weeks_is_one_fault(content: bytes, field: str) -> None:
    (fault,) = read_rows(content)

    assert isinstance(fault, Fault)
    assert fault.field == field


def test_no_row_shows_whose_it_is() -> None:
    (row,) = rows("cpr;y_1601\nsomebody;730\n")

    assert "730" not in repr(row)
    assert "somebody" not in repr(row)


@given(st.dates(date(1991, 7, 1), date(2089, 12, 31)))
def test_every_week_since_the_register_began_has_its_column(day: date) -> None:
    year, number, _ = day.isocalendar()

    found = week_of(f"y_{year % 100:02}{number:02}")
    assert found is not None
    assert found.monday <= day < found.next.monday
    assert found.next.monday - found.monday == timedelta(days=7)
