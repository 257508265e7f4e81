"""A suite shows each law under its own name, and says the sentence when one is broken."""

from __future__ import annotations

import pytest

from brukermedvirkning.errors import UnknownNameError
from brukermedvirkning.testing.laws import law, same
from brukermedvirkning.testing.suites import law_suite


@law("number.is-even", since="0.1")
def is_even(number: int) -> None:
    """A number is even."""
    same(0, number % 2, "what is left over")


@law("number.is-large", since="0.1", needs={"size"})
def is_large(number: int) -> None:
    """A number that claims
    size is large.
    """
    same(True, number > 100, "that it is large")


LAWS = (is_even, is_large)


def names_of(suite: type) -> list[str]:
    return [name for name in vars(suite) if name.startswith("test_")]


def test_a_suite_has_a_test_for_each_law_that_is_asked() -> None:
    suite = law_suite("TestFour", LAWS, 4, capabilities={"size"})

    assert names_of(suite) == ["test_number_is_even", "test_number_is_large"]
    assert suite.__name__ == "TestFour"
    assert suite.test_number_is_large.__doc__ == is_large.sentence


def test_a_law_whose_capability_is_not_claimed_is_left_out() -> None:
    assert names_of(law_suite("TestFour", LAWS, 4)) == ["test_number_is_even"]


def test_a_capability_that_no_law_needs_is_refused() -> None:
    told = "'sise'; did you mean 'size'\\? known: size"
    with pytest.raises(UnknownNameError, match=told):
        law_suite("TestFour", LAWS, 4, capabilities={"sise"})


def test_a_broken_law_says_its_sentence() -> None:
    suite = law_suite("TestThree", LAWS, 3)

    with pytest.raises(
        AssertionError, match="left over: expected 0, found 1"
    ) as caught:
        suite().test_number_is_even()

    assert caught.value.__notes__ == ["Broken law number.is-even: A number is even."]


def test_the_sentence_of_a_law_is_one_line() -> None:
    assert is_large.sentence == "A number that claims size is large."
