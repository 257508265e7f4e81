"""Files in and out: order, names, and who may read what is written."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from brukermedvirkning_cli.failures import Failed, WrongUse
from brukermedvirkning_cli.files import check_new, gathered, replacing, write_new


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_is_read_whole_in_order_and_without_hidden_files(tmp_path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.txt", ".hidden", ".git/x"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    names = [one.name for one in gathered([tmp_path])]

    assert ["a/b.txt", "a/z.txt", "b.txt"] == names


def test_files_keep_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    paths = [tmp_path / "b", tmp_path / "a"]
    for path in paths:
        path.touch()

    assert ["b", "a"] == [one.name for one in gathered(paths)]


def test_a_file_that_may_not_be_read_stops_before_anything_is_read(tmp_path) -> None:
    path = tmp_path / "closed"
    path.touch()

    with pytest.raises(Failed, match="not allowed"):
        gathered([path], may_read=lambda _: False)


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    write_new(tmp_path / "new", "å")

    assert (0o600, "å") == (
        mode(tmp_path / "new"),
        (tmp_path / "new").read_text("utf-8"),
    )


def test_a_file_that_is_there_is_never_written_anew(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("kept")

    with pytest.raises(WrongUse, match="not overwritten"):
        check_new(tmp_path / "old")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "old", "lost")

    assert "kept" == (tmp_path / "old").read_text()


def test_a_file_in_no_folder_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="not a folder"):
        check_new(tmp_path / "nowhere" / "new")
    with (
        pytest.raises(WrongUse, match="not a folder"),
        replacing(tmp_path / "no" / "x"),
    ):
        pass
    with pytest.raises(WrongUse, match="is a folder"), replacing(tmp_path):
        pass


def test_a_file_is_replaced_when_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("old")
    path.chmod(0o644)
    with replacing(path) as file:
        file.write(b"new")
        assert "old" == path.read_text()

    assert ("new", 0o600, ["out"]) == (
        path.read_text(),
        mode(path),
        names(tmp_path),
    )


def test_a_file_half_written_leaves_the_old_one_and_nothing_else(tmp_path) -> None:
    path = tmp_path / "out"
    path.write_text("old")

    def fail_half_way() -> None:
        with replacing(path) as file:
            file.write(b"new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    assert ("old", ["out"]) == (path.read_text(), names(tmp_path))
