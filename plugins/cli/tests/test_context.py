"""Which store is meant, and what the environment may say."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from brukermedvirkning.errors import StoreError
from brukermedvirkning_cli.context import MachineClock
from brukermedvirkning_cli.failures import WrongUse


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_the_option_wins_over_the_variable(app, tmp_path: Path) -> None:
    one, other = (f"sqlite:///{tmp_path}/{name}.db" for name in ("one", "other"))
    with app(environ={"BMV_STORE": other}).store(one):
        pass

    assert ["one.db"] == [path.name for path in tmp_path.glob("*.db")]


def test_the_variable_wins_over_the_users_own(app, tmp_path: Path, data_folder) -> None:
    with app(environ={"BMV_STORE": f"sqlite:///{tmp_path}/other.db"}).store(None):
        pass

    assert (tmp_path / "other.db").exists()
    assert not list(tmp_path.rglob("brukermedvirkning"))


def test_the_users_own_store_is_in_a_folder_of_theirs_alone(app, data_folder) -> None:
    with app().store(None):
        pass
    (file,) = data_folder.rglob("cases.db")

    assert "brukermedvirkning" == file.parent.name
    assert 0o700 == stat.S_IMODE(file.parent.stat().st_mode)
    assert 0o600 == stat.S_IMODE(file.stat().st_mode)


def test_looking_makes_no_folder_either(app, data_folder: Path) -> None:
    with pytest.raises(StoreError), app().reading(None):
        pass

    assert not list(data_folder.rglob("brukermedvirkning"))


def test_looking_makes_no_store(app, store: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError), app().reading(store):
        pass

    assert [] == list(tmp_path.glob("*.db"))


def test_a_store_that_is_no_url_is_wrong_usage(app) -> None:
    with pytest.raises(WrongUse, match="sqlite:///cases"), app().store("cases.db"):
        pass


def test_an_unknown_kind_of_store_is_named_without_its_password(bmv) -> None:
    result = bmv("check", "--store", "oracle://scott:tiger@host/x")

    assert 2 == result.exit_code
    assert "'oracle'" in result.stderr
    assert "tiger" not in result.stderr


def test_the_machines_clock_has_an_offset() -> None:
    assert MachineClock().now().utcoffset() is not None
