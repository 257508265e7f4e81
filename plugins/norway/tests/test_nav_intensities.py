"""Stretches of participation: what replaces what, and what a stay has of them."""

from __future__ import annotations

import json
from datetime import date, datetime
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nav_payloads import SAMPLES

from brukermedvirkning_norway.nav.intensities import (
    Intensity,
    changes_anything,
    effective,
    in_force,
    within,
)

days = st.dates(date(2025, 1, 1), date(2025, 1, 20))


def entry(percent: float, valid_from: int, created: int) -> Intensity:
    """An entry, its days by their numbers in January."""
    return Intensity(
        percent=percent,
        valid_from=date(2025, 1, valid_from),
        created=datetime(2025, 1, created),  # noqa: DTZ001 - as the source has it
    )


def shown(entries: tuple[Intensity, ...]) -> list[tuple[float, int]]:
    return [(one.percent, one.valid_from.day) for one in entries]


some = st.lists(
    st.builds(
        entry,
        st.sampled_from([40.0, 50.0, 100.0]),
        st.integers(1, 28),
        st.integers(1, 28),
    ),
    unique_by=lambda one: one.created,
    max_size=8,
)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], []),
        ([entry(50, 1, 1), entry(75, 10, 9)], [(50, 1), (75, 10)]),
        # Later, and from an earlier day: what came after that day is gone.
        ([entry(80, 10, 5), entry(100, 5, 14)], [(100, 5)]),
        # The same day: the later one.
        ([entry(70, 10, 8), entry(90, 10, 9)], [(90, 10)]),
        # What says the same as its neighbour is one with it.
        ([entry(100, 15, 15), entry(90, 28, 20), entry(100, 20, 25)], [(100, 15)]),
    ],
)
def test_what_counts(
    entries: list[Intensity], expected: list[tuple[float, int]]
) -> None:
    assert shown(effective(entries)) == expected


def test_within_a_stay() -> None:
    entries = [entry(50, 5, 1), entry(80, 10, 2), entry(100, 20, 3)]
    assert shown(within(entries, date(2025, 1, 12), None)) == [(80, 12), (100, 20)]
    assert shown(within(entries, date(2025, 1, 2), date(2025, 1, 15))) == [
        (50, 2),
        (80, 10),
    ]
    assert within([], date(2025, 1, 2), None) == ()


def test_what_is_in_force_on_a_day() -> None:
    entries = [entry(50, 5, 1), entry(80, 10, 2)]
    assert in_force(entries, date(2025, 1, 9)) == entries[0]
    assert in_force(entries, date(2025, 1, 10)) == entries[1]
    assert in_force(entries, date(2025, 1, 1)) == entries[0]
    assert in_force([], date(2025, 1, 1)) is None


@given(some, st.randoms())
def test_the_order_of_the_list_never_matters(
    entries: list[Intensity], random: Random
) -> None:
    mixed = list(entries)
    random.shuffle(mixed)
    assert effective(mixed) == effective(entries)


@given(some)
def test_first_days_rise_and_neighbours_differ(entries: list[Intensity]) -> None:
    found = effective(entries)
    for before, after in pairwise(found):
        assert before.valid_from < after.valid_from
        assert not before.says_as(after)
    assert effective(found) == found


@given(some, days, days)
def test_a_stay_begins_on_its_first_day_and_ends_with_its_last(
    entries: list[Intensity], one: date, other: date
) -> None:
    start, last = min(one, other), max(one, other)
    found = within(entries, start, last)
    assert bool(found) == bool(entries)
    assert all(start <= each.valid_from <= last for each in found)
    if found:
        assert found[0].valid_from == start
        assert found[0].percent == in_force(entries, start).percent  # type: ignore[union-attr]


def test_a_new_entry_that_says_nothing_new() -> None:
    now = [entry(100, 15, 15)]
    assert not changes_anything(now, entry(100, 20, 28))
    assert changes_anything(now, entry(100, 1, 28))
    assert changes_anything(now, entry(42, 15, 28))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the publisher's cases are not here")
def test_the_publishers_cases() -> None:
    text = (SAMPLES / "deltakelsesmengder.json").read_text("utf-8")
    for case in json.loads(text)["cases"]:
        entries = [_published(row) for row in case["input"]]
        if "ny" in case:
            found = changes_anything(entries, _published(case["ny"]))
            assert found == case["expected_valid"], case["name"]
            continue
        stretch = case.get("periode")
        counted = (
            effective(entries)
            if stretch is None
            else within(
                entries,
                date.fromisoformat(stretch[0]),
                stretch[1] and date.fromisoformat(stretch[1]),
            )
        )
        said = [[one.percent, str(one.valid_from)] for one in counted]
        assert said == case["expected_prosent_gyldigFra"], case["name"]


def _published(row: dict[str, object]) -> Intensity:
    return Intensity(
        percent=float(str(row["deltakelsesprosent"])),
        valid_from=date.fromisoformat(str(row["gyldigFra"])),
        created=datetime.fromisoformat(str(row["opprettet"])),
    )
