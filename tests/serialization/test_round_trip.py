from __future__ import annotations

import copy
import json
import pickle

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.documents import DOCUMENTS, document_format
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.happenings import Happening
from brukermedvirkning.domain.plan import Goal, Wording
from brukermedvirkning.errors import DocumentError
from brukermedvirkning.serialization import (
    content_hash,
    from_document,
    from_own_document,
    to_document,
    unstructure,
)
from brukermedvirkning.testing.strategies import (
    EXTREME_DAYS,
    cases,
    happenings,
    instants,
    records,
)

CASE = Case(id="c", participant=Participant(id="p"))


@given(cases(days=EXTREME_DAYS))
def test_a_case_comes_back_from_its_document_as_it_was(case: Case) -> None:
    text = to_document(case)

    assert case == from_document(text, Case)
    assert case == from_document(text.encode(), Case)


@given(cases(days=EXTREME_DAYS))
def test_the_fast_path_reads_the_same_case(case: Case) -> None:
    text = to_document(case)

    assert case == from_own_document(text, Case)
    assert case == from_own_document(text.encode(), Case)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_record_comes_back_from_its_document_as_it_was(name: str) -> None:
    kind = DOCUMENTS[name]

    @given(records(kind))
    def check(record):
        text = to_document(record)

        assert record == from_document(text, kind)
        assert record == from_own_document(text, kind)
        assert document_format(name) == json.loads(text)["format"]

    check()


@given(cases())
def test_reading_and_writing_again_gives_the_same_bytes(case: Case) -> None:
    text = to_document(case)

    assert text == to_document(from_document(text, Case))
    assert text == to_document(from_own_document(text, Case))


@given(cases())
def test_the_same_case_gives_the_same_bytes_however_it_was_made(case: Case) -> None:
    again = pickle.loads(pickle.dumps(case))

    assert to_document(case) == to_document(again)
    assert to_document(case) == to_document(copy.deepcopy(case))
    assert content_hash(case) == content_hash(again)


@given(st.lists(cases(), min_size=2, max_size=2))
def test_different_cases_have_different_documents(pair: list[Case]) -> None:
    first, second = pair

    assert (first == second) == (to_document(first) == to_document(second))


def test_equal_extensions_are_written_alike() -> None:
    forth = attrs.evolve(CASE, extensions=FrozenMap({"a": 1, "b": {"c": 1, "d": 2}}))
    back = attrs.evolve(CASE, extensions=FrozenMap({"b": {"d": 2, "c": 1}, "a": 1}))

    assert forth == back
    assert to_document(forth) == to_document(back)


def test_a_document_is_compact_text_with_its_letters_as_they_are() -> None:
    goal = Goal(id="g", wordings=(Wording(version=1, text="Bli kokk på sjøen"),))
    case = attrs.evolve(CASE, goals=(goal,))

    expected = (
        '{"format":"brukermedvirkning.case","version":1,"case":{"id":"c",'
        '"participant":{"id":"p"},"goals":[{"id":"g",'
        '"wordings":[{"version":1,"text":"Bli kokk på sjøen"}]}]}}'
    )
    assert expected == to_document(case)


@given(cases())
def test_plain_values_are_what_json_reads_back(case: Case) -> None:
    plain = unstructure(case)

    assert plain == json.loads(json.dumps(plain))


@given(happenings())
def test_a_happening_is_read_by_its_kind(happening: Happening) -> None:
    text = to_document(happening)

    assert happening == from_document(text, Happening)
    assert happening == from_own_document(text, Happening)
    assert f"brukermedvirkning.{happening.kind}" == json.loads(text)["format"]


def test_a_case_is_no_happening() -> None:
    with pytest.raises(DocumentError, match="case_imported"):
        from_document(to_document(CASE), Happening)


def test_a_record_without_a_document_cannot_be_written() -> None:
    with pytest.raises(KeyError):
        to_document(Code(scheme="s", code="c"))


@given(instants())
def test_an_instant_may_be_written_in_the_ways_of_the_internet(instant) -> None:
    written = instant.isoformat().replace("+00:00", "Z")
    text = to_document(CASE).replace(
        '"participant"', f'"origin":{{"imported_at":"{written}"}},"participant"'
    )

    assert instant == from_document(text, Case).origin.imported_at


def test_the_content_hash_does_not_count_itself_nor_the_instant_of_the_import() -> None:
    stamped = attrs.evolve(
        CASE,
        origin=attrs.evolve(CASE.origin, content_hash=content_hash(CASE)),
    )

    assert content_hash(CASE) == content_hash(stamped)


def test_the_content_hash_changes_with_the_content() -> None:
    other = attrs.evolve(CASE, unit="u")

    assert content_hash(CASE) != content_hash(other)
    assert 64 == len(content_hash(CASE))


def test_defaults_that_are_written_out_are_read_too() -> None:
    text = to_document(CASE).replace(
        '"participant"',
        '"unit":null,"contacts":[],"registered_in_error":false,"participant"',
    )

    assert CASE == from_document(text, Case)


def test_a_row_is_unstructured_by_itself() -> None:
    contact = Contact(id="k", on=EXTREME_DAYS[0])

    assert {"id": "k", "on": "2014-08-05"} == unstructure(contact)
