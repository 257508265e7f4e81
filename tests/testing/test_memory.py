"""What is the memory store's own: it says when it is used in a way it cannot serve."""

from __future__ import annotations

import pytest

from brukermedvirkning.domain.organisation import Attendance
from brukermedvirkning.errors import StoreError
from brukermedvirkning.testing.memory import MemoryStore


def test_one_thread_has_one_unit_of_work() -> None:
    store = MemoryStore()

    with (
        store.begin(),
        pytest.raises(StoreError, match="unit of work of this store already"),
        store.begin(),
    ):
        pass


def test_records_without_documents_are_refused() -> None:
    with MemoryStore().begin() as work, pytest.raises(StoreError, match="Attendance"):
        work.records(Attendance)
