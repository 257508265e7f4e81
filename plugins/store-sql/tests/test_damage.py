"""What a store says when what it keeps has been damaged, and what it never says."""

from __future__ import annotations

import logging
import sqlite3
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from brukermedvirkning.domain.links import PersonLink
from brukermedvirkning.domain.organisation import Attendance, Unit
from brukermedvirkning.errors import StoreError
from brukermedvirkning.testing.case_store import sample_case, sample_entries
from brukermedvirkning_store_sql import SqlStore

MARKER = "Zzyzx-Qwxz"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cases.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[SqlStore]:
    store = SqlStore.open(f"sqlite:///{path}")
    case = sample_case(participant=MARKER)
    with store.begin() as work:
        work.cases.save(
            case,
            entries=sample_entries(case, payload=f'{{"said":"{MARKER}"}}'),
            expected=0,
        )
        work.records(Unit).put(Unit(id="unit-1", name="Enhet"))
    yield store
    store.close()


def damage(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement, values)


def everything_said(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)) + repr(error.__context__)


DOCUMENTS = {
    "no JSON": "{" + MARKER,
    "another format": f'{{"format":"{MARKER}","version":1}}',
    "a fault inside": '{"format":"brukermedvirkning.case","version":1,"case":'
    f'{{"id":"case-1","participant":{{"id":"{MARKER}","languages":7}}}}}}',
    "another case": '{"format":"brukermedvirkning.case","version":1,"case":'
    f'{{"id":"case-2","participant":{{"id":"{MARKER}"}}}}}}',
    "nothing": "",
    "bytes that are no text": b"\xff" + MARKER.encode(),
    "a number": 7,
}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
@pytest.mark.parametrize("read", ["get", "stream"])
def test_a_damaged_document_is_named_and_not_shown(
    store: SqlStore, path: Path, document: str | bytes, read: str
) -> None:
    damage(path, "UPDATE bmv_case SET document = ?", document)

    with store.begin() as work, pytest.raises(StoreError, match="'case-1'") as caught:
        work.cases.get("case-1") if read == "get" else list(work.cases.stream())

    assert MARKER not in everything_said(caught.value)


def test_text_that_cannot_be_decoded_is_not_shown(store: SqlStore, path: Path) -> None:
    broken = b"\xff" + MARKER.encode()
    damage(path, "UPDATE bmv_case SET document = CAST(? AS TEXT)", broken)

    with store.begin() as work, pytest.raises(StoreError) as caught:
        work.cases.get("case-1")

    assert MARKER not in everything_said(caught.value)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("recorded_at", MARKER),
        ("actor_kind", MARKER),
        ("actor_roles", f'[["{MARKER}"]]'),
        ("payload_digest", MARKER),
    ],
)
def test_a_damaged_entry_is_named_and_not_shown(
    store: SqlStore, path: Path, column: str, value: str
) -> None:
    damage(path, f"UPDATE bmv_journal SET {column} = ?", value)

    with (
        store.begin() as work,
        pytest.raises(
            StoreError, match="entry 1 of the journal of case 'case-1'"
        ) as no,
    ):
        list(work.cases.journal("case-1"))

    assert MARKER not in everything_said(no.value)


def test_a_damaged_record_is_named(store: SqlStore, path: Path) -> None:
    damage(path, "UPDATE bmv_record SET document = '{}'")

    with store.begin() as work, pytest.raises(StoreError, match="unit 'unit-1'"):
        work.records(Unit).get("unit-1")


def test_a_damaged_case_is_still_there_in_the_summaries(
    store: SqlStore, path: Path
) -> None:
    damage(path, "UPDATE bmv_case SET document = ''")

    with store.begin() as work:
        (summary,) = work.cases.summaries(MARKER)

    assert summary.case == "case-1"


def test_a_removed_payload_leaves_a_redacted_entry(store: SqlStore, path: Path) -> None:
    damage(path, "DELETE FROM bmv_journal_payload")

    with store.begin() as work:
        (entry,) = work.cases.journal("case-1")

    assert entry.is_redacted


def test_a_statement_that_fails_is_not_shown_with_its_values(
    store: SqlStore, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    damage(path, "DROP TABLE bmv_journal_payload")
    case = sample_case("case-2", participant=MARKER)
    entries = sample_entries(case, payload=f'{{"said":"{MARKER}"}}')

    with (
        caplog.at_level(logging.DEBUG),
        store.begin() as work,
        pytest.raises(StoreError) as caught,
    ):
        work.cases.save(case, entries=entries, expected=0)

    assert MARKER not in everything_said(caught.value)
    assert MARKER not in caplog.text
    with store.begin() as work:
        assert [case.id for case in work.cases.stream()] == ["case-1"]


def test_what_names_the_second_person_of_a_link_is_not_shown(
    store: SqlStore, path: Path
) -> None:
    damage(path, "UPDATE bmv_record SET kind = 'person_link', document = ?", MARKER)

    with store.begin() as work, pytest.raises(StoreError) as caught:
        list(work.records(PersonLink).all())

    assert MARKER not in everything_said(caught.value)


def test_records_without_documents_are_refused(store: SqlStore) -> None:
    with store.begin() as work, pytest.raises(StoreError, match="Attendance"):
        work.records(Attendance)
