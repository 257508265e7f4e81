"""The SQL store keeps every law of the access log and of identities."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from brukermedvirkning.errors import StoreError
from brukermedvirkning.testing.access_log_laws import access_log_suite, sample_access
from brukermedvirkning.testing.identity_laws import identity_suite
from brukermedvirkning_store_sql import SqlStore


def in_file(folder: Path) -> SqlStore:
    return SqlStore.open(f"sqlite:///{folder}/cases.sqlite")


def in_memory(_folder: Path) -> SqlStore:
    return SqlStore.open("sqlite://")


TestFileLog = access_log_suite("TestFileLog", in_file)

TestLogInMemory = access_log_suite("TestLogInMemory", in_memory, capabilities=())

TestFileIdentities = identity_suite("TestFileIdentities", in_file)

TestIdentitiesInMemory = identity_suite(
    "TestIdentitiesInMemory", in_memory, capabilities=()
)


def test_a_damaged_entry_of_the_log_is_named_and_not_shown(tmp_path: Path) -> None:
    store = in_file(tmp_path)
    with store.begin() as work:
        work.access_log.append(sample_access(reader="Zzyzx"))
    with sqlite3.connect(tmp_path / "cases.sqlite") as connection:
        connection.execute("UPDATE bmv_access_log SET purpose = 'Zzyzx'")
    connection.close()

    with store.begin() as work, pytest.raises(StoreError) as caught:
        list(work.access_log.of_case("case-1"))
    store.close()

    assert "entry 1 of the access log is damaged" == str(caught.value)
    assert caught.value.__context__ is None


def test_a_log_of_a_transaction_of_somebody_else_is_theirs_to_end(
    tmp_path: Path,
) -> None:
    in_file(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "cases.sqlite")
    connection.execute("CREATE TABLE theirs (id)")
    connection.execute("INSERT INTO theirs VALUES (1)")
    SqlStore.joined(connection).access_log.append(sample_access())
    connection.rollback()
    connection.close()
    store = in_file(tmp_path)
    with store.begin() as work:
        found = list(work.access_log.of_case("case-1"))
    store.close()

    assert [] == found
