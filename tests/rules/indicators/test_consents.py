"""Consents: what they name, who gave them, and whether they are taken back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from brukermedvirkning.rules.indicators.builtin import consents
from brukermedvirkning.rules.indicators.finish import measure

sys.path.append(str(Path(__file__).parents[3] / "tools"))

from indicator_examples.making import YEAR, a_case

NAMED = {
    "on": "03-02",
    "aim": "sharing_between_units",
    "covers": "contact",
    "recipients": "another-unit",
}


def parts(indicator, *rows):
    some = [a_case(n, {"consents": one}) for n, one in enumerate(rows, 1)]
    found = {one.indicator: one for one in measure(consents.DEFINITIONS, some, YEAR)}
    one = found[f"consent.{indicator}"]
    return one.numerator, one.negative, one.not_recorded


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (1, 0, 0)),
        ({"aim": "cross_sector_plan"}, (1, 0, 0)),
        ({"covers": ()}, (0, 1, 0)),
        ({"recipients": ()}, (0, 1, 0)),
        ({"aim": "unknown"}, (0, 0, 1)),
        ({"aim": "unknown", "covers": ()}, (0, 1, 0)),
        ({"aim": "research"}, (0, 0, 0)),
        ({"on": "2025-12-31"}, (0, 0, 0)),
    ],
)
def test_a_consent_to_share_names_what_and_whom(changes, expected):
    assert expected == parts("specific", [NAMED | changes])


def test_to_leave_out_what_it_is_for_gains_nothing():
    blank = NAMED | {"covers": ()}
    tricked = blank | {"aim": "unknown"}

    assert (1, 1, 0) == parts("specific", [NAMED], [blank])
    assert (1, 1, 0) == parts("specific", [NAMED], [tricked])


def test_what_narrows_another_is_not_a_new_one():
    less = NAMED | {"id": "less", "on": "05-02", "covers": (), "narrows": "consent-1"}

    assert (1, 0, 0) == parts("specific", [NAMED, less])
    assert (1, 0, 0) == parts("specific.people", [NAMED, less])
    assert (0, 1, 0) == parts("by-representative", [NAMED, less])


def test_of_a_participant_every_consent_must_name_it():
    both = [NAMED, NAMED | {"id": "blank", "covers": ()}]

    assert (1, 1, 0) == parts("specific.people", both, [NAMED])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], (0, 0, 0)),
        ([NAMED], (0, 1, 0)),
        ([NAMED | {"on": "2027-01-01"}], (0, 0, 0)),
        ([NAMED | {"on": "12-31"}], (0, 1, 0)),
        ([NAMED | {"on": "2025-03-02", "until": "01-01"}], (0, 0, 0)),
        ([NAMED | {"on": "2025-03-02", "until": "01-02"}], (0, 1, 0)),
        ([NAMED | {"withdrawn_on": "05-05"}], (1, 0, 0)),
        ([NAMED | {"on": "2025-03-02", "withdrawn_on": "2025-12-31"}], (0, 0, 0)),
        ([NAMED | {"on": "2025-03-02", "withdrawn_on": "01-01"}], (1, 0, 0)),
        ([NAMED | {"withdrawn_on": "2027-01-01"}], (0, 1, 0)),
        (
            [NAMED, NAMED | {"id": "x", "on": "12-31", "narrows": "consent-1"}],
            (1, 0, 0),
        ),
        (
            [
                NAMED | {"on": "2025-01-01"},
                NAMED | {"id": "x", "on": "2025-12-31", "narrows": "consent-1"},
            ],
            (0, 1, 0),
        ),
    ],
)
def test_who_has_a_consent_that_holds_may_take_it_back(rows, expected):
    assert expected == parts("taken-back", rows)


def test_only_whether_it_names_something_has_a_direction():
    up = {one.id for one in consents.DEFINITIONS if str(one.direction) != "none"}

    assert {"consent.specific", "consent.specific.people"} == up
