"""Crosswalks: what a mapping says by date, and which sets of mappings can be right.

That a crosswalk is refused exactly where a law is broken is checked against a reading of
the laws day by day, over crosswalks of which most are broken.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.crosswalk import Crosswalk, Gap, Mapping
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.vocabulary import Match
from brukermedvirkning.errors import InvalidRecordError

FIRST = date(2020, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(5)]
BOUNDS = st.none() | st.sampled_from(DAYS)


def _period(start: date | None, end: date | None) -> Period:
    if start is not None and end is not None and end <= start:
        return Period(start=start)
    return Period(start=start, end=end)


PERIODS = st.builds(_period, BOUNDS, BOUNDS)


def _mapping(
    source: str, target: str, valid: Period, exact: bool, verified: bool
) -> Mapping:
    return Mapping(
        source=source,
        target=target,
        valid=valid,
        verified=verified,
        match=Match.EXACT if exact else Match.CLOSE,
        loss=None if exact else f"what {source} says beyond {target}",
    )


def mappings(sources: str = "abc", targets: str = "123") -> st.SearchStrategy[Mapping]:
    return st.builds(
        _mapping,
        st.sampled_from(sources),
        st.sampled_from(targets),
        PERIODS,
        st.booleans(),
        st.sampled_from([True, True, True, False]),
    )


def between(*rows: Mapping) -> Crosswalk:
    return Crosswalk(id="x", from_scheme="s", to_scheme="t", mappings=rows)


def _laws_broken(rows: list[Mapping], *, within: bool) -> bool:
    """The laws, read pair by pair and day by day."""
    for first, second in combinations(rows, 2):
        for day in DAYS:
            if not (first.valid_on(day) and second.valid_on(day)):
                continue
            if (first.source, first.target) == (second.source, second.target):
                return True
            if not (first.verified and second.verified):
                continue
            exact = [row.match is Match.EXACT for row in (first, second)]
            if first.source == second.source and any(exact):
                return True
            if first.target == second.target and all(exact) and not within:
                return True
    verified = [row for row in rows if row.verified]
    return within and bool(
        {row.target for row in verified} & {row.source for row in verified}
    )


@given(st.lists(mappings(), max_size=4))
def test_a_crosswalk_is_refused_where_a_law_is_broken_and_nowhere_else(
    rows: list[Mapping],
) -> None:
    broken = _laws_broken(rows, within=False) or _share_a_day_outside(rows)

    if broken:
        with pytest.raises(InvalidRecordError, match="Crosswalk"):
            between(*rows)
    else:
        assert between(*rows).mappings == tuple(rows)


@given(st.lists(mappings("abc", "abc"), max_size=4))
def test_within_a_scheme_many_spellings_lead_to_one_and_none_leads_further(
    rows: list[Mapping],
) -> None:
    def build() -> Crosswalk:
        return Crosswalk(id="x", from_scheme="s", to_scheme="s", mappings=tuple(rows))

    if _laws_broken(rows, within=True) or _share_a_day_outside(rows, within=True):
        with pytest.raises(InvalidRecordError, match="Crosswalk"):
            build()
    else:
        exact = all(row.match is Match.EXACT for row in rows)
        assert build().is_spelling is exact


def _share_a_day_outside(rows: list[Mapping], *, within: bool = False) -> bool:
    """The same laws on a day before and on a day after all those that bounds lie on."""
    edges = [FIRST - timedelta(days=1), DAYS[-1] + timedelta(days=1)]
    for day in edges:
        there = [row for row in rows if row.valid_on(day)]
        always = [
            Mapping(
                source=row.source,
                target=row.target,
                match=row.match,
                verified=row.verified,
                loss=row.loss,
            )
            for row in there
        ]
        if _laws_broken(always, within=within):
            return True
    return False


@pytest.mark.parametrize(
    ("valid", "day", "expected"),
    [
        (Period(), None, True),
        (Period(start=FIRST), None, False),
        (Period(end=FIRST), None, False),
        (Period(end=FIRST), FIRST, False),
        (Period(end=FIRST), FIRST - timedelta(days=1), True),
        (Period(start=FIRST), FIRST, True),
        (Period(start=FIRST), FIRST - timedelta(days=1), False),
    ],
)
def test_a_mapping_holds_in_its_period_and_on_an_unknown_day_if_always(
    valid: Period, day: date | None, expected: bool
) -> None:
    mapping = Mapping(source="a", target="1", valid=valid)

    assert mapping.valid_on(day) is expected
    assert bool(between(mapping).translate("a", day)) is expected


def test_one_code_may_have_several_others_on_purpose() -> None:
    rows = tuple(
        Mapping(source="a", target=target, match=Match.CLOSE, loss="which it is")
        for target in "12"
    )

    assert between(*rows).translate("a", FIRST) == rows
    assert between(*rows).leading_to("2") == rows[1:]
    assert between(*rows).leading_to("3") == ()


def test_only_a_crosswalk_within_one_scheme_is_a_spelling() -> None:
    assert not between(Mapping(source="a", target="1")).is_spelling


def test_a_code_with_an_open_mapping_may_be_a_gap() -> None:
    opened = Mapping(source="a", target="1", verified=False)
    crosswalk = Crosswalk(
        id="x",
        from_scheme="s",
        to_scheme="t",
        mappings=(opened,),
        gaps=(Gap(source="a", why="not known"),),
    )

    assert crosswalk.open_mappings == (opened,)
