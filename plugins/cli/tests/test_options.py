"""Options that several commands share."""

from __future__ import annotations

from datetime import date

import click
import pytest

from brukermedvirkning_cli.options import Day, as_settings


def test_settings_are_names_and_values() -> None:
    assert {"a": "1", "b": "x=y", "c": ""} == as_settings(("a=1", "b=x=y", "c="))


@pytest.mark.parametrize("given", [("a",), ("=1",), ("a=1", "a=2")])
def test_a_setting_that_is_none_is_wrong_usage(given: tuple[str, ...]) -> None:
    with pytest.raises(click.BadParameter):
        as_settings(given)


def test_the_value_of_a_wrong_setting_is_not_shown() -> None:
    with pytest.raises(click.BadParameter) as caught:
        as_settings(("a=1", "a=secret"))
    with pytest.raises(click.BadParameter) as another:
        as_settings(("secret",))

    assert "secret" not in caught.value.message + another.value.message


def test_a_day_is_written_as_iso_has_it() -> None:
    assert date(2016, 4, 26) == Day().convert("2016-04-26", None, None)
    assert date(2016, 4, 26) == Day().convert(date(2016, 4, 26), None, None)


@pytest.mark.parametrize("text", ["26-04-2016", "2016-02-30", "today", ""])
def test_any_other_day_is_wrong_usage(text: str) -> None:
    with pytest.raises(click.BadParameter, match="not a day"):
        Day().convert(text, None, None)
