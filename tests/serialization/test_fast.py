from __future__ import annotations

import sys
from typing import Any, Union, get_args, get_origin

import attrs
import pytest
from hypothesis import given

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.documents import DOCUMENTS
from brukermedvirkning.domain.record import Record, field_types
from brukermedvirkning.errors import DocumentError, InvalidRecordError
from brukermedvirkning.serialization import (
    from_document,
    from_own_document,
    to_document,
)
from brukermedvirkning.serialization._fast import read
from brukermedvirkning.testing.strategies import all_records, records

CASE = Case(id="c", participant=Participant(id="p"))
TEXT = to_document(CASE)
CLASSES = pytest.mark.parametrize("kind", all_records(), ids=lambda kind: kind.__name__)


@CLASSES
def test_no_class_has_what_msgspec_cannot_do(kind: type[Record]) -> None:
    fields: tuple[Any, ...] = attrs.fields(kind)

    assert [] == [field.name for field in fields if field.converter is not None]
    assert [] == [field.name for field in fields if field.alias != field.name]
    assert [] == [field.name for field in fields if field.name.startswith("_")]
    assert [] == [field.name for field in fields if not field.init]


@CLASSES
def test_no_class_has_an_init_of_its_own(kind: type[Record]) -> None:
    for base in kind.__mro__[:-1]:
        init = vars(base).get("__init__")

        assert init is None or init.__code__.co_filename.startswith("<attrs generated")


@CLASSES
def test_no_field_is_of_two_classes(kind: type[Record]) -> None:
    waiting = list(field_types(kind).values())
    while waiting:
        hint = waiting.pop()
        if get_origin(hint) is Union or type(hint).__name__ == "UnionType":
            assert 2 == len(get_args(hint))
            assert type(None) in get_args(hint)
        waiting.extend(get_args(hint))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_msgspec_can_read_every_document(name: str) -> None:
    assert read("{}", DOCUMENTS[name]) is None


def test_msgspec_reads_a_case() -> None:
    assert CASE == read(TEXT, Case)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_msgspec_reads_every_record_as_it_was(name: str) -> None:
    kind = DOCUMENTS[name]

    @given(records(kind))
    def check(record: Record) -> None:
        found = read(to_document(record), kind)

        assert type(found) is kind
        assert record == found

    check()


@pytest.mark.parametrize(
    "text",
    [
        TEXT[:-1],
        TEXT.replace('"version":1', '"version":2'),
        TEXT.replace("brukermedvirkning.case", "brukermedvirkning.unit"),
        TEXT.replace('"id":"p"', '"id":1'),
        TEXT.replace('{"id":"p"}', "[]"),
        TEXT.replace('{"id":"p"}', '{"id":"p","ID":"p"}'),
        "[" * 100_000,
        "\ufeff" + TEXT,
    ],
)
def test_what_msgspec_cannot_read_is_explained_in_full(text: str) -> None:
    assert read(text, Case) is None
    with pytest.raises(DocumentError) as caught:
        from_own_document(text, Case)

    assert caught.value.__context__ is None


def test_a_checked_document_of_ours_is_not_checked_again() -> None:
    nobody = TEXT.replace('"id":"p"', '"id":" p"')

    assert " p" == from_own_document(nobody, Case).participant.id
    with pytest.raises(DocumentError):
        from_document(nobody, Case)


def test_after_a_document_of_ours_records_are_checked_as_before() -> None:
    from_own_document(TEXT, Case)

    with pytest.raises(InvalidRecordError):
        Participant(id=" p")


def test_the_fast_path_leaves_other_classes_alone() -> None:
    assert read("{}", Code) is None


def test_without_msgspec_our_own_documents_are_read_strictly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "msgspec", None)
    monkeypatch.delitem(sys.modules, "brukermedvirkning.serialization._fast")

    assert CASE == from_own_document(TEXT, Case)
