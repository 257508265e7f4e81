"""A store in a file: whose it is, where it may be, and what is in the way."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.errors import StoreError
from brukermedvirkning.testing.case_store import (
    sample_case,
    sample_entries,
    sample_message,
)
from brukermedvirkning_store_sql import SqlStore, SqlUnit


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def save(store: SqlStore, case_id: str = "case-1") -> None:
    with store.begin() as work:
        work.cases.save(sample_case(case_id), entries=(), expected=0)


def test_a_new_file_and_what_sqlite_writes_beside_it_are_its_owners_alone(
    tmp_path: Path,
) -> None:
    before = os.umask(0)
    try:
        store = SqlStore.open(url(tmp_path / "cases.sqlite"))
        save(store)
    finally:
        os.umask(before)

    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()
    }
    assert modes == dict.fromkeys(
        ("cases.sqlite", "cases.sqlite-wal", "cases.sqlite-shm"), 0o600
    )
    store.close()


def test_a_store_that_is_closed_leaves_one_file(tmp_path: Path) -> None:
    store = SqlStore.open(url(tmp_path / "cases.sqlite"))
    save(store)
    store.close()

    assert [path.name for path in tmp_path.iterdir()] == ["cases.sqlite"]


def test_the_rights_of_a_file_that_was_there_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "cases.sqlite"
    path.touch(mode=0o640)

    SqlStore.open(url(path)).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_folder_is_never_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no folder"):
        SqlStore.open(url(tmp_path / "nowhere" / "cases.sqlite"))

    assert list(tmp_path.iterdir()) == []


def test_no_file_is_made_where_none_should_be(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        SqlStore.open(url(tmp_path / "cases.sqlite"), create=False)

    assert list(tmp_path.iterdir()) == []


def test_no_tables_are_made_in_a_file_that_is_somebody_elses(tmp_path: Path) -> None:
    path = tmp_path / "theirs.sqlite"
    theirs = sqlite3.connect(path)
    theirs.execute("CREATE TABLE theirs (id)")
    theirs.close()

    with pytest.raises(StoreError, match="no store is kept there"):
        SqlStore.open(url(path), create=False)


def test_a_file_that_is_no_database_is_refused_and_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Not a database at all. " * 100)
    before = path.read_bytes()

    with pytest.raises(StoreError, match="not an SQLite database"):
        SqlStore.open(url(path))

    assert before == path.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="what a directory is called differs")
def test_a_directory_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        SqlStore.open(url(tmp_path))


@pytest.mark.parametrize(
    "wrong",
    [
        "sqlite://host/path",
        "sqlite:///x?mode=ro",
        "sqlite+other:///x",
        "sqlite:nonsense",
    ],
)
def test_a_url_that_says_something_else_is_refused(wrong: str) -> None:
    with pytest.raises(StoreError, match="sqlite"):
        SqlStore.open(wrong)


def test_a_database_that_is_not_known_is_named() -> None:
    with pytest.raises(StoreError, match="'oracle'; known: sqlite"):
        SqlStore.open("oracle://somewhere")


def test_what_is_acknowledged_is_on_disk_before_it_is(tmp_path: Path) -> None:
    store = SqlStore.open(url(tmp_path / "cases.sqlite"))
    with store.begin() as work:
        (mode,) = work._work.row(_pragma("journal_mode"))
        (synchronous,) = work._work.row(_pragma("synchronous"))
        (foreign_keys,) = work._work.row(_pragma("foreign_keys"))
    store.close()

    assert (mode, synchronous, foreign_keys) == ("wal", 2, 1)


def _pragma(name: str):
    from sqlalchemy import text

    return text(f"PRAGMA {name}")


def test_reading_goes_on_beside_a_change_and_sees_what_was_there(
    tmp_path: Path,
) -> None:
    store = SqlStore.open(url(tmp_path / "cases.sqlite"))
    save(store)
    with store.begin() as reading:
        before = list(reading.cases.stream())
        save(store, "case-2")
        after = list(reading.cases.stream())
    store.close()

    assert before == after


def test_a_unit_that_has_read_can_write_though_others_wrote_meanwhile(
    tmp_path: Path,
) -> None:
    store = SqlStore.open(url(tmp_path / "cases.sqlite"))
    save(store)
    with store.begin() as work:
        kept = work.cases.kept("case-1")
        save(store, "case-2")
        work.cases.save(kept.case, entries=(), expected=kept.revision)

        assert [case.id for case in work.cases.stream()] == ["case-1", "case-2"]
    store.close()


def test_who_waits_too_long_for_another_change_is_told_so(tmp_path: Path) -> None:
    store = SqlStore.open(url(tmp_path / "cases.sqlite"), timeout=0.1)
    with store.begin() as work:
        work.cases.save(sample_case(), entries=(), expected=0)
        with store.begin() as other:
            with pytest.raises(StoreError, match="somebody else is writing"):
                other.cases.save(sample_case("case-2"), entries=(), expected=0)
            assert list(other.cases.stream()) == []
    with store.begin() as work:
        assert [case.id for case in work.cases.stream()] == ["case-1"]
    store.close()


def test_one_thread_has_one_unit_of_a_store_in_memory() -> None:
    store = SqlStore.open("sqlite://")
    with (
        store.begin(),
        pytest.raises(StoreError, match="unit of work of this store already"),
        store.begin(),
    ):
        pass
    save(store)
    store.close()


def test_a_transaction_that_the_disk_ended_is_not_taken_for_kept(
    tmp_path: Path,
) -> None:
    store = SqlStore.open(url(tmp_path / "cases.sqlite"))

    def lose_the_transaction():
        with store.begin() as work:
            work.cases.save(sample_case(), entries=(), expected=0)
            with suppress(StoreError), work._work.together():
                # What SQLite itself does when the disk is full.
                work._work._connection.exec_driver_sql("ROLLBACK")
                raise StoreError("the disk is full")

    with pytest.raises(StoreError, match="nothing of it is kept"):
        lose_the_transaction()

    with store.begin() as work:
        assert list(work.cases.stream()) == []
    store.close()


def test_an_id_with_half_a_character_is_refused_without_its_text() -> None:
    store = SqlStore.open("sqlite://")
    with store.begin() as work, pytest.raises(StoreError, match="whole characters"):
        work.cases.get("\ud800")
    store.close()


def test_a_full_disk_keeps_all_or_nothing(tmp_path: Path) -> None:
    store = SqlStore.open(url(tmp_path / "cases.sqlite"))
    save(store)

    def add_too_many() -> None:
        with store.begin() as work:
            work._work._connection.exec_driver_sql("PRAGMA max_page_count = 60")
            with suppress(StoreError):
                work.cases.add_many((sample_case(f"{n}"), ()) for n in range(5_000))
            save_more(work)

    def save_more(work: SqlUnit) -> None:
        with suppress(StoreError):
            for number in range(5_000):
                case = sample_case(f"more-{number}")
                work.cases.save(case, entries=sample_entries(case), expected=0)

    with suppress(StoreError):
        add_too_many()

    with store.begin() as work:
        kept = [case.id for case in work.cases.stream()]
        journals = [len(list(work.cases.journal(case_id))) for case_id in kept]
    assert kept[0] == "case-1"
    assert set(journals[1:]) <= {1}
    assert all(case_id.startswith("more-") for case_id in kept[1:])
    store.close()


def test_a_closed_store_is_not_opened_again_by_accident(tmp_path: Path) -> None:
    store = SqlStore.open(url(tmp_path / "cases.sqlite"))
    store.close()

    with pytest.raises(StoreError, match="is closed"):
        save(store)


def test_no_file_has_what_was_redacted_or_written_over(tmp_path: Path) -> None:
    store = SqlStore.open(url(tmp_path / "cases.sqlite"))
    case = sample_case()
    entries = sample_entries(case, 2, payload=f'{{"said":"{"a secret " * 900}"}}')
    more = sample_entries(case, 1, after=entries, payload='{"said":"nothing"}')
    with store.begin() as work:
        work.cases.save(
            sample_case(unit="a secret unit"),
            entries=entries,
            messages=[attrs.evolve(sample_message("m"), body="a secret message")],
            expected=0,
        )
    with store.begin() as work:
        work.cases.save(case, entries=more, expected=1, redacts=(1, 2))
    store.close()

    assert not any(b"a secret" in path.read_bytes() for path in tmp_path.iterdir())
