"""A record as values that JSON has, and as text that a person can read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import Role
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.access.plain import lines, plain, shown


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (3, 3),
        ("x", "x"),
        (Role.MENTOR, "mentor"),
        (date(2026, 6, 1), "2026-06-01"),
        (datetime(2026, 6, 1, 9, tzinfo=UTC), "2026-06-01T09:00:00+00:00"),
        (("x", Role.MENTOR), ["x", "mentor"]),
        (FrozenMap({"a": [1, {"b": None}]}), {"a": [1, {"b": None}]}),
        (Period(start=date(2026, 6, 1)), {"start": "2026-06-01", "end": None}),
        (
            Coded(concept=Role.MENTOR, code=Code(scheme="x", code="y")),
            {"concept": "mentor", "code": {"scheme": "x", "code": "y", "label": None}},
        ),
    ],
)
def test_a_value_is_what_json_has_and_no_field_is_left_out(
    value: Any, expected: Any
) -> None:
    assert plain(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({}, []),
        ({"a": "x", "b": 0, "c": False}, ["a: x", "b: 0", "c: False"]),
        ({"a": None, "b": "", "c": [], "d": {}, "e": 1}, ["e: 1"]),
        ({"a": {"b": {"c": 1}}}, ["a", "  b", "    c: 1"]),
        ({"a": ["x", "y"], "b": [{"c": 1}]}, ["a", "  -: x", "  -: y", "b", "  -"]),
        ({"a": {"b": "x\ny\nz"}}, ["a", "  b: x", "      y", "      z"]),
        ({"\u202e": "\u202e"}, ["\\u202e: \\u202e"]),
    ],
)
def test_each_thing_that_is_said_has_its_line(value: Any, expected: list[str]) -> None:
    assert list(lines(value, {}))[: len(expected)] == expected


def test_what_stands_in_a_list_stands_below_its_dash() -> None:
    assert list(lines({"a": [{"b": 1}, {"b": 2}]}, {})) == [
        "a",
        "  -",
        "    b: 1",
        "  -",
        "    b: 2",
    ]


def test_names_and_codes_have_other_words_at_any_depth() -> None:
    words = {"roles": "roller", "mentor": "en mentor", "-": "*"}

    assert list(lines({"roles": {"roles": "mentor", "x": ["mentor"]}}, words)) == [
        "roller",
        "  roller: en mentor",
        "  x",
        "    *: en mentor",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Æ x\ny", "Æ x\ny"),
        ("\t", "\\u0009"),
        ("a\x1b[2J", "a\\u001b[2J"),
        ("\u202eab", "\\u202eab"),
        ("\u00a0", "\\u00a0"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, expected: str) -> None:
    assert shown(text) == expected
