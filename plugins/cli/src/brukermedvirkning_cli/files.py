"""Files that the command reads and writes: sources in, private files out.

What is written holds people's data: it is readable by its owner alone.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from brukermedvirkning.ports import Source
from brukermedvirkning_cli.failures import Failed, WrongUse

__all__ = [
    "Input",
    "check_new",
    "gathered",
    "new_folder",
    "own_store",
    "replacing",
    "sources",
    "write_new",
]

STDIN = "-"
_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700


class Input(NamedTuple):
    """A file to read and the name to report it under; no path is standard input."""

    name: str
    path: Path | None


def _may_read(path: Path) -> bool:
    return os.access(path, os.R_OK)


def gathered(
    paths: Sequence[Path], *, may_read: Callable[[Path], bool] = _may_read
) -> list[Input]:
    """The files of the paths in their order; those of a folder sorted, below it too.

    Hidden files and folders are left out. A file in a folder is named by its place in
    it. Raises `Failed` for what cannot be read, before anything is read.
    """
    found: list[Input] = []
    for path in paths:
        if str(path) == STDIN:
            found.append(Input("standard input", None))
        elif path.is_dir():
            found += _below(path)
        else:
            found.append(Input(path.name, path))
    for one in found:
        if one.path is not None and not may_read(one.path):
            raise Failed(f"{one.path}: not allowed to read it")
    return found


def _below(folder: Path) -> list[Input]:
    files = [
        Path(place) / name
        for place, folders, names in os.walk(folder, onerror=_cannot_list)
        if _keep_visible(folders)
        for name in names
        if not name.startswith(".")
    ]
    named = [Input(file.relative_to(folder).as_posix(), file) for file in files]
    return sorted(named, key=lambda one: one.name)


def _keep_visible(folders: list[str]) -> bool:
    """Take hidden folders out of the walk; true, so that it can stand as a condition."""
    folders[:] = [name for name in folders if not name.startswith(".")]
    return True


def _cannot_list(error: OSError) -> None:
    raise error


def sources(inputs: Sequence[Input]) -> Iterator[Source]:
    """The content of the inputs, one at a time."""
    for name, path in inputs:
        content = sys.stdin.buffer.read() if path is None else path.read_bytes()
        yield Source(name=name, content=content)


def own_store(*, create: bool) -> str:
    """The URL of the user's own store; with `create` its folder is made where missing."""
    from platformdirs import user_data_path

    folder = user_data_path("brukermedvirkning", appauthor=False)
    if create:
        folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    return f"sqlite:///{(folder / 'cases.db').as_posix()}"


def check_new(path: Path) -> None:
    """Raises `WrongUse` where a file cannot be written anew: it is there, or no folder."""
    if path.exists():
        raise WrongUse(f"{path} is there already and is not overwritten")
    if not path.parent.is_dir():
        raise WrongUse(f"{path.parent} is not a folder")


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet. Raises `FileExistsError`."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    with os.fdopen(number, "w", encoding="utf-8", newline="") as file:
        file.write(text)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` when it is whole, and not before."""
    if path.is_dir():
        raise WrongUse(f"{path} is a folder")
    if not path.parent.is_dir():
        raise WrongUse(f"{path.parent} is not a folder")
    # Made readable by its owner alone, which the replaced file is then too.
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder that is at `path` when it is whole, and not before; its owner's alone.

    Raises `WrongUse` where something is there already.
    """
    check_new(path)
    made = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    try:
        yield made
        for file in made.iterdir():
            file.chmod(_PRIVATE_FILE)
        made.rename(path)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
