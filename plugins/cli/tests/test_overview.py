"""One list of commands: the page, the group and the modules agree."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import click
import pytest

import brukermedvirkning_cli
from brukermedvirkning_cli.app import bmv
from brukermedvirkning_cli.overview import COMMANDS, EXIT_CODES, OPTIONS, page

FOLDER = Path(brukermedvirkning_cli.__file__).parent


def module_of(name: str) -> object:
    suffix = "_" if name == "import" else ""
    return importlib.import_module(f"brukermedvirkning_cli.commands.{name}{suffix}")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_of_itself_what_the_page_says(name: str) -> None:
    command = bmv.get_command(click.Context(bmv), name)

    assert command is not None
    assert COMMANDS[name] == command.short_help


def test_every_module_of_a_command_is_on_the_page() -> None:
    # A command of commands has a module for each of them: `vocabularies_export`.
    modules = {
        path.stem.partition("_")[0]
        for path in (FOLDER / "commands").glob("*.py")
        if path.stem != "__init__"
    }

    assert set(COMMANDS) == modules


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"schema"}))
def test_a_command_gathers_draws_and_runs(name: str) -> None:
    module = module_of(name)

    assert isinstance(module.command, click.Command)
    assert ["found", "say"] == list(inspect.signature(module.draw).parameters)
    assert callable(module.document)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_print_json(name: str) -> None:
    command = bmv.get_command(click.Context(bmv), name)

    assert any("--json" in option.opts for option in command.params)


@pytest.mark.parametrize("name", ["import", "show", "check", "indicators", "export"])
def test_every_command_over_cases_can_name_its_store(name: str) -> None:
    command = bmv.get_command(click.Context(bmv), name)

    assert any("--store" in option.opts for option in command.params)


def test_the_group_shows_the_very_page(bmv) -> None:
    assert page() == bmv("--help").output


def test_the_page_names_commands_options_and_exit_codes() -> None:
    text = page()

    assert all(f"  {name} " in text for name in (*COMMANDS, *OPTIONS))
    assert all(f"{code} {what}" in text for code, what in EXIT_CODES.items())


def test_the_page_fits_eighty_columns_of_plain_ascii() -> None:
    assert page().isascii()
    assert max(map(len, page().splitlines())) <= 80


def test_the_groups_own_options_are_on_the_page() -> None:
    names = {name for option in bmv.params for name in option.opts}

    assert names <= set(" ".join(OPTIONS).replace(",", " ").split())


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda p: p.name)
def test_a_module_has_two_hundred_lines_at_most(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 200
