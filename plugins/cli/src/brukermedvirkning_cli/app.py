"""The group of commands: loads each on use, and tells of failures in one way."""

from __future__ import annotations

import importlib
import keyword
import sys
from typing import Any

import click

from brukermedvirkning_cli.failures import Failed, explained
from brukermedvirkning_cli.overview import COMMANDS, SUMMARY, page

__all__ = ["INTERRUPTED", "bmv", "start"]

INTERRUPTED = 130
"""What a shell reports of a program that was interrupted (128 + SIGINT)."""


class _ReaderLeftError(Exception):
    """Raised when nobody reads the output any more."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used, and not before.

    A command returns its exit code. An error of the library becomes a message and an
    exit code here, so that no command does that by itself.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"{__package__}.commands.{_module(cmd_name)}")
        command: click.Command = module.command
        return command

    def get_help(self, ctx: click.Context) -> str:
        """The page that `main` shows without loading this group."""
        del ctx
        return page().rstrip("\n")

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; end with the code that it returns."""
        try:
            code = super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            # Click would end with 1, which here means findings.
            raise _ReaderLeftError from None
        except Exception as error:
            if ctx.params.get("traceback"):
                raise
            raise explained(error) from None
        ctx.exit(code or 0)


def _module(name: str) -> str:
    """The module of a command; `import` is a word that Python keeps for itself."""
    return f"{name}_" if keyword.iskeyword(name) else name


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from brukermedvirkning import __version__

        click.echo(f"bmv {__version__}")
        ctx.exit()


@click.command(
    cls=LazyGroup,
    help=SUMMARY,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--traceback", is_flag=True, help="Show where a fault arose.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version.",
)
@click.pass_context
def bmv(ctx: click.Context, *, traceback: bool) -> None:
    """The group itself: makes what all commands share, unless a test handed it over."""
    del traceback
    if ctx.obj is None:
        from brukermedvirkning_cli.context import App

        ctx.obj = App()


def start() -> int:
    """Run `bmv` with this process's arguments; the exit code.

    Raises `BrokenPipeError` when whoever read the output has gone.
    """
    try:
        code = bmv.main(prog_name="bmv", standalone_mode=False)
    except click.ClickException as error:
        sys.stdout.flush()
        error.show()
        return error.exit_code
    except _ReaderLeftError:
        raise BrokenPipeError from None
    except (click.Abort, KeyboardInterrupt):
        Failed("interrupted").show()
        return INTERRUPTED
    return int(code or 0)
