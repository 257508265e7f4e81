"""The drawing of a timeline."""

from __future__ import annotations

from datetime import date

import pytest

from brukermedvirkning_cli.drawing.bars import (
    ASCII,
    BLOCKS,
    Bar,
    Picture,
    Scale,
    Step,
    level,
)

MONDAY = date(2016, 2, 29)


def drawn(rows=(), load=(), marks=(), *, days, width=45, glyphs=ASCII) -> list[str]:
    scale = Scale.over(days, width)
    picture = Picture(rows, load, marks, scale, ("load", "marks"))
    return [line[34:] for line in picture.lines(glyphs)]


def test_a_scale_begins_on_a_monday_and_holds_every_day() -> None:
    scale = Scale.over([date(2016, 3, 2), date(2016, 3, 14)], 10)

    assert Scale(MONDAY, weeks=1, columns=3) == scale


def test_weeks_share_a_column_where_there_are_too_many() -> None:
    scale = Scale.over([MONDAY, date(2017, 2, 28)], 10)

    assert (6, 9) == (scale.weeks, scale.columns)


def test_nothing_has_no_scale() -> None:
    assert Scale.over([], 10) is None


def test_a_bar_covers_the_weeks_in_which_it_runs() -> None:
    bar = Bar("x", "1 h", date(2016, 3, 7), date(2016, 3, 15))

    assert " ##" == drawn([bar], days=[MONDAY, date(2016, 3, 21)])[1]


def test_the_day_of_the_half_open_end_is_not_drawn() -> None:
    bar = Bar("x", "1 h", MONDAY, date(2016, 3, 7))

    assert "#" == drawn([bar], days=[MONDAY, date(2016, 3, 14)])[1]


def test_an_open_bar_points_on() -> None:
    bar = Bar("x", "1 h", date(2016, 3, 7), None)

    assert " #>" == drawn([bar], days=[MONDAY, date(2016, 3, 14)])[1]


def test_a_start_that_is_not_known_is_marked() -> None:
    bar = Bar("x", "1 h", None, date(2016, 3, 14))

    assert "?#" == drawn([bar], days=[MONDAY, date(2016, 3, 14)])[1]


def test_the_load_rises_with_its_minutes_and_shows_the_highest_of_a_week() -> None:
    steps = [Step(MONDAY, 60), Step(date(2016, 3, 9), 600), Step(date(2016, 3, 11), 0)]

    assert ".#" == drawn(load=steps, days=[MONDAY, date(2016, 3, 14)])[1]


def test_a_load_of_unknown_weight_is_a_question() -> None:
    steps = [Step(MONDAY, 0, unknown=1), Step(date(2016, 3, 7), 60)]

    assert "?#" == drawn(load=steps, days=[MONDAY, date(2016, 3, 7)])[1]


def test_contacts_of_a_week_are_counted() -> None:
    days = [MONDAY, *[date(2016, 3, 8)] * 2, *[date(2016, 3, 14)] * 11]

    assert "12+" == drawn(marks=days, days=days)[1]


def test_the_years_stand_where_they_begin() -> None:
    years = drawn(days=[date(2014, 8, 5), date(2016, 4, 26)], width=46)[0]

    assert ["2014", "2015", "2016"] == years.split()
    assert 10 == years.index("2015")


def test_blocks_are_drawn_where_they_can_be_shown() -> None:
    bar = Bar("x", "1 h", MONDAY, None)

    assert "█→" == drawn([bar], days=[MONDAY, date(2016, 3, 7)], glyphs=BLOCKS)[1]


def test_a_long_label_is_cut_and_the_line_fits_eighty_columns() -> None:
    scale = Scale.over([date(2000, 1, 1), date(2016, 1, 1)], 45)
    bar = Bar("a very long label of a measure", "37 h", None, None)
    lines = list(Picture([bar], [], [], scale, ("", "")).lines(BLOCKS))

    assert "…" in lines[1]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(("minutes", "expected"), [(0, 0), (1, 1), (50, 4), (100, 8)])
def test_what_is_not_nothing_is_seen(minutes: int, expected: int) -> None:
    assert expected == level(minutes, 100, 9)
