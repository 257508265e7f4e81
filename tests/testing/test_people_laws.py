"""The laws of access log and identities hold of the reference; each is broken alone."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from brukermedvirkning.testing.access_log_laws import ACCESS_LOG_LAWS, access_log_suite
from brukermedvirkning.testing.identity_laws import IDENTITY_LAWS, identity_suite
from brukermedvirkning.testing.memory import MemoryStore

LAWS = {law.id: law for law in (*ACCESS_LOG_LAWS, *IDENTITY_LAWS)}


def _broken_stores():
    path = Path(__file__).with_name("broken_people.py")
    spec = importlib.util.spec_from_file_location("broken_people", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.BROKEN


BROKEN = _broken_stores()


def opener(kind):
    """Opens stores in memory that are found again by their folder."""
    stores = {}
    return lambda folder: stores.setdefault(folder, kind())


TestMemoryLog = access_log_suite("TestMemoryLog", opener(MemoryStore))

TestMemoryIdentities = identity_suite("TestMemoryIdentities", opener(MemoryStore))


def test_every_law_has_a_broken_store() -> None:
    assert set(BROKEN) == set(LAWS)


@pytest.mark.parametrize("law_id", LAWS)
def test_a_broken_store_fails_its_law(law_id: str) -> None:
    with pytest.raises(Exception) as caught:
        LAWS[law_id].hold(opener(BROKEN[law_id]))

    assert any(LAWS[law_id].sentence in note for note in caught.value.__notes__)


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_store_fails_no_other_law(broken: str) -> None:
    for law_id in LAWS.keys() - {broken}:
        LAWS[law_id].hold(opener(BROKEN[broken]))


def test_law_ids_say_what_they_are_about() -> None:
    assert all(
        re.fullmatch(r"(access-log|identities)(\.[a-z]+(-[a-z]+)*)", law_id)
        for law_id in LAWS
    )


def test_every_law_is_one_sentence_that_begins_like_one() -> None:
    for law in LAWS.values():
        assert re.match(r"[A-Z].*\.$", law.sentence), law.id
