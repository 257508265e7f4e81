"""How `bmv` begins and ends: what loads, exit codes, streams, encodings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from brukermedvirkning import __version__

BMV = Path(sys.executable).with_name("bmv")
LOG = Path(__file__).parents[3] / "examples" / "empowerment_log.txt"


def modules_loaded_by(*arguments: str) -> set[str]:
    """The top-level modules that a run of `bmv` imports."""
    code = (
        "import sys\n"
        f"sys.argv = ['bmv', *{arguments!r}]\n"
        "from brukermedvirkning_cli.main import run\n"
        "try:\n    run()\n"
        "except SystemExit:\n    pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_the_version_is_told_with_nothing_on_standard_error(real_bmv) -> None:
    done = real_bmv("--version")

    assert (0, f"bmv {__version__}\n".encode(), b"") == (
        done.returncode,
        done.stdout,
        done.stderr,
    )


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_version_and_help_load_neither_click_nor_the_library(argument: str) -> None:
    loaded = modules_loaded_by(argument)

    assert {"click", "attrs", "attr", "pluggy", "cattrs", "rich"} & loaded == set()


def test_a_list_of_formats_loads_no_database_and_no_rich() -> None:
    loaded = modules_loaded_by("formats", "--json")

    assert {"sqlalchemy", "rich", "platformdirs"} & loaded == set()


def test_it_runs_as_a_module_too() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "brukermedvirkning_cli", "--version"],
        capture_output=True,
        check=False,
    )

    assert (0, b"") == (done.returncode, done.stderr)


def test_the_version_is_told_wherever_the_option_stands(bmv) -> None:
    assert f"bmv {__version__}\n" == bmv("--traceback", "--version").output


def test_an_unknown_command_is_wrong_usage(real_bmv) -> None:
    done = real_bmv("improt")

    assert 2 == done.returncode
    assert b"improt" in done.stderr


def test_without_a_command_the_page_is_shown_as_wrong_usage(real_bmv) -> None:
    done = real_bmv()

    assert 2 == done.returncode
    assert b"Commands:" in done.stderr


def test_an_unknown_option_is_wrong_usage(real_bmv) -> None:
    assert 2 == real_bmv("formats", "--colour").returncode


def test_a_failure_is_one_message_and_exit_code_three(real_bmv) -> None:
    done = real_bmv("show", "nobody")

    assert 3 == done.returncode
    assert b"" == done.stdout
    assert done.stderr.startswith(b"bmv: there is no store at")
    assert b"Traceback" not in done.stderr


def test_findings_end_with_one_and_no_noise(real_bmv) -> None:
    kept = real_bmv("import", LOG)
    done = real_bmv("check", "--on", "2016-04-26")

    assert (0, b"") == (kept.returncode, kept.stderr)
    assert (1, b"") == (done.returncode, done.stderr)


@pytest.mark.skipif(os.name == "nt", reason="there is no head on Windows")
@pytest.mark.parametrize("command", ["schema", "vocabularies", "show c-1", "--help"])
def test_a_reader_that_leaves_early_causes_no_noise(
    command: str, real_bmv, kept, store: str
) -> None:
    done = subprocess.run(
        f"'{BMV}' {command} | head -1",
        shell=True,
        env={**os.environ, "BMV_STORE": store},
        capture_output=True,
        check=False,
    )

    assert b"" == done.stderr
    assert 1 == done.stdout.count(b"\n")


def test_a_reader_that_left_is_told_by_the_exit_code(kept, store: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [BMV, "schema"],
        stdout=writing,
        stderr=subprocess.PIPE,
        env={**os.environ, "BMV_STORE": store},
        check=False,
    )
    os.close(writing)

    assert (141, b"") == (done.returncode, done.stderr)


@pytest.mark.skipif(os.name == "nt", reason="a shell of Unix")
@pytest.mark.parametrize("command", ["--help", "schema"])
def test_closed_output_is_no_failure(command: str) -> None:
    done = subprocess.run(
        f"'{BMV}' {command} >&-", shell=True, stderr=subprocess.PIPE, check=False
    )

    assert (0, b"") == (done.returncode, done.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("command", ["--help", "schema", "vocabularies"])
def test_output_that_finds_no_room_is_a_failure_in_one_message(command: str) -> None:
    done = subprocess.run(
        f"'{BMV}' {command} > /dev/full",
        shell=True,
        stderr=subprocess.PIPE,
        check=False,
    )

    assert 3 == done.returncode
    assert 1 == done.stderr.count(b"\n")
    assert b"No space left on device" in done.stderr


def test_a_file_whose_name_is_no_text_is_told_of_all_the_same(
    real_bmv, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / os.fsdecode(b"\xff.txt")).write_bytes(b"noise")
    plain = real_bmv("import", folder)
    told = real_bmv("import", folder, "--json")

    assert (1, b"", 1, b"") == (
        plain.returncode,
        plain.stderr,
        told.returncode,
        told.stderr,
    )
    assert 1 == len(json.loads(told.stdout)["faults"])


def test_plain_ascii_output_draws_with_plain_characters(real_bmv, kept) -> None:
    done = real_bmv("show", "c-1", env={"PYTHONIOENCODING": "ascii"})

    assert (0, b"") == (done.returncode, done.stderr)
    assert b"####" in done.stdout
    assert done.stdout.isascii()


def test_the_locale_c_is_no_obstacle(real_bmv, kept) -> None:
    done = real_bmv("show", "c-1", env={"LC_ALL": "C", "PYTHONUTF8": "0"})

    assert (0, b"") == (done.returncode, done.stderr)


def test_json_in_ascii_loses_nothing(real_bmv, kept) -> None:
    plain = real_bmv("vocabularies", "--json", env={"PYTHONIOENCODING": "ascii"})
    whole = real_bmv("vocabularies", "--json")

    assert plain.stdout.isascii()
    assert json.loads(whole.stdout) == json.loads(plain.stdout)


def test_the_machines_language_changes_nothing(real_bmv, kept) -> None:
    danish = real_bmv("show", "c-1", env={"LANG": "da_DK.UTF-8", "LANGUAGE": "da"})
    english = real_bmv("show", "c-1", env={"LANG": "en_GB.UTF-8", "LANGUAGE": "en"})

    assert english.stdout == danish.stdout
