"""By which paragraph a measure was given, by date: what was read and no more."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.concepts import InterventionKind
from brukermedvirkning.errors import OutsidePeriodsError, UnknownNameError
from brukermedvirkning_denmark import data
from brukermedvirkning_denmark.paragraphs import (
    MEASURES,
    LegalBasis,
    measure_named,
    paragraph_of,
    paragraphs,
)

ROWS = [row for rows in paragraphs().values() for row in rows]


@pytest.mark.parametrize(
    ("measure", "day", "named", "act"),
    [
        ("mentorstøtte", date(2013, 12, 31), "§§ 78-81", "419"),
        ("mentorstøtte", date(2014, 1, 1), "§ 31 b", "419"),
        ("mentorstøtte", date(2019, 12, 31), "§ 31 b", "419"),
        ("mentorstøtte", date(2020, 1, 1), "§§ 167-171", "548"),
        ("virksomhedspraktik", date(2016, 5, 24), "ch. 11", "419"),
        ("virksomhedspraktik", date(2020, 1, 1), "§ 57", "548"),
        ("ansættelse med løntilskud", date(2015, 1, 1), "ch. 12", "419"),
        ("ansættelse med løntilskud", date(2022, 5, 22), "§ 66", "548"),
        ("øvrig vejledning og opkvalificering", date(2023, 3, 20), "§ 91", "548"),
        ("ressourceforløb", date(2024, 12, 31), "ch. 19", "548"),
    ],
)
def test_a_measure_has_the_paragraph_of_its_day(
    measure: str, day: date, named: str, act: str
) -> None:
    found = paragraph_of(measure, day)

    assert (found.named, f"nr. {act}" in found.act) == (named, True)


def test_a_measure_of_the_core_stands_for_the_danish_one_that_means_it() -> None:
    found = paragraph_of(InterventionKind.MENTOR_SUPPORT, date(2021, 1, 1))

    assert found == paragraph_of("mentorstøtte", date(2021, 1, 1))


def test_what_the_log_prints_in_2015_is_the_paragraph_of_two_years_before() -> None:
    printed = "mentorstøtte (LAB §§ 78-81)"

    assert paragraph_of("mentorstøtte", date(2015, 1, 8)).named not in printed
    assert paragraph_of("mentorstøtte", date(2013, 12, 31)).named in printed


@pytest.mark.parametrize(
    ("day", "nearest"),
    [
        (date(2001, 1, 1), "2013-12-31"),
        (date(2025, 1, 1), "2020-01-01 until 2024-12-31"),
        (date(2031, 1, 1), "2020-01-01 until 2024-12-31"),
    ],
)
def test_a_day_outside_every_period_is_an_error_that_names_the_nearest(
    day: date, nearest: str
) -> None:
    with pytest.raises(OutsidePeriodsError, match=nearest):
        paragraph_of("mentorstøtte", day)


def test_between_two_periods_the_nearer_is_named() -> None:
    with pytest.raises(OutsidePeriodsError, match="2023-03-20") as error:
        paragraph_of("øvrig vejledning og opkvalificering", date(2023, 3, 19))

    assert error.value.on == date(2023, 3, 19)


@pytest.mark.parametrize("name", ["nytteindsats", "AFT", ""])
def test_a_measure_that_was_not_read_is_an_error_that_lists_the_others(
    name: str,
) -> None:
    with pytest.raises(UnknownNameError, match="virksomhedspraktik"):
        paragraph_of(name, date(2021, 1, 1))


def test_a_close_match_stands_for_no_measure_of_the_core() -> None:
    assert measure_named(InterventionKind.WAGE_SUBSIDY) == "ansættelse med løntilskud"
    with pytest.raises(UnknownNameError, match="guidance"):
        measure_named(InterventionKind.GUIDANCE)


def test_no_measure_has_two_paragraphs_on_one_day() -> None:
    for rows in paragraphs().values():
        for before, after in pairwise(rows):
            assert before.valid.end is not None
            assert after.valid.start is not None
            assert before.valid.end <= after.valid.start


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.measure} {row.named}")
def test_a_row_is_of_a_known_measure_and_says_where_it_was_read(
    row: LegalBasis,
) -> None:
    assert data.vocabulary(MEASURES).find(row.measure) is not None
    assert row.source
    assert row.chapter or row.paragraph


def test_every_measure_has_a_day_on_which_its_paragraph_is_known() -> None:
    assert {term.notation for term in data.vocabulary(MEASURES).terms} == set(
        paragraphs()
    )


@given(row=st.sampled_from(ROWS), days=st.integers(0, 4_500))
def test_on_every_day_of_a_row_the_answer_is_that_row(
    row: LegalBasis, days: int
) -> None:
    assert row.valid.start is not None
    assert row.valid.days is not None
    day = row.valid.start + timedelta(days=days % row.valid.days)

    assert paragraph_of(row.measure, day) == row


def test_none_reaches_into_the_reforms() -> None:
    assert max(row.valid.end or date.max for row in ROWS) == date(2025, 1, 1)
