"""The laws of a case store hold of the reference, and each can be broken alone."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from brukermedvirkning.testing.case_store import (
    CAPABILITIES,
    CASE_STORE_LAWS,
    case_store_machine,
    case_store_suite,
)
from brukermedvirkning.testing.memory import MemoryStore

LAWS = {law.id: law for law in CASE_STORE_LAWS}


def _broken_stores():
    path = Path(__file__).with_name("broken_stores.py")
    spec = importlib.util.spec_from_file_location("broken_stores", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.BROKEN


BROKEN = _broken_stores()


def opener(kind):
    """Opens stores in memory that are found again by their folder."""
    stores = {}
    return lambda folder: stores.setdefault(folder, kind())


TestMemory = case_store_suite("TestMemory", opener(MemoryStore))

TestMemoryMachine = case_store_machine(opener(MemoryStore)).TestCase


def test_every_law_has_a_broken_store() -> None:
    assert set(BROKEN) == set(LAWS)


@pytest.mark.parametrize("law_id", LAWS)
def test_a_broken_store_fails_its_law(law_id: str) -> None:
    with pytest.raises(Exception) as caught:
        LAWS[law_id].hold(opener(BROKEN[law_id]))

    assert any(LAWS[law_id].sentence in note for note in caught.value.__notes__)


# Any case at all is drawn for this one, which costs more than all the others together;
# what else a broken store does to a case, the others see.
DEAR = {"store.any-case"}


@pytest.mark.once
@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_store_fails_no_other_law(broken: str) -> None:
    for law_id in LAWS.keys() - {broken, *DEAR}:
        LAWS[law_id].hold(opener(BROKEN[broken]))


def test_law_ids_are_unique_and_say_what_they_are_about() -> None:
    ids = [law.id for law in CASE_STORE_LAWS]

    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"store(\.[a-z]+(-[a-z]+)*)", law_id) for law_id in ids)


def test_every_law_is_one_sentence_that_begins_like_one() -> None:
    for law in CASE_STORE_LAWS:
        assert re.match(r"[A-Z].*\.$", law.sentence), law.id


def test_every_capability_is_needed_by_some_law() -> None:
    assert set(CAPABILITIES) == set().union(*(law.needs for law in CASE_STORE_LAWS))
