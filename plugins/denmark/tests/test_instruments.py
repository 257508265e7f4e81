"""Instruments by id, edition and respondent: what is listed, what may be compared."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.assessments import Assessment, Score
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.errors import UnknownNameError
from brukermedvirkning_denmark import data
from brukermedvirkning_denmark.instruments import (
    SCHEME,
    Instrument,
    comparable,
    doubts_of,
    instrument,
    instruments,
)

ED_3 = "ed. 3, 2017"


def answered(
    name: str = "bip",
    version: str | None = None,
    by: Party = Party.PARTICIPANT,
    *points: int | None,
    scheme: str = SCHEME,
) -> Assessment:
    return Assessment(
        id="a",
        on=date(2016, 5, 24),
        instrument=Code(scheme=scheme, code=name),
        instrument_version=version,
        respondent=by,
        scores=tuple(
            Score(dimension=f"d{place}", points=one) for place, one in enumerate(points)
        ),
    )


def test_bip_asks_nine_of_the_citizen_and_eleven_of_the_caseworker() -> None:
    bip = instrument("bip")

    assert dict(bip.items) == {"participant": 9, "service": 11}
    assert (bip.every_months, bip.levels) == (3, None)


@pytest.mark.parametrize(
    ("name", "edition", "shape"),
    [
        ("work_star", ED_3, (7, 5)),
        ("work_star", "before ed. 3", (7, 5)),
        ("pathway_star", None, (8, 5)),
        ("kykyviisari", None, (5, None)),
        ("minvurdering", None, (None, None)),
    ],
)
def test_an_edition_has_the_shape_that_was_read(
    name: str, edition: str | None, shape: tuple[int | None, int | None]
) -> None:
    found = instrument(name, edition)

    assert (found.areas, found.levels) == shape


@pytest.mark.parametrize(
    ("name", "edition", "known"),
    [
        ("fleks", None, "bip"),
        ("work_star", None, ED_3),
        ("work_star", "ed. 9", ED_3),
        ("bip", "2", "None"),
    ],
)
def test_what_is_not_listed_is_an_error_with_what_is(
    name: str, edition: str | None, known: str
) -> None:
    with pytest.raises(UnknownNameError, match=known):
        instrument(name, edition)


@pytest.mark.parametrize(
    "one", instruments(), ids=lambda one: f"{one.id} {one.edition}"
)
def test_an_instrument_has_a_source_and_no_words_of_its_items(one: Instrument) -> None:
    texts = [field.name for field in attrs.fields(Instrument) if field.name != "items"]

    assert one.source
    assert set(texts).isdisjoint({"questions", "texts", "labels", "wordings"})
    assert all(isinstance(count, int) for count in one.items.values())


def test_every_instrument_has_a_name_in_the_vocabulary() -> None:
    named = {term.notation for term in data.vocabulary(SCHEME).terms}

    assert named == {one.id for one in instruments()}
    assert instrument("bip").code == Code(scheme=SCHEME, code="bip")


def test_no_edition_is_listed_twice() -> None:
    named = [(one.id, one.edition) for one in instruments()]

    assert len(set(named)) == len(named)


@pytest.mark.parametrize(
    ("first", "second", "may"),
    [
        (answered(), answered(), True),
        (answered(), answered(by=Party.SERVICE), False),
        (answered(by=Party.UNKNOWN), answered(by=Party.UNKNOWN), False),
        (answered("work_star", ED_3), answered("work_star", ED_3), True),
        (answered("work_star", ED_3), answered("work_star", "before ed. 3"), False),
        (answered("work_star"), answered("work_star"), False),
        (answered("work_star"), answered("work_star", ED_3), False),
        (answered("own"), answered("own"), False),
        (answered("own", "1"), answered("own", "1"), True),
        (answered("bip"), answered("pathway_star"), False),
    ],
)
def test_only_one_edition_by_one_respondent_is_compared(
    first: Assessment, second: Assessment, may: bool
) -> None:
    assert comparable(first, second) is may
    assert comparable(second, first) is may


@pytest.mark.parametrize(
    ("assessment", "fields"),
    [
        (answered("bip", None, Party.PARTICIPANT, *[3] * 9), []),
        (answered("bip", None, Party.PARTICIPANT, *[3] * 10), ["scores"]),
        (answered("bip", None, Party.SERVICE, *[3] * 11), []),
        (answered("bip", None, Party.EMPLOYER, 3), ["respondent"]),
        (answered("bip", None, Party.UNKNOWN, 3), []),
        (answered("bip", "2"), ["instrument_version"]),
        (answered("work_star", ED_3, Party.PARTICIPANT, 1, 5, None), []),
        (answered("work_star", ED_3, Party.PARTICIPANT, 0, 6), ["points", "points"]),
        (answered("work_star", "before ed. 3", Party.PARTICIPANT, 10), []),
        (answered("work_star"), ["instrument_version"]),
        (answered("own", None, Party.EMPLOYER, 99), []),
        (answered("bip", "2", scheme="acme"), []),
    ],
)
def test_what_an_instrument_does_not_have_is_told(
    assessment: Assessment, fields: list[str]
) -> None:
    assert [fault.field for fault in doubts_of(assessment)] == fields


@given(
    st.sampled_from(["bip", "work_star", "pathway_star", "own"]),
    st.sampled_from([None, ED_3, "x"]),
    st.sampled_from(list(Party)),
    st.lists(st.one_of(st.none(), st.integers(-2, 12)), max_size=12),
)
def test_doubts_name_a_field_and_what_would_be_right(
    name: str, version: str | None, by: Party, points: list[Any]
) -> None:
    for fault in doubts_of(answered(name, version, by, *points)):
        assert fault.field
        assert fault.expected
