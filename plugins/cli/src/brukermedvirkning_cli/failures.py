"""What a user is told when something cannot be done: one message, never a traceback.

Errors of the library show no personal data. What was not foreseen may hold some in its
message; of it only the kind and the place in the program are told.
"""

from __future__ import annotations

import traceback
from pathlib import Path

import click

__all__ = ["FAILURE", "FINDINGS", "FINE", "USAGE", "Failed", "WrongUse", "explained"]

FINE, FINDINGS, USAGE, FAILURE = 0, 1, 2, 3


class Failed(click.ClickException):
    """Raised when a command cannot do what it was asked."""

    exit_code = FAILURE

    def show(self, file: object = None) -> None:
        """Write the message on standard error."""
        del file
        click.echo(f"bmv: {self.format_message()}", err=True)


class WrongUse(Failed):
    """Raised when a command is asked in a way that cannot be answered."""

    exit_code = USAGE


def explained(error: Exception) -> Failed:
    """An error as the user is told of it."""
    from brukermedvirkning.errors import (
        AmbiguousFormatError,
        BrukermedvirkningError,
        OptionError,
        PluginError,
        UnknownNameError,
    )

    if isinstance(error, (AmbiguousFormatError, OptionError, UnknownNameError)):
        return WrongUse(str(error))
    if isinstance(error, PluginError):
        problems = "".join(f"\n  {problem}" for problem in error.problems)
        return Failed(f"plugins are broken, so nothing was done:{problems}")
    if isinstance(error, BrukermedvirkningError):
        return Failed(str(error))
    if isinstance(error, OSError) and error.strerror:
        name = f"{error.filename}: " if error.filename is not None else ""
        return Failed(f"{name}{error.strerror}")
    return Failed(
        f"a fault of the program: {type(error).__name__} in {_place(error)};"
        " please report it (--traceback shows more)"
    )


def _place(error: Exception) -> str:
    """The innermost line of ours that the error passed through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "brukermedvirkning" in frame.filename]
    if not ours:
        return "an unknown place"
    return f"{Path(ours[-1].filename).name}, line {ours[-1].lineno}"
