"""What the distribution offers to a host."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

import brukermedvirkning_store_sql
from brukermedvirkning.errors import OptionError
from brukermedvirkning_store_sql import plugin


def test_the_plugin_is_found_by_its_entry_point() -> None:
    (found,) = entry_points(group="brukermedvirkning", name="store-sql")

    assert found.load() is plugin


def test_the_plugin_says_its_version() -> None:
    assert version("brukermedvirkning-store-sql") == plugin.bmv_plugin_info().version


def test_looking_at_the_hooks_does_not_load_sqlalchemy() -> None:
    script = (
        "import sys\n"
        "from brukermedvirkning_store_sql import plugin\n"
        "plugin.bmv_plugin_info()\n"
        "plugin.bmv_stores()\n"
        "print(sorted({'sqlalchemy', 'alembic'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"


def test_a_store_is_opened_by_its_scheme(tmp_path: Path) -> None:
    (opener,) = plugin.bmv_stores()
    store = opener.open(f"sqlite:///{tmp_path}/cases.sqlite", {"timeout": 1})
    store.close()

    assert opener.id == "sqlite"
    assert (tmp_path / "cases.sqlite").is_file()


def test_settings_that_are_not_known_are_all_named() -> None:
    with pytest.raises(OptionError) as caught:
        plugin.open_store("sqlite://", {"password": "Zzyzx", "migrate": "yes"})

    assert [fault.field for fault in caught.value.faults] == ["password", "migrate"]
    assert "Zzyzx" not in str(caught.value)


def test_every_public_name_is_there() -> None:
    names = brukermedvirkning_store_sql.__all__

    assert all(hasattr(brukermedvirkning_store_sql, name) for name in names)
    assert not hasattr(brukermedvirkning_store_sql, "no_such_name")
