"""The reference page documents every command, option and key, and none that is not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from brukermedvirkning_cli.app import bmv as group
from brukermedvirkning_cli.commands.vocabularies_export import command as export
from brukermedvirkning_cli.commands.vocabularies_translate import command as translate
from brukermedvirkning_cli.overview import COMMANDS, EXIT_CODES, OPTIONS

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "command.md").read_text(
    "utf-8"
)
SECTIONS = dict(
    re.findall(r"^## `bmv (\w+)`\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
)
COMMON = PAGE[: PAGE.index("## `bmv ")]


def command(name: str) -> click.Command:
    found = group.get_command(click.Context(group), name)
    assert found is not None
    return found


def parameters(name: str) -> list[click.Parameter]:
    """Those of a command, and of the commands within it."""
    within = [export.params, translate.params] if name == "vocabularies" else []
    return [one for params in (command(name).params, *within) for one in params]


def options(name: str) -> set[str]:
    return {
        option
        for parameter in parameters(name)
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option.startswith("--")
    }


def test_every_command_has_a_section_in_the_order_of_the_work() -> None:
    assert list(COMMANDS) == list(SECTIONS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_and_every_documented_one_exists(name: str) -> None:
    shown = set(re.findall(r"--[a-z][a-z-]+", SECTIONS[name]))
    elsewhere = {"--set"} if name == "formats" else set()

    assert options(name) == shown - elsewhere


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_is_documented(name: str) -> None:
    arguments = [
        parameter.metavar or parameter.name.upper()
        for parameter in command(name).params
        if isinstance(parameter, click.Argument)
    ]

    assert all(argument in SECTIONS[name] for argument in arguments)


def test_the_options_before_a_command_are_documented() -> None:
    names = [name.split(",")[-1].strip() for name in OPTIONS]

    assert all(name in COMMON for name in names)


def test_every_exit_code_is_documented() -> None:
    assert all(f"{code}: {what}" in COMMON for code, what in EXIT_CODES.items())


RUNS = {
    "import": ("import", "FILE"),
    "show": ("show", "c-1"),
    "access": ("access", "c-1"),
    "audience": ("audience", "c-1"),
    "check": ("check",),
    "indicators": ("indicators",),
    "explain": ("explain", "contact.in-person", "--as", "participant:p-c-1"),
    "formats": ("formats",),
    "plugins": ("plugins",),
    "rules": ("rules",),
    "vocabularies": ("vocabularies", "core.role"),
}


def keys(value: object) -> set[str]:
    """The keys of a document and of the objects in its lists."""
    if isinstance(value, list):
        return {key for one in value for key in keys(one)}
    if isinstance(value, dict):
        return set(value) | {key for one in value.values() for key in keys(one)}
    return set()


# What further keys the scorings have; each is a number with its own name.
SCORED = {
    "above_share",
    "lower",
    "upper",
    "method",
    "mean",
    "minimum",
    "maximum",
    "p90",
}
SCORED |= {"threshold", "unit", "total_is_computed", "level", "median"}
SCORED |= {"observed_until"}

# Keys that are data: parties, languages, kinds of rows, parameters of findings.
DATA = {
    "show": {"participant", "service", "representative"},
    "import": {"challenges", "goals", "stances", "decisions", "interventions"}
    | {"contacts", "team", "enrolments"},
    "plugins": {"indicators", "parameters", "policies", "readers", "rules", "stores"}
    | {"texts", "vocabularies", "writers", "engines", "indicator_groups"},
    "vocabularies": {"en", "start", "end"},
    "rules": {"start", "end"},
}


@pytest.mark.parametrize("name", RUNS)
def test_every_key_of_a_document_is_on_the_page(name: str, bmv, kept) -> None:
    assert bmv("show", "c-1").exit_code == 0  # so that there is a reading to tell of
    arguments = [kept if part == "FILE" else part for part in RUNS[name]]
    document = json.loads(bmv(*arguments, "--json").stdout)
    named = set(re.findall(r"`\"?(\w+)\"?`|\"(\w+)\"", SECTIONS[name] + COMMON))
    words = {word for pair in named for word in pair if word}
    if name == "check":
        document["findings"] = [{**one, "params": {}} for one in document["findings"]]
    if name == "indicators":
        for one in document["measurements"]:
            one["parameters"] = {}
            for part in one["parts"]:
                one.pop(part, None)
        words |= SCORED
    missing = keys(document) - words - DATA.get(name, set()) - {"start", "end"}

    assert set() == missing
