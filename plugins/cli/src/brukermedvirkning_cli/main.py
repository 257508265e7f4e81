"""Where `bmv` begins; what can be answered at once is answered before anything loads."""

from __future__ import annotations

import sys

__all__ = ["run"]

FAILURE = 3
READER_LEFT = 141
"""What a shell reports of a program whose reader went away (128 + SIGPIPE)."""


def run() -> None:
    """Run the command of this process's arguments and end the process."""
    if sys.stdout is None:
        # Whoever closed it wants no output; the work is done all the same.
        _send_output_nowhere()
    try:
        code = _answer_at_once(sys.argv[1:])
        if code is None:
            from brukermedvirkning_cli.app import start

            code = start()
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_stdout()
        code = READER_LEFT
    except OSError as error:
        # Commands tell of their own failures; what is left is the output itself.
        _let_go_of_stdout()
        print(f"bmv: standard output: {error.strerror}", file=sys.stderr)
        code = FAILURE
    sys.exit(code)


def _answer_at_once(arguments: list[str]) -> int | None:
    if arguments == ["--version"]:
        from brukermedvirkning import __version__

        print(f"bmv {__version__}")
        return 0
    if arguments in (["--help"], ["-h"]):
        from brukermedvirkning_cli.overview import page

        print(page(), end="")
        return 0
    return None


def _let_go_of_stdout() -> None:
    """Nobody reads any more: what is left to write goes nowhere, and without noise."""
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _send_output_nowhere() -> None:
    import os
    from pathlib import Path

    nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end
    sys.stdout = nowhere
