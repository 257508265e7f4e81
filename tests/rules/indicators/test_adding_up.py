"""A year that is split adds up: no row waits for a day that no period holds.

Whether a row is old enough is judged on the day asked, and not on the last day of a
period: else what happened late in each of them would never be told. Source: definitions
2.2.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.measurement import DistributionMeasurement
from brukermedvirkning.rules.indicators.periods import Every, windows
from brukermedvirkning.rules.indicators.scoring import Distribution, Proportion

sys.path.append(str(Path(__file__).parents[3] / "tools"))

from indicator_examples.making import YEAR, a_case

AS_OF = date(2028, 12, 31)
BY_ID = {one.id: one for one in BUILT_IN}
BY_DATE = [
    one
    for one in BUILT_IN
    if one.when is not None and isinstance(one.scoring, (Proportion, Distribution))
]
"""What is put into a period by a date: each row belongs to one period and no other."""
ADDED = (
    "population",
    "numerator",
    "negative",
    "excluded",
    "exception",
    "not_mature",
    "not_recorded",
)
DAYS = (
    *(f"2026-{month:02}-10" for month in range(1, 13)),
    *("2026-01-31", "2026-03-31", "2026-05-31", "2026-06-30", "2026-09-30"),
    *("2026-10-01", "2026-12-31"),
)
"""Days of every month, with the first and the last of a quarter."""


def decided(number, on):
    return {
        "id": f"decision-{number}",
        "on": on,
        "settled_on": on,
        "options": [
            {"id": "a", "proposed_by": "service"},
            {"id": "b", "proposed_by": "participant"},
        ],
        "wish": {"asked": "asked", "option": "b"},
        "outcome": "a",
        "asked_again_on": on,
        "reconsidered_on": on if number % 2 else None,
    }


def left(on, days, category):
    """An exit so many days before a day."""
    earlier = date.fromisoformat(on) - timedelta(days=days)
    return {"on": earlier.isoformat(), "category": category}


def stay(on, days, category):
    exit_ = left(on, days, category)
    return {"programme": "p", "start": "2024-06-01", "exit": exit_}


@cache
def people():
    """A row of every kind on many days, the last of each quarter among them."""
    return tuple(
        a_case(
            number,
            {
                "enrolments": [
                    {"programme": "p", "start": on, "exit": left(on, 0, "moved")},
                    stay(on, 182, "ordinary_work"),
                    stay(on, 365, "ordinary_work"),
                    stay(on, 182, "completed"),
                ],
                "complaints": [{"on": on, "answered_on": on if number % 2 else None}],
                "challenges": [
                    {
                        "on": on,
                        "proposed_by": "participant",
                        "wordings": [{"version": 1, "text": "Some words"}],
                    }
                ],
                "contacts": [
                    {
                        "on": on,
                        "status": "held",
                        "nature": kind,
                        "form": "phone",
                        "note": {"written_on": on, "shared_on": on},
                    }
                    for kind in ("conversation", "cross_disciplinary_meeting")
                ],
                "decisions": [decided(number, on)],
                "introductions": [
                    {
                        "on": on,
                        "enrolment": "enrolment-1",
                        "covers_role": "yes",
                        "covers_responsibility": "yes",
                        "acknowledged_on": "2027-01-01",
                    }
                ],
                "invitations": [
                    {
                        "on": "2025-12-01",
                        "deadline": on,
                        "wave": "w",
                        "answer": "answered",
                    }
                ],
                "requests": [
                    {
                        "on": on,
                        "asked_by": "participant",
                        "nature": kind,
                        "answer": "no_place" if number % 3 else "not_yet",
                    }
                    for kind in ("contact", "measure")
                ],
            },
        )
        for number, on in enumerate(DAYS, 1)
    )


def counts(one):
    rows = {}
    if isinstance(one, DistributionMeasurement):
        rows = {row.category: row.count for row in one.rows()}
    return {name: getattr(one, name, 0) for name in ADDED} | rows


@pytest.mark.parametrize("definition", BY_DATE, ids=lambda one: one.id)
def test_four_quarters_make_a_year(definition):
    year = attrs.evolve(YEAR, as_of=AS_OF)
    quarters = windows(Every.QUARTER, year.start, date(2026, 12, 31), AS_OF)
    (whole,) = (counts(one) for one in measure([definition], people(), year))
    found = [
        counts(one)
        for each in quarters
        for one in measure([definition], people(), each)
    ]

    assert 4 == len(found)
    assert whole == {name: sum(one.get(name, 0) for one in found) for name in whole}


WAITS_FOR_NOTHING = [
    one
    for one in BY_DATE
    if one.mature is not None or one.id in ("survey.answered", "introduction.day-one")
]


@pytest.mark.parametrize("definition", WAITS_FOR_NOTHING, ids=lambda one: one.id)
def test_long_after_a_period_all_of_it_is_old_enough(definition):
    long_after = Window(start=date(2026, 3, 1), end=date(2026, 4, 1), as_of=AS_OF)
    (one,) = measure([definition], people(), long_after)

    assert 0 == one.not_mature
    assert one.population


@pytest.mark.parametrize(("as_of", "asked"), [(31, 0), (30, 0), (1, 1)])
def test_an_invitation_is_asked_about_when_its_last_day_is_over(as_of, asked):
    month = 4 if as_of == 1 else 3
    window = Window(
        start=date(2026, 3, 31), end=date(2026, 4, 1), as_of=date(2026, month, as_of)
    )
    (one,) = measure([BY_ID["survey.answered"]], people(), window)

    assert asked == one.population


@pytest.mark.parametrize(
    ("as_of", "acknowledged"), [("2026-12-31", 0), ("2027-01-01", 1)]
)
def test_what_was_acknowledged_later_is_acknowledged(as_of, acknowledged):
    window = Window(
        start=date(2026, 3, 31), end=date(2026, 4, 1), as_of=date.fromisoformat(as_of)
    )
    (one,) = measure([BY_ID["introduction.day-one"]], people(), window)

    assert acknowledged == one.numerator
