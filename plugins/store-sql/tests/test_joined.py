"""Inside somebody else's transaction: theirs to begin, theirs to end."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from brukermedvirkning.domain.organisation import Unit
from brukermedvirkning.errors import OpenEnrolmentError, StoreError
from brukermedvirkning.testing.case_store import (
    sample_case,
    sample_enrolment,
    sample_entries,
    sample_message,
)
from brukermedvirkning_store_sql import SqlStore, create_schema


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of a host application, with the tables of the store in it."""
    path = tmp_path / "host.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE host (note TEXT)"))
        create_schema(connection)
    engine.dispose()
    return path


def change(connection: Connection | sqlite3.Connection) -> None:
    """Everything that a unit of work can change."""
    work = SqlStore.joined(connection)
    case = sample_case(enrolments=[sample_enrolment("here")])
    work.cases.save(
        case,
        entries=sample_entries(case),
        messages=[sample_message("one")],
        expected=0,
    )
    work.cases.add_many([(sample_case("case-2"), ())])
    work.records(Unit).put(Unit(id="unit-1", name="Enhet"))


def counts(path: Path) -> dict[str, int]:
    names = ("host", "bmv_case", "bmv_journal", "bmv_outbox", "bmv_record")
    with sqlite3.connect(path) as database:
        found = {
            name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in names
        }
    database.close()
    return found


NOTHING = {
    "host": 0,
    "bmv_case": 0,
    "bmv_journal": 0,
    "bmv_outbox": 0,
    "bmv_record": 0,
}
ALL = {"host": 1, "bmv_case": 2, "bmv_journal": 1, "bmv_outbox": 1, "bmv_record": 1}


@pytest.mark.parametrize("first", ["ours", "theirs"])
@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_the_owner_of_a_connection_keeps_or_undoes_everything(
    path: Path, end: str, first: str
) -> None:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        if first == "ours":
            change(connection)
        connection.execute(text("INSERT INTO host VALUES ('theirs')"))
        if first == "theirs":
            change(connection)
        assert counts(path) == NOTHING
        getattr(connection, end)()
    engine.dispose()

    assert counts(path) == (ALL if end == "commit" else NOTHING)


@pytest.mark.parametrize("first", ["ours", "theirs"])
@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_the_owner_of_a_plain_connection_keeps_or_undoes_everything(
    path: Path, end: str, first: str
) -> None:
    connection = sqlite3.connect(path)
    if first == "ours":
        change(connection)
    connection.execute("INSERT INTO host VALUES ('theirs')")
    if first == "theirs":
        change(connection)
    assert counts(path) == NOTHING
    getattr(connection, end)()
    connection.close()

    assert counts(path) == (ALL if end == "commit" else NOTHING)


def test_a_plain_connection_is_still_its_owners_afterwards(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    connection.create_function("regexp", 2, lambda pattern, text: "theirs")
    change(connection)
    connection.commit()
    found = list(SqlStore.joined(connection).cases.stream())

    row = connection.execute("SELECT 'a' REGEXP 'b' AS said, count(*) FROM bmv_case")
    assert dict(row.fetchone()) == {"said": "theirs", "count(*)": len(found)}
    assert connection.isolation_level == ""
    connection.close()


def test_a_refused_save_leaves_the_owners_changes_alone(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO host VALUES ('theirs')")
    change(connection)
    second = sample_case("case-3", enrolments=[sample_enrolment("here")])
    with pytest.raises(OpenEnrolmentError):
        SqlStore.joined(connection).cases.save(
            second, entries=sample_entries(second), expected=0
        )
    connection.commit()
    connection.close()

    assert counts(path) == ALL


def test_a_joined_unit_sees_what_its_owner_has_not_yet_kept(path: Path) -> None:
    connection = sqlite3.connect(path)
    change(connection)

    found = [case.id for case in SqlStore.joined(connection).cases.stream()]

    connection.rollback()
    connection.close()
    assert found == ["case-1", "case-2"]


def test_a_connection_without_a_transaction_cannot_be_changed(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(StoreError, match="is in no transaction"):
        change(connection)
    connection.execute("BEGIN")
    change(connection)
    connection.execute("ROLLBACK")
    connection.close()

    assert counts(path) == NOTHING


def test_an_engine_that_commits_by_itself_cannot_be_changed(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}", isolation_level="AUTOCOMMIT")
    with (
        engine.connect() as connection,
        pytest.raises(StoreError, match="is in no transaction"),
    ):
        change(connection)
    engine.dispose()

    assert counts(path) == NOTHING


def test_a_database_without_the_tables_is_refused(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "host.sqlite")
    with pytest.raises(StoreError, match="the database refuses"):
        change(connection)
    connection.close()
