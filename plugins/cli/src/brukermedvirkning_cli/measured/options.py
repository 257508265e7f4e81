"""The options by which indicators are asked for, each written once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from brukermedvirkning.rules.indicators.asked import FIELDS
from brukermedvirkning.rules.indicators.periods import Every
from brukermedvirkning.rules.indicators.withhold import THRESHOLD, Zeros
from brukermedvirkning_cli.options import Day

__all__ = [
    "as_of_option",
    "by_option",
    "choosing_options",
    "counting_options",
    "definitions_option",
    "hiding_options",
    "period_options",
]

F = TypeVar("F", bound=Callable[..., Any])

as_of_option = click.option(
    "--as-of", type=Day(), metavar="DATE", help="The day of knowledge; else today."
)


def _fields(
    _: click.Context, __: click.Parameter, said: tuple[str, ...]
) -> tuple[str, ...]:
    """Each field that was named, whether by an option of its own or behind a comma."""
    named = tuple(part.strip() for one in said for part in one.split(","))
    if not all(named):
        raise click.BadParameter(f"a field has a name such as {next(iter(FIELDS))}")
    return named


by_option = click.option(
    "--by",
    multiple=True,
    metavar="FIELD",
    callback=_fields,
    help=f"Split by {', '.join(FIELDS)} or another field; several with commas between,"
    " or the option again.",
)
definitions_option = click.option(
    "--definitions",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Indicators of your own, as TOML.",
)


def _together(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Several options, which stand in the help in this order."""

    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def period_options(command: F) -> F:
    """`--from`, `--until` and `--as-of`."""
    return _together(
        click.option(
            "--from", "start", type=Day(), metavar="DATE", help="The first day."
        ),
        click.option("--until", type=Day(), metavar="DATE", help="The last day."),
        as_of_option,
    )(command)


def choosing_options(command: F) -> F:
    """Which indicators, of what: `--group`, `--definitions`, `--programme`, `--every`."""
    return _together(
        click.option(
            "--every",
            type=click.Choice([str(one) for one in Every]),
            help="A trend: each calendar period that the days lie in.",
        ),
        by_option,
        click.option(
            "--programme",
            metavar="ID",
            help="Measure one programme alone, its own aims beside.",
        ),
        click.option(
            "--group", metavar="ID", help="The indicators of a ready group, in order."
        ),
        definitions_option,
        click.option(
            "--scales",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            metavar="FILE",
            help="The dimensions of instruments by which progression is told, as TOML.",
        ),
        click.option(
            "--zero-rows",
            is_flag=True,
            help="Show the declared rows of a table that are empty.",
        ),
    )(command)


def hiding_options(command: F) -> F:
    """What is withheld: `--threshold`, `--zeros`, `--internal`."""
    return _together(
        click.option(
            "--threshold",
            type=int,
            metavar="N",
            help="Withhold counts below N and groups of fewer people, for they tell"
            " of somebody; if not said, what is set for the programme or its country,"
            f" else {THRESHOLD}; never below 2.",
        ),
        click.option(
            "--zeros",
            type=click.Choice([str(one) for one in Zeros]),
            help="Whether a count of nobody is small, too: that none of a group did"
            " something tells of each; shown if not said.",
        ),
        click.option(
            "--internal",
            is_flag=True,
            help="Withhold nothing; for those who may see everyone.",
        ),
    )(command)


def counting_options(command: F) -> F:
    """What counts what: `--engine` and `--tables`."""
    return _together(
        click.option(
            "--engine",
            "engine_id",
            default="python",
            metavar="ID",
            help="What counts: python, interpreter, or a plugin's; python if not said.",
        ),
        click.option(
            "--tables",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            metavar="DIR",
            help="Count exported tables and not the store, with an engine that can.",
        ),
    )(command)
