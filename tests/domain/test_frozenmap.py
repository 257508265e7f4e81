from __future__ import annotations

import copy
import json
import math
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.concepts import Answer
from brukermedvirkning.domain.frozenmap import EMPTY, FrozenMap
from brukermedvirkning.testing.strategies import frozen_maps


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth - 1):
        value = [value]
    return {"a": value}


def test_what_was_given_can_change_without_the_map() -> None:
    inner = {"b": [1]}
    frozen = FrozenMap({"a": inner})

    inner["b"].append(2)

    assert {"a": {"b": [1]}} == frozen.thawed()


def test_lists_become_tuples_and_mappings_frozen_maps() -> None:
    frozen = FrozenMap({"a": [1, {"b": None}]})

    assert (1, FrozenMap({"b": None})) == frozen["a"]


def test_the_empty_map_is_like_any_other_that_says_nothing() -> None:
    another = FrozenMap()

    assert another == EMPTY
    assert hash(another) == hash(EMPTY)
    assert FrozenMap({"a": 1}) != EMPTY


def test_it_reads_like_a_mapping() -> None:
    frozen = FrozenMap({"a": 1, "b": True})

    assert ["a", "b"] == list(frozen)
    assert 2 == len(frozen)
    assert "a" in frozen
    assert 1 == frozen.get("a")
    assert not FrozenMap()


def test_it_shows_how_much_it_holds_and_not_what() -> None:
    assert "FrozenMap(1 entries)" == repr(FrozenMap({"name": "Kari"}))


@given(frozen_maps())
def test_thawing_and_freezing_gives_the_same(frozen: FrozenMap) -> None:
    again = FrozenMap(frozen.thawed())

    assert frozen == again
    assert hash(frozen) == hash(again)


@given(frozen_maps())
def test_it_can_be_pickled_and_copied(frozen: FrozenMap) -> None:
    assert frozen == pickle.loads(pickle.dumps(frozen))
    assert frozen == copy.deepcopy(frozen)


@given(frozen_maps())
def test_it_is_what_json_reads_back(frozen: FrozenMap) -> None:
    assert frozen == FrozenMap(json.loads(json.dumps(frozen.thawed())))


def test_the_order_of_keys_does_not_count() -> None:
    forth, back = FrozenMap({"a": 1, "b": 2}), FrozenMap({"b": 2, "a": 1})

    assert forth == back
    assert hash(forth) == hash(back)
    assert ["a", "b"] == list(back.thawed())


@pytest.mark.parametrize(
    ("first", "second"), [(1, True), (1, 1.0), (0.0, -0.0), (0, False), ([1], [1.0])]
)
def test_what_json_writes_otherwise_is_not_equal(first: Any, second: Any) -> None:
    assert FrozenMap({"a": first}) != FrozenMap({"a": second})


def test_it_is_not_equal_to_a_dict() -> None:
    assert FrozenMap({"a": 1}) != {"a": 1}


@pytest.mark.parametrize(
    "value",
    [
        object(),
        {1},
        b"x",
        math.nan,
        math.inf,
        -math.inf,
        2**53,
        -(2**53),
        10**5_000,
        "\ud800",
        Answer.NO,
        {"b": {1: 2}},
        {"\ud800": 1},
        [[[object()]]],
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_json_cannot_say_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="a FrozenMap"):
        FrozenMap({"a": value})


@pytest.mark.parametrize("key", [1, None, Answer.NO, "\ud800"])
def test_a_key_is_text(key: Any) -> None:
    with pytest.raises(TypeError, match="text as keys"):
        FrozenMap({key: 1})


def test_a_refusal_does_not_show_the_value() -> None:
    class Kari:
        def __repr__(self) -> str:
            return "Kari Nordmann"

    with pytest.raises(TypeError) as caught:
        FrozenMap({"a": Kari()})

    assert "Nordmann" not in str(caught.value)


def test_it_is_at_most_32_deep() -> None:
    assert 32 == FrozenMap(nested(32)).depth
    with pytest.raises(TypeError, match="32 deep"):
        FrozenMap(nested(33))
    with pytest.raises(TypeError, match="32 deep"):
        FrozenMap(nested(100_000))


def test_maps_that_are_frozen_already_count_in_the_depth() -> None:
    inner = FrozenMap(nested(31))

    assert 32 == FrozenMap({"a": inner}).depth
    with pytest.raises(TypeError, match="32 deep"):
        FrozenMap({"a": [inner]})


@given(st.integers(1, 32))
def test_depth_counts_lists_and_maps(depth: int) -> None:
    assert depth == FrozenMap(nested(depth)).depth
