"""Options that several commands share, each written once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import click

__all__ = [
    "Day",
    "as_settings",
    "json_option",
    "language_option",
    "on_option",
    "set_option",
    "store_option",
]

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A civil day, written as ISO 8601 has it."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day of a text such as 2016-04-26."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a day
        except ValueError:
            self.fail(f"{value!r} is not a day such as 2016-04-26", param, ctx)


def json_option(command: F) -> F:
    """`--json`: one JSON document instead of text."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print one JSON document."
    )(command)


def store_option(command: F) -> F:
    """`--store URL`."""
    return click.option(
        "--store",
        "store",
        metavar="URL",
        help="The store; else BMV_STORE, else a SQLite file in your data directory.",
    )(command)


def language_option(command: F) -> F:
    """`--language TAG`, several times, the preferred first."""
    return click.option(
        "--language",
        "languages",
        metavar="TAG",
        multiple=True,
        help="A language for texts and labels, such as da; may be repeated.",
    )(command)


def on_option(help_text: str) -> Callable[[F], F]:
    """`--on DATE`, with what it means for the command."""
    return click.option("--on", type=Day(), metavar="DATE", help=help_text)


def set_option(command: F) -> F:
    """`--set NAME=VALUE`, several times: what a format can be told."""
    return click.option(
        "--set",
        "settings",
        metavar="NAME=VALUE",
        multiple=True,
        help="Tell the format something; `bmv formats` lists what.",
    )(command)


def as_settings(settings: tuple[str, ...]) -> dict[str, str]:
    """`NAME=VALUE` texts as a mapping. Raises a usage error for anything else."""
    chosen: dict[str, str] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not (name and equals):
            raise click.BadParameter("it is NAME=VALUE", param_hint="--set")
        if name in chosen:
            raise click.BadParameter(f"{name!r} is set twice", param_hint="--set")
        chosen[name] = value
    return chosen
