"""The SQL store keeps every law of a case store, in a file and in memory."""

from __future__ import annotations

from pathlib import Path

from hypothesis import settings

from brukermedvirkning.testing.case_store import (
    CAPABILITIES,
    case_store_machine,
    case_store_suite,
)
from brukermedvirkning_store_sql import SqlStore


def in_file(folder: Path) -> SqlStore:
    return SqlStore.open(f"sqlite:///{folder}/cases.sqlite")


def in_memory(_folder: Path) -> SqlStore:
    return SqlStore.open("sqlite://")


TestFile = case_store_suite("TestFile", in_file)

TestInMemory = case_store_suite(
    "TestInMemory", in_memory, capabilities=CAPABILITIES.keys() - {"durable"}
)

TestFileMachine = case_store_machine(in_file).TestCase
TestFileMachine.settings = settings(max_examples=25, stateful_step_count=20)
