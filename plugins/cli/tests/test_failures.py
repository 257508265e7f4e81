"""Failures: one message, the right code, no traceback and nobody's data."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from brukermedvirkning.errors import (
    AmbiguousFormatError,
    CaseNotFoundError,
    Fault,
    OptionError,
    PluginError,
    StoreError,
    UnknownNameError,
)
from brukermedvirkning_cli.app import LazyGroup
from brukermedvirkning_cli.failures import explained

MARKER = "Kari Nordkvinne"


def raising(error: Exception) -> click.Group:
    """A group with one command, `fail`, that raises."""

    class Failing(LazyGroup):
        def get_command(self, ctx, cmd_name):
            def fail() -> None:
                raise error

            return click.Command(cmd_name, callback=fail)

    group = Failing("bmv")
    group.params.append(click.Option(["--traceback"], is_flag=True))
    group.callback = lambda traceback: None
    return group


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UnknownNameError("format", "x", ("a", "b")), 2),
        (AmbiguousFormatError("log.txt", ("a", "b")), 2),
        (OptionError((Fault(field="unit", expected="an id"),)), 2),
        (CaseNotFoundError("c-1"), 3),
        (StoreError("the disk is full"), 3),
        (PluginError(("one is broken", "another too")), 3),
        (PermissionError(13, "Permission denied", "/a/b"), 3),
        (ValueError(MARKER), 3),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_becomes_one_message_and_its_code(error: Exception, code: int) -> None:
    result = CliRunner().invoke(raising(error), ["fail"])

    assert code == result.exit_code
    assert result.stderr.startswith("bmv: ")
    assert "Traceback" not in result.stderr


def test_the_unforeseen_shows_its_kind_and_place_and_not_its_words() -> None:
    result = CliRunner().invoke(raising(ValueError(MARKER)), ["fail"])

    assert "ValueError in " in result.stderr
    assert MARKER not in result.output


def test_a_foreign_error_under_ours_is_not_shown() -> None:
    error = StoreError("the store cannot be read")
    error.__cause__ = ValueError(MARKER)

    assert MARKER not in str(explained(error))


def test_an_error_of_the_system_names_the_file() -> None:
    message = explained(
        FileNotFoundError(2, "No such file or directory", "/a/b")
    ).message

    assert "/a/b: No such file or directory" == message


def test_an_error_from_nowhere_of_ours_says_so() -> None:
    assert "an unknown place" in explained(KeyError("x")).message


def test_whoever_asks_for_the_traceback_gets_it() -> None:
    result = CliRunner().invoke(raising(ValueError(MARKER)), ["--traceback", "fail"])

    assert isinstance(result.exception, ValueError)
