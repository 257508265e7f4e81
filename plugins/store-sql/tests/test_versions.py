"""Which tables a store has, and how they become the present ones."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from brukermedvirkning.errors import StoreError
from brukermedvirkning.testing.case_store import sample_case
from brukermedvirkning_store_sql import SqlStore
from brukermedvirkning_store_sql.versions import HEAD, VERSIONS


def tables(path: Path) -> dict[str, str]:
    """The statement of every table and index, however its blanks stand."""
    with sqlite3.connect(path) as database:
        rows = database.execute("SELECT name, sql FROM sqlite_master").fetchall()
    database.close()
    return {name: "".join((sql or "").split()) for name, sql in rows}


def set_version(path: Path, version: str | None) -> None:
    with sqlite3.connect(path) as database:
        database.execute("DELETE FROM bmv_schema_version")
        if version is not None:
            database.execute("INSERT INTO bmv_schema_version VALUES (?)", [version])
    database.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "cases.sqlite"
    SqlStore.open(f"sqlite:///{path}").close()
    return path


def test_the_versions_are_those_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", "brukermedvirkning_store_sql:migrations")
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    found = [script.revision for script in scripts.walk_revisions()]

    assert list(VERSIONS) == found[::-1]


def test_migrating_gives_the_tables_that_a_new_store_has(
    path: Path, tmp_path: Path
) -> None:
    migrated = tmp_path / "migrated.sqlite"
    with sqlite3.connect(migrated) as database:
        database.execute(
            "CREATE TABLE bmv_schema_version (version_num VARCHAR(32) NOT NULL,"
            " CONSTRAINT bmv_schema_version_pkc PRIMARY KEY (version_num))"
        )
    database.close()

    store = SqlStore.open(f"sqlite:///{migrated}", migrate=True)
    with store.begin() as work:
        work.cases.save(sample_case(), entries=(), expected=0)
    store.close()

    assert tables(path) == tables(migrated)
    SqlStore.open(f"sqlite:///{migrated}").close()


def test_older_tables_are_left_alone_unless_asked(path: Path) -> None:
    set_version(path, None)

    with pytest.raises(StoreError, match="open it with migrate=True"):
        SqlStore.open(f"sqlite:///{path}")


def test_a_migration_that_fails_leaves_the_store_as_it_was(path: Path) -> None:
    # The tables are there already, so that the first step cannot make them.
    set_version(path, None)
    before = tables(path)

    with pytest.raises(StoreError):
        SqlStore.open(f"sqlite:///{path}", migrate=True)

    assert before == tables(path)


@pytest.mark.parametrize("migrate", [False, True])
def test_newer_tables_are_refused(path: Path, migrate: bool) -> None:
    set_version(path, "9999")

    with pytest.raises(StoreError, match=f"version '9999'.* knows up to '{HEAD}'"):
        SqlStore.open(f"sqlite:///{path}", migrate=migrate)


def test_opening_a_store_does_not_load_alembic(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from brukermedvirkning_store_sql import SqlStore\n"
        "for _ in range(2):\n"
        f"    SqlStore.open('sqlite:///{tmp_path}/cases.sqlite').close()\n"
        "print('alembic' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert (done.stdout, done.stderr) == ("False\n", "")


def test_several_processes_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    script = (
        "from brukermedvirkning_store_sql import SqlStore\n"
        "input()\n"
        f"SqlStore.open('sqlite:///{tmp_path}/cases.sqlite').close()\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate()[1] for process in processes]

    assert said == [""] * 3
